"""The charts of the real report: worth drawing, light, and with every number in their table."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_chart_tables import cells, numerals, read

from helpers.core.periods import Period
from helpers.core.tables import read_table

PERIOD, UNIT = Period.parse("2023H1"), "bach-thong"
MOST_BYTES = 60_000
FEWEST_MARKS = 2


@pytest.fixture(scope="module")
def rows(finished):
    workspace, _ = finished
    return read_table(workspace, UNIT, PERIOD, "charts").to_dict("records")


def test_every_number_of_a_caption_stands_in_the_table_behind_it(rows):
    for row in rows:
        table = read(row["data"])
        assert numerals([row["title"], row["caption"]]) <= numerals(cells(table)), row["key"]


def test_no_picture_shows_a_single_mark(rows):
    drawn = [row for row in rows if row["svg"]]
    assert {row["kind"] for row in drawn} == {"plan", "changes", "split", "disbursement"}
    for row in drawn:
        marks = [line for line in read(row["data"]).rows if any(line[1:])]
        assert len(marks) >= FEWEST_MARKS, row["key"]


def test_two_periods_are_no_trend(finished, rows):
    """The real unit has this year and the last one: what changed is told once, by the changes."""
    workspace, _ = finished
    assert has_figures(workspace, PERIOD.previous_year())
    assert not [row["key"] for row in rows if row["kind"] == "trends"]


def has_figures(workspace, period) -> bool:
    return bool(read_table(workspace, UNIT, period, "indicators")["actual"].notna().any())


def test_pictures_together_are_light(rows):
    assert sum(len((row["svg"] or "").encode("utf-8")) for row in rows) < MOST_BYTES


def test_a_sector_without_a_picture_says_nothing(rows):
    """Culture has no plan, and fishery one indicator with a plan; both have one period only."""
    assert all(row["svg"] for row in rows if row["kind"] in ("trends", "plan"))
    assert {row["sector"] for row in rows}.isdisjoint({"culture", "fishery"})


def test_changes_of_the_real_report(rows):
    """Vegetables: 281.02 ha after 263.3; spring maize: 47.48 tạ/ha after 48.81."""
    table = read(next(row["data"] for row in rows if row["kind"] == "changes"))
    by_name = {line[0]: line for line in table.rows}
    vegetables = (Decimal("281.02") / Decimal("263.3") - 1) * 100
    maize = (Decimal("47.48") / Decimal("48.81") - 1) * 100
    assert f"+{vegetables:.2f}%".replace(".", ",") in by_name["Diện tích rau, đậu các loại"]
    assert f"−{abs(maize):.2f}%".replace(".", ",") in by_name["Năng suất ngô vụ xuân (ước)"]
    accidents = by_name["Số vụ tai nạn giao thông"]
    assert "−3" in accidents and "−100%" not in accidents and "thuận lợi" in accidents
