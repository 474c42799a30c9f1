"""One quantity told twice with different values, across a whole text.

Only where the words before both figures are the same and one value is the other with a slip of the
hand is it a contradiction: the same label may stand for another place or another purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.hints import SLIPS, likely_slip
from helpers.audit.labels import is_changed
from helpers.audit.named_cells import NamedFigure
from helpers.audit.quantities import Line, Quantity
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import examined_language, expanded, groups, tells, words

FEWEST_NAMED = 3
LONGEST, FEWEST, MANY, LEAST_DIGITS, SURE_DIGITS = 14, 4, 6, 4, 5
MOST_TOLD, MOST_NAMES, LOOK_BACK = 40, 20_000, 200
FAR = 10
ENDS = {".", ";", "(", ")"}
QUOTES = {"“", "”", '"'}


Label = tuple[str, ...]


@dataclass(frozen=True)
class _Told:
    number: int
    label: Label
    figure: Quantity
    is_quoted: bool = False


class Repetitions:
    """What was told so far; figures are kept, not the text around them."""

    def __init__(self) -> None:
        self._by_label: dict[tuple, list[_Told]] = defaultdict(list)
        self._by_name: dict[frozenset[str], list[_Told]] = defaultdict(list)
        self._companions: dict[tuple, tuple[int, Quantity]] = {}

    def learn(self, number: int, named: NamedFigure) -> None:
        """A figure of a table, to be held against what the text tells under the same words."""
        name = frozenset(_plain(named.name)) - _not_named(examined_language())
        if len(name) < FEWEST_NAMED or len(self._by_name) >= MOST_NAMES:
            return
        if len(self._by_name[name]) < MOST_TOLD:
            self._by_name[name].append(_Told(number, (), named.figure))

    def find(self, number: int, line: Line) -> Iterator[Claim]:
        """Claims of a passage, the next in order, that tell again what was told before."""
        for figure in line.quantities:
            if figure.measure is None or figure.is_rough or is_changed(line, figure):
                continue
            label = label_of(line, figure)
            claims = [*self._by_labels(number, line, figure, label)]
            again = [*self._by_names(number, line, figure, label)]
            yield from claims or again
        yield from self._companion(number, line)

    def _by_labels(
        self, number: int, line: Line, figure: Quantity, label: Label
    ) -> Iterator[Claim]:
        """A figure told before under the same long label."""
        for told in _told(line, number, figure, label):
            known = self._by_label[told.label, figure.known_measure.dimension]
            claim = _against(known, told)
            if claim is not None:
                yield claim
            if len(known) < MOST_TOLD:
                known.append(told)

    def _by_names(self, number: int, line: Line, figure: Quantity, label: Label) -> Iterator[Claim]:
        """A figure told once before under the same words in any order, with a slip of the hand.

        ``tỷ lệ che phủ rừng đạt 61,5%`` and, further down, ``tỷ lệ che phủ rừng hiện là 65,1%``.
        """
        name = _named(line, figure, label)
        if len(name) < FEWEST_NAMED:
            return
        told = self._by_name[name]
        others = [known for known in told if known.number != number]
        if len(told) == len(others) == 1 and figure.fits(others[0].figure):
            other = others[0].figure
            digits = min(digits_in(figure.text), digits_in(other.text))
            slip = likely_slip(figure, other.in_unit_of(figure).value, [])
            if digits >= LEAST_DIGITS - figure.is_percent and slip in SLIPS:
                yield _claim(figure, other, CONTRADICTION, slip)
        if len(told) < MOST_TOLD:
            told.append(_Told(number, (), figure))

    def _companion(self, number: int, line: Line) -> Iterator[Claim]:
        """Two parts that make up a total, told again with one of them the same, the other not."""
        for one, other, names in _pairs(line):
            for same, changed in ((one, other), (other, one)):
                if digits_in(same.text) < LEAST_DIGITS:
                    continue
                key = (names, changed is other, same.value * same.known_measure.factor)
                before = self._companions.setdefault(key, (number, changed))
                if before[0] != number and not _overlap(before[1], changed):
                    yield _claim(changed, before[1], DOUBTFUL)


def _told(line: Line, number: int, figure: Quantity, label: Label) -> Iterator[_Told]:
    """An amount with a label that is long enough to know it again.

    The label is what leads to it, or what is quoted behind it: ``12 vụ “tàng trữ trái phép …”``.
    """
    if not figure.is_amount or line.before(figure, 1) == ["/"]:
        return
    for words_told, is_quoted in ((label, False), (_quoted(line, figure), True)):
        if len(words_told) >= FEWEST:
            yield _Told(number, words_told, figure, is_quoted)


def _quoted(line: Line, figure: Quantity) -> Label:
    """Words in quotation marks behind a figure of its sentence, as in a label."""
    behind = line.folded[figure.last + 1 : figure.last + 1 + FAR + LONGEST]
    stop = next((n for n, token in enumerate(behind) if token in ENDS), len(behind))
    marks = [n for n, token in enumerate(behind[:stop]) if token in QUOTES]
    if len(marks) < 2 or marks[0] > FAR:
        return ()
    quoted = [w for w in behind[marks[0] + 1 : marks[1]] if w[:1].isalnum()]
    return tuple(_plain(quoted))


@cache
def _not_named(lang: str) -> frozenset[str]:
    """Words that say when, and how it stands."""
    lists = ("now", "dated", "before", "states", "stays")
    return frozenset().union(*(words(name) for name in lists))


def _named(line: Line, figure: Quantity, label: Label) -> frozenset[str]:
    """Words of a label that say what is told; none of last year, nor of a figure over another."""
    if figure.is_points or tells(label, "last_year") or _has_other_subject(line, figure):
        return frozenset()
    if "/" in (*line.before(figure, 1), *line.after(figure, 1)):
        return frozenset()
    return frozenset(w for w in label if w[:1].isalpha()) - _not_named(examined_language())


def _has_other_subject(line: Line, figure: Quantity) -> bool:
    """``Chi phí học tập: học kỳ I …; học kỳ II hỗ trợ 1.125 học sinh``: of what, stands before."""
    before = line.folded[max(0, figure.first - LOOK_BACK) : figure.first]
    start = max((n for n, token in enumerate(before) if token == "."), default=-1) + 1
    told = before[start:]
    if ";" in told or told.count("(") > told.count(")"):
        return True
    return ":" in told and not tells(told[: told.index(":")], "general_heads")


def label_of(line: Line, figure: Quantity) -> Label:
    """Words and years that lead to a figure, abbreviations written out, small words left out."""
    found: list[str] = []
    place = line.place_of(figure.first)
    stop = line.quantities[place - 1].last if place else -1
    for position in range(figure.first - 1, max(stop, figure.first - 1 - 2 * LONGEST), -1):
        token = line.folded[position]
        if token in ENDS or (token in (",", ":", "-") and len(found) >= FEWEST):
            break
        if token[:1].isalnum():
            found.append(token)
    return tuple(_plain(found[::-1][-LONGEST:]))


def _plain(label: Sequence[str]) -> Iterator[str]:
    """Abbreviations written out, small words left out."""
    return (word for word in _written_out(label) if word not in words("unlabelled"))


def _written_out(label: Sequence[str]) -> Iterator[str]:
    place = 0
    while place < len(label):
        for length in (2, 1):
            full = expanded().get(" ".join(label[place : place + length]))
            if full:
                yield from full
                place += length
                break
        else:
            yield label[place]
            place += 1


def _against(known: Sequence[_Told], told: _Told) -> Claim | None:
    """The claim that a figure is what was told before under the same words."""
    others = [k for k in known if k.number != told.number]
    if not others:
        return None
    figure = told.figure
    same = any(_overlap(other.figure, figure) for other in others)
    if same:
        return _claim(figure, figure, AGREES)
    other = others[-1].figure
    if len(others) == 1 and (told.is_quoted or others[0].is_quoted):
        return _claim(figure, other, DOUBTFUL)
    if len(others) > 1 or not set(told.label) & words("totals"):
        return None
    slip = likely_slip(figure, other.in_unit_of(figure).value, [])
    digits = min(digits_in(figure.text), digits_in(other.text))
    if slip in SLIPS and digits >= (SURE_DIGITS if len(told.label) < MANY else LEAST_DIGITS):
        return _claim(figure, other, CONTRADICTION, slip)
    return None


def _pairs(line: Line) -> Iterator[tuple[Quantity, Quantity, frozenset[str]]]:
    """Neighbours with the names of a known whole, where the passage speaks of a total."""
    figures = line.quantities
    if not set(line.folded) & words("totals"):
        return
    for one, other in zip(figures, figures[1:], strict=False):
        if one.measure is None or other.measure is None or not one.fits(other):
            continue
        labels = [" ".join(_written_out(line.before(q, 4))) for q in (one, other)]
        for group in groups("wholes"):
            first, second = sorted(group)
            named = [{w for w in group if _ends(label, w)} for label in labels]
            if named in ([{first}, {second}], [{second}, {first}]):
                yield one, other, group
                break


def _ends(label: str, name: str) -> bool:
    return f" {label}".endswith(f" {name}")


def _overlap(one: Quantity, other: Quantity) -> bool:
    return one.in_unit_of(other).interval().overlaps(other.interval())


def _claim(figure: Quantity, other: Quantity, verdict: str, hint: str = "") -> Claim:
    span = ((figure.start, figure.end),)
    return Claim(
        "repetition", figure.start, figure.end, figure.text, other.text, verdict, span, hint,
        by_likeness=bool(hint),
    )  # fmt: skip
