"""The lines of a report as its Word file has them: what each holds and where it stands."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from helpers.narrative.blocks import (
    BulletList,
    Figure,
    Heading,
    Label,
    Paragraph,
    Runs,
    Table,
    cell_runs,
    text_of,
)
from helpers.narrative.facts import Fact

CELL_GAP = " | "
_MARK = re.compile(r" \[[a-z]+\]$")
Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One line of a report; ``fixed`` are the spans that an edit cannot change: figures, leads.

    ``is_text`` is false for headings and rows of tables. ``section`` is that of the outline.
    """

    text: str
    section: str
    is_text: bool = True
    fixed: tuple[Span, ...] = ()
    figures: tuple[Span, ...] = ()


def lines_of(blocks: Iterable[object], sections: Container[str]) -> Iterator[Line]:
    """The lines of blocks in their order; ``sections`` are the numbers of the outline."""
    section = ""
    for block in blocks:
        match block:
            case Heading(anchor=anchor, text=text):
                section = anchor if anchor in sections else section
                yield Line(text, section, is_text=False)
            case Paragraph():
                yield from _paragraph(block, section)
            case BulletList(items=items):
                for item in items:
                    yield from _paragraph(item, section)
            case Table():
                yield from _table(block, section)
            case Figure(title=title, caption=caption):
                yield Line(f"{title}. {caption}", section, fixed=((0, len(title)),))


def _paragraph(paragraph: Paragraph, section: str) -> Iterator[Line]:
    lead = f"{paragraph.lead} " if paragraph.lead else ""
    fixed, figures = ([(0, len(lead))] if lead else []), []
    position = len(lead)
    for run in paragraph.runs:
        end = position + len(text_of((run,)))
        if isinstance(run, Fact):
            figures.append((position, end))
        elif isinstance(run, Label) and _MARK.match(run.text):
            fixed.append((position, end))
        position = end
    text = lead + text_of(paragraph.runs)
    is_own = paragraph.kind in ("note", "blank", "subhead")
    yield Line(text, section, not is_own, tuple(fixed), tuple(figures))
    for item in paragraph.items:
        yield from _paragraph(item, section)


def _table(table: Table, section: str) -> Iterator[Line]:
    titles = tuple(column.title for column in table.columns)
    yield Line(table.caption, section, is_text=False)
    if table.note:
        yield Line(table.note, section, is_text=False)
    rows: list[tuple[Runs, ...]] = [tuple((title,) for title in titles)]
    rows += [tuple(cell_runs(cell) for cell in row.cells) for row in table.rows]
    for cells in rows:
        text, figures = "", []
        for runs in cells:
            text += CELL_GAP if text else ""
            if any(isinstance(run, Fact) for run in runs):
                figures.append((len(text), len(text) + len(text_of(runs))))
            text += text_of(runs)
        yield Line(text, section, is_text=False, figures=tuple(figures))
