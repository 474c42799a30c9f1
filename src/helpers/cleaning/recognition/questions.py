"""Questions from what is open: one for all cells that have the same answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils.cell import coordinate_to_tuple

from helpers.cleaning.readers import Cell, address_of
from helpers.cleaning.readers.model import column_letters
from helpers.cleaning.recognition.model import (
    Meaning,
    MeaningField,
    Question,
    QuestionKind,
    SheetCells,
)
from helpers.cleaning.stated_periods.relative import relative_words
from helpers.core.formatting import format_number
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.text import short

LONGEST_KEY = 240
MOST_SHOWN = 2
"""Figures that a question shows."""
MOST_PLACES = 2
SHORTEST_GROUPED = 5
"""Digits of a number that is shown with marks between its thousands."""
COLUMN_FIELDS = ("measure", "period", "breakdown", "indicator")
_ORDER = ("table", "column", "counted", "unit", "pattern", "indicator", "cell")


@dataclass(frozen=True)
class Doubt:
    """What is open about some cells: kind and key of the question, fields, reason, words.

    ``blocks``: False where the figure is kept all the same.
    """

    kind: QuestionKind
    key: str
    asked: tuple[MeaningField, ...]
    shown: str
    reason: str
    proposals: tuple[Meaning, ...] = ()
    blocks: bool = True


def key_of(kind: str, own: Period, *parts: str) -> str:
    """The key of a question from words of content, with periods as distances from ``own``."""
    words = [relative_words(part, own) for part in parts]
    return " | ".join((kind, *words))[:LONGEST_KEY]


@dataclass
class OpenQuestions:
    """Collects the cells of each doubt, and makes the questions."""

    _doubts: dict[str, Doubt] = field(default_factory=dict)
    _cells: dict[str, dict[tuple[str, str], list[Cell]]] = field(default_factory=dict)

    def add(self, doubt: Doubt, file: str, sheet: str, cell: Cell) -> None:
        """One cell that a doubt is about."""
        self._doubts.setdefault(doubt.key, doubt)
        sheets = self._cells.setdefault(doubt.key, {})
        sheets.setdefault((file, sheet), []).append(cell)

    def questions(self) -> tuple[Question, ...]:
        """The questions, of tables first."""
        made = [self._question(doubt) for doubt in self._doubts.values()]
        return tuple(sorted(made, key=lambda q: _ORDER.index(q.kind)))

    def _question(self, doubt: Doubt) -> Question:
        where = tuple(
            SheetCells(file, sheet, area)
            for (file, sheet), cells in self._cells[doubt.key].items()
            for area in areas_of(cells)
        )
        return Question(
            kind=doubt.kind,
            key=doubt.key,
            asked=doubt.asked,
            where=where,
            shown=doubt.shown,
            text=_text(doubt, [c for cells in self._cells[doubt.key].values() for c in cells]),
            reason=message(f"recognition.why_{doubt.reason}", None, shown=doubt.shown),
            proposals=doubt.proposals,
        )


def _text(doubt: Doubt, cells: Sequence[Cell]) -> str:
    """What is asked, with the first figures that it is about where its words show none."""
    parts = [message(f"recognition.asked_{name}") for name in doubt.asked if name in COLUMN_FIELDS]
    fields = ", ".join(parts)
    text = message(f"recognition.ask_{doubt.kind}", None, shown=doubt.shown, fields=fields)
    is_of_cells = doubt.kind in ("pattern", "cell")
    words = [cell.text if is_of_cells else f"{cell.address}:" for cell in cells]
    if any(each in doubt.shown for each in words):
        return text
    figures = "; ".join(f"{cell.address}: {_figure(cell)}" for cell in cells[:MOST_SHOWN])
    return f"{text} {message('recognition.such_as', figures=figures)}"


def _figure(cell: Cell) -> str:
    """A cell as a person sees it; of a computed number the first decimals."""
    if not isinstance(cell.native, Decimal):
        return short(cell.text)
    places = len(cell.text.partition(".")[2])
    is_like_year = not places and len(cell.text) < SHORTEST_GROUPED
    return cell.text if is_like_year else format_number(cell.native, min(places, MOST_PLACES))


def areas_of(cells: Iterable[Cell]) -> list[str]:
    """Cells as few areas, no other cell among them: C5:D9, F5."""
    columns: dict[int, list[int]] = defaultdict(list)
    for cell in cells:
        columns[cell.column].append(cell.row)
    spans: dict[tuple[int, int], list[int]] = defaultdict(list)
    for column in sorted(columns):
        for span in _runs(sorted(set(columns[column]))):
            spans[span].append(column)
    found = []
    for (top, bottom), of_span in spans.items():
        for left, right in _runs(of_span):
            first, last = address_of(top, left), f"{column_letters(right)}{bottom}"
            found.append(first if first == last else f"{first}:{last}")
    return found


def area_around(areas: Iterable[str]) -> str:
    """The smallest area that holds all of some areas: C5:D9."""
    ends = [coordinate_to_tuple(end) for area in areas for end in area.split(":")]
    rows, columns = [row for row, _ in ends], [column for _, column in ends]
    first = address_of(min(rows), min(columns))
    last = address_of(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
