"""Lines of a table that are the sum of others, or what is left of them, by their numbers."""

import re
from collections.abc import Callable, Sequence

from helpers.cleaning.recognition.model import Evidence, MeaningField
from helpers.cleaning.recognition.roles import PLANS, Role
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.vocabulary import plain
from helpers.core.conversion import PERCENT
from helpers.core.periods import Period

FEWEST = 2
"""So many rows must agree where numbers decide between meanings; one may be chance."""
_BRACKETS = re.compile(r"\([^()]*\)")
Knows = Callable[[str], bool]


def settle_sums(lines: list[Line], table: Table, knows: Knows) -> None:
    """Give sums of months, and what came and went between two states, their measure and period."""
    _sum_of_months(lines, table, knows)
    _moves_between(lines, table)


def _sum_of_months(lines: list[Line], table: Table, knows: Knows) -> None:
    """«LK 6 tháng» that is the sum of January to June is what the period reached."""
    own = table.context.own
    months = [x for x in lines if x.role.period[4:5] == "M" and x.role.measure == "actual"]
    found = sorted(x.role.period for x in months)
    until = [str(Period(own.year, "M", month)) for month in range(1, own.last_month + 1)]
    if found not in (until, until[own.start.month - 1 :]):
        return
    for line in lines:
        role = line.role
        is_open = role.measure in ("", "actual") and not (role.is_rate or role.breakdown)
        if is_open and line not in months and _equals(line, months, table):
            role.names = tuple(name for name in role.names if knows(name))
            role.measure, role.period, role.reasons, role.asked = "actual", str(own), [], set()
            evidence = (Evidence(f, "arithmetic", "+", role.address) for f in ("measure", "period"))
            role.evidence += evidence


def _moves_between(lines: list[Line], table: Table) -> None:
    """«Đầu kỳ | Giảm | Phát sinh | Cuối kỳ»: where the last is the first without what went and with
    what came, these are figures of the period, and count what the others count."""
    for first in (x for x in lines if x.role.measure in ("opening", "previous")):
        for last in (x for x in lines if x.role.measure == "actual" and not x.role.is_rate):
            between = [x for x in lines if first.number < x.number < last.number]
            if len(between) != 2 or not all(_is_open_move(x, table) for x in between):
                continue
            if any(_is_moved_by(first, last, pair, table) for pair in (between, between[::-1])):
                for role in (x.role for x in between):
                    _take_move(role, last.role)


def _is_open_move(line: Line, table: Table) -> bool:
    is_open = line.role.measure in ("", "actual") and not line.role.breakdown
    return is_open and _is_filled(line, table)


def _is_moved_by(first: Line, last: Line, pair: Sequence[Line], table: Table) -> bool:
    came, went = pair
    rows = []
    for item in table.items:
        lines = (first, came, went, last)
        opening, more, less, closing = (table.values.get((item.number, x.number)) for x in lines)
        if opening is not None and closing is not None:
            rows.append(opening + (more or 0) - (less or 0) == closing)
    return len(rows) > FEWEST and all(rows)


def _take_move(role: Role, last: Role) -> None:
    shown = plain(_BRACKETS.sub(" ", role.path[-1]))
    role.names = role.names if role.names and role.name != last.name else (*last.names, shown)
    role.is_rate, role.candidates, role.reasons, role.asked = False, (), [], set()
    role.measure, role.period, role.unit = "actual", last.period, role.unit.strip(PERCENT)
    role.whole = role.whole or last.path
    fields: tuple[MeaningField, ...] = ("measure", "period", "indicator")
    role.evidence += [Evidence(f, "arithmetic", "+ -", role.address) for f in fields]


def _equals(line: Line, parts: Sequence[Line], table: Table, sign: int = 1) -> bool:
    """True where a line is the sum of others, or the first without the others, in all rows."""
    found = []
    for item in table.items:
        value, first, *rest = (table.values.get((item.number, x.number)) for x in (line, *parts))
        if value is not None and first is not None:
            found.append(value == first + sign * sum(v for v in rest if v is not None))
    return len(found) >= FEWEST and all(found) and _is_filled(line, table)


def _is_filled(line: Line, table: Table) -> bool:
    """True where a line has a figure that is not 0: only then sums say something."""
    return any(v for (_, number), v in table.values.items() if number == line.number)


def settle_remaining(lines: list[Line], table: Table) -> None:
    """«Còn lại» that is the plan without what was reached is of the period of the latter."""
    for line in (x for x in lines if x.role.measure == "remaining" and x.role.is_default):
        plans = [x for x in lines if x.role.measure in PLANS]
        reached = [x for x in lines if x.role.measure == "actual" and not x.role.reasons]
        periods = {done.role.period for done in reached}
        spent = [[x] for x in reached]
        spent += [[x for x in reached if x.role.period == period] for period in periods]
        pairs = ((plan, parts) for plan in plans for parts in spent)
        found = {b[0].role.period for a, b in pairs if _equals(line, (a, *b), table, sign=-1)}
        if len(found) == 1:
            role = line.role
            role.period, role.is_default = found.pop(), False
            role.reasons = [reason for reason in role.reasons if reason != "period_missing"]
            role.asked.discard("period")
            role.evidence.append(Evidence("period", "arithmetic", "-", role.address))
