"""A papermill engine that runs a notebook in this process instead of starting a kernel.

The cells go through ipykernel's own in-process kernel, so that outputs are made by the same code
as in a kernel of its own; what is saved is a new interpreter, its imports and the wire between.
It changes the process's working directory: one notebook at a time in a process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass

# Before ipykernel brings pydevd in, which warns of frozen modules on every start.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

import pandas
from ipykernel.inprocess.ipkernel import (
    InProcessInteractiveShell,
    InProcessKernel,
)
from ipykernel.inprocess.manager import InProcessKernelManager
from IPython.core.formatters import DisplayFormatter
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, output_from_msg
from papermill.engines import Engine
from traitlets.config import Config

ENGINE = "baocao-in-process"
OUTPUTS = ("stream", "execute_result", "display_data", "error")
REPLY_TIMEOUT = 5
CellDone = Callable[..., None]


class InProcessEngine(Engine):
    """Registered with papermill by entry point as ``baocao-in-process``."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man,
        kernel_name: str,
        resources: dict | None = None,
        on_cell_executed: CellDone | None = None,
        **_unused: object,
    ) -> NotebookNode:
        """Run the cells of ``nb_man.nb`` in order; the first failing cell is the last.

        What a notebook shows that is written nowhere is not made either.
        """
        is_written = nb_man.output_path is not None
        nb_man.output_path = None  # papermill writes it once, at the end; not after every cell
        folder = ((resources or {}).get("metadata") or {}).get("path") or "."
        with chdir(folder), _session(shows=is_written) as session:
            for index, cell in enumerate(nb_man.nb.cells):
                try:
                    nb_man.cell_start(cell, index)
                    reply = session.run(cell)
                    if on_cell_executed and reply is not None:
                        on_cell_executed(cell=cell, cell_index=index, execute_reply=reply)
                except CellExecutionError as error:
                    nb_man.cell_exception(cell, cell_index=index, exception=error)
                    break
                finally:
                    nb_man.cell_complete(cell, cell_index=index)
            nb_man.nb.metadata["language_info"] = session.language()
        return nb_man.nb


@dataclass(frozen=True)
class _Session:
    """A kernel of this process with an empty namespace, and its client."""

    manager: InProcessKernelManager
    client: object

    def run(self, cell: NotebookNode) -> dict | None:
        """Execute a code cell and fill in its outputs. Raises CellExecutionError."""
        if cell.cell_type != "code" or not cell.source.strip():
            return None
        self.client.execute(cell.source, store_history=True)
        reply = self._reply()
        content = reply["content"]
        cell["execution_count"] = content["execution_count"]
        cell["outputs"] = list(self._outputs())
        if content["status"] == "error":
            raise CellExecutionError.from_cell_and_msg(cell, content)
        return reply

    def language(self) -> dict:
        self.client.kernel_info()
        return self._reply()["content"]["language_info"]

    def _reply(self) -> dict:
        return self.client.get_shell_msg(timeout=REPLY_TIMEOUT)

    def _outputs(self) -> Iterator[NotebookNode]:
        kernel = self.manager.kernel
        kernel.stdout.flush()
        kernel.stderr.flush()
        while self.client.iopub_channel.msg_ready():
            message = self.client.get_iopub_msg(timeout=REPLY_TIMEOUT)
            if message["msg_type"] in OUTPUTS:
                yield output_from_msg(message)


def run_first_cell() -> None:
    """Run one cell and forget it: what a first session imports is there for all that follow."""
    with _session(shows=True) as session:
        session.run(new_code_cell("import pandas as pd\npd.DataFrame()"))


class _ZMQShell(InProcessInteractiveShell):
    """The shell under a name that pandas knows as a notebook's: it looks for "zmq" in it."""


class _Unshown(DisplayFormatter):
    """Makes nothing of what a cell displays."""

    def format(self, obj: object, include=None, exclude=None) -> tuple[dict, dict]:
        return {}, {}


# Nobody asks a batch for earlier input: no file in the user's folder, no thread that writes it.
NO_HISTORY = Config({"HistoryManager": {"enabled": False}})
# What pandas sets at its import in a kernel, and otherwise leaves to the terminal's width.
NOTEBOOK_DISPLAY = ("display.max_columns", 20)


@contextmanager
def _session(*, shows: bool) -> Iterator[_Session]:
    """A fresh in-process kernel; nothing of a notebook that ran before is left in it.

    ``shows``: whether what cells display becomes text, HTML and pictures among their outputs.
    The shell puts a module of its own in the place of ``__main__``; it is given back at the end:
    without it no process could be spawned any more.
    """
    main = sys.modules["__main__"]
    _ZMQShell.clear_instance()
    manager = InProcessKernelManager()
    manager.kernel = InProcessKernel(
        parent=manager, session=manager.session, shell_class=_ZMQShell, config=NO_HISTORY
    )
    if not shows:
        manager.kernel.shell.display_formatter = _Unshown(parent=manager.kernel.shell)
    # ipykernel closes this loop with a task of its own pending, which would be told as an error.
    loop = manager.kernel.iopub_thread.io_loop.asyncio_loop
    loop.set_exception_handler(lambda loop, context: None)
    client = manager.client()
    client.start_channels()
    try:
        with pandas.option_context(*NOTEBOOK_DISPLAY):
            yield _Session(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
        _ZMQShell.clear_instance()
        sys.modules["__main__"] = main
