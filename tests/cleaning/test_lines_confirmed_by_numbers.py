"""Columns whose meaning follows from arithmetic are not asked about.

Each table has a twin whose numbers do not agree: then it is asked.
"""

from office_sheets import read

OWN = "6 THÁNG ĐẦU NĂM 2023"
HERDS = (
    f"CHĂN NUÔI {OWN}\n\nChỉ tiêu|ĐVT|KH 2023|TH 6T/2022 (xã cũ)|Ước TH 6T/2023|SS (%) KH|"
    "UTH/CK (%)\n"
    "Đàn trâu|con|#9850|#9612|#9734|#98.8|{}\nĐàn bò|con|#7200|#6815|#7058|#98|#103.6\n"
    "Đàn lợn|con|#31500|#28944|#30210|#95.9|#104.4\nĐàn dê|con|#500|#400|#450|#90|#112.5"
)
MEASURES = {
    "C": ("plan", "2023"),
    "D": ("previous", "2022H1"),
    "E": ("estimate", "2023H1"),
    "F": ("pct_plan", "2023H1"),
    "G": ("pct_previous", "2023H1"),
}


def measures(found):
    return {f.cell.address[0]: (f.meaning.measure, f.meaning.period) for f in found.figures}


def test_a_rate_of_two_columns_says_that_further_words_of_their_heads_are_no_name():
    found = read(HERDS.format("#101.3"))
    assert (measures(found), found.questions) == (MEASURES, ())
    assert {f.label_path for f in found.figures if f.cell.row == 4} == {("Đàn trâu",)}


def test_a_rate_that_does_not_agree_leaves_its_columns_open():
    found = read(HERDS.format("#91.3").replace("#103.6", "#93"))
    assert set(measures(found)) == {"C", "E", "F"}


MONTHS = (
    f"HOẠT ĐỘNG {OWN}\n\nChỉ tiêu|ĐVT|T1|T2|T3|T4|T5|T6|{{}}\n"
    "Số vụ vi phạm|vụ|#1|#2|#3|#4|#5|#6|#21\nSố lớp mở|lớp|#2|#2|#2|#2|#2|#2|{}"
)


def test_the_sum_of_all_months_is_what_the_period_reached():
    for head in ("LK 6 tháng", "Cộng dồn", "Lũy kế"):
        assert measures(read(MONTHS.format(head, "#12")))["I"] == ("actual", "2023H1")
    assert "I" not in measures(read(MONTHS.format("Lũy kế", "#40")))


MONEY = (
    "Tình hình giải ngân vốn\nĐVT: triệu đồng\n\nNội dung|Kế hoạch vốn năm 2023|Giải ngân 6 tháng "
    "đầu năm 2023|Còn lại chưa giải ngân\nNhà ở|#100|#40|{}\nĐường|#200|#50|#150"
)


def test_what_remains_of_the_plan_is_of_the_period_of_what_was_spent():
    assert measures(read(MONEY.format("#60")))["D"] == ("remaining", "2023H1")
    assert "D" not in measures(read(MONEY.format("#61")))


def test_the_day_until_which_money_of_a_year_may_be_paid_is_no_other_period():
    grid = (
        "VỐN CHƯƠNG TRÌNH NĂM 2023\nĐVT: triệu đồng\n\nNội dung|KH vốn năm 2023|Giải ngân năm 2023 "
        "(chốt 31/01/2024)|Tỷ lệ GN\nNhà ở|#100|#40|#40\nĐường|#200|#50|#25\nChợ|#50|#45|#90"
    )
    found = read(grid, period="2023H2")
    assert measures(found)["C"][0] == "actual"
    assert measures(found)["D"][0] == "pct_plan"


def test_a_day_or_estimate_in_brackets_behind_a_figure_is_a_note():
    grid = (
        f"CHĂN NUÔI {OWN}\n\nChỉ tiêu|ĐVT|Thực hiện\nĐàn lợn|con|5.317 (đến 20/5)\n"
        "Trồng rừng|ha|97,2 (ước)\nĐàn trâu|con|5.317 (4 hộ)"
    )
    found = read(grid)
    assert {(f.cell.address, f"{f.value:f}", f.notes[0].text) for f in found.figures} == {
        ("C4", "5317", "đến 20/5"),
        ("C5", "97.2", "ước"),
    }
    assert [w.cells for q in found.questions for w in q.where] == ["C6"]


def test_a_day_outside_of_the_period_behind_a_figure_is_asked():
    grid = f"CHĂN NUÔI {OWN}\n\nChỉ tiêu|ĐVT|Thực hiện\nĐàn lợn|con|5317 (đến 31/12/2022)"
    assert read(grid).figures == ()


