"""Shares of a whole that the list's first line states, parts in later sentences, small tables."""

from __future__ import annotations

import pytest
from examined_text import HEAD

from helpers.audit.examine import examine
from helpers.audit.passages import Passage


def verdicts(lines: list[str]) -> set[tuple[str, str]]:
    """Kind and gravest verdicts of passages behind the usual head."""
    passages = [Passage(str(n), line) for n, line in enumerate(lines, start=3)]
    found = examine("x", [*HEAD, *passages])
    return {(i.claim.kind, i.claim.verdict) for i in found if i.claim.verdict != "agrees"}


def members(women: str) -> list[str]:
    """151, 47 and 89 of 499 are 30,26 %, 9,42 % and 17,84 %."""
    items = [f"1. Phụ nữ: 151 ({women}%)", "2. Trẻ tuổi: 47 (9,42%)", "3. Người Dao: 89 (17,84%)"]
    return ["- Tổng số đại biểu: 499.", "Cơ cấu như sau:", *items]


@pytest.mark.parametrize(("women", "found"), [("30,26", set()), ("30,62", {"contradiction"})])
def test_shares_of_a_list_have_the_whole_above_it(women, found):
    assert {verdict for _, verdict in verdicts(members(women))} == found


@pytest.mark.parametrize(("cases", "found"), [("98,6", set()), ("96,8", {"contradiction"})])
def test_shares_name_the_unit_that_they_are_of(cases, found):
    # 384.209 / 386.165 = 99,49 %; 641.616 / 650.546 = 98,63 %
    text = (
        "Đã thụ lý 386.165 vụ với 650.546 bị cáo; giải quyết 384.209 vụ với 641.616 bị cáo, "
        f"đạt tỷ lệ 99,5% về số vụ và {cases}% về số bị cáo."
    )
    assert {verdict for _, verdict in verdicts([text])} == found


@pytest.mark.parametrize(("part", "found"), [("3.321", set()), ("3.312", {"contradiction"})])
def test_parts_of_a_total_behind_other_words(part, found):
    # 346 + 3.321 = 3.667
    text = f"Tiếp nhận 3.667 đơn, trong đó đơn lưu là 346 đơn; đơn đủ điều kiện là {part} đơn."
    assert {verdict for _, verdict in verdicts([text])} == found


@pytest.mark.parametrize(("left", "found"), [("6.717", set()), ("6.771", {"contradiction"})])
def test_two_rows_of_long_figures_show_what_a_column_is(left, found):
    # 268.763 − 257.141 = 11.622; 68.544 − 61.827 = 6.717; 1.665 − 1.611 = 54
    rows = [
        ["Mức độ", "Tổng", "Đã xử lý", "Chưa xử lý"],
        ["Một", "268.763", "257.141", "11.622"],
        ["Hai", "68.544", "61.827", left],
        ["Ba", "1.665", "1.611", "54"],
    ]
    passages = [Passage.row(str(n), row, 1) for n, row in enumerate(rows, start=3)]
    told = {i.claim.verdict for i in examine("x", [*HEAD, *passages])}
    assert told - {"agrees"} == found
