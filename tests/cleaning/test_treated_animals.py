"""«lượt con» is a unit of measure: animals treated, each as often as it was."""

from office_sheets import read

TOP = "KẾT QUẢ TIÊM PHÒNG 6 THÁNG ĐẦU NĂM 2023\n"


def test_animals_treated_are_read_in_their_unit():
    found = read(f"{TOP}TT|Nội dung|ĐVT|Thực hiện\n1|Tiêm phòng dịch tả lợn|lượt con|#23")
    assert [(f.meaning.unit, f.value) for f in found.figures] == [("lượt con", 23)]


def test_where_no_unit_stands_animals_are_proposed_before_money():
    found = read(f"{TOP}TT|Nội dung|Thực hiện\n1|Tiêm phòng dịch tả lợn mẫu|#23")
    (question,) = (q for q in found.questions if q.kind == "unit")
    units = [p.unit for p in question.proposals]
    assert {"con", "lượt con"} >= set(units[:2]) and units
