"""A passage as records, in order, with the words between them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from helpers.audit.rules.figure_reader import FigureReader, behind
from helpers.audit.rules.figures import Figure
from helpers.audit.tokens import Token
from helpers.audit.vocabulary import starts_of, words

LABEL, NEAR, WIDE = 12, 24, 120
"""Tokens of a clause behind a figure; figures of a sentence that are near; tokens of a bracket."""


class Paragraph:
    """A passage as records. Iterable; ``between`` gives the folded tokens between two figures."""

    def __init__(self, text: str, tokens: Sequence[Token], number: int = 0) -> None:
        self.text, self.tokens, self.number = text, tokens, number
        reader = FigureReader(text, tokens, number)
        self.folded: Sequence[str] = reader.folded
        self.figures: Sequence[Figure] = reader.figures()
        self._parts = reader.parts
        self._firsts = [f.first for f in self.figures]
        self._starts: dict[int, int] = {}
        for place, (sentence, _, _) in enumerate(self._parts):
            self._starts.setdefault(sentence, place)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    @cached_property
    def dividers(self) -> list[int]:
        """Where words stand that divide what is before them into what is behind."""
        found = []
        known = starts_of("partial") | words("full")
        for place, token in enumerate(self.folded):
            if token not in known:
                continue
            two = " ".join(self.folded[place : place + 2])
            is_full = token in words("full") and self.folded[max(0, place - 1)] not in words("in")
            if {two, token} & words("partial") or is_full:
                found.append(place)
        return found

    def between(self, one: Figure, other: Figure) -> Sequence[str]:
        """Folded tokens between two figures, a sign excluded; ``/`` for words that mean it."""
        gap = self.folded[one.last + 1 : other.start]
        return ["/"] if 0 < len(gap) <= 2 and " ".join(gap) in words("fraction") else gap

    def before(self, figure: Figure, count: int) -> Sequence[str]:
        """The last tokens before a figure."""
        return self.folded[max(0, figure.start - count) : figure.start]

    def head(self, figure: Figure, count: int) -> Sequence[str]:
        """The last tokens before a figure, back to a comma."""
        found = list(self.before(figure, count))
        return found[len(found) - found[::-1].index(",") :] if "," in found else found

    def after(self, figure: Figure, count: int) -> Sequence[str]:
        """The first tokens behind a figure's number, a percent sign excluded."""
        start = behind(figure)
        return self.folded[start : start + count]

    def beyond(self, figure: Figure, count: int) -> Sequence[str]:
        """The first tokens behind a figure and the bracket that it is followed by."""
        start = figure.end
        if self.folded[start : start + 1] == ["("]:
            closing = range(start, min(start + NEAR, len(self.folded)))
            start = next((n + 1 for n in closing if self.folded[n] == ")"), start)
        return self.folded[start : start + count]

    def bracket_opens(self, figure: Figure) -> Sequence[str]:
        """The first tokens of the bracket that a figure stands in."""
        back = self.folded[max(0, figure.first - WIDE) : figure.first]
        return back[len(back) - back[::-1].index("(") :][:2] if "(" in back else []

    def clause_after(self, figure: Figure, count: int = LABEL) -> Sequence[str]:
        """Words behind a figure up to a mark or another figure."""
        found: list[str] = []
        for token in self.after(figure, count):
            if not token[:1].isalpha() or token in words("goes_on"):
                break
            found.append(token)
        return found

    def tail(self, figure: Figure) -> Sequence[str]:
        """Tokens behind a figure up to a mark."""
        found = []
        for token in self.after(figure, LABEL):
            if token in (",", ";", ".", ")"):
                break
            found.append(token)
        return found

    def around(self, figure: Figure) -> Sequence[Figure]:
        """The figures of its sentence, those that are near."""
        near = self.figures[max(0, figure.index - NEAR) : figure.index + NEAR]
        return [f for f in near if f.sentence == figure.sentence]

    def part_at(self, place: int) -> tuple[int, int, int]:
        """Sentence, item and bracket of a token."""
        return self._parts[place]

    def starts(self, sentence: int) -> int:
        """The first token of a sentence."""
        return self._starts[sentence]

    def from_token(self, place: int, most: int) -> Sequence[Figure]:
        """The next figures at or behind a token."""
        index = bisect_left(self._firsts, place)
        return self.figures[index : index + most]

    def to_token(self, place: int, most: int) -> Sequence[Figure]:
        """The last figures before a token."""
        index = bisect_left(self._firsts, place)
        return self.figures[max(0, index - most) : index]

    def divider_behind(self, place: int) -> int | None:
        """The next words behind a token that divide."""
        at = bisect_left(self.dividers, place)
        return self.dividers[at] if at < len(self.dividers) else None

    def is_divided_between(self, one: Figure, other: Figure) -> bool:
        """True where words that divide stand between two figures."""
        divider = self.divider_behind(one.last)
        return divider is not None and divider < other.first
