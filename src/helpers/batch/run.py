"""A batch from plan to index page."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from time import monotonic

from helpers.batch.children import is_single_threaded
from helpers.batch.cluster import run_in_child
from helpers.batch.jobs import Job, is_done
from helpers.batch.pool import run_jobs, run_over
from helpers.batch.summary import skipped, write_summary
from helpers.batch.warming import warm_up
from helpers.batch.work import DONE, Result, make_report
from helpers.core.errors import InputError, StorageError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.input_hashes import SharedInputs, shared_inputs
from helpers.stages.manifest import FAILED, read_manifest

OnResult = Callable[[Result], None]
OnWait = Callable[[], None]
DEFAULT_TIMEOUT = 900.0
MIN_JOBS_FOR_WARM_UP = 8
"""Reports for each worker from which an invented report, made first, saves more than it costs."""


@dataclass(frozen=True)
class BatchOptions:
    """How a batch runs.

    ``lang``: language of the index; ``workers``: processes, 0 for one per processor; ``timeout``:
    seconds for one unit; ``force``: make reports again that are current; ``only_failed``: only
    units that have no report; ``executor``: whose workers make the reports instead of children.
    """

    lang: str = "vi"
    workers: int = 0
    timeout: float = DEFAULT_TIMEOUT
    force: bool = False
    only_failed: bool = False
    executor: Executor | None = None


@dataclass(frozen=True)
class BatchOutcome:
    """Results of all units, how long it took in seconds, and the files that record it.

    ``set_aside``: where an index went that a person had edited.
    """

    results: tuple[Result, ...]
    seconds: float
    files: tuple[str, ...]
    interrupted: bool = False
    set_aside: str = ""

    @property
    def failed(self) -> list[Result]:
        """The results of units whose report could not be made."""
        return [result for result in self.results if result.status == FAILED]

    @property
    def without_figures(self) -> list[Result]:
        """The results of units whose report has no figure."""
        return [result for result in self.results if result.counts.get("figures") == 0]


def run_batch(
    workspace: Workspace,
    period: Period,
    jobs: Sequence[Job],
    options: BatchOptions | None = None,
    *,
    on_result: OnResult = lambda result: None,
    on_wait: OnWait = lambda: None,
) -> BatchOutcome:
    """Make what is missing or changed; the rest is left alone.

    ``on_result`` is called for each unit, ``on_wait`` while the children work. An interrupt ends
    the children, keeps what is finished, and still writes the index. Raises StorageError where that
    cannot be written.
    """
    options = options or BatchOptions()
    start = monotonic()
    results: list[Result] = []

    def add_result(result: Result) -> None:
        results.append(result)
        on_result(result)

    interrupted = False
    try:
        todo, shared = [], shared_inputs(workspace, period)
        for job in jobs:
            if _is_skipped(job, shared, options):
                add_result(skipped(job))
            else:
                todo.append(job)
        for result in _reports(todo, options, on_wait):
            add_result(result)
    except KeyboardInterrupt:
        interrupted = True
    seconds = monotonic() - start
    try:
        files, kept = write_summary(workspace, period, jobs, results, seconds, options.lang)
    except StorageError as error:
        error.add_note(message("batch.index_old", made=sum(r.status == DONE for r in results)))
        raise
    return BatchOutcome(tuple(results), seconds, tuple(files), interrupted, kept)


def _reports(todo: Sequence[Job], options: BatchOptions, on_wait: OnWait) -> Iterator[Result]:
    """Results as they come, of an executor's workers or of children."""
    if options.executor is not None:
        yield from run_over(options.executor, todo, partial(run_in_child, timeout=options.timeout))
        return
    workers = options.workers or os.cpu_count() or 1
    if todo and is_single_threaded():  # else there is nothing that children could begin with
        warm_up(todo[0], with_report=len(todo) >= MIN_JOBS_FOR_WARM_UP * workers)
    yield from run_jobs(
        todo, make_report, workers=workers, timeout=options.timeout, on_wait=on_wait
    )


def _is_skipped(job: Job, shared: SharedInputs, options: BatchOptions) -> bool:
    """True where nothing needs to be done for a unit."""
    if options.only_failed:
        manifest = read_manifest(job.workspace, job.period, job.unit)
        return manifest is not None and manifest.get("outcome") != FAILED
    try:
        return not options.force and is_done(job, shared)
    except InputError:  # said by the unit's own failure; the other units are planned
        return False
