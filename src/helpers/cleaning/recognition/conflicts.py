"""Figures that mean the same and differ: none of them counts until a person has said which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers.cleaning.recognition.answers import filled
from helpers.cleaning.recognition.drafts import Draft, finished
from helpers.cleaning.recognition.model import Answer, Meaning, RecognisedFigure
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.core.catalogues import Catalogues

FEWEST_OF_TABLE = 3
"""So many figures of two tables that contradict each other: the tables are asked, not the rows."""


@dataclass
class Read:
    """A draft with its source, the number of its table, and the figure it makes."""

    draft: Draft
    file: str
    sheet: str
    table: int
    figure: RecognisedFigure | None = None


def make_figures(found: Iterable[Read], catalogues: Catalogues) -> None:
    """The figures of all drafts that are complete; a unit that does not fit is asked."""
    for read in found:
        if read.draft.is_open or read.draft.is_dropped:
            continue
        read.figure = finished(read.draft, read.file, read.sheet, catalogues)
        if read.figure is None:
            name = key_of("cell", 0, read.file, read.sheet, read.draft.cell.address, "unit_of_code")
            words = " > ".join(read.draft.label_path)
            read.draft.doubts.append(Doubt("cell", name, ("unit",), words, "unit_of_code"))


def ask_conflicts(found: list[Read], answers: dict[str, Answer], year: int) -> bool:
    """Add doubts to drafts that contradict each other; True where answers changed a draft."""
    groups: dict[tuple[object, ...], list[Read]] = defaultdict(list)
    for read in found:
        if read.figure is not None:
            meaning = read.figure.meaning
            where = tuple(sorted(meaning.breakdown))
            groups[meaning.code, meaning.measure, meaning.period, where].append(read)
    clashing = [
        reads for reads in groups.values() if len({r.figure.value for r in reads if r.figure}) > 1
    ]
    twins = _twin_tables(clashing)
    changed = False
    for reads in clashing:
        for read in reads:
            changed |= _doubt(read, twins, answers, year)
    return changed


def _twin_tables(clashing: Iterable[list[Read]]) -> set[int]:
    """Tables that contradict another one in several figures."""
    count: dict[int, int] = defaultdict(int)
    for reads in clashing:
        if len({read.table for read in reads}) > 1:
            for table in {read.table for read in reads}:
                count[table] += 1
    return {table for table, number in count.items() if number >= FEWEST_OF_TABLE}


def _doubt(read: Read, twins: set[int], answers: dict[str, Answer], year: int) -> bool:
    """Ask about one figure; True where an answer said what it is."""
    draft = read.draft
    read.figure = None
    for doubt in _doubts(read, twins, year):
        answer = draft.answer_to(doubt, answers)
        if answer is None:
            return False
        if not answer.meaning.is_figure:
            return True
        if _applied(draft, answer.meaning, doubt):
            return True
    return False


def _applied(draft: Draft, answer: Meaning, doubt: Doubt) -> bool:
    """Put an answer into a draft; False where it says nothing new."""
    changed = filled(draft.meaning, answer, doubt.asked)
    if changed == draft.meaning:
        return False
    draft.meaning = changed
    if "indicator" in doubt.asked:
        draft.degree = "answered"
    return True


def _doubts(read: Read, twins: set[int], year: int) -> Iterator[Doubt]:
    draft = read.draft
    label = " > ".join(draft.label_path)
    if read.table in twins:
        name = key_of("table", year, "same_rows", read.file, read.sheet, draft.subject)
        shown = f"{read.file} · {read.sheet}: {draft.subject}"
        yield Doubt("table", name, ("is_figure", "breakdown"), shown, "same_rows_twice")
    name = key_of(
        "indicator", year, draft.subject, label, draft.unit.dimension if draft.unit else "", "clash"
    )
    proposals = (Meaning(label=label),)
    yield Doubt("indicator", name, ("indicator",), label, "clash", proposals)
    name = key_of(
        "cell", year, read.file, read.sheet, label, " > ".join(draft.header_path), "clash"
    )
    yield Doubt("cell", name, ("is_figure",), label, "clash")
