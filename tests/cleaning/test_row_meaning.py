"""Words of a row's name and of the rows above it that change what the row means.

Expectations: a figure is stored under an indicator of the catalogue and the period of the report
only where no word says otherwise; what no list knows changes the meaning.
"""

from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from test_label_matching import catalogues, matcher
from test_recognition_tables import TITLE, read

from helpers.cleaning.recognition.peoples import Peoples
from helpers.cleaning.stated_periods.labels import row_period
from helpers.core.periods import Period

OWN = Period.parse("2023H1")
HEAD = "TT|Chỉ tiêu|ĐVT|Thực hiện\n"
NAMES = sorted({(i.name_vi, i.unit_of_measure) for i in catalogues().indicators.values()})
HERD = "livestock.buffaloes.herd"


def cells_of(found):
    """The cells that questions name."""
    areas = (w.cells for q in found.questions for w in q.where)
    boxes = (range_boundaries(area) for area in areas)
    return {
        f"{get_column_letter(column)}{row}"
        for left, top, right, bottom in boxes
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }


def stored(rows, head=HEAD):
    """Cell → (code, measure, period) of what is stored; the rest is asked."""
    found = read(TITLE + head + rows)
    asked = cells_of(found)
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


CROP = (
    "1|{0}|ha|#18392\n"
    "|Trong đó: trồng mới|ha|#152\n"
    "|Diện tích cho thu hoạch|ha|#17120\n"
    "|Năng suất|tạ/ha|#26\n"
    "|Sản lượng|tấn|#44512\n"
)
MEASURES = ("area", "new_area", "harvested_area", "yield", "production")


def test_the_rows_of_a_long_lived_crop_belong_to_the_crop_above_them():
    rows = CROP.format("Cà phê") + CROP.format("Hồ tiêu").replace("1|", "2|", 1)
    figures, asked = stored(rows)
    crops = [f"agri.{crop}.{m}" for crop in ("coffee", "pepper") for m in MEASURES]
    assert [figures[f"D{n}"][0] for n in range(5, 15)] == crops
    assert asked == set()


def test_after_a_named_part_it_is_asked_whose_rows_follow():
    figures, asked = stored("1|Lúa xuân|ha|#118\n|Trong đó: lúa lai|ha|#40\n|Sản lượng|tấn|#90")
    assert figures["D5"][0] == "agri.spring_rice.area"
    assert "D7" in asked or figures["D7"][0].startswith("own.")


