"""The table behind each chart: every number of picture and reading stands in it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from chart_rows import BUDGET, EXTREMES, PLAN, SERIES, SPLIT
from test_pictures import CHARTS

from helpers.charts import (
    ChartTable,
    disbursement_chart,
    plan_bullets,
    production_split_chart,
    trend_panels,
)

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
SCALE = {"0", "50", "100", "150", "200"}
"""Percents at the scale of bars against plan and of dots; no figures of any indicator."""
UNDRAWN = {
    "one bar": lambda: plan_bullets(PLAN[:1], sector="crops"),
    "no plan": lambda: plan_bullets(PLAN[:0], sector="crops"),
    "one period": lambda: trend_panels(SERIES[1:2], sector="crops"),
    "one slope": lambda: trend_panels(SERIES[:2], sector="crops"),
    "no series": lambda: trend_panels(SERIES[:0], sector="crops"),
    "split, none": lambda: production_split_chart(SPLIT[:0]),
    "no capital": lambda: disbursement_chart(BUDGET[:0]),
    "all on pace": lambda: plan_bullets(PLAN[:3], sector="crops"),
    "idle": lambda: disbursement_chart(BUDGET.assign(actual=None, pct_plan=None)),
    "split, extremes": lambda: production_split_chart(EXTREMES["split"]),
}


def numerals(texts) -> set[str]:
    return {numeral for text in texts for numeral in NUMERAL.findall(text)}


def read(text: str) -> ChartTable:
    """The table that ``to_json`` wrote."""
    written = json.loads(text)
    return ChartTable(tuple(written["columns"]), tuple(map(tuple, written["rows"])))


def cells(table: ChartTable) -> list[str]:
    return [*table.columns, *(cell for row in table.rows for cell in row)]


@pytest.mark.parametrize("name", [*CHARTS, *UNDRAWN])
def test_every_number_of_a_reading_stands_in_the_table(name):
    chart = (CHARTS | UNDRAWN)[name]()
    known = numerals(cells(chart.table))
    assert numerals([chart.caption, chart.title]) <= known
    if chart.image is not None:
        shown = [e.text for e in ElementTree.fromstring(chart.image) if e.tag.endswith("text")]
        lost = numerals(shown) - known
        assert lost <= (SCALE if chart.key.startswith(("plan:", "dots")) else set())


@pytest.mark.parametrize("name", CHARTS)
def test_the_table_is_even_and_survives_being_written(name):
    chart_table = CHARTS[name]().table
    assert {len(row) for row in chart_table.rows} == {len(chart_table.columns)}
    assert all(row[0] for row in chart_table.rows) and all(chart_table.columns)
    assert read(chart_table.to_json()) == chart_table


def test_one_row_per_mark_then_the_counts():
    table = plan_bullets(PLAN, sector="crops").table
    assert table.columns == ("Chỉ tiêu", "Đạt so với kế hoạch", "Mức theo thời gian, thời vụ")
    assert table.rows == (
        ("Đàn lợn", "114,2%", ""),
        ("Đàn trâu", "98,4%", ""),
        ("Sản lượng thịt hơi đại gia súc xuất chuồng", "59,0%", "50%"),
        ("Thu ngân sách nhà nước trên địa bàn", "36,7%", "50%"),
        ("Đạt hoặc vượt kế hoạch năm: 1/4 chỉ tiêu", "", ""),
        ("Thấp hơn mức theo thời gian, thời vụ: 1/2 chỉ tiêu", "", ""),
    )


def test_a_project_without_figures_says_so_and_the_whole_is_last():
    rows = disbursement_chart(BUDGET).table.rows
    assert [row[0] for row in rows] == [
        *(f"Dự án {number}" for number in (2, 3, 4, 6, 10)),
        "Toàn Chương trình",
    ]
    assert "chưa có số liệu" in rows[0] and rows[-1][-3:] == ("76.274", "7.093", "9,3%")


def test_a_trend_has_a_column_per_period():
    table = trend_panels(SERIES, sector="crops").table
    assert table.columns[:4] == ("Chỉ tiêu", "Đơn vị tính", "6T đầu 2022", "6T đầu 2023")
    assert table.rows[0][2:] == ("1.195,21", "1.178,47", "1.187", "99,3%", "−16,74", "−1,40%")
