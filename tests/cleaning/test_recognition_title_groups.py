"""What a title, a note or a head in the midst says of all figures below it, by small sheets."""

import pytest
from office_sheets import asked, lines, read, values

MONEY = "UBND HUYỆN MẪU 01\nGIẢI NGÂN VỐN CTMTQG DTTS&MN 6 THÁNG ĐẦU NĂM 2023 "
LINES = "TT|Dự án|KH vốn 2023|Giải ngân 6 tháng 2023\n1|Dự án 1|#84|#24\n2|Dự án 2|#12|#2"


def codes(found):
    return {f.cell.address: f.meaning.code for f in found.figures}


@pytest.mark.parametrize(
    ("title", "sheet", "capital"),
    [
        ("(triệu đồng)", "Biểu", "total"),
        ("(vốn đầu tư, triệu đồng)", "Biểu", "investment"),
        ("NGUỒN NSTW (triệu đồng)", "Biểu", "central"),
        ("(triệu đồng)", "Vốn sự nghiệp", "recurrent"),
        ("TỪ VỐN ĐẦU TƯ VÀ VỐN SỰ NGHIỆP (triệu đồng)", "Biểu", "total"),
    ],
)
def test_the_capital_that_a_title_or_a_sheet_names_is_that_of_all_lines(title, sheet, capital):
    found = read(f"{MONEY}{title}\n\n{LINES}", name=sheet)
    assert codes(found)["C5"] == f"mtqg.DA1.{capital}"
    assert codes(found)["D6"] == f"mtqg.DA2.{capital}"


def test_a_head_with_another_kind_of_capital_counts_more_than_the_title():
    heads = "TT|Dự án|KH 2023|KH 2023\n||Vốn đầu tư|Vốn sự nghiệp\n1|Dự án 1|#8|#2\n2|Dự án 2|#6|#1"
    found = codes(read(f"{MONEY}NGUỒN NSTW (triệu đồng)\n\n{heads}"))
    assert found["C6"] == "mtqg.DA1.central.investment"
    assert found["D6"] == "mtqg.DA1.central.recurrent"


def test_a_number_beyond_the_lines_of_a_programme_is_asked():
    found = read(f"{MONEY}(triệu đồng)\n\n{LINES}\n3|Dự án 11|#5|#1")
    assert {"C7", "D7"}.isdisjoint(codes(found))
    assert any(q.shown == "Dự án 11" for q in found.questions)


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("HỘ NGHÈO DÂN TỘC MÔNG ĐẾN 30/6/2023", "dân tộc=Mông"),
        ("HỘ NGHÈO CÁC XÃ KHU VỰC III ĐẾN 30/6/2023", "khu vực=III"),
        ("HỘ NGHÈO DO PHỤ NỮ LÀM CHỦ ĐẾN 30/6/2023", "giới=nữ"),
        ("HỘ NGHÈO DÂN TỘC MÔNG, DAO ĐẾN 30/6/2023", ""),
        ("HỘ NGHÈO VÙNG ĐỒNG BÀO MÔNG ĐẾN 30/6/2023", ""),
    ],
)
def test_figures_are_of_the_group_that_the_title_names(title, part):
    grid = f"UBND HUYỆN MẪU 01\n{title}\n\nTT|Chỉ tiêu|ĐVT|Kết quả\n1|Số hộ nghèo|hộ|#90"
    line = f"D5 | Số hộ nghèo | actual | 2023H1 | 90 | hộ | {part}".removesuffix(" | ")
    assert values(read(grid)) == {line}


def test_only_people_are_women():
    grid = (
        "UBND HUYỆN MẪU 01\nĐÀO TẠO NGHỀ CHO LAO ĐỘNG NỮ 6 THÁNG ĐẦU NĂM 2023\n\n"
        "TT|Chỉ tiêu|ĐVT|Kết quả\n1|Số lao động được đào tạo nghề|người|#90\n2|Số lớp|lớp|#3"
    )
    found = {f.cell.address: dict(f.meaning.breakdown) for f in read(grid).figures}
    assert found == {"D5": {"giới": "nữ"}, "D6": {}}


