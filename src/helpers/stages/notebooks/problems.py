"""What a person still does about a finished run: the gravest first, each with a way to mend it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pandas import DataFrame

from helpers.checks.decisions import ASKED as WAITING
from helpers.checks.decisions import DECIDED, NOT_YET, OPEN, Settlement
from helpers.cleaning.question_records import question_of
from helpers.cleaning.recognition.model import SheetCells
from helpers.core.errors import InputError
from helpers.core.messages import current_language, message
from helpers.core.table_words import BAD, WARN
from helpers.core.tables import Record, Row, make_table, records_of
from helpers.core.workspace import Workspace
from helpers.export.html.panel import FileLink, NotebookCard
from helpers.narrative.decisions import decision_text, figure_name, why_text, with_unit
from helpers.stages.blank_forms import forms_folder
from helpers.stages.mapping.answer_workbook import positions_of
from helpers.stages.notebooks.report import Report, open_report
from helpers.stages.received_files import ReceivedFiles, link_to
from helpers.stages.report_files import dossiers_at_hand
from helpers.stages.run_summary import (
    finding_line,
    grave_findings,
    refusal_groups,
    refusal_line,
)
from helpers.stages.unit_period import UnitPeriod

DECIDE, UNREAD, LOOK, ASKED, MISSING = "decide", "unread", "look", "asked", "missing"
SETTLED = "settled"
KINDS = (DECIDE, UNREAD, LOOK, ASKED, MISSING, SETTLED)
TONES = {DECIDE: BAD, UNREAD: BAD, LOOK: WARN, ASKED: WARN}
MAPPING = "07_mapping"
HAVE_OTHER_CARDS = ("cleaning.asked", "cleaning.form_missing")
"""Rules of the quarantine whose rows are questions and forms, which have cards of their own."""


@dataclass(frozen=True)
class Problem:
    """One thing to do, where its source cells are, and the contradiction that is to be decided."""

    kind: str
    title: str
    sentences: tuple[str, ...]
    links: tuple[FileLink, ...] = ()
    where: tuple[SheetCells, ...] = ()
    settlement: Settlement | None = None

    @property
    def card(self) -> NotebookCard:
        """As a notebook shows it."""
        title = message(f"start.problem_{self.kind}", title=self.title)
        positions = (message("start.source_cell", where=w) for w in positions_of(self.where))
        sentences = (*self.sentences, *positions)
        return NotebookCard(title, sentences, self.links, TONES.get(self.kind, ""))


@dataclass(frozen=True)
class Problems:
    """The problems of the report of one unit and period, as it was made last."""

    unit_period: UnitPeriod

    @cached_property
    def report(self) -> Report | None:
        """The report; None where a stage that it needs has not run."""
        try:
            return open_report(self.unit_period)
        except InputError:
            return None

    @property
    def settlements(self) -> list[Settlement]:
        """The contradictions and what was decided of them."""
        return self.report.settlements if self.report else []

    def all(self) -> list[Problem]:
        """In the order of ``KINDS``."""
        ways = (self._undecided, self._unread, self._to_look_at, self._asked, self._missing)
        found = (problem for way in ways for problem in way())
        return sorted(found, key=lambda problem: KINDS.index(problem.kind))

    def _undecided(self) -> Iterator[Problem]:
        for settlement in self.settlements:
            if settlement.status != DECIDED:
                yield self.of_settlement(settlement)

    def of_settlement(self, settlement: Settlement) -> Problem:
        """Both figures, what may explain them, and what was decided so far."""
        report = self.report or open_report(self.unit_period)
        finding, report_data = settlement.finding, report.report_data
        key = "two_figures" if finding["computed"] else "one_figure"
        figures = {n: with_unit(finding, n, report_data) for n in ("stated", "computed")}
        is_open = settlement.status == OPEN
        decided = "" if is_open else decision_text(settlement, current_language())
        sentences = (message(f"start.{key}", **figures), why_text(settlement, report_data), decided)
        title = figure_name(finding, report_data)
        kind = SETTLED if settlement.status in (DECIDED, NOT_YET, WAITING) else DECIDE
        return self._at_source(kind, title, sentences, finding, settlement)

    def _unread(self) -> Iterator[Problem]:
        refused = (r for r in self._records("quarantine") if r["rule"] not in HAVE_OTHER_CARDS)
        for rows in refusal_groups(refused):
            title = str(rows[0]["file"] or message("start.no_file"))
            yield self._at_source(UNREAD, title, (refusal_line(rows),), rows[0])

    def _to_look_at(self) -> Iterator[Problem]:
        settled = [settlement.finding for settlement in self.settlements]
        for row in grave_findings(self._table("findings")):
            if row not in settled:
                sentences = (finding_line(row), str(row["advice"] if row["stated"] else ""))
                yield self._at_source(LOOK, str(row["subject"]), sentences, row)

    def _asked(self) -> Iterator[Problem]:
        questions = map(question_of, self._records("questions"))
        by_file: dict[str, list[SheetCells]] = {}
        for question in questions:
            by_file.setdefault(question.where[0].file, []).append(question.where[0])
        notebook = self.workspace.root / "notebooks" / f"{MAPPING}.ipynb"
        link = link_to(self.workspace, notebook, name=message("start.open_mapping"))
        for file, where in sorted(by_file.items()):
            sentence = message("start.questions", count=len(where))
            yield Problem(ASKED, file, (sentence,), (link,), tuple(where))

    def _missing(self) -> Iterator[Problem]:
        unit_period = self.unit_period
        titles = ReceivedFiles(unit_period).missing_forms()
        if titles:
            folder = forms_folder(self.workspace, unit_period.period, unit_period.unit.key)
            found = sorted(folder.glob("*.xlsx"))
            links = tuple(link_to(self.workspace, path, saves=True) for path in found)
            sentence = message("start.forms_missing", names="; ".join(titles))
            advice = message("start.forms_advice", folder=self.workspace.relative(folder))
            yield Problem(MISSING, str(len(titles)), (sentence, advice), links)

    def _at_source(
        self,
        kind: str,
        title: str,
        sentences: Sequence[str],
        row: Row,
        settlement: Settlement | None = None,
    ) -> Problem:
        """A problem of a source cell, with links to its file and to the dossier."""
        unit_period = self.unit_period
        file = str(row["file"] or "")
        cells = SheetCells(file, str(row["sheet"] or ""), str(row["cell"] or ""))
        path = self.workspace.raw(unit_period.period, unit_period.unit.key) / file
        links = [link_to(self.workspace, path, saves=True)] if file and path.is_file() else []
        links += [
            link_to(self.workspace, dossier, name=message("start.open_dossier"))
            for dossier in dossiers_at_hand(
                self.workspace, unit_period.period, unit_period.unit.key
            )
            if dossier.suffix == ".html"
        ]
        where = (cells,) if file else ()
        return Problem(kind, title, tuple(filter(None, sentences)), tuple(links), where, settlement)

    @property
    def workspace(self) -> Workspace:
        """Where the report's files are."""
        return self.unit_period.workspace

    def _table(self, name: str) -> DataFrame:
        try:
            return self.unit_period.read(name)
        except InputError:
            return make_table(name, [])

    def _records(self, name: str) -> list[Record]:
        return records_of(self._table(name))
