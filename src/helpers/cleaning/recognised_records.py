"""Recognised figures and questions as rows of the tables."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.question_records import record_of
from helpers.cleaning.recognised_notes import as_of, note_records
from helpers.cleaning.recognition.model import Question, Recognised, RecognisedFigure
from helpers.cleaning.recognition.questions import area_around
from helpers.cleaning.recognition.roles import PLANS
from helpers.core.catalogues import Catalogues
from helpers.core.errors import ParameterError
from helpers.core.groups import grouped
from helpers.core.periods import Period
from helpers.core.tables import Record

STATED = {
    "pct_plan": "stated_pct_plan",
    "pct_previous": "stated_pct_previous",
    "pct_change": "stated_pct_change",
    "change": "stated_change",
}
ITEMS = {"plan": "allocated", "actual": "disbursed", "pct_plan": "stated_pct"}
SEPARATOR = " / "


@dataclass
class RecognisedRecords:
    """Rows of ``observations``, ``programme`` and ``detailed_figures``; each figure is in one.

    ``observations``: the unit as a whole, this period. An estimate of the period itself is its
    actual value with that maturity where the table has no other; a second cell of the same value
    is a detailed figure.
    """

    catalogues: Catalogues
    observations: list[Record] = field(default_factory=list)
    programme: list[Record] = field(default_factory=list)
    detailed_figures: list[Record] = field(default_factory=list)
    notes: list[Record] = field(default_factory=list)
    _taken: set[tuple[str, ...]] = field(default_factory=set)
    _reached: set[str] = field(default_factory=set)
    _plans: dict[str, set[str]] = field(default_factory=dict)

    def add_all(self, figures: Iterable[RecognisedFigure]) -> None:
        """Add figures in their order."""
        every = list(figures)
        own = str(self.catalogues.period)
        self._reached = {
            f.meaning.code
            for f in every
            if (f.meaning.measure, f.meaning.period, f.meaning.breakdown) == ("actual", own, ())
        }
        for figure in every:
            if figure.meaning.measure in PLANS and not figure.meaning.breakdown:
                self._plans.setdefault(figure.meaning.code, set()).add(figure.meaning.measure)
        for figure in every:
            self._add(figure)

    def _add(self, figure: RecognisedFigure) -> None:
        record = self._record(figure)
        for note in note_records(figure, self.catalogues.period):
            if note not in self.notes:
                self.notes.append(note)
        if (amount := self._amount(figure)) and self._take("programme", *amount.values()):
            self.programme.append(record | amount)
            return
        measure = self._measure(figure)
        if measure and self._take("observations", figure.meaning.code, measure):
            self.observations.append(
                record | {"indicator": figure.meaning.code, "measure": measure}
            )
            return
        detail = {
            "indicator": figure.meaning.code,
            "measure": figure.meaning.measure,
            "value_period": figure.meaning.period,
            "breakdown": "; ".join(f"{name}={member}" for name, member in figure.meaning.breakdown),
            "header": SEPARATOR.join(figure.header_path),
        }
        self.detailed_figures.append(record | detail)
        if self._is_the_plan(figure) and self._take("observations", figure.meaning.code, "plan"):
            plan = {"indicator": figure.meaning.code, "measure": "plan"}
            self.observations.append(record | plan)

    def _is_the_plan(self, figure: RecognisedFigure) -> bool:
        """True for the plan that ``observations`` holds too: the council's, else the only one."""
        meaning, year = figure.meaning, str(self.catalogues.period.year)
        if meaning.breakdown or meaning.period != year or meaning.code in self._amounts:
            return False
        plans = self._plans.get(meaning.code, set())
        is_only = meaning.measure == "plan_province" and plans == {"plan_province"}
        return is_only or (meaning.measure == "plan_council" and "plan" not in plans)

    @property
    def _amounts(self) -> Collection[str]:
        return self.catalogues.programmes.amounts

    def _take(self, *key: str) -> bool:
        is_new = key not in self._taken
        self._taken.add(key)
        return is_new

    def _amount(self, figure: RecognisedFigure) -> dict[str, str] | None:
        """The columns of ``programme`` for money of a budget line of this year."""
        meaning, period = figure.meaning, self.catalogues.period
        line, capital = self.catalogues.programmes.amounts.get(meaning.code, (None, ""))
        item = ITEMS.get(meaning.measure, "")
        is_now = meaning.period == str(period) or (
            meaning.measure == "plan" and meaning.period == str(period.year)
        )
        if line is None or not item or meaning.breakdown or not is_now:
            return None
        names = {"programme": line.programme, "budget_line": line.code, "capital": capital}
        return names | {"item": item}

    def _measure(self, figure: RecognisedFigure) -> str:
        """The measure of ``observations``; empty for what is no figure of that table."""
        meaning, period = figure.meaning, self.catalogues.period
        if meaning.breakdown or meaning.code in self._amounts:
            return ""
        if meaning.measure == "plan" and meaning.period in (str(period.year), str(period)):
            return "plan"
        if meaning.measure == "previous" and meaning.period == str(period.previous_year()):
            return "previous"
        if meaning.period != str(period):
            return ""
        if meaning.measure == "estimate" and meaning.code not in self._reached:
            return "actual"
        return "actual" if meaning.measure == "actual" else STATED.get(meaning.measure, "")

    def _record(self, figure: RecognisedFigure) -> Record:
        cell, meaning = figure.cell, figure.meaning
        day, maturity = self._as_of(figure)
        original = cell.text if cell.corrected_from is None else cell.corrected_from
        return {
            "value": figure.value,
            "decimal_places": figure.decimal_places,
            "status": figure.status,
            "unit_of_measure": meaning.unit,
            "as_of": day,
            "maturity": maturity,
            "note": "; ".join(cell.text for cell in figure.notes) or None,
            "label": self._label(figure),
            "file": figure.file,
            "sheet": figure.sheet,
            "cell": cell.address,
            "raw_text": original,
        }

    def _label(self, figure: RecognisedFigure) -> str:
        """The name that a person gave, else the labels of the source."""
        said = figure.meaning.label if figure.degree == "answered" else ""
        return said or SEPARATOR.join(figure.label_path) or figure.meaning.label

    def _as_of(self, figure: RecognisedFigure) -> tuple[str, str]:
        """Day up to which a figure counts, and how certain it is."""
        own = self.catalogues.period
        try:
            end = Period.parse(figure.meaning.period).end
        except ParameterError:
            end = own.end
        if figure.meaning.measure in PLANS or figure.meaning.period != str(own):
            is_estimate = figure.meaning.measure == "estimate"
            return end.isoformat(), "estimate" if is_estimate else "official"
        return as_of(figure, own)


