"""Money of national programmes of which no word says which is no money of one of them."""

import pytest
from office_sheets import read

NOW = "6 THÁNG ĐẦU NĂM 2023"
UNIT = "ĐVT: triệu đồng"
BY_PLACE = "TT|Xã|Kế hoạch vốn năm 2023|Giải ngân\n1|Xã Mẫu Hai|#30|#8\n2|Xã Mẫu Ba|#20|#4"


@pytest.mark.parametrize("period", ["2023H1", "2026H1"])
@pytest.mark.parametrize(
    "lines",
    [
        "VỐN CTMTQG {}",
        "CÁC CHƯƠNG TRÌNH MTQG {}",
        "KẾT QUẢ 03 CTMTQG {}",
        "TÌNH HÌNH VÙNG DTTS {}\nVỐN CTMTQG",
        "GIẢI NGÂN CTMTQG DTTS&MN VÀ CTMTQG XÂY DỰNG NTM {}",
    ],
)
def test_money_of_national_programmes_without_a_word_of_which(lines, period):
    year = period[:4]
    grid = f"{lines.format(NOW)}\n{UNIT}\n{BY_PLACE}".replace("2023", year)
    found = read(grid, period=period)
    assert not [f for f in found.figures if f.meaning.code.startswith("mtqg")]
    assert found.figures or found.questions


@pytest.mark.parametrize("place", ["name", "file"])
def test_a_programme_in_the_name_of_a_sheet_or_file_is_asked(place):
    named = {"name": "MTQG DTTS", "file": "von MTQG DTTS va NTM.xlsx"}
    found = read(f"GIẢI NGÂN VỐN {NOW}\n{UNIT}\n{BY_PLACE}", **{place: named[place]})
    assert not found.figures and found.questions
