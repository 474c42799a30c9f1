"""The measure and period of figures themselves (no rates) by their head."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.head_parts import Head
from helpers.cleaning.recognition.model import Evidence, MeaningField
from helpers.cleaning.recognition.roles import PLANS, Role
from helpers.cleaning.recognition.vocabulary import any_of, group, head_words, key, vocabulary
from helpers.cleaning.stated_periods.meaning import Resolved, resolve, together
from helpers.cleaning.stated_periods.phrases import PARTS_OF_YEAR, Phrase, phrases
from helpers.core.conversion import canonical_unit
from helpers.core.periods import Period

_BOTH: tuple[MeaningField, ...] = ("measure", "period")


def agency_of(head: Head, context: Context) -> tuple[str, bool]:
    """The measure of a plan by who gave it, and whether that is sure."""
    level = context.unit.level
    found = set(head.values("agency")) | ({"council"} if head.has("resolution") else set())
    if not head.has("agency") and head.has("level") and not head.has("fund"):
        found = {
            {"tỉnh": "province", "huyện": "district", "xã": "commune"}[v]
            for v in head.values("level")
        }
    if not found:
        return "plan", True
    own = {"province": "province_council", "district": "district", "commune": "commune"}[level]
    plans = set()
    for agency in found:
        if agency in ("council", own):
            plans.add("plan_council")
        elif agency == "province" or (agency == "central" and level == "province"):
            plans.add("plan_province")
        else:
            return "plan", False
    return (plans.pop(), True) if len(plans) == 1 else ("plan", False)


def read_level(role: Role, head: Head, context: Context) -> None:
    """Set the measure and period of figures themselves."""
    measures = list(dict.fromkeys(head.values("measure")))
    if head.is_of_two and len(measures) == 1 and head.has("dt") and _is_of_money(context):
        measures.append("plan")  # «TH/DT tỉnh»
    if head.is_of_two and len(measures) == 2:
        role.pair = tuple(measures)
        measures = measures[:1]
    if "previous" in measures:
        measures = ["previous"] if "plan" not in measures else measures
    if "estimate" in measures:
        measures = [m for m in measures if m != "actual"]
    if "remaining" in measures:
        measures = ["remaining"]
    if len(measures) > 1:
        inner = [
            w.value
            for w in head_words(phrases(key(role.path[-1]), context.own.year)[1])[0]
            if w.gives == "measure"
        ]
        measures = list(dict.fromkeys(inner)) if inner else measures
    if head.has("dt") and not measures and not head.left and _is_of_money(context):
        measures = ["plan"]
    unit = canonical_unit(head.unit) if head.has("dt") and not measures else None
    if unit is not None and unit.dimension == "area":
        _name_area(role)
    elif head.has("dt") and not measures:
        role.names = role.names or ("dt",)
        role.ask("unknown_words", "measure", "indicator")
    if len(measures) > 1:
        role.candidates = tuple(measures)
        role.ask("several_measures", "measure", "period")
        return
    measure = measures[0] if measures else ""
    if measure:
        role.evidence.append(
            Evidence("measure", "header", _words_of(head, "measure"), role.address)
        )
    if head.has("stage") and context.stage and not head.periods:
        _of_stage(role, measure, head, context)
        return
    spans = [r for r in _resolved(head, context) if r.verdict == "stage"]
    if head.has("cumulative") and len(spans) == len(head.periods) == 1:
        role.measure, role.period = "cumulative", spans[0].period
        words = head.periods[0][0].words
        role.evidence += [Evidence(field, "header", words, role.address) for field in _BOTH]
        return
    if head.has("cumulative") and context.has_stage:
        role.ask("cumulative", "measure", "period")
    if head.has("cumulative") and not measure:
        measure = _cumulated(role, head, context)
    elif not measure and (head.has("agency") or _is_given(head)):
        measure = "plan"
    if measure == "plan":
        measure, is_sure = agency_of(head, context)
        if not is_sure:
            role.ask("agency", "measure")
    role.measure = measure
    _read_period(role, head, context)


def _name_area(role: Role) -> None:
    """«Cà phê > DT hiện có (ha)»: an area, no estimate of money."""
    area, shown = vocabulary()["short_quantities"]["dt"], key(role.path[-1])
    *outer, last = role.names or ("",)
    is_inner = bool(last) and key(last) in shown
    role.names = (*outer, f"{area} {last}") if is_inner else (*filter(None, (*outer, last)), area)


def _is_given(head: Head) -> bool:
    """True for «Vốn ĐTPT giao», and for «Được giao» alone."""
    return head.has("given") and (head.has("fund") or not (head.left or head.has("ratio")))


def _is_of_money(context: Context) -> bool:
    """True where the title states units of money alone: «DT» there is dự toán, no area."""
    return bool(context.units) and all(m.is_money for m, _ in context.units)


def _of_stage(role: Role, measure: str, head: Head, context: Context) -> None:
    """«Lũy kế từ đầu giai đoạn», «Mục tiêu giai đoạn»: of the stage that the table names."""
    role.period = context.stage
    role.measure = "stage_total" if measure in PLANS else "cumulative"
    if measure not in (*PLANS, "") and not head.has("cumulative"):
        role.measure = measure
        role.ask("stage", "measure", "period")
    words = _words_of(head, "stage")
    role.evidence += [Evidence(field, "header", words, role.address) for field in _BOTH]


def _cumulated(role: Role, head: Head, context: Context) -> str:
    """The measure of «Lũy kế …»: reached, where the head says from January to the period's end.

    Asked where it may count from the beginning of a stage, or where the title speaks of a plan.
    """
    months = [m for m, _ in head.periods if m.kind in ("half", "months")]
    resolved = [r for m in months if (r := resolve(m, context.own, context.year))]
    is_whole = all(r.verdict == "own" for r in resolved) and len(resolved) == len(months)
    is_stated = bool(resolved) or (head.has("since_january") and context.period is not None)
    if context.has_stage or context.measure not in ("", "actual") or not (is_whole and is_stated):
        role.ask("cumulative", "measure", "period")
        return ""
    words = _words_of(head, "cumulative")
    role.evidence.append(Evidence("measure", "header", words, role.address))
    return "actual"


def _resolved(head: Head, context: Context) -> list[Resolved]:
    every = (resolve(phrase, context.own, context.year) for phrase, _ in head.periods)
    return [found for found in every if found is not None]


def _words_of(head: Head, gives: str) -> str:
    return " ".join(word.words for word in head.words if word.gives == gives)


def _read_period(role: Role, head: Head, context: Context) -> None:
    own = context.own
    is_of_money = role.measure not in PLANS and re.search(
        vocabulary()["year_of_money"], key(" ".join(role.path))
    )
    if is_of_money:
        head.periods = [(p, a) for p, a in head.periods if (p.kind, p.year) != ("year", own.year)]
    years = {phrase.year for phrase, _ in head.periods if phrase.kind == "year"}
    head.periods = [(p, a) for p, a in head.periods if not _closes_accounts(p, years)]
    if head.periods:
        phrase = together(m for m, _ in head.periods)[-1]
        address = head.periods[-1][1]
        if context.years_mean_part and phrase.kind == "year" and role.measure not in PLANS:
            phrase = replace(phrase, kind="same_part")
        found = resolve(phrase, own, context.year)
        if found is None or _is_second_half_alone(phrase, context):
            _ask_period(role, phrase, context)
            return
        role.evidence.append(Evidence("period", "header", phrase.words, address))
        season = _season_named(role, context)
        if season and role.measure in ("", "actual", "previous"):
            found = _of_season(season, phrase, found, context)
        if found is None:
            _ask_period(role, phrase, context)
        else:
            _set_period(role, found, context)
        return
    if role.measure in PLANS:
        _from_context(role, context, str(own.year), needs_period=False)
    elif role.measure == "previous":
        _from_context(role, context, str(own.previous_year()), needs_period=True)
    elif role.measure:
        _from_context(role, context, str(own), needs_period=True)


def _season_named(role: Role, context: Context) -> str:
    """The season of crops that a head names: 'early' where it is over by the end of the period,
    'late' for any other; '' for none."""
    head = key(" ".join(role.path))
    early = any_of(group("seasons", "early")).search(head) is not None
    late = any_of(group("seasons", "late")).search(head) is not None
    is_over = early or (late and context.own.is_last_part)
    return "early" if is_over else "late" if late else ""


def _of_season(season: str, phrase: Phrase, found: Resolved, context: Context) -> Resolved | None:
    """«Vụ Đông Xuân 2022-2023», «Hè Thu 2023» below a title of the first half of 2023: what was
    reached of a season of the year until then, and «vụ Xuân 2022» the same a year before. The year
    of another season is no year of figures: None, it is asked. A plan is of the season's year."""
    own = context.own
    is_reached = context.period is not None and context.measure in ("", "actual")
    if season == "late":
        return found if phrase.kind in PARTS_OF_YEAR else None
    if not is_reached:
        return found if found.verdict in ("own", "last_year", "season", "year") else None
    if found.period.endswith(str(own.year)):
        return Resolved("own", str(own))
    if found.period.endswith(str(own.year - 1)):
        return Resolved("last_year", str(own.previous_year()))
    return found


