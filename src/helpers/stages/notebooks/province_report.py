"""The report of ``05_province``: the same forms, and an annex that compares the units."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from helpers.charts import Subject, dot_plot, heat_table, trend_panels
from helpers.charts.heat.dot_plot import FEWEST_UNITS
from helpers.charts.heat.heat_table import HeatRow
from helpers.checks.decisions import DECIDED, decisions_file, load_decisions, settle
from helpers.core.catalogues.capitals import BUDGET, capitals
from helpers.core.catalogues.deadlines import deadlines_of, report_owed
from helpers.core.catalogues.key_indicators import KeyIndicator, load_key_indicators
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.conversion import MONEY
from helpers.core.dates import find_date
from helpers.core.messages import message
from helpers.core.tables import Record, read_table, records_of
from helpers.export.rendered_part import SECTION, RenderedPart
from helpers.indicators.compute import compare
from helpers.indicators.rollup.totals import member_rows
from helpers.narrative.blocks import Table
from helpers.narrative.phrases import word
from helpers.narrative.programme_money import sources_of
from helpers.narrative.programme_section import with_programme
from helpers.narrative.report_data import FIGURE_IN_TEXT, ReportData
from helpers.narrative.unit_comparison import Comparison, Member, members_annex, units_table
from helpers.narrative.unit_messages import front_part, words_part
from helpers.stages.notebooks.province import Province
from helpers.stages.notebooks.report import TABLES, Report, report_data_of
from helpers.stages.notebooks.trends import PlacedChart

DUE = Decimal(100)
OF_CONTRADICTIONS = (
    *("check", "severity", "verdict", "subject", "indicator", "measure"),
    *("stated", "computed", "sheet", "cell"),
)
"""Columns of findings by which decisions are found."""
MOST_UNITS = 40
"""Of more, the workbook alone has their money by source."""


@dataclass
class RollupReport(Report):
    """A report whose annexes compare the units first."""

    unit_period: Province

    @cached_property
    def comparison(self) -> Comparison:
        """Completeness, punctuality and key figures of the units below, for the report's side."""
        found, data = comparison_of(self.unit_period), self.report_data
        owed = [(row, day) for row, day in found.owed if row.chain == data.outline.chain]
        keys = [key for key in found.keys if is_reported(data, key.code)]
        return replace(found, owed=owed, keys=keys)

    @property
    def unit_names(self) -> Mapping[str, str]:
        """The names of the units below, by key."""
        return self.unit_period.names

    def _opening(self) -> Iterator[RenderedPart]:
        """The first sentence; the messages and the comparison of the units follow it."""
        yield from super()._opening()
        yield self._rendered(front_part(self.report_data, self.comparison), SECTION)

    def _parts(self) -> Iterator[RenderedPart]:
        """The parts of the outline, then what the units wrote."""
        columns = ["kind", "budget_line", "programme", "text"]
        data = self.report_data
        written = records_of(_table(self.unit_period, "texts", columns))
        texts = [
            text
            for text in written
            if not isinstance(text["budget_line"], str) or data.budget_line_of(text)
        ]
        words = words_part(data, texts, self.unit_period.names, self._rows_named(texts))
        yield from super()._parts()
        if words.blocks:
            yield self._rendered(words, SECTION)

    def _rows_named(self, texts: Iterable[Record]) -> dict[str, dict[str, Record]]:
        """The indicators of the units whose texts name figures by their codes."""
        province = self.unit_period
        units = {str(t["unit"]) for t in texts if FIGURE_IN_TEXT.search(str(t["text"]))}
        tables = {
            u: read_table(province.workspace, u, province.period, "indicators") for u in units
        }
        return {
            unit: {str(row["indicator"]): row for row in records_of(table)}
            for unit, table in tables.items()
        }

    def _annexes(self) -> Iterator[RenderedPart]:
        """The comparison of the units, then the annexes of every report."""
        part = members_annex(self.report_data, self.comparison)
        if len(self.comparison.members) <= MOST_UNITS:
            part = replace(part, blocks=(*part.blocks, *self._money_of_units()))
        yield self._attached(part)
        yield from super()._annexes()

    def beside(self) -> tuple[Table, ...]:
        """The tables of the workbook alone; of many units their money by source too."""
        is_many = len(self.comparison.members) > MOST_UNITS
        return (*super().beside(), *(self._money_of_units() if is_many else ()))

    def _money_of_units(self) -> Iterator[Table]:
        """What each unit disbursed of each programme's money, by source."""
        data, province = self.report_data, self.unit_period
        newest = len(province.periods) - 1
        for root in data.catalogues.programmes.roots():
            keys = [
                _key_of_capital(str(row["indicator"]), code)
                for code, row in reversed(sources_of(root, data))
                if "." not in code and code != BUDGET
            ]
            rows = {
                key.code: [
                    (province.names[unit], row)
                    for unit, row in member_rows(province.totals, newest, key.code, MONEY)
                ]
                for key in keys
            }
            title = with_programme(word("money_of_units_title", data.lang), root, data)
            yield from units_table(data, title, keys, rows)


def _key_of_capital(indicator: str, code: str) -> KeyIndicator:
    """What was disbursed of a kind of capital, under the capital's name."""
    names = capitals()[code]
    return KeyIndicator(
        code=indicator, field="actual", short_vi=names.name_vi, short_en=names.name_en
    )


def is_reported(report_data: ReportData, code: str) -> bool:
    """True for a figure of a section and of a programme that the report has."""
    row = report_data.find(code)
    if row is None or row["section"] not in report_data.outline.titles(report_data.lang):
        return False
    return not row["budget_line"] or report_data.budget_line_of(row) is not None


