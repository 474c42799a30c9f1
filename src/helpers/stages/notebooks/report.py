"""What ``04_report`` calls: render the parts one by one, then publish the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.checks.decisions import Settlement, decisions_file, is_draft
from helpers.core.catalogues.key_indicators import KeyIndicator, load_key_indicators
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
)
from helpers.narrative.annexes import data_notes, reconciliation
from helpers.narrative.blocks import Label, Paragraph, Part, Table, facts_in
from helpers.narrative.cited_documents import documents_annex
from helpers.narrative.decisions import DecisionNotes, choice_code, decision_sheet
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
from helpers.stages.decided import add_decision
from helpers.stages.edits import (
    CHOOSE,
    REPLACE,
    Edit,
    add_edit,
    chosen_messages,
    edits_file,
    load_edits,
    remove_edit,
)
from helpers.stages.notebooks.edited_parts import ReportEdits
from helpers.stages.notebooks.kept_tables import (
    edits_in_dossier,
    show_decisions,
    show_edits,
    show_messages,
)
from helpers.stages.notebooks.tables import ShownTable
from helpers.stages.parameters import checked_call, validated
from helpers.stages.publishing import publish
from helpers.stages.report_head import attached_to, head_of_chain, head_values, report_head
from helpers.stages.unit_period import UnitPeriod

TABLES = (
    "indicators",
    "programme",
    "findings",
    "texts",
    "documents",
    "heading",
    "received_tables",
    "questions",
    "quarantine",
    "cleaning_log",
    "charts",
    "notes",
    "observations",
    "detailed_figures",
)


@dataclass
class Report:
    """The report of one unit and period; ``rendered`` are its parts so far, in their order.

    ``linked`` are the rows of the annex of figures that these parts link to.
    """

    unit_period: UnitPeriod
    report_data: ReportData
    rendered: list[RenderedPart] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)

    @property
    def blocks(self) -> list[object]:
        """All blocks rendered so far, in order."""
        return [block for part in self.rendered for block in part.blocks]

    @property
    def _all_blocks(self) -> list[object]:
        """Those of the reports to all sides: the dossier explains the figures of each."""
        return [block for report in (self, *self.for_others) for block in report.blocks]

    @cached_property
    def for_others(self) -> list[Report]:
        """The reports of the same period to other sides, rendered."""
        others = [self._for_other(outline) for outline in self.unit_period.other_outlines]
        for other in others:
            for add in (other.opening, other.parts, other.closing, other.summary, other.annexes):
                add()
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
        known = self.report_data.catalogues
        data = replace(
            self.report_data,
            outline=outline,
            catalogues=replace(known, programmes=known.programmes.only(outline.programmes)),
            head=head_of_chain(self.unit_period, dict(self.report_data.head), outline.chain),
            figure_count=0,
            table_count=0,
            placed_details=set(),
            cited_documents=set(),
            edited_texts=replacing_texts(self._stored, outline, self.report_data.lang),
            chosen_messages=chosen_messages(self._stored, outline.chain),
        )
        return type(self)(self.unit_period, data, linked=self.linked)

    def opening(self) -> RenderedPart:
        """The part before the outline's first one."""
        return self._add(opening(self.report_data), SECTION)

    def parts(self) -> list[RenderedPart]:
        """All parts of the outline, in order, with the unit's lasting edits."""
        return [self._add(part, SECTION) for part in self.edited_parts()]

    def edited_parts(self) -> Iterator[Part]:
        """The parts of the outline before they are rendered."""
        data = self.report_data
        edits = ReportEdits.of(self.unit_period, data)
        for section in data.outline.parts:
            first, part = data.figure_count + 1, render_part(data, section)
            yield edits.apply(part, first)

    def edits(self) -> ShownTable:
        """The stored edits in their order, with the numerals that were typed by hand."""
        return show_edits(
            ReportEdits.of(self.unit_period, self.report_data).edits, self.report_data
        )

    @checked_call
    def insert_after(self, section: str, paragraph: str = "", **what: Any) -> ShownTable:
        """Keep a paragraph, ``chart={…}`` or ``table={…}`` for the end of a section.

        ``{code}`` in a paragraph is the figure of an indicator. ``who`` and ``reason`` are kept.
        """
        return self._keep(action="insert_after", section=section, paragraph=paragraph, **what)

    @checked_call
    def drop(self, section: str, text: str, **why: str) -> ShownTable:
        """Leave out the paragraph, list item, picture or table of a section that has ``text``."""
        return self._keep(action="drop", section=section, text=text, **why)

    @checked_call
    def replace(self, section: str, text: str, by: str, **why: str) -> ShownTable:
        """Print ``by`` in place of ``text`` in a paragraph of a section."""
        return self._keep(action="replace", section=section, text=text, paragraph=by, **why)

    def messages(self) -> ShownTable:
        """What the signer's page can say, the most important first; what it says is marked."""
        return show_messages(self.report_data, self._weighted)

    @checked_call
    def choose(self, messages: Sequence[str], **why: str) -> ShownTable:
        """Keep which figures the signer's page names, by their codes, in this order."""
        self._keep(action=CHOOSE, messages=tuple(messages), **why)
        side = CHOOSE, self.report_data.outline.chain
        numbered = enumerate(self._stored, start=1)
        *earlier, _ = (number for number, e in numbered if (e.action, e.chain) == side)
        for number in reversed(earlier):
            remove_edit(self._edits_file, number)
        self.report_data.chosen_messages = tuple(messages)
        return self.edits()

    @checked_call
    def undo(self, number: int) -> ShownTable:
        """Take back the edit of that number. Raises ParameterError where there is none."""
        edits = self._stored
        if not 0 < number <= len(edits):
            raise ParameterError("edits.no_number", number=number, count=len(edits))
        remove_edit(self._edits_file, number)
        return self.edits()

    @property
    def _edits_file(self) -> Path:
        unit_period = self.unit_period
        return edits_file(unit_period.workspace, unit_period.period, unit_period.unit.key)

    @property
    def _stored(self) -> tuple[Edit, ...]:
        """The lasting edits of the unit and period, of all sides and languages."""
        return load_edits(self._edits_file)

    def _keep(self, **values: Any) -> ShownTable:
        own = {"lang": self.report_data.lang, "chain": self.report_data.outline.chain}
        edit = validated(Edit, {**own, **values})
        ReportEdits(self.unit_period, self.report_data, ()).check(edit, len(self._stored) + 1)
        add_edit(self._edits_file, edit)
        return self.edits()

    @cached_property
    def settlements(self) -> list[Settlement]:
        """The contradictions and what was decided of them. Raises CatalogueError."""
        tables = self.report_data.tables
        return self.unit_period.settlements(tables["findings"], tables["indicators"])

    @cached_property
    def _notes(self) -> DecisionNotes:
        return DecisionNotes(self.settlements, self.report_data)

    def decisions(self) -> ShownTable:
        """The contradictions in the order of the dossier, those to be decided first."""
        return show_decisions(self.settlements, self.report_data)

    @checked_call
    def decide(self, key: str, choice: str, *, reason: str, name: str) -> ShownTable:
        """Keep a decision about the contradiction ``key`` in the unit's file of decisions.

        Notebooks 02 to 04 obey it when they run again. Raises ParameterError for an unknown key
        or for a choice that the report cannot obey.
        """
        unit_period = self.unit_period
        path = decisions_file(unit_period.workspace, unit_period.period, unit_period.unit.key)
        given = {"key": key, "choice": choice_code(choice), "reason": reason, "name": name}
        add_decision(path, given, self.settlements)
        del self.settlements
        return self.decisions()

    def closing(self) -> RenderedPart:
        """The part after the outline's last one."""
        return self._add(closing(self.report_data), SECTION)

    def summary(self) -> RenderedPart:
        """The signer's page: it heads the report's page and is a file of its own."""
        blank = blank_sections(self.blocks)
        part = summary_part(self.report_data, self._weighted, self.settlements, blank)
        rendered = self._add(part, SUMMARY)
        self.rendered.insert(0, self.rendered.pop())
        return rendered

    @property
    def _weighted(self) -> list[KeyIndicator]:
        known, unit_period = self.unit_period.catalogues.known_codes, self.unit_period
        return load_key_indicators(unit_period.workspace, unit_period.period, known, weighted=True)

    def annexes(self) -> list[RenderedPart]:
        """What goes out with the report: the documents and the projects."""
        data = self.report_data
        found = [part for part in (documents_annex(data), projects_annex(data)) if part]
        lines = lines_annex(data, ROMAN[len(found)])
        return [self.attach(part) for part in (*found, *([lines] if lines else []))]

    def dossier(self) -> list[RenderedPart]:
        """What stays: statements that differ, notes on the data, all figures with their sources."""
        wide = f"{ANNEX} {DOSSIER} {LANDSCAPE}"
        data = self.report_data
        told = self._all_blocks
        added = [
            self._add(reconciliation(data, self.settlements), wide),
            self._add(self._data_notes(), f"{ANNEX} {DOSSIER}"),
            self._add(figures_annex(data, facts_in(told)), wide),
        ]
        if details := details_annex(data):
            added.append(self._add(details, wide))
        cards = cards_of(data, self.settlements, self.unit_names).of(told)
        html = render_cards(cards, self.linked, ANCHOR, data.lang)
        added.append(RenderedPart(html, DOSSIER))
        self.rendered.append(added[-1])
        return added

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

    def attach(self, part: Part) -> RenderedPart:
        """Add an annex; below its title it says which report it belongs to."""
        title, *rest = part.blocks
        report = Label(attached_to(self.unit_period, self.report_data))
        blocks = (title, Paragraph((report,), kind="attached"), *rest)
        return self._add(Part(part.key, blocks), f"{ANNEX} {LANDSCAPE}")

    def _add(self, part: Part, kind: str) -> RenderedPart:
        if DOSSIER not in kind:
            part = with_readable_money(part, self.report_data.lang)
        if DOSSIER not in kind and kind != SUMMARY:
            part = self._notes.applied(part)
        rendered = RenderedPart(render_blocks(part.blocks, self.linked), kind, part.blocks)
        self.rendered.append(rendered)
        return rendered

    def beside(self) -> tuple[Table, ...]:
        """The tables that the workbook has besides the report's."""
        return (
            decision_sheet(self.settlements, self.report_data),
            note_table(self.report_data),
            received_figures(self.report_data, self.unit_names),
        )

    def publish(self) -> pd.DataFrame:
        """Write the files of the reports and return their names and sizes in KB."""
        reports = {ETHNIC: self._composed(self, self.beside())}
        for other in self.for_others:
            reports[other.report_data.outline.chain] = self._composed(other)
        for chain in self.unit_period.report_parameters.chains:
            if chain not in reports:
                period, known = self.unit_period.period.label(), ", ".join(reports)
                raise ParameterError(
                    "stages.no_such_chain", chain=chain, period=period, known=known
                )
        return publish(self.unit_period, reports, self.unit_period.report_parameters.formats)

    def _composed(self, report: Report, beside: tuple[Table, ...] = ()) -> ComposedReport:
        head = report_head(self.unit_period, report.report_data)
        mark = message("export.draft", head.lang) if is_draft(self.settlements) else ""
        return ComposedReport(tuple(report.rendered), head, beside, mark=mark)


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
    edits = load_edits(edits_file(unit_period.workspace, unit_period.period, unit_period.unit.key))
    return ReportData(
        unit=unit_period.unit,
        catalogues=unit_period.unit_catalogues,
        outline=unit_period.outline,
        tables={name: unit_period.read(name) for name in tables},
        lang=unit_period.parameters.lang,
        head=head_values(unit_period, unit_period.read("heading")),
        edited_texts=replacing_texts(edits, unit_period.outline, unit_period.parameters.lang),
        chosen_messages=chosen_messages(edits, unit_period.outline.chain),
        note_on_past=note_on_past,
    )
