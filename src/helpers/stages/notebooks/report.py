"""What ``04_report`` calls: show the report piece by piece, then publish it.

The pieces are made in the report's order whatever cell asks first: numbers of pictures and links
depend on it. Edits and decisions that were stored since make them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.checks.decisions import Decision, Settlement, is_draft, load_decisions
from helpers.core.catalogues.outlines import Outline
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import InputError, ParameterError
from helpers.core.messages import message
from helpers.export.composed_report import ComposedReport
from helpers.export.html.html_blocks import render_blocks, render_cards
from helpers.export.rendered_part import (
    ANNEX,
    DOSSIER,
    LANDSCAPE,
    SECTION,
    SUMMARY,
    RenderedPart,
    RenderedParts,
)
from helpers.narrative.annexes import data_notes, reconciliation
from helpers.narrative.blocks import Label, Paragraph, Part, Table, facts_in
from helpers.narrative.cited_documents import documents_annex
from helpers.narrative.decisions import DecisionNotes, decision_sheet
from helpers.narrative.detail_tables import details_annex
from helpers.narrative.figure_cards import cards_of
from helpers.narrative.money_in_prose import with_readable_money
from helpers.narrative.note_table import note_table
from helpers.narrative.outline_sections import blank_sections, closing, opening, render_part
from helpers.narrative.phrases import named
from helpers.narrative.programme_tables import lines_annex
from helpers.narrative.project_annexes import projects_annex
from helpers.narrative.received_figures import received_figures
from helpers.narrative.report_data import ReportData
from helpers.narrative.signer_page import summary_part
from helpers.narrative.source_annex import ANCHOR, figures_annex
from helpers.narrative.tabular import ROMAN
from helpers.stages.edits import REPLACE, Edit, chosen_messages
from helpers.stages.notebooks.edited_parts import ReportEdits
from helpers.stages.notebooks.kept_changes import KeptChanges
from helpers.stages.notebooks.kept_tables import edits_in_dossier
from helpers.stages.own_contradictions import own_statements
from helpers.stages.publishing import Reports, publish
from helpers.stages.report_head import attached_to, head_of_chain, head_values, report_head
from helpers.stages.unit_period import UnitPeriod

TABLES = (
    *("indicators", "programme", "findings", "texts", "documents", "heading", "received_tables"),
    *("questions", "quarantine", "cleaning_log", "charts", "notes", "observations"),
    "detailed_figures",
)
Kept = tuple[tuple[Edit, ...], list[Decision], list[tuple[object, ...]]]
"""What a report was made with."""
PIECES = ("opening", "parts", "closing", "summary", "annexes", "dossier")
"""In the order in which they are made; the summary heads the page."""


@dataclass
class Report(KeptChanges):
    """The report of one unit and period to one side.

    ``linked`` are the rows of the annex of figures that its parts link to.
    """

    unit_period: UnitPeriod
    report_data: ReportData
    linked: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return repr(self.unit_period)

    def __post_init__(self) -> None:
        self._pieces: dict[str, RenderedParts] = {}
        self._saved = self._times_of_tables()
        self._kept: Kept | None = self._what_is_kept()
        self._take_edits()

    def _take_edits(self) -> None:
        data, stored = self.report_data, self._stored
        data.edited_texts = replacing_texts(stored, data.outline, data.lang)
        data.chosen_messages = chosen_messages(stored, data.outline.chain)

    def opening(self) -> RenderedParts:
        """What is before the outline's first part."""
        return self._piece("opening")

    def parts(self) -> RenderedParts:
        """All parts of the outline, in order, with the unit's lasting edits."""
        return self._piece("parts")

    def closing(self) -> RenderedParts:
        """The part after the outline's last one."""
        return self._piece("closing")

    def summary(self) -> RenderedParts:
        """The signer's page: it heads the report's page and is a file of its own."""
        return self._piece("summary")

    def annexes(self) -> RenderedParts:
        """What goes out with the report: the documents and the projects."""
        return self._piece("annexes")

    def dossier(self) -> RenderedParts:
        """What stays: statements that differ, notes on the data, all figures with their sources."""
        return self._piece("dossier")

    def publish(self) -> pd.DataFrame:
        """Write the files of the reports and return their names and sizes in KB.

        Raises InputError where the tables were written anew since the report was opened.
        """
        if self._saved != self._times_of_tables():
            raise InputError("stages.tables_made_anew")
        formats = self.unit_period.report_parameters.formats
        return publish(self.unit_period, self._reports, formats)

    def _reports(self) -> Reports:
        """The reports to all sides with the findings as they are stored now."""
        self.report_data.tables["findings"] = self.unit_period.read("findings")
        self._saved = self._times_of_tables()
        self._piece("dossier")
        reports = {ETHNIC: self._composed(self, self.beside())}
        for other in self.for_others:
            reports[other.report_data.outline.chain] = self._composed(other)
        for chain in self.unit_period.report_parameters.chains:
            if chain not in reports:
                period, known = self.unit_period.period.label(), ", ".join(reports)
                raise ParameterError(
                    "stages.no_such_chain", chain=chain, period=period, known=known
                )
        return reports

    def _times_of_tables(self) -> list[int]:
        """When the tables that the report is made from were written; those that are there."""
        folder = self.unit_period.workspace.processed(
            self.unit_period.period, self.unit_period.unit.key
        )
        paths = [folder / f"{name}.parquet" for name in self.report_data.tables]
        return [path.stat().st_mtime_ns for path in paths if path.exists()]

    def _composed(self, report: Report, beside: tuple[Table, ...] = ()) -> ComposedReport:
        head = report_head(self.unit_period, report.report_data)
        mark = message("export.draft", head.lang) if is_draft(self._settled) else ""
        return ComposedReport(tuple(report.rendered), head, beside, mark=mark)

    @property
    def rendered(self) -> list[RenderedPart]:
        """The parts made so far, the summary first."""
        names = sorted(self._pieces, key=lambda name: name != "summary")
        return [part for name in names for part in self._pieces[name]]

    @property
    def blocks(self) -> list[object]:
        """All blocks rendered so far, in order."""
        return [block for part in self.rendered for block in part.blocks]

    def _piece(self, name: str) -> RenderedParts:
        """One piece, once those before it are made. What fails is made anew the next time."""
        self._renew()
        try:
            for piece in PIECES[: PIECES.index(name) + 1]:
                if piece not in self._pieces:
                    self._pieces[piece] = RenderedParts(getattr(self, f"_{piece}")())
        except BaseException:
            self._kept = None
            raise
        return self._pieces[name]

    def _renew(self) -> None:
        """Forget what was made where an edit, a decision or a contradiction came or went since."""
        kept = self._what_is_kept()
        if kept == self._kept:
            return
        self._kept, self._pieces, self.linked = kept, {}, set()
        self.report_data = self._fresh(self.report_data.outline)
        self._take_edits()
        for name in ("_settled", "_notes", "for_others"):
            self.__dict__.pop(name, None)

    def _what_is_kept(self) -> Kept:
        own = own_statements(self.report_data.records("findings"))
        return self._stored, load_decisions(self._decisions_file), own

    def _fresh(self, outline: Outline, **values: Any) -> ReportData:
        """The report's data with nothing counted or printed yet."""
        unused: dict[str, Any] = {"figure_count": 0, "table_count": 0}
        unused |= {"placed_details": set(), "cited_documents": set()}
        return replace(self.report_data, outline=outline, **unused, **values)

    @cached_property
    def for_others(self) -> list[Report]:
        """The reports of the same period to other sides, rendered."""
        others = [self._for_other(outline) for outline in self.unit_period.other_outlines]
        for other in others:
            other.annexes()
        return others

    def of_chain(self, chain: str) -> Report:
        """The report to one side, that to another one new. Raises InputError without one."""
        outlines = {outline.chain: outline for outline in self.unit_period.other_outlines}
        if chain == self.report_data.outline.chain:
            return self
        if chain not in outlines:
            raise InputError("edits.no_side")
        return self._for_other(outlines[chain])

    def _for_other(self, outline: Outline) -> Report:
        known, head = self.report_data.catalogues, dict(self.report_data.head)
        data = self._fresh(
            outline,
            catalogues=replace(known, programmes=known.programmes.only(outline.programmes)),
            head=head_of_chain(self.unit_period, head, outline.chain),
        )
        return type(self)(self.unit_period, data, linked=self.linked)

    @property
    def settlements(self) -> list[Settlement]:
        """The contradictions and what was decided of them. Raises CatalogueError."""
        self._renew()
        return self._settled

    @cached_property
    def _settled(self) -> list[Settlement]:
        tables = self.report_data.tables
        return self.unit_period.settlements(tables["findings"], tables["indicators"])

    @cached_property
    def _notes(self) -> DecisionNotes:
        return DecisionNotes(self._settled, self.report_data)

    def try_edit(self, edit: Edit) -> None:
        """Raise InputError where the report with this edit behind the stored ones cannot be made.

        Nothing is stored.
        """
        stored = self._stored
        tried = self._for_other(self.report_data.outline)
        edits = ReportEdits(self.unit_period, tried.report_data, (*stored, edit), len(stored))
        edits.check(edit, len(stored) + 1)
        for _ in tried.edited_parts(edits):
            continue

    def edited_parts(self, edits: ReportEdits | None = None) -> Iterator[Part]:
        """The parts of the outline before they are rendered; with other edits than the stored."""
        data = self.report_data
        used = edits or ReportEdits.of(self.unit_period, data)
        for section in data.outline.parts:
            first, part = data.figure_count + 1, render_part(data, section)
            yield used.apply(part, first)

    def _opening(self) -> Iterator[RenderedPart]:
        yield self._rendered(opening(self.report_data), SECTION)

    def _parts(self) -> Iterator[RenderedPart]:
        return (self._rendered(part, SECTION) for part in self.edited_parts())

    def _closing(self) -> Iterator[RenderedPart]:
        yield self._rendered(closing(self.report_data), SECTION)

    def _summary(self) -> Iterator[RenderedPart]:
        blank = blank_sections(self.blocks)
        part = summary_part(self.report_data, self.weighted, self._settled, blank)
        yield self._rendered(part, SUMMARY)

    def _annexes(self) -> Iterator[RenderedPart]:
        data = self.report_data
        found = [part for part in (documents_annex(data), projects_annex(data)) if part]
        lines = lines_annex(data, ROMAN[len(found)])
        return map(self._attached, (*found, *([lines] if lines else [])))

    def _attached(self, part: Part) -> RenderedPart:
        """An annex; below its title it says which report it belongs to."""
        title, *rest = part.blocks
        report = Label(attached_to(self.unit_period, self.report_data))
        blocks = (title, Paragraph((report,), kind="attached"), *rest)
        return self._rendered(Part(part.key, blocks), f"{ANNEX} {LANDSCAPE}")

    def _dossier(self) -> Iterator[RenderedPart]:
        """It explains the figures of the reports to all sides."""
        wide = f"{ANNEX} {DOSSIER} {LANDSCAPE}"
        data = self.report_data
        used = [block for report in (self, *self.for_others) for block in report.blocks]
        yield self._rendered(reconciliation(data, self._settled), wide)
        yield self._rendered(self._data_notes(), f"{ANNEX} {DOSSIER}")
        yield self._rendered(figures_annex(data, facts_in(used)), wide)
        if details := details_annex(data):
            yield self._rendered(details, wide)
        cards = cards_of(data, self._settled, self.unit_names).of(used)
        yield RenderedPart(render_cards(cards, self.linked, ANCHOR, data.lang), DOSSIER)

    def _data_notes(self) -> Part:
        """Notes on the data, on outlines that no text sets, and the lasting edits."""
        notes, lang = data_notes(self.report_data), self.report_data.lang
        used = (report.report_data.outline for report in (self, *self.for_others))
        unofficial = (o.source(lang) for o in used if o.is_official == "no")
        said = (named(message("narrative.outline_unofficial", lang, source=s)) for s in unofficial)
        listed = edits_in_dossier(self._stored, self.report_data)
        return replace(notes, blocks=(*notes.blocks, *(Paragraph((s,)) for s in said), *listed))

    @property
    def unit_names(self) -> Mapping[str, str]:
        """The names of the units that a total is made of, by key; none of one unit alone."""
        return {}

    def _rendered(self, part: Part, kind: str) -> RenderedPart:
        if DOSSIER not in kind:
            part = with_readable_money(part, self.report_data.lang)
        if DOSSIER not in kind and kind != SUMMARY:
            part = self._notes.applied(part)
        return RenderedPart(render_blocks(part.blocks, self.linked), kind, part.blocks)

    def beside(self) -> tuple[Table, ...]:
        """The tables that the workbook has besides the report's."""
        return (
            decision_sheet(self._settled, self.report_data),
            note_table(self.report_data),
            received_figures(self.report_data, self.unit_names),
        )


