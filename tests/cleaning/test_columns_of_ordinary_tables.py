"""Columns of the tables that every commune has: crops, reached of a total, kinds of persons."""

import pytest
from office_sheets import asked, catalogues, lines, read, values

from helpers.cleaning.recognition.model import Answer, Meaning
from helpers.stages.mapping.filled_answers import CHOICE, AnswerProblem, meaning_of, proposed
from helpers.stages.mapping.vocabulary import vocabulary_of

HEAD = "UBND XÃ MẪU 01\n"
CROPS = HEAD + (
    "TIẾN ĐỘ SẢN XUẤT TRỒNG TRỌT 6 THÁNG ĐẦU NĂM 2026\n\n"
    "TT|Cây trồng|Diện tích (ha)|||Năng suất (tạ/ha)|Sản lượng (tấn)|Diện tích cùng kỳ 2025 (ha)\n"
    "||KH năm 2026|TH 6 tháng|% KH|||\n"
    "1|Cây mẫu A|#310|#312.5|#100.8|#62.4|#1950|#305\n"
    "2|Cây mẫu B|#420|#268|#63.8|#55|#1474|#281.5\n"
    "3|Cây mẫu C|#180|#174.6|#97|||#169"
)
MERGED = "A4:A5 B4:B5 C4:E4 F4:F5 G4:G5 H4:H5"
DONE = HEAD + "KẾT QUẢ ĐẾN THÁNG 6 NĂM 2026\n\nTT|Chỉ tiêu|ĐVT|Tổng số|Đã đạt"


def commune(grid, merged="", answers=()):
    return read(grid, merged=merged, level="commune", period="2026H1", answers=answers)


def answered(found):
    return [Answer(q.key, q.proposals[0], "Người mẫu", "2026-07-01") for q in found.questions]


def test_area_yield_and_production_of_one_measure_are_all_kept():
    first = commune(CROPS, MERGED)
    assert asked(first) == {("column", "F6:G7")}
    found = commune(CROPS, MERGED, answered(first))
    assert values(found) >= lines("""
        C6 | Cây mẫu A > Diện tích | plan | 2026 | 310 | ha
        D6 | Cây mẫu A > Diện tích | actual | 2026H1 | 312.5 | ha
        E6 | Cây mẫu A > Diện tích | pct_plan | 2026H1 | 100.8 | %
        F6 | Cây mẫu A > Năng suất | actual | 2026H1 | 62.4 | tạ/ha
        G7 | Cây mẫu B > Sản lượng | actual | 2026H1 | 1474 | tấn
        H8 | Cây mẫu C > Diện tích | previous | 2025H1 | 169 | ha
    """)
    assert asked(found) == set()


def test_columns_in_different_units_that_answers_call_the_same_are_kept():
    grid = CROPS.replace("TH 6 tháng", "Đã xong").replace("|#174.6|", "|#170|")
    first = commune(grid, MERGED)
    said = [
        Answer(q.key, Meaning(measure="actual", period="2026H1"), "Người mẫu", "2026-07-01")
        for q in first.questions
        if "% KH" not in q.shown
    ]
    found = {line for line in values(commune(grid, MERGED, said)) if line[0] in "DFG"}
    assert len(found) == 7


def test_the_total_beside_what_was_reached_is_the_denominator():
    grid = (
        DONE
        + "|Tỷ lệ (%)\n"
        + (
            "1|Hộ dùng nước mẫu|hộ|#1813|#1745|#96.3\n"
            "2|Đường mẫu được cứng hóa|km|#22.5|#19.8|#88\n"
            "3|Thôn có nhà mẫu|thôn|#8|#3|#37.5\n4|Hợp tác xã mẫu|HTX||#6|"
        )
    )
    found = commune(grid)
    assert values(found) == lines("""
        D5 | Hộ dùng nước mẫu | whole | 2026H1 | 1813 | hộ
        E5 | Hộ dùng nước mẫu | actual | 2026H1 | 1745 | hộ
        F5 | Hộ dùng nước mẫu | share | 2026H1 | 96.3 | %
        D6 | Đường mẫu được cứng hóa | whole | 2026H1 | 22.5 | km
        E6 | Đường mẫu được cứng hóa | actual | 2026H1 | 19.8 | km
        F6 | Đường mẫu được cứng hóa | share | 2026H1 | 88 | %
        D7 | Thôn có nhà mẫu | whole | 2026H1 | 8 | thôn
        E7 | Thôn có nhà mẫu | actual | 2026H1 | 3 | thôn
        F7 | Thôn có nhà mẫu | share | 2026H1 | 37.5 | %
        E8 | Hợp tác xã mẫu | actual | 2026H1 | 6 | hợp tác xã
    """)
    assert asked(found) == set()