def _closes_accounts(phrase: Phrase, years: Collection[int | None]) -> bool:
    """True for the day until which money of a year may be paid: «năm 2024 (chốt 31/01/2025)»."""
    day = phrase.day
    return day is not None and day.month == 1 and day.year - 1 in years


def _is_second_half_alone(phrase: Phrase, context: Context) -> bool:
    """«6 tháng cuối năm» of a unit that has figures since January: not what the year reached.

    The report of a second half counts from January; a unit founded in July has that half only.
    """
    own, founded = context.own, context.unit.valid_from
    is_new = founded is not None and founded.year == own.year and founded.month > 1
    is_new |= context.is_of_half
    return own.kind == "H" and own.is_last_part and phrase.kind == "half" and not is_new


def _ask_period(role: Role, phrase: Phrase, context: Context) -> None:
    """Ask of which period a head is, one without a year as of the report's; «đầu năm» is the state
    at its beginning."""
    if phrase.kind == "opening" and not role.is_carried:
        role.measure, role.period = "opening", str(context.own)
        role.ask("opening", "measure", "period")
        return
    if _is_end_of_last_year(phrase, context.own) and role.measure in ("", "actual"):
        role.measure, role.period = "opening", str(context.own)
        role.ask("period_unclear", "measure", "period")
        return
    likely = resolve(phrase, context.own, context.own.year)
    if likely is not None and (
        likely.verdict == "last_year" or not _is_second_half_alone(phrase, context)
    ):
        role.period = likely.period
        if likely.verdict == "last_year" and role.measure in ("", "actual"):
            role.measure = "previous"
    role.ask("period_unclear", "measure", "period")


