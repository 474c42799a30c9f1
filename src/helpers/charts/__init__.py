"""Charts: trends, plan attainment, disbursement, causes of change; each with its caption."""

from helpers.charts.changes.area_yield_split import production_split_chart
from helpers.charts.changes.change_chart import changes_chart
from helpers.charts.chart import Chart
from helpers.charts.chart_table import ChartTable
from helpers.charts.disbursement.disbursement_chart import disbursement_chart
from helpers.charts.heat.dot_plot import dot_plot
from helpers.charts.heat.heat_table import heat_table
from helpers.charts.plan.plan_chart import plan_bullets
from helpers.charts.registry import CHART_KINDS, ChartKind
from helpers.charts.trends.panel_caption import Subject
from helpers.charts.trends.trend_charts import SeriesBreak, trend_panels

__all__ = [
    "CHART_KINDS",
    "Chart",
    "ChartKind",
    "ChartTable",
    "SeriesBreak",
    "Subject",
    "changes_chart",
    "disbursement_chart",
    "dot_plot",
    "heat_table",
    "plan_bullets",
    "production_split_chart",
    "trend_panels",
]
