"""The facade that the notebooks import: one unit, one period, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from helpers.checks import CheckRules, Earlier, find_contradictions
from helpers.checks.decisions import (
    STATED,
    WAYS,
    Settlement,
    decisions_file,
    kept_as_stated,
    load_decisions,
    settle,
)
from helpers.cleaning import Cleaned, clean_folder
from helpers.cleaning.mapping_answers import answers_for
from helpers.cleaning.readers import list_inputs
from helpers.core.catalogues import Catalogues, load_catalogues
from helpers.core.catalogues.corrections import load_corrections
from helpers.core.catalogues.mappings import load_mappings
from helpers.core.catalogues.outlines import Outline, find_outline, other_chains
from helpers.core.catalogues.own_indicators import load_own_indicators
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.catalogues.profiles import find_profile, outline_of_unit
from helpers.core.catalogues.units import Unit
from helpers.core.errors import InputError
from helpers.core.failures import record_failure
from helpers.core.messages import message, set_language
from helpers.core.periods import Period
from helpers.core.tables import Record, make_table, read_table, records_of, write_table
from helpers.core.workspace import Workspace
from helpers.indicators import compute_indicators, compute_programme
from helpers.indicators.compute import AsStated
from helpers.indicators.merge import merge_observations, merge_programme
from helpers.indicators.owed import owed_codes, with_figure_or_owed
from helpers.indicators.own import with_own_indicators
from helpers.stages.decided import take_from_workbook
from helpers.stages.kept_periods import KeptTables
from helpers.stages.parameters import ReportParameters, StageParameters, validated
from helpers.stages.running import outside_of_runs
from helpers.stages.unit_history import units_by_period

Tables = Mapping[str, pd.DataFrame]
"""Table → its frame."""


@dataclass(frozen=True)
class UnitPeriod:
    """One unit and period in a workspace."""

    workspace: Workspace
    parameters: StageParameters
    catalogues: Catalogues
    unit: Unit

    def __repr__(self) -> str:
        """Short: a notebook shows it where it is named alone."""
        return f"<{self.unit.key} {self.period}>"

    @property
    def period(self) -> Period:
        """The period of the catalogues."""
        return self.catalogues.period

    @property
    def report_parameters(self) -> ReportParameters:
        """The parameters, where a report was asked for. Raises TypeError for another stage's."""
        if not isinstance(self.parameters, ReportParameters):
            raise TypeError(f"{type(self.parameters).__name__} are no parameters of a report")
        return self.parameters

    @cached_property
    def source_units(self) -> dict[Period, list[Unit]]:
        """Earlier periods of the same kind → who sent their figures: this unit or former ones."""
        return units_by_period(self.workspace, self.catalogues.units, self.unit, self.period)

    @property
    def unit_catalogues(self) -> Catalogues:
        """The catalogues with the unit's own indicators, as its cleaned figures name them."""
        periods = (self.period, *reversed(self.earlier_periods))
        names = ("observations", "detailed_figures")
        frames = [(self._saved(p, names[0]), self._saved(p, names[1])) for p in periods]
        confirmed = load_own_indicators(self.workspace, self.unit.key, self.catalogues)
        return with_own_indicators(self.catalogues, confirmed, frames)

    def _saved(self, period: Period, name: str) -> pd.DataFrame:
        """A table of a period; empty where no stage has written it."""
        try:
            return read_table(self.workspace, self.unit.key, period, name)
        except InputError:
            return make_table(name, [])

    @property
    def earlier_periods(self) -> list[Period]:
        """Periods of the same kind on hand before this one, oldest first."""
        return list(self.source_units)

    @property
    def others_before(self) -> dict[Period, list[Unit]]:
        """Earlier periods whose figures are those of other units than today's."""
        return {
            period: sources
            for period, sources in self.source_units.items()
            if any(source.code != self.unit.code for source in sources)
        }

    @property
    def note_on_past(self) -> str:
        """What last year's figures of a unit are that was formed since, or why it has none."""
        before = self.period.previous_year()
        former, is_exact = self.catalogues.units.origins(self.unit, before.end)
        if former == [self.unit]:
            return ""
        key = ("past_without_files" if is_exact else "past_of_a_part") if former else "past_unknown"
        key = "past_summed" if before in self.earlier_periods else key
        names = ", ".join(source.name_vi for source in former)
        fields = {"unit": self.unit.name_vi, "year": before.year, "former": names}
        return message(f"narrative.{key}", self.parameters.lang, **fields)

    @cached_property
    def outline(self) -> Outline:
        """The outline for this level of units and this period. Raises CatalogueError."""
        return self._outline_for(ETHNIC)

    @property
    def other_outlines(self) -> list[Outline]:
        """Those of the other sides that take a report of the same period. Raises CatalogueError."""
        chains = other_chains(self.catalogues.outlines, self.period, self.unit.level)
        return [self._outline_for(chain) for chain in chains]

    def _outline_for(self, chain: str) -> Outline:
        known, unit = self.catalogues, self.unit
        outline = find_outline(known.outlines, self.period, unit.level, known.known_codes, chain)
        profile = find_profile(known.profiles, unit, known.units, self.period, known.known_codes)
        return outline_of_unit(outline, profile, unit)

    def inputs(self) -> pd.DataFrame:
        """The raw files: name and size in KB."""
        files, _ = list_inputs(self.workspace.raw(self.period, self.unit.key))
        sizes = [round(path.stat().st_size / 1024, 1) for path in files]
        return pd.DataFrame({"file": [path.name for path in files], "size_kb": sizes})

    def clean(self, *, with_answers: bool = True) -> Cleaned:
        """Clean this period's raw files. Raises InputError when there are none.

        ``with_answers``: use what people said that the unit's tables mean. Where the program itself
        failed at a file or sheet, the details are written down.
        """
        name = f"corrections/{self.period}/{self.unit.key}.csv"
        corrections = load_corrections(self.workspace.reference(name))
        folder = self.workspace.raw(self.period, self.unit.key)
        stored = load_mappings(self.workspace, self.unit.key) if with_answers else []
        answers = answers_for(stored, self.catalogues)
        cleaned = clean_folder(folder, self.catalogues, corrections, self.unit.key, answers)
        for error in cleaned.failures:
            with suppress(OSError):
                record_failure(self.workspace, error, f"clean-{self.unit.key}")
        return cleaned

    def save(self, tables: Tables) -> None:
        """Write tables of this unit and period, each complete and atomically.

        Raises InputError while another run holds them.
        """
        with outside_of_runs(self.workspace, self.period, self.unit.key):
            for name, frame in tables.items():
                write_table(self.workspace, self.unit.key, self.period, name, frame)

    def read(self, name: str) -> pd.DataFrame:
        """A table of this unit and period. Raises InputError when the stage before did not run."""
        return read_table(self.workspace, self.unit.key, self.period, name)

    def in_period(self, period: Period) -> UnitPeriod:
        """The same unit in another period, or the units that it was made of."""
        former = self.source_units.get(period, [])
        if all(source_unit.code == self.unit.code for source_unit in former):
            return self._opened(self.unit.key, period)
        opened = tuple(self._opened(source_unit.key, period) for source_unit in former)
        return MergedUnitPeriod(
            opened[0].workspace, opened[0].parameters, opened[0].catalogues, self.unit, opened
        )

    def _opened(self, unit: str, period: Period) -> UnitPeriod:
        values = self.parameters.model_dump() | {"unit": unit, "period": str(period)}
        return open_unit_period(type(self.parameters), workspace=self.workspace, **values)

    def make_once(self, name: str, make: Callable[[UnitPeriod], Tables]) -> None:
        """Save what ``make`` returns, table ``name`` among it, unless that would change nothing."""
        lang = self.parameters.lang
        kept = KeptTables(self.workspace, self.period, self.unit.key, lang)
        if not kept.has(name):
            made = make(self)
            self.save(made)
            kept.record(made)

    def clean_with_history(self) -> Cleaned:
        """Clean and save this period and the same periods of earlier years that are on hand.

        Raises InputError where no file of this period can be read.
        """
        for period in self.earlier_periods:
            earlier = self.in_period(period)
            earlier.make_once("observations", lambda unit_period: unit_period.clean().tables)
        cleaned = self.clean()
        self.save(cleaned.tables)
        if cleaned.is_unread:
            refused = [r for r in records_of(cleaned.tables["quarantine"]) if r["file"]]
            reasons = "".join(f"\n- {row['file']}: {row['reason']}" for row in refused)
            raise InputError("reading.none_readable", count=len(refused), reasons=reasons)
        return cleaned

    def last_year(self, name: str = "observations") -> pd.DataFrame:
        """A table of the same period a year before; empty where there is none."""
        before = self.period.previous_year()
        if before not in self.earlier_periods:
            return make_table(name, [])
        return read_table(self.workspace, self.unit.key, before, name)

    def compute(self) -> pd.DataFrame:
        """The indicators table: indicators, then the programme's budget lines.

        Decisions that were filled in on the dossier's sheet are taken over first.
        """
        self.take_decisions()
        computed = self._computed(frozenset())
        kept = self._kept_as_stated(computed)
        return self._computed(kept) if kept else computed

    def take_decisions(self) -> list[str]:
        """Store the decisions that a person filled in on the dossier's sheet; a sentence each."""
        return take_from_workbook(self.workspace, self.period, self.unit.key, self.parameters.lang)

    def _computed(self, as_stated: AsStated) -> pd.DataFrame:
        known, details = self.unit_catalogues, self._saved(self.period, "detailed_figures")
        observations, last_year = self.read("observations"), self.last_year()
        indicators = records_of(
            compute_indicators(observations, last_year, known, self.unit.key, details, as_stated)
        )
        lines = self.read("programme")
        budget = compute_programme(lines, self.catalogues, self.unit.key, as_stated)
        owed = owed_codes(known, self.unit, self._reported())
        records = [*with_figure_or_owed(indicators, owed), *records_of(budget)]
        return make_table("indicators", records)

    def _reported(self) -> set[str]:
        """Indicators of which the unit reported a value in an earlier period on hand."""
        tables = (self._saved(period, "observations") for period in self.earlier_periods)
        return {
            row["indicator"] for t in tables for row in records_of(t) if row["value"] is not None
        }

    def compute_with_history(self) -> pd.DataFrame:
        """Compute this period, and save the indicators of the earlier ones on hand."""
        for period in self.earlier_periods:
            earlier = self.in_period(period)
            earlier.take_decisions()
            earlier.make_once(
                "indicators", lambda unit_period: {"indicators": unit_period.compute()}
            )
        return self.compute()

    def check(self, indicators: pd.DataFrame) -> pd.DataFrame:
        """The findings table: what is stated against what follows from the figures."""
        return self._findings(indicators, self._kept_as_stated(indicators))

    def settlements(
        self, findings: pd.DataFrame, indicators: pd.DataFrame | None = None
    ) -> list[Settlement]:
        """The contradictions of a findings table and what was decided. Raises CatalogueError.

        With the ``indicators`` that a report prints, also whether they obey it.
        """
        decisions = load_decisions(decisions_file(self.workspace, self.period, self.unit.key))
        printed = () if indicators is None else records_of(indicators)
        return settle(records_of(findings), decisions, self.parameters.lang, printed)

    def _kept_as_stated(self, indicators: pd.DataFrame) -> AsStated:
        """Totals that people decided to keep; one of them may change the sum of another."""
        kept: AsStated = frozenset()
        path = decisions_file(self.workspace, self.period, self.unit.key)
        chosen = sum(d.choice == STATED or d.key.startswith(WAYS) for d in load_decisions(path))
        for _ in range(chosen):
            found = kept_as_stated(self.settlements(self._findings(indicators, kept)))
            if found == kept:
                break
            kept = found
        return kept

    def _findings(self, indicators: pd.DataFrame, as_stated: AsStated) -> pd.DataFrame:
        names = ("observations", "programme", "documents", "cleaning_log")
        tables = {name: self.read(name) for name in names}
        tables["detailed_figures"] = self._saved(self.period, "detailed_figures")
        last_year = {name: self.last_year(name) for name in ("observations", "programme")}
        earlier = Earlier(last_year, make_table("indicators", self._earlier_rows()))
        rules = replace(CheckRules.load(self.workspace, self.period), as_stated=as_stated)
        return find_contradictions(
            tables, earlier, indicators, self.unit_catalogues, rules, self.unit.key
        )

    def history(self) -> pd.DataFrame:
        """Indicator rows of all periods of this kind on hand, this one last."""
        records = [*self._earlier_rows(), *records_of(self.read("indicators"))]
        return make_table("indicators", records)

    def _earlier_rows(self) -> list[Record]:
        """Indicator rows of the earlier periods on hand, oldest first."""
        tables = [self.in_period(period).read("indicators") for period in self.earlier_periods]
        return [row for table in tables for row in records_of(table)]


