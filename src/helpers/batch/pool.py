"""Jobs over processes: a forked child per unit where the system can, else spawned workers.

A child that dies, hangs or runs out of memory ends its own unit only.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic

from helpers.batch.jobs import Job
from helpers.batch.work import Result, fail
from helpers.core.failures import record_failure
from helpers.core.messages import message

Work = Callable[[Job], Result]
JOBS_PER_WORKER = 50
LOOK_AGAIN = 0.2


@dataclass
class _Child:
    """A running child and when it must be done."""

    process: BaseProcess
    pipe: Connection
    job: Job
    started: float


def run_jobs(
    jobs: Sequence[Job],
    work: Work,
    *,
    workers: int,
    timeout: float,
    executor: Executor | None = None,
) -> Iterator[Result]:
    """Results as they come. ``timeout`` in seconds per unit; ``executor`` may be any."""
    if executor is not None:
        yield from _over_executor(jobs, work, executor)
    elif "fork" in multiprocessing.get_all_start_methods():
        yield from _over_forks(jobs, work, workers, timeout)
    else:
        with ProcessPoolExecutor(workers, max_tasks_per_child=JOBS_PER_WORKER) as pool:
            yield from _over_executor(jobs, work, pool)


def _over_executor(jobs: Sequence[Job], work: Work, executor: Executor) -> Iterator[Result]:
    """Through futures; a future that breaks is a failed unit."""
    futures = {executor.submit(work, job): job for job in jobs}
    for future in as_completed(futures):
        try:
            yield future.result()
        except Exception as error:
            reason = message("batch.crashed", code=type(error).__name__)
            yield fail(futures[future], reason, "", 0.0, is_internal=True)


def _over_forks(jobs: Sequence[Job], work: Work, workers: int, timeout: float) -> Iterator[Result]:
    context = multiprocessing.get_context("fork")
    # What is there now stays: a collection in a child would touch, and so copy, all of it.
    gc.collect()
    gc.freeze()
    waiting = list(reversed(jobs))
    running: list[_Child] = []
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(_start(context, work, waiting.pop()))
            ready = wait([child.pipe for child in running], LOOK_AGAIN)
            late = [c for c in running if monotonic() - c.started > timeout]
            for child in [c for c in running if c.pipe in ready or c in late]:
                running.remove(child)
                yield _end(child, is_late=child.pipe not in ready, timeout=timeout)
    finally:
        gc.unfreeze()
        for child in running:
            child.process.kill()
            child.process.join()


def _start(context, work: Work, job: Job) -> _Child:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_in_child, args=(work, job, theirs), name=job.unit)
    process.start()
    theirs.close()
    return _Child(process, ours, job, monotonic())


def _in_child(work: Work, job: Job, pipe: Connection) -> None:
    """The parent decides what an interrupt means; the child only works."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pipe.send(work(job))
    except Exception as error:
        with suppress(OSError):
            record_failure(job.workspace, error, f"batch-{job.unit}")
        sys.exit(1)  # the parent makes a failed unit of it


def _end(child: _Child, *, is_late: bool, timeout: float) -> Result:
    """The child's result, or the failure that its end means."""
    seconds = monotonic() - child.started
    if is_late:
        child.process.kill()
        child.process.join()
        return fail(child.job, message("batch.too_long", seconds=int(timeout)), "", seconds)
    try:
        result = child.pipe.recv()
    except EOFError:
        child.process.join()
        code = child.process.exitcode
        return fail(child.job, message("batch.crashed", code=code), "", seconds, is_internal=True)
    child.process.join()
    return result
