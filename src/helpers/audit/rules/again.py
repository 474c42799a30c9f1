"""One quantity stated twice with different values, across a whole text.

It is a contradiction only where the words that name both figures are the same and one value is the
other with a slip of typing: the same label may stand for another place or another purpose.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.hints import SLIPS, likely_slip
from helpers.audit.rules.cells import Table
from helpers.audit.rules.figures import Figure
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import examined_language, expanded, groups, tells, words

FEWEST_NAMED, FEWEST, MANY = 3, 4, 6
"""Words of a name, of a label, and of a label that leaves no doubt."""
LONGEST, LEAST_DIGITS, SURE_DIGITS, FAR = 14, 4, 5, 10
"""The longest label; digits of figures that are not alike by chance; tokens behind a figure."""
MOST_KEPT, MOST_NAMES, LOOK_BACK = 40, 20_000, 200
ENDS = {".", ";", "(", ")"}
QUOTES = {"“", "”", '"'}
Label = tuple[str, ...]


class _Known(NamedTuple):
    number: int
    label: Label
    figure: Figure
    is_quoted: bool = False


class Repetitions:
    """What was stated so far; figures are kept, not the text around them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._by_label: dict[tuple, list[_Known]] = defaultdict(list)
        self._by_name: dict[frozenset[str], list[_Known]] = defaultdict(list)
        self._companions: dict[tuple, tuple[int, Figure]] = {}
        for words_of, figure in (named for table in tables for named in table.named_figures()):
            name = frozenset(_plain(words_of)) - _not_named(examined_language())
            if len(name) >= FEWEST_NAMED and len(self._by_name) < MOST_NAMES:
                _keep(self._by_name[name], _Known(figure.paragraph, (), figure))

    def find(self, here: Paragraph) -> Iterator[Claim]:
        """Claims of a passage, the next in order, that state again what was stated before."""
        for figure in here:
            near = set(here.before(figure, 2))
            if near & (words("rise") | words("fall")) or figure.quantity.sign:
                continue
            if figure.quantity.measure is None or figure.quantity.is_rough:
                continue
            label = _label(here, figure)
            by_label = [*self._by_labels(here, figure, label)]
            by_name = [*self._by_names(here, figure, label)]
            yield from by_label or by_name
        yield from self._companion(here)

    def _by_labels(self, here: Paragraph, figure: Figure, label: Label) -> Iterator[Claim]:
        """A figure stated before under the same long label."""
        for stated in _under_label(here, figure, label):
            known = self._by_label[stated.label, figure.quantity.known_measure.dimension]
            claim = _against(known, stated)
            if claim is not None:
                yield claim
            _keep(known, stated)

    def _by_names(self, here: Paragraph, figure: Figure, label: Label) -> Iterator[Claim]:
        """A figure stated once before under the same words in any order, with a slip of typing.

        ``tỷ lệ che phủ rừng đạt 61,5%`` and, further down, ``tỷ lệ che phủ rừng hiện là 65,1%``.
        """
        name = _named(here, figure, label)
        if len(name) < FEWEST_NAMED:
            return
        known = self._by_name[name]
        others = [k for k in known if k.number != here.number]
        if len(known) == len(others) == 1 and figure.quantity.fits(others[0].figure.quantity):
            slip = _slip(figure, others[0].figure, LEAST_DIGITS - figure.is_percent)
            if slip:
                yield _claim(figure, others[0].figure, CONTRADICTION, slip)
        _keep(known, _Known(here.number, (), figure))

    def _companion(self, here: Paragraph) -> Iterator[Claim]:
        """Two parts that make up a total, stated again with one of them the same, the other not."""
        for one, other, names in _pairs(here):
            for same, changed in ((one, other), (other, one)):
                if digits_in(same.quantity.text) < LEAST_DIGITS:
                    continue
                amount = same.quantity.value * same.quantity.known_measure.factor
                key = (names, changed is other, amount)
                number, before = self._companions.setdefault(key, (here.number, changed))
                if number != here.number and not _is_same(before, changed):
                    yield _claim(changed, before, DOUBTFUL)


