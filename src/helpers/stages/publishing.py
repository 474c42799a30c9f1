"""From told parts to files: every export of one report, and its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from helpers.audit.gate import require_consistent
from helpers.core.workspace import write_text
from helpers.export.docx.document import write_docx
from helpers.export.head import Fragment, ReportHead
from helpers.export.html.report_page import render_html
from helpers.export.report_pdf import write_pdf
from helpers.export.report_workbook import Sheet, write_workbook
from helpers.narrative.blocks import Heading, Table, facts_in
from helpers.narrative.facts import facts_json
from helpers.narrative.source_lookup import source_cells_of
from helpers.stages.report_files import FACTS, report_file
from helpers.stages.set_aside import OutputFolder, tell_kept
from helpers.stages.unit_period import UnitPeriod


@dataclass(frozen=True)
class RenderedPart:
    """One part as it was told: shown in the notebook, exported in the report."""

    html: str
    kind: str
    blocks: tuple[object, ...]

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class ComposedReport:
    """A report told to its end, with its head."""

    told: tuple[RenderedPart, ...]
    head: ReportHead

    @cached_property
    def page(self) -> str:
        """The report as one HTML page, from which the PDF is made too."""
        return render_html([Fragment(told.html, told.kind) for told in self.told], self.head)

    def sheets(self) -> Iterator[Sheet]:
        """Every table with the sheet it goes to, named after its annex or its own number."""
        for told in self.told:
            heading = next((b.text for b in told.blocks if isinstance(b, Heading)), "")
            tables = [block for block in told.blocks if isinstance(block, Table)]
            is_named_by_annex = Fragment("", told.kind).is_annex and len(tables) == 1
            for table in tables:
                title = heading if is_named_by_annex else table.caption
                yield Sheet(title.partition(". ")[0], title, table)


def _write_html(report: ComposedReport, path: Path) -> None:
    write_text(path, report.page)


def _write_pdf(report: ComposedReport, path: Path) -> None:
    write_pdf(report.page, path)


def _write_xlsx(report: ComposedReport, path: Path) -> None:
    author = report.head.agency.replace("\n", " ")
    write_workbook(list(report.sheets()), path, title=report.head.title, author=author)


def _write_docx(report: ComposedReport, path: Path) -> None:
    write_docx(report.told, report.head, path)


WRITERS: dict[str, Callable[[ComposedReport, Path], None]] = {
    "html": _write_html,
    "pdf": _write_pdf,
    "docx": _write_docx,
    "xlsx": _write_xlsx,
}


def publish(unit_period: UnitPeriod, report: ComposedReport) -> pd.DataFrame:
    """Write the report in the formats asked for, and its facts; file names and sizes in KB.

    An older export in a format that is not asked for is removed, and a mail draft with an older
    report: they must not look current. What a person edited is set aside, and printed.
    Raises ReportError, and leaves what is there, where the finished text contradicts itself.
    """
    folder = unit_period.workspace.reports(unit_period.period, unit_period.unit.key)
    outputs = OutputFolder(unit_period.workspace, folder)
    before = outputs.kept()
    blocks = [block for told in report.told for block in told.blocks]
    targets = {
        kind: report_file(
            unit_period.workspace, unit_period.period, unit_period.unit.key, kind, report.head.lang
        )
        for kind in WRITERS
    }
    asked = [path for kind, path in targets.items() if kind in unit_period.parameters.formats]
    contents = _contents(unit_period, report, asked, blocks)
    for path in (*(p for p in targets.values() if p not in asked), *sorted(folder.glob("*.eml"))):
        outputs.remove(path)
    contents[folder / FACTS] = facts_json(facts_in(blocks)).encode("utf-8")
    for path, content in contents.items():
        outputs.replace(path, content)
    for line in tell_kept(outputs.kept(but=before)):
        print(line)
    sizes = [round(len(content) / 1024, 1) for content in contents.values()]
    return pd.DataFrame({"file": [path.name for path in contents], "size_kb": sizes})


def _contents(
    unit_period: UnitPeriod, report: ComposedReport, targets: list[Path], blocks: list[object]
) -> dict[Path, bytes]:
    """What each file will hold, once all were made and contradict themselves nowhere."""
    place = unit_period.workspace.processed(unit_period.period, unit_period.unit.key)
    with TemporaryDirectory(prefix="_report-", dir=place) as work:
        made = [Path(work) / path.name for path in targets]
        for path in made:
            WRITERS[path.suffix[1:]](report, path)
        require_consistent(made, partial(source_cells_of, blocks=blocks), report.head.lang)
        return {path: new.read_bytes() for path, new in zip(targets, made, strict=True)}
