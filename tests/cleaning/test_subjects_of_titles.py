"""What titles and groups say that heads do not: whom a table counts, whose money its rows are."""

import pytest
from office_sheets import read

from helpers.cleaning.recognition.model import Answer, Meaning

PLACES = "1|Xã Mẫu 01.1|#{}\n2|Xã Mẫu 01.2|#{}\n|Tổng cộng|#{}"
MONEY = "GIẢI NGÂN CTMTQG DTTS&MN 6 THÁNG ĐẦU NĂM 2023\nĐVT: triệu đồng\n"


def codes(found):
    return {f.cell.address: f.meaning.code for f in found.figures}


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ SƯỞI ẤM CHUỒNG TRẠI",
        "HỘ BỊ ẢNH HƯỞNG BÃO SỐ 3",
        "CÁC HỘ THAM GIA CÂU LẠC BỘ",
        "TÌNH HÌNH DÙNG BẾP BIOGAS",
    ],
)
def test_a_label_that_only_counts_is_asked_where_the_title_names_something_else(title):
    found = read(f"{title} 6 THÁNG ĐẦU NĂM 2023\nTT|Xã|Số hộ\n{PLACES.format(7, 5, 12)}")
    (question,) = found.questions
    assert not found.figures
    assert [bool(p.label) for p in question.proposals] == [True, False]
    assert question.proposals[1].code == "households.total"
    assert title.casefold() in question.proposals[0].label.casefold()


@pytest.mark.parametrize(
    "title",
    [
        "SỐ LIỆU HỘ, NHÂN KHẨU CÁC XÃ",
        "BIỂU TỔNG HỢP DÂN SỐ CHIA THEO XÃ CỦA HUYỆN MẪU 01",
        "MỘT SỐ CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU",
        "PHỤ LỤC 2. KẾT QUẢ CÔNG TÁC DÂN TỘC",
    ],
)
def test_a_title_of_the_indicators_own_subject_or_of_none_asks_nothing(title):
    found = read(f"{title} 6 THÁNG ĐẦU NĂM 2023\nTT|Xã|Số hộ\n{PLACES.format(7, 5, 12)}")
    assert not found.questions
    assert set(codes(found).values()) == {"households.total"}


def test_what_another_head_of_the_table_names_does_not_narrow_the_others():
    title = "SỐ HỘ VÀ SỐ HỘ CÓ BẾP BIOGAS 6 THÁNG ĐẦU NĂM 2023"
    found = read(f"{title}\nTT|Xã|Số hộ|Số hộ có bếp biogas\n1|Xã Mẫu 01.1|#7|#3")
    assert codes(found)["C3"] == "households.total"


@pytest.mark.parametrize("numbers", [("1", "", "", "2", "", ""), ("I", "1", "2", "II", "1", "2")])
def test_sources_below_projects_are_the_money_of_the_project(numbers):
    labels = ("Dự án 1", "NSTW", "NSĐP", "Dự án 4", "NSTW", "NSĐP")
    rows = [
        f"{n}|{label}|#{10 + i}|#{i}"
        for i, (n, label) in enumerate(zip(numbers, labels, strict=True))
    ]
    found = read(MONEY + "TT|Nội dung|KH vốn|Giải ngân\n" + "\n".join(rows))
    kinds = [
        f"mtqg.{line}.{kind}" for line in ("DA1", "DA4") for kind in ("total", "central", "local")
    ]
    assert not found.questions
    assert [codes(found)[f"C{row}"] for row in range(4, 10)] == kinds


def test_sources_in_a_column_of_their_own_are_the_money_of_the_project_before_them():
    rows = "Dự án 1|ĐTPT|#18|#11\n|Sự nghiệp|#4|#1\nDự án 4|ĐTPT|#62|#40\n|Sự nghiệp|#5|#5"
    head = "Dự án|Nguồn vốn|Vốn giao năm 2023|Giải ngân\n"
    found = read(MONEY + head + rows, merged="A4:A5 A6:A7")
    assert not found.questions
    assert [codes(found)[f"C{row}"] for row in range(4, 8)] == [
        f"mtqg.{line}.{kind}" for line in ("DA1", "DA4") for kind in ("investment", "recurrent")
    ]


def test_money_below_a_row_with_another_unit_stands_for_itself():
    head = "TT|Chỉ tiêu|ĐVT|Thực hiện\n"
    rows = "1|Số công trình hạ tầng|công trình|#16\n|Vốn ngân sách trung ương|tỷ đồng|#5"
    found = read(f"KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n{head}{rows}")
    (money,) = (f for f in found.figures if f.cell.address == "D4")
    assert money.label_path == ("Vốn ngân sách trung ương",)


def test_places_below_the_money_of_one_programme():
    head = "STT|Đơn vị|Vốn đầu tư|Vốn đầu tư|Vốn sự nghiệp|Vốn sự nghiệp\n"
    head += "||KH 2023|Giải ngân|KH 2023|Giải ngân\n"
    rows = "1|Xã Mẫu 01.1|#8|#6|#3|#1\n|Tổng cộng|#8|#6|#3|#1"
    found = read(MONEY + head + rows)
    assert not found.questions
    assert codes(found)["C5"] == codes(found)["D6"] == "mtqg.MTQG.investment"
    assert codes(found)["F5"] == "mtqg.MTQG.recurrent"
    part = read(MONEY.replace("DTTS&MN", "DTTS&MN ĐỂ HỖ TRỢ NHÀ Ở") + head + rows)
    assert not part.figures and part.questions