def replacing_texts(
    edits: Iterable[Edit], outline: Outline, lang: str
) -> Mapping[str, Sequence[str]]:
    """Section → what the lasting edits of one side's report put in the place of words of it."""
    found: dict[str, list[str]] = {}
    sources = {section.id: section.sources for section in outline.all_sections()}
    for edit in edits:
        if edit.action == REPLACE and (edit.chain, edit.lang) == (outline.chain, lang):
            for section in {edit.section, *sources.get(edit.section, ())}:
                found.setdefault(section, []).append(edit.paragraph)
    return found


def open_report(unit_period: UnitPeriod) -> Report:
    """The report of a unit and period. Raises InputError where an earlier stage has not run."""
    return Report(unit_period, report_data_of(unit_period, TABLES, unit_period.note_on_past))


def report_data_of(
    unit_period: UnitPeriod, tables: Iterable[str], note_on_past: str = ""
) -> ReportData:
    """What a report is made from, with these tables. Raises InputError where one is missing."""
    return ReportData(
        unit=unit_period.unit,
        catalogues=unit_period.unit_catalogues,
        outline=unit_period.outline,
        tables={name: unit_period.read(name) for name in tables},
        lang=unit_period.parameters.lang,
        head=head_values(unit_period, unit_period.read("heading")),
        note_on_past=note_on_past,
    )
