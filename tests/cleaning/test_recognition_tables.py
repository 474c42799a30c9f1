"""Tables of any office: what is read with its meaning, what is asked, by small invented sheets.

Expectations follow from what the sheets say; a value is written 'cell label measure period value
unit breakdown', a question 'kind reason cells'.
"""

import pytest
from office_sheets import asked, lines, read, values

from helpers.cleaning.recognition.model import Answer, Meaning

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ SẢN XUẤT 6 THÁNG ĐẦU NĂM 2023\n\n"
MONEY = "UBND HUYỆN MẪU 01\nKẾT QUẢ GIẢI NGÂN ĐẾN 30/6/2023 (triệu đồng)\n\n"


def test_columns_are_known_by_the_words_of_their_heads():
    grid = TITLE + (
        "TT|Chỉ tiêu|ĐVT|TH 6T/2022|KH 2023 (tỉnh giao)|KH HĐND huyện giao"
        "|Ước TH 6 tháng 2023|TH/KH tỉnh (%)\n"
        "1|Cây mẫu A|ha|#80|#200|#250|#100|#50\n2|Cây mẫu B|ha|#60|#100|#120|#70|#70"
    )
    assert values(read(grid)) >= lines("""
        D5 | Cây mẫu A | previous | 2022H1 | 80 | ha
        E5 | Cây mẫu A | plan_province | 2023 | 200 | ha
        F5 | Cây mẫu A | plan_council | 2023 | 250 | ha
        G5 | Cây mẫu A | estimate | 2023H1 | 100 | ha
        H5 | Cây mẫu A | pct_plan_province | 2023H1 | 50 | %
    """)
    assert asked(read(grid)) == set()


def test_a_group_ends_where_an_unmarked_row_follows_marked_ones():
    grid = TITLE + (
        "Chỉ tiêu|ĐVT|6 tháng 2023\n"
        "Cây mẫu A\n"
        "- Diện tích|ha|#10\n"
        "- Sản lượng|tấn|#40\n"
        "Tổng đàn mẫu|con|#7"
    )
    assert values(read(grid)) == lines("""
        C6 | Cây mẫu A > Diện tích | actual | 2023H1 | 10 | ha
        C7 | Cây mẫu A > Sản lượng | actual | 2023H1 | 40 | tấn
        C8 | Tổng đàn mẫu | actual | 2023H1 | 7 | con
    """)


def test_tables_side_by_side_have_labels_of_their_own():
    grid = TITLE + (
        "Cây trồng|ĐVT|6 tháng 2023||Vật nuôi|ĐVT|6 tháng 2023\n"
        "Cây mẫu A|ha|#10||Con mẫu A|con|#5\nCây mẫu B|ha|#20||Con mẫu B|con|#6"
    )
    assert values(read(grid)) == lines("""
        C5 | Cây mẫu A | actual | 2023H1 | 10 | ha
        C6 | Cây mẫu B | actual | 2023H1 | 20 | ha
        G5 | Con mẫu A | actual | 2023H1 | 5 | con
        G6 | Con mẫu B | actual | 2023H1 | 6 | con
    """)


def test_a_table_below_another_has_columns_of_its_own_even_with_an_unknown_head():
    grid = TITLE + (
        "Vật nuôi|TH 6T/2023|TH 6T/2022|ĐVT\nCon mẫu A|#5|#4|con\nCon mẫu B|#9|#8|con\n\n"
        "KẾT QUẢ KHÁC\n"
        "Đầu mục theo dõi|Đến 31/12/2022|Đến 30/6/2023\n"
        "Số xã mẫu|#2|#3\n"
        "Số thôn mẫu|#11|#19"
    )
    assert lines("""
        B10 | Số xã mẫu | previous | 2022 | 2 | xã
        C10 | Số xã mẫu | actual | 2023H1 | 3 | xã
    """) <= values(read(grid))


