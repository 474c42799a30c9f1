"""A papermill engine that runs a notebook in this process instead of starting a kernel.

The cells go through ipykernel's own in-process kernel, so that outputs are made by the same code
as in a kernel of its own; what is saved is a new interpreter, its imports and the wire between.
It changes the process's working directory: one notebook at a time in a process.
"""

from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from typing import Any

from ipykernel.inprocess.manager import InProcessKernelManager
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, output_from_msg
from papermill.engines import Engine

from helpers.batch.compat import in_process_kernel

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
    client: Any

    def run(self, cell: NotebookNode) -> dict | None:
        """Execute a code cell and fill in its outputs. Raises CellExecutionError.

        An interrupt, which the shell takes for an error of the cell, is raised as such.
        """
        if cell.cell_type != "code" or not cell.source.strip():
            return None
        self.client.execute(cell.source, store_history=True)
        reply = self._reply()
        content = reply["content"]
        cell["execution_count"] = content["execution_count"]
        cell["outputs"] = self._outputs()
        if content["status"] == "error":
            if content["ename"] == KeyboardInterrupt.__name__:
                raise KeyboardInterrupt
            raise CellExecutionError.from_cell_and_msg(cell, content)
        return reply

    def language(self) -> dict:
        """What the kernel reports of its language, for the notebook's metadata."""
        self.client.kernel_info()
        return self._reply()["content"]["language_info"]

    def _reply(self) -> dict:
        return self.client.get_shell_msg(timeout=REPLY_TIMEOUT)

    def _outputs(self) -> list[NotebookNode]:
        """What the cell shows; what it cleared itself, such as its progress, is left out."""
        kernel: Any = self.manager.kernel
        kernel.stdout.flush()
        kernel.stderr.flush()
        found: list[NotebookNode] = []
        while self.client.iopub_channel.msg_ready():
            message = self.client.get_iopub_msg(timeout=REPLY_TIMEOUT)
            if message["msg_type"] == "clear_output":
                found.clear()
            if message["msg_type"] in OUTPUTS:
                found.append(output_from_msg(message))
        return found


def run_first_cell() -> None:
    """Run one cell and forget it: what a first session imports is there for all that follow."""
    with _session(shows=True) as session:
        session.run(new_code_cell("import pandas as pd\npd.DataFrame()"))


@contextmanager
def _session(*, shows: bool) -> Iterator[_Session]:
    """A fresh in-process kernel; nothing of a notebook that ran before is left in it.

    ``shows``: whether what cells display becomes text, HTML and pictures among their outputs.
    """
    with in_process_kernel(shows=shows) as manager:
        client = manager.client()
        client.start_channels()
        try:
            yield _Session(manager, client)
        finally:
            client.stop_channels()
