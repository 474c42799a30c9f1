"""What ``05_province`` calls: the units below one unit, summed and compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.compute as compute

from helpers.checks import SEVERITIES
from helpers.checks.finding import Finding
from helpers.checks.unit_comparison_checks import missing_members, sums_that_differ, unusual_figures
from helpers.cleaning.received_tables import is_of_figures, together
from helpers.core.catalogues import Catalogues, load_catalogues
from helpers.core.catalogues.own_indicators import OWN, OwnIndicator, load_own_indicators
from helpers.core.catalogues.units import Unit
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.tables import (
    TABLES,
    make_table,
    read_together,
    records_of,
    write_arrow,
)
from helpers.indicators.own import OWN_COLUMNS, with_members_own
from helpers.indicators.rollup.cube import COLUMNS, Cube
from helpers.indicators.rollup.outliers import Outlier, against_history, against_peers
from helpers.indicators.rollup.totals import Totals, codes_of, total_rows
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_history import members_by_period
from helpers.stages.unit_period import UnitPeriod, open_unit_period

PARENT_TABLES = (
    *("texts", "documents", "heading", "notes", "quarantine", "cleaning_log"),
    *("observations", "detailed_figures", "questions", "programme"),
)


@dataclass(frozen=True)
class Province(UnitPeriod):
    """A unit whose figures are those of the units below it."""

    @property
    def periods(self) -> list[Period]:
        """Periods of this kind for which any unit has tables, this one last."""
        return list(self.members)

    @cached_property
    def source_units(self) -> dict[Period, list[Unit]]:
        """Totals of earlier periods are saved under this unit, whoever was below it then."""
        return {period: [self.unit] for period in self.periods[:-1]}

    @cached_property
    def members(self) -> dict[Period, list[Unit]]:
        """The units right below in each period, before a reorganisation those of that time."""
        units = self.catalogues.units
        return members_by_period(self.workspace, units, self.unit, self.catalogues.period)

    @property
    def others_before(self) -> dict[Period, list[Unit]]:
        """Earlier periods in which units were below that are not below today."""
        now = {unit.code for unit in self.members[self.period]}
        return {
            period: units
            for period, units in self.members.items()
            if period < self.period and not {unit.code for unit in units} <= now
        }

    @cached_property
    def all_catalogues(self) -> dict[Period, Catalogues]:
        """The catalogues as they are valid in each period. Raises CatalogueError."""
        return {period: self._with_own(period) for period in self.periods}

    def _with_own(self, period: Period) -> Catalogues:
        """The catalogues of a period with the indicators that only some members report."""
        table = self.of_members(period, ["unit", *OWN_COLUMNS])
        starts_so = compute.starts_with(table.column("indicator"), OWN)
        rows = table.filter(starts_so).to_pylist()
        known = load_catalogues(self.workspace, period)
        confirmed: dict[str, OwnIndicator] = {}
        for key in dict.fromkeys(row["unit"] for row in rows):
            confirmed = load_own_indicators(self.workspace, key, known) | confirmed
        return with_members_own(known, confirmed, rows)

    @property
    def unit_catalogues(self) -> Catalogues:
        """Those of this period, with the indicators that only some members report."""
        return self.all_catalogues[self.period]

    @cached_property
    def totals(self) -> Totals:
        """Sums over the units below. Raises InputError where none has indicators."""
        keys = list(dict.fromkeys(u.key for us in self.members.values() for u in us))
        if not self.members[self.period]:
            raise InputError("stages.no_members", unit=self.unit.name_vi)
        tables = (self.of_members(p, COLUMNS) for p in self.periods)
        known = dict.fromkeys(c for k in self.all_catalogues.values() for c in codes_of(k))
        names = (self.of_members(p, ["indicator"]).column("indicator") for p in self.periods)
        stated = {code for column in names for code in column.unique().to_pylist()}
        asked = {c for k in self.all_catalogues.values() for c in k.indicators}
        codes = [code for code in known if code in stated | asked]
        cube = Cube.build([str(p) for p in self.periods], keys, codes, tables)
        expected = np.array([np.isin(keys, [u.key for u in self.members[p]]) for p in self.periods])
        totals = Totals(cube, expected)
        if not totals.reporting[-1].any():
            raise InputError(
                "stages.no_member_reports", unit=self.unit.name_vi, period=str(self.period)
            )
        return totals

    def of_members(
        self, period: Period, columns: Sequence[str], table: str = "indicators"
    ) -> pyarrow.Table:
        """Columns of a table of all units below in a period."""
        keys = [unit.key for unit in self.members[period]]
        return read_together(self.workspace, keys, period, table, list(columns))

    @cached_property
    def names(self) -> dict[str, str]:
        """Unit key → name, of the units below in all periods."""
        return {u.key: u.name_vi for units in self.members.values() for u in units}

    @property
    def missing(self) -> list[str]:
        """Keys of units below of which this period has nothing."""
        lacking = self.totals.expected[-1] & ~self.totals.reporting[-1]
        return [key for key, lacks in zip(self.totals.cube.units, lacking, strict=True) if lacks]

    def sum_up(self) -> pd.DataFrame:
        """Save the totals of all periods and what they are made of; those of this period."""
        for index, period in enumerate(self.periods):
            rows = total_rows(self.totals, self.all_catalogues[period], self.unit.key, index)
            self.in_period(period).save({"indicators": rows})
        self.save(self._parent_tables())
        self._save_contributions()
        return rows

    def coverage(self) -> pd.DataFrame:
        """The ``coverage`` table: how many units report each indicator; saved."""
        cube, newest = self.totals.cube, len(self.periods) - 1
        indexes = map(cube.code_index, self.unit_catalogues.indicators)
        listed = [index for index in indexes if cube.is_listed(newest, index)]
        coverages = [self.totals.coverage(newest, index) for index in listed]
        rows = [self._identity | vars(c) | {"indicator": c.code} for c in coverages]
        frame = make_table("coverage", rows)
        self.save({"coverage": frame})
        return frame

    @property
    def _identity(self) -> dict[str, str]:
        return {"unit": self.unit.key, "period": str(self.period)}

    @cached_property
    def doubted(self) -> frozenset[tuple[str, str]]:
        """Names of units, and codes of their figures that a check calls wrong or unusual.

        So are the figures that are computed from them.
        """
        columns = ["unit", "severity", "indicator"]
        table = self.of_members(self.period, columns, "findings").to_pandas()
        rows = records_of(table[table["severity"] != "note"])
        found = {(self.names[str(row["unit"])], str(row["indicator"])) for row in rows}
        found |= {(self.names[item.unit], item.code) for item in self.unusual}
        known = self.unit_catalogues.indicators.items()
        computed = {(u, code) for code, row in known for u, part in found if part in row.inputs}
        return frozenset(found | computed)

    @cached_property
    def unusual(self) -> list[Outlier]:
        """Figures far from those of the other units, or from the unit's own past."""
        cube, newest = self.totals.cube, len(self.periods) - 1
        peers = [u for f in ("pct_plan", "pct_change") for u in against_peers(cube, newest, f)]
        return [*against_history(cube, newest), *peers]

    def compare(self) -> pd.DataFrame:
        """The ``findings`` table: missing units, unusual figures, sums that differ; saved."""
        found = [
            *missing_members(self.missing, self.names),
            *self._sums_below(),
            *unusual_figures(self.unusual, self.names, self.unit_catalogues),
        ]
        found.sort(key=lambda finding: SEVERITIES.index(finding.severity))
        frame = make_table("findings", [self._identity | f.as_record() for f in found])
        self.save({"findings": frame})
        return frame

    def _sums_below(self) -> Iterator[Finding]:
        """Units, and this one if it sent figures of its own, against the units below them."""
        known = self.unit_catalogues
        yield from sums_that_differ(self._sent(), self.unit.name_vi, self.totals, known)
        for unit in self.members[self.period]:
            if (below := self.below(unit)) is not None:
                rows = records_of(self._opened(unit.key, self.period).read("indicators"))
                yield from sums_that_differ(figures_of(rows), unit.name_vi, below, known)

    def below(self, unit: Unit) -> Totals | None:
        """Totals of the units below a member; None where none of them has reported."""
        values = self.parameters.model_dump() | {"unit": unit.key}
        try:
            return open_province(workspace=self.workspace, **values).totals
        except InputError:
            return None

    def _sent(self) -> dict:
        """Figures that the parent's own office sent, by code and measure."""
        if not self._has_raw():
            return {}
        rows = records_of(self.clean().tables["observations"])
        return {(r["indicator"], r["measure"]): r["value"] for r in rows if r["value"] is not None}

    def _has_raw(self) -> bool:
        return self.workspace.raw(self.period, self.unit.key).is_dir()

    def _parent_tables(self) -> dict[str, pd.DataFrame]:
        """Texts, documents and head from the parent's own files; empty without them."""
        own = self.clean().tables if self._has_raw() else {}
        tables = {name: own[name] if own else make_table(name, []) for name in PARENT_TABLES}
        return tables | {"received_tables": self._received(own.get("received_tables"))}

    def _received(self, own: pd.DataFrame | None) -> pd.DataFrame:
        """What was received of each table: figures of the units below, texts of the parent."""
        name = "received_tables"
        keys, columns = [u.key for u in self.members[self.period]], list(TABLES[name])
        below = [
            read_together(self.workspace, [key], self.period, name, columns).to_pylist()
            for key in keys
        ]
        written = [r for r in ([] if own is None else records_of(own)) if not is_of_figures(r)]
        figures = [r | self._identity for r in together(below) if is_of_figures(r)]
        return make_table(name, [*figures, *written])

    def _save_contributions(self) -> None:
        """Every figure of every unit that a total is made of, with the cells it came from."""
        columns = [c for c in TABLES["contributions"] if c not in ("unit", "period", "member")]
        table = self.of_members(self.period, ["unit", *columns])
        columns_of_values = (table.column(name) for name in ("actual", "plan", "previous"))
        table = table.filter(reduce(compute.or_, map(compute.is_valid, columns_of_values)))
        table = table.rename_columns(["member", *columns])
        for name, value in self._identity.items():
            table = table.append_column(name, pyarrow.array([value] * table.num_rows))
        write_arrow(self.workspace, self.unit.key, self.period, "contributions", table)


def figures_of(rows: Sequence[dict]) -> dict:
    """(code, actual or plan) → value of an indicators table."""
    return {
        (row["indicator"], name): row[name]
        for row in rows
        for name in ("actual", "plan")
        if row[name] is not None
    }


def open_province(*, workspace=None, **values: object) -> Province:
    """Check parameters and open the unit whose units below are summed.

    Raises what ``open_unit_period`` raises.
    """
    unit_period = open_unit_period(ReportParameters, workspace=workspace, **values)
    return Province(
        unit_period.workspace, unit_period.parameters, unit_period.catalogues, unit_period.unit
    )
