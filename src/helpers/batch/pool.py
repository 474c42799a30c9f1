"""Jobs over processes: children of this process, forked or spawned, or an executor's workers.

A child that dies, hangs or runs out of memory ends its own unit only.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from multiprocessing.connection import wait
from time import monotonic

from helpers.batch.children import Child, StartMethod, Work, forked, is_single_threaded, spawned
from helpers.batch.jobs import Job
from helpers.batch.work import Result, fail
from helpers.core.messages import message

LOOK_AGAIN = 0.2


def run_over(executor: Executor, jobs: Sequence[Job], work: Work) -> Iterator[Result]:
    """Results as they come from any executor; a future that breaks is a failed unit."""
    futures = {executor.submit(work, job): job for job in jobs}
    for future in as_completed(futures):
        try:
            yield future.result()
        except Exception as error:
            reason = message("batch.crashed", code=type(error).__name__)
            yield fail(futures[future], reason, "", 0.0, is_internal=True)


def run_jobs(
    jobs: Sequence[Job],
    work: Work,
    *,
    workers: int,
    timeout: float,
    way: StartMethod | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> Iterator[Result]:
    """Results as they come. ``timeout`` in seconds per unit; ``on_wait`` is called while waiting.

    Without a ``way`` children are forked where this process has no second thread, else spawned.
    """
    crew = Crew(work, workers, way or (forked() if is_single_threaded() else spawned()))
    with _kept_from_copying():
        try:
            yield from crew.run(jobs, timeout, on_wait)
        finally:
            crew.close()


class Crew:
    """At most ``workers`` children; those without a job wait for the next run."""

    def __init__(self, work: Work, workers: int, way: StartMethod):
        self._work, self._workers, self._way = work, workers, way
        self._children: list[Child] = []

    def run(
        self, jobs: Sequence[Job], timeout: float, on_wait: Callable[[], None] = lambda: None
    ) -> Iterator[Result]:
        """Results as they come, one for each job."""
        waiting = deque(jobs)
        while waiting or self._busy():
            while waiting and len(self._busy()) < self._workers:
                self._idle_child().give(waiting.popleft(), timeout)
            ready = wait([child.pipe for child in self._busy()], LOOK_AGAIN)
            on_wait()
            for child in self._busy():
                is_late = monotonic() > child.deadline
                # Whoever takes the results may be slow: one that came meanwhile is in time.
                if child.pipe in ready or (is_late and child.pipe.poll()):
                    result = self._result_of(child)
                elif is_late:
                    result = self._stopped(child, timeout)
                else:
                    continue
                if result is not None:
                    yield result

    def close(self) -> None:
        """End all children, those at work too."""
        while self._children:
            self._children.pop().end(at_once=True)

    def _busy(self) -> list[Child]:
        return [child for child in self._children if child.is_busy]

    def _idle_child(self) -> Child:
        for child in self._children:
            if not child.is_busy and child.process.is_alive():
                return child
        self._children = self._busy()  # what is idle here has died
        self._children.append(Child(self._way, self._work))
        return self._children[-1]

    def _result_of(self, child: Child) -> Result | None:
        """What a child sent, or the failure that its end means; None where it has only begun."""
        try:
            result = child.result()
        except EOFError:
            self._children.remove(child)
            reason = message("batch.crashed", code=child.end())
            return fail(child.job, reason, "", monotonic() - child.started, is_internal=True)
        if result is not None and not child.jobs_left:
            self._children.remove(child)
            child.end()
        return result

    def _stopped(self, child: Child, timeout: float) -> Result:
        seconds = monotonic() - child.started
        self._children.remove(child)
        child.end(at_once=True)
        return fail(child.job, message("batch.too_long", seconds=int(timeout)), "", seconds)


@contextmanager
def _kept_from_copying() -> Iterator[None]:
    """What is in memory now stays: a collection in a forked child would touch, so copy, all."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
