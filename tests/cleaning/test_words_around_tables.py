"""No word above a table, of its sheet, its groups or its rows that narrows figures vanishes."""

import pytest
from office_sheets import read

NOW = "6 THÁNG ĐẦU NĂM 2023"
PLACES = "TT|Xã|Tổng số hộ|Dân số\n1|Xã Mẫu Hai{0}|#30|#80\n2|Xã Mẫu Ba{0}|#20|#44"
LINES = "TT|Nội dung|KH năm 2023|Giải ngân 6 tháng\n{1}1|Dự án 1{0}|#30|#8\n2|Dự án 4{0}|#20|#4"
MONEY = f"GIẢI NGÂN CTMTQG DTTS&MN {NOW}"
UNIT = "ĐVT: triệu đồng"
BY_PLACE = "TT|Xã|Kế hoạch vốn năm 2023|Giải ngân\n1|Xã Mẫu Hai|#30|#8\n2|Xã Mẫu Ba|#20|#4"


def held(found, words):
    """True where each stored figure has a word of these in its label or in a part."""
    said = [
        f"{f.meaning.label} {f.meaning.code} {f.meaning.breakdown}".casefold()
        for f in found.figures
    ]
    return all(any(word in text for word in words.split()) for text in said)


@pytest.mark.parametrize(
    "words",
    ["trẻ em dưới 6 tuổi", "người cao tuổi", "người có công", "hội viên", "đặc biệt khó khăn"],
)
@pytest.mark.parametrize("where", ["title", "line", "sheet", "row"])
def test_whom_a_table_of_persons_counts(words, where):
    title = {"title": f"SỐ LIỆU {words.upper()} {NOW}", "line": f"SỐ LIỆU {NOW}\n({words})"}
    name = words if where == "sheet" else "Biểu"
    row = f" - hộ có {words}" if where == "row" else ""
    grid = f"{title.get(where, f'SỐ LIỆU {NOW}')}\n{PLACES.format(row)}"
    found = read(grid, name=name)
    assert held(found, words.split()[-1]) and (found.figures or found.questions)


@pytest.mark.parametrize("words", ["vốn ứng trước", "vốn tín dụng", "vốn kéo dài", "nguồn ODA"])
@pytest.mark.parametrize("where", ["title", "line", "sheet", "row"])
def test_whose_money_a_table_of_budget_lines_is(words, where):
    title = {"title": f"{MONEY} - {words.upper()}", "line": f"{MONEY}\n({words})"}
    name = words if where == "sheet" else "Biểu"
    rows = LINES.format(f" ({words})" if where == "row" else "", "")
    found = read(f"{title.get(where, MONEY)}\n{UNIT}\n{rows}", name=name)
    codes = {f.meaning.code for f in found.figures if not f.meaning.breakdown}
    assert not codes & {"mtqg.DA1.total", "mtqg.DA4.total"}
    assert found.questions or found.figures


def test_a_group_over_budget_lines_that_says_for_whom_they_are():
    group = "I|Hộ nghèo là người có công||\n"
    found = read(f"{MONEY}\n{UNIT}\n{LINES.format('', group)}")
    assert not [f for f in found.figures if f.meaning.code.startswith("mtqg.")]
    assert {q.reason for q in found.questions} and not found.figures


@pytest.mark.parametrize("words", ["(cũ)", "(khu vực III)", "(ĐBKK)", "(gồm 5 thôn)"])
def test_what_a_row_says_of_the_place_itself_narrows_no_figure(words):
    found = read(f"SỐ LIỆU {NOW}\n{PLACES.format(f' {words}')}")
    asked = [q for q in found.questions if q.kind == "indicator"]
    assert not asked


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("SỐ HỘ VÀ DÂN SỐ CÁC XÃ", "households.total"),
        ("DÂN SỐ, HỘ VÙNG ĐỒNG BÀO DTTS VÀ MIỀN NÚI", "households.total"),
    ],
)
def test_words_that_narrow_nothing_ask_nothing(title, code):
    found = read(f"HỘI LIÊN HIỆP PHỤ NỮ HUYỆN\n{title} {NOW}\n{PLACES.format('')}")
    assert not found.questions
    assert code in {f.meaning.code for f in found.figures}


def test_what_the_rows_or_heads_say_themselves_is_no_narrowing_of_the_others():
    head = "TT|Xã|Tổng số hộ|Hộ nghèo\n1|Xã Mẫu Hai|#30|#8\n2|Xã Mẫu Ba|#20|#4"
    found = read(f"KẾT QUẢ RÀ SOÁT HỘ NGHÈO {NOW}\n{head}")
    assert {f.meaning.code for f in found.figures} >= {"poverty.poor"}
    assert not found.questions


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
