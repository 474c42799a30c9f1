"""A part of a source sheet as a table, with a mark before the cells that are asked about."""

from helpers.core.text import short
from helpers.export.html.panel import NotebookPanel
from helpers.export.question_workbook import Region

_ASKED_MARK = "▶ "


def region_table(region: Region) -> NotebookPanel:
    """The rows and columns around the cells, under the letters of the columns."""
    rows = tuple(
        (str(row), *(_cell(region, row, column) for column in region.columns))
        for row in region.rows
    )
    return NotebookPanel(("", *region.letters), rows)


def _cell(region: Region, row: int, column: int) -> str:
    text = short(region.texts.get((row, column), ""))
    return f"{_ASKED_MARK}{text}" if (row, column) in region.asked else text