def question_rows(recognised: Recognised, cleaning_log: CleaningLog) -> list[Record]:
    """Rows of ``questions``; cells that wait for their answer are in the quarantine too, once."""
    read = {f.source for f in recognised.figures}
    read |= {(str(r["file"]), str(r["sheet"]), str(r["cell"])) for r in cleaning_log.refusals}
    for question in recognised.questions:
        fields = {"question": question.text, "why": question.reason}
        _quarantine(question, read, cleaning_log, "cleaning.asked", fields)
    for question in recognised.left_out:
        _quarantine(
            question, read, cleaning_log, "cleaning.of_other_unit", {"label": question.shown}
        )
    return [record_of(question) for question in recognised.questions]


def _quarantine(
    question: Question,
    read: set[tuple[str, str, str]],
    cleaning_log: CleaningLog,
    rule: str,
    fields: dict[str, str],
) -> None:
    """One row for each sheet of a question, with the area around the cells that are asked."""
    sheets = grouped(
        ((where.file, where.sheet), where.cells)
        for where in question.where
        if (where.file, where.sheet, where.cells.partition(":")[0]) not in read
    )
    for (file, sheet), areas in sheets.items():
        source_cell = SourceCell(file, sheet, area_around(areas), question.shown)
        cleaning_log.quarantine(source_cell, rule, **fields)