def test_the_total_of_an_extract_is_that_of_the_places_listed():
    grid = (
        "HỘ NGHÈO CÁC XÃ BIÊN GIỚI ĐẾN 30/6/2023\n\nTT|Xã|Số hộ nghèo\n1|Xã Thử Đông|#120\n"
        "2|Xã Thử Nam|#80\n|Tổng|#200"
    )
    found = read(grid)
    whole = next(f for f in found.figures if f.cell.address == "C6")
    assert whole.meaning.breakdown == (("phạm vi", "các xã biên giới"),)


def test_a_column_that_adds_up_some_places_is_theirs():
    grid = (
        "HỘ NGHÈO ĐẾN 30/6/2023\n\nTT|Chỉ tiêu|ĐVT|Xã A Thử|Xã B Thử|Cộng 2 xã\n"
        "1|Số hộ nghèo|hộ|#120|#80|#200"
    )
    whole = next(f for f in read(grid).figures if f.cell.address == "F4")
    assert whole.meaning.breakdown == (("phạm vi", "Cộng 2 xã"),)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("|Ghi chú: năm 2022", {"D7"}),
        ("|||Kế hoạch", {"D7"}),
        ("|Ghi chú: số liệu đến 30/6/2023", set()),
    ],
)
def test_a_line_in_the_midst_that_changes_the_meaning_is_asked(line, cells):
    grid = (
        "UBND HUYỆN MẪU 01\nCHĂN NUÔI 6 THÁNG ĐẦU NĂM 2023\n\n"
        f"TT|Chỉ tiêu|ĐVT|Thực hiện\n1|Đàn trâu|con|#1200\n{line}\n2|Đàn lợn|con|#10100"
    )
    found = read(grid)
    assert {c for kind, c in asked(found) if kind == "column"} == cells
    assert {f.cell.address for f in found.figures} == {"D5", "D7"} - cells


def test_two_marks_in_one_column_leave_the_number_open():
    grid = (
        "UBND HUYỆN MẪU 01\nTHU NGÂN SÁCH 6 THÁNG ĐẦU NĂM 2023 (triệu đồng)\n\n"
        "TT|Nội dung|Thực hiện\n1|Thu ngân sách nhà nước|7.300\n2|Thu nội địa|6,000\n"
        "3|Chi thường xuyên|3.500,5"
    )
    assert {f.cell.address for f in read(grid).figures} == {"C7"}


def test_the_own_title_says_what_is_counted_where_nothing_else_does():
    grid = (
        "THEO DÕI CHĂM SÓC RỪNG 6 THÁNG ĐẦU NĂM 2023 (ha)\n\nTT|Xã|Kế hoạch năm|Thực hiện\n"
        "1|Xã Thử Đông|#100|#40\n2|Xã Thử Nam|#50|#25"
    )
    found = read(grid)
    assert {f.meaning.label for f in found.figures} == {"CHĂM SÓC RỪNG"}
    assert [(q.kind, q.asked) for q in found.questions] == [("counted", ("indicator",))]


def test_for_reference_is_asked():
    grid = "HỘ NGHÈO ĐẾN 30/6/2023 (tham khảo)\n\nChỉ tiêu|ĐVT|Kết quả\nSố hộ nghèo|hộ|#90"
    assert asked(read(grid)) == {("table", "C4")}


def test_rates_that_divide_the_total_of_a_column_are_shares():
    grid = (
        "DÂN SỐ ĐẾN 30/6/2023\n\nTT|Dân tộc|Số hộ|Số khẩu|Tỷ lệ (%)\n1|Kinh|#700|#2900|#27.6\n"
        "2|Tày|#900|#3800|#36.2\n3|Nùng|#600|#2500|#23.8\n4|Dân tộc khác|#300|#1300|#12.4\n"
        "|Tổng cộng|#2500|#10500|#100"
    )
    shares = [f for f in read(grid).figures if f.meaning.measure == "share"]
    assert {(f.cell.address, f.meaning.code) for f in shares} == {
        (f"E{row}", "population.total") for row in range(4, 9)
    }
    assert ("dân tộc", "Dân tộc khác") in shares[3].meaning.breakdown


