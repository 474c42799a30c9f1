"""Whose a catalogue file is: the project's, or a workspace's own, which may replace one of it."""

import csv
from pathlib import Path

from helpers.core.errors import CatalogueError
from helpers.core.messages import message
from helpers.core.workspace import PROJECT_REFERENCE, REFERENCE

FORMER_FILES = {
    "pace.csv": "seasonal_shares.csv",
    "deadlines.csv": "packs/district-2020/deadlines.csv",
    "outlines/provincial-2020.yml": "packs/district-2020/outline.yml",
    "outlines/commune-2025.yml": "packs/commune-2025/outline-province.yml",
    "forms/national_programme.yml": "packs/programme-2021/forms/national_programme.yml",
    "profiles/bac-kan.yml": "packs/bac-kan-2020/profile.yml",
    "programme.csv": "packs/programme-2021/programme.csv",
}
"""What catalogue files were called in earlier versions, and what they are called now."""
Position = tuple[Path, int]
"""A file and its row, as a spreadsheet counts it; row 0 where it is no table."""


def shown(path: Path) -> str:
    """The file with its folder and whose it is: ``indicators/crops.csv (của chương trình)``.

    The bare name of a file that is in no ``data/reference``.
    """
    folder = _reference_folder(path)
    if folder is None:
        return path.name
    owner = "workspace" if is_own(path) else "project"
    return message(f"core.catalogue_of_{owner}", file=path.relative_to(folder).as_posix())


def refuse_former_names(folder: Path) -> None:
    """Raise CatalogueError for a file under a name that nothing reads any more."""
    for former, present in FORMER_FILES.items():
        if (folder / former).exists():
            raise CatalogueError(
                "core.catalogue_renamed", file=shown(folder / former), present=present
            )


def is_own(path: Path) -> bool:
    """True for a catalogue file of a workspace that is not the project itself."""
    folder = _reference_folder(path)
    return folder is not None and folder.resolve() != PROJECT_REFERENCE


def to_mend(first: Position, second: Position) -> tuple[Position, Position]:
    """Of two positions that state the same the one to mend, and the other.

    That is the second, unless only the first is in a workspace's own file.
    """
    own_first = is_own(first[0]) and not is_own(second[0])
    return (first, second) if own_first else (second, first)


def takes_away(path: Path, code: str) -> bool:
    """True for an own file that replaces a file of the project with a row for ``code``."""
    return code in replaced_codes(path)


def replaced_codes(path: Path) -> frozenset[str]:
    """The codes of the project's file that an own file replaces; none for any other file.

    Codes, and the keys of units, are in the first two columns.
    """
    folder = _reference_folder(path)
    if folder is None or not is_own(path):
        return frozenset()
    replaced = PROJECT_REFERENCE / path.relative_to(folder)
    if not replaced.is_file():
        return frozenset()
    with replaced.open(encoding="utf-8-sig", newline="") as lines:
        try:
            return frozenset(code for row in csv.reader(lines) for code in row[:2])
        except csv.Error:
            return frozenset()


def _reference_folder(path: Path) -> Path | None:
    ends = (folder for folder in path.parents if folder.parts[-len(REFERENCE) :] == REFERENCE)
    return next(ends, None)
