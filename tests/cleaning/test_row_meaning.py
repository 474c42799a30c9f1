"""Words of a row's name and of the rows above it that change what the row means.

Expectations: a figure is stored under an indicator of the catalogue and the period of the report
only where no word says otherwise; what no list knows changes the meaning.
"""

from __future__ import annotations

import pytest
from test_label_matching import catalogues, matcher
from test_recognition_tables import TITLE, read

from helpers.cleaning.recognition.row_periods import row_period
from helpers.core.periods import Period

OWN = Period.parse("2023H1")
HEAD = "TT|Chỉ tiêu|ĐVT|Thực hiện\n"
NAMES = sorted({(i.name_vi, i.unit_of_measure) for i in catalogues().indicators.values()})
HERD = "livestock.buffaloes.herd"


def stored(rows, head=HEAD):
    """Cell → (code, measure, period) of what is stored; the rest is asked."""
    found = read(TITLE + head + rows)
    asked = {w.cells for q in found.questions if q.asked != ("indicator",) for w in q.where}
    figures = {
        f.cell.address: (f.meaning.code, f.meaning.measure, f.meaning.period, f.meaning.breakdown)
        for f in found.figures
    }
    return figures, asked


OTHER_TIMES = [
    ("năm 2022", "previous", "2022"),
    ("(năm 2022)", "previous", "2022"),
    ("đến 31/12/2022", "previous", "2022"),
    ("tại thời điểm 31/12/2022", "previous", "2022"),
    ("có đến ngày 31 tháng 12 năm 2022", "previous", "2022"),
    ("6 tháng đầu năm 2022", "previous", "2022H1"),
    ("tháng 6/2023", "actual", "2023M06"),
    ("quý I năm 2023", "actual", "2023Q1"),
    ("quý I", "actual", "2023Q1"),
    ("đến 01/4/2019", "", ""),
    ("đầu năm", "", ""),
    ("đầu năm 2023", "", ""),
    ("đầu kỳ", "", ""),
    ("cuối kỳ trước", "", ""),
    ("cùng kỳ", "", ""),
    ("năm 2024", "", ""),
    ("6 tháng cuối năm 2023", "", ""),
    ("9 tháng năm 2023", "", ""),
    ("giai đoạn 2021-2025", "", ""),
    ("2021-2022 so với 2020", "", ""),
]


@pytest.mark.parametrize(("time", "measure", "period"), OTHER_TIMES)
def test_a_time_in_the_name_of_a_row_decides_its_period_or_is_asked(time, measure, period):
    figures, asked = stored(f"1|Đàn trâu {time}|con|#4200\n2|Đàn dê|con|#870")
    assert figures["D6"][:3] == ("livestock.goats.herd", "actual", "2023H1")
    if measure:
        assert figures["D5"] == (HERD, measure, period, ())
    else:
        assert "D5" not in figures and "D5" in asked


@pytest.mark.parametrize(("time", "measure", "period"), OTHER_TIMES)
def test_a_time_as_a_group_decides_the_period_of_the_rows_below(time, measure, period):
    figures, asked = stored(
        f"I|Số liệu {time}\n1|Đàn trâu|con|#4200\nII|Năm 2023\n1|Đàn dê|con|#870"
    )
    assert figures["D8"][:3] == ("livestock.goats.herd", "actual", "2023H1")
    if measure:
        assert figures["D6"] == (HERD, measure, period, ())
    else:
        assert "D6" not in figures and "D6" in asked


OWN_TIMES = [
    "năm 2023",
    "6 tháng đầu năm 2023",
    "đến 30/6/2023",
    "(đến 15/6/2023)",
    "đến hết tháng 6/2023",
]


@pytest.mark.parametrize("time", OWN_TIMES[:4])
def test_the_time_of_the_report_itself_is_no_question(time):
    figures, asked = stored(f"1|Đàn trâu {time}|con|#4200\nI|Số liệu {time}\n1|Đàn dê|con|#870")
    assert figures["D5"] == (HERD, "actual", "2023H1", ())
    assert figures["D7"] == ("livestock.goats.herd", "actual", "2023H1", ())
    assert asked == set()


