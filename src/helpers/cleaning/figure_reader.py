"""Read one cell as a figure in the unit that its indicator wants, or quarantine it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.readers import Cell
from helpers.cleaning.stated_rates import FIGURES, RateColumns
from helpers.cleaning.unit_agreement import UnitEvidence
from helpers.cleaning.unit_evidence import TableUnits
from helpers.cleaning.unit_statements import stated_units
from helpers.core.catalogues.measures import Measure
from helpers.core.conversion import (
    MONEY,
    PERCENT,
    canonical_unit,
    convert_measure,
    is_count,
    is_multiple,
    is_whole,
    measure_of,
)
from helpers.core.errors import InputError
from helpers.core.formatting import decimals_of, format_number
from helpers.core.messages import current_language
from helpers.core.numbers import (
    DONG_DIGITS,
    NumberRefused,
    ParsedNumber,
    bound_before,
    column_style,
    marker,
    read_fraction,
    read_native,
    read_number,
    refused,
    unit_after,
)

RULES_OF_COPIED_DIGITS = (
    "plain_integer",
    "leading_zero_count",
    "vi_decimal",
    "vi_grouped",
    "bracketed_signed",
    "native",
)

RULES_OF_MILLIONS = DONG_DIGITS
"""They hold where the unit is triệu đồng: 6422,000,000 đồng is another number."""

_BRACKETED = re.compile(r"(?<=\d)\s*\(([^()]+)\)\s*$")
"""What stands in brackets behind a figure: '0,5 (ha)'."""
_UNREADABLE = {
    "formula_without_value": "cleaning.formula_without_value",
    "error": "cleaning.error_value",
}
"""Kinds of cells without a figure, and the message of each."""


@dataclass(frozen=True)
class Target:
    """What a cell should hold: whose value, its unit, the range in it.

    ``needs_unit``: a figure for which the table states no unit is refused.
    """

    name: str
    unit: str
    minimum: Decimal | None
    maximum: Decimal | None
    needs_unit: bool = False


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
        self._units = TableUnits(table)
        self._styles = {
            role: column_style(
                table.value_texts(role), table.workbook_figures, _counts(table, role)
            )
            for role in table.mapping.value_roles.intersection(table.roles.values())
        }
        self._rates = RateColumns(table, self._styles)

    def read(self, role: str, cell: Cell, target: Target) -> ReadValue | None:
        """The cell's value, or None after it went to quarantine."""
        source_cell = self._table.source_cell(cell)
        if self._is_refused(cell, source_cell):
            return None
        absent = absence(cell)
        if absent is not None:
            return absent
        evidence = self._units.for_figure(cell, role, is_rate=is_rate(role))
        if role in FIGURES and cell.kind == "text":
            beside = self._rates.figures_beside(role, cell.row)
            evidence = replace(evidence, beside=beside)
        try:
            parsed = self._parse(role, cell, target, evidence)
            if is_rate(role) and not parsed.is_percent and parsed.unit is None:
                parsed = self._rates.as_percentage(role, cell.row, parsed)
            elif role in FIGURES and target.unit == PERCENT and not _shows_percent(cell, parsed):
                self._rates.check_figure(role, cell.row, parsed, target.maximum)
            return self._in_target_unit(parsed, target, evidence, source_cell)
        except InputError as error:
            self._cleaning_log.quarantine_error(source_cell, error)
            return None

    def read_fraction(
        self, role: str, cell: Cell, target: Target
    ) -> Iterator[tuple[str, ReadValue]]:
        """Actual, plan and stated percentage from a cell like ``8614/8698 = 99,03%``."""
        source_cell = self._table.source_cell(cell)
        if self._is_refused(cell, source_cell):
            return
        evidence = self._units.for_figure(cell, role, is_rate=None)
        try:
            fraction = read_fraction(
                cell.text, style=self._styles[role], is_whole_number=is_count(target.unit)
            )
            parts = {"actual": fraction.numerator, "plan": fraction.denominator}
            for measure, parsed in parts.items():
                found = self._in_target_unit(parsed, target, evidence, source_cell)
                if found is not None:
                    yield measure, found
            if fraction.stated_percent is not None:
                stated = fraction.stated_percent
                yield "stated_pct_plan", ReadValue(stated.value, "reported", stated.decimal_places)
        except InputError as error:
            self._cleaning_log.quarantine_error(source_cell, error)

    def _is_refused(self, cell: Cell, source_cell: SourceCell) -> bool:
        """True after a cell without a sure figure went to quarantine."""
        if cell.doubt is not None:
            shown_and_stored = {"shown": cell.doubt.shown, "stored": cell.doubt.stored}
            key = f"reading.doubt_{cell.doubt.reason}"
            self._cleaning_log.quarantine(source_cell, key, **shown_and_stored)
        elif cell.kind in _UNREADABLE:
            self._cleaning_log.quarantine(source_cell, _UNREADABLE[cell.kind], text=cell.text)
        elif cell.kind == "text" and (words := bound_before(cell.text)):
            fields = {"text": cell.text, "words": words}
            self._cleaning_log.quarantine(source_cell, "numbers.bound", **fields)
        else:
            return False
        return True

    def _parse(self, role: str, cell: Cell, target: Target, evidence: UnitEvidence) -> ParsedNumber:
        """The number of a cell, in the unit beside it or else in the one stated nearest."""
        wanted = measure_of(target.unit)
        if cell.kind != "text":
            _check_scale(cell, evidence.nearest(wanted.dimension) or wanted)
            return read_native(cell.native, percent=cell.text.endswith(PERCENT))
        text, bracketed = cell.text, _BRACKETED.search(cell.text)
        if bracketed and canonical_unit(bracketed[1]):
            text = f"{text[: bracketed.start()]} {bracketed[1]}"
        unit = unit_after(text)
        own = canonical_unit(unit) if unit else None
        if own is None or own.dimension != wanted.dimension:
            own = evidence.nearest(wanted.dimension) or wanted
        return self._parse_text(role, text, target, own)

    def _parse_text(self, role: str, text: str, target: Target, written: Measure) -> ParsedNumber:
        style, is_whole_number = self._styles[role], is_whole(written)
        factor = measure_of(target.unit).factor / written.factor
        low, high = (None if b is None else b * factor for b in (target.minimum, target.maximum))
        try:
            parsed = read_number(text, style=style, is_whole_number=is_whole_number)
        except NumberRefused as refusal:
            if refusal.reason != "ambiguous":
                raise
            parsed = read_number(
                text, style=style, plausible=(low, high), is_whole_number=is_whole_number
            )
        is_dash = parsed.rule == "dash_apart" and parsed.decided_by == "range"
        is_of_dong = parsed.rule in DONG_DIGITS and len(parsed.alternatives) > 1
        if is_dash or (is_of_dong and parsed.unit is None):
            raise refused("ambiguous", text, values=" | ".join(map(shown, parsed.alternatives)))
        if parsed.rule in RULES_OF_MILLIONS and written.unit != MONEY:
            raise refused("bad_grouping", text)
        return parsed

    def _in_target_unit(
        self,
        parsed: ParsedNumber,
        target: Target,
        evidence: UnitEvidence,
        source_cell: SourceCell,
    ) -> ReadValue | None:
        own = PERCENT if parsed.is_percent else parsed.unit
        wanted = measure_of(target.unit)
        if own:
            stated = stated_units(own, source_cell.cell)
            evidence = evidence.with_own(stated, parsed.value, wanted.dimension)
        written = evidence.agreed(wanted, parsed.value, target.name)
        is_thing = written.is_count and written.factor == 1
        if is_thing and parsed.value != parsed.value.to_integral_value():
            unit = written.name(current_language())
            raise refused("not_whole", str(source_cell.raw_text), unit=unit)
        value = convert_measure(parsed.value, written, wanted)
        shift = (written.factor / wanted.factor).normalize().adjusted()
        if target.needs_unit and value and evidence.nearest(wanted.dimension) is None:
            fields = {"indicator": target.name, "value": shown(parsed.value)}
            self._cleaning_log.quarantine(source_cell, "cleaning.money_without_unit", **fields)
            return None
        if not self._is_plausible(value, target, source_cell):
            return None
        self._log(parsed, value, written, target, source_cell)
        places = parsed.decimal_places - shift
        return ReadValue(value, "zero" if value == 0 else "reported", places)

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
        written: Measure,
        target: Target,
        source_cell: SourceCell,
    ) -> None:
        """Log every figure that was more than copied digits."""
        wanted = measure_of(target.unit)
        if parsed.rule not in RULES_OF_COPIED_DIGITS or not parsed.certain:
            rule = parsed.rule
        elif written.factor != wanted.factor:
            rule = "unit_converted"
        else:
            return
        after = f"{shown(value)} {wanted.name(current_language(), value)}"
        self._cleaning_log.log_repair(source_cell, rule, str(source_cell.raw_text), after)


