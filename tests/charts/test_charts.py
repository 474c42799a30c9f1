"""What the readings of the charts say, case by case, and when there is nothing to draw."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from chart_rows import BUDGET, PLAN, SERIES, SPLIT, table
from long_series import invented

from helpers.charts import (
    disbursement_chart,
    plan_bullets,
    production_split_chart,
    trend_panels,
)


def plain(chart) -> str:
    """The reading with ordinary blanks."""
    return chart.caption.replace("\u00a0", " ")


PANELS = {
    "rise and fall": (
        ["2022H1|a|Diện tích lúa|100||", "2023H1|a|Diện tích lúa|90|-10|-10",
         "2022H1|b|Sản lượng ngô|50||", "2023H1|b|Sản lượng ngô|60|10|20"],
        "1/2 chỉ tiêu tăng, 1/2 chỉ tiêu giảm so với cùng kỳ; tăng mạnh nhất là sản lượng ngô "
        "(+20,00%); giảm mạnh nhất là diện tích lúa (−10,00%)",
    ),
    "unchanged": (
        ["2022H1|a|Số vụ|0||", "2023H1|a|Số vụ|0|0|"],
        "0/1 chỉ tiêu tăng, 0/1 chỉ tiêu giảm so với cùng kỳ, 1 chỉ tiêu không đổi",
    ),
    "zero before": (
        ["2022H1|a|Số vụ|0||", "2023H1|a|Số vụ|3|3|"],
        "1/1 chỉ tiêu tăng, 0/1 chỉ tiêu giảm so với cùng kỳ; tăng: số vụ (+3 ha)",
    ),
    "one period": (["2023H1|a|Số vụ|3||"], "mới có số liệu một kỳ nên chưa vẽ diễn biến"),
    "no comparison": (
        ["2021H1|a|Số vụ|3||", "2023H1|a|Số vụ|3||"],
        "chưa có số liệu cùng kỳ để so sánh",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PANELS)
def test_reading_of_a_panel(case):
    lines, caption = PANELS[case]
    rows = table("period indicator name actual change pct_change", *lines)
    chart = trend_panels(rows, sector="crops")[0]
    assert plain(chart) == f"Trồng trọt: {caption}."
    # One slope is no picture.
    assert (chart.image is None) == (case != "rise and fall")


def test_few_cases_are_told_by_their_number():
    # From 3 accidents to none is a fall of 3, not one of 100%.
    rows = table(
        "period indicator name unit_of_measure previous actual change pct_change",
        *("2022H1|a|Số vụ tai nạn|vụ||3||", "2023H1|a|Số vụ tai nạn|vụ|3|0|-3|-100"),
        *("2022H1|b|Số người chết|người||1||", "2023H1|b|Số người chết|người|1|0|-1|-100"),
    )
    chart = trend_panels(rows, sector="crops")[0]
    assert plain(chart).endswith("; giảm: số vụ tai nạn (−3 vụ), số người chết (−1 người).")
    assert "Tỷ lệ tăng, giảm" not in chart.table.columns


def test_a_share_changes_by_points():
    columns = "period indicator name unit_of_measure actual change pct_change"
    share = table(columns, "2022H1|a|Tỷ lệ|%|25.5||", "2023H1|a|Tỷ lệ|%|21.24|-4.26|-16.7")
    caption = plain(trend_panels(share, sector="crops")[0])
    assert caption.endswith("; giảm: tỷ lệ (−4,26 điểm %).")


def test_money_is_printed_as_money():
    columns = "period indicator name unit_of_measure actual change pct_change"
    lines = ("2022H1|a|Thu|triệu đồng|5||", "2023H1|a|Thu|triệu đồng|6422.5|6417.5|10")
    (row,) = trend_panels(table(columns, *lines), sector="crops")[0].table.rows[:1]
    assert "6.422,5" in row


def test_other_kinds_of_period_are_left_out_of_a_series():
    lines = ("2023H1 | 4", "2022 | 500", "2022H1 | 9", "2021H1 | 7")
    chart = trend_panels(table("period actual", *lines), sector="crops")[0]
    assert list(chart.data["period"]) == ["2021H1", "2022H1", "2023H1"]


def many_slopes(count: int) -> pd.DataFrame:
    """Indicators i0, i1, … of which each changed by more than the one before."""
    lines = [
        f"{p}|i{i}|Chỉ tiêu {i}|{i + 5}|1|{i}" for i in range(count) for p in ("2022H1", "2023H1")
    ]
    return table("period indicator name actual change pct_change", *lines)


def test_a_second_picture_goes_on_where_the_first_is_full():
    assert len(trend_panels(many_slopes(12), sector="crops")) == 1
    first, second = trend_panels(many_slopes(13), sector="crops")
    assert [first.key, second.key] == ["trend:crops", "trend:crops:2"]
    assert second.title == "Trồng trọt: diễn biến qua các kỳ (tiếp theo)"
    assert [chart.data["indicator"].nunique() for chart in (first, second)] == [7, 6]
    assert list(dict.fromkeys([*first.data["indicator"], *second.data["indicator"]])) == [
        f"i{number}" for number in range(13)
    ]


def test_what_full_pictures_leave_out_is_said():
    first, second = trend_panels(many_slopes(30), sector="crops")
    drawn = set(first.data["indicator"]) | set(second.data["indicator"])
    assert drawn == {f"i{number}" for number in range(6, 30)}
    assert plain(second).endswith("; còn 6 chỉ tiêu thay đổi ít hơn không vẽ.")
    assert "không vẽ" not in plain(first)


def test_long_series_tell_records_and_say_that_a_period_is_not_reported():
    first, second = trend_panels(invented(), sector="crops")
    # Of seven series: 01, 05 and 06 end on their highest value, 02 on its lowest.
    assert "; cao nhất trong các kỳ đã có: chỉ tiêu mẫu 01" in plain(first)
    assert "; thấp nhất trong các kỳ đã có: chỉ tiêu mẫu 02" in plain(first)
    assert "mẫu 03 của Huyện Mẫu 03, " not in plain(first)
    counts = [line[0] for line in first.table.rows if not any(line[1:])]
    assert counts[-2:] == [
        "Cao nhất trong các kỳ đã có: 3 chỉ tiêu",
        "Thấp nhất trong các kỳ đã có: 1 chỉ tiêu",
    ]
    image = second.image.decode("utf-8")
    assert image.count("6T đầu 2023: chưa có số liệu") == 1
    row = next(row for row in second.table.rows if row[0].startswith("Chỉ tiêu mẫu 10"))
    assert dict(zip(second.table.columns, row, strict=True))["6T đầu 2023"] == "chưa có số liệu"


def test_marks_of_a_broken_scale_and_of_a_gap_are_explained_where_they_are():
    def keys(rows):
        return trend_panels(rows, sector="crops")[0].image.decode("utf-8")

    rows = invented()
    level, to_zero = rows[rows["indicator"] == "i1"], rows[rows["indicator"] == "i8"]
    gap = rows[rows["indicator"] == "i5"]
    assert "không bắt đầu từ số không" in keys(level) and "kế hoạch năm" in keys(level)
    assert "không bắt đầu từ số không" not in keys(to_zero)
    assert "kỳ không có số liệu" in keys(gap) and "kỳ không có số liệu" not in keys(level)
    assert "mỗi ô một thang riêng" in keys(gap)
    assert "cùng một thang tỷ lệ" in keys(many_slopes(2))


def test_panel_tells_from_a_frame_without_optional_columns():
    bare = SERIES.drop(columns=["change", "pct_plan", "unit_of_measure", "pace_expected"])
    assert "1/3 chỉ tiêu tăng, 2/3 chỉ tiêu giảm" in trend_panels(bare, sector="crops")[0].caption


def test_reading_of_plan_attainment():
    assert plan_bullets(PLAN, sector="crops").caption == (
        "1/4 chỉ tiêu đạt hoặc vượt kế hoạch năm; cao nhất là đàn lợn (đạt 114,2% kế "
        "hoạch), thấp nhất là thu ngân sách nhà nước trên địa bàn (đạt 36,7% kế hoạch); "
        "1/2 chỉ tiêu thấp hơn mức cần đạt đến ngày "
        "chốt số liệu (thu ngân sách nhà nước trên địa bàn)."
    )
    assert plan_bullets(PLAN[:3], sector="crops").caption.endswith(
        "; chỉ tiêu duy nhất có mức cần đạt đến ngày chốt số liệu đã đạt mức đó."
    )
    one, none = PLAN[:1], PLAN[:0]
    assert plan_bullets(one, sector="crops").caption == (
        "Đàn trâu đạt 98,4% kế hoạch năm; chỉ có một chỉ tiêu nên không vẽ hình."
    )
    assert plan_bullets(none, sector="crops").caption == (
        "Không có chỉ tiêu nào có kế hoạch để so sánh."
    )
    assert plan_bullets(one, sector="crops").image is None


def test_plan_is_sorted_and_takes_the_newest_period_and_its_sector():
    older, other = PLAN.assign(period="2022H1"), PLAN.assign(sector="health")
    frame = pd.concat([older.assign(name="cũ"), other.assign(name="khác"), PLAN])
    chart = plan_bullets(frame, sector="crops")
    assert chart.key == "plan:crops"
    assert list(chart.data["pct_plan"]) == sorted(PLAN["pct_plan"], reverse=True)
    assert set(chart.data["name"]) == set(PLAN["name"])


def test_reading_of_disbursement():
    chart = disbursement_chart(BUDGET)
    assert plain(chart) == (
        "Đã giải ngân 7.093/76.274 triệu đồng, đạt 9,3% (vốn đầu tư 18,0%, vốn sự nghiệp 4,3%); "
        "tỷ lệ cao nhất là Dự án 4 (16,8%); chưa giải ngân: Dự án 10; không được giao vốn: "
        "Dự án 6; chưa có số liệu vốn giao: Dự án 2."
    )
    assert list(dict.fromkeys(chart.data["project"])) == [
        *(f"Dự án {number}" for number in (2, 3, 4, 6, 10)),
        None,
    ]
    text = chart.image.decode("utf-8")
    for label in ("0/12", "5.013/26.744", "18,7%", "không được giao vốn", "chưa có số liệu"):
        assert label in text


def test_disbursement_without_money_or_without_figures():
    idle = BUDGET.assign(actual=Decimal(0), pct_plan=Decimal(0))
    assert "; chưa dự án nào giải ngân; " in disbursement_chart(idle).caption
    empty = BUDGET.assign(plan=None, actual=None, pct_plan=None)
    for rows in (empty, BUDGET[:0]):
        chart = disbursement_chart(rows)
        assert chart.image is None
        assert plain(chart) == "Chưa có số liệu vốn giao và giải ngân."


def test_reading_of_the_split_says_why():
    assert production_split_chart(SPLIT).caption == (
        "Sản lượng lúa xuân giảm 70,77 tấn so với cùng kỳ, trong đó diện tích làm giảm 102,69 tấn, "
        "năng suất làm tăng 31,92 tấn; sản lượng ngô vụ xuân tăng 70,03 tấn so với cùng kỳ, trong "
        "đó diện tích làm tăng 151,22 tấn, năng suất làm giảm 81,19 tấn."
    )
    unknown = production_split_chart(SPLIT.assign(yield_effect=None))
    assert unknown.image is None and unknown.caption.startswith("Chưa đủ số liệu hai kỳ")
    still = table("name change area_effect yield_effect", "Sắn | 0 | 0 | 0")
    assert production_split_chart(still).caption == (
        "Sắn không đổi so với cùng kỳ, trong đó diện tích không làm thay đổi, "
        "năng suất không làm thay đổi."
    )
    many = pd.concat([SPLIT] * 3)
    assert production_split_chart(many).caption.endswith("; các cây trồng khác xem trong hình.")


@pytest.mark.parametrize(
    ("chart", "caption"),
    [
        (plan_bullets(PLAN, sector="crops", lang="en"), "1 of 4 indicators reached the annual"),
        (disbursement_chart(BUDGET, lang="en"), "Disbursed 7,093 of 76,274 million VND, or 9.3%"),
        (production_split_chart(SPLIT, lang="en"), "fell 70.77 t on last year: area took away"),
        (trend_panels(SERIES, sector="crops", lang="en")[0], "1 of 3 indicators rose, 2 of 3 fell"),
    ],
    ids=lambda value: getattr(value, "key", None),
)
def test_readings_in_english(chart, caption):
    assert caption in chart.caption
