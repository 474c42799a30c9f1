"""The measure of rates, shares and changes by their head, or those that arithmetic may choose."""

from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.head_levels import agency_of
from helpers.cleaning.recognition.head_parts import Head
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import CHANGES, RATES, Role
from helpers.cleaning.stated_periods.meaning import resolve, together
from helpers.core.conversion import PERCENT

PLAN_RATES = ("pct_plan", "pct_plan_province", "pct_plan_council")
_PERCENT_CHANGES = ("pct_change", "pct_change_opening")
PERCENT_WORDS = ("%", "tỷ lệ", "tỉ lệ", "phần trăm")


def read_rate(role: Role, head: Head, context: Context) -> None:
    """Set the measure of a rate or change, or the candidates for arithmetic."""
    role.is_rate = True
    role.period = str(context.own)
    if context.period is not None:
        role.evidence.append(context.period)
    measures = head.values("measure")
    has_percent = any(w.words in PERCENT_WORDS for w in head.words)
    is_previous = "previous" in measures or _names_earlier(head, context)
    is_plan = (
        "plan" in measures
        or head.has("dt", "resolution")
        or (head.has("level", "agency") and not head.has("fund"))
    )
    words = " ".join(w.words for w in head.words)
    role.evidence.append(Evidence("measure", "header", words, role.address))
    if "share" in measures:
        role.measure = "share"
    elif head.has("stage"):
        role.measure = "pct_stage"
        if not context.has_stage:
            role.ask("stage", "measure", "period")
    elif is_plan and is_previous:
        role.ask("several_measures", "measure", "period")
    elif is_plan:
        _of_plan(role, head, context, has_percent=has_percent)
    else:
        _without_plan(role, head, is_previous=is_previous, has_percent=has_percent)
    stated = head.unit if head.unit != PERCENT else ""
    is_change = role.measure in CHANGES or "change" in role.candidates
    role.unit = stated if is_change else PERCENT


def _names_earlier(head: Head, context: Context) -> bool:
    """True where a head names an earlier period: the rate is one of comparison with it."""
    own = context.own
    for phrase in together(stated for stated, _ in head.periods):
        if phrase.kind == "ratio" and phrase.base == own.year - 1:
            return True
        resolved = resolve(phrase, own, context.year)
        if resolved is not None and resolved.verdict in ("last_year", "past"):
            return True
    return False


def _of_plan(role: Role, head: Head, context: Context, *, has_percent: bool) -> None:
    plan, is_sure = agency_of(head, context)
    if head.has("change"):
        role.measure = "" if has_percent else "change_plan"
    else:
        role.measure = f"pct_{plan}"
    if not is_sure or not role.measure:
        role.measure, role.candidates = "", PLAN_RATES
    elif role.measure == "pct_plan":
        role.candidates = PLAN_RATES


def _without_plan(role: Role, head: Head, *, is_previous: bool, has_percent: bool) -> None:
    has_change = head.has("change")
    if has_change and is_previous:
        role.measure = "pct_change" if has_percent else "change"
    elif is_previous:
        others = () if has_percent else ("previous", "change")
        role.candidates = ("pct_previous", "pct_change", *others)
    elif has_change:
        role.candidates = _PERCENT_CHANGES if has_percent else CHANGES
    else:
        role.candidates = RATES[:4]