def _counts(table: LocatedTable, role: str) -> Iterator[str]:
    """Texts of a column in rows whose unit has whole numbers only."""
    for row in table.rows():
        cell, unit = row.cells.get(role), canonical_unit(row.text("unit_of_measure"))
        if cell and cell.kind == "text" and unit and is_whole(unit):
            yield cell.text


def _shows_percent(cell: Cell, parsed: ParsedNumber) -> bool:
    """True where the sign % is written, or shown by the number format beside the stored number."""
    return parsed.is_percent or cell.format_unit == PERCENT


def _check_scale(cell: Cell, written: Measure) -> None:
    """Refuse a number that its format shows in thousands below a unit that is no such multiple.

    Raises InputError ``reading.doubt_scaled``.
    """
    if cell.format_scale == 1 or is_multiple(written, cell.format_scale):
        return
    assert isinstance(cell.native, Decimal)  # only numbers are scaled
    stored = shown(cell.native * cell.format_scale)
    raise InputError("reading.doubt_scaled", shown=shown(cell.native), stored=stored)


def is_rate(role: str) -> bool:
    """True for columns of stated percentages."""
    return "pct" in role


def absence(cell: Cell) -> ReadValue | None:
    """The value of a marker of official statistics ('-', '…', 'x'), or None for anything else."""
    status = marker(cell.text) if cell.kind == "text" else None
    if status is None:
        return None
    return ReadValue(Decimal(0) if status == "zero" else None, status)


def shown(value: Decimal) -> str:
    """A value for the log, with all its digits, as the language of the messages prints it."""
    return format_number(value, decimals_of(value), lang=current_language())
