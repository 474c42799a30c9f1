"""What a column, or a row that carries measures, holds: by the words of its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.mentions import Mention, Resolved, mentions, resolve
from helpers.cleaning.recognition.model import FUND, Breakdown, Evidence
from helpers.cleaning.recognition.places import place_below
from helpers.cleaning.recognition.vocabulary import (
    HeadWord,
    group,
    head_words,
    key,
    plain,
    vocabulary,
)
from helpers.core.conversion import canonical_unit

LEVELS = ("actual", "estimate", "plan", "plan_province", "plan_council", "previous")
PLANS = ("plan", "plan_province", "plan_council")
RATES = (
    *("pct_plan", "pct_plan_province", "pct_plan_council"),
    *("pct_previous", "pct_change", "pct_stage", "share"),
)
CHANGES = ("change", "change_plan")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNIT_TAIL = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:\s*(.+)$")
_OF_TWO = re.compile(r"\w\s*/\s*\w")


@dataclass
class Role:
    """What a line of figures holds. ``candidates``: measures that arithmetic may decide between.

    ``name``: words that are left: the name of an indicator, or unknown. ``reasons``: why it is
    asked; ``asked``: fields that are open. ``pair``: measures of a cell like 5.120/5.300.
    """

    path: tuple[str, ...]
    address: str
    measure: str = ""
    period: str = ""
    unit: str = ""
    breakdown: Breakdown = ()
    name: str = ""
    is_total: bool = False
    is_rate: bool = False
    is_carried: bool = False
    is_default: bool = False
    candidates: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    reasons: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)

    def ask(self, reason: str, *fields: str) -> None:
        """Note why the line is asked about."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        self.asked |= set(fields)

    @property
    def is_level(self) -> bool:
        """True for figures themselves, no rates or changes."""
        return not self.is_rate and self.measure not in (*RATES, *CHANGES, "")


@dataclass
class _Head:
    """The words of all levels of a head, taken apart."""

    words: list[HeadWord] = field(default_factory=list)
    periods: list[tuple[Mention, str]] = field(default_factory=list)
    unit: str = ""
    left: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    is_of_two: bool = False

    def values(self, gives: str) -> list[str]:
        return [word.value for word in self.words if word.gives == gives]

    def has(self, *gives: str) -> bool:
        return any(word.gives in gives for word in self.words)


def role_of(cells: Sequence[Cell], path: tuple[str, ...], context: Context) -> Role:
    """The role that the cells of a head say, with what is open."""
    address = cells[-1].address if cells else ""
    role = Role(path, address)
    head = _take_apart(cells, path, context)
    role.unit = head.unit
    role.is_total = head.has("total")
    role.is_carried = head.has("carried")
    role.name = " ".join(head.left)
    if head.left and head.has("ratio") and not _is_rate(head):
        role.unit = role.unit or "%" if "%" in [w.words for w in head.words] else role.unit
    _read_breakdown(role, head, context)
    if role.is_carried or context.carried:
        _read_carried(role, head, context)
    if _is_rate(head):
        _read_rate(role, head, context)
    else:
        _read_level(role, head, context)
    if head.unit:
        role.evidence.append(Evidence("unit", "header", head.unit, address))
    return role


def _take_apart(cells: Sequence[Cell], path: tuple[str, ...], context: Context) -> _Head:
    head = _Head()
    texts = [(cell.text, cell.address) for cell in cells] or [(text, "") for text in path]
    for text, address in texts:
        shown = plain(text)
        if place := place_below(shown, context.unit):
            head.places.append(place)
            continue
        bare = key(shown)
        if _people(bare):
            head.words.append(HeadWord("people", shown, bare, 0))
            continue
        bare, head.unit = _split_unit(bare, head.unit)
        found, rest = mentions(bare, context.own.year)
        head.periods += [(mention, address) for mention in found]
        words, left = head_words(rest)
        head.is_of_two |= (
            bool(_OF_TWO.search(rest))
            and len([w for w in words if w.gives in ("measure", "dt")]) > 1
        )
        left = re.sub(r"(?<!\w)\d+(?!\w)", "", left).strip()
        if left and not any(w.gives in ("measure", "ratio") for w in words):
            names = [w for w in words if w.gives == "change"]
            words = [w for w in words if w.gives != "change"]
            left = " ".join((*(w.words for w in names), left))
        head.words += words
        if left:
            unknown = [word for word in left.split() if len(word) > 1 or word.isalpha()]
            if unknown:
                head.left.append(_as_written(shown, left))
    return head


