"""Texts, documents and the head of the report, entered into their blank forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.outlines import find_outline
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.blank_forms import write_blank_forms
from helpers.stages.unit_period import open_unit_period


@pytest.fixture
def forms(tmp_path):
    """(workspace, forms of a unit, folder that they go into once filled)."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    workspace = Workspace(tmp_path)

    def make(unit: str, period: str):
        written = write_blank_forms(workspace, unit, Period.parse(period))
        raw = workspace.raw(Period.parse(period), unit)
        raw.mkdir(parents=True)
        return workspace, written.path, raw

    return make


def fill(folder: Path, raw: Path, pattern: str, change) -> None:
    path = next(folder.glob(pattern))
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(raw / path.name)


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[7]}


@pytest.mark.parametrize(
    ("unit", "period"), [("bach-thong", "2023H1"), ("yen-phu-tuyen-quang", "2026H1")]
)
def test_each_section_takes_its_text_by_the_number_that_the_report_prints(forms, unit, period):
    workspace, folder, raw = forms(unit, period)
    written = []

    def write(book):
        sheet = book["Nội dung báo cáo"]
        head = columns(sheet)
        for row in range(8, sheet.max_row + 1):
            section = sheet.cell(row, head["Mục"])
            if section.value:
                assert section.protection.locked
                text = f"Việc mẫu số {row} đã làm."
                sheet.cell(row, head["Nội dung"]).value = text
                project = sheet.cell(row, head["Mã dự án"]).value
                written.append((section.value, project and project.rpartition("/")[2], text))

    fill(folder, raw, "*noi_dung*", write)
    opened = open_unit_period(workspace=workspace, unit=unit, period=period)
    tables = opened.clean().tables
    known = load_catalogues(workspace, Period.parse(period))
    outline = find_outline(known.outlines, known.period, opened.unit.level, known.known_codes)
    printed = {source: s.id for s in outline.all_sections() for source in s.sources}
    rows = tables["texts"].to_dict("records")
    found = [(printed[row["section"]], row["budget_line"], row["text"]) for row in rows]
    assert len(written) > 8
    assert found == written
    refused = tables["quarantine"]
    assert not refused["file"].astype(bool).any()


def test_a_free_row_takes_a_kind_by_its_vietnamese_name(forms):
    workspace, folder, raw = forms("bach-thong", "2023H1")

    def write(book):
        sheet = book["Nội dung báo cáo"]
        head = columns(sheet)
        filled = [r for r in range(8, sheet.max_row + 1) if sheet.cell(r, head["Mục"]).value]
        row = filled[-1] + 1
        values = {"Mục": "II.1.1", "Loại": "Khó khăn, vướng mắc", "Nội dung": "Thiếu nước."}
        for name, value in values.items():
            assert not sheet.cell(row, head[name]).protection.locked
            sheet.cell(row, head[name]).value = value

    fill(folder, raw, "*noi_dung*", write)
    opened = open_unit_period(workspace=workspace, unit="bach-thong", period="2023H1")
    rows = opened.clean().tables["texts"].to_dict("records")
    assert [(r["section"], r["kind"], r["text"]) for r in rows] == [
        ("II.1.1", "difficulties", "Thiếu nước.")
    ]


def test_documents_and_head_come_back(forms):
    workspace, folder, raw = forms("bach-thong", "2023H1")

    def write_document(book):
        sheet = book["Văn bản chỉ đạo"]
        head = columns(sheet)
        values = {
            **{"Loại văn bản": "Kế hoạch", "Số": "01", "Ký hiệu": "/KH-UBND"},
            **{"Ngày ban hành": date(2023, 2, 3), "Cơ quan ban hành": "UBND huyện Mẫu"},
            **{"Trích yếu nội dung": "Kế hoạch mẫu", "Mục": "I.1"},
        }
        for name, value in values.items():
            sheet.cell(8, head[name]).value = value

    def write_head(book):
        sheet = book["Thông tin văn bản"]
        rows = {row[1].value: row[2] for row in sheet.iter_rows(min_row=8)}
        rows["Địa danh"].value = "Mẫu"

    fill(folder, raw, "*van_ban*", write_document)
    fill(folder, raw, "*noi_dung*", write_head)
    opened = open_unit_period(workspace=workspace, unit="bach-thong", period="2023H1")
    tables = opened.clean().tables
    row = tables["documents"].to_dict("records")[0]
    assert (row["kind"], row["number"], row["date"]) == ("Kế hoạch", "01", "03/02/2023")
    assert (row["section"], row["subject"]) == ("I.1", "Kế hoạch mẫu")
    heading = tables["heading"].to_dict("records")
    assert [(r["key"], r["value"]) for r in heading] == [("place", "Mẫu")]
