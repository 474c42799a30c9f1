"""Money of a national programme of which no word says whether it was given or spent is asked."""

import pytest
from office_sheets import asked, lines, read, values

TITLE = "UBND HUYỆN MẪU 01\nCHƯƠNG TRÌNH MTQG DTTS&MN 6 THÁNG ĐẦU NĂM 2023 (triệu đồng)\n\n"


def test_capital_below_a_title_of_the_programme_alone_is_asked():
    grid = TITLE + (
        "TT|Nội dung|Vốn đầu tư|Vốn sự nghiệp|Tổng vốn\n"
        "1|Dự án 1|#600|#400|#1000\n2|Dự án 4|#2900|#100|#3000"
    )
    found = read(grid)
    assert values(found) == set()
    assert asked(found) == {("column", "C5:E6")}


@pytest.mark.parametrize(("head", "first"), [("Tỷ lệ giải ngân", "plan"), ("Ghi chú", "actual")])
def test_beside_a_rate_of_disbursement_it_was_rather_given(head, first):
    grid = TITLE + (f"TT|Nội dung|Tổng vốn|{head}\n1|Dự án 1|#1000|38%\n2|Dự án 4|#3000|40%")
    found = read(grid)
    (question,) = [q for q in found.questions if q.where[0].cells == "C5:C6"]
    assert question.proposals[0].measure == first


def test_programmes_as_columns_below_a_title_of_capital_are_asked():
    grid = (
        "UBND HUYỆN MẪU 01\nVỐN CÁC CTMTQG ĐẾN 30/6/2023\nĐVT: triệu đồng\n\n"
        "TT|Xã|Chương trình DTTS&MN|Tổng 3 chương trình\n"
        "1|Xã Mẫu 02|#3000|#4500\n2|Xã Mẫu 03|#2500|#3000"
    )
    found = read(grid)
    assert not [f for f in found.figures if f.meaning.measure == "actual"]


def test_money_spent_is_read():
    grid = TITLE + "TT|Nội dung|Đã giải ngân\n1|Dự án 1|#380\n2|Dự án 4|#1200"
    assert values(read(grid)) >= lines("C5 | Dự án 1 | actual | 2023H1 | 380 | triệu đồng")
