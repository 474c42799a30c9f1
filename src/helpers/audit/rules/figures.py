"""The records of a paragraph: every figure with what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import starts_of, tells, words

LABEL, NOUN, BACK, RATE, NEAR = 12, 4, 6, 6, 24
"""Tokens looked at: before a figure, of its noun, for its direction, for the word of a rate."""


@dataclass(frozen=True)
class Figure:
    """A figure and where it stands.

    ``noun``: folded words behind it, whatever they are. ``label``: words before it back to the
    figure or mark before. ``way``: +1 behind a rise, −1 behind a fall. ``reached``: behind "lên",
    "còn": where a change ended. ``sentence``, ``item`` (between semicolons) and ``bracket`` (0:
    outside) number what it stands in. ``paragraph`` is the number of its passage. A cell of a table has
    its ``row`` and, in ``index``, its column.
    """

    quantity: Quantity
    index: int
    paragraph: int
    sentence: int = 0
    item: int = 0
    bracket: int = 0
    noun: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    way: int = 0
    reached: bool = False
    is_rate: bool = False
    is_bound: bool = False
    is_name: bool = False
    noun_length: int = 0
    is_over: bool = False
    row: int | None = None

    @property
    def first(self) -> int:
        """Its first token."""
        return self.quantity.first

    @property
    def last(self) -> int:
        """Its last token, that of its unit."""
        return self.quantity.last

    @property
    def end(self) -> int:
        """The token behind its noun."""
        return max(self.last + 1, self.first + 1 + self.noun_length)

    @property
    def is_percent(self) -> bool:
        """True for a percentage."""
        return self.quantity.is_percent

    @property
    def is_share(self) -> bool:
        """True for a percentage that is no change."""
        return self.is_percent and not self.way and not self.is_bound

    @property
    def is_level(self) -> bool:
        """True for an amount that is neither a change nor a rate, nor a stretch of time."""
        measure = self.quantity.measure
        is_time = measure is not None and measure.unit in words("stretches")
        is_amount = self.quantity.is_amount and not self.way and not self.is_rate
        return is_amount and not is_time and not self.is_name

    @cached_property
    def is_plan(self) -> bool:
        """True for what was planned or given."""
        named = (*self.label, *self.noun)
        return tells(named, "planned") or tells(self.label, "granted")

    @cached_property
    def is_previous(self) -> bool:
        """True for a figure of an earlier time."""
        return tells(self.label[-5:], "last_year") or tells(self.noun, "last_year")

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that say what it counts."""
        return frozenset((*self.label, *self.noun)) - words("filler") - words("unlabelled")


def kinship(one: Figure, other: Figure) -> float:
    """2: the same unit; 1: one does not say, or one may hold the other; 0.5: other things counted;
    0: never of one kind."""
    a, b = one.quantity.measure, other.quantity.measure
    if a is not None and b is not None:
        if a.dimension == b.dimension:
            return 2
        if one.quantity.comparable(other.quantity):
            return 1
        return 0.5 if a.is_count and b.is_count else 0
    if a is None and b is None:
        if one.noun[:1] == other.noun[:1]:
            return 2 if one.noun else 1
        return 0.5 if one.noun and other.noun else 1
    known, bare = (a, other) if a is not None else (b, one)
    if not bare.noun:
        return 1
    return 0.5 if known is not None and known.is_count else 0


class Paragraph:
    """A passage as records. Iterable; ``between`` gives the folded tokens between two figures."""

    def __init__(self, line: Line, number: int) -> None:
        self.line, self.number = line, number
        self.text = line.text
        self.folded: Sequence[str] = line.folded
        self._parts = list(_parts(line))
        found = [self._figure(n, q) for n, q in enumerate(line.quantities)]
        for one, other in pairwise(found):
            if self.line.gap(one.quantity, other.quantity) == ["/"]:
                found[other.index] = replace(other, is_over=True)
        self.figures = [self._with_unit(f, found[f.index + 1 : f.index + 2]) for f in found]
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
            if (
                two in words("partial")
                or token in words("partial")
                or (token in words("full") and self.folded[max(0, place - 1)] not in words("in"))
            ):
                found.append(place)
        return found

    def between(self, one: Figure, other: Figure) -> Sequence[str]:
        """Folded tokens between two figures, a sign excluded."""
        end = other.first - (1 if other.quantity.sign else 0)
        return self.folded[one.last + 1 : end]

    def before(self, figure: Figure, count: int) -> Sequence[str]:
        """The last tokens before a figure."""
        end = figure.first - (1 if figure.quantity.sign else 0)
        return self.folded[max(0, end - count) : end]

    def after(self, figure: Figure, count: int) -> Sequence[str]:
        """The first tokens behind a figure's number, a percent sign excluded."""
        start = figure.first + 2 if figure.is_percent else figure.last + 1
        return self.folded[start : start + count]

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

    def _with_unit(self, figure: Figure, behind: Sequence[Figure]) -> Figure:
        """The a of ``a/b xã`` counts what b counts."""
        if not behind or not behind[0].is_over:
            return figure
        other = behind[0]
        if figure.noun or not other.quantity.is_amount or other.quantity.measure is None:
            return replace(figure, noun=figure.noun or other.noun) if not figure.noun else figure
        quantity = replace(figure.quantity, measure=other.quantity.measure)
        return replace(figure, quantity=quantity, noun=other.noun)

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

    def _figure(self, index: int, quantity: Quantity) -> Figure:
        sentence, item, bracket = self._parts[quantity.first]
        way, reached = _way(self.line, quantity)
        return Figure(
            quantity, index, self.number, sentence, item, bracket, _noun(self.line, quantity),
            _label(self.line, index), way, reached, _is_rate(self.line, quantity),
            tells(self.line.before(quantity, 2), "bounds"), _is_name(self.line, quantity),
            len(_noun(self.line, quantity)),
        )  # fmt: skip