def test_places_as_columns_and_as_rows_are_a_breakdown():
    columns = TITLE + "Chỉ tiêu|ĐVT|Toàn huyện|Xã Mẫu 01.1|Xã Mẫu 01.2\nCây mẫu A|ha|#30|#10|#20"
    assert values(read(columns)) == lines("""
        C5 | Cây mẫu A | actual | 2023H1 | 30 | ha
        D5 | Cây mẫu A | actual | 2023H1 | 10 | ha | xã=Xã Mẫu 01.1
        E5 | Cây mẫu A | actual | 2023H1 | 20 | ha | xã=Xã Mẫu 01.2
    """)
    rows = TITLE + (
        "TT|Tên xã|Diện tích mẫu (ha)|Đàn mẫu (con)\n"
        "1|Xã Mẫu 01.1|#10|#3\n"
        "2|Xã Mẫu 01.2|#20|#4\n"
        "|Tổng số|#30|#7"
    )
    assert values(read(rows)) >= lines("""
        C5 | Diện tích mẫu | actual | 2023H1 | 10 | ha | xã=Xã Mẫu 01.1
        D6 | Đàn mẫu | actual | 2023H1 | 4 | con | xã=Xã Mẫu 01.2
        D7 | Đàn mẫu | actual | 2023H1 | 7 | con
    """)


def test_months_are_periods_and_a_sheet_of_one_commune_is_its_part():
    months = (
        "HUYỆN MẪU 01\n"
        "KẾT QUẢ SẢN LƯỢNG MẪU THEO THÁNG NĂM 2023 (tấn)\n"
        "\n"
        "Loại|T1|T2|Cộng 6T\n"
        "Cá mẫu|#3|#4|#20"
    )
    assert values(read(months)) == lines("""
        B5 | Cá mẫu | actual | 2023M01 | 3 | tấn
        C5 | Cá mẫu | actual | 2023M02 | 4 | tấn
        D5 | Cá mẫu | actual | 2023H1 | 20 | tấn
    """)
    commune = (
        "HUYỆN MẪU 01\n"
        "BIỂU TỔNG HỢP: XÃ MẪU 01.2\n"
        "6 tháng đầu năm 2023\n"
        "\n"
        "Chỉ tiêu|ĐVT|Thực hiện 6 tháng năm 2023\n"
        "Đàn mẫu|con|#8"
    )
    assert values(read(commune)) == {"C6 | Đàn mẫu | actual | 2023H1 | 8 | con | xã=Xã Mẫu 01.2"}


def test_a_turned_table_has_its_measures_in_the_rows():
    grid = (
        "HUYỆN MẪU 01\nVỐN CÁC CHƯƠNG TRÌNH NĂM 2023 (đến 30/6/2023; tỷ đồng)\n\n"
        "|Chương trình mẫu A|Chương trình mẫu B\nKế hoạch vốn giao năm 2023|#20|#10\n"
        "Giải ngân đến 30/6/2023|#5|#4\nTỷ lệ giải ngân (%)|#25|#40"
    )
    assert values(read(grid)) == lines("""
        B5 | Chương trình mẫu A | plan | 2023 | 20000 | triệu đồng
        C5 | Chương trình mẫu B | plan | 2023 | 10000 | triệu đồng
        B6 | Chương trình mẫu A | actual | 2023H1 | 5000 | triệu đồng
        C6 | Chương trình mẫu B | actual | 2023H1 | 4000 | triệu đồng
        B7 | Chương trình mẫu A | pct_plan | 2023H1 | 25 | %
        C7 | Chương trình mẫu B | pct_plan | 2023H1 | 40 | %
    """)


def test_sources_of_capital_and_money_of_an_earlier_year():
    grid = (
        MONEY
        + "Nội dung|Kế hoạch năm 2023||Vốn năm 2022 kéo dài sang\n|NSTW|NSĐP|\nViệc mẫu|#9|#1|#4"
    )
    assert values(read(grid, merged="B4:C4 D4:D5")) == lines("""
        B6 | Việc mẫu | plan | 2023 | 9 | triệu đồng | nguồn vốn=ngân sách trung ương
        C6 | Việc mẫu | plan | 2023 | 1 | triệu đồng | nguồn vốn=ngân sách địa phương
        D6 | Việc mẫu | plan | 2023 | 4 | triệu đồng | vốn=kéo dài từ năm 2022
    """)


