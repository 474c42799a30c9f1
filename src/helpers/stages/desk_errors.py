"""Errors of the program itself at the analyst's desk: one sentence, and a file to send on."""

import os
from textwrap import wrap
from types import TracebackType
from typing import Any

from IPython.core.getipython import get_ipython

from helpers.core.errors import COLUMNS, ReportError
from helpers.core.failures import own_frames, record_failure
from helpers.core.messages import message
from helpers.core.workspace import Workspace

DESK = "BAOCAO_DESK"
"""Set by ``baocao lab``: elsewhere the whole traceback is wanted, by papermill for instance."""


def explain_errors(workspace: Workspace) -> None:
    """From now on a cell that fails within the program says so in a sentence.

    What a person can mend is said as before; an error in a cell's own code has its traceback.
    """
    shell = get_ipython() if os.environ.get(DESK) else None
    if shell is None:
        return

    def explain(
        shell: Any, kind: type, error: Exception, trace: TracebackType, tb_offset: int | None = None
    ) -> None:
        if not isinstance(error, ReportError) and own_frames(error):
            file = record_failure(workspace, error, "notebook")
            lines = wrap(message("cli.internal_error", file=file), COLUMNS)
            error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((Exception,), explain)