def _parts(line: Line) -> Iterator[tuple[int, int, int]]:
    """Sentence, item and bracket of each token."""
    sentence = item = brackets = 0
    open_brackets: list[int] = []
    tokens = line.tokens
    for place, token in enumerate(tokens):
        if token.text == "(":
            brackets += 1
            open_brackets.append(brackets)
        yield sentence, item, open_brackets[-1] if open_brackets else 0
        if token.text == ")" and open_brackets:
            open_brackets.pop()
        elif token.text == ";":
            item += 1
        elif token.text == "." and _ends(line, place):
            sentence, item, open_brackets = sentence + 1, item + 1, []


def _ends(line: Line, place: int) -> bool:
    """True for a full stop that ends a sentence."""
    before = line.tokens[place - 1] if place else None
    behind = line.tokens[place + 1] if place + 1 < len(line.tokens) else None
    if before is None or behind is None:
        return True
    return (
        line.folded[place - 1] not in words("abbreviated")
        and behind.start > line.tokens[place].end
        and not behind.text[0].islower()
    )


def direction_of(line: Line, quantity: Quantity) -> int:
    """+1 for a rise, −1 for a fall told right before a figure, 0 for neither."""
    return _way(line, quantity)[0]


def _way(line: Line, quantity: Quantity) -> tuple[int, bool]:
    """The direction of a change, and whether it tells where a change ended."""
    if quantity.sign:
        return quantity.sign, False
    end = quantity.first
    for place in range(end - 1, max(-1, end - 1 - BACK), -1):
        word = line.folded[place]
        two = " ".join(line.folded[max(0, place - 1) : place + 1])
        if word in words("to"):
            return 0, True
        if word in words("rise") or two in words("above") or word in words("exceeds"):
            return 1, False
        if word in words("fall") or two in words("below"):
            return -1, False
        if word not in words("direction") | words("rough") and word not in ("(", ":"):
            break
    return 0, False


def _noun(line: Line, quantity: Quantity) -> tuple[str, ...]:
    """The words behind a figure, its unit first: up to a mark, a figure or a word that goes on."""
    found = []
    start = quantity.first + 1
    for place in range(start, min(len(line.tokens), quantity.last + 1 + NOUN)):
        word = line.folded[place]
        if place > quantity.last and (not word[:1].isalpha() or word in words("no_name")):
            break
        found.append(word)
    return tuple(found)


def _label(line: Line, index: int) -> tuple[str, ...]:
    quantity = line.quantities[index]
    start = _behind(line.quantities[index - 1]) if index else 0
    end = quantity.first - (1 if quantity.sign else 0)
    found: list[str] = []
    for word in reversed(line.folded[max(start, end - LABEL) : end]):
        if word in (";", ".") or (word == "," and found):
            break
        if word[:1].isalpha():
            found.append(word)
    return tuple(found[::-1])


def _behind(quantity: Quantity) -> int:
    """The token behind a figure; the words of "% kế hoạch" are no part of it."""
    return quantity.first + 2 if quantity.is_percent else quantity.last + 1


def _is_name(line: Line, quantity: Quantity) -> bool:
    """A bare number right behind a name: ``thôn Mẫu 4``, ``Bà Rịa 2``."""
    if quantity.measure is not None or quantity.first < 1 or quantity.decimal_places:
        return False
    before = line.tokens[quantity.first - 1]
    is_capital = before.kind == "word" and before.text.istitle() and quantity.first > 1
    behind = line.folded[quantity.last + 1 : quantity.last + 2]
    is_first = is_capital and line.tokens[quantity.first - 2].text in (".", ":", ";", "(", "-", ",")
    return (
        is_capital
        and not is_first
        and behind != ["/"]
        and quantity.token.text.isdigit()
        and len(quantity.text) < 2
    )


def _is_rate(line: Line, quantity: Quantity) -> bool:
    """So much for each: ``2 triệu đồng/hộ``, ``mỗi suất 500.000 đồng``, ``bình quân 42 người``."""
    if quantity.measure is not None and "/" in quantity.measure.unit:
        return True
    behind = line.folded[quantity.last + 1 : quantity.last + 3]
    if behind[:1] == ["/"] and behind[1:2] and behind[1][:1].isalpha():
        return behind[1] not in words("planned")
    for word in reversed(line.before(quantity, RATE)):
        if not word[:1].isalpha():
            return False
        if word in words("each_one"):
            return True
    return tells(line.before(quantity, RATE), "mean_of_each")