def test_what_is_disbursed_of_capital_carried_over_is_carried_over_too():
    grid = (
        "UBND HUYỆN MẪU 01\nTÌNH HÌNH THỰC HIỆN VỐN GIAI ĐOẠN 2021-2025 KÉO DÀI SANG NĂM 2023\n\n"
        "ĐVT: triệu đồng\n"
        "Nội dung|Vốn năm 2022 kéo dài sang năm 2023|Giải ngân đến 30/6/2023|Tỷ lệ (%)\n"
        "Việc mẫu|#40|#10|#25"
    )
    assert values(read(grid)) == lines("""
        B6 | Việc mẫu | plan | 2023 | 40 | triệu đồng | vốn=kéo dài từ năm 2022
        C6 | Việc mẫu | actual | 2023H1 | 10 | triệu đồng | vốn=kéo dài từ năm 2022
        D6 | Việc mẫu | pct_plan | 2023H1 | 25 | % | vốn=kéo dài từ năm 2022
    """)


def test_a_pair_with_the_rate_of_the_plan_has_three_figures():
    grid = (
        TITLE + "Nội dung|Thực hiện/Kế hoạch\n"
        "Đàn mẫu|5.120/5.300 con, đạt 96,6% KH\n"
        "Cá mẫu|19,5/20 tấn đạt 97,5%"
    )
    assert values(read(grid)) == lines("""
        B5 | Đàn mẫu | actual | 2023H1 | 5120 | con
        B5 | Đàn mẫu | plan | 2023 | 5300 | con
        B5 | Đàn mẫu | pct_plan | 2023H1 | 96.6 | %
        B6 | Cá mẫu | actual | 2023H1 | 19.5 | tấn
        B6 | Cá mẫu | plan | 2023 | 20 | tấn
        B6 | Cá mẫu | pct_plan | 2023H1 | 97.5 | %
    """)


FOREIGN = {
    "a draft": ("DỰ THẢO - KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023", "Chỉ tiêu|ĐVT|Thực hiện"),
    "another district": ("HUYỆN MẪU 99 - KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023", "Chỉ tiêu|ĐVT|Thực hiện"),
    "the whole province": ("KẾT QUẢ TOÀN TỈNH 6 THÁNG ĐẦU NĂM 2023", "Chỉ tiêu|ĐVT|Thực hiện"),
    "another period": ("KẾT QUẢ 6 THÁNG ĐẦU NĂM 2021", "Chỉ tiêu|ĐVT|Thực hiện"),
    "a form with examples": ("BIỂU (số ví dụ) 6 THÁNG ĐẦU NĂM 2023", "Chỉ tiêu|ĐVT|Thực hiện"),
    "persons": ("KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023", "Họ và tên|ĐVT|Thực hiện"),
    "a calendar": ("LỊCH TRỰC 6 THÁNG ĐẦU NĂM 2023", "Chỉ tiêu|ĐVT|Thực hiện"),
}


@pytest.mark.parametrize(("title", "head"), FOREIGN.values(), ids=FOREIGN)
def test_a_table_that_may_not_be_of_the_report_is_asked_as_a_whole(title, head):
    found = read(f"{title}\n\n{head}\nA mẫu|con|#5\nB mẫu|con|#6")
    assert found.figures == ()
    assert asked(found) == {("table", "C4:C5")}
    (question,) = found.questions
    no = Answer(question.key, Meaning(is_figure=False), "A", "2023-07-01")
    assert read(f"{title}\n\n{head}\nA mẫu|con|#5\nB mẫu|con|#6", answers=[no]).questions == ()


