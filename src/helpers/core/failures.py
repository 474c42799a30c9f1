"""Errors of the program itself, written down for whoever looks after it."""

from datetime import datetime
from itertools import count
from pathlib import Path
from traceback import extract_tb, format_exception

from helpers import __version__
from helpers.core.redaction import without_data, without_paths
from helpers.core.workspace import PROJECT_ROOT, Workspace

FOLDER = "_errors"


def record_failure(workspace: Workspace, details: str | BaseException, what: str) -> str:
    """Write a traceback into ``data/processed/_errors``; its relative name.

    Paths are made relative and data hidden: it is sent on. ``what`` was being done is part of the
    name. Raises OSError where it cannot be written.
    """
    text = details if isinstance(details, str) else "".join(format_exception(details))
    text = without_data(without_paths(text, workspace))
    text = f"bao-cao-dan-toc {__version__}: {what}\n\n{text}\n"
    folder = workspace.root / "data" / "processed" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    for number in count(1):
        path = folder / f"{stamp}-{number}-{what}.txt"
        try:
            with path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        return workspace.relative(path)
    raise AssertionError("count() has no end")


def own_frames(error: BaseException) -> list[str]:
    """The project's own source lines on the way to an error, outermost first."""
    return [
        f"{Path(frame.filename).relative_to(PROJECT_ROOT).as_posix()}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(PROJECT_ROOT / "src")
    ]
