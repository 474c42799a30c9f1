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
    chart = trend_panels(rows, sector="crops")
    assert plain(chart) == f"Trồng trọt: {caption}."
    assert chart.image is None, "two periods are no course"


def test_few_cases_are_told_by_their_number():
    # From 3 accidents to none is a fall of 3, not one of 100%.
    rows = table(
        "period indicator name unit_of_measure previous actual change pct_change",
        *("2022H1|a|Số vụ tai nạn|vụ||3||", "2023H1|a|Số vụ tai nạn|vụ|3|0|-3|-100"),
        *("2022H1|b|Số người chết|người||1||", "2023H1|b|Số người chết|người|1|0|-1|-100"),
    )
    chart = trend_panels(rows, sector="crops")
    assert plain(chart).endswith("; giảm: số vụ tai nạn (−3 vụ), số người chết (−1 người).")
    assert "Tỷ lệ tăng, giảm" not in chart.table.columns


def test_a_share_changes_by_points():
    columns = "period indicator name unit_of_measure actual change pct_change"
    share = table(columns, "2022H1|a|Tỷ lệ|%|25.5||", "2023H1|a|Tỷ lệ|%|21.24|-4.26|-16.7")
    caption = plain(trend_panels(share, sector="crops"))
    assert caption.endswith("; giảm: tỷ lệ (−4,26 điểm %).")


def test_money_is_printed_as_money():
    columns = "period indicator name unit_of_measure actual change pct_change"
    lines = ("2022H1|a|Thu|triệu đồng|5||", "2023H1|a|Thu|triệu đồng|6422.5|6417.5|10")
    (row,) = trend_panels(table(columns, *lines), sector="crops").table.rows[:1]
    assert "6.422,5" in row


def test_other_kinds_of_period_are_left_out_of_a_series():
    lines = ("2023H1 | 4", "2022 | 500", "2022H1 | 9", "2021H1 | 7")
    chart = trend_panels(table("period actual", *lines), sector="crops")
    assert list(chart.data["period"]) == ["2021H1", "2022H1", "2023H1"]


def test_of_many_series_those_that_changed_most_are_drawn():
    chart = trend_panels(invented(copies=2), sector="crops")
    assert chart.data["indicator"].nunique() == 9
    assert "chỉ tiêu không vẽ" in plain(chart)


def test_counts_of_few_cases_have_no_line():
    lines = [f"{year}H1|a|Số vụ|vụ|{n}" for year, n in (("2021", 3), ("2022", 1), ("2023", 0))]
    columns = "period indicator name unit_of_measure actual"
    assert trend_panels(table(columns, *lines), sector="crops").image is None
    many = [line.replace("|vụ|", "|ha|") for line in lines]
    assert trend_panels(table(columns, *many), sector="crops").image is not None


def test_long_series_tell_records():
    chart = trend_panels(invented(), sector="crops")
    assert "chỉ tiêu cao nhất trong các kỳ đã có" in plain(chart)
    counts = [line[0] for line in chart.table.rows if not any(line[1:])]
    assert any(line.startswith("Thấp nhất trong các kỳ đã có: ") for line in counts)


def test_a_period_that_is_not_reported_is_said():
    rows = invented()
    chart = trend_panels(rows[rows["indicator"].isin(["i1", "i9", "i10"])], sector="crops")
    assert chart.image.decode("utf-8").count("6T đầu 2023: chưa có số liệu") == 1
    row = next(row for row in chart.table.rows if row[0].startswith("Chỉ tiêu mẫu 10"))
    assert dict(zip(chart.table.columns, row, strict=True))["6T đầu 2023"] == "chưa có số liệu"


def test_marks_of_a_broken_scale_and_of_a_gap_are_explained_where_they_are():
    def keys(rows):
        return trend_panels(rows, sector="crops").image.decode("utf-8")

    rows = invented()
    level, to_zero = rows[rows["indicator"] == "i1"], rows[rows["indicator"] == "i8"]
    gap = rows[rows["indicator"] == "i5"]
    assert "không bắt đầu từ số không" in keys(level) and "kế hoạch năm" in keys(level)
    assert "không bắt đầu từ số không" not in keys(to_zero)
    assert "kỳ không có số liệu" in keys(gap) and "kỳ không có số liệu" not in keys(level)
    assert "mỗi ô một thang riêng" in keys(gap)


def test_panel_tells_from_a_frame_without_optional_columns():
    bare = SERIES.drop(columns=["change", "pct_plan", "unit_of_measure", "pace_expected"])
    chart = trend_panels(bare, sector="crops")
    assert "1/3 chỉ tiêu tăng, 2/3 chỉ tiêu giảm" in f"{chart.title} {chart.caption}"


def test_the_finding_heads_the_picture_of_plan_attainment():
    chart = plan_bullets(PLAN, sector="crops")
    assert chart.title == (
        "Trồng trọt: 1/2 chỉ tiêu chậm hơn tiến độ theo thời gian, thời vụ "
        "(thu ngân sách nhà nước trên địa bàn)"
    )
    assert chart.caption == (
        "Tỷ lệ đạt so với kế hoạch năm (%). 1/4 chỉ tiêu đạt hoặc vượt kế hoạch năm; cao nhất là "
        "đàn lợn (đạt 114,2% kế hoạch), thấp nhất là thu ngân sách nhà nước trên địa bàn (đạt "
        "36,7% kế hoạch)."
    )