GUARDS = {
    "no period anywhere": ("KẾT QUẢ\n\n", "Chỉ tiêu|ĐVT|Thực hiện\nA mẫu|con|#5", "C4"),
    "a whole year in a half year's report": (
        TITLE,
        "Chỉ tiêu|ĐVT|Thực hiện năm 2023\nA mẫu|con|#5",
        "C5",
    ),
    "done beside an estimate": (
        TITLE,
        "Chỉ tiêu|ĐVT|Thực hiện|Ước TH 6 tháng 2023\nA mẫu|con|#5|#6",
        "C5",
    ),
    "a negative level": (TITLE, "Chỉ tiêu|ĐVT|6 tháng 2023\nA mẫu|con|#-5", "C5"),
    "unknown words": (TITLE, "Chỉ tiêu|ĐVT|6 tháng 2023|Số chốt sau\nA mẫu|con|#5|#6", "D5"),
    "a rate of nothing": (TITLE, "Chỉ tiêu|ĐVT|6 tháng 2023|Tỷ lệ (%)\nA mẫu|con|#5|#6", "D5"),
    "a rate that contradicts": (
        TITLE,
        "Chỉ tiêu|ĐVT|KH 2023|6 tháng 2023|% KH\nA mẫu|con|#10|#5|#80\nB mẫu|con|#10|#4|#70",
        "E5:E6",
    ),
    "a unit that cannot be": (TITLE, "Chỉ tiêu|ĐVT|6 tháng 2023\nDiện tích mẫu|con|#5", "C5"),
    "no unit": (TITLE, "Chỉ tiêu|6 tháng 2023\nCon mẫu|#5", "B5"),
    "an unknown unit": (TITLE, "Chỉ tiêu|6 tháng 2023\nCon mẫu|5 bịch", "B5"),
    "several numbers": (TITLE, "Chỉ tiêu|6 tháng 2023\nCon mẫu|5 con, 6 hộ", "B5"),
    "a bound": (TITLE, "Chỉ tiêu|ĐVT|6 tháng 2023\nCon mẫu|con|trên 90", "C5"),
    "a stage": (TITLE, "Chỉ tiêu|ĐVT|Kết quả 2021-2025\nCon mẫu|con|#5", "C5"),
    "given by another level": (TITLE, "Chỉ tiêu|ĐVT|KH xã giao\nCon mẫu|con|#5", "C5"),
}


@pytest.mark.parametrize(("title", "rows", "cells"), GUARDS.values(), ids=GUARDS)
def test_what_is_not_sure_is_asked_and_not_kept(title, rows, cells):
    found = read(title + rows)
    assert cells in {where for _, where in asked(found)}
    first = cells.partition(":")[0]
    assert first not in {f.cell.address for f in found.figures}


def test_two_columns_of_one_meaning_are_both_asked():
    found = read(TITLE + "Chỉ tiêu|ĐVT|6 tháng 2023|6T/2023\nCon mẫu|con|#5|#6")
    assert found.figures == ()
    assert {where for _, where in asked(found)} == {"C5", "D5"}


def test_a_row_that_is_the_sum_of_places_is_their_total():
    grid = TITLE + "Tên xã|Đàn mẫu (con)\nXã Mẫu 01.1|#3\nXã Mẫu 01.2|#4\nGộp cả|#7"
    assert "B7 | Đàn mẫu | actual | 2023H1 | 7 | con" in values(read(grid))
    grid = grid.replace("#7", "#9")
    assert ("cell", "B7") in asked(read(grid))


def test_the_same_rows_twice_with_other_numbers_are_asked():
    grid = TITLE + "Chỉ tiêu|ĐVT|6 tháng 2023\nA mẫu|con|#5\nB mẫu|con|#6\nC mẫu|con|#7"
    other = grid.replace("#", "#1")
    found = read(grid, other)
    assert found.figures == ()
    assert {q.kind for q in found.questions} == {"table"}


def test_every_number_is_a_figure_or_asked():
    grid = (
        TITLE + "Chỉ tiêu|ĐVT|6 tháng 2023|Ghi chú\n"
        "Con mẫu|con|#5|trong đó 12 hộ nuôi\n"
        "\n"
        "\n"
        "Tổng kết: đạt 96,5% kế hoạch"
    )
    found = read(grid)
    cells = {where for _, where in asked(found)}
    assert "D5" in cells and "A8" in cells


