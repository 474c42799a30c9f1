"""Heads of several levels: what a group counts, its measures, its rates."""

from office_sheets import asked, lines, read, values

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ THỰC HIỆN 6 THÁNG ĐẦU NĂM 2023\n\n"
PLACES = "Xã Mẫu 01.1", "Xã Mẫu 01.2", "Xã Mẫu 01.3"


def test_groups_with_the_same_measures_name_what_is_counted():
    grid = TITLE + (
        "Xã|Cấp nước mẫu (hộ)|||Vốn giải ngân (tr.đ)||\n|KH 2023|TH 6T|%|KH 2023|TH 6T|%\n"
        "Xã Mẫu 01.1|#100|#50|#50|#10|#4|#40\n"
        "Xã Mẫu 01.2|#40|#10|#25|#20|#5|#25\n"
        "Xã Mẫu 01.3|#80|#20|#25|#40|#8|#20"
    )
    found = read(grid, merged="B4:D4 E4:G4")
    assert values(found) >= lines("""
        B6 | Cấp nước mẫu | plan | 2023 | 100 | hộ | xã=Xã Mẫu 01.1
        C6 | Cấp nước mẫu | actual | 2023H1 | 50 | hộ | xã=Xã Mẫu 01.1
        D6 | Cấp nước mẫu | pct_plan | 2023H1 | 50 | % | xã=Xã Mẫu 01.1
        F7 | Vốn giải ngân | actual | 2023H1 | 5 | triệu đồng | xã=Xã Mẫu 01.2
        G8 | Vốn giải ngân | pct_plan | 2023H1 | 20 | % | xã=Xã Mẫu 01.3
    """)
    assert asked(found) == set()


def test_a_rate_beside_its_count_is_named_after_it():
    grid = (
        "UBND HUYỆN MẪU 01\nBIỂU MẪU\n\n"
        "Xã|Tổng số hộ|Đầu năm 2023 (theo kết quả rà soát 31/12/2022)||"
        "Rà soát thường xuyên đến 15/6/2023|\n"
        "||Hộ nghèo||Hộ nghèo|\n||Số hộ|Tỷ lệ|Số hộ|Tỷ lệ\n"
        "Xã Mẫu 01.1|#200|#50|#25|#40|#20\nXã Mẫu 01.2|#100|#30|#30|#28|#28\n"
        "Xã Mẫu 01.3|#400|#60|#15|#48|#12"
    )
    found = read(grid, merged="C4:D4 E4:F4 C5:D5 E5:F5 A4:A6 B4:B6")
    assert values(found) >= lines("""
        C7 | Hộ nghèo > Số hộ | previous | 2022 | 50 | hộ | xã=Xã Mẫu 01.1
        D7 | Tỷ lệ hộ nghèo | previous | 2022 | 25 | % | xã=Xã Mẫu 01.1
        E8 | Hộ nghèo > Số hộ | actual | 2023H1 | 28 | hộ | xã=Xã Mẫu 01.2
        F8 | Tỷ lệ hộ nghèo | actual | 2023H1 | 28 | % | xã=Xã Mẫu 01.2
    """)


def test_a_rate_right_of_a_count_is_that_of_its_name_where_the_numbers_say_so():
    rows = zip(PLACES, ("#200|#50|#25", "#100|#30|#30", "#400|#60|#15"), strict=True)
    grid = f"{TITLE}Xã|Tổng số hộ|Hộ nghèo|Tỷ lệ (%)\n" + "\n".join("|".join(row) for row in rows)
    found = read(grid)
    assert lines("D5 | Tỷ lệ hộ nghèo | actual | 2023H1 | 25 | % | xã=Xã Mẫu 01.1") <= values(found)
    assert asked(found) == set()


def test_a_rate_of_which_the_numbers_say_nothing_is_asked():
    rows = zip(PLACES, ("#200|#50|#35", "#100|#30|#20", "#400|#60|#25"), strict=True)
    grid = f"{TITLE}Xã|Tổng số hộ|Hộ nghèo|Tỷ lệ (%)\n" + "\n".join("|".join(row) for row in rows)
    assert ("column", "D5:D7") in asked(read(grid))


def test_months_beside_a_plan_are_what_was_reached():
    grid = (
        "UBND HUYỆN MẪU 01\nVIỆC LÀM 6 THÁNG NĂM 2023\n\n"
        "Nội dung|ĐVT|Chỉ tiêu tỉnh giao 2023|T1|T2|Cộng 6T|% KH\n"
        "Việc mẫu A|người|#200|#20|#30|#50|#25\nViệc mẫu B|người|#100|#20|#20|#40|#40"
    )
    found = read(grid)
    assert values(found) >= lines("""
        C5 | Việc mẫu A | plan_province | 2023 | 200 | người
        D5 | Việc mẫu A | actual | 2023M01 | 20 | người
        F5 | Việc mẫu A | actual | 2023H1 | 50 | người
        G6 | Việc mẫu B | pct_plan_province | 2023H1 | 40 | %
    """)
    assert asked(found) == set()


