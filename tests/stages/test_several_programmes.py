"""Budget lines from workbook to chart, table and sentence: any code, and several programmes."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from helpers.core.tables import make_table, read_table, records_of
from helpers.core.workspace import Workspace
from helpers.narrative.blocks import Heading, Paragraph, Table, text_of
from helpers.stages.notebooks.report import open_report
from helpers.stages.notebooks.trends import charts_table, draw_programme
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

HEADER = """\
programme,code,parent,level,number,name_vi,name_en,capital,annex,valid_from,valid_to,section,prefix
"""
ELEVENTH = "MTQG-DTTS-2021-2025,{code},MTQG,project,11,Dự án mới,New project,investment,11,,,,\n"
POVERTY = """\
MTQG-GNBV,MTQG,,programme,,Chương trình giảm nghèo bền vững,Poverty programme,investment,,,,,poor
MTQG-GNBV,DA1,MTQG,project,1,Hạ tầng huyện nghèo,Infrastructure,investment recurrent,01,,,,
MTQG-GNBV,DA3,MTQG,project,3,Đa dạng sinh kế,Livelihoods,investment recurrent,03,,,,
"""
UPPER = (
    "TT",
    "Dự án, tiểu dự án, nội dung",
    "Vốn giao (triệu đồng)",
    None,
    "Giải ngân (triệu đồng)",
    None,
)
LOWER = (None, None, "Vốn ĐT", "Vốn SN", "Vốn ĐT", "Vốn SN")
AMOUNTS = [
    ("1", "Dự án 1: Đất ở, nhà ở", "100", "50", "10", "5"),
    ("2", "Dự án 3: Sản xuất", "200", "-", "20", "-"),
]


def write_book(path, sheet, rows):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def case_with(folder, catalogue, **sheets):
    """Bạch Thông with a catalogue of programmes and the rows of its budget sheets, cleaned."""
    pack = folder / "data" / "reference" / "packs" / "trial"
    pack.mkdir(parents=True)
    (pack / "programme.csv").write_text(HEADER + catalogue, encoding="utf-8")
    raw = folder / "data" / "raw" / "2023H1" / "bach-thong"
    for name, rows in sheets.items():
        if name == "texts":
            write_book(raw / "13_noi_dung_bao_cao.xlsx", "Nội dung báo cáo", rows)
        else:
            write_book(raw / f"{name}_chuong_trinh_mtqg.xlsx", "Vốn và giải ngân", rows)
    values = {"unit": "bach-thong", "period": "2023H1"}
    case = open_unit_period(ReportParameters, workspace=Workspace(folder), **values)
    case.save(case.clean().tables)
    return case


def computed(case):
    indicators = case.compute()
    case.save({"indicators": indicators})
    return {row["indicator"]: row for row in records_of(indicators)}


def report_of(case):
    case.save({"findings": case.check(case.read("indicators"))})
    case.save({"charts": charts_table(case, draw_programme(case))})
    report = open_report(case)
    report.parts()
    report.annexes()
    report.dossier()
    return report


@pytest.mark.parametrize("code", ["DA11", "P11", "CT.2"])
def test_the_chart_states_the_whole_programme_whatever_the_code_of_a_project(tmp_path, code):
    eleventh = ("11", "Dự án 11: Dự án mới", "1000", "-", "500", "-")
    case = case_with(tmp_path, ELEVENTH.format(code=code), a=[UPPER, LOWER, *AMOUNTS, eleventh])
    computed(case)
    (drawn,) = draw_programme(case)
    # 10 + 5 + 20 + 500 of 100 + 50 + 200 + 1000; 535 / 1.350 = 39,6%
    caption = drawn.chart.caption.replace("\u00a0", " ")
    assert drawn.chart.title.startswith("Chương trình giải ngân 39,6% vốn giao (535/1.350 ")
    assert "tỷ lệ cao nhất là Dự án 11 (50,0%)" in caption
    assert drawn.chart.table.rows[-3][0] == "Dự án 11"
    assert drawn.chart.table.rows[-2][0] == "Toàn Chương trình"


def two_programmes(folder, *, title="Biểu Chương trình giảm nghèo bền vững", texts=()):
    """One workbook of each programme; the sheet of the second one is named in its title."""
    ours = ("Biểu MTQG-DTTS-2021-2025",)
    sheets = {
        "a": [ours, UPPER, LOWER, *AMOUNTS],
        "b": [(title,), UPPER, LOWER, ("1", "Dự án 1", "7", "-", "3", "-")],
    }
    if texts:
        sheets["texts"] = [("STT", "Mục", "Mã dự án", "Loại", "Nội dung"), *texts]
    return case_with(folder, POVERTY, **sheets)


def test_amounts_of_two_programmes_with_equal_codes_are_not_mixed(tmp_path):
    case = two_programmes(tmp_path)
    rows = computed(case)
    assert len(case.read("quarantine").query("rule == 'cleaning.ambiguous_line'")) == 0
    assert rows["mtqg.DA1.total"]["plan"] == 150 and rows["mtqg.MTQG.total"]["plan"] == 350
    assert rows["poor.DA1.total"]["plan"] == 7 and rows["poor.MTQG.total"]["actual"] == 3
    assert rows["poor.DA1.total"]["programme"] == "MTQG-GNBV"


def test_a_sheet_that_does_not_say_its_programme_goes_to_quarantine(tmp_path):
    case = two_programmes(tmp_path, title="Biểu giải ngân")
    rows = computed(case)
    refused = case.read("quarantine").query("rule == 'cleaning.ambiguous_line'")
    assert set(refused["file"]) == {"b_chuong_trinh_mtqg.xlsx"}
    assert set(refused["raw_text"]) == {"7", "-", "3"}
    reason = refused["reason"].iloc[0]
    assert "«Dự án 1» có trong nhiều chương trình" in reason
    assert "Chương trình giảm nghèo bền vững" in reason and "MTQG-DTTS-2021-2025/DA1" in reason
    assert rows["poor.DA1.total"]["plan"] is None and rows["mtqg.DA1.total"]["plan"] == 150


def test_a_row_may_name_the_programme_of_the_rows_below(tmp_path):
    first = (None, "Chương trình giảm nghèo bền vững", "9", "-", "4", "-")
    rows = [UPPER, LOWER, first, ("1", "Dự án 1", "7", "-", "3", "-")]
    found = computed(case_with(tmp_path, POVERTY, a=rows))
    assert found["poor.DA1.total"]["plan"] == 7
    assert found["mtqg.DA1.total"]["plan"] is None


def test_charts_tables_and_sentences_are_made_per_programme(tmp_path):
    texts = [
        ("1", "III.1.3", "MTQG-GNBV/DA1", "progress", "Đang thi công hai đường xã."),
        ("2", "III.1.3", "DA1", "progress", "Không rõ của chương trình nào."),
    ]
    case = two_programmes(tmp_path, texts=texts)
    computed(case)
    assert "DA1" in set(case.read("quarantine")["raw_text"])
    first, second = draw_programme(case)
    assert "35/350" in first.chart.title and "3/7" in second.chart.title
    assert second.chart.title.startswith("Chương trình giảm nghèo bền vững giải ngân ")
    assert first.chart.key != second.chart.key
    report = report_of(case)
    blocks = report.blocks
    anchors = [b.anchor for b in blocks if isinstance(b, Heading)]
    assert len(anchors) == len(set(anchors))
    tables = [b for b in blocks if isinstance(b, Table) and "theo dự án" in b.caption]
    totals = [[c.title for c in table.columns].index("Vốn giao: tổng số") for table in tables]
    assert [t.rows[-1].cells[n].value for t, n in zip(tables, totals, strict=True)] == [350, 7]
    leads = [text_of(b.runs) for b in blocks if isinstance(b, Paragraph) and b.kind == "subhead"]
    assert leads.count("Chương trình giảm nghèo bền vững") == 2
    page = "".join(part.html for part in report.rendered)
    ours, _, theirs = page.partition('id="III.1.3.mtqg-gnbv.DA1"')
    assert "Đang thi công hai đường xã." in theirs
    assert "Đang thi công hai đường xã." not in ours


def test_findings_name_the_programme_where_there_are_several(tmp_path):
    over = ("1", "Dự án 3", "7", "-", "9", "-")
    rows = [("Chương trình giảm nghèo bền vững",), UPPER, LOWER, over]
    case = case_with(tmp_path, POVERTY, a=rows)
    computed(case)
    findings = case.check(case.read("indicators"))
    (found,) = records_of(findings[findings["check"] == "budget_over_spent"])
    assert found["subject"].endswith("(Chương trình giảm nghèo bền vững)")
    assert found["section"] == "III.1.3"


def test_tables_written_before_programmes_were_kept_apart_are_read(tmp_path):
    import pyarrow.parquet as parquet

    case = case_with(tmp_path, "", a=[UPPER, LOWER, *AMOUNTS])
    path = case.workspace.processed(case.period, "bach-thong") / "programme.parquet"
    parquet.write_table(parquet.read_table(path).drop_columns(["programme"]), path)
    frame = read_table(case.workspace, "bach-thong", case.period, "programme")
    assert set(frame["programme"]) == {None} and len(frame) > 0
    assert list(frame.columns) == list(make_table("programme", []).columns)
    assert computed(case)["mtqg.MTQG.total"]["plan"] == 350
