"""The work of one child process: one unit's report, or the page that says why there is none."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from traceback import extract_tb

from helpers.batch.engine import ENGINE
from helpers.batch.jobs import Job
from helpers.export.failure_page import render_failure
from helpers.ground.catalogues.units import Units
from helpers.ground.errors import ParameterError, ReportError
from helpers.ground.messages import say, set_language
from helpers.ground.periods import Period
from helpers.ground.traces import without_paths
from helpers.ground.workspace import PROJECT_ROOT, write_text
from helpers.stages.job import run_unit
from helpers.stages.parameters import STAGES

DONE, SKIPPED, FAILED = "done", "skipped", "failed"
KEPT, MISSING = "kept", "missing"
"""Of units that a batch was not asked for: they have a report of before, or have sent nothing."""


@dataclass(frozen=True)
class Result:
    """What came of one unit: counts of its summary, or the reason for having no report.

    ``peak_mb``: the most memory that its process held, 0 where the system does not tell.
    """

    unit: str
    status: str
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    reason: str = ""
    detail: str = ""
    peak_mb: int = 0


def make_report(job: Job) -> Result:
    """All four notebooks of one unit in this process; never raises for what one unit can do."""
    set_language(job.lang)
    start = perf_counter()
    try:
        outcome = run_unit(
            job.workspace,
            job.parameters,
            list(STAGES),
            lambda stage, done, total: None,
            engine=ENGINE,
            keep_notebooks=job.keep_notebooks,
        )
    except ReportError as error:
        return fail(job, str(error), "", perf_counter() - start)
    except Exception as error:
        return fail(job, say("batch.unexpected"), _technical(error), perf_counter() - start)
    return Result(
        job.unit,
        DONE,
        perf_counter() - start,
        outcome.counts,
        tuple(outcome.outputs),
        peak_mb=peak_mb(),
    )


def peak_mb() -> int:
    """The most memory that this process has held so far, in MiB; 0 where the system has no say."""
    try:
        import resource
    except ImportError:
        return 0
    told = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return told // (1024 * 1024 if sys.platform == "darwin" else 1024)


def fail(job: Job, reason: str, detail: str, seconds: float) -> Result:
    """Put a page in the report's place that says why there is none; nothing older is left.

    A name that cannot be a folder's has no place for a page.
    """
    period, reason = Period.parse(job.period), without_paths(reason, job.workspace)
    try:
        folder = job.workspace.reports(period, job.unit)
    except ParameterError:
        return Result(job.unit, FAILED, seconds, reason=reason, detail=detail)
    shutil.rmtree(folder, ignore_errors=True)
    page = render_failure(_name(job, period), period.label(job.lang), reason, detail, job.lang)
    name = f"{say('export.file_stem', job.lang)}-{job.unit}-{job.period}.html"
    write_text(folder / name, page)
    manifest = {"unit": job.unit, "period": job.period, "outcome": FAILED, "reason": reason}
    write_text(folder / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    output = job.workspace.relative(folder / name)
    return Result(job.unit, FAILED, seconds, outputs=(output,), reason=reason, detail=detail)


def _technical(error: BaseException) -> str:
    """Kind of an error and the project's own places on the way to it.

    Its message stays out: other people's code may have put anything into it.
    """
    places = [
        f"{Path(frame.filename).relative_to(PROJECT_ROOT).as_posix()}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(PROJECT_ROOT / "src")
    ]
    return "\n".join([type(error).__name__, *places])


def _name(job: Job, period: Period) -> str:
    """The unit's name, or its key where the catalogue does not tell it."""
    try:
        return Units.load(job.workspace.reference("units.csv")).find(job.unit, period.end).name_vi
    except ReportError:
        return job.unit
