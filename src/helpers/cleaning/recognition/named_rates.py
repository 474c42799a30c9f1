"""Rates that are indicators of their own: «Hộ nghèo > Số hộ | Tỷ lệ», «Hộ nghèo | Tỷ lệ (%)»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from helpers.cleaning.recognition.arithmetic import MOST_LINES, holds, shows_percent
from helpers.cleaning.recognition.grid import is_figure
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import LEVELS, PLANS, Role
from helpers.cleaning.recognition.summed_lines import FEWEST
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.vocabulary import is_rate_name
from helpers.core.conversion import PERCENT


def name_rates(table: Table) -> None:
    """Name each rate without a base after the figure beside it where the numbers say so.

    It counts in hundred of another figure of the table than a plan or an earlier one.
    """
    for line in table.lines[:MOST_LINES]:
        role = line.role
        if not role.is_rate and not role.unit and _is_of_percentages(line, table):
            role.unit = PERCENT
        is_open = role.is_rate and not role.measure and not role.reasons
        if not is_open and role.unit != PERCENT:
            continue
        for first, base in _parts_of(line, table):
            first.role.whole = base.role.path
            if is_open and set(role.names) <= set(first.role.names):
                _take_name(role, first.role)
            break


def _is_of_percentages(line: Line, table: Table) -> bool:
    """True for «Tỷ lệ» above cells that all show percentages."""
    if not any(map(is_rate_name, line.role.path)):
        return False
    cells = [cell for _, other, cell in table.pairs() if other is line and is_figure(cell)]
    return bool(cells) and all(map(shows_percent, cells))


def _parts_of(line: Line, table: Table) -> Iterator[tuple[Line, Line]]:
    """The figure left of a percentage, below the same upper head, with what it is a part of."""
    upper = line.role.path[:-1]
    left = table.lines[: table.lines.index(line)]
    beside = [other for other in left if not upper or other.role.path[:-1] == upper][-1:]
    for first in beside:
        if first.role.is_rate or not first.role.name or first.role.measure not in LEVELS:
            continue
        for base in table.lines:
            if _is_whole_of(line, first, base, table):
                yield first, base


def _is_whole_of(line: Line, first: Line, base: Line, table: Table) -> bool:
    lower = base.role
    if (
        lower.is_rate
        or lower.measure in (*PLANS, "previous", "opening")
        and lower.name in ("", line.role.name)
    ):
        return False
    if base is first or not lower.name or lower.name == first.role.name:
        return False
    every = [table.values.get((item.number, line.number)) for item in table.items]
    if sum(value is not None for value in every) < FEWEST:
        return False
    as_fraction = Line(line.number, replace(line.role, is_fraction=True))
    return any(holds(x, "share", first, base, table) for x in (line, as_fraction))


def _take_name(role: Role, first: Role) -> None:
    """Make a rate an indicator of its own: «Tỷ lệ hộ nghèo»."""
    name = role.name or first.name
    word = role.path[-1].split("(")[0].strip(" %") or "Tỷ lệ"
    role.is_rate, role.unit, role.candidates, role.reasons = False, "%", (), []
    role.measure, role.period, role.asked = first.measure, first.period, set(first.asked)
    role.reasons = list(first.reasons)
    role.names = (f"{word} {name[:1].lower()}{name[1:]}",)
    role.evidence = [*first.evidence, Evidence("indicator", "arithmetic", name, first.address)]
