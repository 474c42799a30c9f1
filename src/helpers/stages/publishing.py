"""From told parts to files: every export of one report, and its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from helpers.audit.gate import require_consistent
from helpers.export.docx import write_docx
from helpers.export.head import Fragment, ReportHead
from helpers.export.html import render_html
from helpers.export.pdf import write_pdf
from helpers.export.workbook import Sheet, write_workbook
from helpers.ground.errors import ReportError
from helpers.ground.messages import say
from helpers.ground.workspace import write_text
from helpers.narrative.blocks import Heading, Table, facts_in
from helpers.narrative.facts import facts_json
from helpers.narrative.origin import cells_behind
from helpers.stages.case import Case

FACTS = "facts.json"


@dataclass(frozen=True)
class Told:
    """One part as it was told: shown in the notebook, exported in the report."""

    html: str
    kind: str
    blocks: tuple[object, ...]

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Finished:
    """A report told to its end, with its head."""

    told: tuple[Told, ...]
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


def _write_html(report: Finished, path: Path) -> None:
    write_text(path, report.page)


def _write_pdf(report: Finished, path: Path) -> None:
    write_pdf(report.page, path)


def _write_xlsx(report: Finished, path: Path) -> None:
    author = report.head.agency.replace("\n", " ")
    write_workbook(list(report.sheets()), path, title=report.head.title, author=author)


def _write_docx(report: Finished, path: Path) -> None:
    write_docx(report.told, report.head, path)


WRITERS: dict[str, Callable[[Finished, Path], None]] = {
    "html": _write_html,
    "pdf": _write_pdf,
    "docx": _write_docx,
    "xlsx": _write_xlsx,
}


def publish(case: Case, report: Finished) -> pd.DataFrame:
    """Write the report in the formats asked for, and its facts; file names and sizes in KB.

    An older export in a format that is not asked for is removed, and a mail draft with an older
    report: they must not look current. Raises ReportError, and leaves nothing, where the finished
    text contradicts itself.
    """
    folder = case.workspace.reports(case.period, case.unit.key)
    for draft in folder.glob("*.eml"):
        draft.unlink()
    stem = say("export.file_stem", report.head.lang)
    files = []
    for kind, write in WRITERS.items():
        path = folder / f"{stem}-{case.unit.key}-{case.period}.{kind}"
        if kind in case.parameters.formats:
            write(report, path)
            files.append(path)
        else:
            path.unlink(missing_ok=True)
    blocks = [block for told in report.told for block in told.blocks]
    try:
        require_consistent(files, partial(cells_behind, blocks=blocks), report.head.lang)
    except ReportError:
        for path in files:
            path.unlink()
        raise
    write_text(folder / FACTS, facts_json(facts_in(blocks)))
    files.append(folder / FACTS)
    sizes = [round(path.stat().st_size / 1024, 1) for path in files]
    return pd.DataFrame({"file": [path.name for path in files], "size_kb": sizes})
