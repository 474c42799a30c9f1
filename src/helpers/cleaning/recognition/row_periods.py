"""The role of a column in a row whose labels name a period."""

from dataclasses import replace

from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import DEFAULTS, Role
from helpers.cleaning.stated_periods.labels import RowPeriod
from helpers.cleaning.stated_periods.meaning import Resolved
from helpers.core.periods import Period

EARLIER = ("last_year", "past")


def with_row_period(role: Role, stated: RowPeriod | None, own: Period) -> Role:
    """The role of a column in a row whose labels name a period; asked where both do not agree."""
    found = stated.found if stated else None
    if found is None:
        return role
    evidence = Evidence("period", "label", found.words)
    changed = replace(role, reasons=list(role.reasons), asked=set(role.asked))
    changed.evidence = [*role.evidence, evidence]
    if found.is_of(own):
        if found.resolved is not None and found.resolved.verdict == "own":
            _settle_period(changed, str(own))
        return changed
    changed.row = found.words
    if found.resolved is None or not _apply(changed, found.resolved, own):
        changed.ask("row_period", "measure", "period")
    return changed


def _apply(role: Role, found: Resolved, own: Period) -> bool:
    """Give the period of a row to its role; False where the head says another one."""
    if any(e.field == "period" and e.source == "header" for e in role.evidence):
        return role.period == found.period
    if role.measure == "previous":
        is_last = found.period in (str(own.previous_year()), str(own.year - 1))
        role.period = found.period if is_last else role.period
        return is_last
    if set(role.reasons) & set(DEFAULTS):  # nothing but the row says a period
        _settle_period(role, found.period)
        if role.measure not in ("", "actual"):
            return False
        role.measure = "previous" if role.measure and found.verdict in EARLIER else role.measure
        return True
    if role.is_rate or role.measure != "actual":
        return False
    if found.verdict in EARLIER:
        role.measure = "previous"
    elif found.verdict not in ("month", "quarter"):
        return False
    role.period = found.period
    return True


def _settle_period(role: Role, period: str) -> None:
    """Take a period that a row says where nothing else says one."""
    if set(role.reasons) <= set(DEFAULTS):
        role.reasons = [reason for reason in role.reasons if reason != "period_missing"]
        role.asked.discard("period")
        role.period = period


def year_of_label(stated: RowPeriod | None, own: Period) -> str:
    """The period that the labels of a row name, but for that of the report; empty for none."""
    found = stated.found if stated else None
    if found is None or found.resolved is None or found.is_of(own):
        return ""
    return found.resolved.period
