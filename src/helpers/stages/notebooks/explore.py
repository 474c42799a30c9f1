"""What ``08_explore`` calls: questions to the figures of one or several units.

``data, chart = open_explore(unit=…, period=…)``. Indicators are named by code, by name, or by words
that are in the name ("lúa xuân"): one text or a list. Units are named by their keys.

``data.indicators(text)`` lists what can be asked for; ``data.series`` has a column for each period,
``data.compare`` the period against plan and last year. ``chart.trend``, ``chart.change``,
``chart.plan`` and ``chart.disbursement`` draw as the report does. All take figures that stages 01
and 02 have saved; ``.frame`` of a table and ``.chart.data`` of a chart are their figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

import pandas as pd

from helpers.charts import Chart, Subject, changes_chart, plan_bullets, trend_panels
from helpers.core.catalogues.indicators import Indicator
from helpers.core.errors import ParameterError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.table_words import head_of
from helpers.core.tables import Record, make_table, records_of
from helpers.core.text import fold
from helpers.core.workspace import Workspace
from helpers.export.html.panel import MarkedCell, PanelCell
from helpers.stages.notebooks.tables import CellWriter, ShownTable, holds
from helpers.stages.notebooks.trends import (
    PlacedChart,
    draw_programme,
    named_rows,
    series_break_of,
)
from helpers.stages.parameters import StageParameters, checked_call
from helpers.stages.unit_period import UnitPeriod, open_unit_period

COMPARED = ("plan", "actual", "pct_plan", "previous", "change", "pct_change")
CHOSEN = "chosen"
"""Stands for the sector where indicators of several are drawn together."""
Names = str | Sequence[str]


@dataclass(frozen=True)
class Data:
    """Figures as tables."""

    unit_period: UnitPeriod

    @checked_call
    def indicators(self, text: str = "") -> ShownTable:
        """Codes, names and units of measure of the indicators with ``text`` in name or code."""
        found = [
            i
            for i in self.unit_period.unit_catalogues.indicators.values()
            if holds(f"{i.name(self._lang)} {i.code}", text)
        ]
        names = ("code", "name", "unit_of_measure", "section")
        rows = [(i.code, i.name(self._lang), i.unit_of_measure, i.section) for i in found]
        heads = (message("tables.code"), *(head_of("indicators", n, self._lang) for n in names[1:]))
        return ShownTable(pd.DataFrame(rows, columns=list(names)), heads, tuple(rows))

    @checked_call
    def series(self, indicators: Names, units: Names = (), periods: Names = ()) -> ShownTable:
        """Values reached, a row for each indicator and unit, a column for each period on hand."""
        rows = self.rows(indicators, units, periods)
        shown = list(dict.fromkeys(row["period"] for row in rows))
        shown.sort(key=lambda period: Period.parse(period).end)
        values = {(r["unit"], r["indicator"], r["period"]): r for r in rows}
        lines = []
        for unit, code in dict.fromkeys((row["unit"], row["indicator"]) for row in rows):
            found = [values.get((unit, code, period)) for period in shown]
            lines.append((*self._names(next(filter(None, found))), *self._cells(found)))
        return self._shown(rows, [*self._heads(), *shown], lines)

    @checked_call
    def compare(self, indicators: Names, units: Names = (), order: str = "") -> ShownTable:
        """The period against plan and last year, a row for each indicator and unit.

        ``order``: a column to sort by, the least first; with a minus before it the greatest.
        Rows without a value there are last.
        """
        period = str(self.unit_period.period)
        rows = _ordered(self.rows(indicators, units, period), order)
        writer = self._writer
        lines = [
            (*self._names(row), *(writer.cell(column, row) for column in COMPARED)) for row in rows
        ]
        heads = [head_of("indicators", column, self._lang) for column in COMPARED]
        return self._shown(rows, [*self._heads(), *heads], lines)

    def rows(self, indicators: Names, units: Names = (), periods: Names = ()) -> list[Record]:
        """Rows of the indicators table. Raises ParameterError for a name that nothing has."""
        names = _listed(indicators) or [""]
        codes = list(dict.fromkeys(c for name in names for c in self.codes(name)))
        rows = [row for unit in self._units(units) for row in records_of(unit.history())]
        on_hand = sorted({str(row["period"]) for row in rows})
        wanted = _listed(periods) or on_hand
        for period in wanted:
            if period not in on_hand:
                raise ParameterError("tables.no_period", period=period, known=", ".join(on_hand))
        kept = [r for r in rows if r["period"] in wanted and r["indicator"] in codes]
        return sorted(kept, key=lambda row: codes.index(row["indicator"]))

    def codes(self, name: str) -> list[str]:
        """The indicators of this code or name, else those with the text in their names."""
        known: dict[str, Indicator] = dict(self.unit_period.unit_catalogues.indicators)
        if name in known:
            return [name]
        exact = [c for c, i in known.items() if fold(i.name(self._lang)) == fold(name)]
        found = exact or [c for c, i in known.items() if holds(i.name(self._lang), name)]
        if not found or not name.strip():
            raise ParameterError("tables.no_indicator", name=name)
        return found

    def _units(self, names: Names) -> Iterator[UnitPeriod]:
        period = str(self.unit_period.period)
        for name in _listed(names) or [self.unit_period.unit.key]:
            yield open_unit_period(
                workspace=self.unit_period.workspace, unit=name, period=period, lang=self._lang
            )

    def _shown(
        self, rows: list[Record], heads: list[str], lines: list[tuple[PanelCell, ...]]
    ) -> ShownTable:
        """The column of units only where there are several."""
        first = 0 if len({row["unit"] for row in rows}) > 1 else 1
        cells = tuple(line[first:] for line in lines)
        return ShownTable(make_table("indicators", rows), tuple(heads[first:]), cells)

    @property
    def _lang(self) -> str:
        return self.unit_period.parameters.lang

    @cached_property
    def _writer(self) -> CellWriter:
        return CellWriter(self.unit_period, "indicators", "indicators", self._lang)

    def _heads(self) -> tuple[str, ...]:
        names = ("unit", "name", "unit_of_measure")
        return tuple(head_of("indicators", name, self._lang) for name in names)

    def _names(self, row: Record) -> tuple[PanelCell, ...]:
        writer = self._writer
        unit = self.unit_period.catalogues.units.find(row["unit"], self.unit_period.period.end)
        names = ("indicator", "unit_of_measure")
        return (unit.name_vi, *(writer.cell(name, row) for name in names))

    def _cells(self, rows: Sequence[Record | None]) -> tuple[PanelCell, ...]:
        writer = self._writer
        return tuple(writer.cell("actual", row) if row else MarkedCell("") for row in rows)


@dataclass(frozen=True)
class Charts:
    """Figures as pictures, in the look and with the captions of the report."""

    data: Data

    @checked_call
    def trend(
        self, indicators: Names, units: Names = (), periods: Names = (), title: str = ""
    ) -> list[PlacedChart]:
        """A panel for each indicator over the periods on hand; of several units one for each.

        The panels stand in the order in which the indicators are named.
        """
        unit_period, lang = self.data.unit_period, self.data._lang
        frame = named_rows(unit_period, self._frame(indicators, units, periods))
        subject = Subject(title or ", ".join(_listed(indicators)), message("charts.item_indicator"))
        if len(_listed(units)) > 1:
            units_known, day = unit_period.catalogues.units, unit_period.period.end
            names = {key: units_known.find(key, day).name_vi for key in set(frame["unit"])}
            frame = frame.assign(
                name=[
                    f"{names[u]}: {n}" for u, n in zip(frame["unit"], frame["name"], strict=True)
                ],
                indicator=frame["unit"] + ":" + frame["indicator"],
            )
        series_break = None if units else series_break_of(unit_period)
        chart = trend_panels(
            frame.assign(sector=CHOSEN),
            sector=CHOSEN, lang=lang, series_break=series_break, subject=subject,
        )  # fmt: skip
        return [_placed("trends", chart, "")]

    @checked_call
    def change(self, indicators: Names, title: str = "") -> PlacedChart:
        """What changed since last year, rises first."""
        catalogue = self.data.unit_period.unit_catalogues.indicators
        frame = self._of_period(indicators)
        frame = frame.assign(direction=[catalogue[code].direction for code in frame["indicator"]])
        return _placed("changes", changes_chart(frame, lang=self.data._lang), title)

    @checked_call
    def plan(self, indicators: Names, title: str = "") -> PlacedChart:
        """What was reached of the year's plan, best first."""
        frame, lang = self._of_period(indicators).assign(sector=CHOSEN), self.data._lang
        title = title or message("charts.plan_title", lang, sector=", ".join(_listed(indicators)))
        return _placed("plan", plan_bullets(frame, sector=CHOSEN, lang=lang), title)

    @checked_call
    def disbursement(self, projects: Names = (), title: str = "") -> list[PlacedChart]:
        """Capital of each programme that has figures; of some projects by numbers or codes.

        A number that several projects have means all of them. Raises ParameterError for one that
        none has.
        """
        programmes = self.data.unit_period.catalogues.programmes
        lines = [line for root in programmes.roots() for line in programmes.projects(root)]
        chosen = []
        for name in _listed(projects):
            bare = name.lstrip("0")
            found = [x for x in lines if name == x.code or bare == x.number.lstrip("0")]
            if not found:
                known = ", ".join(f"{line.number} ({line.code})" for line in lines)
                raise ParameterError("tables.no_project", number=name, known=known)
            chosen += found
        placed = draw_programme(self.data.unit_period, chosen)
        shown = [item for item in placed if item.chart.image] or placed[:1]
        return [_placed(item.kind, item.chart, title) for item in shown]

    def _of_period(self, indicators: Names) -> pd.DataFrame:
        unit_period = self.data.unit_period
        return named_rows(unit_period, self._frame(indicators, (), str(unit_period.period)))

    def _frame(self, indicators: Names, units: Names, periods: Names) -> pd.DataFrame:
        return make_table("indicators", self.data.rows(indicators, units, periods))


