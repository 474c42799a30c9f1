"""Money in sentences: tỷ or triệu đồng with few decimals, one unit and precision a paragraph.

Parts still add up to their total as printed: where they would not, more decimals are printed, up
to the đồng.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import TypeGuard

from helpers.core.conversion import MONEY, convert, unit_name
from helpers.core.formatting import (
    MINUS,
    NO_BREAK_SPACE,
    decimals_of,
    format_number,
    needed_decimals,
)
from helpers.core.precision import Precision, precisions
from helpers.narrative.blocks import BulletList, Paragraph, Part, Runs, Table, TableRow, runs_of
from helpers.narrative.even_columns import with_even_columns
from helpers.narrative.facts import Fact


def with_readable_money(part: Part, lang: str) -> Part:
    """The part with money rounded: in sentences, of which a list is one, and in tables."""
    return replace(part, blocks=tuple(_blocks(part.blocks, lang)))


def _blocks(blocks: Iterable[object], lang: str) -> Iterator[object]:
    for block in blocks:
        if isinstance(block, Table):
            yield with_even_columns(block, lang)
            continue
        facts = [run for run in runs_of(block) if _is_money(run)]
        if not isinstance(block, Paragraph | BulletList) or all(_is_short(f.value) for f in facts):
            yield block
            continue
        step = _step_for([abs(fact.value) for fact in facts])
        yield _printed(block, step, lang)


def _is_money(run: object) -> TypeGuard[Fact]:
    return isinstance(run, Fact) and run.unit_of_measure == MONEY


def _is_short(value: Decimal) -> bool:
    return decimals_of(value) <= precisions("money")[0].decimals


def _step_for(amounts: Sequence[Decimal]) -> Precision:
    """Unit and decimals for the amounts of one paragraph; any beside each other may be a sum.

    The greatest unit that needs no more decimals than the rule has; else the smallest unit.
    """
    smallest = min((amount for amount in amounts if amount), default=Decimal(0))
    steps = [row for row in precisions("money") if row.least <= smallest]
    for step in reversed(steps):
        needed = _decimals_needed([convert(a, MONEY, step.unit) for a in amounts], step.decimals)
        if needed <= step.decimals or step is steps[0]:
            break
    return step._replace(decimals=needed)


def _decimals_needed(exact: Sequence[Decimal], decimals: int) -> int:
    """So that amounts that differ, from 0 too, print differently, and sums of neighbours agree."""
    while len({_rounded(a, decimals) for a in (Decimal(0), *exact)}) < len({0, *exact}):
        decimals += 1
    neighbours = (exact[slice(*ends)] for ends in combinations(range(len(exact) + 1), 2))
    sums = [(sum(parts, Decimal(0)), *parts) for parts in neighbours]
    return _decimals_that_agree([group for group in sums if group[0] in exact], decimals)


def _decimals_that_agree(groups: Iterable[Sequence[Decimal]], decimals: int) -> int:
    """At least ``decimals``, so that the first of each group is the sum of the others as printed.

    Only where it is their sum exactly.
    """
    for total, *parts in groups:
        if total == sum(parts):
            while _rounded(total, decimals) != sum(_rounded(part, decimals) for part in parts):
                decimals += 1
    return decimals


def with_rounded_money(
    rows: Sequence[TableRow],
    sums_of_columns: Sequence[Sequence[int]],
    sums_of_rows: Sequence[Sequence[int]],
    lang: str,
) -> list[TableRow]:
    """Rows of a table with money rounded alike.

    ``sums_of_columns`` and ``sums_of_rows`` are positions, the first being the sum of the others.
    Decimals are as many as let every sum agree.
    """
    amounts = [[c.value if _is_money(c) else Decimal(0) for c in row.cells] for row in rows]
    columns = [
        [amounts[row][column] for row in group]
        for group in sums_of_rows
        for column in range(len(amounts[0]))
    ]
    across = [[line[n] for n in group] for line in amounts for group in sums_of_columns]
    step = precisions("money")[0]
    step = step._replace(decimals=_decimals_that_agree([*columns, *across], step.decimals))
    return [
        replace(row, cells=tuple(_shown(c, step, lang) if _is_money(c) else c for c in row.cells))
        for row in rows
    ]


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _printed(block: Paragraph | BulletList, step: Precision, lang: str) -> Paragraph | BulletList:
    if isinstance(block, Paragraph):
        return _paragraph(block, step, lang)
    return replace(block, items=tuple(_paragraph(item, step, lang) for item in block.items))


def _paragraph(paragraph: Paragraph, step: Precision, lang: str) -> Paragraph:
    items = tuple(_paragraph(item, step, lang) for item in paragraph.items)
    runs: Runs = tuple(_shown(r, step, lang) if _is_money(r) else r for r in paragraph.runs)
    return replace(paragraph, runs=runs, items=items)


def _shown(fact: Fact, step: Precision, lang: str) -> Fact:
    amount = abs(convert(fact.value, MONEY, step.unit))
    sign = fact.text[0] if fact.text[0] in f"+{MINUS}" else ""
    text = sign + format_number(amount, needed_decimals(amount, step.decimals), lang=lang)
    if NO_BREAK_SPACE in fact.text:
        text += NO_BREAK_SPACE + unit_name(step.unit, lang)
    return replace(fact, key=f"{fact.key}.{step.unit}.{step.decimals}", text=text)
