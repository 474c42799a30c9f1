"""Questions from what is open: one for all cells that have the same answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

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
from helpers.core.messages import message
from helpers.core.periods import Period

LONGEST_KEY = 240
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
            text=message(f"recognition.ask_{doubt.kind}", None, shown=doubt.shown),
            reason=message(f"recognition.why_{doubt.reason}", None, shown=doubt.shown),
            proposals=doubt.proposals,
        )


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
    ends = [_position(end) for area in areas for end in area.split(":")]
    rows, columns = [row for row, _ in ends], [column for _, column in ends]
    first = address_of(min(rows), min(columns))
    last = address_of(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _position(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(address[len(letters) :]), column


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
