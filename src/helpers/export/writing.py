"""Write a file of a report whole or not at all, and say so where it is open elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.core.errors import ReportError
from helpers.core.workspace import atomic_path


@contextmanager
def writing(target: Path) -> Iterator[Path]:
    """The path to write to; it becomes ``target`` at the end.

    Raises ReportError ``export.target_locked`` where another program has the file open.
    """
    try:
        with atomic_path(target) as temporary:
            yield Path(temporary)
    except PermissionError as error:
        raise ReportError("export.target_locked", file=target.name) from error
