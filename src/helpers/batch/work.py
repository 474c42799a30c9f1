"""The work of one child process: one unit's report, or a page with the reason why it is missing."""

import json
import sys
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import perf_counter

from helpers.batch.engine import ENGINE
from helpers.batch.jobs import Job
from helpers.core.catalogues.units import Units
from helpers.core.errors import (
    InputError,
    InternalError,
    ParameterError,
    ReportError,
    StorageError,
)
from helpers.core.failures import own_frames, record_failure
from helpers.core.messages import message, set_language
from helpers.core.periods import Period
from helpers.core.redaction import without_paths
from helpers.core.workspace import write_text
from helpers.export.html.failure_page import render_failure
from helpers.stages.manifest import FAILED
from helpers.stages.parameters import STAGES
from helpers.stages.report_files import outputs_at_hand, report_file
from helpers.stages.set_aside import OutputFolder
from helpers.stages.unit_run import run_unit

DONE, SKIPPED = "done", "skipped"
"""Of units that a batch was asked for, besides ``FAILED``."""
KEPT, MISSING = "kept", "missing"
"""Of units that a batch was not asked for: they have a report of before, or have sent nothing."""


@dataclass(frozen=True)
class Result:
    """What came of one unit: counts of its summary; ``reason``: for having no report, or what is
    to be said of the one that there is.

    ``peak_mb``: the most memory that its process held, 0 where the system does not report it.
    ``set_aside``: where files went that a person had edited. ``is_internal``: the program failed.
    """

    unit: str
    status: str
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    reason: str = ""
    detail: str = ""
    peak_mb: int = 0
    set_aside: tuple[str, ...] = ()
    is_internal: bool = False


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
    except StorageError as error:  # nothing can be written now: what is there stays
        return Result(job.unit, FAILED, perf_counter() - start, reason=str(error))
    except ReportError as error:
        seconds, is_internal = perf_counter() - start, isinstance(error, InternalError)
        return fail(job, str(error), "", seconds, is_internal=is_internal)
    except MemoryError:
        return fail(job, message("core.out_of_memory"), "", perf_counter() - start)
    except Exception as error:
        with suppress(OSError):
            record_failure(job.workspace, error, f"batch-{job.unit}")
        reason, technical = message("batch.unexpected"), _technical(error)
        return fail(job, reason, technical, perf_counter() - start, is_internal=True)
    return with_report(
        Result(
            job.unit,
            DONE,
            perf_counter() - start,
            outcome.counts,
            tuple(outcome.outputs),
            peak_mb=peak_mb(),
            set_aside=tuple(outcome.set_aside),
        )
    )


def with_report(result: Result) -> Result:
    """A result with what its counts say against the report, if anything, as its reason."""
    if result.counts.get("program_failures"):
        return replace(result, reason=message("batch.program_failures"), is_internal=True)
    if result.counts.get("figures") == 0:
        return replace(result, reason=message("batch.no_figures"))
    return result


def peak_mb() -> int:
    """The most memory that this process has held, in MiB; 0 where the system does not report it."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


def fail(
    job: Job, reason: str, detail: str, seconds: float, *, is_internal: bool = False
) -> Result:
    """Write a page instead of the report, with the reason why there is none.

    Nothing older of ours remains; what a person edited is set aside.
    A name that cannot be a folder's gets no page.
    """
    started = datetime.now() - timedelta(seconds=seconds)
    period, reason = Period.parse(job.period), without_paths(reason, job.workspace)
    failed = Result(
        job.unit, FAILED, seconds, reason=reason, detail=detail, is_internal=is_internal
    )
    try:
        folder = job.workspace.reports(period, job.unit)
    except ParameterError:
        return failed
    outputs = OutputFolder(job.workspace, folder)
    page = render_failure(_name(job, period), period.label(job.lang), reason, detail, job.lang)
    target = report_file(job.workspace, period, job.unit, ".html", job.lang)
    manifest = {"unit": job.unit, "period": job.period, "outcome": FAILED, "reason": reason}
    record = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    pages: tuple[str, ...] = ()
    # Where even the page cannot be written the unit has failed all the same; the rest goes on,
    # and an older report stays.
    with suppress(InputError, OSError):
        outputs.replace(target, page.encode("utf-8"))
        pages = (job.workspace.relative(target),)
        write_text(folder / "manifest.json", record)
        for path in outputs_at_hand(job.workspace, period, job.unit):
            if path != target:
                with suppress(InputError):  # held by another program: the page is what matters
                    outputs.remove(path)
    return replace(failed, outputs=pages, set_aside=tuple(outputs.kept(started)))


def _technical(error: BaseException) -> str:
    """Kind of an error and the project's own source lines on the way to it.

    Its message stays out: other people's code may have put anything into it.
    """
    return "\n".join([type(error).__name__, *own_frames(error)])


def _name(job: Job, period: Period) -> str:
    """The unit's name, or its key where the catalogue does not have it."""
    try:
        return Units.load(job.workspace.reference("units.csv")).find(job.unit, period.end).name_vi
    except ReportError:
        return job.unit