def test_an_answer_holds_for_the_cells_asked_and_for_next_year():
    grid = TITLE + "Chỉ tiêu|ĐVT|6 tháng 2023|Số chốt sau\nCon mẫu|con|#5|#6\nCá mẫu|con|#7|#8"
    (question,) = (q for q in read(grid).questions if q.kind == "column")
    answer = Answer(question.key, Meaning(measure="previous", period="2022H1"), "A", "2023-07-01")
    found = values(read(grid, answers=[answer]))
    assert "D5 | Con mẫu | previous | 2022H1 | 6 | con" in found
    assert "C5 | Con mẫu | actual | 2023H1 | 5 | con" in found
    assert "2023" not in question.key


def test_what_a_pattern_means_is_asked_once_and_applied():
    grid = (
        TITLE + "Chỉ tiêu|6 tháng 2023\nHộ mẫu A|612 hộ, chiếm 7,28%\nHộ mẫu B|804 hộ, chiếm 9,56%"
    )
    (question,) = (q for q in read(grid).questions if q.kind == "pattern")
    assert [w.cells for w in question.where] == ["B5:B6"]
    parts = (Meaning(measure="actual", unit="hộ"), Meaning(measure="share"))
    answer = Answer(question.key, Meaning(parts=parts), "A", "2023-07-01")
    found = values(read(grid, answers=[answer]))
    assert "B6 | Hộ mẫu B | actual | 2023H1 | 804 | hộ" in found
    assert "B6 | Hộ mẫu B | share | 2023H1 | 9.56 | %" in found


def test_two_plans_of_one_year_that_differ_by_unknown_words_are_both_asked():
    grid = (
        TITLE + "Chỉ tiêu|ĐVT|Kế hoạch 2023|Kế hoạch 2023 chốt lại|TH 6T/2023\nCá mẫu|con|#9|#8|#5"
    )
    found = read(grid)
    assert values(found) == {"E5 | Cá mẫu | actual | 2023H1 | 5 | con"}
    assert {where for _, where in asked(found)} == {"C5", "D5"}


SIDE_BY_SIDE = TITLE + (
    "Cây trồng|ĐVT|6 tháng 2023||Vật nuôi|ĐVT|6 tháng 2023\n"
    "Cây mẫu A|ha|#10||Con mẫu A|con|#5\nCây mẫu B|ha|#20||Con mẫu B|con|#6\n"
)
LOWER = {
    "with a head of unknown words": (
        "\n4. Việc khác\nMục mẫu|Lượt mẫu|Số chốt\nA mẫu|#7|#3\nB mẫu|#8|#4"
    ),
    "without a head": "4. Việc khác\nA mẫu|#7|#3\nB mẫu|#8|#4",
}


@pytest.mark.parametrize("lower", LOWER.values(), ids=LOWER)
def test_a_head_is_not_carried_across_a_title_to_numbers_in_its_column_of_units(lower):
    found = read(SIDE_BY_SIDE + lower)
    rows = {int(f.cell.address[1:]) for f in found.figures}
    assert rows == {5, 6}
    first = SIDE_BY_SIDE.count("\n") + lower.count("\n", 0, lower.index("A mẫu")) + 1
    where = [w.cells for q in found.questions for w in q.where]
    assert any(cells.startswith(f"B{first}") for cells in where)
    assert all("«7»" not in q.text for q in found.questions if q.kind == "unit")


def test_a_class_of_the_rows_beside_their_names_is_no_name():
    grid = TITLE + (
        "TT|Công trình|Nhóm|Loại|6 tháng 2023 (triệu đồng)\n"
        "1|Đường mẫu A|C|Giao thông|#4\n2|Nhà mẫu B|C|Giáo dục|#6\n3|Đường mẫu C|C|Giao thông|#7"
    )
    assert values(read(grid)) == lines("""
        E5 | Đường mẫu A | actual | 2023H1 | 4 | triệu đồng
        E6 | Nhà mẫu B | actual | 2023H1 | 6 | triệu đồng
        E7 | Đường mẫu C | actual | 2023H1 | 7 | triệu đồng
    """)


def test_names_of_rows_that_are_also_units_are_labels():
    grid = TITLE + "Chỉ tiêu|6 tháng 2023 (triệu đồng)\nHộ nghèo|#4\nHộ cận nghèo|#5"
    assert {"B5", "B6"} <= {f.cell.address for f in read(grid).figures} | {
        c for _, where in asked(read(grid)) for c in where.split(":")
    }
    assert "outside" not in " ".join(q.key for q in read(grid).questions)


