"""Reports in English, from raw files to every format; the gate reads them as English."""

import re
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from helpers.audit.examine import examine_file
from helpers.audit.readers import read_passages
from helpers.batch.engine import ENGINE
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import Workspace
from helpers.demo.build import build_demo, periods_between
from helpers.narrative.blocks import facts_in
from helpers.narrative.facts import read_facts
from helpers.stages.edits import Edit, add_edit, edits_file
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit
from helpers.stages.word_lines import lines_of

PERIOD = Period.parse("2023H1")
KINDS = ("html", "pdf", "docx", "xlsx")
ENGLISH = re.compile(r"[+−]?(\d{1,3}(,\d{3})*)(\.\d+)?(%|\u00a0.+)?")
VIETNAMESE_NUMBER = re.compile(r"\d\.\d{3},\d|\d,\d%")


def published(workspace, unit):
    values = {"unit": unit, "period": str(PERIOD), "lang": "en"}
    run_unit(workspace, values, list(STAGES), lambda *_: None, engine=ENGINE)
    return workspace.reports(PERIOD, unit)


@pytest.fixture(scope="module")
def real(tmp_path_factory, copy_real):
    return published(copy_real(tmp_path_factory.mktemp("english") / "w"), "bach-thong")


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    root = tmp_path_factory.mktemp("english") / "demo"
    build_demo(root, units=2, periods=periods_between("2022H1..2023H1"))
    return published(Workspace(root), "huyen-mau-0001")


@pytest.fixture(scope="module", params=["real", "invented"])
def folder(request):
    return request.getfixturevalue(request.param)


def report_of(folder, kind):
    return next(folder.glob(f"report-*.{kind}"))


def english_texts(path):
    """What the report says itself: without what an office wrote and without quoted cells."""
    texts = [re.sub("«[^»]*»", "", p.text) for p in read_passages(path)]
    return [text for text in texts if text.isascii() or " of " in text or "million" in text]


def test_every_format_is_published(folder):
    assert all(report_of(folder, kind).stat().st_size for kind in KINDS)


def test_every_figure_is_printed_in_english_style(folder):
    facts = read_facts((folder / "facts.json").read_text(encoding="utf-8"))
    assert facts
    assert not [fact["text"] for fact in facts if not ENGLISH.fullmatch(fact["text"])]


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_no_text_of_the_report_itself_has_vietnamese_numbers(folder, kind):
    texts = english_texts(report_of(folder, kind))
    assert len(texts) > 100
    assert not [text for text in texts if VIETNAMESE_NUMBER.search(text)]


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_the_gate_has_read_sentences_and_tables(folder, kind):
    claims = [item.claim for item in examine_file(report_of(folder, kind), "en")]
    read = {claim.kind for claim in claims if claim.verdict == "agrees"}
    assert {"attainment", "row_share", "row_sum", "sum"} <= read


def test_the_real_figures_stand_as_the_source_has_them(real):
    page = " ".join(p.text for p in read_passages(report_of(real, "html")))
    # 01_nong_nghiep: 1.178,47 of 1.187 ha; 11_chuong_trinh_mtqg C54: 1.098 triệu đồng
    assert "1,178.47 of 1,187 ha" in page
    assert "(investment 1,098 million VND; recurrent 1,216.9 million VND)" in page


def test_the_real_report_reads_as_english(real):
    page = " ".join(p.text for p in read_passages(report_of(real, "html")))
    assert "Bạch Thông, June 2023" in page
    assert "Decision no. 1300 of 9 March 2023" in page
    assert "4 plans, 7 official letters, 5 decisions, 1 programme, 1 notice" in page
    assert "no death, against 1 person; nobody injured, against 3 people" in page
    assert "reason given: «chưa có hướng dẫn thực hiện»" in page
    # units that differ in number, behind 1: not "1 cases"
    assert not re.search(r"(?<![\d.,])1\u00a0(cases|people|households|rounds|classes)\b", page)


def test_an_english_page_marks_vietnamese_texts(real):
    page = report_of(real, "html").read_text(encoding="utf-8")
    assert re.search(r"<p class=own lang=vi>Ủy ban nhân dân tỉnh", page)


def test_the_workbook_holds_numbers_not_texts(real):
    sheet = load_workbook(report_of(real, "xlsx"), read_only=True).worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 26744 in cells
    assert "26,744" not in cells


def test_the_document_is_a_whole_package(real):
    assert ZipFile(report_of(real, "docx")).testzip() is None


