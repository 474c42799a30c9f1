"""Money of a programme in an office's own table: all capital, groups, communes, carried over."""

import pytest
from office_sheets import read

UNIT = "Đơn vị: triệu đồng"
PROGRAMME = (
    "GIẢI NGÂN CHƯƠNG TRÌNH MTQG PHÁT TRIỂN KINH TẾ - XÃ HỘI VÙNG ĐỒNG BÀO DÂN TỘC THIỂU SỐ "
    "VÀ MIỀN NÚI 6 THÁNG ĐẦU NĂM 2023"
)
SEVERAL = "TÌNH HÌNH GIẢI NGÂN 03 CHƯƠNG TRÌNH MTQG 6 THÁNG ĐẦU NĂM 2023"
HEAD = "TT|Nội dung|Kế hoạch vốn năm 2023|Giải ngân"
BOTH = (("vốn", "năm nay và kéo dài"),)


def codes(grid, **options):
    found = read(f"{grid}", **options).figures
    assert len({(f.meaning.code, f.meaning.measure, f.meaning.breakdown) for f in found}) == len(
        found
    )
    return {(f.meaning.code, f.meaning.measure, f.meaning.breakdown): int(f.value) for f in found}


def table(title, rows, head=HEAD):
    return f"{title}\n{UNIT}\n{head}\n{rows}"


def test_the_row_tong_is_the_whole_programme():
    found = codes(table(PROGRAMME, "1|Dự án 1|#50|#12\n2|Dự án 3|#30|#5\n|Tổng|#80|#17"))
    assert found["mtqg.MTQG.total", "plan", ()] == 80
    assert found["mtqg.MTQG.total", "actual", ()] == 17
    assert not [code for code, _, _ in found if code.startswith("own")]


def test_a_group_that_names_the_programme_is_its_total():
    rows = (
        "I|Chương trình MTQG giảm nghèo bền vững|#80|#18\n1|Dự án 1|#60|#15\n"
        "II|Chương trình MTQG phát triển KT-XH vùng đồng bào DTTS và MN|#110|#24\n"
        "1|Dự án 1|#50|#11\n2|Dự án 2|#60|#13\n|Tổng|#190|#42"
    )
    found = codes(table(SEVERAL, rows))
    assert found["mtqg.MTQG.total", "plan", ()] == 110
    assert found["mtqg.DA1.total", "plan", ()] == 50
    assert found["mtqg.DA2.total", "actual", ()] == 13
    assert [code for code, _, _ in found if code.startswith("mtqg")] == 2 * ["mtqg.MTQG.total"] + [
        *2 * ["mtqg.DA1.total"],
        *2 * ["mtqg.DA2.total"],
    ]


@pytest.mark.parametrize("part", ["vốn đối ứng", "vốn đầu tư"])
def test_a_part_of_the_money_of_a_programme_is_not_all_of_it(part):
    rows = f"I|Chương trình MTQG DTTS&MN: {part}|#110|#24\n1|Dự án 1|#50|#11\n2|Dự án 2|#60|#13"
    found = codes(table(SEVERAL, rows))
    assert ("mtqg.MTQG.total", "plan", ()) not in found


BY_COMMUNE = (
    "TT|Đơn vị|Dự án 1|Dự án 1|Dự án 4|Dự án 4\n||KH vốn 2023|Giải ngân|KH vốn 2023|Giải ngân\n"
    "1|Xã Mẫu Một|#30|#8|#40|#15\n2|Xã Mẫu Hai|#20|#4|#41|#16\n|Tổng cộng|#50|#12|#81|#31"
)


def test_projects_in_the_heads_of_a_table_of_communes():
    found = codes(f"{PROGRAMME}\n{UNIT}\n{BY_COMMUNE}")
    assert found["mtqg.DA1.total", "plan", ()] == 50
    assert found["mtqg.DA4.total", "actual", ()] == 31
    assert found["mtqg.DA4.total", "plan", (("xã", "Xã Mẫu Hai"),)] == 41


def test_projects_in_heads_below_no_programme_are_asked_once():
    found = read(f"GIẢI NGÂN CÁC CHƯƠNG TRÌNH MTQG 6 THÁNG ĐẦU NĂM 2023\n{UNIT}\n{BY_COMMUNE}")
    (question,) = found.questions
    assert not found.figures and question.kind == "indicator"