def test_a_table_below_cung_ky_alone_is_of_last_year():
    grid = TITLE + (
        "A. Thực hiện 6 tháng đầu năm 2023\nChỉ tiêu|ĐVT|Số liệu\nSố hộ mẫu|hộ|#98\n"
        "B. Cùng kỳ năm 2022\nChỉ tiêu|ĐVT|Số liệu\nSố hộ mẫu|hộ|#99"
    )
    found = read(grid)
    assert values(found) == lines("""
        C6 | Số hộ mẫu | actual | 2023H1 | 98 | hộ
        C9 | Số hộ mẫu | previous | 2022H1 | 99 | hộ
    """)
    assert asked(found) == set()


def test_a_plan_below_cung_ky_is_asked():
    grid = TITLE + (
        "A. Thực hiện 6 tháng đầu năm 2023\nChỉ tiêu|ĐVT|Số liệu\nSố hộ mẫu|hộ|#98\n"
        "B. Cùng kỳ năm trước\nChỉ tiêu|ĐVT|Kế hoạch|Thực hiện\nSố hộ mẫu|hộ|#120|#99"
    )
    found = read(grid)
    assert values(found) == lines("""
        C6 | Số hộ mẫu | actual | 2023H1 | 98 | hộ
        D9 | Số hộ mẫu | previous | 2022H1 | 99 | hộ
    """)
    assert ("column", "C9") in asked(found)


def test_the_money_of_a_row_is_in_the_unit_of_its_head_and_the_row_counts_the_rest():
    grid = TITLE + (
        "TT|Nội dung|ĐVT|Khối lượng||Vốn (triệu đồng)|\n|||KH 2023|TH 6T/2023|KH 2023|TH 6T/2023\n"
        "1|Việc mẫu A|hộ|#24|#16|#960|#640"
    )
    assert {v for v in values(read(grid, merged="D4:E4 F4:G4")) if v[0] in "FG"} == lines("""
        F6 | Việc mẫu A | plan | 2023 | 960 | triệu đồng
        G6 | Việc mẫu A | actual | 2023H1 | 640 | triệu đồng
    """)


def test_heads_of_known_things_name_columns_and_words_of_amounts_do_not():
    rows = "\nCho vay hộ nghèo|#42|#10|#33"
    known = "Nội dung|TH 6T/2023|Dư nợ đến 30/6/2023 (triệu đồng)|Số hộ vay 6T/2023 (hộ)"
    open_ = "Nội dung|KH 2023|KH bổ sung 2023|KH 2023 còn lại"
    unit = "ĐVT: triệu đồng\n"
    assert ("column", "C6") not in asked(read(TITLE + unit + known + rows))
    assert {("column", "C6"), ("column", "D6")} <= asked(read(TITLE + unit + open_ + rows))


def test_a_head_of_two_measures_explains_cells_of_two_numbers():
    grid = TITLE + (
        "TT|Nội dung|Kết quả 6 tháng/ KH năm 2023|Cùng kỳ năm 2022\n"
        "1|Việc mẫu A|245/600 người|310 người\n2|Việc mẫu B|7/18 lớp|9 lớp"
    )
    assert values(read(grid)) == lines("""
        C5 | Việc mẫu A | actual | 2023H1 | 245 | người
        C5 | Việc mẫu A | plan | 2023 | 600 | người
        C6 | Việc mẫu B | actual | 2023H1 | 7 | lớp
        C6 | Việc mẫu B | plan | 2023 | 18 | lớp
        D5 | Việc mẫu A | previous | 2022H1 | 310 | người
        D6 | Việc mẫu B | previous | 2022H1 | 9 | lớp
    """)


