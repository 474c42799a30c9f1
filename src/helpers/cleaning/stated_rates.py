"""A stated rate without a sign: ``0,98`` is 0.98 % or the share 0.98, which is 98 %.

Decided by the row, where both figures of the rate stand in it; else by rows of the same column that
were decided so; else by size; else not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import Literal

from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.readers import Cell
from helpers.core.conversion import PERCENT, canonical_unit
from helpers.core.errors import InputError
from helpers.core.formatting import decimals_of, format_number
from helpers.core.messages import current_language
from helpers.core.numbers import ParsedNumber, Style, read_native, read_number

Scale = Literal["percent", "share"]
LIKE_PERCENT = (Decimal("0.5"), Decimal(2))
LIKE_SHARE = (Decimal("0.9"), Decimal("1.1"))
"""A rate between these multiples of the recomputed one is meant to be it. Printed percentages are
rounded, some from older figures; a share without a sign comes from a formula and is near."""
FAR_BELOW = 20
"""A rate so many times smaller than those of its column may be a share among percentages."""
FIGURES = ("actual", "plan", "previous", "estimate")
"""Columns of figures that are of one size within a row."""
LARGEST_SHARE = {"change": Decimal(2), "disbursed": Decimal("1.5"), "attained": Decimal(10)}
"""A larger number is no share: a change of 200 %, a disbursement of 150 %, ten times the plan."""


@dataclass(frozen=True)
class StatedRate:
    """One rate of a column: the number as it stands, and the percentage that its row gives."""

    stated: Decimal
    recomputed: Decimal | None

    @property
    def scale(self) -> Scale | None:
        """What the number is, by its own row."""
        if not self.recomputed:
            return None
        ratio = self.stated / self.recomputed
        if LIKE_PERCENT[0] <= ratio <= LIKE_PERCENT[1]:
            return "percent"
        return "share" if LIKE_SHARE[0] <= 100 * ratio <= LIKE_SHARE[1] else None


class RateColumns:
    """The columns of a table that hold rates without a sign."""

    def __init__(self, table: LocatedTable, styles: Mapping[str, Style | None]) -> None:
        self._table = table
        self._styles = styles
        self._columns: dict[str, dict[int, StatedRate]] = {}

    def as_percentage(self, role: str, row: int, parsed: ParsedNumber) -> ParsedNumber:
        """A number without a sign as a percentage. Raises InputError where it may be a share."""
        if role not in self._columns:
            self._columns[role] = dict(self._rates(role))
        column = self._columns[role]
        rate = column.get(row, StatedRate(parsed.value, None))
        scale = scale_of(rate, column.values(), kind_of(role))
        if scale is None:
            raise _open(parsed.value)
        if scale == "percent":
            return parsed
        value, decimal_places = 100 * parsed.value, parsed.decimal_places - 2
        return replace(
            parsed, value=value, decimal_places=decimal_places, rule="share", certain=False
        )

    def check_figure(
        self, role: str, row: int, parsed: ParsedNumber, maximum: Decimal | None
    ) -> None:
        """Refuse a figure in percent, without a sign, that may be a share: forest cover 0.79.

        It is none where 100 times as much is impossible, or where another figure of its row is
        above 1 and near it. Raises InputError.
        """
        if not 0 < parsed.value <= 1 or (maximum is not None and 100 * parsed.value > maximum):
            return
        beside = self.figures_beside(role, row)
        if not any(1 < value <= FAR_BELOW * parsed.value for value in beside):
            raise _open(parsed.value)

    def figures_beside(self, role: str, row: int) -> tuple[Decimal, ...]:
        """The other plain figures of a row, in its unit."""
        cells = next((found.cells for found in self._table.rows() if found.number == row), {})
        others = (
            self._value(other, cell)
            for other, cell in cells.items()
            if other != role and other in FIGURES and other in self._styles
        )
        return tuple(value for value in others if value is not None)

    def _rates(self, role: str) -> Iterator[tuple[int, StatedRate]]:
        """Row number and rate without a sign, with what the row gives for it."""
        for row in self._table.rows():
            values = {
                other: value
                for other, cell in row.cells.items()
                if other in self._styles and (value := self._value(other, cell)) is not None
            }
            if role in values and PERCENT not in row.cells[role].text:
                yield row.number, StatedRate(values[role], recomputed_rate(role, values))

    def _value(self, role: str, cell: Cell) -> Decimal | None:
        """A figure for comparison with others of its row, None where it is not plain."""
        try:
            if cell.kind != "text":
                return read_native(cell.native).value
            parsed = read_number(cell.text, style=self._styles[role] or "vi")
        except InputError:
            return None
        unit = canonical_unit(parsed.unit) if parsed.unit else None
        return parsed.value * (unit.factor if unit else 1)


def _open(number: Decimal) -> InputError:
    """The refusal of a number that may be a percentage or a share."""
    lang, both = current_language(), (number, 100 * number)
    percent, share = (format_number(value, decimals_of(value), lang=lang) for value in both)
    values = f"{percent}% | {share}%"
    return InputError("cleaning.percent_or_share", text=percent, values=values)


def kind_of(role: str) -> str:
    """Key of ``LARGEST_SHARE`` for a role of a rate column."""
    if role == "stated_pct_change":
        return "change"
    return "attained" if role in ("stated_pct_plan", "stated_pct_estimate") else "disbursed"


def recomputed_rate(role: str, values: Mapping[str, Decimal]) -> Decimal | None:
    """The percentage that the other figures of a row (by role) give for the rate in ``role``."""
    actual, base = values.get("actual"), values.get("previous")
    change = values.get("stated_change")
    if role == "stated_pct_change":
        if actual is not None and base is None and change is not None:
            base = actual - change
        return None if actual is None or not base else 100 * (actual - base) / base
    if role == "stated_pct_estimate":
        actual = values.get("estimate")
    elif role not in ("stated_pct_plan", "stated_pct_previous"):
        capital = role.rpartition("_")[2]
        actual, base = values.get(f"disbursed_{capital}"), values.get(f"allocated_{capital}")
    if role in ("stated_pct_plan", "stated_pct_estimate"):
        base = values.get("plan")
    return None if actual is None or not base else 100 * actual / base


def scale_of(rate: StatedRate, column: Iterable[StatedRate], kind: str) -> Scale | None:
    """What the number of ``rate`` is; None where nothing decides. ``column``: all of its column."""
    if not rate.stated or rate.scale:
        return rate.scale or "percent"
    others = list(column)
    if abs(rate.stated) > LARGEST_SHARE[kind]:
        return "percent"
    scales = {other.scale for other in others} - {None}
    if scales:
        return scales.pop() if len(scales) == 1 else None
    sizes = [abs(other.stated) for other in others if other.stated]
    middle = median(sizes)
    is_like_others = LARGEST_SHARE[kind] < middle <= FAR_BELOW * abs(rate.stated)
    return "percent" if is_like_others else None
