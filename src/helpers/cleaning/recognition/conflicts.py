"""Figures that mean the same and differ: none of them counts until a person has said which."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.finished import finished
from helpers.cleaning.recognition.model import Answer, Meaning, RecognisedFigure
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.stated_periods.relative import title_words
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.mappings import file_pattern
from helpers.core.periods import Period

FEWEST_OF_TABLE = 3
"""So many figures of two tables that contradict each other: the tables are asked, not the rows."""

MOST_NAMED = 3
"""So many of the cells that contradict one figure are named."""


@dataclass
class Read:
    """A draft with its source, the number of its table, and the figure it makes."""

    draft: Draft
    file: str
    sheet: str
    table: int
    figure: RecognisedFigure | None = None

    @property
    def column(self) -> tuple[int, int]:
        """Its table and the line of it in which it stands."""
        return self.table, self.draft.position[1]


def make_figures(found: Iterable[Read], catalogues: Catalogues) -> None:
    """The figures of all drafts that are complete; a unit that does not fit is asked."""
    for read in found:
        draft = read.draft
        if draft.is_open or draft.is_dropped:
            continue
        read.figure = finished(draft, read.file, read.sheet, catalogues)
        if read.figure is None:
            words = " > ".join(draft.label_path)
            unit = draft.unit.unit if draft.unit else ""
            name = key_of("unit", catalogues.period, draft.subject, words, unit, "unit_of_code")
            indicator = catalogues.indicators.get(draft.meaning.code)
            proposals = (Meaning(unit=indicator.unit_of_measure),) if indicator else ()
            draft.doubts.append(Doubt("unit", name, ("unit",), words, "unit_of_code", proposals))


def ask_conflicts(found: list[Read], answers: Mapping[str, Answer], own: Period) -> bool:
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
        wrong_answers = _answered_into(reads)
        for read in wrong_answers or reads:
            if wrong_answers:
                _ask_again(read)
            else:
                changed |= _doubt(read, _others(read, reads), twins, answers, own)
    return changed


def _twin_tables(clashing: Iterable[list[Read]]) -> set[int]:
    """Tables that contradict another one in several figures."""
    count: dict[int, int] = defaultdict(int)
    for reads in clashing:
        if len({read.table for read in reads}) > 1:
            for table in {read.table for read in reads}:
                count[table] += 1
    return {table for table, number in count.items() if number >= FEWEST_OF_TABLE}


def _answered_into(reads: list[Read]) -> list[Read]:
    """Of two columns of one row those of which an answer says what the other one means.

    What was read without an answer stays: an answer takes no figure away.
    """
    rows = {(read.table, read.draft.position[0]) for read in reads}
    lines = {read.draft.position[1] for read in reads}
    answered = [read for read in reads if _column_answer(read.draft)]
    return answered if len(rows) == 1 and len(lines) == len(reads) else []


def _column_answer(draft: Draft) -> Doubt | None:
    kinds = (doubt for doubt in draft.answered if doubt.kind in ("column", "pattern"))
    return next(kinds, None)


def _ask_again(read: Read) -> None:
    doubt = _column_answer(read.draft)
    assert doubt is not None
    read.figure = None
    read.draft.doubts.append(replace(doubt, reason="same_as_read"))


def _others(read: Read, reads: list[Read]) -> str:
    """The cells that contradict one figure: 'C16: 579; Biểu 2 C4: 580'."""
    found = []
    for other in reads:
        if other is not read and other.draft.cell.text != read.draft.cell.text:
            place = (other.file, other.sheet) if other.file != read.file else (other.sheet,)
            named = place if (other.file, other.sheet) != (read.file, read.sheet) else ()
            found.append(" ".join((*named, f"{other.draft.cell.address}: {other.draft.cell.text}")))
    return "; ".join(found[:MOST_NAMED])


def _doubt(
    read: Read, others: str, twins: set[int], answers: Mapping[str, Answer], own: Period
) -> bool:
    """Ask about one figure; True where an answer said what it is."""
    draft = read.draft
    read.figure = None
    last = None
    for doubt in _doubts(read, others, twins, own):
        before, last = draft.meaning, doubt
        if not draft.ask(doubt, answers):
            return False
        if draft.is_dropped or draft.meaning != before:
            return True
    if last is not None:
        draft.doubts.append(replace(last, reason="clash_again"))
    return False


def _doubts(read: Read, others: str, twins: set[int], own: Period) -> Iterator[Doubt]:
    draft = read.draft
    label = " > ".join(draft.label_path)
    title, file = title_words(draft.subject, own), file_pattern(read.file)
    if read.table in twins:
        name = key_of("table", own, "same_rows", file, read.sheet, title)
        shown = f"{read.file} · {read.sheet}: {draft.subject}"
        proposals = (Meaning(is_figure=False),)
        yield Doubt("table", name, ("is_figure", "breakdown"), shown, "same_rows_twice", proposals)
    row = f"{draft.above} > {label}" if draft.above else label
    words = (file, read.sheet, row, str(draft.position[0]))
    name = key_of("indicator", own, *words, "clash")
    own_cell = f"{draft.cell.address}: {draft.cell.text}"
    shown = f"{row} ({own_cell} ≠ {others})"
    yield Doubt("indicator", name, ("indicator",), shown, "clash", (Meaning(label=row),))
    shown = f"{row}, {' > '.join(draft.header_path)} ({own_cell} ≠ {others})"
    name = key_of("cell", own, *words, " > ".join(draft.header_path), "clash")
    yield Doubt("cell", name, ("is_figure",), shown, "clash_cell", (Meaning(is_figure=False),))
