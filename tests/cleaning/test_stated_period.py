"""Which period the lines above a table name, seen from the folder of 2023H1."""

from __future__ import annotations

import pytest

from helpers.cleaning.stated_periods.lines import statements, year_in_name
from helpers.core.periods import Period

HALF = Period.parse("2023H1")


def verdicts(text: str, period: Period = HALF) -> list[str]:
    return [statement.verdict for statement in statements(text, period)]


@pytest.mark.parametrize(
    "text",
    [
        "6 tháng đầu năm 2023",
        "(06 tháng đầu năm 2023)",
        "SÁU THÁNG ĐẦU NĂM 2023",
        "6 tháng năm 2023",
        "Biểu nông nghiệp, 2023H1",
        "Từ ngày 01/01/2023 đến ngày 20/05/2023",
        "Số liệu tính đến ngày 31 tháng 5 năm 2023",
        "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH 6 THÁNG ĐẦU NĂM 2023",
        "6 tháng đầu năm 2023, so với cùng kỳ năm 2022",
        "Theo Quyết định số 12/2018/QĐ-TTg; 6 tháng đầu năm 2023",
    ],
)
def test_the_period_of_the_folder(text):
    assert verdicts(text) == ["own"]


@pytest.mark.parametrize(
    "text",
    [
        "6 tháng đầu năm 2022",
        "6T đầu năm 2022",
        "6 tháng/2022",
        "6 tháng cuối năm 2023",
        "Quý I/2023",
        "QUÝ 1 NĂM 2023",
        "9 tháng đầu năm 2022",
        "3 tháng đầu năm 2023",
        "KẾT QUẢ NĂM 2022",
        "Biểu, 2022H1",
        "đến ngày 20/05/2022",
        "QUÝ II NĂM 2023",
        "TÌNH HÌNH CHĂN NUÔI THÁNG 6 NĂM 2023",
        "Kết quả chăn nuôi, tháng 6 năm 2023",
        "Kỳ báo cáo: 05/2023",
    ],
)
def test_another_period(text):
    assert verdicts(text) == ["other"]


@pytest.mark.parametrize(
    "text",
    [
        "Năm học 2022-2023",
        "So với cùng kỳ năm 2022",
        "KẾ HOẠCH NĂM 2022",
        "giai đoạn I: từ năm 2021 đến năm 2025",
        "Nghị quyết số 10/NQ-HĐND ngày 12/7/2021",
        "Nghị quyết 10/2021",
        "Bạch Thông, ngày 05 tháng 7 năm 2022",
        "Bạch Thông, tháng 6 năm 2023",
        "Quyết định 1719/QĐ-TTg năm 2021",
    ],
)
def test_years_that_name_no_period_of_figures(text):
    assert verdicts(text) == []


@pytest.mark.parametrize("text", ["Năm 2023", "5 tháng đầu năm 2023", "đến 31/12/2022"])
def test_what_may_be_the_period_is_not_refused(text):
    assert "other" not in verdicts(text)


def test_a_half_year_is_another_period_in_the_folder_of_the_year():
    year = Period.parse("2023")
    assert verdicts("6 tháng đầu năm 2023", year) == ["other"]
    assert verdicts("Năm 2023", year) == ["own"]


@pytest.mark.parametrize(
    ("file", "year"),
    [
        ("01_nong_nghiep_2022.xlsx", "2022"),
        ("01_nong_nghiep 6T2022.xlsx", "2022"),
        ("01_nong_nghiep_2023.xlsx", ""),
        ("11_chuong_trinh_mtqg_2021-2025.xlsx", ""),
        ("01_nong_nghiep.xlsx", ""),
    ],
)
def test_the_only_year_in_a_name(file, year):
    assert year_in_name(file, HALF) == year