def test_a_change_has_the_unit_of_its_head():
    grid = TITLE + (
        "Nhóm|Đến 30/6/2022 (thẻ)|Đến 30/6/2023 (thẻ)|Chênh lệch (thẻ)\n"
        "Nhóm mẫu A|#10|#15|#5\nNhóm mẫu B|#20|#18|#-2"
    )
    assert lines("D5 | Nhóm mẫu A | change | 2023H1 | 5 | thẻ") <= values(read(grid))


def test_a_share_of_the_stage_is_none_of_the_year():
    grid = TITLE + (
        "Chỉ tiêu|ĐVT|Mục tiêu 2021-2025|KH 2023|Thực hiện đến 30/6/2023"
        "|Lũy kế từ đầu giai đoạn|% mục tiêu giai đoạn\n"
        "Việc mẫu A|xã|#400|#80|#8|#40|#10\nViệc mẫu B|xã|#200|#40|#4|#30|#15"
    )
    assert values(read(grid)) >= lines("""
        C5 | Việc mẫu A | stage_total | 2021-2025 | 400 | xã
        F5 | Việc mẫu A | cumulative | 2021-2025 | 40 | xã
        G5 | Việc mẫu A | pct_stage | 2023H1 | 10 | %
    """)


RICE = (
    "TT|Cây trồng|Thực hiện 6 tháng 2023|||Cùng kỳ 2022||\n||{0}|{1}|{2}|{0}|{1}|{2}\n"
    "1|Lúa xuân|#100|#50|#500|#90|#49|#441\n2|Ngô xuân|#20|#40|#80|#25|#40|#100"
)


def test_quantities_below_two_years_are_read_with_no_question():
    grid = TITLE + RICE.format("Diện tích (ha)", "Năng suất (tạ/ha)", "Sản lượng (tấn)")
    found = read(grid, merged="C4:E4 F4:H4 A4:A5 B4:B5")
    assert values(found) >= lines("""
        C6 | Lúa xuân > Diện tích | actual | 2023H1 | 100 | ha
        D6 | Lúa xuân > Năng suất | actual | 2023H1 | 50 | tạ/ha
        E7 | Ngô xuân > Sản lượng | actual | 2023H1 | 80 | tấn
        F7 | Ngô xuân > Diện tích | previous | 2022H1 | 25 | ha
        H6 | Lúa xuân > Sản lượng | previous | 2022H1 | 441 | tấn
    """)
    assert len(found.figures) == 12 and asked(found) == set()


def test_short_names_of_quantities_beside_each_other():
    grid = TITLE + RICE.format("DT (ha)", "NS (tạ/ha)", "SL (tấn)")
    found = read(grid, merged="C4:E4 F4:H4 A4:A5 B4:B5")
    assert lines("F7 | Ngô xuân > Diện tích | previous | 2022H1 | 25 | ha") <= values(found)
    assert len(found.figures) == 12 and asked(found) == set()


MONEY = "UBND HUYỆN MẪU 01\nGIẢI NGÂN 6 THÁNG ĐẦU NĂM 2023\nĐVT: 1.000 đồng\n\n"


def test_capital_that_is_given_is_the_plan_of_its_source():
    grid = MONEY + (
        "Nội dung|Vốn ĐTPT giao|Vốn ĐTPT giải ngân|KH vốn SN|GN vốn SN\n"
        "Việc mẫu A|#5000|#1200|#24|#5\nViệc mẫu B|#6000|#1500|#25|#7"
    )
    found = read(grid)
    assert values(found) >= lines("""
        B6 | Việc mẫu A | plan | 2023 | 5.000 | triệu đồng | nguồn vốn=đầu tư phát triển
        C6 | Việc mẫu A | actual | 2023H1 | 1.200 | triệu đồng | nguồn vốn=đầu tư phát triển
        D7 | Việc mẫu B | plan | 2023 | 0.025 | triệu đồng | nguồn vốn=sự nghiệp
    """)
    assert asked(found) == set()


def test_a_group_of_one_source_with_what_was_given_below():
    grid = MONEY + (
        "Nội dung|Vốn ĐTPT||Vốn SN|\n|giao|giải ngân|giao|giải ngân\n"
        "Việc mẫu A|#5000|#1200|#24|#5\nViệc mẫu B|#6000|#1500|#25|#7"
    )
    found = read(grid, merged="B5:C5 D5:E5")
    assert {f.meaning.measure for f in found.figures if f.cell.column in (2, 4)} == {"plan"}
    assert asked(found) == set()


