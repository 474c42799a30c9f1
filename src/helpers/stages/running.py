"""One run of a unit and period at a time, on a disk with room, without leftovers of killed runs."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.storage import require_free_space, storage_error
from helpers.core.workspace import Workspace
from helpers.stages.compat import remove_left_behind

LOCKS = "_locks"
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
            yield
    except Timeout as error:
        raise InputError("stages.busy", unit=unit, period=str(period)) from error
    except OSError as error:
        raise storage_error(error, workspace.root) or error from error


def _remove_leftovers(workspace: Workspace, period: Period, unit: str) -> None:
    remove_left_behind(LEFT_BEHIND_SECONDS)
    shutil.rmtree(workspace.work(period, unit), ignore_errors=True)
    for folder in (workspace.processed(period, unit), workspace.reports(period, unit)):
        for path in folder.glob(".*"):
            if _TEMPORARY.fullmatch(path.name) and _age(path) > LEFT_BEHIND_SECONDS:
                path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since a file was written; 0 where it is gone."""
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return 0.0