LAYOUTS = {  # order numbers of: heading, its row, the group, its two rows
    "levels": ("I", "1", "II", "1", "2"),
    "same numbers": ("1", "2", "3", "4", "5"),
    "group without number": ("", "1", "", "2", "3"),
    "count begins again": ("", "1", "", "1", "2"),
    "letters": ("A", "1", "B", "1", "2"),
    "bullets": ("", "-", "", "-", "-"),
    "no numbers": ("", "", "", "", ""),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize(
    "group",
    ["Tiêm phòng gia súc", "Gia súc mắc bệnh", "Số qzx", "CHĂN NUÔI BỊ THIỆT HẠI", "Hộ DTTS"],
)
def test_a_group_changes_its_rows_in_every_layout(group, layout):
    first, row, second, one, two = layout
    figures, _ = stored(
        f"{first}|Chăn nuôi\n{row}|Đàn trâu|con|#4321\n{second}|{group}\n"
        f"{one}|Đàn dê|con|#44\n{two}|Đàn lợn|con|#9"
    )
    assert figures["D6"][0] == HERD
    codes = [figures[cell][0] for cell in ("D8", "D9") if cell in figures]
    assert all(code.startswith("own.") for code in codes)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_neutral_group_changes_nothing_in_any_layout(layout):
    first, row, second, one, two = layout
    figures, asked = stored(
        f"{first}|Nông nghiệp\n{row}|Đàn trâu|con|#4321\n{second}|Chăn nuôi gia súc, gia cầm\n"
        f"{one}|Đàn dê|con|#44\n{two}|Đàn lợn|con|#9"
    )
    herds = [f"livestock.{herd}.herd" for herd in ("buffaloes", "goats", "pigs")]
    assert [figures[cell][0] for cell in ("D6", "D8", "D9")] == herds
    assert asked == set()


@pytest.mark.parametrize("order", ["", "I", "1"])
def test_a_group_of_a_place_is_a_breakdown_or_asked(order):
    figures, asked = stored(f"{order}|Xã Mẫu Hai\n1|Đàn dê|con|#44")
    goats = ("livestock.goats.herd", "actual", "2023H1", (("xã", "Xã Mẫu Hai"),))
    assert figures.get("D6") == goats or "D6" in asked


@pytest.mark.parametrize("event", ["TIÊM PHÒNG GIA SÚC", "THIỆT HẠI DO RÉT", "XUẤT BÁN GIA SÚC"])
def test_a_title_by_which_something_happens_to_the_herd_is_asked(event):
    title = f"UBND HUYỆN MẪU 01\nKẾT QUẢ {event} 6 THÁNG ĐẦU NĂM 2023\n\n"
    found = read(f"{title}{HEAD}1|Đàn trâu|con|#44\n2|Số trâu qzx|con|#9")
    assert HERD not in {f.meaning.code for f in found.figures}
    assert "D5" in cells_of(found)


@pytest.mark.parametrize(
    ("label", "unit", "code"),
    [
        ("Hộ dân tộc thiểu số > Số hộ nghèo", "hộ", "poverty.minority_poor"),
        ("Hộ DTTS > Số hộ nghèo", "hộ", "poverty.minority_poor"),
        ("Hộ đồng bào DTTS > Số hộ cận nghèo", "hộ", "poverty.minority_near_poor"),
        ("Đồng bào dân tộc thiểu số > Dân số", "người", "population.minority"),
        ("Hộ nghèo > Số hộ", "hộ", "poverty.poor"),
        ("Dân số, lao động > Tổng số hộ", "hộ", "households.total"),
        ("Giáo dục > Số học sinh", "học sinh", "education.pupils"),
        ("Lúa cả năm > Diện tích", "ha", "agri.rice.area"),
    ],
)
def test_a_group_of_a_part_of_the_people_has_the_indicator_of_that_part(label, unit, code):
    found = matcher(period="2026H1").match(label.split(" > "), unit)
    assert (found.degree, found.code) == ("sure", code)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Hộ DTTS > Số hộ thoát nghèo", "hộ"),
        ("Hộ nông thôn > Số hộ nghèo", "hộ"),
        ("Lao động nữ > Số lao động được đào tạo nghề", "người"),
        ("Lao động dân tộc > Số lao động được đào tạo nghề", "người"),
        ("Người cao tuổi > Dân số", "người"),
        ("Chăn nuôi > Số hộ", "hộ"),
        ("Giảm nghèo > Số hộ", "hộ"),
        ("Số hộ thoát nghèo cả năm", "hộ"),
        ("TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG", "triệu đồng"),
        ("Đàn lơn", "con"),
    ],
)
def test_a_part_is_never_the_whole(label, unit):
    assert matcher(period="2026H1").match(label.split(" > "), unit).degree != "sure"


@pytest.mark.parametrize(
    ("label", "unit", "never"),
    [
        ("Tỷ lệ HS DTTS", "%", "population.minority_share"),
        ("Hộ nghèo > Số khẩu", "hộ", "poverty.poor"),
        ("Hỗ trợ chi phí học tập theo Nghị định 81/2021/NĐ-CP", "học sinh", "education.tuition"),
        ("TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG", "triệu đồng", "budget.revenue"),
    ],
)
def test_what_counts_something_else_is_not_proposed(label, unit, never):
    found = matcher(period="2026H1").match(label.split(" > "), unit)
    assert [c.code for c in found.candidates if c.code.startswith(never)] == []


@pytest.mark.parametrize(("typed", "code"), [("Đàn lơn", "pigs"), ("Đàn trau", "buffaloes")])
def test_a_typing_error_is_proposed(typed, code):
    found = matcher().match([typed], "con")
    assert found.candidates[0].code == f"livestock.{code}.herd"


PEOPLES = (
    (
        "UBND HUYỆN MẪU 01\nKẾT QUẢ RÀ SOÁT 6 THÁNG ĐẦU NĂM 2023\n\n"
        "TT|Dân tộc|Tổng số hộ|Tổng số khẩu|Hộ nghèo||\n"
        "||||Số hộ|Số khẩu|Tỷ lệ (%)\n"
        "|TOÀN HUYỆN|#900|#4100|#90|#400|#10\n"
        "1|Kinh|#400|#1800|#10|#50|#2,5\n"
        "2|M'Nông|#300|#1400|#50|#220|#16,67\n"
        "3|Ê Đê|#200|#900|#30|#130|#15\n"
        "|Trong đó: dân tộc thiểu số|#500|#2300|#80|#350|#16\n"
        "|DTTS tại chỗ|#500|#2300|#80|#350|#16"
    )
    .replace("2,5", "2.5")
    .replace("16,67", "16.67")
)


