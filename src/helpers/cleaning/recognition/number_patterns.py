"""Cells of several numbers: pairs that the head or the cell explains, patterns that are asked."""

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.cell_values import CellContent
from helpers.cleaning.recognition.model import Meaning
from helpers.cleaning.recognition.questions import Doubt
from helpers.cleaning.recognition.roles import Role
from helpers.cleaning.recognition.table_asker import TableAsker
from helpers.cleaning.recognition.vocabulary import any_of, group, vocabulary
from helpers.core.conversion import PERCENT


def pair_measures(role: Role, content: CellContent) -> tuple[str, ...]:
    """Measures of the numbers of '5.120/5.300 con, đạt 96,6% KH'; () where they are open."""
    says_plan = any_of(group("pair_plan")).search(content.rate_of) is not None
    if len(role.pair) == 2:
        first, second = role.pair
    elif says_plan and role.measure == "actual" and not role.reasons:
        first, second = "actual", "plan"
    else:
        return ()
    if first not in ("actual", "estimate") or second != "plan":
        return ()
    return (first, second, "pct_plan")[: len(content.numbers)]


def pattern_doubt(asker: TableAsker, role: Role, cell: Cell, content: CellContent) -> Doubt:
    """The question what each number of cells written alike is."""
    header = " > ".join(role.path)
    proposals = [
        Meaning(
            parts=tuple(
                Meaning(measure=m, period=asker.period_of(m, role.period), unit=number.unit)
                for m, number in zip(measures, content.numbers, strict=True)
            )
        )
        for measures in _usual(content)
    ]
    count = len(content.numbers) or content.pattern.count("#")
    open_parts = Meaning(parts=tuple(Meaning() for _ in range(count)))
    words = (header, content.pattern)
    shown = cell.text[:80]
    found = [*proposals, open_parts][: max(1, len(proposals))]
    return asker.doubt("pattern", ("parts",), shown, "several_numbers", words, found)


def _usual(content: CellContent) -> list[list[str]]:
    """The usual meanings of the numbers of a cell, where their units allow them."""
    units = [number.unit for number in content.numbers]
    return [
        measures
        for measures in vocabulary()["usual_patterns"]
        if len(measures) == len(units)
        and all(
            (unit == PERCENT) is (measure.startswith("pct") or measure == "share")
            for measure, unit in zip(measures, units, strict=True)
        )
    ]
