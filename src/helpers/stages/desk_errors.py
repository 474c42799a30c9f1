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
FIRST = "00_start"
NOTEBOOKS = {"edits": "04_report", "mapping": "07_mapping", "audit": "06_audit"}
"""Topic of a message → the notebook where that is mended; of others it is the first one."""


def load_ipython_extension(shell: Any) -> None:
    """Show cards from now on; in a kernel that no desk started nothing changes."""
    if os.environ.get(DESK):
        shell.set_custom_exc((Exception,), explain)


def explain(
    shell: Any, kind: type, error: Exception, trace: TracebackType, tb_offset: int | None = None
) -> None:
    """Show an error as a card; below it Python's own words where a cell's own code is wrong.

    The error itself stays what it was: who runs the notebook learns of it as before.
    """
    card = _card(error)
    if card is not None:
        display(card)
    if card is not None and not isinstance(error, SyntaxError):
        words = [f"{kind.__name__}: {error}"] if isinstance(error, NameError) else []
        lines = [*words, message("start.stopped")]
        error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _card(error: Exception) -> Any:
    """A card of what a person can mend or send on; None for other errors of a cell's own code."""
    if isinstance(error, SyntaxError):
        return _shown(message("start.not_python", line=error.lineno or 1), "quotes")
    if isinstance(error, ReportError):
        step = next(name for kind, name in NEXT_STEPS.items() if isinstance(error, kind))
        start = NOTEBOOKS.get(error.key.split(".")[0], FIRST)
        return _shown(str(error), step, str(error.fields.get("file", "")), start)
    if own_frames(error):
        file = record_failure(Workspace.find(), error, "notebook")
        return _shown(message("cli.internal_error", file=file), "internal", file)
    if isinstance(error, AttributeError) and type(error.obj).__module__.startswith("helpers."):
        known = ", ".join(name for name in dir(error.obj) if not name.startswith("_"))
        return _shown(message("start.unknown_word", name=error.name, known=known), "parameter")
    if isinstance(error, NameError):
        return _shown(message("start.unknown_name", name=error.name), "quotes")
    return None


def _shown(text: str, step: str, file: str = "", start: str = FIRST) -> Any:
    """A card with links to the file that is named, a notebook and the guide."""
    from helpers.export.html.panel import NotebookCard
    from helpers.stages.received_files import link_to

    workspace = Workspace.find()
    named = [workspace.root / file] if file and (workspace.root / file).is_file() else []
    guide = workspace.root / "docs" / "huong-dan.md"
    links = [link_to(workspace, p) for p in (*named, workspace.notebook(start), guide)]
    sentences = (text, message(f"start.next_{step}"))
    return NotebookCard(message("start.to_mend"), sentences, tuple(links), "bad")
