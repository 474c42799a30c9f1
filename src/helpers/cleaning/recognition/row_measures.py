"""The role of a column in a row whose labels are words of another measure: «Kế hoạch», «% so KH».

Such a row is asked: it would else be stored as what was reached.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from helpers.cleaning.recognition.budget_rows import money_said
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import PLANS, RATES, Role
from helpers.cleaning.recognition.vocabulary import any_of, group, head_words, key, vocabulary
from helpers.cleaning.stated_periods.phrases import phrases
from helpers.core.conversion import PERCENT
from helpers.core.periods import Period

REASON = "row_measure"
_BOTH_WAYS = {"tăng", "giảm"}
_ONE_WAY = {*_BOTH_WAYS, "tăng thêm"}
SAID = ("plan", "estimate", "previous", "remaining")
"""Measures of which a row may be; the others are also words of names («Tỷ lệ hộ nghèo»)."""


@cache
def said_by_label(label: str, year: int) -> tuple[str, str]:
    """The measure that a label names, empty for none, and how.

    «alone»: it names nothing else; «first»: it begins with it; «within»: it is planned.
    """
    text = key(label)
    words, left = head_words(phrases(text, year)[1])
    gives = [word for word in words if word.gives != "filler"]
    measures = {word.value for word in gives if word.gives == "measure"}
    is_alone = bool(gives) and not left.strip("0123456789 ")
    if is_alone and any(word.gives == "ratio" for word in gives):
        return "rate", "alone"
    if is_alone and _is_difference(word.words for word in gives if word.gives == "change"):
        return "change", "alone"
    said = [word.value for word in gives if word.value in SAID and word.gives == "measure"]
    if is_alone and said:
        return said[0], "alone"
    is_first = bool(gives) and text.startswith(gives[0].words) and gives[0].value in SAID[:2]
    if is_first and measures <= {gives[0].value, "actual"}:
        return gives[0].value, "first"
    return ("plan", "within") if any_of(group("planned_names")).search(text) else ("", "")


def with_row_measure(
    role: Role, path: Iterable[str], own: Period, is_season: bool = False, unit: str = ""
) -> Role:
    """The role of a column in a row below such a label; the innermost one counts.

    «Số vụ cả năm» is no figure of a half-year; ``is_season``: it means all seasons of a crop.
    ``unit``: of the row: «Hoàn thành (nhà)» is no rate.
    """
    is_whole = not (is_season or own.is_last_part)
    said = [(label, *said_by_label(label, own.year)) for label in path]
    for number, (label, _, how) in enumerate(said):
        if is_whole and not how and any_of(group("whole_year")).search(key(label)):
            said[number] = (label, "estimate", "within")
    if role.says_measure:  # «Vốn giao trong năm 2026» below «Giải ngân» says which money it is
        said = [each for each in said if money_said(each[0], own.year) != ()]
    found = next((each for each in reversed(said) if each[1]), None)
    if found is None or role.is_rate:
        return role
    label, measure, how = found
    if measure == "rate" and unit not in ("", PERCENT):
        return role
    is_same = role.measure == measure or (measure == "plan" and role.measure in PLANS)
    is_open = role.measure == "" and measure != "change"
    if is_same or is_open or role.measure in RATES or (how == "first" and role.says_measure):
        return role
    if measure == "plan" and how == "alone" and not is_said_by_head(role):
        evidence = [*role.evidence, Evidence("measure", "label", label)]
        return replace(
            role, measure="plan", period=str(own.year), reasons=[], asked=set(), evidence=evidence
        )
    usual = {"rate": "rate_of_what", "change": "negative"}
    changed = replace(role, reasons=[REASON], asked={"measure", "period"}, row=label)
    proposed = vocabulary()["usual_measures"].get(usual.get(measure, ""), (measure,))
    changed.candidates = tuple(proposed)
    return changed


def _is_difference(words: Iterable[str]) -> bool:
    """True for «Tăng, giảm» and «Chênh lệch», but not for «Tăng», which may be what came anew."""
    said = set(words)
    return said >= _BOTH_WAYS or bool(said - _ONE_WAY)


def without_measures(names: Iterable[str], own: Period) -> tuple[str, ...]:
    """The labels that name something besides a measure; all where none does."""
    every = tuple(names)
    kept = tuple(name for name in every if said_by_label(name, own.year)[1] != "alone")
    return kept or every


def is_said_by_head(role: Role) -> bool:
    """True where a head says a measure or a period: no row gives it another one."""
    return any(e.field in ("measure", "period") and e.source == "header" for e in role.evidence)
