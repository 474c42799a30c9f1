"""Text of a finished report, passage by passage, with the place of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from helpers.core.messages import message
from helpers.core.text import nfc

CELL_GAP = " | "
MARKED_WORDS = 3
"""One small word in so many with a Vietnamese letter makes a paragraph Vietnamese; names begin with
capitals, and running Vietnamese has about two in three."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, a line or a table row; ``place`` says where a person finds it.

    Rows of one table share a number in ``table`` (0: no table); ``offsets`` are where the cells
    of a row begin in its text. Where something of the file could not be read, ``is_unread`` holds
    and the text is the reason.
    """

    place: str
    text: str
    table: int = 0
    offsets: tuple[int, ...] = ()
    is_unread: bool = False

    @classmethod
    def row(cls, place: str, cells: list[str], table: int) -> Passage:
        """A row of table number ``table``, its cells joined with `` | ``."""
        offsets, start = [], 0
        cells = [nfc(" ".join(cell.split())) for cell in cells]
        for cell in cells:
            offsets.append(start)
            start += len(cell) + len(CELL_GAP)
        return cls(place, CELL_GAP.join(cells), table, tuple(offsets))

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The texts of the cells of a table row."""
        ends = (*(start - len(CELL_GAP) for start in self.offsets[1:]), len(self.text))
        return tuple(self.text[a:b] for a, b in zip(self.offsets, ends, strict=True))


def by_language(passages: Sequence[Passage], lang: str) -> Iterator[tuple[str, Sequence[Passage]]]:
    """The passages of each language, the others empty, so that their numbers stay.

    In a text in another language than Vietnamese, paragraphs may be Vietnamese; rows are not.
    """
    if lang == "vi":
        yield lang, passages
        return
    foreign = [not passage.table and _is_vietnamese(passage.text) for passage in passages]
    for written_in, is_asked in ((lang, False), ("vi", True)):
        if is_asked not in foreign:
            continue
        yield (
            written_in,
            [
                passage
                if is_foreign == is_asked
                else replace(passage, text="", table=0, offsets=())
                for passage, is_foreign in zip(passages, foreign, strict=True)
            ],
        )


def _is_vietnamese(text: str) -> bool:
    """True for a running text in Vietnamese; an English one may hold Vietnamese names."""
    small = [word for word in text.split() if word[0].islower()]
    return MARKED_WORDS * sum(not word.isascii() for word in small) >= max(len(small), 1)


def place_of(key: str, number: int) -> str:
    """A position as a person finds it (``dòng 5``); ``key``: line, page, paragraph, table."""
    return message(f"audit.{key}", number=number)