def test_a_total_that_no_share_confirms_is_asked():
    grid = DONE + "\n1|Hộ dùng nước mẫu|hộ|#1813|#1745\n2|Thôn có nhà mẫu|thôn|#8|#3"
    found = commune(grid)
    assert asked(found) == {("column", "D5:D6")}
    assert [p.measure for p in found.questions[0].proposals] == ["whole", "plan", "actual"]
    whole = values(commune(grid, answers=answered(found)))
    assert lines("D6 | Thôn có nhà mẫu | whole | 2026H1 | 8 | thôn") <= whole


def test_khau_counts_persons():
    grid = HEAD + (
        "DÂN SỐ VÀ ĐỒNG BÀO DÂN TỘC THIỂU SỐ ĐẾN 30/6/2026\n\n"
        "TT|Thôn|Tổng dân số||Trong đó: đồng bào DTTS|\n||Hộ|Khẩu|Hộ|Khẩu\n"
        "1|Thôn 1|#214|#986|#198|#921\n2|Thôn 3|#187|#842|#171|#780\n"
        "|Tổng cộng|#401|#1828|#369|#1701"
    )
    found = commune(grid, "A4:A5 B4:B5 C4:D4 E4:F4")
    codes = {f.cell.address: f.meaning.code for f in found.figures}
    assert (codes["E8"], codes["F8"]) == ("households.minority", "population.minority")
    assert asked(found) == set()


def test_women_and_members_of_the_party_are_named_after_the_persons_among_whom_they_are():
    grid = HEAD + (
        "NGƯỜI CÓ UY TÍN TRONG ĐỒNG BÀO DTTS ĐẾN 30/6/2026\n\n"
        "TT|Thôn|Số người có uy tín|Nữ|Dân tộc|Đảng viên\n1|Thôn 1|#3|#0|Dân tộc mẫu|#1\n"
        "2|Thôn 2|#2|#1|Dân tộc mẫu|#0\n3|Thôn 3|#4|#2|Dân tộc khác|#1\n|Tổng|#9|#3||#2"
    )
    found = commune(grid)
    assert asked(found) == set()
    assert values(found) >= lines("""
        D5 | Số người có uy tín > Nữ | actual | 2026H1 | 0 | người | thôn=Thôn 1
        D8 | Số người có uy tín > Nữ | actual | 2026H1 | 3 | người
        F6 | Số người có uy tín > Đảng viên | actual | 2026H1 | 0 | người | thôn=Thôn 2
        F8 | Số người có uy tín > Đảng viên | actual | 2026H1 | 2 | người
    """)


def test_more_women_than_persons_are_no_part_of_them():
    grid = HEAD + (
        "DÂN SỐ ĐẾN 30/6/2026\n\nTT|Thôn|Số khẩu|Nữ\n1|Thôn 1|#300|#400\n2|Thôn 2|#200|#90"
    )
    found = commune(grid)
    assert not {line for line in values(found) if line[0] == "D"}
    assert any("«Nữ»" in q.text for q in found.questions)


def test_a_unit_that_the_catalogue_lacks_may_be_kept_as_its_word():
    grid = HEAD + (
        "TÌNH HÌNH CHĂN NUÔI ĐẾN 30/6/2026\n\nTT|Vật nuôi|ĐVT|Thực hiện\n1|Vật mẫu|con|#108\n"
        "2|Ong mẫu|ụ mẫu|#790"
    )
    first = commune(grid)
    assert asked(first) == {("unit", "D6")}
    assert [p.unit for p in first.questions[0].proposals] == ["ụ mẫu"]
    found = commune(grid, answers=answered(first))
    assert lines("D6 | Ong mẫu | actual | 2026H1 | 790 | ụ mẫu") <= values(found)
    assert asked(found) == set()