def test_months_of_the_year_have_been_reached_and_what_is_weighed_is_no_unit():
    grid = (
        "SẢN PHẨM XUẤT BÁN THEO THÁNG NĂM 2023\n||||Đơn vị tính: tấn thịt hơi\n"
        "TT|Sản phẩm|Tháng||Cộng 6 tháng\n||T1|T2|\n1|Con mẫu A|#2|#3|#5"
    )
    assert values(read(grid, merged="C3:D3 E3:E4")) == lines("""
        C5 | Con mẫu A | actual | 2023M01 | 2 | tấn
        D5 | Con mẫu A | actual | 2023M02 | 3 | tấn
        E5 | Con mẫu A | actual | 2023H1 | 5 | tấn
    """)
    plan = grid.replace("SẢN PHẨM", "KẾ HOẠCH SẢN PHẨM")
    assert "actual" not in " ".join(values(read(plan, merged="C3:D3 E3:E4")))


def test_compared_with_the_plan_and_with_last_year():
    grid = TITLE + (
        "TT|Chỉ tiêu|ĐVT|TH 6 tháng năm 2022|Năm 2023||So sánh (%)|\n"
        "||||KH cả năm|Ước TH 6 tháng|Với KH năm|Với cùng kỳ\n1|Cây mẫu|ha|#80|#100|#60|#60|#75"
    )
    assert values(read(grid, merged="E4:F4 G4:H4")) >= lines("""
        G6 | Cây mẫu | pct_plan | 2023H1 | 60 | %
        H6 | Cây mẫu | pct_previous | 2023H1 | 75 | %
    """)


def test_kinds_of_capital_below_programmes_are_parts_of_their_money():
    grid = (
        "TÌNH HÌNH GIẢI NGÂN CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA ĐẾN NGÀY 15/6/2023 (triệu đồng)\n\n"
        "STT|Nguồn vốn|Vốn năm 2022 kéo dài sang năm 2023||Vốn giao năm 2023|\n"
        "||Kế hoạch|Giải ngân|Kế hoạch|Giải ngân\n"
        "I|CTMTQG phát triển KT-XH vùng đồng bào DTTS và miền núi|#115|#69|#637|#109\n"
        "|- Vốn đầu tư|#84|#61|#412|#98\n|- Vốn sự nghiệp|#31|#8|#225|#11\n"
        "II|CTMTQG giảm nghèo bền vững|#32|#21|#22|#4\n"
        "|- Vốn đầu tư|#20|#18|#12|#3\n|- Vốn sự nghiệp|#12|#3|#10|#1"
    )
    found = {f.cell.address: f for f in read(grid, merged="C3:D3 E3:F3").figures}
    codes = {address: figure.meaning.code for address, figure in found.items()}
    assert codes["E5"] == "mtqg.MTQG.total"
    assert codes["F6"] == "mtqg.MTQG.investment"
    assert codes["D7"] == "mtqg.MTQG.carried.recurrent"
    assert found["F6"].meaning.period == "2023H1"
    assert dict(found["E9"].meaning.breakdown) == {"nguồn vốn": "vốn đầu tư"}
    assert not codes["E9"].startswith("mtqg.")


MERGED = "SỐ LIỆU 6 THÁNG ĐẦU NĂM 2026 XÃ MẪU 01 (sau sáp nhập)\n"


@pytest.mark.parametrize("own", ["Toàn xã mới", "Toàn xã (mới)", "Xã Mẫu 01 (mới)", "Toàn xã"])
@pytest.mark.parametrize("former", ["(cũ)", "cũ", "(trước sáp nhập)"])
def test_columns_of_communes_before_a_merger_are_those_of_other_units(own, former):
    head = f"TT|Chỉ tiêu|ĐVT|Xã Mẫu 01 {former}|Xã Mẫu 02 {former}|{own}\n"
    grid = MERGED + head + "1|Tổng số hộ|hộ|#1000|#800|#1800\n2|Số hộ nghèo|hộ|#120|#80|#200"
    found = read(grid, level="commune", period="2026H1")
    assert values(found) == lines("""
        F3 | Tổng số hộ | actual | 2026H1 | 1800 | hộ
        F4 | Số hộ nghèo | actual | 2026H1 | 200 | hộ
    """)
    assert {w.cells for q in found.left_out for w in q.where} == {"D3:D4", "E3:E4"}


