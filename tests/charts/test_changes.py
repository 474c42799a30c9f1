"""What changed most: which rows have a bar, how the change is judged, what the reading says."""

from __future__ import annotations

import pytest
from chart_rows import CHANGE_COLUMNS, CHANGES, MANY_CHANGES, table

from helpers.charts import changes_chart

NBSP = "\u00a0"


def texts(chart) -> str:
    return chart.image.decode("utf-8").replace(NBSP, " ")


def test_reading_of_the_real_changes():
    # Rises: yield of rice, vegetables. Good: those two and fewer accidents; the grain total moved
    # by less than a tenth of a percent and is not judged.
    chart = changes_chart(CHANGES)
    assert chart.title == "2/6 chỉ tiêu tăng, 4/6 chỉ tiêu giảm so với cùng kỳ năm trước"
    assert chart.caption.replace(NBSP, " ") == (
        "Thay đổi nhiều nhất so với cùng kỳ năm trước (%). 3 chỉ tiêu thay đổi theo "
        "hướng thuận lợi, 2 chỉ tiêu cần chú ý; tăng mạnh nhất là diện tích rau, đậu các loại "
        "(+6,73%); giảm mạnh nhất là diện tích lúa xuân (−1,40%); sản lượng lúa xuân giảm 70,77 "
        "tấn (do diện tích −102,69, do năng suất +31,92)."
    )


def test_bars_run_from_the_largest_rise_to_the_largest_fall():
    chart = changes_chart(CHANGES)
    assert list(chart.data["indicator"]) == ["e", "b", "d", "c", "a", "f"]


def test_few_cases_are_told_without_a_percentage():
    shown = texts(changes_chart(CHANGES))
    assert "−3 vụ" in shown and "3 → 0 vụ" in shown and "100" not in shown.split("</desc>")[1]


def test_at_most_fifteen_rows_and_the_rest_is_counted():
    chart = changes_chart(MANY_CHANGES)
    # 24 compare, 23 changed: of 21 with a percentage the 12 largest, and the 2 without.
    assert len(chart.data) == 14
    assert list(chart.data["indicator"])[:2] == ["up", "bad"]
    assert list(chart.data["indicator"])[-2:] == ["share", "new"]
    assert "; còn 9 chỉ tiêu không vẽ" in chart.caption
    counts = [line[0] for line in chart.table.rows if not any(line[1:])]
    assert counts == [
        "Tăng so với cùng kỳ: 22/24 chỉ tiêu",
        "Giảm so với cùng kỳ: 1/24 chỉ tiêu",
        "Không đổi so với cùng kỳ: 1/24 chỉ tiêu",
        "Thay đổi theo hướng thuận lợi: 3/24 chỉ tiêu",
        "Thay đổi cần chú ý: 2/24 chỉ tiêu",
        "Không vẽ: 9 chỉ tiêu",
    ]
    assert "22/24 chỉ tiêu tăng, 1/24 chỉ tiêu giảm" in chart.title
    assert ", 1 chỉ tiêu không đổi" in chart.title


@pytest.mark.parametrize(
    ("rises", "falls", "shown"),
    [(12, 8, (6, 6)), (20, 2, (10, 2)), (1, 20, (1, 11)), (3, 4, (3, 4))],
)
def test_rises_do_not_crowd_out_falls(rises, falls, shown):
    # Every rise is larger than every fall.
    changes = [*(str(20 + n) for n in range(rises)), *(f"-{n}" for n in range(1, falls + 1))]
    lines = [f"i{n} | Mẫu {n} | ha | 100 | 1 | {c} | {c} | up | |" for n, c in enumerate(changes)]
    drawn = changes_chart(table(CHANGE_COLUMNS, *lines)).data["pct_change"]
    assert (sum(drawn > 0), sum(drawn < 0)) == shown
    assert max(drawn) == 19 + rises and min(drawn) == -falls


def test_shares_change_by_points_and_a_bar_beyond_the_scale_says_its_value():
    shown = texts(changes_chart(MANY_CHANGES))
    for text in ("−4,26 điểm %", "25,5 → 21,24%", "+12 người", "+850,00%", "10 → 95 ha"):
        assert text in shown


@pytest.mark.parametrize(
    ("direction", "change", "pct", "word"),
    [
        ("up", "5", "5", "thuận lợi"),
        ("up", "-5", "-5", "cần chú ý"),
        ("down", "5", "5", "cần chú ý"),
        ("down", "-5", "-5", "thuận lợi"),
        ("neutral", "5", "5", "trung tính"),
        ("up", "0.09", "0.09", "gần như không đổi"),
        ("up", "0.1", "0.1", "thuận lợi"),
    ],
)
def test_which_way_is_good_stands_in_words(direction, change, pct, word):
    line = f"x | Mẫu | ha | 100 | 1 | {change} | {pct} | {direction} | |"
    chart = changes_chart(table(CHANGE_COLUMNS, line, line.replace("x |", "y |", 1)))
    row = dict(zip(chart.table.columns, chart.table.rows[0], strict=True))
    assert row["Hướng thay đổi"] == word and word in texts(chart)


def test_one_bar_or_nothing_to_compare_makes_no_picture():
    one = changes_chart(CHANGES[:1])
    assert one.image is None and one.caption.startswith("0/1 chỉ tiêu tăng, 1/1 chỉ tiêu giảm")
    none = changes_chart(CHANGES.assign(change=None, pct_change=None))
    assert none.image is None and none.table.rows == ()
    assert none.caption == "Chưa có số liệu cùng kỳ năm trước để so sánh."
