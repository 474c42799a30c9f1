"""Which units a command is for: all that sent files, a list, or a file with a list."""

from pathlib import Path

from helpers.core.errors import InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.text import short, shown_name
from helpers.core.workspace import Workspace

ALL = "all"
LONGEST = 100
"""Letters of a key: the longest one of a commune of today has 40."""


def select_units(workspace: Workspace, period: Period, wanted: str) -> list[str]:
    """Keys of units: ``all`` that sent files, a list ``a,b``, or ``@file`` with one per line.

    Raises ParameterError for a file that is not there, where no unit is named and for a key longer
    than any, InputError where nobody sent files.
    """
    if wanted == ALL:
        folder = workspace.root / "data" / "raw" / str(period)
        keys = sorted(shown_name(path.name) for path in folder.glob("*") if path.is_dir())
        if not keys:
            raise InputError("batch.no_units", folder=workspace.relative(folder))
        return keys
    if not wanted.startswith("@"):
        return _named([key.strip() for key in wanted.split(",") if key.strip()])
    path = Path(wanted[1:])
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ParameterError("batch.no_list", file=short(path.name)) from error
    except UnicodeDecodeError as error:
        raise ParameterError("batch.list_not_utf8", file=path.name) from error
    return _named([line.strip() for line in lines if line.strip() and not line.startswith("#")])


def _named(keys: list[str]) -> list[str]:
    if not keys:
        raise ParameterError("batch.no_units_named")
    long = next((key for key in keys if len(key) > LONGEST), None)
    if long is not None:
        raise ParameterError("batch.key_too_long", name=short(long), most=LONGEST)
    return keys
