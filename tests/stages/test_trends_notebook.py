"""What a notebook shows of a chart."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from helpers.charts import Chart, ChartTable
from helpers.stages.notebooks.trends import PlacedChart

TABLE = ChartTable(("Chỉ tiêu", "Đạt"), (("Số thôn <b>", "99,3%"),))
CHART = Chart("plan:x", "Kế hoạch", "Thôn <b> đạt 99,3%.", b"<svg/>", (1, 1), pd.DataFrame(), TABLE)


def test_picture_reading_and_figures_with_names_as_text():
    shown = PlacedChart("plan", "x", CHART)._repr_html_()
    assert shown.startswith(
        "<p><strong>Kế hoạch</strong></p><svg/><p><em>Thôn &lt;b&gt; đạt 99,3%.</em></p><details>"
    )
    assert "Số thôn &lt;b&gt;" in shown and "99,3%</td>" in shown and "<b>" not in shown


def test_without_a_picture_the_reading_alone():
    alone = PlacedChart("plan", "x", replace(CHART, image=None, size=None))._repr_html_()
    assert alone == "<p><strong>Kế hoạch</strong></p><p>Thôn &lt;b&gt; đạt 99,3%.</p>"
