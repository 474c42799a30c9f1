"""Tables of what goes out: the figures of a column have the same number of decimals.

Money keeps every digit down to the thousand đồng, so that columns add up as printed; dossier and
workbook keep all of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from helpers.core.conversion import MONEY, PERCENT
from helpers.core.formatting import MINUS, NO_BREAK_SPACE, decimals_of, format_number
from helpers.narrative.blocks import Run, Runs, Table, TableRow, cell_runs, runs_of
from helpers.narrative.facts import Fact
from helpers.narrative.phrases import word

WHOLE = (Decimal(0), Decimal(100))
"""Shares that are printed without decimals: nothing, and all."""
MOST_DECIMALS = 6
MOST_OF_MONEY = 3
"""Of million đồng: a thousand đồng."""


def with_even_columns(table: Table, lang: str) -> Table:
    """The table with the figures of each column rounded alike."""
    facts = [run for run in runs_of(table) if isinstance(run, Fact)]
    money = [f for f in facts if f.unit_of_measure == MONEY and NO_BREAK_SPACE not in f.text]
    columns = list(zip(*(row.cells for row in table.rows if len(row.cells) > 1), strict=True))
    widest = [_widest(cells, lang) for cells in columns]

    def shown(run: Run, column: int) -> Run:
        if not isinstance(run, Fact) or NO_BREAK_SPACE in run.text:
            return run
        decimals = widest[column][run.unit_of_measure]
        if run.unit_of_measure == MONEY:
            return _with_decimals(run, _revealing(run.value, min(MOST_OF_MONEY, decimals)), lang)
        is_whole = run.unit_of_measure == PERCENT and run.value in WHOLE
        return run if is_whole else _with_decimals(run, decimals, lang)

    rows = tuple(_row(row, shown) if len(row.cells) > 1 else row for row in table.rows)
    is_rounded = any(decimals_of(fact.value) > MOST_OF_MONEY for fact in money)
    has_sums = any(row.kind == "total" for row in rows)
    note = f"{table.note} {word('money_rounded', lang)}" if is_rounded and has_sums else table.note
    return replace(table, rows=rows, note=note.strip())


def _row(row: TableRow, shown: Callable[[Run, int], Run]) -> TableRow:
    cells: list[Run | Runs | None] = []
    for column, cell in enumerate(row.cells):
        if isinstance(cell, tuple):
            cells.append(tuple(shown(run, column) for run in cell))
        else:
            cells.append(None if cell is None else shown(cell, column))
    return replace(row, cells=tuple(cells))


def _widest(cells: Iterable[Run | Runs | None], lang: str) -> dict[str, int]:
    """By unit of measure the most decimals that a column prints."""
    found: dict[str, int] = {}
    for fact in _facts(cells):
        unit = fact.unit_of_measure
        found[unit] = max(found.get(unit, 0), _decimals_shown(fact, lang))
    return found


def _facts(cells: Iterable[Run | Runs | None]) -> Iterator[Fact]:
    for cell in cells:
        yield from (run for run in cell_runs(cell) if isinstance(run, Fact))


def _decimals_shown(fact: Fact, lang: str) -> int:
    shown = fact.text.lstrip(f"+{MINUS}").removesuffix("%")
    known, needed = range(MOST_DECIMALS + 1), min(decimals_of(fact.value), MOST_DECIMALS)
    return next((n for n in known if format_number(abs(fact.value), n, lang=lang) == shown), needed)


def _revealing(amount: Decimal, decimals: int) -> int:
    """So many that an amount does not print as nothing; none for nothing."""
    if not amount:
        return 0
    while not round(amount, decimals):
        decimals += 1
    return decimals


def _with_decimals(fact: Fact, decimals: int, lang: str) -> Fact:
    sign = fact.text[0] if fact.text[:1] in ("+", MINUS) else ""
    ending = "%" if fact.text.endswith("%") else ""
    text = f"{sign}{format_number(abs(fact.value), decimals, lang=lang)}{ending}"
    return fact if text == fact.text else replace(fact, key=f"{fact.key}.{decimals}", text=text)
