"""Errors at the analyst's desk as cards: what is wrong, what to do next, links that lead there.

The kernels that ``baocao lab`` starts load this module as an extension, before any cell runs.
"""

import os
import re
import traceback
from pathlib import Path
from types import MethodType, TracebackType
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
from helpers.core.storage import storage_error
from helpers.core.table_words import BAD
from helpers.core.text import short
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
_CALLED = re.compile(r"(?:\w+\.)*(\w+)\(\) (?:takes|got|missing) ")
"""What Python says of a call with other arguments than its function takes."""
FIRST = "00_start"
NOTEBOOKS = {"edits": "04_report", "mapping": "07_mapping", "audit": "06_audit"}
"""Topic of a message → the notebook where that is mended; of others it is the first one."""


def load_ipython_extension(shell: Any) -> None:
    """Show cards from now on; in a kernel that no desk started nothing changes."""
    if os.environ.get(DESK):
        shell.set_custom_exc((Exception, KeyboardInterrupt), explain)
        plain = shell.display_formatter.formatters["text/plain"]
        plain.for_type(MethodType, _show_method)


def _show_method(method: MethodType, printer: Any, _: bool) -> None:
    """A call of ours that lacks its brackets says so; other methods as ever."""
    is_ours = method.__func__.__module__.startswith("helpers.")
    named = message("start.not_called", name=method.__name__)
    printer.text(named if is_ours else repr(method))


def explain(
    shell: Any,
    kind: type,
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """Show an error as a card in place of Python's lines, which ``%tb`` still shows.

    The error itself stays what it was: who runs the notebook learns of it as before.
    """
    display(card_of(error))
    shell._showtraceback(kind, error, [message("start.stopped")])


def card_of(error: BaseException) -> Any:
    """What is wrong and what to do next, for any error."""
    match error:
        case KeyboardInterrupt():
            return _shown(message("start.interrupted"), "interrupted")
        case SyntaxError():
            code = (error.text or "").strip()
            return _shown(message("start.not_python", line=error.lineno or 1, code=code), "quotes")
        case ReportError():
            step = next(name for kind, name in NEXT_STEPS.items() if isinstance(error, kind))
            start = NOTEBOOKS.get(error.key.split(".")[0], FIRST)
            return _shown(str(error), step, str(error.fields.get("file", "")), start)
        case OSError() if of_disk := storage_error(error, Path()):
            return _shown(str(of_disk), "storage")
    if own_frames(error):
        return _of_the_program(error)
    match error:
        case AttributeError() if type(error.obj).__module__.startswith("helpers."):
            known = ", ".join(name for name in dir(error.obj) if not name.startswith("_"))
            return _shown(message("start.unknown_word", name=error.name, known=known), "parameter")
        case NameError():
            return _shown(message("start.unknown_name", name=error.name), "quotes")
        case TypeError() if called := _CALLED.match(str(error)):
            return _shown(message("start.wrong_call", name=called[1]), "parameter")
    line, code = _line_of(error)
    words = f"{type(error).__name__}: {error}"
    return _shown(message("start.own_code", line=line, code=code, words=short(words)), "own_code")


def _of_the_program(error: BaseException) -> Any:
    try:
        file = record_failure(Workspace.find(), error, "notebook")
    except (OSError, ReportError):  # the folder is read-only or gone, or the disk full
        technical = "; ".join([type(error).__name__, *own_frames(error)[-1:]])
        return _shown(message("cli.internal_error_unrecorded", technical=technical), "storage")
    return _shown(message("cli.internal_error", file=file), "internal", file)


def _line_of(error: BaseException) -> tuple[int, str]:
    """Number and text of the cell's line that failed."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.name == "<module>"] or frames
    return (own[-1].lineno or 1, own[-1].line or "") if own else (1, "")


def _shown(text: str, step: str, file: str = "", start: str = FIRST) -> Any:
    """A card with links to the file that is named, a notebook and the guide.

    Without links where the workspace itself is gone.
    """
    from helpers.export.html.panel import NotebookCard
    from helpers.stages.received_files import link_to

    sentences = (text, message(f"start.next_{step}"))
    try:
        workspace = Workspace.find()
    except ReportError:
        return NotebookCard(message("start.to_mend"), sentences, tone=BAD)
    named = [workspace.root / file] if file and (workspace.root / file).is_file() else []
    guide = workspace.root / "docs" / "huong-dan.md"
    links = [link_to(workspace, p) for p in (*named, workspace.notebook(start), guide)]
    return NotebookCard(message("start.to_mend"), sentences, tuple(links), BAD)
