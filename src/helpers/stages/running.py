"""One run of a unit and period at a time, on a disk with room, without leftovers of killed runs."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.storage import require_free_space, storage_error
from helpers.core.workspace import Workspace
from helpers.stages.left_behind import remove_left_behind

LOCKS = "_locks"
RUN = "BAOCAO_RUN"
"""The variable of the environment that is set during a run, also for kernels that it starts."""
DRAFTS = "_report-"
"""What the folder begins with in which the files of a report are made before any is replaced."""
LEFT_BEHIND_SECONDS = 3600
"""A temporary file that is older belongs to no run: a lock holder writes one within seconds."""
# What ``atomic_path`` calls a file before it is whole.
_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}")


@contextmanager
def exclusive_run(workspace: Workspace, period: Period, unit: str) -> Iterator[None]:
    """Hold the unit and period for one run; what killed runs left there is removed first.

    Raises InputError ``stages.busy`` while another run holds it (the system lets go of it when
    that one dies), StorageError where the disk is full or takes no files.
    """
    try:
        require_free_space(workspace.root)
        folder = workspace.root / "data" / "processed" / LOCKS
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{period}-{unit}.lock", blocking=False):
            _remove_leftovers(workspace, period, unit)
            os.environ[RUN] = unit
            try:
                yield
            finally:
                os.environ.pop(RUN, None)
    except Timeout as error:
        raise InputError("stages.busy", unit=unit, period=str(period)) from error
    except OSError as error:
        raise storage_error(error, workspace.root) or error from error


@contextmanager
def outside_of_runs(workspace: Workspace, period: Period, unit: str) -> Iterator[None]:
    """Hold the unit and period for what a notebook of JupyterLab writes, as ``exclusive_run``.

    Within a run, which holds it already, nothing more is asked for.
    """
    with nullcontext() if RUN in os.environ else exclusive_run(workspace, period, unit):
        yield


def _remove_leftovers(workspace: Workspace, period: Period, unit: str) -> None:
    remove_left_behind(LEFT_BEHIND_SECONDS)
    drafts = workspace.processed(period, unit).glob(f"{DRAFTS}*")
    for work in (workspace.work(period, unit), *drafts):
        shutil.rmtree(work, ignore_errors=True)
    for folder in (workspace.processed(period, unit), workspace.reports(period, unit)):
        for path in folder.glob(".*"):
            if _TEMPORARY.fullmatch(path.name) and _age(path) > LEFT_BEHIND_SECONDS:
                path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since a file was written; 0 where it is gone."""
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return 0.0