def test_groups_over_the_same_places_say_what_they_count():
    rows = "A|Vụ đông xuân|\n1|Xã Mẫu 01.1|#31\n2|Xã Mẫu 01.2|#27\n"
    rows += "B|Vụ hè thu|\n1|Xã Mẫu 01.1|#29\n2|Xã Mẫu 01.2|#26"
    title = "DIỆN TÍCH LÚA 6 THÁNG ĐẦU NĂM 2023"
    found = read(f"{title}\nTT|Đơn vị|Diện tích lúa (ha)\n{rows}")
    names = {f.cell.address: f.label_path for f in found.figures}
    assert names["C4"] == ("Vụ đông xuân", "Diện tích lúa") and names["C7"][0] == "Vụ hè thu"
    zones = rows.replace("01.1|#29", "01.3|#29").replace("01.2|#26", "01.4|#26")
    found = read(f"{title}\nTT|Đơn vị|Diện tích lúa (ha)\n{zones}")
    assert {f.label_path for f in found.figures} == {("Diện tích lúa",)}


def test_groups_with_figures_over_the_same_places_are_their_own_totals():
    rows = "I|Hỗ trợ đất ở|#12\n1|Xã Mẫu 01.1|#7\n2|Xã Mẫu 01.2|#5\n"
    rows += "II|Hỗ trợ nước sinh hoạt phân tán|#50\n1|Xã Mẫu 01.1|#30\n2|Xã Mẫu 01.2|#20\n"
    found = read(f"KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\nTT|Đơn vị|Số hộ\n{rows}|Tổng cộng|#62")
    by_cell = {f.cell.address: f.meaning for f in found.figures}
    assert [by_cell[c].code for c in ("C3", "C4", "C6")] == [
        *2 * ("programme.land.households",),
        "programme.water.households",
    ]
    assert by_cell["C3"].breakdown == () and dict(by_cell["C7"].breakdown)["xã"] == "Xã Mẫu 01.1"


def test_a_row_of_money_near_the_name_of_a_line_is_asked_with_that_line():
    rows = "1|Dự án 1|#1000|#380\n|Làm nhà ở, hỗ trợ nhà ở xa|#400|#180\n2|Dự án 4|#3500|#1700"
    found = read(f"{MONEY}TT|Nội dung|KH vốn|Giải ngân\n{rows}")
    (question,) = found.questions
    assert question.proposals[0].code == "mtqg.DA1.ND2.total"
    assert codes(found)["C5"].startswith("own.")


@pytest.mark.parametrize(("period", "asked"), [("2023H1", True), ("2023H2", False)])
def test_a_row_of_the_whole_year_is_asked_before_the_year_is_over(period, asked):
    half = {"2023H1": "6 THÁNG ĐẦU NĂM 2023", "2023H2": "NĂM 2023"}[period]
    rows = "1|Số vụ cháy cả năm|vụ|#14\n2|Diện tích lúa cả năm|ha|#90"
    found = read(f"KẾT QUẢ {half}\nTT|Chỉ tiêu|ĐVT|Thực hiện\n{rows}", period=period)
    cells = {w.cells for q in found.questions if q.kind == "column" for w in q.where}
    assert ("D3" in cells) is asked and "D4" not in cells


def test_a_name_that_repeats_the_row_above_it_stands_alone():
    rows = "1|Đào tạo nghề cho lao động nông thôn|người|#245\n-|Số lớp dạy nghề|lớp|#7"
    found = read(f"KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\nTT|Chỉ tiêu|ĐVT|Thực hiện\n{rows}")
    (lessons,) = (f for f in found.figures if f.cell.address == "D4")
    assert lessons.meaning.label == "Số lớp dạy nghề"


def test_figures_of_one_cell_that_mean_the_same_are_named_by_their_head():
    head = "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\nTT|Bệnh|Mắc/chết\n"
    grid = f"{head}1|Sốt xuất huyết|189 ca/1 ca\n2|Cúm|349 ca/0 ca"
    (question,) = (q for q in read(grid).questions if q.kind == "pattern")
    parts = 2 * (Meaning(measure="actual", period="2023H1", unit="ca"),)
    answer = Answer(question.key, Meaning(parts=parts), "Cán bộ Mẫu", "2023-07-01")
    found = read(grid, answers=[answer])
    assert not found.questions
    assert {(f.label_path, int(f.value)) for f in found.figures} == {
        (("Sốt xuất huyết", "Mắc"), 189),
        (("Sốt xuất huyết", "chết"), 1),
        (("Cúm", "Mắc"), 349),
        (("Cúm", "chết"), 0),
    }


def test_a_head_that_names_a_part_of_people_is_asked():
    head = "TT|Xã|NCUT (người)|NCUT (người)\n||Tổng số|Trong đó nữ\n"
    rows = "1|Xã Mẫu 01.1|#14|#3\n2|Xã Mẫu 01.2|#11|#1"
    title = "SỐ LƯỢNG NGƯỜI CÓ UY TÍN TRONG ĐỒNG BÀO DTTS 6 THÁNG ĐẦU NĂM 2023\n"
    found = read(title + head + rows, merged="C2:D2")
    (question,) = found.questions
    assert set(codes(found)) == {"C4", "C5"}
    assert set(codes(found).values()) == {"ethnic_affairs.prestigious.total"}
    assert question.proposals[0].label == "NCUT > Trong đó nữ"
