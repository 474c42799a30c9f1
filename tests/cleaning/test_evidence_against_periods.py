"""A sheet or title that says another time than the name of its file, or than another line of it.

Evidence against the period wins: the table is asked, never read as of the report.
"""

import pytest
from office_sheets import read, values

GRID = "HỘ NGHÈO {title}\n{line}\nXã|Số hộ nghèo\nXã Thử Một|#12\nXã Thử Hai|#20"
FILE = "Ho ngheo 6 thang dau nam 2023.xlsx"
OWN = "6 THÁNG ĐẦU NĂM 2023"


def found(title="THEO XÃ", line="", **where):
    return read(GRID.format(title=title, line=line), **where)


@pytest.mark.parametrize(
    "title",
    [
        *("NĂM TRƯỚC", "(SỐ NĂM TRƯỚC)", "CÙNG KỲ", "(tham khảo)", "(để so sánh)", "QUÝ I"),
        *("THÁNG 5", "CẢ NĂM", "9 THÁNG", "12 THÁNG", "6 THÁNG CUỐI NĂM", "GIAI ĐOẠN 2021-2025"),
    ],
)
def test_the_period_of_the_file_is_not_that_of_a_title_of_another_time(title):
    assert len(found(file=FILE).figures) == 2
    other = found(title, file=FILE)
    assert (other.figures, len(other.questions)) == ((), 1)


@pytest.mark.parametrize(
    "name", ["Năm trước", "nam truoc", "CK", "So sánh", "Tham khao", "Quy I", "T5", "Cả năm", "KH"]
)
@pytest.mark.parametrize("where", [{"file": FILE}, {"title": OWN}])
def test_a_sheet_that_is_named_after_another_time_is_asked(name, where):
    other = found(name=name, **where)
    assert (other.figures, len(other.questions)) == ((), 1)


@pytest.mark.parametrize("name", ["So sánh", "Năm trước"])
def test_heads_that_state_their_periods_are_read_whatever_the_sheet_is_called(name):
    grid = "KẾT QUẢ\n\nChỉ tiêu|ĐVT|TH 6T/2022|TH 6T/2023\nĐàn trâu|con|#10|#12"
    assert values(read(grid, name=name)) == {
        "C4 | Đàn trâu | previous | 2022H1 | 10 | con",
        "D4 | Đàn trâu | actual | 2023H1 | 12 | con",
    }


@pytest.mark.parametrize(
    "line",
    [
        *("(Số liệu quý I)", "(số liệu tháng 5)", "Số liệu cả năm", "Số năm trước", "(Tham khảo)"),
        *("12 tháng", "ước cả năm", "kế hoạch 6 tháng cuối năm", "Kỳ báo cáo: 12 tháng"),
        *("(18 tháng, từ 01/01/2022 đến 30/6/2023)", "(Từ tháng 7/2022 đến tháng 6/2023)"),
    ],
)
def test_a_line_below_the_title_that_says_another_time_is_asked(line):
    other = found(OWN, line)
    assert (other.figures, len(other.questions)) == ((), 1)


@pytest.mark.parametrize(
    "line", ["(số liệu tháng 6)", "(quý I và quý II)", "Trẻ dưới 24 tháng tuổi", "(đến 20/5)"]
)
def test_a_line_of_the_last_part_of_the_period_or_of_an_age_says_nothing_else(line):
    assert len(found(OWN, line).figures) == 2


@pytest.mark.parametrize(
    "title",
    [
        *("18 THÁNG ĐẾN 30/6/2023", "12 THÁNG TÍNH ĐẾN 30/6/2023", "6 THÁNG 2023 VÀ CẢ NĂM 2023"),
        *("6 THÁNG ĐẦU NĂM 2023 VÀ ƯỚC CẢ NĂM", "NĂM 2022 VÀ 6 THÁNG ĐẦU NĂM 2023"),
        "ĐẾN 28/2/2023",
    ],
)
def test_a_title_of_two_times_or_of_more_than_the_period_is_asked(title):
    other = found(title)
    assert (other.figures, len(other.questions)) == ((), 1)


@pytest.mark.parametrize("title", ["QUÝ I, II NĂM 2023", "NĂM 2023 (6 THÁNG)"])
def test_the_first_part_of_a_year_is_not_the_second_half(title):
    assert found(title, period="2023H2").figures == ()


def test_a_day_beside_an_estimate_of_the_period_is_asked():
    grid = f"CHĂN NUÔI {OWN}\n\nChỉ tiêu|ĐVT|TH đến 20/5|Ước 30/6\nĐàn trâu|con|#10|#12"
    other = read(grid)
    assert values(other) == {"D4 | Đàn trâu | estimate | 2023H1 | 12 | con"}
    assert [w.cells for q in other.questions for w in q.where] == ["C4"]


def test_an_estimate_of_a_year_heads_a_column():
    grid = f"CHĂN NUÔI {OWN}\n\nChỉ tiêu|ĐVT|TH 2022|Ước 2023\nĐàn trâu|con|#10|#12"
    assert values(read(grid)) == {
        "C4 | Đàn trâu | previous | 2022 | 10 | con",
        "D4 | Đàn trâu | estimate | 2023 | 12 | con",
    }


MONEY = "GIẢI NGÂN {} " + OWN + "\n\nNội dung|KH vốn 2023|Giải ngân\nNhà ở|#100|#40\nĐường|#200|#50"


def test_a_note_below_the_table_states_its_unit_or_contradicts_the_title():
    note = "\n\nGhi chú: Đơn vị tính: triệu đồng"
    assert {f.meaning.unit for f in read(MONEY.format("VỐN") + note).figures} == {"triệu đồng"}
    other = read(MONEY.format("VỐN (nghìn đồng)") + note)
    assert (other.figures, [q.kind for q in other.questions]) == ((), ["unit"])


def test_a_unit_in_the_title_is_no_sentence_with_a_figure():
    assert read(MONEY.format("VỐN (ĐVT: 1.000đ)")).questions == ()