def open_rollup(province: Province) -> RollupReport:
    """The report of a unit whose units below have been summed. Raises InputError otherwise."""
    return RollupReport(province, report_data_of(province, (*TABLES, "coverage", "contributions")))


def key_indicators(province: Province) -> list[KeyIndicator]:
    """The key indicators that are asked for in the period."""
    asked = set(province.totals.cube.codes)
    known = province.catalogues.known_codes
    keys = load_key_indicators(province.workspace, province.period, known)
    return [key for key in keys if key.code in asked]


def comparison_of(province: Province) -> Comparison:
    """Completeness, punctuality and key figures of the units below."""
    keys = key_indicators(province)
    newest = len(province.periods) - 1
    rows = {
        key.code: [
            (province.names[unit], row)
            for unit, row in member_rows(province.totals, newest, key.code, _unit_of(province, key))
        ]
        for key in keys
    }
    level = province.members[province.period][0].level
    owed = deadlines_of(province.workspace, province.period, level)
    main = report_owed(owed, ETHNIC)
    deadline = main.on(province.period) if main else None
    days = [(row, row.on(province.period)) for row in owed if row.recipient_vi or row.words_vi]
    is_official = main is None or main.is_official == "yes"
    members = list(_members(province))
    return Comparison(members, deadline, keys, rows, days, province.doubted, is_official)


def _unit_of(province: Province, key: KeyIndicator) -> str:
    indicator = province.catalogues.indicators.get(key.code)
    return indicator.unit_of_measure if indicator else MONEY


def _members(province: Province) -> Iterator[Member]:
    cube, newest = province.totals.cube, len(province.periods) - 1
    asked_of = [cube.code_index(code) for code in province.unit_catalogues.indicators]
    reported = cube.known("actual")[newest][:, asked_of].sum(axis=1)
    asked = np.sum([cube.asked(newest, code) for code in asked_of], axis=0, dtype=int)
    errors, sent = _errors(province), _sent(province)
    for index in np.flatnonzero(province.totals.expected[newest]):
        key = cube.units[index]
        counts = int(reported[index]), int(asked[index])
        yield Member(province.names[key], *counts, errors.get(key, 0), sent.get(key))


def _table(province: Province, name: str, columns: list[str]) -> pd.DataFrame:
    return province.of_members(province.period, ["unit", *columns], name).to_pandas()


def _errors(province: Province) -> dict[str, int]:
    """How many contradictions of each unit are undecided, as its own report says."""
    found: dict[str, list[Record]] = defaultdict(list)
    for row in records_of(_table(province, "findings", list(OF_CONTRADICTIONS))):
        found[str(row["unit"])].append(row)
    files = {unit: decisions_file(province.workspace, province.period, unit) for unit in found}
    lang = province.parameters.lang
    return {
        unit: sum(s.status != DECIDED for s in settle(rows, load_decisions(files[unit]), lang))
        for unit, rows in found.items()
    }


def _sent(province: Province) -> dict[str, date]:
    """The date on each unit's report, where it can be read."""
    heads = _table(province, "heading", ["key", "value"])
    dates = heads[heads["key"] == "date_text"]
    found = {str(row["unit"]): find_date(str(row["value"])) for row in records_of(dates)}
    return {unit: day for unit, day in found.items() if day is not None}


def draw_members(province: Province) -> list[PlacedChart]:
    """The units as dots and as a table by key indicators; the course of the first indicator."""
    lang = province.parameters.lang
    keys = [key for key in key_indicators(province) if key.field == "pct_plan"]
    newest = len(province.periods) - 1
    shares: list[dict[str, Any]] = [
        {
            unit: row["pct_plan"]
            for unit, row in member_rows(province.totals, newest, key.code, _unit_of(province, key))
        }
        for key in keys
    ]
    due = [_due(province, key.code) for key in keys]
    rows = [
        HeatRow(
            unit.name_vi,
            tuple(share.get(unit.key) for share in shares),
            frozenset(
                n for n, key in enumerate(keys) if (unit.name_vi, key.code) in province.doubted
            ),
        )
        for unit in province.members[province.period]
    ]
    rows = [row for row in rows if any(share is not None for share in row.shares)]
    names = [key.short(lang) for key in keys]
    # Of one indicator the dots say all that a page of tinted cells would.
    is_one = len(names) == 1 and len(rows) >= FEWEST_UNITS
    draws = (dot_plot,) if is_one else (dot_plot, heat_table)
    compared = [draw(rows, names, due, lang=lang) for draw in draws]
    courses = _courses(province, keys[0])
    subject = Subject(keys[0].short(lang), message("charts.item_unit", lang))
    panels = trend_panels(courses, sector="members", lang=lang, subject=subject)
    return [PlacedChart("members", None, chart) for chart in (*compared, panels)]


def _due(province: Province, code: str) -> Decimal:
    """The share of the plan (percent) that is due by the period's end; all of it otherwise."""
    rows = records_of(province.read("indicators"))
    expected = next((row["pace_expected"] for row in rows if row["indicator"] == code), None)
    return DUE if expected is None else expected


def _courses(province: Province, key: KeyIndicator) -> pd.DataFrame:
    """A series per unit of the key's actual value, as ``trend_panels`` takes them."""
    rows: list[dict[str, Any]] = []
    before: dict[str, dict[str, Any]] = {}
    for index, period in enumerate(province.periods):
        reported: dict[str, dict[str, Any]] = dict(
            member_rows(province.totals, index, key.code, _unit_of(province, key))
        )
        for unit, row in reported.items():
            values = row | {"previous": before[unit]["actual"] if unit in before else None}
            name = {"indicator": unit, "name": province.names[unit], "sector": "members"}
            rows.append(values | compare(values) | name | {"period": str(period), "decimals": 2})
        before = reported
    return pd.DataFrame(rows, dtype=object)
