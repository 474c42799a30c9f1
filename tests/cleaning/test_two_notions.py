"""A label that offices use for two notions is asked about, not taken for one of them."""

import pytest
from office_sheets import read

HEAD = "TT|Chỉ tiêu|ĐVT|Thực hiện 6 tháng 2023"


@pytest.mark.parametrize(
    ("label", "unit", "proposed"),
    [
        ("Thu ngân sách trên địa bàn", "triệu đồng", {"budget.revenue", "budget.revenue.total"}),
        ("Tổng thu NS trên địa bàn", "triệu đồng", {"budget.revenue", "budget.revenue.total"}),
    ],
)
def test_a_label_of_two_notions_is_asked(label, unit, proposed):
    found = read(f"SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\n1|{label}|{unit}|#298")
    (question,) = found.questions
    assert {p.code for p in question.proposals if p.code} == proposed
    assert not {f.meaning.code for f in found.figures} & proposed


@pytest.mark.parametrize(
    ("label", "unit", "code"),
    [
        ("Thu NSNN trên địa bàn", "triệu đồng", "budget.revenue"),
        ("Tổng thu ngân sách", "triệu đồng", "budget.revenue.total"),
        ("Lao động được tạo việc làm mới", "người", "labour.jobs"),
    ],
)
def test_a_label_that_says_which_is_read(label, unit, code):
    found = read(f"SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\n1|{label}|{unit}|#298")
    assert [f.meaning.code for f in found.figures] == [code] and not found.questions


def test_workers_found_work_are_not_workers_given_new_jobs():
    grid = f"SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\n1|Lao động được giải quyết việc làm|người|#298"
    assert "labour.jobs" not in {f.meaning.code for f in read(grid).figures}
