"""Charts: trends, plan attainment, disbursement, causes of change; each with its reading."""

from helpers.charts.changes import changes_chart
from helpers.charts.chart import Chart
from helpers.charts.chart_table import ChartTable
from helpers.charts.disbursement import disbursement_chart
from helpers.charts.heat import heat_table
from helpers.charts.panel_reading import Subject
from helpers.charts.plan import plan_bullets
from helpers.charts.split import production_split_chart
from helpers.charts.trends import Formed, trend_panels

__all__ = [
    "Chart",
    "ChartTable",
    "Formed",
    "Subject",
    "changes_chart",
    "disbursement_chart",
    "heat_table",
    "plan_bullets",
    "production_split_chart",
    "trend_panels",
]
