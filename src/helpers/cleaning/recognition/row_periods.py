"""The role of a column in a row whose labels name a period."""

from dataclasses import replace

from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import DEFAULTS, Role
from helpers.cleaning.stated_periods.labels import RowPeriod
from helpers.cleaning.stated_periods.meaning import Resolved
from helpers.cleaning.stated_periods.phrases import phrases_of
from helpers.core.periods import Period

EARLIER = ("last_year", "past")


def with_row_period(
    role: Role, stated: RowPeriod | None, own: Period, *, is_reached: bool = False
) -> Role:
    """The role of a column in a row whose labels name a period; asked where both do not agree.

    ``is_reached``: rows name nothing but periods, and nothing speaks of a plan: what was on a day
    is a fact, what a year brought may be an estimate.
    """
    found = stated.found if stated else None
    if found is None:
        return role
    evidence = Evidence("period", "label", found.words)
    is_reached &= all(phrase.kind == "day" for phrase in phrases_of(found.words, own.year))
    changed = replace(role, reasons=list(role.reasons), asked=set(role.asked))
    changed.evidence = [*role.evidence, evidence]
    if found.is_of(own):
        # «Số hộ có đến 30/6» below «Thực hiện 6 tháng năm 2022» is of that year.
        is_of_head = any(e.field == "period" and e.source == "header" for e in role.evidence)
        if found.resolved is not None and found.resolved.verdict == "own" and not is_of_head:
            _settle_period(changed, str(own))
            if is_reached:
                _settle_measure(changed, "actual", found.words)
        return changed
    changed.row = found.words
    if is_reached and found.resolved is not None and not role.is_rate:
        is_open = set(role.reasons) <= set(DEFAULTS) and not role.measure
        if found.resolved.verdict in EARLIER and is_open:
            _settle_period(changed, found.resolved.period)
            _settle_measure(changed, "previous", found.words)
            return changed
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


def _settle_measure(role: Role, measure: str, words: str) -> None:
    """Take a measure that the period of a row says where nothing else says one."""
    if role.measure or not set(role.reasons) <= set(DEFAULTS) or role.is_rate:
        return
    role.reasons = [reason for reason in role.reasons if reason != "measure_missing"]
    role.asked.discard("measure")
    role.measure = measure
    role.evidence.append(Evidence("measure", "label", words))


def year_of_label(stated: RowPeriod | None, own: Period) -> str:
    """The period that the labels of a row name, but for that of the report; empty for none."""
    found = stated.found if stated else None
    if found is None or found.resolved is None or found.is_of(own):
        return ""
    return found.resolved.period
