"""Catalogue of the national target programme: projects, sub-projects and contents."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from helpers.ground.catalogues.indicators import valid_in
from helpers.ground.catalogues.loading import (
    Codes,
    OptionalText,
    Row,
    broken_row,
    load_table,
    require_unique,
)
from helpers.ground.messages import say
from helpers.ground.periods import Period


class ProgrammeLine(Row):
    """A line of the programme's hierarchy, e.g. DA3.TDA2.ND1."""

    programme: str
    code: str
    parent: OptionalText
    level: Literal["programme", "project", "sub_project", "content"]
    number: str
    name_vi: str
    name_en: str
    capital: Codes
    annex: OptionalText
    valid_from: OptionalText
    valid_to: OptionalText

    def name(self, lang: str) -> str:
        return self.name_en if lang == "en" else self.name_vi


class Programme:
    """The lines valid in one period, in official order."""

    def __init__(self, lines: list[ProgrammeLine]) -> None:
        self.lines = {line.code: line for line in lines}

    def root(self) -> ProgrammeLine | None:
        """The line of the whole programme; None in a period in which none is valid."""
        return next((line for line in self.lines.values() if line.parent is None), None)

    def children(self, code: str) -> list[ProgrammeLine]:
        return [line for line in self.lines.values() if line.parent == code]

    def projects(self) -> list[ProgrammeLine]:
        return [line for line in self.lines.values() if line.level == "project"]

    def project_of(self, code: str) -> str | None:
        """Code of the project that a line belongs to; None for the programme itself."""
        line = self.lines[code]
        while line.level not in ("project", "programme"):
            line = self.lines[line.parent]
        return line.code if line.level == "project" else None


def load_programme(path: Path, period: Period) -> Programme:
    """Lines of programme.csv valid in ``period``. Raises CatalogueError."""
    rows = load_table(path, ProgrammeLine)
    require_unique(path, [f"{row.programme}/{row.code}" for row in rows])
    known = {(row.programme, row.code) for row in rows}
    for position, row in enumerate(rows, start=2):
        if row.parent and (row.programme, row.parent) not in known:
            reason = say("ground.dangling_code", code=row.parent, catalogue="programme")
            raise broken_row(path, position, "parent", reason)
    return Programme([row for row in rows if valid_in(row.valid_from, row.valid_to, period)])
