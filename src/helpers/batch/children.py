"""Child processes that are given jobs one at a time, and how they start and end."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread
from time import monotonic

from helpers.batch.jobs import Job
from helpers.batch.work import Result
from helpers.core.failures import record_failure

Work = Callable[[Job], Result]
START_SECONDS = 300.0
"""The most that a new child may take for its imports, before its first job's time begins."""
END_SECONDS = 5.0
THREADS = Path("/proc/self/task")
DEATH_SIGNAL = 1
"""``PR_SET_PDEATHSIG`` of Linux' prctl(2)."""
_READY = "ready"


@dataclass(frozen=True)
class StartMethod:
    """How children start, and how many jobs each has before a fresh one takes its place."""

    context: BaseContext
    jobs_per_child: int


def forked() -> StartMethod:
    """A child for each job: it begins with everything that this process has loaded."""
    return StartMethod(multiprocessing.get_context("fork"), 1)


def spawned() -> StartMethod:
    """Children that load everything themselves, and hence do many jobs."""
    return StartMethod(multiprocessing.get_context("spawn"), 50)


def is_single_threaded() -> bool:
    """True where this process is known to have one thread, and so may be forked."""
    return THREADS.exists() and len(list(THREADS.iterdir())) == 1


class Child:
    """A process that does one job after the other.

    ``job``: what it does, or did last; ``deadline``: when that must be done, on the clock of
    ``monotonic``.
    """

    def __init__(self, way: StartMethod, work: Work):
        if way.context.get_start_method() != "fork":
            resource_tracker.ensure_running()  # its own start would let interrupts in again
        self.pipe, theirs = way.context.Pipe()
        # An interrupt is this process's to decide about: the child never gets one.
        with _interrupts_held():
            self.process = way.context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(theirs, work, way.jobs_per_child == 1), daemon=True
            )
            self.process.start()
        theirs.close()
        self.is_busy = False
        self.jobs_left = way.jobs_per_child
        self.started = self.deadline = 0.0
        self._is_ready = False

    def give(self, job: Job, timeout: float) -> None:
        """Let it do ``job`` within ``timeout`` seconds."""
        self.job, self.is_busy, self._timeout = job, True, timeout
        self.jobs_left -= 1
        self.started = monotonic()
        self.deadline = self.started + (timeout if self._is_ready else max(timeout, START_SECONDS))
        with suppress(OSError):  # it has died: found when its result is read
            self.pipe.send(job)

    def result(self) -> Result | None:
        """What it sent; None where it has only begun. Raises EOFError where it has died."""
        try:
            sent = self.pipe.recv()
        except OSError as error:
            raise EOFError from error
        if sent != _READY:
            self.is_busy = False
            return sent
        self._is_ready, self.started = True, monotonic()
        self.deadline = self.started + self._timeout
        return None

    def end(self, *, at_once: bool = False) -> int | None:
        """Let it end, or kill it; its exit code."""
        with suppress(OSError):
            if at_once:
                self.process.kill()
            else:
                self.pipe.send(None)
        self.process.join(END_SECONDS)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.pipe.close()
        return self.process.exitcode


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Interrupts wait until the end; processes started meanwhile never get any."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, work: Work, is_for_one: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    if is_for_one:  # its end frees all: to look for unused objects before takes a twentieth of it
        gc.disable()
    with suppress(OSError, EOFError):
        pipe.send(_READY)
        for job in iter(pipe.recv, None):
            pipe.send(_done(work, job))


def _done(work: Work, job: Job) -> Result:
    try:
        return work(job)
    except Exception as error:
        with suppress(OSError):
            record_failure(job.workspace, error, f"batch-{job.unit}")
        sys.exit(1)  # the parent makes a failed unit of it


def _end_with_parent() -> None:
    """Die when the parent is killed, whatever is being done then."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent.pid:  # killed before this was asked for
            os._exit(1)
        return
    Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
