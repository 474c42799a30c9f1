"""What the figures of a table are called: the words of the header and of the row, and the unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from helpers.audit.grids import Grid
from helpers.audit.quantities import Quantity
from helpers.audit.tokens import tokens_of
from helpers.audit.units import unit_at
from helpers.core.catalogues.measures import Measure
from helpers.core.text import fold

OTHERS = ("not_additive", "column_plan", "column_difference", "last_year")
"""Columns that tell no result of this time."""


class NamedFigure(NamedTuple):
    """A figure with its unit, and the folded words that name it."""

    name: tuple[str, ...]
    figure: Quantity


def named_cells(grid: Grid) -> Iterator[tuple[int, NamedFigure]]:
    """Rows with their figures, where the header or a column of the row tells the unit.

    A header may name what is measured (``Sản lượng (tấn)``), or only that it is a result
    (``Thực hiện``): then the row says it.
    """
    unit_column = next(
        (c for c in range(len(grid.header)) if grid.is_named(c, "unit_column")), None
    )
    for column in grid.numeric:
        if any(grid.is_named(column, name) for name in OTHERS) or grid.years(column):
            continue
        header, unit = _header(grid, column)
        for row, cells in enumerate(grid.rows):
            figure, measure = grid.figures[row][column], unit
            if measure is None and unit_column is not None:
                measure = _unit(cells[unit_column], grid)
            if figure is not None and measure is not None and not figure.sign:
                told = replace(figure, measure=measure, is_rounded=not measure.is_count)
                yield row, NamedFigure((*header, *grid.label(row).split()), told)


def _header(grid: Grid, column: int) -> tuple[tuple[str, ...], Measure | None]:
    """Words of a header that say what is measured, and the unit in its bracket."""
    named, _, bracket = grid.header[column].partition("(")
    is_result = grid.is_named(column, "column_actual")
    return () if is_result else tuple(fold(named).split()), _unit(bracket, grid)


def _unit(text: str, grid: Grid) -> Measure | None:
    tokens = list(tokens_of(text.replace(")", " "), grid.style))
    measure, behind = unit_at(tokens, 0)
    return measure if behind == len(tokens) else None
