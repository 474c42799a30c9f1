"""Read one cell as a figure in the unit that its indicator wants, or quarantine it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.readers import Cell
from helpers.core.conversion import PERCENT, canonical_unit, convert, is_count, measure_of
from helpers.core.errors import InputError
from helpers.core.formatting import decimals_of, format_number
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

RULES_OF_COPIED_DIGITS = (
    "plain_integer",
    "leading_zero_count",
    "vi_decimal",
    "vi_grouped",
    "bracketed_signed",
    "native",
)

_UNREADABLE = {
    "formula_without_value": "cleaning.formula_without_value",
    "error": "cleaning.error_value",
}
"""Kinds of cells without a figure, and the message of each."""


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
    """A value in the target's unit; ``decimal_places`` are the printed ones, in that unit."""

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
        self._cleaning_log = cleaning_log
        self._styles = {
            role: column_style(table.value_texts(role), around=table.workbook_figures)
            for role in table.mapping.value_roles
        }

    def read(self, role: str, cell: Cell, target: Target) -> ReadValue | None:
        """The cell's value, or None after it went to quarantine."""
        source_cell = self._table.source_cell(cell)
        if cell.kind in _UNREADABLE:
            self._cleaning_log.quarantine(source_cell, _UNREADABLE[cell.kind], text=cell.text)
            return None
        absent = absence(cell)
        if absent is not None:
            return absent
        try:
            parsed = self._parse(role, cell, target)
            return self._in_target_unit(parsed, target, source_cell)
        except InputError as error:
            self._cleaning_log.quarantine_error(source_cell, error)
            return None

    def read_fraction(
        self, role: str, cell: Cell, target: Target
    ) -> Iterator[tuple[str, ReadValue]]:
        """Actual, plan and stated percentage from a cell like ``8614/8698 = 99,03%``."""
        source_cell = self._table.source_cell(cell)
        try:
            fraction = read_fraction(
                cell.text, style=self._styles[role], is_whole_number=is_count(target.unit)
            )
            parts = {"actual": fraction.numerator, "plan": fraction.denominator}
            for measure, parsed in parts.items():
                found = self._in_target_unit(parsed, target, source_cell)
                if found is not None:
                    yield measure, found
            if fraction.stated_percent is not None:
                stated = fraction.stated_percent
                yield "stated_pct_plan", ReadValue(stated.value, "reported", stated.decimal_places)
        except InputError as error:
            self._cleaning_log.quarantine_error(source_cell, error)

    def _parse(self, role: str, cell: Cell, target: Target) -> ParsedNumber:
        if cell.kind != "text":
            return read_native(cell.native, percent=cell.text.endswith(PERCENT))
        style, is_whole_number = self._styles[role], is_count(target.unit)
        try:
            return read_number(cell.text, style=style, is_whole_number=is_whole_number)
        except NumberRefused as refusal:
            if refusal.reason != "ambiguous":
                raise
            return read_number(
                cell.text,
                style=style,
                plausible=(target.minimum, target.maximum),
                is_whole_number=is_whole_number,
            )

    def _in_target_unit(
        self, parsed: ParsedNumber, target: Target, source_cell: SourceCell
    ) -> ReadValue | None:
        unit = PERCENT if parsed.is_percent else parsed.unit or target.written_unit
        wanted = measure_of(target.unit)
        written = canonical_unit(unit) if unit else wanted
        if written is None:
            self._cleaning_log.quarantine(
                source_cell, "cleaning.unknown_unit_of_measure", unit=unit
            )
            return None
        if written.dimension != wanted.dimension:
            self._cleaning_log.quarantine(
                source_cell,
                "cleaning.wrong_unit",
                unit=unit,
                expected=target.unit,
                indicator=target.name,
            )
            return None
        value = convert(parsed.value, written.unit, wanted.unit)
        shift = (written.factor / wanted.factor).normalize().adjusted()
        decimal_places = parsed.decimal_places - shift
        if not self._is_plausible(value, target, source_cell):
            return None
        self._log(parsed, value, written.unit, target, source_cell)
        return ReadValue(value, "zero" if value == 0 else "reported", decimal_places)

    def _is_plausible(self, value: Decimal, target: Target, source_cell: SourceCell) -> bool:
        if target.minimum is not None and value < target.minimum:
            rule, bound = "below_minimum", {"minimum": shown(target.minimum)}
        elif target.maximum is not None and value > target.maximum:
            rule, bound = "above_maximum", {"maximum": shown(target.maximum)}
        else:
            return True
        figure = {"indicator": target.name, "unit": target.unit, "value": shown(value)}
        self._cleaning_log.quarantine(source_cell, f"cleaning.{rule}", **figure, **bound)
        return False

    def _log(
        self,
        parsed: ParsedNumber,
        value: Decimal,
        unit: str,
        target: Target,
        source_cell: SourceCell,
    ) -> None:
        """Log every figure that was more than copied digits."""
        wanted = measure_of(target.unit)
        if parsed.rule not in RULES_OF_COPIED_DIGITS or not parsed.certain:
            rule = parsed.rule
        elif unit != wanted.unit:
            rule = "unit_converted"
        else:
            return
        after = f"{shown(value)} {wanted.name(current_language(), value)}"
        self._cleaning_log.log_repair(source_cell, rule, str(source_cell.raw_text), after)


def absence(cell: Cell) -> ReadValue | None:
    """The value of a marker of official statistics ('-', '…', 'x'), or None for anything else."""
    status = marker(cell.text) if cell.kind == "text" else None
    if status is None:
        return None
    return ReadValue(Decimal(0) if status == "zero" else None, status)


def shown(value: Decimal) -> str:
    """A value for the log, with all its digits, as the language of the messages prints it."""
    return format_number(value, decimals_of(value), lang=current_language())
