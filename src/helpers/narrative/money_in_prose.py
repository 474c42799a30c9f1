"""Money in sentences: tỷ or triệu đồng with few decimals, one unit and precision a paragraph.

Parts still add up to their total as printed: where they would not, more decimals are printed, up
to the đồng. Tables keep every digit; the link of a figure leads there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from helpers.core.conversion import MONEY, convert, unit_name
from helpers.core.formatting import (
    MINUS,
    NO_BREAK_SPACE,
    decimals_of,
    format_number,
    needed_decimals,
)
from helpers.core.precision import Precision, precisions
from helpers.narrative.blocks import BulletList, Paragraph, Part, Run, Runs, runs_of
from helpers.narrative.facts import Fact


def with_readable_money(part: Part, lang: str) -> Part:
    """The part with the money of its sentences rounded; a list is rounded as one."""
    return replace(part, blocks=tuple(_blocks(part.blocks, lang)))


def _blocks(blocks: Iterable[object], lang: str) -> Iterator[object]:
    for block in blocks:
        facts = [run for run in runs_of(block) if _is_money(run)]
        if not isinstance(block, Paragraph | BulletList) or all(_is_short(f.value) for f in facts):
            yield block
            continue
        step = _step_for([abs(fact.value) for fact in facts])
        yield _printed(block, step, lang)


def _is_money(run: Run) -> bool:
    return isinstance(run, Fact) and run.unit_of_measure == MONEY


def _is_short(value: Decimal) -> bool:
    return decimals_of(value) <= precisions("money")[0].decimals


def _step_for(amounts: Sequence[Decimal]) -> Precision:
    """Unit and decimals for the amounts of one paragraph."""
    smallest = min((amount for amount in amounts if amount), default=Decimal(0))
    step = [row for row in precisions("money") if row.least <= smallest][-1]
    in_unit = [convert(amount, MONEY, step.unit) for amount in amounts]
    decimals = step.decimals
    while not _agrees(in_unit, decimals):
        decimals += 1
    return step._replace(decimals=decimals)


def _agrees(amounts: Sequence[Decimal], decimals: int) -> bool:
    """True where different amounts stay different and sums of neighbours stay sums."""
    exact = [Decimal(0), *amounts]
    shown = [_rounded(amount, decimals) for amount in exact]
    if len(set(shown)) < len(set(exact)):
        return False
    runs = [slice(*ends) for ends in combinations(range(1, len(exact) + 1), 2)]
    return all(
        sum(shown[run]) == shown[exact.index(sum(exact[run]))]
        for run in runs
        if sum(exact[run]) in exact
    )


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _printed(block: Paragraph | BulletList, step: Precision, lang: str) -> Paragraph | BulletList:
    items = tuple(_printed(item, step, lang) for item in block.items)
    if isinstance(block, BulletList):
        return replace(block, items=items)
    runs: Runs = tuple(_shown(run, step, lang) if _is_money(run) else run for run in block.runs)
    return replace(block, runs=runs, items=items)


def _shown(fact: Fact, step: Precision, lang: str) -> Fact:
    amount = abs(convert(fact.value, MONEY, step.unit))
    sign = fact.text[0] if fact.text[0] in f"+{MINUS}" else ""
    text = sign + format_number(amount, needed_decimals(amount, step.decimals), lang=lang)
    if NO_BREAK_SPACE in fact.text:
        text += NO_BREAK_SPACE + unit_name(step.unit, lang)
    return replace(fact, key=f"{fact.key}.{step.unit}.{step.decimals}", text=text)