def test_a_total_behind_some_of_the_places_is_not_that_of_all():
    grid = (
        "HỘ NGHÈO ĐẾN 30/6/2023\n\nTT|Xã|Số hộ nghèo\n1|Xã Thử Một|#120\n2|Xã Thử Hai|#80\n"
        "|Cộng|#200\n3|Xã Thử Ba|#70\n4|Xã Thử Bốn|#30\n|Tổng cộng|#300"
    )
    found = {f.cell.address: f.meaning for f in read(grid).figures}
    assert found["C9"].code == "poverty.poor" and found["C9"].breakdown == ()
    assert found["C6"].code != "poverty.poor"


def test_a_plan_in_a_row_below_places_is_the_plan_of_the_year():
    grid = (
        "XÓA NHÀ TẠM 6 THÁNG ĐẦU NĂM 2023\n\nNội dung|Xã Thử Một|Xã Thử Hai\n"
        "Kế hoạch (nhà)|#10|#20\nĐã khởi công (nhà)|#8|#15\nHoàn thành (nhà)|#5|#10"
    )
    found = {f.cell.address: f.meaning for f in read(grid).figures}
    assert (found["B4"].measure, found["B4"].period) == ("plan", "2023")
    assert (found["B6"].measure, found["B6"].unit) == ("actual", "nhà")


def test_counts_below_one_group_are_beside_each_other():
    grid = (
        "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n\nTT|Chỉ tiêu|ĐVT|Kết quả\n1|Công tác tập huấn\n"
        "|- Số lớp|lớp|#5\n|- Số người|người|#250\n|- Kinh phí|triệu đồng|#100"
    )
    assert values(read(grid)) == lines("""
        D5 | Công tác tập huấn > Số lớp | actual | 2023H1 | 5 | lớp
        D6 | Công tác tập huấn > Số người | actual | 2023H1 | 250 | người
        D7 | Công tác tập huấn > Kinh phí | actual | 2023H1 | 100 | triệu đồng
    """)


def test_a_head_that_only_says_by_what_it_divides_names_nothing():
    grid = (
        "DÂN SỐ ĐẾN 30/6/2026\n\nTT|Thôn|Tổng số||Chia theo dân tộc||||Khẩu 31/12/2025\n"
        "||||H'Mông||Dao||\n||Hộ|Khẩu|Hộ|Khẩu|Hộ|Khẩu|\n"
        "1|Thôn A Thử|#100|#400|#60|#250|#40|#150|#390\n"
        "2|Khu trung tâm Thử|#50|#200|#30|#120|#20|#80|#195"
    )
    found = read(grid, level="commune", period="2026H1")
    meaning = next(f.meaning for f in found.figures if f.cell.address == "F7")
    assert meaning.code == "population.total"
    assert dict(meaning.breakdown) == {"thôn": "Khu trung tâm Thử", "dân tộc": "Mông"}


def test_the_money_of_the_year_below_its_own_head_holds_none_that_is_carried_over():
    grid = (
        "UBND HUYỆN MẪU 01\nGIẢI NGÂN CTMTQG DTTS&MN ĐẾN 30/6/2023 (triệu đồng)\n\n"
        "TT|Dự án|Kế hoạch vốn năm 2023|||Vốn 2022 kéo dài|\n||Tổng số|ĐTPT|SN|ĐTPT|SN\n"
        "1|Dự án 1|#300|#200|#100|#50|#10\n2|Dự án 2|#400|#300|#100|#50|#10"
    )
    found = {f.cell.address: f.meaning for f in read(grid).figures}
    assert (found["C6"].code, found["C6"].breakdown) == ("mtqg.DA1.total", ())


def test_a_sentence_among_others_is_asked_though_its_unit_is_unknown():
    grid = (
        "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n\nTT|Lĩnh vực|Kết quả\n1|Y tế|Khám cho 31.420 lượt người\n"
        "2|An ninh|Phát hiện 12 vụ\n3|Văn hóa|Tổ chức 03 lễ hội, thu hút 12.500 du khách"
    )
    assert {c for _, c in asked(read(grid))} == {"C4:C6"}