def test_rows_of_the_months_of_the_period_below_a_title_of_its_year_were_reached():
    rows = "\n".join(f"Tháng {n}|#{n}" for n in range(1, 7))
    grid = f"THEO DÕI Y TẾ NĂM 2023\n\nTháng|Số ca mắc (ca)\n{rows}\n6 tháng|#21"
    found = read(grid)
    assert {f.meaning.measure for f in found.figures} == {"actual"}
    assert {f.meaning.period for f in found.figures} == {
        *(f"2023M0{n}" for n in range(1, 7)),
        "2023H1",
    }
    assert read(grid.replace("THEO DÕI", "DỰ KIẾN")).figures == ()


def test_columns_below_a_head_of_places_are_places():
    grid = (
        f"LAO ĐỘNG {OWN}\n\nNội dung|ĐVT|Trong đó: chia theo xã, thị trấn||Toàn huyện\n"
        "||Ước Thượng|Khuổi Thử|\nSố người có việc làm|người|#3|#4|#7"
    )
    found = read(grid, merged="C3:D3 A3:A4 B3:B4 E3:E4")
    assert {(f.cell.address, f.meaning.breakdown) for f in found.figures} == {
        ("C5", (("xã", "Ước Thượng"),)),
        ("D5", (("xã", "Khuổi Thử"),)),
        ("E5", ()),
    }


def test_names_side_by_side_are_asked_in_one_question():
    grid = (
        "ĐẤT ĐAI\n\nXã|Diện tích (ha)||Số hộ còn thiếu|\n|Đất A|Đất B|Đất ở|Đất sản xuất\n"
        "Xã Thử Một|#1|#2|#3|#4\nXã Thử Hai|#5|#6|#7|#8"
    )
    found = read(grid, merged="B3:C3 D3:E3 A3:A4")
    columns = [w.cells for q in found.questions if q.kind == "column" for w in q.where]
    assert columns == ["B5:C6", "D5:D6", "E5:E6"]


LOANS = (
    "CHO VAY TÍN DỤNG CHÍNH SÁCH\nĐến ngày 30/6/2023\nĐơn vị: triệu đồng, hộ\nChương trình cho vay|"
    "Dư nợ 31/12/2022|Phát sinh trong kỳ||Dư nợ 30/6/2023|Số hộ còn dư nợ\n||Cho vay|Thu nợ||\n"
    "Hộ nghèo|#1860.5|#240|#185.2|{}|#52\nHộ cận nghèo|#2415|#380|#262.5|#2532.5|#66\n"
    "Giải quyết việc làm|#2760|#520|#334.4|#2945.6|#58"
)


def test_what_came_and_went_between_two_states_is_of_the_period_and_in_their_unit():
    merged = "C4:D4 A4:A5 B4:B5 E4:E5 F4:F5"
    found = read(LOANS.format("#1915.3"), merged=merged)
    first = {f.cell.address: f for f in found.figures if f.cell.row == 6}
    assert measures(found)["C"] == measures(found)["D"] == ("actual", "2023H1")
    assert {first[c].meaning.unit for c in ("B6", "C6", "D6", "E6")} == {"triệu đồng"}
    assert first["C6"].label_path == ("Hộ nghèo", "Phát sinh trong kỳ", "Cho vay")
    assert first["F6"].meaning.unit == "hộ"
    assert "C" not in measures(read(LOANS.format("#1900.1"), merged=merged))


def test_six_months_without_first_or_second_in_the_report_of_a_second_half_are_asked():
    months = "|".join(f"Tháng {n}" for n in range(7, 13))
    grid = (
        f"THEO DÕI 6 THÁNG CUỐI NĂM 2023\n\nChỉ tiêu|ĐVT|{months}|Cộng 6 tháng\n"
        "Số vụ vi phạm|vụ|#1|#2|#3|#4|#5|#6|{}\nSố lớp mở|lớp|#2|#2|#2|#2|#2|#2|#12"
    )
    summed = read(grid.format("#21"), period="2023H2")
    assert measures(summed)["I"] == ("actual", "2023H2")
    assert "I" not in measures(read(grid.format("#40"), period="2023H2"))


def test_seasons_of_the_year_below_a_title_of_the_period_are_of_the_period():
    grid = (
        f"TIẾN ĐỘ SẢN XUẤT LÚA {OWN}\n\nXã|Vụ Đông Xuân 2022-2023 > DT (ha)|Hè Thu 2023 (ha)\n"
        "Xã Thử Một|#3|#4\nXã Thử Hai|#5|#6"
    )
    assert set(measures(read(grid)).values()) == {("actual", "2023H1")}
    assert not measures(read(grid.replace(OWN, "")))