@dataclass(frozen=True)
class MergedUnitPeriod(UnitPeriod):
    """A unit in a period before it was formed: its former units' figures together."""

    former: tuple[UnitPeriod, ...]

    def make_once(self, name: str, make: Callable[[UnitPeriod], Tables]) -> None:
        """Always made: from files of other units, which no record of this one names."""
        self.save(make(self))

    def clean(self, *, with_answers: bool = True) -> Cleaned:
        """Clean the former units' files and sum what adds; texts and documents are not theirs."""
        tables = [u.clean(with_answers=with_answers).tables for u in self.former]
        key = self.unit.key
        merged = {name: make_table(name, []) for name in tables[0]}
        frames = [(t["observations"], t["detailed_figures"]) for t in tables]
        confirmed = load_own_indicators(self.workspace, key, self.catalogues)
        known = with_own_indicators(self.catalogues, confirmed, frames)
        merged["observations"] = merge_observations([pair[0] for pair in frames], known, key)
        merged["programme"] = merge_programme([t["programme"] for t in tables], key)
        return Cleaned(merged)


def open_unit_period(
    model: type[StageParameters] = StageParameters,
    *,
    workspace: Workspace | None = None,
    **values: object,
) -> UnitPeriod:
    """Check parameters and open the unit and period they name.

    Raises ParameterError for unknown, missing or mistyped parameters, and for an unknown unit or
    period; CatalogueError for a broken catalogue.
    """
    parameters = validated(model, values)
    set_language(parameters.lang)
    base = workspace or Workspace.find()
    period = Period.parse(parameters.period)
    catalogues = load_catalogues(base, period)
    unit = catalogues.units.find(parameters.unit, period.end)
    return UnitPeriod(base, parameters, catalogues.at_level(unit.level), unit)