def open_explore(*, workspace: Workspace | None = None, **values: object) -> tuple[Data, Charts]:
    """Tables and charts of a unit's figures. Raises ParameterError, InputError before stage 02."""
    unit_period = open_unit_period(StageParameters, workspace=workspace, **values)
    unit_period.read("indicators")
    data = Data(unit_period)
    return data, Charts(data)


def _listed(names: Names) -> list[str]:
    return [names] if isinstance(names, str) and names else list(names)


def _ordered(rows: list[Record], order: str) -> list[Record]:
    column = order.removeprefix("-")
    if not column:
        return rows
    if column not in COMPARED:
        raise ParameterError("tables.no_order", name=column, known=", ".join(COMPARED))
    known = [row for row in rows if row[column] is not None]
    known.sort(key=lambda row: row[column], reverse=order.startswith("-"))
    return [*known, *(row for row in rows if row[column] is None)]


def _placed(kind: str, chart: Chart, title: str) -> PlacedChart:
    """A chart under a title of one's own, which its picture carries too."""
    if title and chart.image:
        old, new = (escape(text, quote=False).encode() for text in (chart.title, title))
        image = chart.image.replace(b">" + old + b"<", b">" + new + b"<")
        chart = replace(chart, image=image)
    return PlacedChart(kind, None, replace(chart, title=title) if title else chart)
