"""What ``04_report`` calls: tell the parts one by one, then publish what was told."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from helpers.export.blocks import render_blocks
from helpers.export.head import ANNEX, FORM, LANDSCAPE, SECTION, Fragment, ReportHead
from helpers.export.html import render_html
from helpers.export.pdf import write_pdf
from helpers.ground.catalogues.outline import load_outline
from helpers.ground.messages import say
from helpers.ground.workspace import write_text
from helpers.narrative.annexes import data_notes, reconciliation
from helpers.narrative.blocks import Part, facts_in
from helpers.narrative.documents import documents_annex
from helpers.narrative.facts import facts_json
from helpers.narrative.forms import form_parts
from helpers.narrative.material import Material
from helpers.narrative.sections import closing, opening, tell_part
from helpers.narrative.trace import figures_annex
from helpers.stages.case import Case

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

WRITERS = {"html": lambda page, path: write_text(path, page), "pdf": write_pdf}


@dataclass(frozen=True)
class Told:
    """One part as it was told: shown in the notebook, exported in the report."""

    html: str
    kind: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass
class Report:
    """The report of one case; parts stand in the order in which they were told."""

    case: Case
    material: Material
    told: list[Told] = field(default_factory=list)
    blocks: list[object] = field(default_factory=list)

    def opening(self) -> Told:
        return self._add(opening(self.material), SECTION)

    def part(self, part_id: str) -> Told:
        """A part of the outline, e.g. ``II``. Raises KeyError for an unknown one."""
        return self._add(tell_part(self.material, part_id), SECTION)

    def closing(self) -> Told:
        return self._add(closing(self.material), SECTION)

    def annexes(self) -> list[Told]:
        """Forms, documents, reconciliation, data notes; last all figures with their sources."""
        wide = f"{ANNEX} {LANDSCAPE}"
        told = [self._add(form, f"{wide} {FORM}") for form in form_parts(self.material)]
        annexes = [
            (documents_annex, wide),
            (reconciliation, wide),
            (data_notes, ANNEX),
        ]
        told += [self._add(annex(self.material), kind) for annex, kind in annexes]
        figures = figures_annex(self.material, facts_in(self.blocks))
        return [*told, self._add(figures, wide)]

    def _add(self, part: Part, kind: str) -> Told:
        told = Told(render_blocks(part.blocks), kind)
        self.told.append(told)
        self.blocks.extend(part.blocks)
        return told

    def publish(self) -> pd.DataFrame:
        """Write the report's files and return their names and sizes in KB."""
        folder = self.case.workspace.reports(self.case.period, self.case.unit.key)
        stem = say("export.file_stem", self.material.lang)
        page = render_html([Fragment(t.html, t.kind) for t in self.told], self.head())
        files = []
        for kind, write in WRITERS.items():
            path = folder / f"{stem}-{self.case.unit.key}-{self.case.period}.{kind}"
            if kind in self.case.parameters.formats:
                write(page, path)
                files.append(path)
            else:
                path.unlink(missing_ok=True)  # an older export must not look current
        write_text(folder / "facts.json", facts_json(facts_in(self.blocks)))
        files.append(folder / "facts.json")
        sizes = [round(path.stat().st_size / 1024, 1) for path in files]
        return pd.DataFrame({"file": [path.name for path in files], "size_kb": sizes})

    def head(self) -> ReportHead:
        """The head and foot of the report, from the heading table."""
        period = self.case.period.label(self.material.lang)
        default_subject = say("export.subject", self.material.lang, period=period)
        agency = self._agency()
        subject = self._heading("subject", default_subject)
        return ReportHead(
            lang=self.material.lang,
            title=f"{subject} – {self.case.unit.name_vi}",
            superior_agency=self._heading("superior_agency", ""),
            agency=agency,
            number_symbol=self._number(),
            place_and_date=self._place_and_date(),
            kind=self._heading("kind", say("export.kind", self.material.lang)),
            subject=subject,
            recipients=tuple(self.material.heading("recipient")),
            signing=tuple(self.material.heading("signing")),
            signer=self._heading("signer", ""),
        )

    def _agency(self) -> str:
        """The agency in capitals; the unit's name begins a line of its own."""
        place = self.case.unit.name_vi.upper()
        agency = self._heading("agency", place)
        office = agency.removesuffix(place).rstrip()
        return f"{office}\n{place}" if office and office != agency else agency

    def _number(self) -> str:
        symbol = self._heading("number_symbol", "")
        return say("export.number", self.material.lang, symbol=symbol) if symbol else ""

    def _place_and_date(self) -> str:
        date = self.case.parameters.report_date or self._heading("date_text", "")
        return ", ".join(text for text in (self._heading("place", ""), date) if text)

    def _heading(self, key: str, default: str) -> str:
        values = self.material.heading(key)
        return values[0] if values else default


def open_report(case: Case) -> Report:
    """The report of a case whose stages before have run. Raises InputError otherwise."""
    outline = load_outline(
        case.workspace.reference_files("outlines", "*.yml"),
        case.period,
        case.unit.level,
        case.catalogues.indicators,
    )
    tables = {name: case.read(name) for name in TABLES}
    material = Material(
        unit=case.unit,
        catalogues=case.catalogues,
        outline=outline,
        tables=tables,
        lang=case.parameters.lang,
    )
    return Report(case, material)