def _is_end_of_last_year(phrase: Phrase, own: Period) -> bool:
    """True for «cuối năm 2022» in the report of June 2023: the state from which it counts."""
    is_year = phrase.kind == "closing" and "năm" in phrase.words and phrase.year == own.year - 1
    return is_year and own.last_month != 12


def _from_context(role: Role, context: Context, period: str, *, needs_period: bool) -> None:
    """Take the period that the title states; a period that nothing states is asked."""
    is_stated = context.period is not None or (context.year is not None and not needs_period)
    if is_stated:
        role.period = period
        evidence = context.period or Evidence("period", "title", str(context.year))
        role.evidence.append(evidence)
    else:
        role.period, role.is_default = period, True
        role.ask("period_missing", "period")


def _set_period(role: Role, found: Resolved, context: Context) -> None:
    own, verdict = context.own, found.verdict
    role.period = found.period
    if verdict == "stage":
        if role.measure in PLANS:
            role.measure = "stage_total"
        else:
            role.ask("stage", "measure", "period")
    elif role.measure in PLANS:
        _set_plan_period(role, found, context)
    elif role.measure == "previous":
        is_last = verdict == "last_year" or found.period == str(own.year - 1)
        role.period = str(own.previous_year()) if is_last else found.period
        if not is_last:
            role.ask("period_unclear", "period")
    elif verdict == "year" and own.is_last_part and role.measure in ("", "actual", "estimate"):
        role.period = str(own)
    elif verdict in ("last_year", "past"):
        if own.is_last_part and found.period == str(own.year - 1):
            role.period = str(own.previous_year())
        role.measure = "previous" if role.measure in ("", "actual") else role.measure
        if role.measure != "previous" or role.is_carried:
            role.ask("period_unclear", "measure", "period")
    elif verdict in ("other", "season", "plan_part") or (verdict == "year" and own.kind != "Y"):
        is_estimate = verdict == "year" and role.measure == "estimate"
        is_year_end = verdict == "year" and own.last_month == 12
        if not (is_estimate or is_year_end):
            role.ask("period_unclear", "measure", "period")


def _set_plan_period(role: Role, found: Resolved, context: Context) -> None:
    own = context.own
    if found.verdict == "own" and own.kind != "Y":
        role.ask("plan_of_period", "period")
    is_whole_year = re.fullmatch(r"\d{4}", found.period) is not None
    is_to_come = is_whole_year and int(found.period) > own.year  # «Mục tiêu đến năm 2030»
    is_other = found.verdict == "other" and not is_to_come
    if (
        is_other
        or found.verdict in ("month", "quarter", "season")
        or (found.verdict in ("last_year", "past") and not is_whole_year)
    ):
        role.ask("period_unclear", "period")
