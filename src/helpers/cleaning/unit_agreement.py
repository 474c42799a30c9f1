"""Whether all units that are stated for a figure agree, and which one it is.

A unit of another dimension in a line around the table is of other figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.cleaning.unit_statements import MONEY_DIMENSION, StatedUnits
from helpers.core.catalogues.measures import Measure
from helpers.core.conversion import PERCENT, SMALLEST_MONEY, convert_measure
from helpers.core.errors import InputError
from helpers.core.formatting import decimals_of, format_number
from helpers.core.messages import current_language
from helpers.core.numbers.scale_words import scales
from helpers.core.text import fold

OTHER_CURRENCY = "money_usd"
FAR = 1_000
"""Figures of one row, as plan and actual, are not so many times as large as one another."""


@dataclass(frozen=True)
class UnitEvidence:
    """The statements that hold for one figure, in order of nearness.

    ``near``: beside it, in its row, in its head. ``lines``: around the table, and in labels; they
    count for figures of their dimension only. ``others``: in the heads of other columns of values.
    ``beside``: the other figures of its row, in the unit of the row.
    """

    near: tuple[StatedUnits, ...] = ()
    lines: tuple[StatedUnits, ...] = ()
    others: tuple[StatedUnits, ...] = ()
    beside: tuple[Decimal, ...] = ()

    def nearest(self, dimension: str) -> Measure | None:
        """The unit of ``dimension`` that is stated nearest to the figure."""
        stated = (each.of(dimension) for each in (*self.near, *self.lines))
        return next((measures[0] for measures in stated if measures), None)

    def with_own(self, own: StatedUnits, value: Decimal, dimension: str) -> UnitEvidence:
        """With the unit written behind the figure: 17,5 tỷ, 3 nghìn con, whatever its column says.

        But it must be of one size with the figures beside it. «đồng» may be the name of the money
        only, whose scale the column has. Where a unit is no number with a name, as tạ, it must be
        that of the column.
        """
        measures = own.of(dimension)
        is_named = dimension == MONEY_DIMENSION or fold(own.text).split(" ")[0] in scales()
        is_scaled = bool(measures) and is_named and all(m.unit != SMALLEST_MONEY for m in measures)
        is_scaled = is_scaled and self._is_of_row(value, measures[0], dimension)
        if is_scaled and all(each.of(dimension) for each in self.near):
            return UnitEvidence((own,))
        return replace(self, near=(own, *self.near))

    def _is_of_row(self, value: Decimal, own: Measure, dimension: str) -> bool:
        stated = self.nearest(dimension)
        if stated is None or not (value and any(self.beside)):
            return True
        size = abs(value) * own.factor / stated.factor
        return any(abs(b) <= FAR * size and size <= FAR * abs(b) for b in self.beside if b)

    def agreed(self, wanted: Measure, value: Decimal, name: str) -> Measure:
        """The one unit that all statements leave; ``wanted`` where nothing is stated.

        Raises InputError for an unknown unit, one of another dimension, statements that differ,
        and where only other columns have a unit, which may be that of the whole table.
        ``value`` and ``name`` are for its message.
        """
        found: list[StatedUnits] = []
        for stated in self.near:
            if stated.of(wanted.dimension):
                found.append(stated)
            elif not found or not stated.is_of_counts:
                raise _of_no_use(stated, wanted, name)
        for stated in self.lines:
            if stated.of(wanted.dimension):
                found.append(stated)
            elif not found and _contradicts(stated, wanted):
                raise _of_no_use(stated, wanted, name)
        if not found:
            elsewhere = [each for each in self.others if each.of(wanted.dimension)]
            if any(m.factor != wanted.factor for s in elsewhere for m in s.of(wanted.dimension)):
                raise _open(elsewhere, wanted, value, "cleaning.units_elsewhere")
        factors = [{m.factor for m in stated.of(wanted.dimension)} for stated in found]
        common = set.intersection(*factors) if found else {wanted.factor}
        if len(common) != 1:
            raise _open(found, wanted, value, "cleaning.units_disagree")
        possible = (m for stated in found for m in stated.of(wanted.dimension))
        return next((measure for measure in possible if measure.factor in common), wanted)


def _contradicts(line: StatedUnits, wanted: Measure) -> bool:
    """True for a line without a known unit, and for money of another currency."""
    if not line.measures:
        return wanted.unit != PERCENT
    return wanted.dimension == MONEY_DIMENSION and all(
        dimension.startswith(OTHER_CURRENCY) for dimension in line.dimensions
    )


def _of_no_use(stated: StatedUnits, wanted: Measure, name: str) -> InputError:
    fields = {"unit": stated.text, "cell": stated.cell}
    if not stated.measures:
        return InputError("cleaning.unknown_unit_of_measure", **fields)
    return InputError("cleaning.wrong_unit", **fields, expected=wanted.unit, indicator=name)


def _open(found: list[StatedUnits], wanted: Measure, value: Decimal, key: str) -> InputError:
    lang = current_language()
    measures = [measure for stated in found for measure in stated.of(wanted.dimension)]
    measures += [wanted] if key == "cleaning.units_elsewhere" else []
    readings = dict.fromkeys(convert_measure(value, measure, wanted) for measure in measures)
    numbers = (format_number(reading, decimals_of(reading), lang=lang) for reading in readings)
    return InputError(
        key,
        units="; ".join(dict.fromkeys(f"«{stated.text}» ({stated.cell})" for stated in found)),
        values=" | ".join(numbers),
        unit=wanted.name(lang),
    )
