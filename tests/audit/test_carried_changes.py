"""A total changed by the sum of its parts' changes, which other passages tell."""

from __future__ import annotations

import pytest

from helpers.audit.examine import examine
from helpers.audit.passages import Passage

RICE = "Lúa: sản lượng 7.245,23 tấn, giảm 0,97% (-70,77 tấn) so với cùng kỳ."
MAIZE = "Ngô: sản lượng 2.972,96 tấn, tăng 2,41% (+70,03 tấn) so với cùng kỳ."
# 7.245,23 + 2.972,96 = 10.218,19; −70,77 + 70,03 = −0,74; 10.218,19 / 10.218,93 = 99,99 %
TOTAL = "Tổng sản lượng lương thực 10.218,19 tấn, đạt 47,7% kế hoạch, bằng {} so với cùng kỳ."


def levels(*texts: str) -> list[tuple[str, str]]:
    passages = [Passage(str(n), text) for n, text in enumerate(texts)]
    told = texts[-1]
    return [
        (item.claim.stated, item.claim.verdict)
        for item in examine("x", passages)
        if item.passage == len(texts) - 1 and item.claim.stated in told and "bằng" in item.words
    ]


@pytest.mark.parametrize(
    ("stated", "judged"),
    [("99,99%", "agrees"), ("100,0%", "agrees"), ("100,7%", "contradiction")],
)
def test_a_level_follows_from_the_changes_of_the_parts(stated, judged):
    assert levels(RICE, MAIZE, TOTAL.format(stated)) == [(stated, judged)]


@pytest.mark.parametrize(
    "before",
    [
        (RICE,),  # a part is not told
        (RICE, MAIZE.replace("2.972,96", "2.972,69")),  # the parts do not make it up
        (RICE, MAIZE.replace(" (+70,03 tấn)", "")),  # a change without its amount
        (RICE, RICE, MAIZE),  # which of both is meant is not known
    ],
)
def test_without_certain_parts_nothing_is_claimed(before):
    assert levels(*before, TOTAL.format("100,7%")) == []


def test_a_figure_that_is_no_total_is_left_alone():
    other = TOTAL.replace("Tổng sản lượng lương thực", "Lúa cả năm").format("100,7%")
    assert levels(RICE, MAIZE, other) == []
