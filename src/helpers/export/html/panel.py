"""Small tables that a notebook shows next to its figures: cells hold text or links to files."""

from dataclasses import dataclass
from itertools import zip_longest

from helpers.core.messages import current_language
from helpers.export.html.templating import render_page


@dataclass(frozen=True)
class FileLink:
    """A file, relative to the notebook's folder; ``saves`` where JupyterLab cannot show it."""

    name: str
    address: str
    saves: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class MarkedCell:
    """Text of a cell that is a number, or whose ``tone`` ("bad", "warn") is shown as a colour."""

    text: str
    tone: str = ""
    is_number: bool = False

    def __str__(self) -> str:
        return self.text


TONES = {
    "bad": "border-left: 4px solid #c62828; background: #c6282826",
    "warn": "border-left: 4px solid #b26a00; background: #b26a0026",
}
"""A bar beside the word and a tint, legible in the light and the dark theme."""
PanelCell = str | MarkedCell | FileLink | tuple[FileLink, ...]


@dataclass(frozen=True, repr=False)
class NotebookPanel:
    """Sentences, a table of ``columns`` and ``rows``, and a list; each may be empty."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[PanelCell, ...], ...] = ()
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """Shown in the notebook; everything is escaped."""
        rows = [
            [cell if isinstance(cell, (str, MarkedCell)) else _links(cell) for cell in row]
            for row in self.rows
        ]
        numeric = [any(map(is_number, column)) for column in zip(*self.rows, strict=False)]
        columns = list(zip_longest(self.columns, numeric[: len(self.columns)], fillvalue=False))
        fields = {"sentences": self.sentences, "columns": columns, "points": self.points}
        return render_page("panel.html.j2", current_language(), rows=rows, tones=TONES, **fields)

    def __repr__(self) -> str:
        """The same as plain text, a text line per row."""
        lines = [[_plain(cell) for cell in row] for row in (self.columns, *self.rows) if row]
        return "\n".join([*self.sentences, *(" | ".join(line) for line in lines), *self.points])


@dataclass(frozen=True, repr=False)
class NotebookCard:
    """One thing that a person does something about: what, why and where, links that lead there."""

    title: str
    sentences: tuple[str, ...] = ()
    links: tuple[FileLink, ...] = ()
    tone: str = ""

    def _repr_html_(self) -> str:
        """Shown in the notebook; everything is escaped."""
        return render_page("card.html.j2", current_language(), **vars(self))

    def __repr__(self) -> str:
        """The same as plain text, a text line for each part."""
        links = [" · ".join(map(str, self.links))] if self.links else []
        return "\n".join([self.title, *self.sentences, *links])


def _links(cell: FileLink | tuple[FileLink, ...]) -> tuple[FileLink, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def is_number(cell: PanelCell) -> bool:
    """True for a cell that is written to the right."""
    return isinstance(cell, MarkedCell) and cell.is_number


def _plain(cell: PanelCell) -> str:
    return ", ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)