def test_several_ethnic_groups_together_are_no_further_group():
    found = read(PEOPLES, merged="C4:C5 D4:D5 E4:G4")
    figures = {f.cell.address: (f.meaning.code, dict(f.meaning.breakdown)) for f in found.figures}
    assert [figures[f"{c}6"][0] for c in "CEG"] == [
        "households.total",
        "poverty.poor",
        "poverty.poor_rate",
    ]
    assert [figures[f"C{row}"][1] for row in (6, 7, 8, 9)] == [
        {},
        {"dân tộc": "Kinh"},
        {"dân tộc": "Mnông"},
        {"dân tộc": "Ê-đê"},
    ]
    assert figures["C10"] == ("households.minority", {})
    assert figures["E10"] == ("poverty.minority_poor", {})
    assert all(not b and c.startswith("own.") for c, b in (figures[f"{x}11"] for x in "CDEFG"))
    assert {f.meaning.unit for f in found.figures if f.cell.address[0] == "F"} == {"nhân khẩu"}
    assert figures["D10"] == ("population.minority", {})
    assert found.questions == ()


def test_every_usual_spelling_of_an_ethnic_group_is_its_member():
    peoples = Peoples.of(catalogues().dimensions)
    spellings = {"M'Nông": "Mnông", "M’nông": "Mnông", "GIA RAI": "Gia-rai", "Gia-Rai": "Gia-rai"}
    spellings |= {
        "Ê Đê": "Ê-đê",
        "Êđê": "Ê-đê",
        "Ba Na": "Ba-na",
        "H'Mông": "Mông",
        "K'Ho": "Cơ-ho",
    }
    spellings |= {"Dân tộc Tày": "Tày", "Đồng bào Khmer": "Khmer", "Bru-Vân Kiều": "Bru - Vân Kiều"}
    assert {name: peoples.member(name) for name in spellings} == spellings
    known = [r for r in catalogues().dimensions if r.dimension == "dân tộc"]
    assert {peoples.member(name) for r in known for name in (r.member, *r.aliases)} == {
        r.member for r in known
    }
    assert [peoples.member(n) for n in ("Dân tộc thiểu số", "Lúa", "Tổng")] == ["", "", ""]


@pytest.mark.parametrize(
    ("head", "rows", "dimension"),
    [
        ("Cấp học", ("Mầm non", "Tiểu học", "THCS", "PT DTNT"), "cấp học"),
        ("Nội dung", ("Trường mầm non", "Trường tiểu học", "THCS"), "cấp học"),
        ("Tên trường", ("Trường MN Hoa Mẫu", "Trường TH Mẫu 1", "Trường THCS Mẫu"), "trường"),
    ],
)
def test_levels_of_schools_are_no_schools(head, rows, dimension):
    body = "\n".join(f"{n}|{row}|#1{n}" for n, row in enumerate(rows, start=1))
    found = read(f"{TITLE}TT|{head}|Số lớp\n{body}\n|Cộng|#46")
    assert [dict(f.meaning.breakdown) for f in found.figures] == [
        *({dimension: row} for row in rows),
        {},
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("Số máy cày", "Số máy cấy"), ("Số bể mẫu", "Số bè mẫu")]
)
def test_own_names_that_differ_in_marks_are_two_indicators(one, other):
    figures, _ = stored(f"1|{one}|chiếc|#12\n2|{other}|chiếc|#12")
    codes = {figures[cell][0] for cell in ("D5", "D6")}
    assert len(codes) == 2 and all(code.startswith("own.") for code in codes)


def test_an_own_name_in_capitals_or_with_other_signs_is_the_same_indicator():
    figures, _ = stored("1|Số nhà hoà giải|chiếc|#12\n2|SỐ NHÀ  HÒA GIẢI:|chiếc|#12")
    assert figures["D5"] == figures["D6"]


def test_a_numbered_total_is_that_of_the_group_above_it():
    rows = "I|Dân số\n1|Tổng số|người|#5000\n2|Nữ|người|#2400\n3|DTTS|người|#3000"
    figures, asked = stored(rows)
    assert [figures[cell][0] for cell in ("D6", "D7", "D8")] == [
        "population.total",
        "population.total",
        "population.minority",
    ]
    assert figures["D7"][3] == (("giới", "nữ"),) and asked == set()
