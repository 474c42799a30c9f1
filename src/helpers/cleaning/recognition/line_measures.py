"""The measure and the period of lines whose head does not say them: by the title, else asked."""

from helpers.cleaning.readers.model import column_letters
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import PLANS, Role
from helpers.cleaning.recognition.stated_actual import (
    is_bare_money,
    money_measures,
    speaks_of_plan,
    stated_actual,
)
from helpers.cleaning.recognition.table import Line, Table
from helpers.core.messages import message


def settle_lines(table: Table) -> None:
    """Give lines without a measure that of the title; ask where nothing says it."""
    context = table.context
    has_plan = any(line.role.measure in PLANS for line in table.lines)
    is_last_year = (x.role.measure == "previous" and not x.role.reasons for x in table.lines)
    beside_last_year = any(is_last_year) and not has_plan
    stated = stated_actual(table)
    _without_head(table)
    for line in table.lines:
        role = line.role
        if context.last_year and not states_period(role):
            _take_last_year(role, *context.last_year)
        if role.measure or role.is_rate or role.reasons:
            continue
        title = context.measure if context.measure in ("actual", "plan", "estimate") else ""
        if title and (not has_plan or title != "plan"):
            role.measure = title
            if context.measure_evidence:
                role.evidence.append(context.measure_evidence)
        elif beside_last_year and (role.period or context.period):
            role.measure = "actual"
            role.evidence.append(Evidence("measure", "title", "cùng kỳ"))
        elif stated and is_bare_money(table, line):
            role.candidates = money_measures(table)
            role.ask("measure_missing", "measure")
        elif stated or _is_of_own_time(line, table) or _has_rows_of_own_time(line, table):
            role.measure = "actual"
            role.evidence.append(stated or context.period or Evidence("measure", "header", "T"))
        else:
            role.ask("measure_missing", "measure")
        _set_period(table, line)


def states_period(role: Role) -> bool:
    """True where the head of a line names its period."""
    return any(e.field == "period" and e.source == "header" for e in role.evidence)


def _take_last_year(role: Role, period: str, stated: Evidence) -> None:
    """Figures below «Cùng kỳ năm 2022» are those of last year; other measures there are asked."""
    if role.measure in ("", "actual", "previous") and not role.is_rate:
        role.measure, role.period = "previous", period
        role.evidence.append(stated)
    else:
        role.ask("period_unclear", "measure", "period")


def _is_of_own_time(line: Line, table: Table) -> bool:
    """True for «T1», «6T» beside «KH 2023», below a title of the period: what was reached then.

    Below a title of the year, months and quarters that are over have been reached too.
    """
    role, context = line.role, table.context
    is_stated = states_period(role)
    has_other = {x.role.measure for x in table.lines} & {"estimate", "remaining", "stage_total"}
    by_months = any(x.role.period[4:5] in ("M", "Q") for x in table.lines)
    titled = context.period is not None or (by_months and context.year == context.own.year)
    titled = titled and not context.measure
    return is_stated and titled and not has_other and not speaks_of_plan(table, line)


def _has_rows_of_own_time(line: Line, table: Table) -> bool:
    """True for figures in rows of months and parts of the year below a title of that year."""
    context = table.context
    is_other = {x.role.measure for x in table.lines} & {"estimate", "remaining", "stage_total"}
    is_titled = context.year == context.own.year and not (context.measure or is_other)
    return is_titled and _rows_state_period(table) and not speaks_of_plan(table, line)


def _rows_state_period(table: Table) -> bool:
    """True where each row names a month, or the period of the report."""
    rows = [item for item in table.items if not item.is_group]
    stated = [item.stated.found if item.stated else None for item in rows]
    own = table.context.own
    return bool(rows) and all(
        item.period or (found is not None and found.is_of(own))
        for item, found in zip(rows, stated, strict=True)
    )


def _without_head(table: Table) -> None:
    """A column of figures without a head, beside others that have one, is asked alone."""
    if table.is_turned or not any(line.role.path for line in table.lines):
        return
    for line in table.lines:
        if not line.role.path and not line.role.reasons:
            column = message(
                "recognition.column_without_head", "vi", column=column_letters(line.number)
            )
            line.role.path = (column,)
            line.role.ask("no_head", "measure", "period")


def _set_period(table: Table, line: Line) -> None:
    role, context = line.role, table.context
    if role.period:
        return
    own = context.own
    role.period = str(own.year) if role.measure in PLANS else str(own)
    is_stated = context.period is not None or (role.measure in PLANS and context.year is not None)
    if is_stated and context.period is not None:
        role.evidence.append(context.period)
    if not (is_stated or (role.measure == "actual" and _rows_state_period(table))):
        role.is_default = True
        role.ask("period_missing", "period")
