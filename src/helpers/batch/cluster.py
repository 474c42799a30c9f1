"""Jobs on other machines, through a dask scheduler; the workspace is a folder that all share."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from threading import Lock

from helpers.batch.jobs import Job
from helpers.batch.work import Result, make_report
from helpers.core.errors import ParameterError

RETRIES = 2
CONNECT_SECONDS = 20
_ALONE = Lock()


@contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """An executor over the workers of the scheduler at ``address`` (tcp://…).

    A job whose worker dies is given to another one. Raises ParameterError where the optional
    package is not installed or nobody answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ParameterError("batch.no_cluster_package") from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ParameterError("batch.no_cluster", address=address) from error
    with client:
        yield client.get_executor(pure=False, retries=RETRIES)


def run_in_subprocess(job: Job) -> Result:
    """``make_report``, one at a time in a process: it changes the working directory."""
    with _ALONE:
        return make_report(job)
