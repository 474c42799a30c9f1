"""What ``03_trends`` calls: the charts of one unit and period, drawn from its indicators."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from helpers.charts import (
    Chart,
    SeriesBreak,
    changes_chart,
    disbursement_chart,
    plan_bullets,
    production_split_chart,
    trend_panels,
)
from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.programme import BudgetLine, Programmes
from helpers.core.conversion import PERCENT
from helpers.core.messages import message
from helpers.core.tables import make_table, records_of
from helpers.export.html.panel import NotebookPanel
from helpers.stages.unit_period import UnitPeriod

FEWEST_PERIODS = 4
"""Of a trend that a report draws."""

MOST_NAMES = 5
"""Former units that a caption names."""


@dataclass(frozen=True)
class PlacedChart:
    """A chart with its kind and sector, which decide where the report shows it."""

    kind: str
    sector: str | None
    chart: Chart

    def _repr_html_(self) -> str:
        """Shown in the notebook: picture, caption and its figures; or the caption alone."""
        title, caption = escape(self.chart.title), escape(self.chart.caption)
        if self.chart.image is None:
            return f"<p><strong>{title}</strong></p><p>{caption}</p>"
        # A browser without the typeface sets wider letters: they are not cut at the edge.
        image = self.chart.image.decode("utf-8").replace("<svg ", '<svg overflow="visible" ', 1)
        table = self.chart.table
        figures = NotebookPanel(table.columns, table.rows)._repr_html_()
        summary = message("charts.figures", item=self.chart.title)
        return (
            f"<p><strong>{title}</strong></p>{image}<p><em>{caption}</em></p>"
            f"<details><summary>{escape(summary)}</summary>{figures}</details>"
        )


def draw_trends(unit_period: UnitPeriod) -> list[PlacedChart]:
    """Series over all periods received: a panel for each sector that the outline shows."""
    history = named_rows(unit_period, unit_period.history())
    lang = unit_period.parameters.lang
    return [
        PlacedChart(
            "trends",
            sector,
            trend_panels(
                history, sector=sector, lang=lang, series_break=series_break_of(unit_period)
            ),
        )
        for sector in unit_period.outline.charted("trends", sectors_of(history))
    ]


def series_break_of(unit_period: UnitPeriod) -> SeriesBreak | None:
    """The break in the series of a unit that was formed of others, or sums up others now."""
    others = unit_period.others_before
    if not others:
        return None
    since = next(p for p in [*unit_period.earlier_periods, unit_period.period] if p not in others)
    former = list(dict.fromkeys(unit.name_vi for units in others.values() for unit in units))
    names = ", ".join(former[:MOST_NAMES])
    return SeriesBreak(str(since), names if len(former) <= MOST_NAMES else f"{names} …")


def draw_plan(unit_period: UnitPeriod) -> list[PlacedChart]:
    """Plan attainment of each sector that the outline shows, against the expected share."""
    frame, lang = named_rows(unit_period), unit_period.parameters.lang
    catalogue = unit_period.unit_catalogues.indicators
    amounts = [code for code in frame["indicator"] if _has_plan_to_reach(catalogue[code])]
    frame = frame[frame["indicator"].isin(amounts)]
    return [
        PlacedChart("plan", sector, plan_bullets(frame, sector=sector, lang=lang))
        for sector in unit_period.outline.charted("plan", sectors_of(frame))
    ]


def _has_plan_to_reach(indicator: Indicator) -> bool:
    """False for shares, rates and what is to fall: 110% of planned poor households is no merit."""
    is_share = indicator.has_denominator or indicator.unit_of_measure == PERCENT
    return not is_share and indicator.direction != "down"


def draw_programme(
    unit_period: UnitPeriod, projects: Sequence[BudgetLine] = ()
) -> list[PlacedChart]:
    """Disbursement by project and capital: a chart for each programme of the period.

    ``projects``: only these, and only their programmes.
    """
    programmes = unit_period.catalogues.programmes
    budget = [
        (row, line)
        for row in records_of(unit_period.read("indicators"))
        if row["kind"] == "programme"
        and (line := programmes.find(row["programme"], row["budget_line"])) is not None
    ]
    return [
        PlacedChart("disbursement", None, _disbursement(unit_period, root, budget, projects))
        for root in programmes.roots()
        if not projects or any(line.programme == root.programme for line in projects)
    ]


def _disbursement(
    unit_period: UnitPeriod,
    root: BudgetLine,
    budget: Sequence[tuple[dict[str, object], BudgetLine]],
    projects: Sequence[BudgetLine],
) -> Chart:
    """The chart of one programme; it is named where there are several."""
    programmes, lang = unit_period.catalogues.programmes, unit_period.parameters.lang
    of_programme = [
        (row, line, level)
        for row, line in budget
        if line.programme == root.programme
        and ((level := _level_in_chart(line, programmes)) != "project" or line in projects
             or not projects)
    ]  # fmt: skip
    frame = make_table("indicators", [row for row, _, _ in of_programme]).assign(
        level=[level for _, _, level in of_programme],
        number=[line.number for _, line, _ in of_programme],
        project=[programmes.full_label(line, lang) for _, line, _ in of_programme],
    )
    name = root.name(lang) if unit_period.catalogues.programmes.are_several else ""
    return disbursement_chart(frame, lang=lang, programme=name)


def _level_in_chart(line: BudgetLine, programmes: Programmes) -> str:
    if line.parent is None:
        return "programme"
    return "project" if programmes.is_project(line) else ""


def draw_changes(unit_period: UnitPeriod) -> list[PlacedChart]:
    """What changed most since the same period last year, over all sectors."""
    catalogue = unit_period.unit_catalogues.indicators
    frame = named_rows(unit_period)
    frame = frame.assign(direction=[catalogue[code].direction for code in frame["indicator"]])
    return [PlacedChart("changes", None, changes_chart(frame, lang=unit_period.parameters.lang))]


def draw_split(unit_period: UnitPeriod) -> list[PlacedChart]:
    """Why production changed: area part and yield part."""
    chart = production_split_chart(named_rows(unit_period), lang=unit_period.parameters.lang)
    return [PlacedChart("split", None, chart)]


def charts_table(unit_period: UnitPeriod, placed_charts: list[PlacedChart]) -> pd.DataFrame:
    """The ``charts`` table, from which the report takes its pictures.

    A sector's trend or plan without a picture has no row: sentences state its one bar. Nor has a
    trend of fewer periods than make a course: sentences state the change.
    """
    identity = {"unit": unit_period.unit.key, "period": str(unit_period.period)}
    return make_table(
        "charts",
        (
            {
                **identity,
                "kind": item.kind,
                "sector": item.sector,
                "key": item.chart.key,
                "title": item.chart.title,
                "caption": item.chart.caption,
                "data": item.chart.table.to_json(),
                "svg": item.chart.image.decode("utf-8") if item.chart.image else None,
                "svg_narrow": item.chart.narrow.decode("utf-8") if item.chart.narrow else None,
            }
            for item in placed_charts
            if item.sector is None or (item.chart.image and _is_course(item))
        ),
    )


def _is_course(item: PlacedChart) -> bool:
    """False for a trend of too few periods."""
    return item.kind != "trends" or item.chart.data["period"].nunique() >= FEWEST_PERIODS


def sectors_of(frame: pd.DataFrame) -> list[str]:
    """The sectors of a frame of indicators, in the catalogue's order."""
    return list(dict.fromkeys(frame["sector"]))


def named_rows(unit_period: UnitPeriod, frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """Indicators (no budget lines) with names in the report's language and digits to print.

    Of the period where no ``frame`` is given.

    The name of an estimate says so. A change that a form states is no change of a series: charts
    show what was received.
    """
    catalogue = unit_period.unit_catalogues.indicators
    frame = unit_period.read("indicators") if frame is None else frame
    rows = frame[frame["indicator"].isin(catalogue.keys())].copy()
    is_stated = (rows["comparison_basis"] == "stated") & rows["previous"].isna()
    rows.loc[is_stated, ["change", "pct_change"]] = None
    is_now = rows["period"] == str(unit_period.period)
    estimates = set(rows[is_now & (rows["maturity"] == "estimate")]["indicator"])
    lang = unit_period.parameters.lang
    names = {code: catalogue[code].name(lang) for code in rows["indicator"]}
    names |= {code: message("charts.estimated", lang, name=names[code]) for code in estimates}
    return rows.assign(
        name=[names[code] for code in rows["indicator"]],
        decimals=[catalogue[code].decimals for code in rows["indicator"]],
    )
