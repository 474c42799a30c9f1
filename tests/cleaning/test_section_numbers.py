"""Texts find their section by the printed number, by that of an older outline, or by the title."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from helpers.core.workspace import Workspace
from helpers.stages.parameters import StageParameters
from helpers.stages.unit_period import open_unit_period

UNITS = """code,key,name_vi,level,parent_code,valid_from,valid_to
98,minh-hoa-cu,Tỉnh Minh Họa Cũ,province,,,2025-06-30
980,huyen-mau,Huyện Mẫu,district,98,,2025-06-30
99,minh-hoa,Tỉnh Minh Họa,province,,2025-07-01,
99001,xa-mau,Xã Mẫu,commune,99,2025-07-01,
"""
COMMUNE, DISTRICT = ("xa-mau", "2026H1"), ("huyen-mau", "2023H1")
HEADER = ("STT", "Mục", "Mã dự án", "Loại", "Nội dung")


@pytest.fixture
def clean(tmp_path):
    """Clean texts with the given sections: (standard sections in order, reasons of quarantine)."""
    (tmp_path / "data" / "reference").mkdir(parents=True)
    (tmp_path / "data" / "reference" / "units.csv").write_text(UNITS, "utf-8")

    def read(unit_and_period, *written, project=None):
        unit, period = unit_and_period
        folder = tmp_path / "data" / "raw" / period / unit
        folder.mkdir(parents=True)
        book = Workbook()
        book.active.title = "Nội dung báo cáo"
        book.active.append(HEADER)
        for number, section in enumerate(written, start=1):
            book.active.append((str(number), section, project, "general", f"Đoạn {number}."))
        book.save(folder / "13_noi_dung_bao_cao.xlsx")
        case = open_unit_period(
            StageParameters, workspace=Workspace(tmp_path), unit=unit, period=period
        )
        tables = case.clean().tables
        refused = tables["quarantine"]
        reasons = refused[refused["file"] == "13_noi_dung_bao_cao.xlsx"]["reason"]
        return list(tables["texts"]["section"]), list(reasons)

    return read


def test_the_numbers_that_a_commune_report_prints(clean):
    """Each goes where its printed section gathers texts: first of the sections it covers."""
    kept = {
        "I": "I.1", "II.1": "II.1.4", "II.2": "II.1.5", "II.3": "II.1.6", "II.4": "II.1.1",
        "II.5": "II.2", "II.6": "II.5", "II.7": "II.5.b", "II.8": "II.6", "III.1": "III.1.1",
        "III.2": "III.2.1", "III.3": "III.2.2", "III.4": "III.4", "IV": "IV.1", "V": "V",
    }  # fmt: skip
    assert clean(COMMUNE, *kept) == (list(kept.values()), [])


def test_the_numbers_of_the_older_outline_keep_working(clean):
    older = ["I.2", "II.1.2", "II.3", "II.4", "II.5", "III.3.c", "III.5.b", "V"]
    assert clean(COMMUNE, *older) == (older, [])


@pytest.mark.parametrize(
    ("written", "printed", "older"),
    [
        ("II.3", "II.3. Nông thôn mới, kết cấu hạ tầng", "II.5. Văn hóa, giáo dục, y tế"),
        ("II.5", "II.5. Văn hóa, giáo dục, y tế", "II.6. An ninh trật tự"),
        ("Mục II.1.", "II.1. Dân số, thành phần dân tộc", "II.4. Sản xuất, tài chính"),
        ("II.3. Chính sách tín dụng", "II.3. Nông thôn mới", "II.5. Văn hóa, giáo dục, y tế"),
    ],
)
def test_a_number_of_two_outlines_alone_is_asked_with_both(clean, written, printed, older):
    """II.3 is infrastructure in the printed outline, education in the older one.

    A title that neither section has decides nothing.
    """
    sections, [reason] = clean(COMMUNE, written)
    assert sections == []
    assert f"«{written}»" in reason
    assert printed in reason and older in reason


def test_numbers_of_both_outlines_in_one_table_decide_nothing(clean):
    sections, reasons = clean(COMMUNE, "I", "II.1.2", "II.3")
    assert sections == ["I.1", "II.1.2"] and len(reasons) == 1


@pytest.mark.parametrize(
    ("written", "section"),
    [
        ("II.6. An ninh trật tự; tín ngưỡng, tôn giáo", "II.5"),
        ("II.6 An ninh", "II.5"),
        ("II.5. Văn hóa, giáo dục, y tế", "II.2"),
        ("Mục II.7.", "II.5.b"),
        ("Mục II.8.", "II.6"),
        ("Mục II.1.4.", "II.1.4"),
        ("ii-8", "II.6"),
        ("Văn hóa, giáo dục, y tế", "II.2"),
    ],
)
def test_a_title_decides_and_spelling_does_not(clean, written, section):
    assert clean(COMMUNE, written) == ([section], [])


def test_a_district_numbers_its_texts_as_printed(clean):
    printed = ["I.1", "II", "II.1.1", "II.5", "III.3.a", "III.5.b", "IV.2", "V"]
    assert clean(DISTRICT, *printed) == (printed, [])


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("I", ["I.1. Sự lãnh đạo", "I.2. Kết quả hoạt động"]),
        ("II.1", ["II.1.1. Nông lâm nghiệp", "II.1.2.", "II.1.3."]),
        ("1.1", ["II.1.1. Nông lâm nghiệp", "III.1.1."]),
    ],
)
def test_a_heading_without_text_of_its_own_is_asked(clean, written, options):
    """Until now such a text was in no part of the report and in no list."""
    sections, [reason] = clean(DISTRICT, written)
    assert sections == []
    assert all(option in reason for option in options)


def test_a_text_of_a_budget_line_goes_to_that_line(clean):
    assert clean(DISTRICT, "III.1", project="DA1.ND2") == (["III.1.3"], [])


def test_a_number_that_no_section_has_stays_to_be_listed(clean):
    assert clean(COMMUNE, "VII.9") == (["VII.9"], [])
