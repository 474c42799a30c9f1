"""What ``04_report`` calls: tell the parts one by one, then publish what was told."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from helpers.export.head import ANNEX, FORM, LANDSCAPE, SECTION
from helpers.export.html.html_blocks import render_blocks
from helpers.narrative.annexes import data_notes, reconciliation
from helpers.narrative.blocks import Part, facts_in
from helpers.narrative.cited_documents import documents_annex
from helpers.narrative.outline_sections import closing, opening, render_part
from helpers.narrative.project_annexes import annex_parts
from helpers.narrative.report_data import ReportData
from helpers.narrative.source_annex import figures_annex
from helpers.stages.publishing import ComposedReport, RenderedPart, publish
from helpers.stages.report_head import report_head
from helpers.stages.unit_period import UnitPeriod

TABLES = (
    "indicators",
    "findings",
    "texts",
    "documents",
    "heading",
    "quarantine",
    "cleaning_log",
    "charts",
)


@dataclass
class Report:
    """The report of one case; parts stand in the order in which they were told.

    ``linked`` are the rows of the annex of figures that the parts told so far lead to.
    """

    unit_period: UnitPeriod
    report_data: ReportData
    told: list[RenderedPart] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)

    @property
    def blocks(self) -> list[object]:
        """All blocks told so far, in order."""
        return [block for told in self.told for block in told.blocks]

    def opening(self) -> RenderedPart:
        return self._add(opening(self.report_data), SECTION)

    def parts(self) -> list[RenderedPart]:
        """All parts of the outline, in order."""
        outline = self.report_data.outline.parts
        return [self._add(render_part(self.report_data, part), SECTION) for part in outline]

    def closing(self) -> RenderedPart:
        return self._add(closing(self.report_data), SECTION)

    def annexes(self) -> list[RenderedPart]:
        """Forms, documents, reconciliation, data notes; last all figures with their sources."""
        wide = f"{ANNEX} {LANDSCAPE}"
        told = [self._add(form, f"{wide} {FORM}") for form in annex_parts(self.report_data)]
        annexes = [
            (documents_annex, wide),
            (reconciliation, wide),
            (data_notes, ANNEX),
        ]
        told += [self._add(annex(self.report_data), kind) for annex, kind in annexes]
        figures = figures_annex(self.report_data, facts_in(self.blocks))
        return [*told, self._add(figures, wide)]

    def _add(self, part: Part, kind: str) -> RenderedPart:
        told = RenderedPart(render_blocks(part.blocks, self.linked), kind, part.blocks)
        self.told.append(told)
        return told

    def publish(self) -> pd.DataFrame:
        """Write the report's files and return their names and sizes in KB."""
        head = report_head(self.unit_period, self.report_data)
        return publish(self.unit_period, ComposedReport(tuple(self.told), head))


def open_report(unit_period: UnitPeriod) -> Report:
    """The report of a case whose stages before have run. Raises InputError otherwise."""
    tables = {name: unit_period.read(name) for name in TABLES}
    report_data = ReportData(
        unit=unit_period.unit,
        catalogues=unit_period.catalogues,
        outline=unit_period.outline,
        tables=tables,
        lang=unit_period.parameters.lang,
    )
    return Report(unit_period, report_data)
