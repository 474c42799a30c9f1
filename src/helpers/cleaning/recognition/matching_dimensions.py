"""Breakdowns that a label names: dân tộc = Tày, nguồn vốn = ngân sách trung ương."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.cleaning.recognition.matching_words import Words, without_numbering, words_of
from helpers.core.catalogues.label_words import DimensionMember


@dataclass(frozen=True)
class _Name:
    words: Words
    row: DimensionMember


class Dimensions:
    """Finds members of breakdowns in labels."""

    def __init__(self, rows: Sequence[DimensionMember]) -> None:
        self._by_words: dict[Words, list[_Name]] = {}
        self._longest = 1
        for row in rows:
            for name in (row.member, *row.aliases):
                if words := words_of(name):
                    self._by_words.setdefault(words, []).append(_Name(words, row))
                    self._longest = max(self._longest, len(words))

    def split(self, label: str, dimension: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The label without the member that it names, and the pair; the label as it is for none.

        A label that is nothing but a member (perhaps behind 'Trong đó:', 'dân tộc') counts; within
        a longer label it does only behind one of the words that its catalogue row asks for.
        """
        words = words_of(without_numbering(label))
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                rest = words[:start], words[start + length :]
                row = self._member(words[start : start + length], rest, dimension)
                if row:
                    announced = () if rest[0] in _PART_MARKS else rest[0]
                    before = self._without_announcement(announced, row)
                    return " ".join((*before, *rest[1])), ((row.dimension, row.member),)
        return label, ()

    def _member(
        self, words: Words, rest: tuple[Words, Words], dimension: str
    ) -> DimensionMember | None:
        for name in self._by_words.get(words, ()):
            row = name.row
            if row.when and dimension not in row.when:
                continue
            is_alone = not any(rest) or (not rest[1] and rest[0] in _PART_MARKS)
            announced = _ends_with(rest[0], row.after)
            if is_alone or announced or (not rest[1] and _ends_with(rest[0], row.beside)):
                return row
        return None

    def _without_announcement(self, before: Words, row: DimensionMember) -> Words:
        announcements = sorted(map(words_of, row.after), key=len, reverse=True)
        for words in announcements:
            if words and before[-len(words) :] == words:
                return before[: -len(words)]
        return before


def _ends_with(words: Words, ends: Iterable[str]) -> bool:
    return any(words[-len(end) :] == end for end in map(words_of, ends) if end)


_PART_MARKS = (words_of("trong đó"), words_of("riêng"))
