"""Bytes of a text file as Unicode text, with the repair that this took."""

import codecs
import re
from itertools import islice

from helpers.cleaning.readers.legacy import decode_tcvn3, decode_vni
from helpers.cleaning.readers.syllables import is_syllable
from helpers.core.text import nfc

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"(?<!{_LETTER}){_LETTER}*[^\x00-\x7f\W\d_\u0152\u0153\u0178\u0160\u0161]{_LETTER}*"
)
_WINDOWS_1252 = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256))
"""The character of each byte; the five undefined bytes keep their number."""
_LOST = "\ufffd"
_MOST_WORDS = 20_000
"""Words with marks by which an encoding is judged: a long file has no better evidence."""

Repair = tuple[str, str, str]


def decode_bytes(data: bytes) -> tuple[str, Repair | None]:
    """NFC text and, unless the bytes were plain Unicode, what was done: (rule, before, after).

    Rules: windows_1258, tcvn3, vni, bytes_lost (some bytes became U+FFFD),
    encoding_uncertain (read as Windows-1252: no encoding gives Vietnamese).
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_loss(data.decode(name, "replace"), name.upper().removesuffix("-SIG"))
    try:
        return nfc(data.decode("utf-8")), None
    except UnicodeDecodeError:
        return _most_vietnamese(data)


def _with_loss(text: str, name: str) -> tuple[str, Repair | None]:
    lost = text.count(_LOST)
    return nfc(text), ("bytes_lost", name, str(lost)) if lost else None


def _most_vietnamese(data: bytes) -> tuple[str, Repair | None]:
    as_bytes = codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
    decoded_texts = {
        "windows_1258": nfc(data.decode("cp1258", "replace")),
        "tcvn3": nfc(decode_tcvn3(as_bytes)),
        "vni": nfc(decode_vni(as_bytes)),
        "bytes_lost": nfc(data.decode("utf-8", "replace")),
    }
    rule = max(decoded_texts, key=lambda name: vietnamese_share(decoded_texts[name]))
    text = decoded_texts[rule]
    if vietnamese_share(text) < 0.6:
        if not _TOKEN.search(as_bytes):  # only signs such as “ ” –: the same in every encoding
            return nfc(as_bytes), None
        return nfc(as_bytes), ("encoding_uncertain", "?", "Windows-1252")
    if rule == "bytes_lost":
        return _with_loss(text, "UTF-8")
    return text, (rule, *_first_difference(as_bytes, text))


def vietnamese_share(text: str) -> float:
    """Share of the words with marks that are Vietnamese syllables; 0 when there is none."""
    words = [match[0] for match in islice(_TOKEN.finditer(text), _MOST_WORDS)]
    words += [_LOST] * text.count(_LOST)
    if not words:
        return 0.0
    return sum(map(is_syllable, words)) / len(words)


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """The first line that the repair changed, as a sample for the log."""
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            return old[:80], new[:80]
    return "", ""
