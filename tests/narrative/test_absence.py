"""Not received, received empty, zero and «không phát sinh» are told apart in the report."""

from __future__ import annotations

import shutil

import openpyxl
import pytest

from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import BulletList, Paragraph, runs_of, text_of
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

RAW = "data/raw/2023H1/bach-thong"
PROGRAMME, TEXTS = "11_chuong_trinh_mtqg.xlsx", "13_noi_dung_bao_cao.xlsx"
LINES = ("Dự án", "Tiểu dự án", "Nội dung số", "Tổng cộng")
NONE_ASSIGNED = (
    "được giao vốn: 0",
    "chưa được giao vốn",
    "không được giao vốn",
    "không triển khai",
    "chưa giải ngân",
    "chưa có vốn giao",
)
"""What a report may say only where the source says so."""


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / RAW
    target.mkdir(parents=True)
    for name in (PROGRAMME, TEXTS):
        shutil.copy(PROJECT_ROOT / RAW / name, target / name)
    return target


def fill(folder, value):
    """Write ``value`` into every cell for allocated and disbursed capital."""
    book = openpyxl.load_workbook(folder / PROGRAMME)
    sheet = book["Vốn và giải ngân"]
    for area in [area for area in sheet.merged_cells.ranges if area.min_row > 9]:
        sheet.unmerge_cells(str(area))
    for row in range(10, 58):
        for column in range(3, 9):
            sheet.cell(row, column).value = value if column < 7 else None
    book.save(folder / PROGRAMME)


def report_text(folder) -> list[str]:
    """The sentences of the report's body and forms."""
    workspace = Workspace(folder.parents[3])
    case = open_unit_period(
        ReportParameters, workspace=workspace, unit="bach-thong", period="2023H1"
    )
    case.clean_with_history()
    indicators = case.compute()
    case.save({"indicators": indicators})
    case.save({"findings": case.check(indicators)})
    case.save({"charts": case_charts(case)})
    report = open_report(case)
    report.opening()
    report.parts()
    report.annexes()
    written = [b for b in report.blocks if isinstance(b, Paragraph | BulletList)]
    return [text_of(runs_of(block)).replace("\u00a0", " ") for block in written]


def case_charts(case):
    from helpers.stages.notebooks.trends import charts_table, draw_programme

    return charts_table(case, draw_programme(case))


def holds(sentences, words) -> bool:
    return any(words.lower() in sentence.lower() for sentence in sentences)


def test_a_programme_of_which_nothing_was_received(folder):
    (folder / PROGRAMME).unlink()
    sentences = report_text(folder)
    assert holds(sentences, "Chưa nhận được số liệu về vốn giao và giải ngân.")
    assert [words for words in NONE_ASSIGNED if holds(sentences, words)] == []


def test_a_programme_received_empty(folder):
    fill(folder, None)
    sentences = report_text(folder)
    assert holds(sentences, "Chưa tổng hợp được số liệu về vốn giao và giải ngân.")
    assert [words for words in NONE_ASSIGNED if holds(sentences, words)] == []
    assert not holds(sentences, "Chưa nhận được số liệu về vốn giao")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [(0, "Vốn giao 0 triệu đồng."), ("không phát sinh", "Không phát sinh vốn giao.")],
)
def test_no_capital_as_the_office_writes_it(folder, value, sentence):
    fill(folder, value)
    sentences = report_text(folder)
    assert sentence in sentences
    assert holds(sentences, "Số dự án được giao vốn: 0/10 dự án; không được giao vốn: Dự án 1,")


def test_a_sheet_as_it_was_received(folder):
    """Dự án 2 has an empty row and a note that the district does not need it."""
    sentences = report_text(folder)
    unknown = (
        "Số dự án được giao vốn: 09/10 dự án; chưa có số liệu về vốn giao: Dự án 2 (huyện không có "
        "nhu cầu triển khai dự án này)."
    )
    assert holds(sentences, unknown), "an empty cell is no statement that there was none"
    assert not holds(sentences, "không được giao vốn")
    assert holds(sentences, "Huyện không có nhu cầu triển khai dự án này.")


def test_an_amount_that_cannot_be_read_is_no_amount_of_zero(folder):
    book = openpyxl.load_workbook(folder / PROGRAMME)
    book["Vốn và giải ngân"]["C23"].value = "12.34.5x"
    book.save(folder / PROGRAMME)
    sentences = report_text(folder)
    assert holds(sentences, "triển khai dự án này), Dự án 4.")
    # 26.744 is what the row «Tổng cộng» states: a sum without Dự án 4 would be 1.098.
    assert holds(sentences, "vốn đầu tư 26.744 triệu đồng")


def test_a_figure_that_the_office_does_not_have(folder):
    book = openpyxl.load_workbook(folder / PROGRAMME)
    book["Vốn và giải ngân"]["D15"].value = "…"
    book.save(folder / PROGRAMME)
    sentences = report_text(folder)
    assert holds(sentences, "nhu cầu triển khai dự án này).")


def test_texts_that_were_not_received(folder):
    (folder / TEXTS).unlink()
    sentences = report_text(folder)
    blank = [sentence for sentence in sentences if not sentence.strip("…")]
    assert len(blank) > 1, "a line to fill in below each heading without content"
    assert not holds(sentences, "nội dung báo cáo về mục này"), "not the same sentence each time"
    assert not holds(sentences, "không triển khai")


def test_indicators_of_a_form_that_was_not_received(folder):
    sentences = report_text(folder)
    # The report that goes out names no working paper; the dossier lists what is absent.
    assert not holds(sentences, "danh sách ở")
    assert not holds(sentences, ": chưa nhận được số liệu"), "absences are not listed one by one"
    assert not holds(sentences, "danh mục văn bản")
