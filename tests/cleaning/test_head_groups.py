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
