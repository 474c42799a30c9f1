"""Units as dots: counted and ranked by figures that no check doubts."""

from __future__ import annotations

from decimal import Decimal

from helpers.charts import dot_plot
from helpers.charts.heat.heat_table import HeatRow

NAMES, DUE = ["Giải ngân"], [Decimal(50)]


def rows(*shares, doubted=()):
    return [
        HeatRow(f"Xã {n}", (Decimal(share),), frozenset({0} if n in doubted else ()))
        for n, share in enumerate(shares)
    ]


def test_it_counts_those_that_have_what_is_due_and_names_the_ends():
    chart = dot_plot(rows(50, 20, 90, 49), NAMES, DUE)
    # 50 and 90 of four units have reached 50.
    assert chart.table.rows == (("Giải ngân", "50,0%", "2/4", "Xã 1 (20,0%)", "Xã 2 (90,0%)"),)
    assert "2/4 đơn vị đạt" in chart.caption


def test_a_figure_in_doubt_is_drawn_but_neither_counted_nor_named():
    chart = dot_plot(rows(50, 20, 900, 49, doubted={2}), NAMES, DUE)
    assert chart.table.rows == (("Giải ngân", "50,0%", "1/3", "Xã 1 (20,0%)", "Xã 0 (50,0%)"),)
    assert "Xã 2" not in chart.image.decode("utf-8")
    assert "chưa xếp hạng" in chart.image.decode("utf-8")


def test_of_too_few_units_there_is_no_picture():
    chart = dot_plot(rows(50, 20, 90, doubted={0}), NAMES, DUE)
    assert chart.image is None and chart.table.rows == ()