def test_communes_in_the_heads_of_a_table_of_projects():
    head = "TT|Nội dung|Tổng số|Tổng số|Xã Mẫu Một|Xã Mẫu Một\n||KH vốn 2023|Giải ngân"
    rows = "1|Dự án 1|#50|#12|#30|#8\n2|Dự án 4|#81|#31|#40|#15"
    found = codes(table(PROGRAMME, rows, f"{head}|KH vốn 2023|Giải ngân"))
    assert found["mtqg.DA1.total", "plan", ()] == 50
    assert found["mtqg.DA1.total", "plan", (("xã", "Xã Mẫu Một"),)] == 30


CARRIED_TITLE = (
    "TÌNH HÌNH GIẢI NGÂN VỐN CHƯƠNG TRÌNH MTQG PHÁT TRIỂN KT-XH VÙNG ĐỒNG BÀO DTTS&MN "
    "GIAI ĐOẠN 2021-2025 KÉO DÀI SANG NĂM 2026\n(Số liệu đến 15/6/2026)"
)


def test_where_only_carried_money_is_allocated_what_is_disbursed_is_of_it():
    head = "TT|Dự án|Vốn kéo dài|Vốn kéo dài|Đã giải ngân|Đã giải ngân"
    below = "||Vốn đầu tư|Vốn sự nghiệp|Vốn đầu tư|Vốn sự nghiệp"
    rows = "|Tổng cộng|#109|#58|#81|#40\n1|Dự án 1|#24|#16|#20|#9\n2|Dự án 4|#85||#61|"
    grid = table(CARRIED_TITLE, rows, f"{head}\n{below}")
    found = codes(grid, period="2026H1", level="commune")
    assert found["mtqg.MTQG.carried.investment", "plan", ()] == 109
    assert found["mtqg.MTQG.carried.investment", "actual", ()] == 81
    assert found["mtqg.DA1.carried.recurrent", "actual", ()] == 9
    assert all(".carried." in code for code, _, _ in found)


def test_the_sum_of_carried_money_and_that_of_the_year_stands_apart():
    head = "Dự án|Kế hoạch vốn|Kế hoạch vốn|Kế hoạch vốn\n|Vốn 2022 kéo dài|Vốn 2023|Tổng"
    found = codes(table(PROGRAMME, "Dự án 1|#30|#12|#42\nDự án 4|#20|#50|#70", head))
    assert found["mtqg.DA1.carried.total", "plan", ()] == 30
    assert found["mtqg.DA1.total", "plan", ()] == 12
    assert found["mtqg.DA1.total", "plan", BOTH] == 42


def test_projects_of_two_other_programmes_are_different_indicators():
    title = "GIẢI NGÂN CHƯƠNG TRÌNH MTQG {} 6 THÁNG ĐẦU NĂM 2023"
    rows = "1|Dự án 1|#60|#15\n2|Dự án 4|#20|#3"
    grids = [table(title.format(n), rows) for n in ("GIẢM NGHÈO BỀN VỮNG", "NÔNG THÔN MỚI")]
    grids[1] = grids[1].replace("#60", "#70")
    found = read(*grids)
    assert not found.questions
    assert len({f.meaning.code for f in found.figures if f.meaning.measure == "plan"}) == 4


def test_a_title_that_includes_carried_money_means_both_moneys():
    found = codes(
        table(f"{PROGRAMME} (bao gồm vốn năm 2022 kéo dài)", "1|Dự án 1|#50|#12\n2|Dự án 4|#30|#5")
    )
    assert found["mtqg.DA1.total", "plan", BOTH] == 50
    assert {breakdown for _, _, breakdown in found} == {BOTH}


def test_a_title_that_excludes_carried_money_means_that_of_the_year():
    found = codes(
        table(
            f"{PROGRAMME} (không bao gồm vốn năm 2022 kéo dài)",
            "1|Dự án 1|#50|#12\n2|Dự án 4|#30|#5",
        )
    )
    assert found["mtqg.DA1.total", "plan", ()] == 50


@pytest.mark.parametrize("of_section", ["|", "#90|#20"])
def test_sections_of_a_capital_say_the_capital_of_their_projects(of_section):
    rows = (
        f"A|Vốn đầu tư|{of_section}\n1|Dự án 1|#40|#8\n2|Dự án 4|#50|#12\n"
        f"B|VỐN SỰ NGHIỆP|{of_section}\n1|Dự án 1|#30|#9\n2|Dự án 3|#60|#11"
    )
    found = codes(table(PROGRAMME, rows))
    assert found["mtqg.DA4.investment", "plan", ()] == 50
    assert found["mtqg.DA1.investment", "actual", ()] == 8
    assert found["mtqg.DA1.recurrent", "actual", ()] == 9
    assert not [code for code, _, _ in found if code.endswith(".total")]
    if "#" in of_section:
        assert found["mtqg.MTQG.investment", "plan", ()] == 90


