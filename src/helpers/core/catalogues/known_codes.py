"""Codes that one catalogue lists and another names: a missing one is blamed on the right file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from helpers.core.catalogues.files import Position, shown, takes_away, to_mend
from helpers.core.catalogues.loading import broken_document, broken_row
from helpers.core.errors import CatalogueError
from helpers.core.messages import message


@dataclass(frozen=True)
class KnownCodes:
    """The codes of a catalogue and the files that it was read from."""

    catalogue: str
    codes: Collection[str]
    files: tuple[Path, ...] = ()

    def require(self, code: str, path: Path, row: int | None = None, column: str = "") -> None:
        """Raise CatalogueError where ``code``, which ``path`` names, is not listed.

        The file to mend is ``path``, unless another file, a workspace's own, took the code away:
        then that one.
        """
        if code in self.codes:
            return
        for own in self.files:
            if own != path and takes_away(own, code):
                user = shown(path)
                if row is not None:
                    user = message("core.catalogue_position", file=user, row=row)
                raise CatalogueError("core.catalogue_lacks", file=shown(own), code=code, user=user)
        reason = message("core.dangling_code", code=code, catalogue=self.catalogue)
        raise broken_row(path, row, column, reason) if row else broken_document(path, reason)


def duplicate_code(code: str, column: str, first: Position, second: Position) -> CatalogueError:
    """The error of a code in two rows: the second is blamed, unless only the first is own."""
    (path, row), _ = to_mend(first, second)
    return broken_row(path, row, column, message("core.duplicate_code", code=code))
