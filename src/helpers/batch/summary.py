"""What a batch leaves behind: index.html and manifest.json of the period."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from helpers.batch.jobs import Job, read_manifest
from helpers.batch.overview import Overview
from helpers.batch.work import DONE, FAILED, SKIPPED, Result
from helpers.export.index_page import IndexCell, IndexRow, Link, render_index
from helpers.ground.catalogues.units import Units
from helpers.ground.formatting import format_number
from helpers.ground.messages import say
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace, write_text
from helpers.stages.manifest import versions

COUNTS = ("files", "figures", "quarantined", "errors", "warnings")
SHOWN_FORMATS = ("html", "pdf", "docx", "xlsx")


def skipped(job: Job) -> Result:
    """The result of a report that stands already, as its manifest tells it."""
    manifest = read_manifest(job.workspace, job.period, job.unit) or {}
    outputs = tuple(name for name in manifest.get("outputs", {}) if "/notebooks/" not in name)
    return Result(job.unit, SKIPPED, counts=manifest.get("summary", {}), outputs=outputs)


def write_summary(
    workspace: Workspace, period: Period, results: Sequence[Result], seconds: float, lang: str
) -> list[str]:
    """Write the period's index page and manifest; their names relative to the workspace."""
    ordered = sorted(results, key=lambda result: result.unit)
    folder = workspace.root / "reports" / str(period)
    counts = Counter(result.status for result in ordered)
    record = {
        "period": str(period),
        "seconds": round(seconds, 1),
        "outcome": dict(sorted(counts.items())),
        "versions": versions(),
        "units": [asdict(result) for result in ordered],
    }
    write_text(folder / "manifest.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / "index.html", _index(workspace, period, ordered, counts, lang))
    return [workspace.relative(folder / name) for name in ("index.html", "manifest.json")]


def _index(
    workspace: Workspace,
    period: Period,
    results: Sequence[Result],
    counts: Counter[str],
    lang: str,
) -> str:
    units = Units.load(workspace.reference("units.csv"))
    names = {u.key: u.name_vi for u in units.rows if u.valid_on(period.end)}
    statuses = [(key, say(f"batch.status_{key}", lang)) for key in (DONE, SKIPPED, FAILED)]
    told = dict(statuses)
    overview = Overview.load(workspace, period, [r.unit for r in results if r.status != FAILED])
    rows = [
        IndexRow(
            names.get(r.unit, r.unit),
            r.status,
            (*_cells(r, told, lang), *overview.cells(r.unit, lang)),
            _links(r),
        )
        for r in results
    ]
    columns = [
        say("batch.column_unit", lang),
        say("batch.column_status", lang),
        *(say(f"cli.count_{name}", lang) for name in COUNTS),
        *overview.columns(lang),
        say("batch.column_files", lang),
    ]
    title = say("batch.index_title", lang, period=period.label(lang))
    summary = say(
        "batch.outcome",
        lang,
        done=counts[DONE],
        skipped=counts[SKIPPED],
        failed=counts[FAILED],
        total=len(results),
    )
    return render_index(title, summary, columns, rows, statuses, lang)


def _cells(result: Result, told: dict[str, str], lang: str) -> tuple[IndexCell, ...]:
    status = told[result.status] + (f": {result.reason}" if result.reason else "")
    return (IndexCell(status, is_text=True), *(_count(result, name, lang) for name in COUNTS))


def _count(result: Result, name: str, lang: str) -> IndexCell:
    number = result.counts.get(name)
    return (
        IndexCell("")
        if number is None
        else IndexCell(format_number(number, 0, lang=lang), str(number))
    )


def _links(result: Result) -> tuple[Link, ...]:
    """The unit's reports, relative to the page."""
    found = [PurePosixPath(name) for name in result.outputs]
    return tuple(
        Link(path.suffix[1:].upper(), f"{result.unit}/{path.name}")
        for kind in SHOWN_FORMATS
        for path in found
        if path.suffix == f".{kind}"
    )
