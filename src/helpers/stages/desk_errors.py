"""Errors at the analyst's desk as cards: what is wrong, what to do next, links that lead there.

The kernels that ``baocao lab`` starts load this module as an extension, before any cell runs.
"""

import os
from types import TracebackType
from typing import Any

from IPython.display import display

from helpers.core.errors import (
    CatalogueError,
    InputError,
    InternalError,
    ParameterError,
    ReportError,
    StorageError,
)
from helpers.core.failures import own_frames, record_failure
from helpers.core.messages import message
from helpers.core.workspace import Workspace

DESK = "BAOCAO_DESK"
"""Set by ``baocao lab``: elsewhere the whole traceback is wanted, by papermill for instance."""
NEXT_STEPS = {
    ParameterError: "parameter",
    CatalogueError: "catalogue",
    StorageError: "storage",
    InputError: "input",
    InternalError: "internal",
    ReportError: "input",
}
NOTEBOOKS = {"edits": "04_report", "mapping": "07_mapping", "audit": "06_audit"}
"""Topic of a message → the notebook where that is mended; of others it is the first one."""


def load_ipython_extension(shell: Any) -> None:
    """Show cards from now on; in a kernel that no desk started nothing changes."""
    if os.environ.get(DESK):
        shell.set_custom_exc((Exception,), explain)


def explain(
    shell: Any, kind: type, error: Exception, trace: TracebackType, tb_offset: int | None = None
) -> None:
    """Show an error as a card; below it the traceback where a cell's own code is wrong.

    The error itself stays what it was: who runs the notebook learns of it as before.
    """
    card = _card(error)
    if card is not None:
        display(card)
    if card is not None and not isinstance(error, (SyntaxError, NameError)):
        lines = [message("start.stopped")]
        error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _card(error: Exception) -> Any:
    """A card of what a person can mend or send on; None for other errors of a cell's own code."""
    from helpers.export.html.panel import NotebookCard

    if isinstance(error, SyntaxError):
        text, step = message("start.not_python", line=error.lineno or 1), "quotes"
    elif isinstance(error, NameError) and not own_frames(error):
        text, step = message("start.unknown_name", name=error.name), "quotes"
    elif isinstance(error, ReportError):
        kinds = (name for kind, name in NEXT_STEPS.items() if isinstance(error, kind))
        text, step = str(error), next(kinds)
    elif own_frames(error):
        file = record_failure(Workspace.find(), error, "notebook")
        text, step = message("cli.internal_error", file=file), "internal"
        return _shown(NotebookCard, text, step, file)
    else:
        return None
    fields = error.fields if isinstance(error, ReportError) else {}
    topic = error.key.split(".")[0] if isinstance(error, ReportError) else ""
    return _shown(NotebookCard, text, step, str(fields.get("file", "")), topic)


def _shown(kind: type, text: str, step: str, file: str, topic: str = "") -> Any:
    from helpers.stages.received_files import link_to

    workspace = Workspace.find()
    named = [workspace.root / file] if file and (workspace.root / file).is_file() else []
    start = f"notebooks/{NOTEBOOKS.get(topic, '00_start')}.ipynb"
    paths = [*named, workspace.root / start, workspace.root / "docs" / "huong-dan.md"]
    links = tuple(link_to(workspace, path) for path in paths)
    sentences = (text, message(f"start.next_{step}"))
    return kind(message("start.to_mend"), sentences, links, "bad")