def _people(bare: str) -> bool:
    name = re.sub(r"^(?:dân tộc|đồng bào|người)\s+", "", bare).strip()
    return name in group("peoples")


def _as_written(shown: str, left: str) -> str:
    """The head as printed where most of it is the name, else what is left of it."""
    text = _BRACKETS.sub(lambda m: "" if canonical_unit(m[1]) or "%" in m[1] else m[0], shown)
    whole = len(re.findall(r"\w+", text))
    return plain(text) if len(left.split()) * 2 >= whole else left


def _split_unit(bare: str, known: str) -> tuple[str, str]:
    """A head without its unit, and the unit."""
    unit = known
    for inside in _BRACKETS.findall(bare):
        if canonical_unit(inside) is not None and inside.strip() != "%":
            unit, bare = inside.strip(), bare.replace(f"({inside})", " ")
    if (tail := _UNIT_TAIL.search(bare)) and canonical_unit(tail[1].strip(" .)")) is not None:
        unit, bare = tail[1].strip(" .)"), bare[: tail.start()]
    return bare, unit


def _is_rate(head: _Head) -> bool:
    if head.has("change") or any(m.kind == "ratio" for m, _ in head.periods):
        return True
    measures = set(head.values("measure"))
    if "share" in measures:
        return True
    if not head.has("ratio"):
        return False
    says_base = head.has("measure", "level", "dt", "agency") or bool(head.periods)
    return says_base or not head.left


def _read_breakdown(role: Role, head: _Head, context: Context) -> None:
    found: dict[str, str] = {}
    funds = head.values("fund")
    levels = head.values("level")
    is_local = "ngân sách địa phương" in funds
    if is_local and levels:
        funds = [vocabulary()["fund_levels"][level] for level in levels]
    if funds:
        found[FUND] = " - ".join(dict.fromkeys(funds))
    for kind, name in head.places:
        found[kind] = name
    for word in head.words:
        if word.gives == "people":
            found["dân tộc"] = plain(word.value)
        elif word.gives == "gender":
            found["giới"] = word.value
    if len(funds) > 1 and not head.places and len(set(funds)) > 2:
        role.ask("several_funds", "breakdown")
    role.breakdown = tuple(found.items())
    for name, value in found.items():
        role.evidence.append(Evidence("breakdown", "header", f"{name}={value}", role.address))


def _read_carried(role: Role, head: _Head, context: Context) -> None:
    """Money of an earlier year: the year is part of the breakdown, not the period."""
    own = context.own.year
    years = {m.year for m, _ in head.periods if m.kind == "year" and m.year and m.year < own}
    origin = years.pop() if len(years) == 1 else context.carried
    head.periods = [(m, a) for m, a in head.periods if m.kind != "year" or m.year == own]
    role.is_carried = True
    if not origin:
        role.ask("carried_from", "breakdown")
        return
    role.breakdown = (("vốn", f"kéo dài từ năm {origin}"), *role.breakdown)
    if not head.has("measure", "ratio", "change"):
        head.words.append(HeadWord("measure", "plan", "kéo dài", 0))


def _agency(head: _Head, context: Context) -> tuple[str, bool]:
    """The measure of a plan by who gave it, and whether that is sure."""
    level = context.unit.level
    found = set(head.values("agency"))
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
        if agency in ("council", own) or (agency == "province" and level == "province"):
            plans.add("plan_council")
        elif agency == "province" or (agency == "central" and level == "province"):
            plans.add("plan_province")
        else:
            return "plan", False
    return (plans.pop(), True) if len(plans) == 1 else ("plan", False)