def find_repeated_rows(tables: Sequence[Table]) -> Iterator[tuple[int, Claim]]:
    """Cells of a table whose row and column have the same names in one earlier table.

    The same label stands under every project: only where another figure of the row is the same in
    both tables is it the same row. A figure that differs there is a contradiction where it is the
    other with a slip of typing; else the tables may be of two periods.
    """
    columns = [_named_once(table) for table in tables]
    for (table, row), (later, again) in _rows_twice(tables):
        pairs = [
            (one, other)
            for name, column in columns[table].items()
            if name in columns[later]
            and (one := tables[table].figures[row][column])
            and (other := tables[later].figures[again][columns[later][name]])
        ]
        same = [other for one, other in pairs if _is_same(one, other) and _is_long(other)]
        for one, other in pairs:
            if not any(figure is not other for figure in same):
                continue
            slip = "" if _is_same(one, other) else _slip(other, one, LEAST_DIGITS)
            if slip or _is_same(one, other):
                yield other.paragraph, _claim(other, one, CONTRADICTION if slip else AGREES, slip)


def _rows_twice(tables: Sequence[Table]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Rows whose label stands once in each of two tables, and in no third."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, table in enumerate(tables):
        for row in range(len(table.rows)):
            if label := table.label(row):
                places[label].append((number, row))
    for found in places.values():
        if len(found) == 2 and found[0][0] != found[1][0]:
            yield found[0], found[1]


def _named_once(table: Table) -> dict[str, int]:
    """Columns of figures by their header, where no other has the same."""
    names = Counter(table.name(column) for column in table.numeric)
    return {n: c for c in table.numeric if names[n := table.name(c)] == 1 and n}


def _keep(known: list[_Known], stated: _Known) -> None:
    if len(known) < MOST_KEPT:
        known.append(stated)


def _under_label(here: Paragraph, figure: Figure, label: Label) -> Iterator[_Known]:
    """An amount with a label that is long enough to know it again.

    The label is what leads to it, or what is quoted behind it: ``12 vụ “tàng trữ trái phép …”``.
    """
    if not figure.quantity.is_amount or here.before(figure, 1) == ["/"]:
        return
    for named, is_quoted in ((label, False), (_quoted(here, figure), True)):
        if len(named) >= FEWEST:
            yield _Known(here.number, named, figure, is_quoted)


def _quoted(here: Paragraph, figure: Figure) -> Label:
    """Words in quotation marks behind a figure of its sentence, as in a label."""
    behind = here.folded[figure.last + 1 : figure.last + 1 + FAR + LONGEST]
    stop = next((n for n, token in enumerate(behind) if token in ENDS), len(behind))
    marks = [n for n, token in enumerate(behind[:stop]) if token in QUOTES]
    if len(marks) < 2 or marks[0] > FAR:
        return ()
    return tuple(_plain([w for w in behind[marks[0] + 1 : marks[1]] if w[:1].isalnum()]))


@cache
def _not_named(lang: str) -> frozenset[str]:
    """Words that say when, and how it stands."""
    lists = ("now", "dated", "before", "states", "stays")
    return frozenset().union(*(words(name) for name in lists))


def _named(here: Paragraph, figure: Figure, label: Label) -> frozenset[str]:
    """Words of a label that say what is stated; none of last year, nor of one over another."""
    is_over = "/" in (*here.before(figure, 1), *here.folded[figure.last + 1 : figure.last + 2])
    of_last = tells(label, "last_year")
    if figure.quantity.is_points or of_last or is_over or _has_other_subject(here, figure):
        return frozenset()
    return frozenset(w for w in label if w[:1].isalpha()) - _not_named(examined_language())


def _has_other_subject(here: Paragraph, figure: Figure) -> bool:
    """``Chi phí học tập: học kỳ I …; học kỳ II hỗ trợ 1.125 học sinh``: of what, stands before."""
    before = here.folded[max(0, figure.first - LOOK_BACK) : figure.first]
    start = max((n for n, token in enumerate(before) if token == "."), default=-1) + 1
    stated = before[start:]
    if ";" in stated or stated.count("(") > stated.count(")"):
        return True
    return ":" in stated and not tells(stated[: stated.index(":")], "general_heads")


def _label(here: Paragraph, figure: Figure) -> Label:
    """Words and years that lead to a figure, abbreviations written out, small words left out."""
    found: list[str] = []
    stop = here.figures[figure.index - 1].last if figure.index else -1
    for position in range(figure.first - 1, max(stop, figure.first - 1 - 2 * LONGEST), -1):
        token = here.folded[position]
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
        pair, known = " ".join(label[place : place + 2]), expanded()
        length = 2 if pair in known else 1
        term = " ".join(label[place : place + length])
        yield from known.get(term, (term,))
        place += length


def _against(known: Sequence[_Known], stated: _Known) -> Claim | None:
    """The claim that a figure is what was stated before under the same words."""
    others = [k for k in known if k.number != stated.number]
    if not others:
        return None
    figure, other = stated.figure, others[-1].figure
    if any(_is_same(k.figure, figure) for k in others):
        return _claim(figure, figure, AGREES)
    if len(others) == 1 and (stated.is_quoted or others[0].is_quoted):
        return _claim(figure, other, DOUBTFUL)
    if len(others) > 1 or not set(stated.label) & words("totals"):
        return None
    slip = _slip(figure, other, SURE_DIGITS if len(stated.label) < MANY else LEAST_DIGITS)
    return _claim(figure, other, CONTRADICTION, slip) if slip else None


def _pairs(here: Paragraph) -> Iterator[tuple[Figure, Figure, frozenset[str]]]:
    """Neighbours with the names of known parts of one total, where a passage speaks of totals."""
    if not set(here.folded) & words("totals"):
        return
    for one, other in pairwise(here.figures):
        if one.quantity.measure is None or other.quantity.measure is None:
            continue
        labels = [f" {' '.join(_written_out(here.before(f, 4)))}" for f in (one, other)]
        for group in groups("wholes") if one.quantity.fits(other.quantity) else ():
            named = [{w for w in group if label.endswith(f" {w}")} for label in labels]
            if all(len(names) == 1 for names in named) and set().union(*named) == group:
                yield one, other, group
                break


def _is_same(one: Figure, other: Figure) -> bool:
    figure = other.quantity
    alike = one.quantity.in_unit_of(figure)
    in_cells = one.row is not None and other.row is not None
    return alike.interval().overlaps(figure.interval()) and (
        not in_cells or alike.sign == figure.sign
    )


def _is_long(figure: Figure) -> bool:
    """No number that is like another by chance."""
    return digits_in(figure.quantity.text) >= LEAST_DIGITS


def _slip(figure: Figure, other: Figure, fewest_digits: int) -> str:
    """The slip of typing that makes one of the other; nothing for figures that are too short."""
    alike = other.quantity.in_unit_of(figure.quantity)
    slip = likely_slip(figure.quantity, alike.value, [])
    digits = min(digits_in(figure.quantity.text), digits_in(other.quantity.text))
    return slip if slip in SLIPS and digits >= fewest_digits else ""


def _claim(figure: Figure, other: Figure, verdict: str, hint: str = "") -> Claim:
    one, two = figure.quantity, other.quantity
    elsewhere = ((other.paragraph, two.start, two.end),) if other is not figure else ()
    return Claim(
        "repetition", one.start, one.end, one.text, two.text, verdict, ((one.start, one.end),),
        hint, by_likeness=bool(hint), elsewhere=elsewhere,
    )  # fmt: skip
