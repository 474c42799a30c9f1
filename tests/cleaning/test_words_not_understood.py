"""Words that are not understood lead to a question, and so does what numbers name after them."""

from office_sheets import read

from helpers.cleaning.recognition.model import Answer

TITLE = "UBND HUYỆN MẪU 01\n{} 6 THÁNG ĐẦU NĂM 2023\n\n"


def of_column(found, letter):
    return [f for f in found.figures if f.cell.address.startswith(letter)]


def asked_cells(found):
    return " ".join(where.cells for question in found.questions for where in question.where)


def test_a_row_of_a_word_for_all_that_is_the_sum_of_the_peoples_is_their_total():
    rows = "1|Gộp cả|#60|#300\n2|Kinh|#10|#40\n3|Tày|#20|#110\n4|Nùng|#30|#150"
    found = read(TITLE.format("DÂN SỐ CHIA THEO DÂN TỘC") + f"TT|Dân tộc|Số hộ|Dân số\n{rows}")
    total = [f for f in found.figures if f.cell.row == 5]
    assert total and all(f.meaning.breakdown == () for f in total)
    assert all(f.meaning.breakdown for f in found.figures if f.cell.row > 5)


def test_names_below_an_unknown_head_are_asked_one_by_one():
    head = "TT|Khu lỵ|Tổng số|Trong đó là người dân tộc|\n|||Thái|Mông\n"
    rows = "1|Mẫu 10.1|#16|#6|#10\n2|Mẫu 10.2|#7|#2|#5\n3|Mẫu 10.3|#9|#8|#1\n|Tổng|#32|#16|#16"
    title = TITLE.format("NGƯỜI CÓ UY TÍN")
    found = read(title + head + rows, merged="D4:E4 A4:A5 B4:B5 C4:C5")
    assert not found.figures
    rows_asked = [q for q in found.questions if q.kind == "cell"]
    assert [q.shown for q in rows_asked] == ["Mẫu 10.1", "Mẫu 10.2", "Mẫu 10.3"]
    said = [
        Answer(q.key, q.proposals[0], "An", "2023-07-01") for q in found.questions if q.proposals
    ]
    names = {f.meaning.label for f in read(title + head + rows, answers=said).figures}
    assert not any("Mẫu 10" in name for name in names)


def test_a_rate_of_whose_plan_nothing_says_is_asked():
    head = "TT|Nội dung|Dự toán trên phân|Thực hiện 6 tháng|TH/DT tỉnh\n"
    rows = "1|Thu thuế|#80|#40|50%\n2|Thu phí|#50|#20|40%\n3|Thu đất|#40|#30|75%\n4|Khác|#10|#3|30%"
    title = TITLE.format("THU NGÂN SÁCH") + "||||ĐVT: triệu đồng\n"
    found = read(title + head + rows)
    assert not of_column(found, "E")
    assert "E6" in asked_cells(found)


def test_last_year_below_unknown_words_may_be_the_same_part_of_it():
    head = "TT|Nội dung|Đã làm 6 tháng|Kỳ tương ứng năm 2022|TH/CK (%)\n"
    rows = "1|Chi A|#80|#40|200\n2|Chi B|#50|#20|250\n3|Chi C|#40|#30|133.3\n4|Chi D|#10|#4|250"
    title = TITLE.format("TÌNH HÌNH CHI NGÂN SÁCH") + "||||ĐVT: triệu đồng\n"
    found = read(title + head + rows)
    assert not [f for f in of_column(found, "D") if f.meaning.period == "2022"]
    assert "D6" in asked_cells(found)


def test_a_head_that_counts_two_things_says_no_unit():
    head = "Chế độ|Số lượt/nhân|Kinh phí (đồng)\n"
    rows = "Tặng quà|#67|#33500000\nThăm hỏi|#6|#4800000"
    found = read(TITLE.format("CHẾ ĐỘ ĐỐI VỚI NGƯỜI CÓ UY TÍN") + head + rows)
    assert not of_column(found, "B")
    assert "B5" in asked_cells(found)
