"""Columns of a table that follow from others: shares, changes, differences, sums, products.

The header says of what a column is made, in numbers or in words, or most rows show it. Of several
ways that the rows show, the one with the most rows for it, less those against it, is taken. A row
in which the same arithmetic fails is then a contradiction.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from helpers.audit.rules.cells import NUMBERED, Table, ascends, signed
from helpers.audit.rules.solver import (
    EXACT,
    NEAR,
    Candidate,
    Formula,
    Solved,
    chance,
    fit,
    verdict_of,
)
from helpers.audit.vocabulary import groups
from helpers.indicators.formulas import TEN

SAMPLE, FEWEST, MOST_COLUMNS, LONGEST_SUM = 24, 3, 24, 8
"""Rows that show what a column is made of; the fewest of them; columns looked at."""
SUREST, MOST_WRONG, ABOUT, PAIR, RARE = 4, 4, 0.02, 2, 0.5
"""Rows that leave no doubt, for each that does not fit; rows that show it; a quick look's room;
rows of long figures that leave no doubt, and how seldom chance makes one."""
_PLACE = r"[(\[]?\s*\d{1,2}\s*[)\]]?"
_HUNDRED = re.compile(r"\s*[x×*.]\s*100\s*%?\s*$|\s*%\s*$")
_FORMULA = re.compile(rf"{_PLACE}(?:\s*[-+−–:/]\s*{_PLACE})+")


@dataclass(frozen=True)
class Way:
    """``target`` is made of the columns ``operands``: share, change, difference, sum, product.

    ``scale`` brings a product into the target's unit. ``signature`` says how that is known.
    """

    made: str
    target: int
    operands: tuple[int, ...]
    scale: Decimal = Decimal(1)
    signature: str = "column.shown"


@dataclass(frozen=True)
class Evidence:
    """In how many rows a way holds exactly, because figures are rounded, or not.

    ``long``: in how many exactly with figures of so many digits that chance is ruled out.
    """

    exact: int
    near: int
    wrong: int
    long: int = 0

    @property
    def right(self) -> int:
        """Rows in which it holds, exactly or because figures are rounded."""
        return self.exact + self.near

    @property
    def weight(self) -> tuple[int, int]:
        """What ranks ways: small figures that may be rounded are near enough to many."""
        return self.exact - self.wrong, self.near

    def shows(self, *, is_named: bool) -> bool:
        """True where enough rows hold; half as many may be wrong as right where it is named."""
        if self.long >= PAIR and self.wrong <= 1:
            return True
        if is_named:
            return self.right >= max(FEWEST, 2 * self.wrong)
        return (
            self.right >= max(FEWEST, MOST_WRONG * self.wrong - 1) and self.right > 2 * self.wrong
        )


def find_in_columns(table: Table) -> Iterator[Solved]:
    """Claims of every row about the columns that follow from others."""
    columns = table.numeric[:MOST_COLUMNS]
    for target in columns:
        way = _way(table, target, columns)
        if way is None:
            continue
        for row in range(len(table.rows)):
            candidate = _candidate(table, row, way)
            solved = verdict_of(candidate) if candidate is not None else None
            if solved is not None:
                yield solved


def _way(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """How a column follows from others: as its header numbers or names it, else as rows show."""
    is_rate = table.is_named(target, "column_rate")
    named = (_share, _change) if is_rate else (_product, _left)
    for look in (_numbered, *named):
        way = look(table, target, columns)
        if way is not None:
            shown = _evidence(table, way)
            fewest = 2 if way.made == "change" else 0 if way.made == "share" else 1
            doubled = 2 if look is _change else 1
            if shown.right >= max(fewest, doubled * shown.wrong):
                return replace(way, signature="column.named")
    looks = (_shown_share,) if is_rate else (_shown_sum, _shown_difference)
    return next((way for look in looks if (way := look(table, target, columns))), None)


def _evidence(table: Table, way: Way) -> Evidence:
    """What the first rows show. Rows of zeros show nothing, nor sums that are only near."""
    exact = near = wrong = long = 0
    for row in range(min(len(table.rows), SAMPLE)):
        values = [table.values[row][c] for c in (way.target, *way.operands)]
        filled = [value for value in values if value]
        if len(filled) < min(3, len(values)) or len(set(map(abs, filled))) < 2:
            continue
        candidate = _candidate(table, row, way)
        if candidate is None:
            continue
        fits = fit(candidate)
        exact += fits == EXACT
        long += fits == EXACT and chance(candidate) < RARE
        near += fits == NEAR and way.made != "sum"
        wrong += fits not in (EXACT, NEAR)
    return Evidence(exact, near, wrong, long)


def _candidate(table: Table, row: int, way: Way) -> Candidate | None:
    """The claim that a row makes; None where it holds too little."""
    stated = table.figures[row][way.target]
    cells = [table.figures[row][column] for column in way.operands]
    known = [f for f in cells if f is not None]
    if stated is None or not known:
        return None
    kind, formula, unit, is_size = FORMULAS[way.made]
    if way.made == "sum":
        texts = (
            table.rows[row].cells[c] for c, f in zip(way.operands, cells, strict=True) if not f
        )
        if any(mark.isalnum() for text in texts for mark in text):
            return None
        stated, known = signed(stated), [signed(f) for f in known]
    else:
        may_fall = 1 if way.signature == "column.named" and way.made == "share" else 0
        if len(known) < len(cells) or any(f.quantity.sign < 0 for f in known[may_fall:]):
            return None
        if not known[1].quantity.value:
            return None
    if way.made == "product":
        formula = _product_in(way.scale)
    return Candidate(kind, way.signature, stated, tuple(known), formula, unit, is_size)


def _product_in(scale: Decimal) -> Formula:
    def product(values: Sequence[Any]) -> Any:
        return values[0] * values[1] * type(values[0])(scale)

    return product


FORMULAS: dict[str, tuple[Any, Formula, str, bool]] = {
    "share": ("row_share", lambda v: v[0] * 100 / v[1], "%", False),
    "change": ("row_share", lambda v: (v[0] - v[1]) * 100 / v[1], "%", True),
    "difference": ("row_share", lambda v: v[0] - v[1], "", True),
    "sum": ("row_sum", sum, "", False),
    "product": ("product", lambda v: v[0] * v[1], "", False),
}


def _numbered(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """What the header says in numbers: ``(3)=(2):(1)``, ``7=5+6``."""
    stated = NUMBERED.search(table.header[target].strip())
    if stated is None or not stated["formula"]:
        return None
    numbers = [NUMBERED.search(name.strip()) for name in table.header]
    places = {int(number[1]): column for column, number in enumerate(numbers) if number}
    plain = _HUNDRED.sub("", stated["formula"].strip())
    named = [int(number) for number in re.findall(r"\d+", plain)]
    if not ascends(sorted(places)) or not _FORMULA.fullmatch(plain) or not set(named) <= {*places}:
        return None
    parts = tuple(places[number] for number in named)
    signs = set(re.findall(r"[-+−–:/]", plain))
    if not set(parts) <= set(columns) - {target} or (signs != {"+"} and len(parts) != 2):
        return None
    made = "sum" if signs == {"+"} else "share" if signs <= {":", "/"} else "difference"
    return Way(made, target, parts, signature="column.named")


def _share(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """Kế hoạch | Thực hiện | Tỷ lệ (%): the third is of the two before it."""
    if table.is_named(target, "column_not_share"):
        return None
    pair = _given_and_done(table, target, columns, "column_actual")
    return Way("share", target, pair[::-1]) if pair else None


def _left(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """Kế hoạch | Đã thanh toán | Còn lại: the third is the difference of the two before it."""
    pair = _given_and_done(table, target, columns, "column_used")
    return Way("difference", target, pair) if pair and table.is_named(target, "left_all") else None


def _given_and_done(
    table: Table, target: int, columns: Sequence[int], done: str
) -> tuple[int, ...]:
    """The only column of a plan and the only one of what was done, both before the target."""
    before = [c for c in columns if c < target and not table.is_named(c, "column_rate")]
    given = [c for c in before if table.is_named(c, "column_plan")]
    made = [c for c in before if table.is_named(c, done) and c not in given]
    return (given[0], made[0]) if len(given) == len(made) == 1 else ()


def _change(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """6 tháng năm 2022 | 6 tháng năm 2023 | Tăng, giảm | Tỷ lệ (%): of two years and no plan."""
    dated = sorted((years[0], c) for c in columns if c < target and (years := table.years(c)))
    if len(dated) != 2 or any(table.is_named(c, "column_plan") for _, c in dated):
        return None
    (first, base), (second, value) = dated
    return Way("change", target, (value, base)) if second == first + 1 else None


def _product(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """Diện tích (ha) | Năng suất (tạ/ha) | Sản lượng (tấn), where the header names the units."""
    mass = table.unit_in(target, "mass")
    if not table.is_named(target, "production") or mass is None:
        return None
    found, scale = [], 1 / mass.factor / TEN
    for name, dimension in (("column_area", "area"), ("yield", "yield")):
        named = [
            (column, unit.factor)
            for column in columns
            if table.is_named(column, name) and (unit := table.unit_in(column, dimension))
        ]
        if len(named) != 1 or named[0][0] == target:
            return None
        found.append(named[0][0])
        scale *= named[0][1]
    return Way("product", target, tuple(found), scale)


def _shown_share(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """What the rows show: a share of two columns, or the change from one to the other."""
    pairs = ((i, j) for i in columns for j in columns if i != j and target not in (i, j))
    ways = (Way(made, target, pair) for pair in pairs for made in ("share", "change"))
    return _best(table, (way for way in ways if _may_hold(table, way)), is_named=True, asked=False)


def _shown_difference(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    if not table.is_named(target, "column_difference"):
        return None
    pairs = ((i, j) for i in columns for j in columns if i != j and target not in (i, j))
    ways = (Way("difference", target, pair) for pair in pairs)
    return _best(table, (way for way in ways if _may_hold(table, way)), is_named=True, asked=True)


def _shown_sum(table: Table, target: int, columns: Sequence[int]) -> Way | None:
    """A total of neighbouring columns: the next ones, those before it, or two that stand apart."""
    is_total = table.is_named(target, "total")
    at = columns.index(target)
    runs = (
        (start, columns[start : start + length])
        for length in range(2, LONGEST_SUM + 1)
        for start in range(len(columns) - length + 1)
    )
    ways = (
        Way("sum", target, tuple(parts))
        for start, parts in runs
        if target not in parts
        and (start == at + 1 or start + len(parts) == at or len(parts) == 2)
        and not any(table.is_named(c, "not_additive") for c in parts)
    )
    return _best(table, (w for w in ways if _may_sum(table, w)), is_named=is_total, asked=is_total)


def _best(table: Table, ways: Iterable[Way], *, is_named: bool, asked: bool) -> Way | None:
    """Of the ways that the rows show, the first of those with the most for it.

    ``is_named``: the header says what kind of figure the column holds; ``asked``: fewer rows are
    enough then.
    """
    best, most = None, None
    for way in ways:
        shown = _evidence(table, way)
        few = asked or (way.made == "sum" and _is_complement(table, way.operands))
        enough = shown.shows(is_named=few)
        if way.made == "sum" and is_named and shown.right > 2 * shown.wrong > 0:
            enough = True
        if enough and (most is None or shown.weight > most):
            is_sure = is_named and shown.exact >= SUREST * max(shown.wrong, 1)
            best = replace(way, signature="column.named_kind" if is_sure else "column.shown")
            most = shown.weight
    return best


def _is_complement(table: Table, columns: Sequence[int]) -> bool:
    """Columns named Nam and Nữ."""
    names = [f" {table.name(c)} " for c in columns]
    return any(
        len(group) == len(names)
        and all(sum(f" {word} " in name for word in group) == 1 for name in names)
        for group in groups("wholes")
    )


def _may_sum(table: Table, way: Way) -> bool:
    """A quick look at the first rows: does the sum come near in most?"""
    tried = fits = 0
    for values in table.values[:SAMPLE]:
        stated, parts = values[way.target], [values[c] or 0 for c in way.operands]
        if stated and sum(map(bool, parts)) > 1:
            tried += 1
            fits += abs(sum(parts) - stated) <= max(1.0, abs(stated) * ABOUT)
    return tried >= 2 and 2 * fits >= tried


def _may_hold(table: Table, way: Way) -> bool:
    """A quick look at the first rows, in floating point."""
    tried = fits = 0
    for values in table.values[:SAMPLE]:
        stated, one, other = (values[c] for c in (way.target, *way.operands))
        if stated is None or one is None or not other:
            continue
        value = FORMULAS[way.made][1]([one, other])
        tried += 1
        fits += abs(abs(value) - abs(stated)) <= max(1.0, abs(value) * ABOUT)
    return tried >= FEWEST and 2 * fits > tried
