"""Budget lines of the national target programmes in tables of any office."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rapidfuzz import fuzz

from helpers.cleaning.budget_labels import other_money
from helpers.cleaning.budget_line_resolver import BudgetLineResolver
from helpers.cleaning.recognition.budget_capital import Capitals
from helpers.cleaning.recognition.budget_rows import WHOLE, RowMoney
from helpers.cleaning.recognition.model import Breakdown
from helpers.cleaning.recognition.programme_words import (
    NamedProgrammes,
    all_named,
    is_money_of,
    is_money_of_all,
    is_programme_row,
    programmes_named,
)
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.vocabulary import head_words, is_total, key, vocabulary
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.programme import BudgetLine, Programmes

FEWEST_LINES = 2
ALIKE, MOST_NEAR = 70, 3
"""Likeness (0 to 100) of a label to the name of a line that is proposed for it; at most so many."""
_STAGE = re.compile(
    r"giai đoạn\s*(?:năm\s*)?20\d\d\s*(?:[-–—]|đến)\s*(?:năm\s*)?20\d\d", re.IGNORECASE
)
_MENTION = re.compile(r"(?:tiểu )?dự án (?:số )?\d+(?![\d./])", re.IGNORECASE)


class BudgetCodes:
    """Codes of the figures of a table of budget lines; none for any other table.

    Lines are named by rows, or by columns where rows are places. Their numbers mean something only
    within a programme: the title or the group names it. Where several may be meant the lines of
    each are kept, and which one is asked.
    """

    def __init__(self, table: Table, catalogues: Catalogues) -> None:
        self._programmes = catalogues.programmes
        self._table = table
        self._lines: dict[int, list[BudgetLine]] = {}
        self._shown: dict[int, str] = {}
        self._refused: dict[int, list[BudgetLine]] = {}
        self._of_others: set[int] = set()
        self._unknown: set[int] = set()
        self._year = catalogues.period.year
        self._capitals = Capitals(table)
        self._by_rows = table.is_turned or table.kind == "indicator"
        self._money = RowMoney(table, self._year)
        title = self._of_title()
        self.names_programme = title.says_something
        """True where a line above the table names a national programme."""
        self._resolve(title)
        has_names = any(line.role.name for line in table.lines)
        if not self._lines and (
            table.kind == "fund"
            or table.kind != "indicator"
            and not has_names
            or self._money.is_all(table.items)
        ):
            self._take_whole(title)
        if self._lines:
            self._capitals.settle()
        if self._lines and self._by_rows and not table.is_turned:
            self._money.settle(self._lines)

    def _of_title(self) -> NamedProgrammes:
        """What the lines above the table name; where they name several, its own title decides."""
        context, sheet = self._table.context, self._table.block.grid.sheet
        around = all_named((*context.titles, sheet.name, sheet.file), self._programmes)
        if len(around.roots) == 1 and not around.is_other:
            return around
        own = all_named((cell.text for cell in self._table.block.titles), self._programmes)
        return own if own.roots or own.is_other else around

    def _resolve(self, title: NamedProgrammes) -> None:
        table = self._table
        reader = _Labels(self._programmes, title, table.context.subject, self._year)
        named = [
            (i.number, i.path if table.is_turned else self._money.path(i)) for i in table.items
        ]
        if not self._by_rows:
            named = [(x.number, reader.up_to_line(x.role.path)) for x in table.lines]
        titles = (*(cell.text for cell in table.block.titles), table.block.grid.sheet.name)
        reader.begin_at(titles, [label for _, path in named for label in path])
        has_groups = any(is_programme_row(label) for _, path in named for label in path)
        for number, path in named:
            lines = reader.lines(path)
            if has_groups and path and is_total(path[-1]):  # of which group is not known
                continue
            if lines:
                self._lines[number] = lines
                if reader.is_open(lines):
                    self._shown[number] = reader.words
            elif path and (refused := reader.refused()):
                self._lines[number] = self._refused[number] = refused
                self._shown[number] = " > ".join(path)
            elif path and reader.is_of_other(path[-1]):
                self._of_others.add(number)
            elif path and reader.is_unknown(path[-1]):
                self._unknown.add(number)
        if len(reader.named_lines) < FEWEST_LINES:  # numbers of lines may be of anything
            roots = [n for n, path in named if path and is_programme_row(path[-1])]
            self._lines = {n: found for n, found in self._lines.items() if n in roots}

    def _take_whole(self, title: NamedProgrammes) -> None:
        """Rows that are sources or places of the money of the programme that a title names.

        Where no line above the table is of the money of the programme alone it may be a part of it.
        """
        titles = self._table.context.titles
        if not title.roots or title.is_other:
            return
        lines, words = self._line_of_titles(title)
        if not lines:
            return
        self._by_rows = True
        named = [t for t in titles if programmes_named(t, self._programmes).roots == title.roots]
        bare = [text.replace(words, " ") if words else text for text in named]
        is_whole = any(is_money_of(text, title.roots, self._year) for text in bare)
        is_whole = is_whole and not self._names_none(titles)
        for item in self._table.items:
            self._lines[item.number] = lines
            if not is_whole or len(title.roots) > 1:
                self._shown[item.number] = self._table.context.subject

    def _names_none(self, titles: Sequence[str]) -> bool:
        """True where a line speaks of national programmes, names none, and the next one neither:
        «TÌNH HÌNH VÙNG DTTS», below it «VỐN CTMTQG»."""
        found = [programmes_named(text, self._programmes) for text in titles]
        pairs = zip_longest(found, found[1:], fillvalue=NamedProgrammes())
        return any(a.is_general and not (a.roots or b.roots) for a, b in pairs)

    def _line_of_titles(self, title: NamedProgrammes) -> tuple[list[BudgetLine], str]:
        """The line that the lines above a table name alone, with its words there; the programme
        where they name none."""
        programme = title.roots[0].programme if len(title.roots) == 1 else ""
        reader = BudgetLineResolver(self._programmes, title=programme, year=self._year)
        named = [text for text in self._table.context.titles if reader.names_line(text)]
        if not named:
            return list(title.roots), ""
        mentions = {m[0] for text in named for m in _MENTION.finditer(text)}
        if len(mentions) != 1 or not reader.begin_at(named[-1], ()):
            return [], ""
        return reader.of_named_programme(reader.resolve(WHOLE)), mentions.pop()

    def is_of_other_name(self, item: Item, line: Line) -> bool:
        """True for a row with the number of a budget line and another name."""
        return self._number(item, line) in self._refused

    def is_of_no_line(self, item: Item, line: Line) -> bool:
        """True for «Dự án 11», and nothing else, in a table of a programme of ten."""
        return self._number(item, line) in self._unknown

    def line_of(self, code: str) -> BudgetLine | None:
        """The budget line of the code of an amount."""
        found = self._programmes.amounts.get(code)
        return found[0] if found else None

    def near(self, item: Item, line: Line, breakdown: Breakdown) -> tuple[str, ...]:
        """Codes of the lines that a row of money may be whose label is none of their names.

        Of those below the line that holds it, or of the programme, the ones with most words in
        common.
        """
        if not (self._by_rows and self._lines) or self._number(item, line) in self._lines:
            return ()
        above = [i for i in self._table.items if i.number < item.number and i.number in self._lines]
        holder = next((i for i in reversed(above) if i.name in item.path[:-1]), None)
        holders = self._lines[(holder or above[-1]).number] if above else []
        if holder is None:  # beside the lines, not below one: it may be any of the programme
            holders = list({(r := self._programmes.root_of(x)).key: r for x in holders}.values())
        below = {line.key: line for each in holders for line in self._below(each)}
        scored = [(_likeness(item.name, each.names), each) for each in below.values()]
        best = sorted((s for s in scored if s[0] >= ALIKE), key=lambda s: (-s[0], s[1].key))
        capital, _ = self._capitals.of(line, breakdown, item.number in self._money.of_year)
        return tuple(each.indicator(capital) for _, each in best[:MOST_NEAR]) if capital else ()

    def _below(self, line: BudgetLine) -> list[BudgetLine]:
        children = self._programmes.children(line)
        return [*children, *(deeper for child in children for deeper in self._below(child))]

    def money_of_title(self) -> str:
        """What rows of places or sources count below a title of the money of all programmes."""
        is_all = is_money_of_all(self._table.context.subject, self._year, self._programmes)
        return str(vocabulary()["money_of_programmes"]) if is_all else ""

    def _number(self, item: Item, line: Line) -> int:
        return item.number if self._by_rows else line.number

    def is_of_other(self, item: Item, line: Line) -> bool:
        """True for 'Dự án 1' of a programme that is none of the report's: only its title says
        which programme."""
        return self._number(item, line) in self._of_others

    def open_lines(self, item: Item, line: Line) -> tuple[str, Sequence[BudgetLine]]:
        """The words and the programmes between which a person has to choose; ('', ()) if none."""
        number = self._number(item, line)
        if number not in self._lines or number not in self._shown:
            return "", ()
        shown = self._shown[number]
        if number in self._refused:
            return shown, self._refused[number]
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
        number = self._number(item, line)
        lines = self._lines.get(number, [])
        if chosen is not None and number in self._refused:
            lines = [chosen]
        elif chosen is not None:
            lines = [each for each in lines if each.programme == chosen.programme]
        elif number in self._shown:
            lines = []
        head = programmes_named(" ".join(line.role.path), self._programmes)
        if head.roots or head.is_other:
            own = {root.programme for root in head.roots}
            lines = [each for each in lines if each.programme in own]
        if len(lines) != 1:
            return "", breakdown
        number = item.number if self._by_rows else 0
        is_of_year = number in self._money.of_year
        capital, rest = self._capitals.of(line, breakdown, is_of_year)
        return lines[0].indicator(capital) if capital else "", rest


def _likeness(label: str, names: Sequence[str]) -> float:
    scores = (fuzz.token_set_ratio(key(label), key(name)) for name in names)
    return max(scores, default=0.0)


class _Labels:
    """Resolves the labels of a table in order, each within the programme named last before it."""

    def __init__(
        self, programmes: Programmes, title: NamedProgrammes, subject: str, year: int
    ) -> None:
        self._programmes = programmes
        self._year = year
        self.named_lines: set[tuple[str, ...]] = set()
        self._above: tuple[str, ...] = ()
        self._turn_to(title, subject)
        self._of_title = self.named

    def _turn_to(self, named: NamedProgrammes, words: str) -> None:
        self.named, self.words = named, words
        title = named.roots[0].programme if len(named.roots) == 1 else ""
        year = self._year if self._programmes.are_several else None
        self._resolver = BudgetLineResolver(
            self._programmes, title=title, year=year, checks_names=True
        )

    def begin_at(self, titles: Iterable[str], labels: Sequence[str]) -> None:
        """Read the labels within the line that a title names, where they name no other one."""
        for title in titles:
            if self._resolver.begin_at(title, labels):
                return

    def up_to_line(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """A head without its labels behind the one that names a line, a programme or a total."""
        names = (self._resolver.names_line, is_programme_row, is_total)
        ends = [n for n, label in enumerate(path, start=1) if any(said(label) for said in names)]
        return path[: ends[-1]] if ends else ()

    def lines(self, path: tuple[str, ...]) -> list[BudgetLine]:
        """The lines that the last label of a path may mean, of the programmes in question."""
        shared = 0
        while shared < min(len(path) - 1, len(self._above)) and path[shared] == self._above[shared]:
            shared += 1
        self._above = path
        found: list[BudgetLine] = []
        for label in path[shared:]:
            is_line = self._resolver.names_line(label)
            is_programme = is_programme_row(label) and not is_line
            if is_programme:
                named = programmes_named(label, self._programmes)
                is_said = named.says_something
                self._turn_to(named if is_said else NamedProgrammes(is_other=True), label)
            found = self._resolver.resolve(label)
            if found and is_line and self._names_another(label, found):
                found, self._resolver.refused = [], found
            if is_programme and not found and self._is_whole(label):
                found = list(self.named.roots)
        if not path:
            return []
        if is_line:
            self.named_lines.add(path)
        if self.named.roots:
            own = {root.programme for root in self.named.roots}
            found = [line for line in found if line.programme in own]
        elif not self.named.is_general:
            return []
        return found if is_line or not self.is_open(found) else []

    def refused(self) -> list[BudgetLine]:
        """The lines of the programmes in question whose number the last label has."""
        own = {root.programme for root in self.named.roots}
        return [line for line in self._resolver.refused if line.programme in own]

    def is_unknown(self, label: str) -> bool:
        """True for «Dự án 11» of a programme of ten; with a name it may be kept under that."""
        refusal = self._resolver.refusal(label, [])[0]
        is_bare = _MENTION.fullmatch(label.strip(" .:")) is not None
        is_numbered = is_bare and refusal == "cleaning.unknown_line"
        return is_numbered and bool(self.named.roots) and not self.named.is_other

    def _names_another(self, label: str, found: Sequence[BudgetLine]) -> bool:
        """True for «Dự án 5 - NTM»: the number of a line, with words of another programme."""
        own = (name for line in found for name in line.names)
        return programmes_named(label, self._programmes).is_other and not any(
            programmes_named(name, self._programmes).is_other for name in own
        )

    def _is_whole(self, label: str) -> bool:
        """True for the row of one programme that speaks of no part of its money."""
        is_one = len(self.named.roots) == 1 and not self.named.is_other
        has_fund = any(word.gives == "fund" for word in head_words(key(label))[0])
        return (
            is_one and not has_fund and not other_money(_STAGE.sub(" ", key(label)), "", self._year)
        )

    def is_open(self, lines: Sequence[BudgetLine]) -> bool:
        """True where the words leave open which programme the lines are of."""
        return not self.named.roots or self.named.is_other or len(lines) > 1

    def is_of_other(self, label: str) -> bool:
        """True for a numbered line of another programme that only the title names."""
        is_named = self.named is self._of_title and self.named.is_other and not self.named.roots
        return is_named and self._resolver.names_line(label)
