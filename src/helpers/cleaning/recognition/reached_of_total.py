"""Totals of which a column says how much was reached: «Tổng số | Đã đạt | Tỷ lệ (%)»."""

from collections.abc import Iterator

from helpers.cleaning.recognition.arithmetic import holds
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import RATES, Role
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.vocabulary import group, key
from helpers.core.conversion import PERCENT

REASON = "total_beside_reached"
_MISSING = "measure_missing"


def settle_totals(table: Table) -> None:
    """Read the total beside what was reached as the denominator where a share confirms it.

    Without such a share it is asked: it may be the plan, or what there is.
    """
    for reached, total in _pairs(table):
        reached.role.names, reached.role.measure = total.role.names, "actual"
        words = Evidence("measure", "header", reached.role.path[-1], reached.role.address)
        reached.role.evidence.append(words)
        for role in (reached.role, total.role):
            role.reasons = [reason for reason in role.reasons if reason != _MISSING]
        shares = [line for line in table.lines if _is_share(line, reached, total, table)]
        if not shares:
            total.role.measure, total.role.candidates = "", ("whole", "plan", "actual")
            total.role.ask(REASON, "measure")
            continue
        total.role.measure = "whole"
        total.role.evidence.append(Evidence("measure", "arithmetic", shares[0].role.path[-1]))
        for role in (line.role for line in shares):
            role.measure, role.unit, role.reasons, role.candidates = "share", PERCENT, [], ()
            role.evidence.append(Evidence("measure", "arithmetic", total.role.path[-1]))


def _pairs(table: Table) -> Iterator[tuple[Line, Line]]:
    """What was reached, with the total below the same upper head."""
    if table.is_turned:
        return
    for reached in table.lines:
        head = key(reached.role.path[-1]).split("(")[0].strip() if reached.role.path else ""
        if head not in group("reached_heads") or reached.role.is_rate:
            continue
        for total in table.lines:
            if total.role.is_total and _is_same(total.role, reached.role) and _is_open(total.role):
                yield reached, total


def _is_same(total: Role, reached: Role) -> bool:
    is_beside = total.path[:-1] == reached.path[:-1] and total.breakdown == reached.breakdown
    return is_beside and total.names == reached.names[:-1]


def _is_open(role: Role) -> bool:
    """True where no word of the head itself says what a total is."""
    return not role.is_rate and not role.says_measure


def _is_share(line: Line, reached: Line, total: Line, table: Table) -> bool:
    role, names = line.role, set(total.role.names)
    is_bare = role.is_rate and role.measure in ("", *RATES) and set(role.names) <= names
    return is_bare and holds(line, "share", reached, total, table) is True
