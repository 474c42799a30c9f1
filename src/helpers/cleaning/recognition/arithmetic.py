"""Ratios and changes among the lines of a table: what numbers confirm or contradict."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.cell_values import is_moved
from helpers.cleaning.recognition.grid import is_figure
from helpers.cleaning.recognition.head_rates import PLAN_RATES
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import CHANGES, LEVELS, PLANS, SINCE_OPENING, Role
from helpers.cleaning.recognition.summed_lines import (
    FEWEST,
    Knows,
    settle_remaining,
    settle_sums,
)
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.vocabulary import any_of, group, head_words, key
from helpers.core.conversion import PERCENT

LEAST_SHARE = Decimal("0.8")
MOST_LINES, MOST_ITEMS, MOST_COMPARED = 40, 60, 12
MOST_OF_FRACTION = 5
"""A rate above five times its base is no fraction."""
LEAST_SLACK = Decimal("0.06")
"""Printed rates are rounded to one decimal place; their figures often too."""
_BASES = {
    "pct_plan": PLANS,
    "pct_plan_province": ("plan_province",),
    "pct_plan_council": ("plan_council",),
    "pct_previous": ("previous",),
    "pct_change": ("previous",),
    "change": ("previous",),
    "change_plan": PLANS,
    "change_opening": ("opening", "previous"),
    "pct_change_opening": ("opening", "previous"),
    "pct_stage": ("stage_total",),
}

_BRACKETS = re.compile(r"\([^()]*\)")
_RATE_OF = {"plan": "pct_plan", "previous": "pct_previous"}


def decide_rates(table: Table, knows: Knows) -> None:
    """Give each rate the measure that its numbers confirm; ask about what they contradict.

    ``knows``: whether words name something that is counted. Other words of lines of which numbers
    say how they belong together are no names: «SS (%) > KH», «TH 6T/2025 (các xã cũ cộng lại)».
    """
    lines = table.lines[:MOST_LINES]
    for line in lines:
        _read_pair_as_rate(line, table)
    settle_sums(lines, table, knows)
    _rate_of_change(lines, table)
    for line in lines:
        if line.role.is_rate and line.role.measure != "share":
            _decide(line, lines, table, knows)
    settle_remaining(lines, table)


def _read_pair_as_rate(line: Line, table: Table) -> None:
    """«TH/KH» above cells that all show percentages is the rate of the two, no pair of figures."""
    role = line.role
    cells = [cell for _, x, cell in table.pairs() if x is line and is_figure(cell)]
    base = role.pair[1] if len(role.pair) == 2 else ""
    if base not in _RATE_OF or not cells or not all(map(shows_percent, cells)):
        return
    role.pair, role.reasons, role.is_rate = (), [], True
    role.measure, role.unit = _RATE_OF[base], PERCENT
    role.candidates = PLAN_RATES if role.measure in PLAN_RATES else ()
    role.evidence.append(Evidence("measure", "format", PERCENT))


def shows_percent(cell: Cell) -> bool:
    """True for a cell that shows a percentage, as written or by its format."""
    return PERCENT in (cell.text.strip()[-1:], cell.format_unit)


def _rate_of_change(lines: list[Line], table: Table) -> None:
    """A change and its rate confirm each other where the earlier figure stands nowhere."""
    reached = [x for x in lines if x.role.measure == "actual" and not x.role.is_rate]
    rates = [x for x in lines if x.role.is_rate and "pct_change" in x.role.candidates]
    changes = [x for x in lines if x.role.is_rate and "change" in x.role.candidates]
    for first in reached:
        for rate in rates:
            for change in changes:
                found = [
                    abs(100 * step / (upper - step) - stated) <= slack
                    for upper, step, stated, slack in _rows(rate, first, change, table)
                    if upper != step and step
                ]
                if len(found) >= FEWEST and sum(found) >= LEAST_SHARE * len(found):
                    _settle(rate.role, "pct_change", "arithmetic")
                    _settle(change.role, "change", "arithmetic")
                    rate.role.candidates = change.role.candidates = ()


def _decide(line: Line, lines: list[Line], table: Table, knows: Knows) -> None:
    role = line.role
    wanted = role.candidates or (role.measure,)
    role.is_fraction = _are_fractions(line, lines, table)
    checked = {m: _check(line, m, lines, table) for m in _BASES if m in wanted or not role.measure}
    confirmed = [m for m, verdict in checked.items() if verdict is True and m in wanted]
    if len(confirmed) > 1 and "pct_plan" in confirmed:
        confirmed = [m for m in confirmed if m != "pct_plan"] if len(confirmed) == 2 else confirmed
    if not confirmed and (found := _through_unknown_words(line, lines, table, knows)):
        confirmed = [found]
        said = head_words(key(" ".join(role.path)))[0]
        if found == "pct_plan" and any(word.gives in ("agency", "level") for word in said):
            role.ask("rate_of_what", "measure")  # of whose plan the words do not say
    if len(confirmed) == 1:
        _settle(role, confirmed[0], "arithmetic")
        others = {name for other in lines if other is not line for name in other.role.names}
        kept = tuple(n for n in role.names if knows(n) or n in others)
        role.names = kept or (
            _names_of_pair(line, confirmed[0], lines, table) if role.names else ()
        )
    elif role.measure and checked.get(role.measure) is False:
        role.ask("rate_contradicts", "measure", "period")
    elif not role.measure or len(confirmed) > 1:
        if not _by_size(line, table):
            role.ask("rate_of_what", "measure", "period")
    elif _is_no_rate(line, table):
        role.candidates = ("change_plan", role.measure)
        role.ask("rate_of_what", "measure")
    elif role.measure == "pct_plan" and any(
        other.role.measure in ("plan_province", "plan_council") for other in lines
    ):
        role.ask("rate_of_what", "measure")


def _names_of_pair(line: Line, measure: str, lines: list[Line], table: Table) -> tuple[str, ...]:
    """What the figures are called of which a rate is one: «Tỷ lệ GN CT 1719 (%)» is that of the
    columns «CT 1719 > KH | GN»; () where several agree."""
    found = {first.role.names for first, agrees in _verdicts(line, measure, lines, table) if agrees}
    return found.pop() if len(found) == 1 else ()


def _through_unknown_words(line: Line, lines: list[Line], table: Table, knows: Knows) -> str:
    """The measure of a rate that is one of two lines alone, where words in the head of one of them
    are not known: they are no name then. '' where numbers do not say so."""
    wanted = line.role.candidates or (line.role.measure,)
    found: dict[tuple[int, int], tuple[str, Line, Line]] = {}
    for measure in sorted((m for m in _BASES if m in wanted), key=len):
        for first, base in ((a, b) for a in lines for b in lines):
            if (
                first is not base
                and _differ_in_unknown_words(first, base, knows)
                and _may_be(_unnamed(first), _unnamed(base), measure, line)
                and _is_base(base, measure, table)
                and _holds_well(line, measure, (first, base), table)
            ):
                found[first.number, base.number] = (measure, first, base)
    if len(found) != 1:
        return ""
    ((measure, first, base),) = found.values()
    shorter, longer = sorted((first.role, base.role), key=lambda role: len(role.names))
    names = tuple(n for n in longer.names if not _stands_in_brackets(n, longer))
    if not set(shorter.names) <= set(names):
        names = tuple(name for name in names if name in shorter.names)
    for role in (first.role, base.role, line.role):
        if (
            role is base.role
            and names != role.names
            and _is_of_longer_year(role, first.role, table)
        ):
            role.ask("period_unclear", "period")
        if names != role.names:
            role.evidence.append(Evidence("indicator", "arithmetic", role.name, role.address))
        role.names = names
    return measure


def _is_of_longer_year(base: Role, first: Role, table: Table) -> bool:
    """True for «… NĂM 2023» beside six months of 2024: words that are not known may say of which
    part of that year it is."""
    own = table.context.own
    is_whole = base.measure == "previous" and base.period == str(own.year - 1)
    return is_whole and first.period == str(own) != str(own.year)


def _stands_in_brackets(name: str, role: Role) -> bool:
    """True for a remark: «TH 6T/2025 (các xã cũ cộng lại)»; «Xuống giống» beside «KH» is a name."""
    inside = " ".join(_BRACKETS.findall(key(" ".join(role.path))))
    return key(name) in inside


def _differ_in_unknown_words(first: Line, base: Line, knows: Knows) -> bool:
    named = {*first.role.names} ^ {*base.role.names}
    return bool(named) and not any(map(knows, named))


def _unnamed(line: Line) -> Line:
    return Line(line.number, replace(line.role, names=()))


def _holds_well(line: Line, measure: str, pair: tuple[Line, Line], table: Table) -> bool:
    """True where a rate agrees in more rows than may be chance, and is not 100 everywhere."""
    rows = list(_rows(line, *pair, table))
    telling = [row for row in rows if row[0] != row[1]]
    return len(telling) > FEWEST and holds(line, measure, *pair, table) is True


def _is_no_rate(line: Line, table: Table) -> bool:
    """True for «So với kế hoạch» without «%» above whole numbers or negative ones, and for «(lần)»
    that nothing confirms: a difference, or so many times."""
    role, head = line.role, key(" ".join(line.role.path))
    if any_of(group("times")).search(head):
        return not role.is_fraction
    if (
        PERCENT in head
        or any_of(group("rate_names")).search(head)
        or role.measure not in PLAN_RATES
    ):
        return False
    cells = [cell for _, x, cell in table.pairs() if x.number == line.number]
    values = [v for (_, number), v in table.values.items() if number == line.number]
    is_bare = bool(values) and not any(map(shows_percent, cells))
    return is_bare and (any(v < 0 for v in values) or all(not v % 1 for v in values))


def _settle(role: Role, measure: str, words: str) -> None:
    role.measure = measure
    if measure not in (*CHANGES, "previous"):
        role.unit = PERCENT
    elif role.unit == PERCENT:
        role.unit = ""
    role.evidence.append(Evidence("measure", "arithmetic", words))


def _by_size(line: Line, table: Table) -> bool:
    """'So cùng kỳ (%)' with negative numbers is a change: an index has none; and «tăng 8 ca»."""
    role = line.role
    values = [v for (_, number), v in table.values.items() if number == line.number]
    if set(role.candidates) == {"pct_previous", "pct_change"} and any(v < 0 for v in values):
        _settle(role, "pct_change", "negative")
        return True
    cells = [c for _, x, c in table.pairs() if x.number == line.number and c.kind == "text"]
    if "change" in role.candidates and cells and all(is_moved(c.text) for c in cells):
        _settle(role, "pct_change" if all(map(shows_percent, cells)) else "change", "tăng, giảm")
        return True
    return False


def _check(line: Line, measure: str, lines: list[Line], table: Table) -> bool | None:
    """True: confirmed; False: contradicted; None: the table lacks the figures to say."""
    verdicts = _verdicts(line, measure, lines, table)
    periods = {first.role.period for first, verdict in verdicts if verdict}
    is_wanted = measure in (line.role.candidates or (line.role.measure,))
    if len(periods) == 1 and is_wanted and measure != "pct_stage":
        line.role.period = periods.pop()
    known = [verdict for _, verdict in verdicts if verdict is not None]
    return any(known) if known else None


def _verdicts(
    line: Line, measure: str, lines: list[Line], table: Table
) -> list[tuple[Line, bool | None]]:
    """The upper figures of all pairs of which a rate may be one, and whether it agrees."""
    return [
        (first, holds(line, measure, first, base, table))
        for first in lines
        for base in lines
        if _may_be(first, base, measure, line) and _is_base(base, measure, table)
    ]


def _is_base(base: Line, measure: str, table: Table) -> bool:
    """Whether a change is counted from a figure: from that of the same time a year before, or from
    one at the beginning of the period or of another day."""
    role, own = base.role, table.context.own
    if measure not in ("change", "pct_change", *SINCE_OPENING):
        return True
    is_same_time = role.measure == "previous" and role.period in ("", str(own.previous_year()))
    return is_same_time != (measure in SINCE_OPENING)


def _are_fractions(line: Line, lines: list[Line], table: Table) -> bool:
    """True for a rate that is written as a fraction: 0,462 where 300 of 650 are 46,2 %."""
    role = line.role
    values = [v for (_, number), v in table.values.items() if number == line.number]
    measures = [m for m in _BASES if m.startswith("pct") and m in (*role.candidates, role.measure)]
    if not values or max(map(abs, values)) > MOST_OF_FRACTION:
        return False
    as_fraction = Line(line.number, replace(role, is_fraction=True, candidates=tuple(measures)))
    return any(_check(as_fraction, m, lines, table) for m in measures) and not any(
        _check(Line(line.number, replace(role)), m, lines, table) for m in measures
    )


def _may_be(first: Line, base: Line, measure: str, line: Line) -> bool:
    upper, lower = first.role, base.role
    uppers = ("actual", "estimate", "cumulative" if measure == "pct_stage" else "")
    if upper.measure not in uppers or lower.measure not in _BASES[measure]:
        return False
    if first is base or upper.breakdown != lower.breakdown or upper.is_carried != lower.is_carried:
        return False
    if not set(line.role.breakdown) <= set(upper.breakdown):
        return False
    return upper.breakdown == line.role.breakdown and upper.name == lower.name


def holds(line: Line, measure: str, first: Line, base: Line, table: Table) -> bool | None:
    """Whether a rate agrees with two lines in nearly all rows; None: no row has all three."""
    found = [
        abs(expected - stated) <= slack
        for upper, lower, stated, slack in _rows(line, first, base, table)
        if (expected := _expected(measure, upper, lower)) is not None
    ]
    if not found:
        return None
    agreeing = sum(found)
    return agreeing >= min(FEWEST, len(found)) and agreeing >= LEAST_SHARE * len(found)


def _rows(
    line: Line, first: Line, base: Line, table: Table
) -> Iterator[tuple[Decimal, Decimal, Decimal, Decimal]]:
    for item in table.items[:MOST_ITEMS]:
        found = [table.values.get((item.number, each.number)) for each in (first, base, line)]
        upper, lower, stated = found
        if upper is not None and lower is not None and stated is not None:
            exponent = stated.as_tuple().exponent
            assert isinstance(exponent, int)
            factor = 100 if line.role.is_fraction else 1
            slack = max(Decimal("0.5").scaleb(exponent) * factor, LEAST_SLACK)
            yield upper, lower, stated * factor, slack


def _expected(measure: str, upper: Decimal, lower: Decimal) -> Decimal | None:
    if measure.startswith("change"):
        return upper - lower
    if not lower:
        return None
    share = 100 * upper / lower
    return share - 100 if measure.startswith("pct_change") else share


def hidden_ratios(table: Table) -> Iterator[tuple[Line, list[Line]]]:
    """Lines of figures that are 100 times the ratio of two others: rates, whatever their head.

    With the lines of which each may be the lower one. A head with «%» says so itself.
    """
    levels = [
        line
        for line in table.lines[:MOST_LINES]
        if (line.role.is_level or not line.role.is_rate) and line.role.unit != PERCENT
    ]
    for line in levels:
        same = [
            other
            for other in levels
            if other is not line
            and other.role.measure in LEVELS
            and other.role.unit != PERCENT
            and other.role.breakdown == line.role.breakdown
        ]
        others = same[:MOST_COMPARED]
        pairs = [(a, b) for a in others for b in others if a is not b]
        if found := [b for a, b in pairs if _is_ratio(line, a, b, table)]:
            yield line, found


def _is_ratio(line: Line, first: Line, base: Line, table: Table) -> bool:
    found = [
        abs(100 * upper / lower - stated) <= slack
        for upper, lower, stated, slack in _rows(line, first, base, table)
        if lower and stated
    ]
    return len(found) > FEWEST and sum(found) >= LEAST_SHARE * len(found)
