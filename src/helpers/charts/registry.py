"""The one list of the kinds of charts: what draws each, and where a report shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from helpers.charts.changes.area_yield_split import production_split_chart
from helpers.charts.changes.change_chart import changes_chart
from helpers.charts.chart import Chart
from helpers.charts.disbursement.disbursement_chart import disbursement_chart
from helpers.charts.heat.dot_plot import dot_plot
from helpers.charts.heat.heat_table import heat_table
from helpers.charts.plan.plan_chart import plan_bullets
from helpers.charts.trends.trend_charts import trend_panels


@dataclass(frozen=True)
class ChartKind:
    """A kind of chart. ``code`` is its value in the column ``kind`` of the table ``charts``.

    ``draw``: the functions of ``helpers.charts`` whose charts are of this kind. ``in_outline``: an
    outline decides which section shows it (``chart`` of a content of kind ``chart``); the others
    are shown in an annex.
    """

    code: str
    draw: tuple[Callable[..., Chart | list[Chart]], ...]
    in_outline: bool = True


TRENDS = ChartKind("trends", (trend_panels,))
PLAN = ChartKind("plan", (plan_bullets,))
CHANGES = ChartKind("changes", (changes_chart,))
SPLIT = ChartKind("split", (production_split_chart,))
DISBURSEMENT = ChartKind("disbursement", (disbursement_chart,))
MEMBERS = ChartKind("members", (dot_plot, heat_table, trend_panels), in_outline=False)
"""Units of a parent beside each other."""
CHART_KINDS = {kind.code: kind for kind in (TRENDS, PLAN, CHANGES, SPLIT, DISBURSEMENT, MEMBERS)}
