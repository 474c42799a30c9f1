"""Jobs on other machines, through a dask scheduler; the workspace is a folder that all share."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import cache
from threading import Lock

from helpers.batch.children import spawned
from helpers.batch.compat import children_of_a_daemon
from helpers.batch.jobs import Job
from helpers.batch.pool import Crew
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


def run_in_child(job: Job, timeout: float) -> Result:
    """``make_report`` in a child of this worker, which is killed after ``timeout`` seconds.

    One at a time: the child stays for the next job of this worker.
    """
    with _ALONE, children_of_a_daemon():
        return next(iter(list(_crew().run([job], timeout))))


@cache
def _crew() -> Crew:
    return Crew(make_report, 1, spawned())
