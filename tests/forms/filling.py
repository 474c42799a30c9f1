"""Fills blank forms as an office would, by openpyxl, and cleans the folder."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.forms import labels_by_form
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.forms.entry_workbook import blank_forms
from helpers.forms.source import FormSource
from helpers.indicators.owed import owed_codes
from helpers.stages.unit_period import open_unit_period

UNIT, PERIOD = "bach-thong", "2023H1"
MEASURES = {
    **{"Thực hiện": "actual", "Thực hiện trong kỳ": "actual", "Kinh phí": "actual"},
    **{"Kết quả thực hiện": "actual", "Kinh phí được giao": "actual"},
    **{"Kế hoạch năm": "plan", "Kế hoạch": "plan", "Tổng số": "plan"},
    **{"Kế hoạch hoặc tổng số": "plan", "Giá trị": "estimate", "Cùng kỳ năm trước": "previous"},
}
"""The last line of a column's header → the measure that a person takes it for."""


def source_of(tmp_path: Path, **more) -> FormSource:
    """What the forms of the real unit are made from, without figures at hand."""
    (tmp_path / "data" / "raw").mkdir(parents=True, exist_ok=True)
    workspace = Workspace(tmp_path)
    catalogues = load_catalogues(workspace, Period.parse(PERIOD))
    labels = labels_by_form(workspace.reference_files("aliases", "*.csv"))
    unit = catalogues.units.find(UNIT, catalogues.period.end)
    owed = owed_codes(catalogues, unit, ())
    ordered = tuple(code for code in catalogues.indicators if code in owed)
    return FormSource(catalogues, unit, ordered, labels, **more)


_BLANK: dict[tuple[object, ...], tuple[FormSource, list[tuple[str, bytes]]]] = {}
"""Blank forms without earlier figures, made once; their source is kept: its id stays its own."""


def forms_of(source: FormSource, *parts: str) -> dict[str, openpyxl.Workbook]:
    """File name → the blank form, open; only files with one of ``parts`` in their name.

    All of them are 0.8 s to open.
    """
    is_plain = not (source.last_year or source.last_period or source.outline)
    key = (id(source.catalogues), source.unit.key, source.owed, is_plain)
    made = _BLANK.get(key) if is_plain else None
    if made is None:
        made = source, list(blank_forms(source))
        _BLANK[key] = made
    return {
        name: openpyxl.load_workbook(BytesIO(data))
        for name, data in made[1]
        if not parts or any(part in name for part in parts)
    }


def entry_cells(book: openpyxl.Workbook) -> Iterator[tuple[str, str, object, bool]]:
    """(code, measure, cell, whether it computes) of every open cell for a figure of a form."""
    for sheet in book:
        head = {}
        for row in sheet.iter_rows(min_row=7, max_row=8):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.strip():
                    head[cell.column] = cell.value
        codes = [c for c, text in head.items() if text.startswith("Mã chỉ tiêu")]
        for row in sheet.iter_rows(min_row=8) if codes else ():
            code = sheet.cell(row[0].row, codes[0]).value
            for cell in row:
                measure = MEASURES.get(head.get(cell.column, ""))
                if code and "." in code and measure and not cell.protection.locked:
                    yield code, measure, cell, cell.data_type == "f"


def save(books: dict[str, openpyxl.Workbook], tmp_path: Path) -> Path:
    """Put filled forms into the unit's raw folder."""
    folder = tmp_path / "data" / "raw" / PERIOD / UNIT
    folder.mkdir(parents=True, exist_ok=True)
    for name, book in books.items():
        book.save(folder / name)
    return folder


def clean(tmp_path: Path):
    """The tables of the real unit from a workspace's raw folder."""
    opened = open_unit_period(workspace=Workspace(tmp_path), unit=UNIT, period=PERIOD)
    return opened.clean().tables


def figures(tables) -> dict[tuple[str, str], object]:
    """(indicator, measure) → value."""
    rows = tables["observations"].to_dict("records")
    return {(row["indicator"], row["measure"]): row["value"] for row in rows}