UNITS = """code,key,name_vi,level,parent_code,valid_from,valid_to
99,minh-hoa,Tỉnh Minh Họa,province,,2025-07-01,
99001,xa-mau-01,Xã Mẫu 01,commune,99,2025-07-01,
"""
TEXTS = ("STT", "Mục", "Mã dự án", "Loại", "Nội dung", "Nội dung (tiếng Anh)")


def commune(folder, lang, *texts):
    """The report of a commune with texts as (Vietnamese, English), composed to its end."""
    (folder / "data" / "reference").mkdir(parents=True)
    (folder / "data" / "reference" / "units.csv").write_text(UNITS, encoding="utf-8")
    raw = folder / "data" / "raw" / "2025H2" / "xa-mau-01"
    raw.mkdir(parents=True)
    book = Workbook()
    book.active.title = "Nội dung báo cáo"
    book.active.append(TEXTS)
    for number, text in enumerate(texts, start=1):
        book.active.append((str(number), "II.1.2", None, "general", *text))
    book.save(raw / "13_noi_dung_bao_cao.xlsx")
    values = {"unit": "xa-mau-01", "period": "2025H2", "lang": lang, "formats": ["html", "docx"]}
    case = open_unit_period(ReportParameters, workspace=Workspace(folder), **values)
    case.clean_with_history()
    indicators = case.compute()
    case.save({"indicators": indicators})
    case.save({"findings": case.check(indicators)})
    case.save({"charts": make_table("charts", [])})
    report = open_report(case)
    report.opening()
    report.parts()
    report.closing()
    report.annexes()
    report.dossier()
    return case, report


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["<p class=own>Revenue is on schedule.", "<p class=own lang=vi>Chi đúng dự toán."]),
        ("vi", ["<p class=own>Thu đúng tiến độ.", "<p class=own>Chi đúng dự toán."]),
    ],
)
def test_a_supplied_text_is_printed_in_english_where_there_is_one(tmp_path, lang, shown):
    texts = [("Thu đúng tiến độ.", "Revenue is on schedule."), ("Chi đúng dự toán.", None)]
    _, report = commune(tmp_path, lang, *texts)
    page = "".join(part.html for part in report.rendered)
    assert [text for text in shown if text not in page] == []


def test_a_contradiction_in_an_english_text_makes_a_draft(tmp_path):
    # 1,187 / 1,350 = 87.9%
    wrong = "Support reached 1,187 of 1,350 households, or 78.9%."
    case, report = commune(tmp_path, "en", ("Đã hỗ trợ các hộ.", wrong))
    report.publish()
    (found,) = [s for s in report.settlements if s.finding["check"] == "own_text"]
    assert (found.stated, found.status) == ("78.9%", "open")
    folder = case.workspace.reports(case.period, case.unit.key)
    (page,) = folder.glob("report-*.html")
    assert "DRAFT" in page.read_text(encoding="utf-8")


def test_a_right_english_text_is_published(tmp_path):
    right = "Support reached 1,187 of 1,350 households, or 87.9%."
    case, report = commune(tmp_path, "en", ("Đã hỗ trợ các hộ.", right))
    report.publish()
    assert len(list(case.workspace.reports(case.period, case.unit.key).glob("report-*"))) == 2


def test_edits_of_the_vietnamese_report_are_not_mixed_into_the_english_one(real):
    """No Vietnamese sentence with English figures; what was edited is listed to be looked at."""
    workspace = Workspace(real.parents[2])
    new = "Huyện giao Phòng Văn hóa theo dõi."
    path = edits_file(workspace, PERIOD, "bach-thong")
    before = path.read_bytes()
    add_edit(path, Edit(action="insert_after", section="II.5", paragraph=new))
    own = "The whole office took part."
    add_edit(path, Edit(action="insert_after", section="II.5", paragraph=own, lang="en"))
    values = {"unit": "bach-thong", "period": str(PERIOD)}
    report = open_report(
        open_unit_period(ReportParameters, workspace=workspace, lang="en", **values)
    )
    try:
        for add in (report.opening, report.parts, report.closing):
            add()
        text = "\n".join(line.text for line in lines_of(report.blocks, {}))
        report.dossier()
    finally:
        path.write_bytes(before)
    dossier = "\n".join(line.text for line in lines_of(report.blocks, {}))
    assert own in text and new not in text
    assert f"II.5: «{new}»" in dossier
    # The figure of a Vietnamese replacement stands in an English sentence.
    assert "rural.new_rural_villages" in {fact.subject for fact in facts_in(report.blocks)}
