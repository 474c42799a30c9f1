"""Libraries used in ways that their documentation does not promise.

Tried with ipykernel 7.4.0, IPython 9.18.1 and pandas 3.1.1:
- ``InProcessKernel`` puts a module of its own as ``__main__``; it is given back at the end, because
  without it no process could be spawned any more.
- pandas takes a shell for a notebook's where its class has "zmq" in its name, and sets the number
  of columns that it shows at import; both are given to the in-process shell.
- A shell asks all programs for colours, by variables of the environment: their output, and ours,
  would be full of escape codes wherever it goes.
- ipykernel closes its loop with a task pending, which would be printed as an error, and leaves its
  context of ZeroMQ with two threads and their files.
- multiprocessing lets a daemon start no processes, and dask's workers are daemons: they may have
  children here, because these end with them.
- A shell registers itself to be cleared when the process ends, with a collection of all objects
  each: hundreds of them would take minutes, and the memory of their notebooks until then.
"""

import atexit
import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Before ipykernel imports pydevd, which warns of frozen modules on every start.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

import pandas
from ipykernel.inprocess.ipkernel import InProcessInteractiveShell, InProcessKernel
from ipykernel.inprocess.manager import InProcessKernelManager
from IPython.core.formatters import DisplayFormatter
from traitlets.config import Config

# Nobody asks a batch for earlier input: no file in the user's folder, no thread that writes it.
NO_HISTORY = Config({"HistoryManager": {"enabled": False}})
# What pandas sets at its import in a kernel, and otherwise takes from the terminal's width.
NOTEBOOK_DISPLAY = ("display.max_columns", 20)


class ZMQShell(InProcessInteractiveShell):
    """The shell under a name that pandas knows as a notebook's."""

    def init_environment(self) -> None:
        """Nothing: the environment is that of the whole process."""


class NoDisplay(DisplayFormatter):
    """Formats nothing of what a cell displays."""

    def format(self, obj: object, include=None, exclude=None) -> tuple[dict, dict]:
        """No data and no metadata."""
        return {}, {}


@contextmanager
def in_process_kernel(*, shows: bool) -> Iterator[InProcessKernelManager]:
    """The manager of a fresh kernel in this process, shut down at the end.

    ``shows``: whether what cells display is formatted as text, HTML and pictures.
    """
    main = sys.modules["__main__"]
    ZMQShell.clear_instance()
    manager = InProcessKernelManager()
    kernel: Any = InProcessKernel(
        parent=manager, session=manager.session, shell_class=ZMQShell, config=NO_HISTORY
    )
    manager.kernel = kernel
    if not shows:
        kernel.shell.display_formatter = NoDisplay(parent=kernel.shell)
    loop = kernel.iopub_thread.io_loop.asyncio_loop
    loop.set_exception_handler(lambda loop, context: None)
    try:
        with pandas.option_context(*NOTEBOOK_DISPLAY):
            yield manager
    finally:
        atexit.unregister(kernel.shell.atexit_operations)
        manager.shutdown_kernel()
        kernel.iopub_thread.socket.context.destroy(linger=0)
        ZMQShell.clear_instance()
        sys.modules["__main__"] = main


@contextmanager
def children_of_a_daemon() -> Iterator[None]:
    """Let this process start children, whatever it is itself."""
    config = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    is_daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if is_daemon is not None:
            config["daemon"] = is_daemon