def test_rows_of_communes_before_a_merger_are_those_of_other_units():
    rows = "1|Xã Mẫu 01 (cũ)|#1000|#120\n2|Xã Mẫu 02 (cũ)|#800|#80\n|Toàn xã|#1800|#200"
    grid = f"{MERGED}TT|Địa bàn|Tổng số hộ (hộ)|Số hộ nghèo (hộ)\n{rows}"
    found = read(grid, level="commune", period="2026H1")
    assert {(f.meaning.code, int(f.value)) for f in found.figures} == {
        ("households.total", 1800),
        ("poverty.poor", 200),
    }


def test_own_labels_of_a_bare_quantity_say_what_their_title_is_about():
    rows = "1|Xã Mẫu A|#12|#24\n2|Xã Mẫu B|#8|#16"
    grid = f"{{}} 6 THÁNG ĐẦU NĂM 2023\nTT|Xã|Sản lượng (tấn)|Kinh phí (triệu đồng)\n{rows}"
    titles = ("NUÔI CÁ MẪU", "ƯƠM GIỐNG MẪU")
    found = read(*(grid.format(title) for title in titles)).figures
    labels = {f.meaning.label for f in found}
    assert labels == {f"{t} > {name}" for t in titles for name in ("Sản lượng", "Kinh phí")}


def test_a_head_that_is_no_name_without_its_words_keeps_them():
    grid = (
        "XÓA NHÀ TẠM ĐẾN 30/6/2023\nTT|Xã|Đã khởi công (nhà)|Đã hoàn thành (nhà)\n"
        "1|Xã Mẫu A|#8|#5\n2|Xã Mẫu B|#12|#9"
    )
    labels = {f.label_path[-1].lower() for f in read(grid).figures}
    assert labels == {"đã khởi công", "đã hoàn thành"}


def coded(grid):
    found = {(f.meaning.code, int(f.value)) for f in read(grid).figures}
    return {(code, value) for code, value in found if not code.startswith("own.")}


REACHED = "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\nTT|Chỉ tiêu|ĐVT|Số lượng\n"


def test_parts_of_a_narrower_whole_are_none_of_the_units():
    trained = "1|Số người tham gia|người|#150\n|Trong đó: nữ|người|#60\n|DTTS|người|#120"
    lent = "2|Số hộ vay vốn|hộ|#195\n|Hộ nghèo|hộ|#100\n|Hộ cận nghèo|hộ|#80"
    assert not coded(f"{REACHED}{trained}\n{lent}")
    labels = {f.meaning.label for f in read(f"{REACHED}{trained}\n{lent}").figures}
    assert labels >= {"Số người tham gia > DTTS", "Số hộ vay vốn > Hộ nghèo"}


def test_parts_of_all_households_are_the_units():
    rows = "1|Tổng số hộ|hộ|#1000\n|Hộ nghèo|hộ|#100\n|Hộ DTTS|hộ|#800"
    wholes = {("households.total", 1000), ("poverty.poor", 100), ("households.minority", 800)}
    assert coded(REACHED + rows) == wholes
    numbered = "1|Tổng số hộ|hộ|#1000\n2|Hộ DTTS|hộ|#800\n3|Hộ nghèo|hộ|#100"
    assert coded(REACHED + numbered) == wholes


def test_a_bare_group_numbered_below_a_narrower_whole_is_asked():
    rows = "1|Số người được tập huấn|người|#150\n2|Người DTTS|người|#120"
    assert not coded(REACHED + rows)
    assert [q.shown for q in read(REACHED + rows).questions if "DTTS" in q.shown]


@pytest.mark.parametrize(
    ("whole", "codes"),
    [
        ("Tổng số hộ vay", set()),
        ("Tổng số hộ", {"households.total", "poverty.poor", "households.minority"}),
    ],
)
def test_columns_beside_a_narrower_whole_are_parts_of_it(whole, codes):
    grid = (
        f"SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\nTT|Xã|{whole} (hộ)|Hộ nghèo (hộ)|Hộ DTTS (hộ)\n"
        "1|Xã Mẫu A|#100|#60|#80\n2|Xã Mẫu B|#95|#40|#60"
    )
    assert {code for code, _ in coded(grid)} == codes