def test_a_time_of_the_column_and_another_of_the_row_are_asked():
    head = "TT|Chỉ tiêu|ĐVT|TH 6 tháng 2023|TH 6 tháng 2022|KH 2023\n"
    figures, asked = stored("1|Đàn trâu năm 2022|con|#5|#4|#6\n2|Đàn dê|con|#9|#8|#7", head)
    assert set(figures) & {"D5", "E5", "F5"} == set()
    assert {"D5", "F5"} <= asked
    assert {"D6", "E6", "F6"} <= set(figures)


@pytest.mark.parametrize(
    "label",
    [
        "Hỗ trợ theo Nghị định 116/2016/NĐ-CP",
        "Dự án theo Quyết định 2085/QĐ-TTg",
        "Cấp giấy theo Luật Đất đai 2013",
        "Trẻ 6-24 tháng tuổi được uống vitamin A",
        "Số vụ vi phạm chuyển tiếp từ năm trước",
        "Mức giảm tỷ lệ hộ nghèo so với năm trước",
        "Tỷ lệ hộ nghèo theo chuẩn nghèo giai đoạn 2022-2025",
        "Chương trình MTQG giảm nghèo bền vững giai đoạn 2021-2025",
    ],
)
def test_a_number_that_is_no_period_stays_in_the_name(label):
    assert row_period([label], OWN, OWN.year) == type(row_period([label], OWN, None))((label,))


@pytest.mark.parametrize("year", [2023, 2026])
def test_no_name_of_the_catalogue_has_a_period(year):
    known = catalogues(f"{year}H1").indicators.values()
    named = [i.name_vi for i in known if row_period([i.name_vi], Period(year, "H", 1), year).found]
    assert named == []


CHANGING = [
    *("mắc bệnh", "bị bệnh", "chết", "tiêu hủy", "bị thiệt hại", "được tiêm phòng", "trang trại"),
    *(
        "được hỗ trợ",
        "tái đàn",
        "giống mới",
        "thanh long đỏ",
        "qzx",
        "xuất khẩu",
        "dự kiến",
        "năm 2022",
    ),
]
"""Some of the words that no list has; the last is for all that the period decides."""


HEADINGS = ("Chăn nuôi", "Kết quả sản xuất nông nghiệp", "Hộ", "Lao động", "Cây trồng", "Gia cầm")


def sure_in_spite_of(words, label_of):
    """Names of the catalogue that are sure although ``words`` stand in the label or above it."""
    first = CHANGING.index(words)
    found = []
    for name, unit in NAMES[first % 3 :: 3]:
        if any(word in name.lower().split() for word in words.split()):
            continue
        match = matcher().match(label_of(name, HEADINGS[first % len(HEADINGS)]), unit)
        if match.degree == "sure" and catalogues().indicators[match.code].name_vi == name:
            found.append(name)
    return found


@pytest.mark.parametrize("words", CHANGING)
def test_no_name_below_a_group_with_other_words_is_sure(words):
    assert sure_in_spite_of(words, lambda name, heading: [f"{heading} {words}", name]) == []


@pytest.mark.parametrize("words", CHANGING)
def test_no_name_with_other_words_is_sure(words):
    assert sure_in_spite_of(words, lambda name, _: [f"{name} {words}"]) == []


@pytest.mark.parametrize(
    "group",
    [
        "Chăn nuôi",
        "KẾT QUẢ CHĂN NUÔI GIA SÚC, GIA CẦM",
        "Tổng đàn vật nuôi",
        "Các chỉ tiêu chủ yếu",
    ],
)
def test_a_group_of_heading_words_alone_changes_nothing(group):
    assert matcher().match([group, "Đàn trâu"], "con").code == HERD
