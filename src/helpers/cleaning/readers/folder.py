"""The input files of a unit's raw folder: what is read, and what is not and why."""

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.cleaning.readers.sniff import READABLE_SUFFIXES
from helpers.core.errors import InputError
from helpers.core.messages import message
from helpers.core.text import fold, visible

READ_FIRST = "DOC_TRUOC.txt"
"""What ``baocao start`` puts into a new folder to say what belongs there."""
_SYSTEM_FILES = {"thumbs.db", "ehthumbs.db", "desktop.ini", READ_FIRST.lower()}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not read; ``key`` is the message that gives the reason and what to do."""

    file: str
    key: str

    def __str__(self) -> str:
        return message(self.key, file=self.file)


def list_inputs(folder: Path) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """Spreadsheets of ``folder`` in natural order (2 before 10), and everything that is skipped.

    Raises InputError ``reading.folder_missing`` or ``reading.folder_empty``.
    """
    if not folder.is_dir():
        raise InputError("reading.folder_missing", folder=_shown(folder))
    files, skipped = [], []
    for path in sorted(folder.iterdir(), key=_natural_key):
        if key := _reason_to_skip(path, folder):
            skipped.append(Skipped(visible(path.name), key))
        elif not _is_system_file(path):
            files.append(path)
    if not files:
        reasons = "".join(f"\n- {entry}" for entry in skipped)
        raise InputError("reading.folder_empty", folder=_shown(folder), reasons=reasons)
    return tuple(files), tuple(skipped)


def _is_system_file(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower() in _SYSTEM_FILES


def _reason_to_skip(path: Path, folder: Path) -> str:
    if path.name.startswith(("~$", ".~lock.")):
        return "reading.skipped_open"
    if _is_system_file(path):
        return ""
    if not path.exists() or not path.resolve().is_relative_to(folder.resolve()):
        return "reading.skipped_link"
    if path.is_dir():
        return "reading.skipped_folder"
    if not path.is_file() or path.suffix.lower() not in READABLE_SUFFIXES:
        return "reading.skipped_format"
    return ""


def _natural_key(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    pieces = re.findall(r"[0-9]+|[^0-9]+", fold(path.name))
    return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in pieces], path.name


def _shown(folder: Path) -> str:
    """The last parts of a path: enough to find it, without the machine's own folders."""
    return "/".join(folder.parts[-4:])
