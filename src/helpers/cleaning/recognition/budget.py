"""Budget lines of the national target programmes in tables of any office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.cleaning.budget_line_resolver import BudgetLineResolver
from helpers.cleaning.recognition.model import CARRIED, FUND, Breakdown
from helpers.cleaning.recognition.programme_words import (
    NamedProgrammes,
    all_named,
    is_programme_row,
    programmes_named,
)
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.vocabulary import any_of, group, is_total, key, vocabulary
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues import capitals as money
from helpers.core.catalogues.programme import BudgetLine, Programmes

FEWEST_LINES = 2


class BudgetCodes:
    """Codes of the figures of a table whose rows are budget lines; none for any other table.

    Numbers of lines mean something only within a programme: the title or the group names it. Where
    several may be meant the lines of each are kept, and which one is asked.
    """

    def __init__(self, table: Table, catalogues: Catalogues) -> None:
        self._programmes = catalogues.programmes
        self._table = table
        self._lines: dict[int, list[BudgetLine]] = {}
        self._shown: dict[int, str] = {}
        self._year = catalogues.period.year
        title = self._of_title()
        if table.is_turned:
            for item in table.items:
                named = programmes_named(" ".join(item.path), self._programmes)
                if len(named.roots) == 1:
                    self._lines[item.number] = list(named.roots)
        else:
            self._resolve(title)

    def _of_title(self) -> NamedProgrammes:
        """What the lines above the table name; where they name several, its own title decides."""
        context, sheet = self._table.context, self._table.block.grid.sheet
        around = all_named((*context.titles, sheet.name, sheet.file), self._programmes)
        if len(around.roots) == 1 and not around.is_other:
            return around
        own = all_named((cell.text for cell in self._table.block.titles), self._programmes)
        return own if own.roots or own.is_other else around

    def _resolve(self, title: NamedProgrammes) -> None:
        reader = _Rows(self._programmes, title, self._table.context.subject, self._year)
        has_groups = any(is_programme_row(label) for i in self._table.items for label in i.path)
        for item in self._table.items:
            lines = reader.lines(item.path)
            if has_groups and is_total(item.name):  # of which of the groups is not known
                continue
            if lines:
                self._lines[item.number] = lines
                if reader.is_open(lines):
                    self._shown[item.number] = reader.words
        if reader.named_lines < FEWEST_LINES:
            self._lines = {}

    def open_lines(self, item: Item) -> tuple[str, Sequence[BudgetLine]]:
        """The words and the programmes between which a person has to choose; ('', ()) if none."""
        if item.number not in self._lines or item.number not in self._shown:
            return "", ()
        shown = self._shown[item.number]
        same = [number for number, words in self._shown.items() if words == shown]
        lines = [line for number in same for line in self._lines.get(number, ())]
        roots = {root.key: root for root in map(self._programmes.root_of, lines)}
        return shown, list(roots.values())

    def code(
        self, item: Item, line: Line, breakdown: Breakdown, chosen: BudgetLine | None = None
    ) -> tuple[str, Breakdown]:
        """Code of a figure and what is left of its breakdown; '' where it is no whole line.

        ``chosen``: the programme that a person named.
        """
        lines = self._lines.get(item.number, [])
        if chosen is not None:
            lines = [each for each in lines if each.programme == chosen.programme]
        elif item.number in self._shown:
            lines = []
        head = programmes_named(" ".join(line.role.path), self._programmes)
        if head.roots or head.is_other:
            own = {root.programme for root in head.roots}
            lines = [each for each in lines if each.programme in own]
        capital = self._capital(breakdown)
        if len(lines) != 1 or not capital or self._may_hold_both(line, capital):
            return "", breakdown
        return lines[0].indicator(capital), ()

    def _capital(self, breakdown: Breakdown) -> str:
        """The code of the money that a breakdown names, carried over or of the year; '' if none."""
        said = dict(breakdown)
        carried = said.pop(CARRIED, "")
        capital = _code_of(said.pop(FUND, ""))
        if said or not capital or (carried and not self._has_one_origin()):
            return ""
        return money.qualified(money.CARRIED if carried else "", capital)

    def _may_hold_both(self, line: Line, capital: str) -> bool:
        """True for a column that may be money of the year and money carried over together."""
        if any(any_of(group("including")).search(key(text)) for text in line.role.path):
            return line.role.is_carried
        has_carried = any(other.role.is_carried for other in self._table.lines)
        return capital == money.TOTAL and line.role.is_total and has_carried

    def _has_one_origin(self) -> bool:
        """False where money of several earlier years stands apart: none of it is all of it."""
        pairs = (pair for line in self._table.lines for pair in line.role.breakdown)
        return len({value for name, value in pairs if name == CARRIED}) == 1


class _Rows:
    """Resolves the rows of a table top down, each within the programme named last above it."""

    def __init__(
        self, programmes: Programmes, title: NamedProgrammes, subject: str, year: int
    ) -> None:
        self._programmes = programmes
        self._year = year if programmes.are_several else None
        self.named_lines = 0
        self._above: tuple[str, ...] = ()
        self._turn_to(title, subject)

    def _turn_to(self, named: NamedProgrammes, words: str) -> None:
        self.named, self.words = named, words
        title = named.roots[0].programme if len(named.roots) == 1 else ""
        self._resolver = BudgetLineResolver(self._programmes, title=title, year=self._year)

    def lines(self, path: tuple[str, ...]) -> list[BudgetLine]:
        """The lines that the last label of a path may mean, of the programmes in question."""
        shared = 0
        while shared < min(len(path) - 1, len(self._above)) and path[shared] == self._above[shared]:
            shared += 1
        self._above = path
        found: list[BudgetLine] = []
        for label in path[shared:]:
            is_line = self._resolver.names_line(label)
            if is_programme_row(label) and not is_line:
                named = programmes_named(label, self._programmes)
                is_said = named.says_something
                self._turn_to(named if is_said else NamedProgrammes(is_other=True), label)
            found = self._resolver.resolve(label)
        if not path:
            return []
        self.named_lines += is_line
        if self.named.roots:
            own = {root.programme for root in self.named.roots}
            found = [line for line in found if line.programme in own]
        elif not self.named.is_general:
            return []
        return found if is_line or not self.is_open(found) else []

    def is_open(self, lines: Sequence[BudgetLine]) -> bool:
        """True where the words leave open which programme the lines are of."""
        return not self.named.roots or self.named.is_other or len(lines) > 1


def _code_of(fund: str) -> str:
    """'ngân sách trung ương - vốn đầu tư' → central.investment; '' for what is no capital."""
    if not fund:
        return money.TOTAL
    known: Mapping[str, str] = vocabulary()["capitals"]
    parts = [known.get(part, "") for part in fund.split(" - ")]
    return next(
        (c for c in (".".join(parts), ".".join(reversed(parts))) if c in money.capitals()), ""
    )
