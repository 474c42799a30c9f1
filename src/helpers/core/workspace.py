"""Paths: a workspace is any folder of the project's shape, and no path is spelled twice."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.storage import storage_error

PROJECT_ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ("data", "reference")
PROJECT_REFERENCE = PROJECT_ROOT.joinpath(*REFERENCE)
FileState = tuple[str, int, int, int]
State = tuple[FileState, ...]
LONGEST_CODE = 100
"""Letters that a name of a folder may have: systems allow 255 bytes with what we add."""
_SAFE_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


def safe_code(code: str) -> str:
    """``code`` if it can name a folder. Raises ParameterError for paths and other characters."""
    if not isinstance(code, str) or not _SAFE_CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise ParameterError("core.unsafe_code", code=code)
    return code


@dataclass(frozen=True)
class Workspace:
    """A folder with data/raw, data/processed, data/reference and reports."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace:
        """The nearest workspace at or above ``start`` (default: the current folder).

        Raises ParameterError (``core.no_workspace``).
        """
        folder = (start or Path.cwd()).resolve()
        for candidate in (folder, *folder.parents):
            if (candidate / "data" / "raw").is_dir():
                return cls(candidate)
        raise ParameterError("core.no_workspace")

    def raw(self, period: Period, unit: str) -> Path:
        """The folder of the files that a unit sent for a period."""
        return self.root / "data" / "raw" / str(period) / safe_code(unit)

    def processed(self, period: Period, unit: str) -> Path:
        """The folder of the tables of a unit and period."""
        return self.root / "data" / "processed" / str(period) / safe_code(unit)

    def reports(self, period: Period, unit: str) -> Path:
        """The folder of the finished reports of a unit and period."""
        return self.root / "reports" / str(period) / safe_code(unit)

    def work(self, period: Period, unit: str) -> Path:
        """Where notebooks execute before anything is published."""
        return self.processed(period, unit) / "_work"

    @property
    def own_reference(self) -> Path:
        """The folder of the workspace's own catalogues; it need not exist."""
        return self.root.joinpath(*REFERENCE)

    def reference(self, name: str) -> Path:
        """A catalogue file: the workspace's own, else the project's."""
        own = self.own_reference / name
        return own if own.exists() else PROJECT_REFERENCE / name

    def reference_files(self, folder: str, pattern: str) -> list[Path]:
        """The catalogue files of a folder, in the order of their names.

        An own file replaces the project's of the same name; any other is added. ``pattern`` may
        go through the folders within.
        """
        folders = (PROJECT_REFERENCE / folder, self.own_reference / folder)
        files = {
            path.relative_to(base).as_posix(): path
            for base in folders
            for path in base.glob(pattern)
        }
        return [files[name] for name in sorted(files)]

    @property
    def catalogue_owner(self) -> Workspace:
        """This workspace where it has catalogues of its own, else that of the project."""
        project = Workspace(PROJECT_REFERENCE.parents[1])
        return self if self.own_reference.is_dir() else project

    def reference_state(self) -> State:
        """The state of all catalogue files: changes when any of them does."""
        roots = {self.own_reference, PROJECT_REFERENCE}
        return tuple(sorted(state for root in roots for state in states_below(root)))

    def notebook(self, name: str) -> Path:
        """A notebook: the workspace's own, else the project's."""
        own = self.root / "notebooks" / f"{name}.ipynb"
        return own if own.exists() else PROJECT_ROOT / "notebooks" / f"{name}.ipynb"

    def relative(self, path: Path) -> str:
        """``path`` as it may be shown: relative to the workspace or project, with slashes."""
        resolved = path.resolve()
        for base in (self.root.resolve(), PROJECT_ROOT):
            if resolved.is_relative_to(base):
                return resolved.relative_to(base).as_posix()
        return path.name

    def raw_periods(self, unit: str) -> list[Period]:
        """Periods for which raw files of ``unit`` were received, oldest first."""
        folders = (self.root / "data" / "raw").glob(f"*/{safe_code(unit)}")
        return sorted(Period.parse(f.parent.name) for f in folders if is_period(f.parent.name))


def state_of(paths: Iterable[Path]) -> State:
    """Path, time, size and inode of files: what was read of them holds while this is the same."""
    return tuple(_state(str(path), path.stat()) for path in paths)


def states_below(folder: Path) -> Iterator[FileState]:
    """The state of each file below a folder; none where there is no such folder."""
    for entry in _entries_below(folder):
        yield _state(entry.path, entry.stat())


def files_below(folder: Path) -> Iterator[Path]:
    """The files below a folder, in no order; none where there is no such folder."""
    return (Path(entry.path) for entry in _entries_below(folder))


def _entries_below(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Entries know what they are without a question to the system each, as ``rglob`` asks."""
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries_below(entry.path)
            elif entry.is_file():
                yield entry


def _state(path: str, found: os.stat_result) -> FileState:
    return path, found.st_mtime_ns, found.st_size, found.st_ino


def is_period(name: str) -> bool:
    """True where a folder's name is a period code."""
    try:
        Period.parse(name)
    except ParameterError:
        return False
    return True


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """A temporary path beside ``target`` that replaces it when the block ends well.

    Raises StorageError where the disk is full or the folder takes no files.
    """
    folder = target.parent
    with _storage_explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=f".{target.name}.", delete=False) as handle:
            temporary = Path(handle.name)
    try:
        with _storage_explained(folder, but=(PermissionError,)):  # of a file that is in use
            yield temporary
            temporary.chmod(0o644)
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _storage_explained(folder: Path, but: tuple[type[OSError], ...] = ()) -> Iterator[None]:
    try:
        yield
    except but:
        raise
    except OSError as error:
        raise storage_error(error, folder) or error from error


def write_text(target: Path, text: str) -> None:
    """Write UTF-8 text atomically, with line feeds on every system."""
    with atomic_path(target) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