def test_a_total_with_money_carried_over_is_not_that_of_the_year():
    grid = MONEY + (
        "Nội dung|KH vốn|||Giải ngân||\n"
        "|Vốn 2022 kéo dài|Vốn 2023|Tổng|Vốn 2022 kéo dài|Vốn 2023|Tổng\n"
        "Việc mẫu A|#500|#1200|#1700|#100|#200|#300\nViệc mẫu B|#600|#1500|#2100|#100|#300|#400"
    )
    found = read(grid, merged="B5:D5 E5:G5")
    assert values(found) >= lines("""
        B7 | Việc mẫu A | plan | 2023 | 0.500 | triệu đồng | vốn=kéo dài từ năm 2022
        C7 | Việc mẫu A | plan | 2023 | 1.200 | triệu đồng
        D7 | Việc mẫu A > Cả vốn kéo dài | plan | 2023 | 1.700 | triệu đồng
        F7 | Việc mẫu A | actual | 2023H1 | 0.200 | triệu đồng
    """)
    assert asked(found) == set()


def test_a_total_that_is_not_the_sum_is_asked():
    grid = MONEY + (
        "Nội dung|KH vốn||\n|Vốn 2022 kéo dài|Vốn 2023|Tổng\n"
        "Việc mẫu A|#500|#1200|#1800\nViệc mẫu B|#600|#1500|#2200"
    )
    assert ("column", "D7:D8") in asked(read(grid, merged="B5:D5"))


def test_what_was_done_of_a_plan_in_one_cell():
    grid = (
        "UBND HUYỆN MẪU 01\nTIẾN ĐỘ\nTính đến ngày 15/6/2023\n\n"
        "Xã|Xây mới (hoàn thành/kế hoạch)|Sửa chữa (hoàn thành/kế hoạch)\n"
        "Xã Mẫu 01.1|25/50 căn (50%)|10/40 căn (25%)\nXã Mẫu 01.2|8/10 căn (80%)|9/10 căn (90%)"
    )
    found = read(grid)
    read_values = {(f.cell.address, f.meaning.measure, str(f.value)) for f in found.figures}
    assert read_values >= {("B6", "actual", "25"), ("B6", "plan", "50"), ("C7", "pct_plan", "90")}
    assert asked(found) == set()


def test_a_part_has_the_unit_of_its_whole_where_the_percentage_says_so():
    rows = ("#50|#40|#80", "#20|#15|#75", "#40|#10|#25")
    grid = f"{TITLE}Xã|Số trẻ mẫu|Tiêm mẫu|\n||SL|%\n" + "\n".join(
        f"{place}|{row}" for place, row in zip(PLACES, rows, strict=True)
    )
    found = read(grid, merged="C4:D4 A4:A5 B4:B5")
    units = {f.meaning.unit for f in found.figures if f.cell.column == 3}
    assert units == {"trẻ"} and asked(found) == set()


def test_tables_of_weeks_are_one_question():
    sheet = "BỆNH MẪU TUẦN {}/2023\n\nBệnh|Mắc|Chết\nBệnh mẫu A|#4|#0\nBệnh mẫu B|#5|#1"
    found = read(*(sheet.format(week) for week in (22, 23, 24)))
    (question,) = found.questions
    assert question.kind == "table" and found.figures == ()


def test_criteria_that_were_reached_are_no_plan():
    grid = TITLE + "Xã|Số chỉ tiêu đạt|Số tiêu chí đạt\nXã Mẫu 01.1|#5|#6\nXã Mẫu 01.2|#7|#8"
    assert not {f.meaning.measure for f in read(grid).figures} & {"plan", "pct_plan"}


def test_land_that_was_given_is_no_plan():
    grid = TITLE + "Xã|Diện tích rừng được giao (ha)\nXã Mẫu 01.1|#5\nXã Mẫu 01.2|#7"
    assert {f.meaning.measure for f in read(grid).figures} <= {"actual"}


def test_what_a_resolution_supports_is_no_plan_of_the_council():
    grid = TITLE + "Xã|Số hộ hỗ trợ theo Nghị quyết 05 (hộ)\nXã Mẫu 01.1|#5\nXã Mẫu 01.2|#7"
    assert {f.meaning.measure for f in read(grid).figures} <= {"actual"}


def test_a_comparison_with_the_resolution_is_a_rate_of_the_plan():
    grid = TITLE + (
        "Chỉ tiêu|ĐVT|KH HĐND huyện giao|TH 6T/2023|So với Nghị quyết (%)\n"
        "Cây mẫu A|ha|#200|#100|#50\nCây mẫu B|ha|#100|#70|#70"
    )
    assert lines("E5 | Cây mẫu A | pct_plan_council | 2023H1 | 50 | %") <= values(read(grid))


def test_a_rate_of_one_row_alone_is_asked():
    grid = f"{TITLE}Xã|Tổng số hộ|Hộ nghèo|Tỷ lệ (%)\nXã Mẫu 01.1|#10|#5|#50"
    assert ("column", "D5") in asked(read(grid))


def test_the_whole_year_below_another_year_is_that_one():
    grid = TITLE + "Chỉ tiêu|ĐVT|KH 2022||TH 2023\n||6 tháng|Cả năm|6 tháng\nA mẫu|hộ|#4|#9|#5"
    found = read(grid, merged="C4:D4")
    assert not [f for f in found.figures if f.cell.column == 4 and f.meaning.period == "2023"]
