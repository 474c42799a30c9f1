"""How charts print a value of an indicators row, through the one printing module."""

from collections.abc import Callable
from decimal import Decimal

from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value
from helpers.core.conversion import LEAST_BASE, MONEY, PERCENT, is_count, unit_name
from helpers.core.formatting import (
    DONG_DECIMALS,
    NO_BREAK_SPACE,
    format_change_percent,
    format_money,
    format_number,
    format_percent,
    needed_decimals,
    printed_change,
)
from helpers.core.periods import Period
from helpers.core.precision import decimals_in
from helpers.core.tables import Row

MOST_DECIMALS = 2
SIGNED = ("change", "area_effect", "yield_effect")


def decimals_of(row: Row, value: Decimal) -> int:
    """Digits to print: those the value needs, at most the row's ``decimals`` (2 if unknown)."""
    return needed_decimals(value, most_decimals(row))


def most_decimals(row: Row) -> int:
    """Digits that the row's indicator is printed with at most: as many as in sentences."""
    known = row.get("decimals")
    otherwise = MOST_DECIMALS if known is None else int(known)
    return decimals_in(str(row.get("unit_of_measure")), otherwise)


def bare(row: Row, value: Decimal, lang: str, *, signed: bool = False) -> str:
    """``1.178,47``: the value as the row's indicator is printed."""
    if row["unit_of_measure"] == MONEY:
        return format_money(value, with_unit=False, signed=signed, lang=lang)
    return format_number(value, decimals_of(row, value), signed=signed, lang=lang)


def cell(row: Row, column: str, lang: str) -> str:
    """A value of the row as a cell of a chart's table; empty where unknown."""
    value = row.get(column)
    if not has_value(value):
        return ""
    if column in SHARES:
        return SHARES[column](value, lang=lang)
    return bare(row, value, lang, signed=column in SIGNED)


def with_name(figure: str, unit: str) -> str:
    """A printed figure with its unit's name; a percent sign is attached."""
    if not unit:
        return figure
    return figure + ("" if unit.startswith(PERCENT) else NO_BREAK_SPACE) + unit


def is_stated_in_percent(row: Row) -> bool:
    """True where a change is stated in percent: not of a share, of zero, or of a few cases."""
    unit, before = str(row["unit_of_measure"]), row.get("previous")
    if unit == PERCENT or not has_value(row["pct_change"]):
        return False
    return not (is_count(unit) and has_value(before) and abs(before) < LEAST_BASE)


def change_text(row: Row, lang: str) -> str:
    """``−3 vụ``, ``+4,26 điểm %``: a change that is not stated in percent."""
    if str(row["unit_of_measure"]) == PERCENT:
        change = printed_change(
            row["change"], row.get("actual"), row.get("previous"), most_decimals(row)
        )
        number = format_number(change, decimals_of(row, change), signed=True, lang=lang)
        return phrase("points", lang, points=number)
    change = row["change"]
    printed = round(change, decimals_of(row, change))
    unit = unit_name(str(row["unit_of_measure"]), lang, printed)
    return with_name(bare(row, change, lang, signed=True), unit)


def short_amount(value: Decimal, lang: str) -> str:
    """Million đồng for a label: an integer from 10 on, below that with the decimals it needs."""
    if abs(value) >= 10 or value == value.to_integral_value():
        return format_number(value, 0, lang=lang)
    most = 1 if abs(value) >= 1 else DONG_DECIMALS
    return format_number(value, needed_decimals(value, most), lang=lang)


def share_text(value: Decimal, lang: str) -> str:
    """A given share: ``50%``, ``37,5%``."""
    return format_percent(value, decimals=needed_decimals(value, MOST_DECIMALS), lang=lang)


SHARES: dict[str, Callable[..., str]] = {
    "pct_plan": format_percent,
    "pct_estimate": format_percent,
    "pct_change": format_change_percent,
    "pace_expected": share_text,
}


def column_name(column: str, lang: str) -> str:
    """The heading of a value's column in a chart's table."""
    return phrase(f"column_{column}", lang)


def short_period(code: str, lang: str) -> str:
    """``6T đầu 2023``: a period as it fits under a small chart."""
    period = Period.parse(code)
    part = f"{period.kind}{period.number}" if period.kind == "H" else period.kind
    return phrase(f"short_{part}", lang, year=period.year, number=period.number)
