"""Passages in Unicode without note marks; whether they can be read as Vietnamese."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from helpers.audit.passages import Passage
from helpers.audit.readers.note_marks import without_note_marks
from helpers.cleaning.readers.encodings import vietnamese_share
from helpers.cleaning.readers.repair import DECODERS, repair_text
from helpers.core.text import visible

FEWEST_MARKED_WORDS = 5
"""So many words with marks show whether they are Vietnamese."""
FEWEST_SYLLABLES = 0.5
"""Share of words with marks in a text that anybody could read; of real reports it is above 0.9."""
MOST_LOST_LETTERS = 3
SAMPLE = 20_000
"""Letters of a file that show whether it can be read."""
_MARKED = re.compile(r"[^\W\d_]*[^\x00-\x7f\W\d_][^\W\d_]*")
_LOST_LETTER = re.compile(r"[^\W\d_][?\ufffd]{1,3}[^\W\d_]")


def readable(passages: Sequence[Passage]) -> list[Passage]:
    """Passages in Unicode: what old fonts or a wrong encoding left is repaired where it is certain.

    The words of the whole file decide which old set it is (``TCVN3``, ``VNI``).
    """
    rule = repair_text(_joined(passages))[1]
    decode = DECODERS[rule] if rule else lambda text: repair_text(text)[0]
    return [_changed(passage, lambda text: _clean(text, decode)) for passage in passages]


def _clean(text: str, decode: Callable[[str], str]) -> str:
    return visible(without_note_marks(decode(text)))


def _changed(passage: Passage, change: Callable[[str], str]) -> Passage:
    text = change(passage.text)
    if text == passage.text:
        return passage
    if not passage.offsets:
        return replace(passage, text=text)
    return Passage.row(passage.place, [change(cell) for cell in passage.cells], passage.table)


def is_garbled(passages: Sequence[Passage]) -> bool:
    """True where most letters with marks form no Vietnamese words, or letters are lost as "?"."""
    text = _joined(passages)[:SAMPLE]
    lost = max(len(_LOST_LETTER.findall(text)), text.count(visible("\0")))
    if lost > MOST_LOST_LETTERS:
        return True
    is_enough = len(_MARKED.findall(text)) >= FEWEST_MARKED_WORDS
    return is_enough and vietnamese_share(text) < FEWEST_SYLLABLES


def holds_vietnamese(passages: Sequence[Passage]) -> bool:
    """True where words with Vietnamese marks stand in a text."""
    return vietnamese_share(_joined(passages)) >= FEWEST_SYLLABLES


def _joined(passages: Iterable[Passage]) -> str:
    return "\n".join(passage.text for passage in passages if not passage.is_unread)
