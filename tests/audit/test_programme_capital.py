"""The total of a programme's capital against the lines of its projects, passages apart."""

from __future__ import annotations

import pytest

from helpers.audit.examine import examine
from helpers.audit.passages import Passage

HEAD = "1. Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng dân tộc thiểu số"
LINES = """
(1) Dự án 1: Giải quyết tình trạng thiếu đất ở, nhà ở
- Vốn giao: 1.200 triệu đồng, giải ngân 300 triệu đồng/1.200 triệu đồng, đạt 25%.
(3) Dự án 3: Phát triển sản xuất nông, lâm nghiệp bền vững
a) Tiểu dự án 1: Phát triển kinh tế nông, lâm nghiệp gắn với bảo vệ rừng
- Vốn giao: 2.500 triệu đồng, tỷ lệ giải ngân 0%
b) Tiểu dự án 2: Hỗ trợ phát triển sản xuất theo chuỗi giá trị
- Kế hoạch vốn: 1.300 triệu đồng, chưa giải ngân.
(4) Dự án 4: Đầu tư cơ sở hạ tầng thiết yếu
- Vốn giao: vốn đầu tư 6.000 triệu đồng, vốn sự nghiệp 400 triệu đồng.
""".strip()
"""1.200 + 2.500 + 1.300 + 400 = 5.400 recurrent, 6.000 investment: 11.400 in all."""


def found(text: str) -> list[tuple[str, str]]:
    passages = [Passage(f"dòng {n}", line) for n, line in enumerate(text.split("\n"), start=1)]
    return [
        (item.claim.stated, item.claim.verdict)
        for item in examine("x.txt", passages)
        if item.claim.kind == "lines"
    ]


def report(total: str, lines: str = LINES, head: str = HEAD) -> str:
    return "\n".join((head, total, lines))


def test_total_that_its_lines_make_agrees():
    told = "- Tổng số vốn được giao: 11.400 triệu đồng."
    assert found(report(told)) == [("11.400", "agrees")]


def test_total_below_its_lines_is_a_contradiction():
    told = "- Tổng số vốn được giao: 11.300 triệu đồng."
    assert found(report(told)) == [("11.300", "contradiction")]


def test_total_above_its_lines_says_nothing():
    assert found(report("- Tổng số vốn được giao: 15.000 triệu đồng.")) == []


def test_kinds_are_judged_each():
    told = "- Tổng vốn được huyện phân bổ: Vốn ĐT 6.000 triệu đồng; vốn SN 5.100 triệu đồng."
    assert found(report(told)) == [
        ("6.000", "agrees"),
        ("6.000 + 5.100", "contradiction"),
        ("5.100", "contradiction"),
    ]


def test_recurrent_is_not_judged_while_lines_may_be_of_investment():
    """7.000 of investment are more than the 6.000 of lines that name it."""
    told = "- Tổng vốn được giao: vốn đầu tư 7.000 triệu đồng; vốn sự nghiệp 5.100 triệu đồng."
    assert found(report(told)) == []


def test_units_may_differ():
    told = "- Tổng vốn được giao 11,4 tỷ đồng."
    assert found(report(told)) == [("11,4", "agrees")]


def test_total_may_come_first_in_another_section_that_names_the_programme():
    text = "\n".join((
        "II. Tình hình kinh tế",
        "- Chương trình MTQG vùng đồng bào dân tộc thiểu số: tổng số vốn được giao 11.000 trđ.",
        HEAD,
        LINES,
    ))  # fmt: skip
    assert found(text) == [("11.000", "contradiction")]


@pytest.mark.parametrize(
    "total",
    [
        "- Tổng số vốn được giao giai đoạn 2021-2025: 11.000 triệu đồng.",
        "- Tổng số vốn được giao: 2.000 triệu đồng.",
    ],
)
def test_other_years_or_another_scope_are_only_doubtful(total):
    assert [kind for _, kind in found(report(total))] == ["doubtful"]


def test_capital_carried_over_makes_its_lines_doubtful():
    lines = LINES.replace("- Kế hoạch vốn: 1.300", "- Kế hoạch vốn (cả vốn kéo dài): 1.300")
    told = "- Tổng số vốn được giao: 11.300 triệu đồng."
    assert found(report(told, lines)) == [("11.300", "doubtful")]


def test_another_programme_has_its_own_total():
    poverty = "2. Chương trình mục tiêu quốc gia giảm nghèo bền vững"
    text = report("- Tổng số vốn được giao: 11.400 triệu đồng.") + "\n" + "\n".join(
        (poverty, "- Tổng số vốn được giao: 900 triệu đồng.", LINES.replace("1.200", "200"))
    )  # fmt: skip
    assert found(text) == [("11.400", "agrees"), ("900", "doubtful")]


def test_project_and_its_subprojects_are_not_added_twice():
    lines = LINES.replace(
        "a) Tiểu dự án 1",
        "- Vốn giao: 3.800 triệu đồng.\na) Tiểu dự án 1",
    )
    told = "- Tổng số vốn được giao: 11.400 triệu đồng."
    assert found(report(told, lines)) == [("11.400", "agrees")]


def test_few_lines_prove_nothing():
    told = "- Tổng số vốn được giao: 1.000 triệu đồng."
    assert found(report(told, "\n".join(LINES.split("\n")[:4]))) == []


def test_a_project_has_no_total_of_the_programme():
    lines = LINES + "\n- Tổng vốn giao: 6.400 triệu đồng."
    assert found(report("- Tổng số vốn được giao: 11.400 triệu đồng.", lines)) == [
        ("11.400", "agrees")
    ]


def test_slip_in_the_word_for_investment():
    lines = LINES.replace("vốn đầu tư 6.000", "VNĐ 6.000").replace("vốn sự nghiệp 400", "VSN 400")
    told = "- Tổng vốn được giao: vốn đầu tư 5.900 triệu đồng; vốn sự nghiệp 5.400 triệu đồng."
    assert ("5.900", "contradiction") in found(report(told, lines))


def test_the_lines_are_told_with_their_places():
    """Line 3 is the first heading; its capital stands in the next, and so on."""
    told = report("- Tổng số vốn được giao: 11.300 triệu đồng.")
    passages = [Passage(f"dòng {n}", line) for n, line in enumerate(told.split("\n"), start=1)]
    (claim,) = [i.claim for i in examine("x.txt", passages) if i.claim.kind == "lines"]
    assert claim.shown.endswith("4 dòng vốn của các dự án: dòng 4, dòng 7, dòng 9, dòng 11)")
    assert claim.shown.startswith("11.400")