def test_a_total_over_a_section_of_carried_money_stands_apart():
    rows = (
        "A|Vốn năm 2023|#90|#20\n1|Dự án 1|#40|#8\n2|Dự án 4|#50|#12\n"
        "B|Vốn kéo dài năm 2022|#10|#9\n1|Dự án 1|#4|#4\n2|Dự án 4|#6|#5\n|Tổng cộng|#100|#29"
    )
    found = codes(table(PROGRAMME, rows, "TT|Nội dung|Kế hoạch vốn|Giải ngân"))
    assert found["mtqg.MTQG.total", "plan", BOTH] == 100
    assert found["mtqg.MTQG.total", "plan", ()] == 90
    assert found["mtqg.DA4.total", "actual", ()] == 12
    assert found["mtqg.DA4.carried.total", "actual", ()] == 5


def test_a_project_above_its_carried_money_is_both_moneys():
    part = "|- Vốn 2022 kéo dài|#{}|#{}\n|- Vốn năm 2023|#{}|#{}\n"
    rows = "I|Dự án 1|#50|#12\n" + part.format(10, 4, 40, 8)
    rows += "II|Dự án 4|#30|#5\n" + part.format(20, 3, 10, 2)
    found = codes(table(PROGRAMME, rows, "TT|Nội dung|Kế hoạch vốn|Giải ngân"))
    assert found["mtqg.DA1.total", "plan", BOTH] == 50
    assert found["mtqg.DA1.total", "plan", ()] == 40
    assert found["mtqg.DA4.carried.total", "actual", ()] == 3


def test_the_sum_beside_money_that_came_from_last_year_stands_apart():
    head = (
        "TT|Nội dung|Năm 2022 chuyển sang|Năm 2022 chuyển sang|Tổng cộng|Tổng cộng|Tỷ lệ (%)\n"
        "||KH|GN|KH|GN|"
    )
    grid = table(
        PROGRAMME, "1|Dự án 1|#10|#8|#100|#38|#38\n2|Dự án 4|#50|#50|#350|#170|#48.57", head
    )
    found = read(grid).figures
    assert {f.meaning.breakdown for f in found if f.meaning.code == "mtqg.DA1.total"} == {BOTH}


def test_a_column_with_carried_money_as_its_part_stands_apart():
    head = "TT|Nội dung|Tổng KH vốn|Trong đó: vốn kéo dài|Giải ngân|Trong đó: vốn kéo dài"
    found = read(table(PROGRAMME, "1|Dự án 1|#100|#10|#38|#8\n2|Dự án 4|#350|#50|#170|#50", head))
    assert {f.meaning.breakdown for f in found.figures if f.meaning.code} <= {BOTH}


ONE_PROJECT = "KẾT QUẢ DỰ ÁN 4 CHƯƠNG TRÌNH MTQG DTTS&MN ĐẾN 30/6/2023"


@pytest.mark.parametrize("total", ["first", "last"])
def test_the_total_below_the_title_of_one_project_is_of_that_project(total):
    rows = ["1|Tiểu dự án 1|#100|#50", "2|Tiểu dự án 2|#200|#70"]
    rows.insert(0 if total == "first" else 2, "|Tổng cộng|#300|#120")
    found = codes(table(ONE_PROJECT, "\n".join(rows)))
    assert found["mtqg.DA4.total", "plan", ()] == 300
    assert found["mtqg.DA4.TDA1.total", "actual", ()] == 50
    assert not [code for code, _, _ in found if code.startswith("mtqg.MTQG")]


def test_the_total_of_all_projects_is_the_programmes_whatever_project_its_title_names():
    title = f"{PROGRAMME} (trong đó Dự án 4 giao Phòng Mẫu)"
    found = codes(table(title, "1|Dự án 1|#50|#12\n2|Dự án 4|#30|#5\n|Tổng cộng|#80|#17"))
    assert found["mtqg.MTQG.total", "plan", ()] == 80


def test_the_total_of_two_projects_is_none_of_the_programme():
    title = "KẾT QUẢ DỰ ÁN 1 VÀ DỰ ÁN 4 CHƯƠNG TRÌNH MTQG DTTS&MN ĐẾN 30/6/2023"
    found = codes(table(title, "1|Dự án 1|#50|#12\n2|Dự án 4|#30|#5\n|Tổng cộng|#80|#17"))
    assert not [code for code, _, _ in found if code.startswith("mtqg.MTQG")]
