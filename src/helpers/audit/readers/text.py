"""Plain text and Markdown, in any encoding that Vietnamese offices use."""

import re
from collections.abc import Iterator

from helpers.audit.passages import Passage, place_of
from helpers.cleaning.readers.encodings import decode_bytes
from helpers.cleaning.readers.mojibake import looks_damaged, restore
from helpers.core.text import nfc

# Marks of Markdown and of formulas that a reader of a scan leaves in its text.
_MARKUP = str.maketrans(dict.fromkeys("*$\\", ""))
_NO_CONTENT = re.compile(r"~~[^~]+~~|\[\^\w{1,9}\](?!:)")  # struck text and note marks of Markdown
ENDINGS = (".", ";", ":")
STARTS = re.compile(
    r"(?:[-+•–*o]\s|\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s+\D"
    r"|[IVX]{1,5}\.\s|[a-zđ]\)\s)"
)
NULS = 5
"""One byte in so many is zero: text of two bytes a letter without its mark."""


def decode(data: bytes) -> str:
    """NFC text of bytes: Unicode with or without a mark, Windows-1258, TCVN3, VNI."""
    sample = data[:4000]
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and sample.count(0) * NULS > len(sample) > 0:
        odd = sample[1::2].count(0) >= sample[::2].count(0)
        return restored(nfc(data.decode("utf-16-le" if odd else "utf-16-be", errors="replace")))
    return restored(decode_bytes(data)[0])


def restored(text: str) -> str:
    """``text``, or what it was before UTF-8 was read as another encoding; whole or by lines."""
    if not looks_damaged(text):
        return text
    lines = text.split("\n")
    return restore(text) or "\n".join(restore(line) or line for line in lines)


def read_lines(data: bytes, name: str) -> Iterator[Passage]:
    """Lines of a text; one that goes on in the middle of a sentence is joined to its first."""
    pieces: list[str] = []
    first, table, in_table, blank = 1, 0, False, False
    for number, line in enumerate(decode(data).splitlines(), start=1):
        line = nfc(_NO_CONTENT.sub("", line).translate(_MARKUP)).strip()
        if not line:
            blank = True
            continue
        is_row = line.count("|") >= 2
        goes_on = bool(pieces) and _goes_on(pieces[-1], line, blank=blank)
        blank = False
        if (is_row or not goes_on) and pieces:
            yield Passage(place_of("line", first), " ".join(pieces))
            pieces = []
        if is_row:
            table += not in_table
            if not set(line) <= set("|-: "):
                yield Passage.row(place_of("line", number), line.strip("|").split("|"), table)
        else:
            first = number if not pieces else first
            pieces.append(line)
        in_table = is_row
    if pieces:
        yield Passage(place_of("line", first), " ".join(pieces))


def _goes_on(before: str, line: str, *, blank: bool) -> bool:
    """True for a line in the middle of a sentence, over a page's end too."""
    if before.endswith(ENDINGS) or STARTS.match(line):
        return False
    return line[0].islower() or (not blank and (line[0].isdigit() or before.endswith(",")))