def test_a_slip_in_a_cell_is_no_unit():
    grid = HEAD + "CHĂN NUÔI ĐẾN 30/6/2026\n\nTT|Vật nuôi|ĐVT|Thực hiện\n1|Vật mẫu|con|108l"
    assert not any(p.unit == "l" for q in commune(grid).questions for p in q.proposals)


def test_bees_are_counted_in_colonies():
    grid = HEAD + "CHĂN NUÔI ĐẾN 30/6/2026\n\nTT|Vật nuôi|ĐVT|Thực hiện\n1|Ong mẫu|đàn|#790"
    assert lines("D5 | Ong mẫu | actual | 2026H1 | 790 | đàn") <= values(commune(grid))


POOR = HEAD + "BIẾN ĐỘNG HỘ NGHÈO 6 THÁNG ĐẦU NĂM 2026\n\nTT|Nội dung|ĐVT|"
ROWS = "1|Số hộ mẫu|hộ|#1796|#1813|#17\n2|Số hộ mẫu khác|hộ|#168|#141|#-27"


def test_a_change_since_the_beginning_of_the_year_is_none_since_the_year_before():
    grid = f"{POOR}Đầu năm 2026|Đến 30/6/2026|Tăng (+), giảm (-)\n{ROWS}"
    first = commune(grid)
    assert asked(first) == {("column", "D5:D6")}
    found = commune(grid, answers=answered(first))
    assert values(found) >= lines("""
        D6 | Số hộ mẫu khác | opening | 2026H1 | 168 | hộ
        E6 | Số hộ mẫu khác | actual | 2026H1 | 141 | hộ
        F6 | Số hộ mẫu khác | change_opening | 2026H1 | -27 | hộ
    """)
    assert asked(found) == set()


def test_a_change_since_the_same_time_a_year_before_stays_one():
    grid = f"{POOR}Cùng kỳ năm 2025|Đến 30/6/2026|Tăng (+), giảm (-)\n{ROWS}"
    measures = {f.meaning.measure for f in commune(grid).figures if f.cell.column == 6}
    assert measures == {"change"}


def test_a_change_since_the_last_day_of_the_year_before_is_none_of_the_same_time():
    grid = f"{POOR}31/12/2025|30/6/2026|Tăng (+), giảm (-)\n{ROWS}"
    measures = {f.meaning.measure for f in commune(grid).figures if f.cell.column == 6}
    assert measures <= {"change_opening"}


def test_what_there_is_on_the_last_day_is_the_figure_of_the_period():
    grid = HEAD + (
        "TÌNH HÌNH CHĂN NUÔI 6 THÁNG ĐẦU NĂM 2026\n\n"
        "TT|Vật nuôi|ĐVT|Kế hoạch 2026|Có đến 30/6/2026\n1|Vật mẫu|con|#120|#108"
    )
    found = commune(grid)
    assert lines("E5 | Vật mẫu | actual | 2026H1 | 108 | con") <= values(found)
    assert asked(found) == set()


def test_there_is_without_a_day_is_no_figure_of_the_period_in_silence():
    grid = HEAD + (
        "NHÀ MẪU 6 THÁNG ĐẦU NĂM 2026\n\nTT|Chỉ tiêu|ĐVT|Kế hoạch|Có\n1|Nhà mẫu|nhà|#120|#108"
    )
    assert ("column", "E5") in asked(commune(grid))


def test_an_own_unit_may_be_chosen_or_written():
    grid = HEAD + "CHĂN NUÔI ĐẾN 30/6/2026\n\nTT|Vật nuôi|ĐVT|Thực hiện\n1|Ong mẫu|ụ mẫu|#790"
    (question,) = commune(grid).questions
    words = vocabulary_of(catalogues("2026H1"))
    (choice,) = proposed(question, words)
    assert choice.text == "1. Giữ đơn vị tính «ụ mẫu» đúng như ghi trong biểu"
    kept = Meaning(unit="ụ mẫu")
    assert meaning_of(question, {CHOICE: choice.text}, words) == kept
    assert meaning_of(question, {"unit": "Ụ mẫu"}, words) == kept
    assert meaning_of(question, {"unit": "con"}, words) == Meaning(unit="con")
    with pytest.raises(AnswerProblem):
        meaning_of(question, {"unit": "chữ khác"}, words)
