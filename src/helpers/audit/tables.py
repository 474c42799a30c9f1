"""Claims of a table: a total row, and a column that is a share of two others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Quantity
from helpers.audit.sums import judged_sum
from helpers.audit.tokens import tokens_of
from helpers.audit.vocabulary import words
from helpers.ground.numbers import Style
from helpers.ground.text import fold
from helpers.indicators.formulas import scaled_quotient

FEWEST_ROWS, MOST_BELOW = 2, 60
_LEVEL = re.compile(r"(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]?$")


@dataclass(frozen=True)
class Grid:
    """A table of text: header rows joined, body rows, each with as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CellClaim:
    """A claim about a cell: which row (0 is the first of the body), and the claim in its text."""

    row: int
    column: int
    claim: Claim


def find_in_table(grid: Grid, style: Style | None) -> Iterator[CellClaim]:
    """Claims about rows, then about totals."""
    yield from _shares(grid, style)
    yield from _totals(grid, style)


def _figure(text: str, style: Style | None) -> Quantity | None:
    """The only number of a cell."""
    tokens = [t for t in tokens_of(text, style) if t.text not in ("+", "-", "−")]
    numbers = [t for t in tokens if t.kind == "number"]
    words_in = [t for t in tokens if t.kind == "word"]
    if len(numbers) != 1 or numbers[0].value is None or len(words_in) > 2:
        return None
    token = numbers[0]
    if token.text != text.strip().strip("+-−% ()") and len(words_in) == 0 and len(tokens) > 2:
        return None
    sign = -1 if text.strip().startswith(("-", "−", "(-", "(−")) else 0
    return Quantity(token, 0, 0, token.end, None, sign)


def _is_named(header: str, name: str) -> bool:
    folded = fold(header)
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in words(name))


def _shares(grid: Grid, style: Style | None) -> Iterator[CellClaim]:
    """Kế hoạch | Thực hiện | Tỷ lệ (%): the third is of the two before it."""
    columns = range(len(grid.header))
    for share in columns:
        name = grid.header[share]
        if not _is_share_name(name):
            continue
        plans = [c for c in columns if 0 < c < share and _is_named(grid.header[c], "column_plan")
                 and not _is_share_name(grid.header[c])]  # fmt: skip
        actuals = [c for c in columns if c < share and _is_named(grid.header[c], "column_actual")
                   and c not in plans and not _is_share_name(grid.header[c])]  # fmt: skip
        if len(plans) != 1 or len(actuals) != 1:
            continue
        for number, row in enumerate(grid.rows):
            part, whole, told = (_figure(row[c], style) for c in (actuals[0], plans[0], share))
            if part and whole and told and whole.value:
                claim = judged("row_share", told, [_rounded(part), _rounded(whole)],
                               lambda v: scaled_quotient(v[0], v[1]), unit="%")  # fmt: skip
                if claim:
                    yield CellClaim(number, share, claim)


def _rounded(figure: Quantity) -> Quantity:
    """Without a unit of counted things: tables of money print whole millions."""
    return replace(figure, measure=None, is_rounded=True)


def _is_share_name(name: str) -> bool:
    is_share = "%" in name or _is_named(name, "column_share")
    return is_share and not _is_named(name, "column_not_share")


def _totals(grid: Grid, style: Style | None) -> Iterator[CellClaim]:
    """A row named Tổng cộng, the first or the last of the body, against the rows that it sums."""
    places = [n for n, row in enumerate(grid.rows) if _is_total(row)]
    if len(places) != 1 or not _is_one_measure(grid):
        return
    total = places[0]
    others = [row for n, row in enumerate(grid.rows) if n != total]
    is_outer = total in (0, len(grid.rows) - 1)
    if not is_outer or len(others) < FEWEST_ROWS or any(_may_be_total(row) for row in others):
        return
    levels = [_level(row) for row in others]
    tops = [row for row, level in zip(others, levels, strict=True) if level == min(levels)]
    found = []
    for column, name in enumerate(grid.header):
        if column == 0 or "%" in name or _is_named(name, "not_additive"):
            continue
        stated = _figure(grid.rows[total][column], style)
        lists = [parts for rows in (others, tops) if (parts := _parts(rows, column, style))]
        lists = [p for p in lists if len(p) >= FEWEST_ROWS] + [_unnested(p) for p in lists[:1]]
        if stated is None or not lists:
            continue
        claims = [c for parts in lists if (c := judged_sum("row_sum", stated, parts))]
        nested = len(set(levels)) > 1 or len(lists[-1]) < len(lists[0])
        best = min(claims, key=lambda claim: claim.is_contradiction, default=None)
        if best is not None:
            found.append((CellClaim(total, column, best), nested))
    # Of rows within rows only what agrees is certain.
    is_nested = any(nested for _, nested in found)
    yield from (item for item, _ in found if not (is_nested and item.claim.is_contradiction))


def _unnested(parts: Sequence[Quantity]) -> list[Quantity]:
    """Without figures that are the parts of the one right above them."""
    below = _rows_below([part.value for part in parts])
    kept, place = [], 0
    while place < len(parts):
        kept.append(parts[place])
        place += 1 + below[place]
    return kept


def _rows_below(values: Sequence[Decimal]) -> list[int]:
    """For each figure how many of the next rows make it up, their own parts included."""
    below = [0] * len(values)
    for place in reversed(range(len(values))):
        left, row = values[place], place + 1
        while left > 0 and row < min(len(values), place + MOST_BELOW):
            left -= values[row]
            row += 1 + below[row]
        below[place] = row - place - 1 if left == 0 and values[place] else 0
    return below


def _parts(rows: Sequence[Sequence[str]], column: int, style: Style | None):
    """Figures of a column; None where a cell holds something that is no figure."""
    found = []
    for row in rows:
        text = row[column].strip()
        if text in ("", "-", "–", "—"):
            continue
        figure = _figure(text, style)
        if figure is None or figure.sign < 0:
            return None
        found.append(figure)
    return found


def _is_total(row: Sequence[str]) -> bool:
    label = next((cell for cell in row[:2] if not _LEVEL.match(cell.strip()) and cell.strip()), "")
    folded = fold(label.strip(" :."))
    return folded in words("total")


def _may_be_total(row: Sequence[str]) -> bool:
    """A row named Cộng dự án, Tổng số hộ: it sums something, but perhaps not the table."""
    starts = tuple(f"{word} " for word in words("total"))
    return any(fold(cell).startswith(starts) for cell in row[:2])


def _is_one_measure(grid: Grid) -> bool:
    """False for a table whose rows are in different units: they do not add."""
    for column, name in enumerate(grid.header):
        if _is_named(name, "unit_column"):
            return len({fold(row[column]) for row in grid.rows if row[column].strip()}) <= 1
    return True


def _level(row: Sequence[str]) -> int:
    """How deep a row's number stands: I, 1, 1.1, a; rows without one are all alike."""
    mark = row[0].strip()
    if not _LEVEL.match(mark):
        return 1 if mark else 9
    if mark[0] in "IVX":
        return 0
    if mark[0].isdigit():
        return 1 + mark.strip(".)").count(".")
    return 5