def _read_level(role: Role, head: _Head, context: Context) -> None:
    measures = list(dict.fromkeys(head.values("measure")))
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
            for w in head_words(mentions(key(role.path[-1]), context.own.year)[1])[0]
            if w.gives == "measure"
        ]
        measures = list(dict.fromkeys(inner)) if inner else measures
    if head.has("dt") and not measures:
        role.name = role.name or "dt"
        role.ask("unknown_words", "measure", "indicator")
    if len(measures) > 1:
        role.ask("several_measures", "measure", "period")
        return
    measure = measures[0] if measures else ""
    if measure:
        role.evidence.append(
            Evidence("measure", "header", _words_of(head, "measure"), role.address)
        )
    if head.has("cumulative") and context.has_stage:
        role.ask("cumulative", "measure", "period")
    if head.has("cumulative") and not measure:
        role.ask("cumulative", "measure", "period")
    elif head.has("agency") and not measure:
        measure = "plan"
    if measure == "plan":
        measure, is_sure = _agency(head, context)
        if not is_sure:
            role.ask("agency", "measure")
    role.measure = measure
    _read_period(role, head, context)


def _words_of(head: _Head, gives: str) -> str:
    return " ".join(word.words for word in head.words if word.gives == gives)


def _read_period(role: Role, head: _Head, context: Context) -> None:
    own = context.own
    inner = head.periods[-1:] if head.periods else []
    resolved = [(r, a, m.words) for m, a in inner if (r := resolve(m, own, context.year))]
    if head.periods and not resolved:
        role.ask("period_unclear", "measure", "period")
        return
    for found, address, words in resolved:
        role.evidence.append(Evidence("period", "header", words, address))
        _set_period(role, found, context)
        return
    if role.measure in PLANS:
        _from_context(role, context, str(own.year), needs_period=False)
    elif role.measure == "previous":
        _from_context(role, context, str(own.previous_year()), needs_period=True)
    elif role.measure:
        _from_context(role, context, str(own), needs_period=True)


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
    elif verdict in ("last_year", "past"):
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
    if found.verdict in ("month", "quarter", "season", "other") or (
        found.verdict in ("last_year", "past") and not is_whole_year
    ):
        role.ask("period_unclear", "period")


def _read_rate(role: Role, head: _Head, context: Context) -> None:
    role.is_rate = True
    role.period = str(context.own)
    if context.period is not None:
        role.evidence.append(context.period)
    measures = head.values("measure")
    has_percent = any(w.words in ("%", "tỷ lệ", "tỉ lệ", "phần trăm") for w in head.words)
    has_change = head.has("change")
    years = [m for m, _ in head.periods]
    is_previous = "previous" in measures or any(
        m.kind == "ratio" and m.base == context.own.year - 1 for m in years
    )
    is_previous |= any(
        (r := resolve(m, context.own, context.year)) is not None
        and r.verdict in ("last_year", "past")
        for m in years
    )
    is_plan = (
        "plan" in measures
        or head.has("dt")
        or (head.has("level", "agency") and not head.has("fund"))
    )
    role.evidence.append(
        Evidence("measure", "header", " ".join(w.words for w in head.words), role.address)
    )
    if "share" in measures:
        role.measure = "share"
    elif is_plan and not is_previous:
        plan, is_sure = _agency(head, context)
        role.measure = (
            ("change_" + plan if not has_percent else "") if has_change else f"pct_{plan}"
        )
        if role.measure.startswith("change_"):
            role.measure = "change_plan"
        if not is_sure or not role.measure:
            role.measure, role.candidates = (
                "",
                ("pct_plan", "pct_plan_province", "pct_plan_council"),
            )
        elif role.measure == "pct_plan":
            role.candidates = ("pct_plan", "pct_plan_province", "pct_plan_council")
    elif is_previous and not is_plan:
        if has_change:
            role.measure = "pct_change" if has_percent else "change"
        else:
            role.candidates = ("pct_previous", "pct_change") + (
                () if has_percent else ("previous", "change")
            )
    elif is_previous:
        role.ask("several_measures", "measure", "period")
    else:
        role.candidates = (
            ("pct_change",)
            if has_change and has_percent
            else ("change", "change_plan")
            if has_change
            else RATES[:4]
        )
    role.unit = "" if role.measure in CHANGES else "%"
