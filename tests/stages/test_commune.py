"""After the districts: a commune, a shorter outline, and a period without a programme."""

from __future__ import annotations

import itertools
import re

import pytest
from openpyxl import Workbook

from helpers.core.workspace import Workspace
from helpers.export.rendered_part import DOSSIER
from helpers.narrative.blocks import Heading, text_of
from helpers.stages.notebooks.report import open_report
from helpers.stages.notebooks.trends import charts_table, draw_plan
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

UNITS = """code,key,name_vi,level,parent_code,valid_from,valid_to
99,minh-hoa,Tỉnh Minh Họa,province,,2025-07-01,
99001,xa-mau-01,Xã Mẫu 01,commune,99,2025-07-01,
"""
HEADER = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện", "Nguyên nhân")
TEXTS = ("STT", "Mục", "Mã dự án", "Loại", "Nội dung")


def write_book(path, title, rows):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def raw_folder(workspace, period):
    """The commune's folder of received files, in a workspace that knows the invented units."""
    reference = workspace / "data" / "reference"
    reference.mkdir(parents=True)
    (reference / "units.csv").write_text(UNITS, encoding="utf-8")
    return workspace / "data" / "raw" / period / "xa-mau-01"


def report_of(workspace, period):
    """All parts of the commune's report, not yet published."""
    values = {"unit": "xa-mau-01", "period": period}
    case = open_unit_period(ReportParameters, workspace=Workspace(workspace), **values)
    case.clean_with_history()
    indicators = case.compute()
    case.save({"indicators": indicators})
    case.save({"findings": case.check(indicators)})
    case.save({"charts": charts_table(case, draw_plan(case))})
    report = open_report(case)
    report.opening()
    report.parts()
    report.closing()
    report.annexes()
    report.dossier()
    return report


@pytest.fixture(scope="module", params=["2025H2", "2026H1"])
def report(request, tmp_path_factory):
    """The report of an invented commune from an invented crop form and two texts; 0.8 s each."""
    workspace = tmp_path_factory.mktemp("commune")
    raw = raw_folder(workspace, request.param)
    crops = [HEADER, (None,), (None, "Lúa xuân"), ("1", "Diện tích", "ha", "100", "90,5", None)]
    write_book(raw / "01_nong_nghiep.xlsx", "Trồng trọt", crops)
    told = [
        TEXTS,
        ("1", "II.1.2", None, "general", "Thu ngân sách bảo đảm tiến độ."),
        ("2", "VII.9", None, "general", "Mục này không có trong đề cương."),
    ]
    write_book(raw / "13_noi_dung_bao_cao.xlsx", "Nội dung báo cáo", told)
    return report_of(workspace, request.param)


def test_the_shorter_outline_is_told(report):
    blocks = [block for part in report.parts() for block in part.blocks]
    headings = [b.text for b in blocks if isinstance(b, Heading) and b.level == 2]
    assert headings[:4] == [
        "I. Công tác lãnh đạo, chỉ đạo",
        "II. Tình hình vùng đồng bào dân tộc thiểu số trên địa bàn xã",
        "III. Kết quả thực hiện chương trình, chính sách dân tộc",
        "IV. Nhiệm vụ trọng tâm",
    ]


def test_sections_of_the_standard_outline_are_gathered(report):
    page = "".join(part.html for part in report.rendered)
    assert "diện tích lúa xuân 90,5/100\u00a0ha" in re.sub("<[^>]+>", "", page)
    assert "Thu ngân sách bảo đảm tiến độ." in page


def test_a_text_without_a_section_is_shown_with_its_place(report):
    notes = "".join(part.html for part in report.rendered if part.has_kind(DOSSIER))
    assert "Mục này không có trong đề cương." in notes
    assert "13_noi_dung_bao_cao.xlsx" in notes


def test_no_heading_skips_a_level(report):
    """PDF/UA refuses a jump from level 3 to 5: a commune with a programme got no PDF."""
    levels = [1, *(b.level for b in report.blocks if isinstance(b, Heading))]
    assert all(after <= here + 1 for here, after in itertools.pairwise(levels))


def test_no_heading_is_empty(report):
    """Every heading is followed by a block that says something, or by a heading below it."""
    blocks = report.blocks
    for here, after in zip(blocks, blocks[1:], strict=False):
        if isinstance(here, Heading) and isinstance(after, Heading):
            assert after.level > here.level, here.text
    assert not isinstance(blocks[-1], Heading)


def test_programmes_without_a_form_have_no_figure_and_not_no_capital(report):
    text = " ".join(text_of(b.runs) for b in report.blocks if hasattr(b, "runs"))
    assert "chưa được giao vốn" not in text.lower(), "no form of the programme was received"
    # Of the one programme of 2025 its capital, of the several of 2026 all of them in one sentence.
    is_one = str(report.unit_period.period) == "2025H2"
    said = "vốn giao" if is_one else "các chương trình mục tiêu quốc gia"
    assert text.lower().count(f"chưa nhận được số liệu về {said}") == 1


def test_money_of_a_programme_that_is_asked_about_was_received(tmp_path):
    raw = raw_folder(tmp_path, "2026H1")
    money = [
        ("TÌNH HÌNH GIẢI NGÂN VỐN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2026",),
        ("Đơn vị tính: triệu đồng",),
        ("STT", "Khoản", "Kế hoạch giao", "Giải ngân"),
        ("1", "Khoản thứ nhất của xã", 4200, 1365),
        ("2", "Khoản thứ hai của xã", 420, 140),
    ]
    write_book(raw / "Giai ngan CTMTQG.xlsx", "Vốn 2026", money)
    report = report_of(tmp_path, "2026H1")
    text = " ".join(text_of(b.runs) for b in report.blocks if hasattr(b, "runs"))
    assert "chưa nhận được số liệu về các chương trình" not in text.lower()
    assert "đang được xác minh" in text and "Giai ngan CTMTQG.xlsx ›" not in text


def test_a_report_of_exceeded_plans_is_published_in_every_format(tmp_path):
    """Their shares stand in sentences, captions and pictures; none is a share of all."""
    rows = [
        HEADER,
        (1, "Tổng số hộ nghèo", "hộ", 380, 412, None),
        (2, "Mức giảm tỷ lệ hộ nghèo so với năm trước", "điểm %", 2.5, 3, None),
        (3, "Mức giảm tỷ lệ hộ nghèo dân tộc thiểu số", "điểm %", 3.5, 4.49, None),
    ]
    write_book(raw_folder(tmp_path, "2026H1") / "03_chi_tieu_chung.xlsx", "Chỉ tiêu chung", rows)
    report = report_of(tmp_path, "2026H1")
    page = re.sub("<[^>]+>", "", "".join(part.html for part in report.rendered))
    assert "412\u00a0hộ (kế hoạch 380\u00a0hộ)" in page
    assert "đạt 128,3% kế hoạch" in page
    kinds = {name.rpartition(".")[2] for name in report.publish()["file"]}
    assert kinds == {"html", "pdf", "docx", "xlsx", "json"}
