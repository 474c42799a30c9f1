"""The summary of a batch: index.html and manifest.json of the period."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from helpers.batch.jobs import Job
from helpers.batch.overview import Overview
from helpers.batch.work import DONE, KEPT, MISSING, SKIPPED, Result, with_report
from helpers.core.catalogues.units import Units
from helpers.core.formatting import format_number
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.text import lower_first
from helpers.core.workspace import Workspace, write_text
from helpers.export.formats import FORMATS
from helpers.export.html.index_page import IndexCell, IndexPage, IndexRow, Link, render_index
from helpers.stages.input_hashes import report_input_hashes, shared_inputs
from helpers.stages.manifest import FAILED, MADE_WITH, read_manifest, write_shared
from helpers.stages.report_files import stays_here
from helpers.stages.set_aside import OutputFolder

TO_SEE, OTHER_COUNTS = ("errors", "warnings"), ("notes", "quarantined", "files", "figures")
"""What needs attention stands before the key figures, what the program counted behind them."""
STATUSES = (DONE, SKIPPED, KEPT, FAILED, MISSING)
WITH_REPORT = (DONE, SKIPPED, KEPT)


def skipped(job: Job) -> Result:
    """The result of a report that is current, as its manifest records it."""
    return _recorded(job.workspace, job.period, job.unit, SKIPPED)


def _recorded(workspace: Workspace, period: str, unit: str, status: str) -> Result:
    manifest = read_manifest(workspace, period, unit) or {}
    if manifest.get("outcome") == FAILED:
        return Result(unit, FAILED, reason=manifest["reason"])
    outputs = tuple(name for name in manifest.get("outputs", {}) if "/notebooks/" not in name)
    counts = manifest.get("summary", {})
    return with_report(Result(unit, status, counts=counts, outputs=outputs))


def write_summary(
    workspace: Workspace,
    period: Period,
    jobs: Sequence[Job],
    results: Sequence[Result],
    seconds: float,
    lang: str,
) -> tuple[list[str], str]:
    """Write the period's index page and manifest: their names, and where an edited index went.

    The page lists all units of the period: those of this batch, others with an earlier report,
    and those under the same parent in the catalogue that have sent nothing.
    """
    folder = workspace.root / "reports" / str(period)
    ordered = sorted(results, key=lambda result: result.unit)
    units = Units.load(workspace.reference("units.csv"))
    others = _others(workspace, period, {job.unit for job in jobs}, units)
    shared = shared_inputs(workspace, period)
    catalogues, code = report_input_hashes(workspace, shared.state, False)
    made_with = {"catalogues": catalogues, "code": code, "versions": shared.versions}
    record = {
        "period": str(period),
        "parameters": {"lang": lang, "formats": sorted({f for job in jobs for f in job.formats})},
        "seconds": round(seconds, 1),
        "outcome": dict(sorted(Counter(result.status for result in ordered).items())),
        MADE_WITH: write_shared(workspace, period, made_with),
        "units": [asdict(r) | {"fingerprint": _fingerprint(workspace, period, r)} for r in ordered],
        "others": {result.unit: result.status for result in others},
    }
    write_text(folder / "manifest.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    index = _index(workspace, period, [*ordered, *others], units, lang)
    kept = OutputFolder(workspace, folder).replace(folder / "index.html", index.encode("utf-8"))
    files = [workspace.relative(folder / name) for name in ("index.html", "manifest.json")]
    return files, workspace.relative(kept) if kept else ""


def _fingerprint(workspace: Workspace, period: Period, result: Result) -> str:
    """Of a report that is there; empty where there is none."""
    manifest = read_manifest(workspace, str(period), result.unit) or {}
    return manifest.get("fingerprint") or ""


def _others(
    workspace: Workspace, period: Period, batch_units: set[str], units: Units
) -> list[Result]:
    """Units outside this batch: with an earlier report, or without files."""
    manifests = (workspace.root / "reports" / str(period)).glob("*/manifest.json")
    kept = {path.parent.name for path in manifests} - batch_units
    known = {u.key: (u.level, u.parent_code) for u in units.rows if u.valid_on(period.end)}
    siblings = {place for key, place in known.items() if key in batch_units and place[1]}
    below = {key for key, place in known.items() if place in siblings}
    return [
        *(_recorded(workspace, str(period), key, KEPT) for key in sorted(kept)),
        *(Result(key, MISSING) for key in sorted(below - batch_units - kept)),
    ]


def _index(
    workspace: Workspace,
    period: Period,
    results: Sequence[Result],
    units: Units,
    lang: str,
) -> str:
    counts = Counter(result.status for result in results)
    names = {u.key: u.name_vi for u in units.rows if u.valid_on(period.end)}
    statuses = [(key, message(f"batch.status_{key}", lang)) for key in STATUSES if counts[key]]
    status_names = dict(statuses)
    reported = [r.unit for r in results if r.status in WITH_REPORT]
    overview = Overview.load(workspace, period, reported)
    rows = [
        IndexRow(
            names.get(r.unit, r.unit),
            r.status,
            f"{status_names[r.status]}: {r.reason}" if r.reason else status_names[r.status],
            _links(r),
            (
                *(_count(r, name, lang) for name in TO_SEE),
                *overview.cells(r.unit, lang),
                *(_count(r, name, lang) for name in OTHER_COUNTS),
            ),
        )
        for r in results
    ]
    columns = [
        message("batch.column_unit", lang),
        message("batch.column_status", lang),
        message("batch.column_files", lang),
        *(message(f"cli.count_{name}", lang) for name in TO_SEE),
        *overview.columns(lang),
        *(message(f"cli.count_{name}", lang) for name in OTHER_COUNTS),
    ]
    title = message("batch.index_title", lang, period=period.label(lang))
    caption = message("export.index_caption", lang)
    counted = (
        f"{format_number(counts[key], 0, lang=lang)} {lower_first(name)}" for key, name in statuses
    )
    total = format_number(len(results), 0, lang=lang)
    summary = message("batch.outcome", lang, total=total, counts=", ".join(counted))
    return render_index(IndexPage(title, summary, caption, columns, rows, statuses), lang)


def _count(result: Result, name: str, lang: str) -> IndexCell:
    number = result.counts.get(name)
    if number is None:
        return IndexCell("")
    text = format_number(number, 0, lang=lang)
    return IndexCell(text, str(number), is_grave=name == "errors" and number > 0)


def _links(result: Result) -> tuple[Link, ...]:
    """The unit's reports, relative to the page."""
    found = [PurePosixPath(name) for name in result.outputs]
    return tuple(
        Link(path.suffix[1:].upper(), f"{result.unit}/{path.name}")
        for known in FORMATS
        for path in found
        if path.suffix == known.suffix and not stays_here(path)
    )
