"""All claims of a text, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path

from helpers.audit.attainment import find_attainments
from helpers.audit.balance import find_balances
from helpers.audit.carried_changes import CarriedChanges
from helpers.audit.carried_wholes import CarriedWholes
from helpers.audit.change import find_changes
from helpers.audit.claim import Claim
from helpers.audit.counts import find_counts
from helpers.audit.density import find_densities
from helpers.audit.exceeded import find_exceeded
from helpers.audit.forms import find_forms
from helpers.audit.grids import Grid
from helpers.audit.levels import find_levels
from helpers.audit.lists import Lines, find_in_lists
from helpers.audit.own_time import report_date, report_year
from helpers.audit.passages import Passage, read_passages
from helpers.audit.product import find_products
from helpers.audit.programme_capital import programme_claims
from helpers.audit.programme_lines import ProgrammeLines
from helpers.audit.raised import find_raised
from helpers.audit.rates import find_rates
from helpers.audit.repetition import Repetitions
from helpers.audit.respective import find_respective
from helpers.audit.sums import find_sums
from helpers.audit.table_repetition import find_told_again
from helpers.audit.tables import find_in_table
from helpers.audit.times import find_times, is_later
from helpers.audit.tokens import numbers_in
from helpers.audit.worded import find_worded
from helpers.ground.numbers import Style, column_style

FINDERS = (
    find_attainments,
    find_respective,
    find_changes,
    find_levels,
    find_exceeded,
    find_sums,
    find_balances,
    find_products,
    find_rates,
    find_raised,
    find_densities,
    find_counts,
    find_forms,
    find_worded,
)
SAMPLE = 5000
"""Numbers that show how a text writes them."""
MOST_HEADER_ROWS = 4


@dataclass(frozen=True)
class Examined:
    """One claim of a file: where it stands and in which words."""

    file: str
    place: str
    words: str
    claim: Claim
    passage: int = 0

    @property
    def is_contradiction(self) -> bool:
        return self.claim.is_contradiction


def examine_file(path: Path) -> list[Examined]:
    """Every claim of a file that could be checked, right or wrong, in order. Raises InputError."""
    return sorted(examine(path.name, read_passages(path)), key=lambda found: found.passage)


def examine(file: str, passages: Sequence[Passage]) -> Iterator[Examined]:
    """Claims of passages in order, at the end those that need the whole text.

    The way of writing numbers is that of the whole text.
    """
    passages = [replace(p, text=without_quotes(p.text)) for p in passages]
    style = text_style(passages)
    texts = [passage.text for passage in passages]
    year = report_year(texts)
    reported = report_date(texts, year)
    if reported is not None and is_later(texts, reported):
        reported = None
    in_tables = _table_claims(passages, style)
    lines = Lines(passages, style)
    repeated, carried, wholes = Repetitions(), CarriedChanges(), CarriedWholes()
    programme = ProgrammeLines()
    for number, passage in enumerate(passages):
        line = lines[number]
        claims = [claim for find in FINDERS for claim in find(line)]
        claims += [*find_in_lists(lines, number), *repeated.find(number, line)]
        claims += carried.find(line)
        claims += wholes.find(line, claims)
        if not passage.table:
            programme.read(number, passage.place, line)
        claims += find_times(passage.text, reported, year)
        claims += in_tables.get(number, [])
        for claim in sorted(claims, key=lambda found: (found.start, found.end)):
            yield _examined(file, passage, claim, number)
    late = sorted(
        programme_claims(programme), key=lambda told: (told[0], told[1].start, told[1].end)
    )
    for number, claim in late:
        yield _examined(file, passages[number], claim, number)


def _examined(file: str, passage: Passage, claim: Claim, number: int) -> Examined:
    return Examined(file, passage.place, passage.text[claim.start : claim.end], claim, number)


def text_style(passages: Iterable[Passage]) -> Style:
    """How a text writes its numbers; the Vietnamese way where it shows neither, or both."""
    numbers = (number for passage in passages for number in numbers_in(passage.text))
    return column_style(list(islice(numbers, SAMPLE))) or "vi"


def _table_claims(passages: Sequence[Passage], style: Style) -> dict[int, list[Claim]]:
    """Claims of tables by the passage that holds their row."""
    found: dict[int, list[Claim]] = {}
    grids: list[Grid] = []
    bodies: list[list[tuple[int, Passage]]] = []
    numbered = list(enumerate(passages))
    for table, group in groupby(numbered, key=lambda entry: entry[1].table):
        if not table:
            continue
        rows = _regular(list(group))
        head = _header_rows([row for _, row in rows], style)
        if not 0 < head < len(rows):
            continue
        names = zip(*(row.cells for _, row in rows[:head]), strict=True)
        header = tuple(" ".join(dict.fromkeys(column)) for column in names)
        body = rows[head:]
        grids.append(Grid(header, tuple(row.cells for _, row in body), style))
        bodies.append(body)
    claims = [(table, item) for table, grid in enumerate(grids) for item in find_in_table(grid)]
    for table, item in (*claims, *find_told_again(grids)):
        number, passage = bodies[table][item.row]
        found.setdefault(number, []).append(
            _moved(item.claim, passage.offsets[item.column], passage, item.column)
        )
    return found


def _regular(rows: list[tuple[int, Passage]]) -> list[tuple[int, Passage]]:
    """Rows with as many cells as most have; a caption or a note is none."""
    width = Counter(len(row.cells) for _, row in rows).most_common(1)[0][0]
    return [entry for entry in rows if len(entry[1].cells) == width]


def _header_rows(rows: Sequence[Passage], style: Style) -> int:
    """Rows above the first one that holds figures."""
    for number, row in enumerate(rows[: MOST_HEADER_ROWS + 1]):
        figures = [c for c in row.cells[1:] if any(mark.isdigit() for mark in c) and len(c) < 20]
        plain = [c for c in figures if not any(mark.isalpha() for mark in c)]
        is_numbering = all(c.strip(" ()=:+-/x").isdigit() and len(c) < 9 for c in row.cells if c)
        if plain and not is_numbering:
            return number
    return len(rows)


def _moved(claim: Claim, offset: int, passage: Passage, column: int) -> Claim:
    """A claim about one cell, placed in the text of its row."""
    length = len(passage.cells[column])
    return replace(claim, start=offset, end=offset + length, spans=((offset, offset + length),))


def without_quotes(text: str) -> str:
    """``text`` with blanks in place of what stands between « and »: words of a source, no claim."""
    if "«" not in text:
        return text
    kept, depth = [], 0
    for mark in text:
        depth += mark == "«"
        kept.append(" " if depth else mark)
        depth -= mark == "»" and depth > 0
    return "".join(kept) if depth == 0 else text
