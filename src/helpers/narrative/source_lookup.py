"""Source cells of the figures within a text of a finished report."""

from collections.abc import Iterable, Iterator

from helpers.core.messages import message
from helpers.indicators.rollup.totals import CONTRIBUTIONS
from helpers.narrative.blocks import BulletList, Paragraph, Runs, Table, cell_runs, text_of
from helpers.narrative.facts import Fact


def source_cells_of(words: str, blocks: Iterable[object]) -> str:
    """The source cells of the figures within ``words``, file by file; empty if there are none.

    ``words`` as they were read in an exported file: other spaces make no difference. The first
    passage that holds them is taken.
    """
    wanted = _plain(words)
    for block in blocks:
        for runs in _passages(block):
            text = _plain(text_of(runs))
            if wanted in text:
                start = text.index(wanted)
                return _cells(_facts_between(runs, start, start + len(wanted)))
    return ""


def _passages(block: object) -> Iterator[Runs]:
    """Runs that are read as one line."""
    match block:
        case Paragraph(runs=runs, items=items):
            yield runs
            for item in items:
                yield from _passages(item)
        case BulletList(items=items):
            for item in items:
                yield from _passages(item)
        case Table(rows=rows):
            for row in rows:
                yield tuple(run for cell in row.cells for run in (*cell_runs(cell), " "))


def _facts_between(runs: Runs, start: int, end: int) -> Iterator[Fact]:
    position = 0
    for run in runs:
        reach = position + len(_plain(text_of((run,))))
        if isinstance(run, Fact) and position < end and start < reach:
            yield run
        position = reach


def _cells(facts: Iterable[Fact]) -> str:
    sources = (source for fact in facts for source in fact.inputs if source["cell"])
    source_cells = {(s["file"], s["sheet"], s["cell"]): s["raw_text"] for s in sources}
    return "; ".join(
        message("narrative.units_behind", units=cell)
        if file == CONTRIBUTIONS
        else message("narrative.cell_behind", file=file, sheet=sheet, cell=cell, raw=raw or "…")
        for (file, sheet, cell), raw in source_cells.items()
    )


def _plain(text: str) -> str:
    """Without any space: file readers differ in where they find one."""
    return "".join(text.split())
