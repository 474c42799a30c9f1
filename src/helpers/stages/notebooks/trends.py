"""What ``03_trends`` calls: the charts of one case, drawn from its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from helpers.charts import (
    Chart,
    Formed,
    changes_chart,
    disbursement_chart,
    plan_bullets,
    production_split_chart,
    trend_panels,
)
from helpers.core.catalogues.programme import ProgrammeLine
from helpers.core.messages import say
from helpers.core.tables import make_table, records_of
from helpers.stages.unit_period import Case


@dataclass(frozen=True)
class Drawn:
    """A chart with its place in the report."""

    kind: str
    sector: str | None
    chart: Chart

    def _repr_html_(self) -> str:
        """Shown in the notebook: picture, reading and its figures; or the reading alone."""
        reading = escape(self.chart.reading)
        if self.chart.image is None:
            return f"<p>{reading}</p>"
        table = self.chart.table
        figures = pd.DataFrame(table.rows, columns=table.columns).to_html(index=False)
        summary = say("charts.figures", item=self.chart.title)
        return (
            f"{self.chart.image.decode('utf-8')}<p><em>{reading}</em></p>"
            f"<details><summary>{escape(summary)}</summary>{figures}</details>"
        )


def draw_trends(case: Case) -> list[Drawn]:
    """Series over all periods on hand: a panel for each sector that the outline shows."""
    history = _named(case, case.history())
    lang = case.parameters.lang
    return [
        Drawn("trends", sector, chart)
        for sector in case.outline.charted("trends", sectors_of(history))
        for chart in trend_panels(history, sector=sector, lang=lang, formed=_formed(case))
    ]


def _formed(case: Case) -> Formed | None:
    """The break in the series of a unit that was formed of others."""
    others = {
        period: senders
        for period, senders in case.senders.items()
        if any(sender.code != case.unit.code for sender in senders)
    }
    if not others:
        return None
    since = next(p for p in [*case.earlier_periods, case.period] if p not in others)
    former = dict.fromkeys(s.name_vi for senders in others.values() for s in senders)
    return Formed(str(since), ", ".join(former))


def draw_plan(case: Case) -> list[Drawn]:
    """Plan attainment of each sector that the outline shows, against the expected share."""
    frame, lang = _named(case, case.read("indicators")), case.parameters.lang
    catalogue = case.catalogues.indicators
    wholes = [code for code in frame["indicator"] if catalogue[code].is_share_of_whole]
    frame = frame[~frame["indicator"].isin(wholes)]
    return [
        Drawn("plan", sector, plan_bullets(frame, sector=sector, lang=lang))
        for sector in case.outline.charted("plan", sectors_of(frame))
    ]


def draw_programme(case: Case) -> list[Drawn]:
    """Disbursement by project and capital: a chart for each programme of the period."""
    programmes = case.catalogues.programmes
    budget = [
        (row, line)
        for row in records_of(case.read("indicators"))
        if row["kind"] == "programme"
        and (line := programmes.find(row["programme"], row["project"])) is not None
    ]
    return [
        Drawn("disbursement", None, _disbursement(case, root, budget))
        for root in programmes.roots()
    ]


def _disbursement(
    case: Case, root: ProgrammeLine, budget: Sequence[tuple[dict[str, object], ProgrammeLine]]
) -> Chart:
    """The chart of one programme; it is named where there are several."""
    own = [(row, line) for row, line in budget if line.programme == root.programme]
    frame = make_table("indicators", [row for row, _ in own]).assign(
        level=[line.level for _, line in own], number=[line.number for _, line in own]
    )
    lang = case.parameters.lang
    name = root.name(lang) if case.catalogues.programmes.are_several else ""
    return disbursement_chart(frame, lang=lang, programme=name)


def draw_changes(case: Case) -> list[Drawn]:
    """What changed most since the same period last year, over all sectors."""
    catalogue = case.catalogues.indicators
    frame = _named(case, case.read("indicators"))
    frame = frame.assign(direction=[catalogue[code].direction for code in frame["indicator"]])
    return [Drawn("changes", None, changes_chart(frame, lang=case.parameters.lang))]


def draw_split(case: Case) -> list[Drawn]:
    """Why production changed: area part and yield part."""
    frame = _named(case, case.read("indicators"))
    return [Drawn("split", None, production_split_chart(frame, lang=case.parameters.lang))]


def charts_table(case: Case, drawn: list[Drawn]) -> pd.DataFrame:
    """The ``charts`` table, from which the report takes its pictures.

    A sector's trend or plan without a picture has no row: sentences tell its one bar, and that
    there are no earlier periods is said once, where the largest changes are told.
    """
    place = {"unit": case.unit.key, "period": str(case.period)}
    return make_table(
        "charts",
        (
            {
                **place,
                "kind": item.kind,
                "sector": item.sector,
                "key": item.chart.key,
                "title": item.chart.title,
                "reading": item.chart.reading,
                "data": item.chart.table.to_json(),
                "svg": item.chart.image.decode("utf-8") if item.chart.image else None,
            }
            for item in drawn
            if item.sector is None or item.chart.image
        ),
    )


def sectors_of(frame: pd.DataFrame) -> list[str]:
    """The sectors of a frame of indicators, in the catalogue's order."""
    return list(dict.fromkeys(frame["sector"]))


def _named(case: Case, frame: pd.DataFrame) -> pd.DataFrame:
    """Indicators (no budget lines) with names in the report's language and digits to print."""
    catalogue = case.catalogues.indicators
    rows = frame[frame["indicator"].isin(catalogue.keys())]
    return rows.assign(
        name=[catalogue[code].name(case.parameters.lang) for code in rows["indicator"]],
        decimals=[catalogue[code].decimals for code in rows["indicator"]],
    )