def test_reading_of_plan_attainment_without_picture():
    assert "chuồng đạt tiến độ theo thời gian, thời vụ; " in (
        plan_bullets(PLAN[:3], sector="crops").caption
    )
    one, none = PLAN[:1], PLAN[:0]
    assert plan_bullets(one, sector="crops").caption == (
        "Đàn trâu đạt 98,4% kế hoạch năm; chỉ có một chỉ tiêu nên không vẽ hình."
    )
    assert plan_bullets(none, sector="crops").caption == (
        "Không có chỉ tiêu nào có kế hoạch để so sánh."
    )
    assert plan_bullets(one, sector="crops").image is None


def test_less_than_a_point_below_what_is_due_is_on_course():
    rows = PLAN.assign(pct_plan=Decimal("99.3"), pace_expected=Decimal(100))
    assert "thời vụ hoặc chỉ kém chưa đến một điểm %" in plan_bullets(rows, sector="crops").title
    late = rows.assign(pct_plan=Decimal(99))
    assert (
        "4/4 chỉ tiêu chậm hơn tiến độ theo thời gian" in plan_bullets(late, sector="crops").title
    )


def test_an_estimate_has_a_hollow_mark_and_its_figure_in_the_table():
    rows = PLAN.assign(pct_estimate=Decimal("44.7"))
    chart = plan_bullets(rows, sector="crops")
    assert "ước đến hết kỳ" in chart.image.decode("utf-8")
    assert all("44,7%" in row for row in chart.table.rows[:4])
    assert "ước đến hết kỳ" not in plan_bullets(PLAN, sector="crops").image.decode("utf-8")


def test_plan_is_sorted_and_takes_the_newest_period_and_its_sector():
    older, other = PLAN.assign(period="2022H1"), PLAN.assign(sector="health")
    frame = pd.concat([older.assign(name="cũ"), other.assign(name="khác"), PLAN])
    chart = plan_bullets(frame, sector="crops")
    assert chart.key == "plan:crops"
    assert list(chart.data["pct_plan"]) == sorted(PLAN["pct_plan"], reverse=True)
    assert set(chart.data["name"]) == set(PLAN["name"])


def test_reading_of_disbursement():
    chart = disbursement_chart(BUDGET)
    assert chart.title == "Chương trình giải ngân 9,3% vốn giao (7.093/76.274 triệu đồng)"
    assert plain(chart) == (
        "Vốn đã giải ngân trên vốn được giao theo dự án (triệu đồng) và tỷ lệ giải ngân. "
        "Vốn đầu tư 18,0%, vốn sự nghiệp 4,3%; "
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


def test_disbursement_is_held_against_the_calendar():
    chart = disbursement_chart(BUDGET.assign(pace_expected=Decimal(50)))
    assert chart.title.endswith(", mức theo thời gian là 50%")
    assert "mức theo thời gian: 50%" in chart.image.decode("utf-8")


def test_disbursement_without_money_or_without_figures():
    idle = BUDGET.assign(actual=Decimal(0), pct_plan=Decimal(0))
    assert "; chưa dự án nào giải ngân; " in disbursement_chart(idle).caption
    empty = BUDGET.assign(plan=None, actual=None, pct_plan=None)
    for rows in (empty, BUDGET[:0]):
        chart = disbursement_chart(rows)
        assert chart.image is None
        assert plain(chart) == "Chưa có số liệu vốn giao và giải ngân."


def test_reading_of_the_split_says_why():
    chart = production_split_chart(SPLIT)
    assert chart.title == (
        "Sản lượng lúa xuân giảm 70,77 tấn so với cùng kỳ: diện tích làm giảm 102,69 tấn, "
        "năng suất làm tăng 31,92 tấn"
    )
    assert chart.caption == (
        "Thay đổi sản lượng so với cùng kỳ (tấn): phần do diện tích và phần do năng suất. Sản "
        "lượng ngô vụ xuân tăng 70,03 tấn so với cùng kỳ: diện tích làm tăng 151,22 tấn, năng "
        "suất làm giảm 81,19 tấn."
    )
    unknown = production_split_chart(SPLIT.assign(yield_effect=None))
    assert unknown.image is None and unknown.caption.startswith("Chưa đủ số liệu hai kỳ")
    still = table("name change area_effect yield_effect", "Sắn | 0 | 0 | 0")
    assert production_split_chart(still).title == (
        "Sắn không đổi so với cùng kỳ: diện tích không làm thay đổi, năng suất không làm thay đổi"
    )
    many = pd.concat([SPLIT] * 3)
    assert production_split_chart(many).caption.endswith("; các cây trồng khác xem trong hình.")


@pytest.mark.parametrize(
    ("chart", "caption"),
    [
        (plan_bullets(PLAN, sector="crops", lang="en"), "1 of 4 indicators reached the annual"),
        (disbursement_chart(BUDGET, lang="en"), "Programme: 9.3% of the capital is disbursed"),
        (production_split_chart(SPLIT, lang="en"), "fell 70.77 t on last year: area took away"),
        (trend_panels(SERIES, sector="crops", lang="en"), "1 of 3 indicators rose, 2 of 3 fell"),
    ],
    ids=lambda value: getattr(value, "key", None),
)
def test_readings_in_english(chart, caption):
    assert caption in f"{chart.title}. {chart.caption}"


def test_the_only_one_behind_is_named_without_a_count():
    lowest = min(PLAN["pct_plan"])
    paced = [Decimal(50) if share == lowest else None for share in PLAN["pct_plan"]]
    title = plan_bullets(PLAN.assign(pace_expected=paced), sector="crops").title
    assert title.endswith(" chậm hơn tiến độ theo thời gian, thời vụ") and "1/1" not in title
