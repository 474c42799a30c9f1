"""Read one cell as a figure in the unit that its indicator wants, or quarantine it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.readers import Cell
from helpers.core.conversion import PERCENT, canonical_unit, convert, is_count
from helpers.core.errors import InputError
from helpers.core.formatting import format_number
from helpers.core.messages import current_language
from helpers.core.numbers import (
    NumberRefused,
    ParsedNumber,
    column_style,
    marker,
    read_fraction,
    read_native,
    read_number,
)

PLAIN_RULES = (
    "plain_integer",
    "leading_zero_count",
    "vi_decimal",
    "vi_grouped",
    "bracketed_signed",
    "native",
)


@dataclass(frozen=True)
class Target:
    """What a cell should hold: whose value, its unit, the unit written beside it, the range."""

    name: str
    unit: str
    written_unit: str | None
    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True)
class ReadValue:
    """A value in the target's unit; ``places`` are printed digits counted in that unit."""

    value: Decimal | None
    status: str
    decimal_places: int = 0


class CellReader:
    """Reads cells of one table.

    What is ambiguous is decided by the column's other values, else by the workbook's, else by
    the target's plausible range; else it is refused.
    """

    def __init__(self, table: LocatedTable, cleaning_log: CleaningLog) -> None:
        self._table = table
        self._journal = cleaning_log
        self._styles = {
            role: column_style(table.value_texts(role), around=table.around)
            for role in table.mapping.value_roles
        }

    def read(self, role: str, cell: Cell, target: Target) -> ReadValue | None:
        """The cell's value, or None after it went to quarantine."""
        place = self._table.place(cell)
        if cell.kind == "formula_without_value":
            return self._journal.quarantine(
                place, "cleaning.formula_without_value", formula=cell.text
            )
        if cell.kind == "error":
            return self._journal.quarantine(place, "cleaning.error_value", text=cell.text)
        absent = absence(cell)
        if absent is not None:
            return absent
        try:
            reading = self._reading(role, cell, target)
            return self._in_target_unit(reading, target, place)
        except InputError as error:
            return self._journal.quarantine_error(place, error)

    def read_fraction(
        self, role: str, cell: Cell, target: Target
    ) -> Iterator[tuple[str, ReadValue]]:
        """Actual, plan and stated percentage from a cell like ``8614/8698 = 99,03%``."""
        place = self._table.place(cell)
        try:
            fraction = read_fraction(
                cell.text, style=self._styles[role], whole=is_count(target.unit)
            )
            parts = {"actual": fraction.numerator, "plan": fraction.denominator}
            for measure, reading in parts.items():
                found = self._in_target_unit(reading, target, place)
                if found is not None:
                    yield measure, found
            if fraction.stated_percent is not None:
                stated = fraction.stated_percent
                yield "stated_pct_plan", ReadValue(stated.value, "reported", stated.decimal_places)
        except InputError as error:
            self._journal.quarantine_error(place, error)

    def _reading(self, role: str, cell: Cell, target: Target) -> ParsedNumber:
        if cell.kind != "text":
            return read_native(cell.native, percent=cell.text.endswith(PERCENT))
        hints = {"style": self._styles[role], "whole": is_count(target.unit)}
        try:
            return read_number(cell.text, **hints)
        except NumberRefused as refusal:
            if refusal.reason != "ambiguous":
                raise
            return read_number(cell.text, plausible=(target.minimum, target.maximum), **hints)

    def _in_target_unit(
        self, reading: ParsedNumber, target: Target, place: SourceCell
    ) -> ReadValue | None:
        unit = PERCENT if reading.is_percent else reading.unit or target.written_unit
        written = canonical_unit(unit) if unit else canonical_unit(target.unit)
        if written is None:
            return self._journal.quarantine(place, "cleaning.unknown_unit_of_measure", unit=unit)
        wanted = canonical_unit(target.unit)
        if written.dimension != wanted.dimension:
            return self._journal.quarantine(
                place,
                "cleaning.wrong_unit",
                unit=unit,
                expected=target.unit,
                indicator=target.name,
            )
        value = convert(reading.value, written.unit, wanted.unit)
        shift = (written.factor / wanted.factor).normalize().adjusted()
        decimal_places = reading.decimal_places - shift
        if not self._is_plausible(value, target, place):
            return None
        self._log(reading, value, written.unit, target, place)
        return ReadValue(value, "zero" if value == 0 else "reported", decimal_places)

    def _is_plausible(self, value: Decimal, target: Target, place: SourceCell) -> bool:
        if target.minimum is not None and value < target.minimum:
            rule, bound = "below_minimum", {"minimum": shown(target.minimum)}
        elif target.maximum is not None and value > target.maximum:
            rule, bound = "above_maximum", {"maximum": shown(target.maximum)}
        else:
            return True
        told = {"indicator": target.name, "unit": target.unit, "value": shown(value)}
        self._journal.quarantine(place, f"cleaning.{rule}", **told, **bound)
        return False

    def _log(
        self, reading: ParsedNumber, value: Decimal, unit: str, target: Target, place: SourceCell
    ) -> None:
        """Log every reading that was more than copying digits."""
        if reading.rule not in PLAIN_RULES or not reading.certain:
            rule = reading.rule
        elif unit != canonical_unit(target.unit).unit:
            rule = "unit_converted"
        else:
            return
        measure = canonical_unit(target.unit)
        unit = measure.name(current_language(), value) if measure else target.unit
        after = f"{shown(value)} {unit}"
        self._journal.log_repair(place, rule, str(place.raw_text), after)


def absence(cell: Cell) -> ReadValue | None:
    """The value of a marker of official statistics ('-', '…', 'x'), or None for anything else."""
    status = marker(cell.text) if cell.kind == "text" else None
    if status is None:
        return None
    return ReadValue(Decimal(0) if status == "zero" else None, status)


def shown(value: Decimal) -> str:
    """A value for the log, with all its digits, as the language of the messages prints it."""
    decimals = max(0, -value.normalize().as_tuple().exponent)
    return format_number(value, decimals, lang=current_language())
