"""Relations whose figures stand apart: in several items, passages, or behind their change."""

from __future__ import annotations

import pytest
from examined_text import HEAD

from helpers.audit.examine import examine
from helpers.audit.passages import Passage

WRONG = ("contradiction", "doubtful")


def found_in(*lines: str) -> set[tuple[str, str, str]]:
    """Kind, verdict and stated figure of what does not agree in passages behind the usual head."""
    passages = [Passage(str(n), line) for n, line in enumerate(lines, start=3)]
    found = [item.claim for item in examine("x", [*HEAD, *passages])]
    return {
        (c.kind, c.verdict, c.stated) for c in found if c.verdict in ("contradiction", "doubtful")
    }


def accidents(dead: str = "558", last: str = "2") -> list[str]:
    """953 + 7 + 3 = 963 and 558 + 5 + 2 = 565."""
    return [
        "Toàn tỉnh xảy ra 963 vụ tai nạn, làm chết 565 người.",
        f"Trong đó, đường bộ xảy ra 953 vụ, làm chết {dead} người.",
        "Đường sắt xảy ra 7 vụ, làm chết 5 người.",
        f"Đường thủy xảy ra 3 vụ, làm chết {last} người.",
    ]


def test_figures_at_one_place_in_each_passage_add_up():
    assert found_in(*accidents()) == set()


def test_a_place_that_does_not_add_up_beside_one_that_does_is_found():
    assert {(kind, stated) for kind, _, stated in found_in(*accidents(dead="588"))} == {
        ("sum", "565")
    }


def test_passages_that_go_on_are_not_summed_before_their_end():
    # 953 + 7 + 3 is complete only behind the third; until then nothing is missing
    assert found_in(*accidents()[:3]) == set()


def test_a_second_measure_of_items_adds_up_as_the_first_does():
    # 6.428.550 + 135.000 = 6.563.550; 477,424 + 25,515 = 502,939
    text = (
        "Tổng khối lượng đạt 6.563.550 đơn vị với giá trị 502,939 tỷ đồng. Trong đó, khớp lệnh "
        "6.428.550 đơn vị với giá trị 477,424 tỷ đồng. Thỏa thuận là 135.000 đơn vị với giá trị "
        "{} tỷ đồng."
    )
    assert found_in(text.format("25,515")) == set()
    assert found_in(text.format("25,315")) == {("sum", "contradiction", "502,939")}


def test_denominators_of_parts_need_not_be_all():
    # 6 + 6 + 3 = 15; one level of schools has none, so that 9 + 14 + 10 is not 36
    text = (
        "Có 15/36 trường đạt chuẩn, chiếm 41,6%. Trong đó, mầm non có 6/9 trường, chiếm 66,6%; "
        "tiểu học có 6/14 trường, chiếm 42,8%; THCS có 3/10 trường, chiếm 30%."
    )
    assert found_in(text) == set()


@pytest.mark.parametrize(("share", "found"), [("2,14", set()), ("6,14", {"base"})])
def test_the_level_may_stand_right_behind_its_change(share, found):
    # 18,39 / (841,23 + 18,39) = 2,14 %
    text = f"Chỉ số giảm 18,39 điểm (-{share}%) đạt 841,23 điểm."
    assert {kind for kind, _, _ in found_in(text)} == found


@pytest.mark.parametrize(("share", "found"), [("27,05", set()), ("2,05", {"base"})])
def test_a_passage_that_compares_speaks_of_the_one_before(share, found):
    # 357 / (963 + 357) = 27,05 %
    lines = ["Xảy ra 963 vụ, làm chết 565 người.", f"So với cùng kỳ giảm 357 vụ ({share}%)."]
    assert {kind for kind, _, _ in found_in(*lines)} == found


@pytest.mark.parametrize(("share", "found"), [("23", set()), ("53", {"base"})])
def test_a_rough_percentage_of_a_change_is_checked_as_rough(share, found):
    # 6 / (32 − 6) = 23,08 %
    text = f"Khởi tố mới 32 vụ, tăng 6 vụ (hơn {share}%) so với cùng kỳ."
    assert {kind for kind, _, _ in found_in(text)} == found


@pytest.mark.parametrize(("second", "verdicts"), [("77", set()), ("71", {"contradiction"})])
def test_whole_percentages_in_one_pattern_confirm_each_other(second, verdicts):
    # 15.716 / 20.478 = 76,7 %; 1.513 / 2.025 = 74,7 %; 14.203 / 18.453 = 77,0 %
    lines = [
        "Tòa án hai cấp thụ lý 20.478 vụ, giải quyết 15.716 vụ, đạt tỷ lệ 76,7%.",
        "Cấp tỉnh thụ lý 2.025 vụ, giải quyết 1.513 vụ, đạt tỷ lệ 74,7%; cấp huyện thụ lý 18.453 "
        f"vụ, giải quyết 14.203 vụ, đạt tỷ lệ {second}%.",
    ]
    assert {verdict for _, verdict, _ in found_in(*lines)} == verdicts


@pytest.mark.parametrize(("surplus", "kinds"), [("13,5", set()), ("15,3", {"balance"})])
def test_a_surplus_is_what_exports_and_imports_differ_by(surplus, kinds):
    text = (
        "Kim ngạch xuất khẩu đạt 177,5 triệu USD, nhập khẩu đạt 164,0 triệu USD. Như vậy, tỉnh "
        f"xuất siêu {surplus} triệu USD."
    )
    assert {kind for kind, _, _ in found_in(text)} == kinds


def test_a_surplus_may_hold_a_larger_deficit():
    assert (
        found_in("Cả nước xuất siêu 2,8 tỷ USD, trong đó khu vực trong nước nhập siêu 16,7 tỷ USD.")
        == set()
    )


@pytest.mark.parametrize(("mean", "kinds"), [("9,8", set()), ("8,9", {"rate"})])
def test_a_mean_may_follow_from_the_sentence_before(mean, kinds):
    # 1.131.819 / 116.045 = 9,753
    text = (
        "Có 116.045 doanh nghiệp thành lập mới với số vốn 1.131.819 tỷ đồng. Tỷ trọng vốn đăng ký "
        f"bình quân trên một doanh nghiệp đạt {mean} tỷ đồng."
    )
    assert {kind for kind, _, _ in found_in(text)} == kinds


@pytest.mark.parametrize(("women", "kinds"), [("10.131.835", set()), ("10.113.835", {"sum"})])
def test_parts_may_be_named_by_what_they_count(women, kinds):
    # 10.055.458 + 10.131.835 = 20.187.293
    text = f"Toàn vùng có 20.187.293 người, gồm 10.055.458 nam và {women} nữ."
    assert {kind for kind, _, _ in found_in(text)} == kinds


def test_some_of_many_are_no_full_list():
    text = (
        "Kim ngạch đạt 1,533 tỷ USD. Nhiều mặt hàng tăng, gồm thủy sản 19,7 triệu USD; may mặc "
        "66,4 triệu USD; thép 560 triệu USD."
    )
    assert found_in(text) == set()


def test_a_date_with_points_is_no_number():
    assert found_in("Thực hiện Thông tư 02 ngày 30.3.2022 của Bộ, có 13 hộ.") == set()
