"""Facts that no table may break: where one is broken, the line or the rows are asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from helpers.cleaning.recognition.arithmetic import LEAST_SHARE, hidden_ratios
from helpers.cleaning.recognition.line_measures import states_period
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import PLANS
from helpers.cleaning.recognition.row_measures import said_by_label
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.vocabulary import (
    begins_with_part,
    group,
    is_season,
    key,
    vocabulary,
)
from helpers.cleaning.stated_periods.phrases import phrases, phrases_of
from helpers.core.periods import Period

FEWEST_PARTS = 2
FEWEST_NAMES = 3
SLACK = Decimal("0.5")
"""A sum of rounded figures may differ by so much, and by a thousandth."""


def guard(table: Table, knows: Callable[[str], bool]) -> None:
    """Apply all guards to the lines and items of a table.

    ``knows``: whether words name something that is counted.
    """
    _rows_of_unknown_kind(table, knows)
    _of_longer_time(table)
    _unknown_words(table, knows)
    _ask_named_after(table.lines)
    _done_beside_estimate(table)
    _earlier_days(table)
    _negative_levels(table)
    for line, bases in hidden_ratios(table):
        line.role.ask("looks_like_rate", "measure")
        for base in bases:  # «Vốn bố trí | Đã rút | 39,5%»: the first may be a plan
            if base.role.name and not (base.role.says_measure or all(map(knows, base.role.names))):
                _ask_unknown([base])
    _totals_with_carried(table)
    _year_beside_its_half(table)
    _same_meaning(table)
    _same_but_for_unknown_words(table)


def _rows_of_unknown_kind(table: Table, knows: Callable[[str], bool]) -> None:
    """«Mẫu 10.1», «Mẫu 10.2» below a head that is not known, divided by columns: names, whose kind
    is asked, and no indicators."""
    items = [x for x in table.items if not x.is_group and not (x.row and x.row.is_total)]
    says = any(x.role.says_measure or x.role.unit for x in table.lines)
    is_divided = any(x.role.breakdown for x in table.lines)
    if table.kind != "indicator" or table.is_turned or says or not is_divided:
        return
    are_names = all(_is_proper(x.name) and not (x.unit or knows(x.name)) for x in items)
    if len(items) < FEWEST_NAMES or not are_names:
        return
    table.kind = "place"
    for item in table.items:
        item.kind = "unknown" if item in items else "total"


def _is_proper(name: str) -> bool:
    """True where each word of a name has a capital or is a number."""
    return all(word[:1].isupper() or word[:1].isdigit() for word in name.split())


def _of_longer_time(table: Table) -> None:
    """Below «GIAI ĐOẠN 2021-2023 (đến 30/6/2023)» a head that names no period is asked."""
    if not table.context.longer:
        return
    for role in (line.role for line in table.lines):
        is_known = role.is_carried or role.measure in ("previous", "share", "cumulative")
        stated = phrases_of(" ".join(role.path), table.context.own.year)
        if is_known or states_period(role) or (role.is_rate and stated and not role.reasons):
            continue
        family = "plan" if role.measure in PLANS else "rate" if role.is_rate else "reached"
        role.candidates = tuple(vocabulary()["longer_measures"][family])
        role.ask("longer", "measure", "period")
        role.reasons.sort(key=lambda reason: reason != "longer")


def _unknown_words(table: Table, knows: Callable[[str], bool]) -> None:
    """Words left in a head are a name where every line has one, else they are not understood."""
    levels = {line.role.names for line in table.lines if not line.role.is_rate}
    named = [
        line
        for line in table.lines
        if line.role.name and not (line.role.is_rate and line.role.names in levels)
    ]
    if not named or table.is_below_groups:
        return
    rates = [line for line in table.lines if line.role.is_rate]
    plain = [line for line in table.lines if not line.role.name and line not in rates]
    is_all = all(line.role.is_total for line in plain)
    has_roles = any(line.role.path and line.role.says_measure for line in table.lines)
    if table.is_turned:
        has_roles = True
    moves = tuple(group("movements"))
    unknown = [
        line
        for line in named
        if not _is_computed(line)
        and not all(
            knows(name)
            or is_season(name)
            or key(name).startswith(moves)
            or key(name) in group("counted_heads")
            for name in line.role.names
        )
    ]
    if table.kind != "indicator" and is_all and not has_roles:
        unknown = [
            line
            for line in unknown
            if _extends_another(line, named)
            or (_has_siblings(line, named) and not _is_known(line.role.names[-1], knows))
        ]
        _ask_unknown(unknown)
        return
    are_quantities = table.kind == "indicator" and is_all and all(map(_is_quantity, named))
    if are_quantities and (not has_roles or all(_is_name(line, table) for line in named)):
        return
    says = {
        x.role.says_measure and (x.role.measure != "actual" or x.role.pair != ()) for x in named
    }
    are_names = all(_is_name(line, table) for line in named)
    # A line of a measure alone is asked for what it counts.
    is_clear = is_all and (len(says) == 1 or are_names) or says == {True} and are_names
    if table.kind != "indicator" and is_clear:
        return
    _ask_unknown(unknown)


def _ask_named_after(lines: list[Line]) -> None:
    """What took its name from words that are not understood is not understood either; where figures
    add up to one so named, it is their total, and what they count is asked."""
    unknown = [line for line in lines if "unknown_words" in line.role.reasons]
    names = {key(line.role.name) for line in unknown}
    for line in lines:
        computed = [e.words for e in line.role.evidence if e.field == "indicator"]
        if names & set(map(key, computed)) and not line.role.reasons:
            _ask_unknown([line])
    for whole in unknown:
        parts = [x for x in lines if x.role.path and x.role.whole == whole.role.path]
        if parts and whole.role.names == parts[0].role.names:
            whole.role.is_total = True
            for line in (whole, *parts):
                line.role.names = ()


def _is_known(name: str, knows: Callable[[str], bool]) -> bool:
    return key(name) in group("crop_quantities") or knows(name)


def _ask_unknown(lines: Iterable[Line]) -> None:
    for line in lines:
        line.role.ask("unknown_words", "measure", "period", "breakdown", "indicator")


def _extends_another(line: Line, named: list[Line]) -> bool:
    """True for «SL kỳ tương ứng (tấn)» beside «SL (tấn)»: of another time, or another thing."""
    own, unit = key(line.role.path[-1]).split("(")[0], line.role.unit
    if line.role.breakdown:  # «Khẩu nữ» beside «Khẩu»: known words tell them apart
        return False
    heads = [key(x.role.path[-1]).split("(")[0].strip() for x in named if x.role.unit == unit]
    return any(own.startswith(f"{head} ") and own.strip() != head for head in heads)


def _has_siblings(line: Line, named: list[Line]) -> bool:
    """True for «DT xuống giống (ha) > A | B»: words below one head in one unit may be measures."""
    own = line.role
    if len(own.path) < 2 or len(own.names) < 2 or begins_with_part(own.path[-1]):
        return False
    if key(own.path[-1]).removeprefix("hộ ") in group("several_peoples"):  # a known part
        return False
    same = [x for x in named if x.role.path[:-1] == own.path[:-1] and x.role.unit == own.unit]
    return len(same) > 1 and not any(map(str.isdigit, own.path[-1]))


def _is_name(line: Line, table: Table) -> bool:
    """True where the words that are left are a level of a head by themselves, or a quantity."""
    every = (text for other in table.lines for text in other.role.path)
    heads = (*every, *vocabulary()["short_quantities"].values())
    levels = {key(text.split("(")[0]).strip() for text in heads}
    levels |= {phrases(level, table.context.own.year)[1].strip() for level in levels}
    is_apart = all(key(name.split("(")[0]).strip() in levels for name in line.role.names)
    others = (x.role.path[-1] for x in table.lines if x is not line and x.role.path)
    beside = {key(text.split("(")[0]).strip().removeprefix("số ") for text in others}
    is_apart |= key(line.role.name) in beside  # «Số tiền kế hoạch (đồng)» beside «Số tiền (đồng)»
    return _is_computed(line) or (is_apart if line.role.says_measure else _is_quantity(line))


def _is_computed(line: Line) -> bool:
    """True where arithmetic says that a line is a figure of its own name."""
    return any(e.field == "indicator" for e in line.role.evidence)


def _is_quantity(line: Line) -> bool:
    is_said = (bool(line.role.unit) and not line.role.is_rate) or _is_computed(line)
    return is_said or key(line.role.name).startswith(tuple(group("quantity_heads")))


def _done_beside_estimate(table: Table) -> None:
    """'Thực hiện' without a period beside 'Ước thực hiện' is perhaps last year's."""
    if not any(line.role.measure == "estimate" for line in table.lines):
        return
    for line in table.lines:
        role = line.role
        if role.measure == "actual" and not states_period(role):
            role.ask("done_beside_estimate", "measure", "period")


def _earlier_days(table: Table) -> None:
    """«Đến 31/5/2023» beside «Ước 30/6/2023» is not what the whole period reached."""
    own = table.context.own
    days = {
        line.number: own.end
        for line in table.lines
        if line.role.measure == "estimate" and _names_end(line, own)
    }
    for line in table.lines:
        stated = phrases_of(" ".join(line.role.path), own.year)
        ends = [
            phrase.day for phrase in stated if phrase.day and own.start <= phrase.day <= own.end
        ]
        if ends and line.role.is_level and line.role.period == str(own):
            days[line.number] = max(ends)
    for line in table.lines:
        if line.number in days and days[line.number] < max(days.values()):
            line.role.ask("period_unclear", "measure", "period")


def _names_end(line: Line, own: Period) -> bool:
    """True for «Ước 30/6»: the last day of the period without a word before it."""
    ends = {f"{own.end.day}/{own.end.month}", f"{own.end:%d/%m}"}
    return any(text.endswith(tuple(ends)) for text in line.role.path)


def _negative_levels(table: Table) -> None:
    own = table.context.own
    changes = {i.number for i in table.items if said_by_label(i.name, own.year)[0] == "change"}
    for line in table.lines:
        if line.role.is_rate:
            continue
        values = ((i, v) for (i, number), v in table.values.items() if number == line.number)
        if any(value < 0 for item, value in values if item not in changes):
            line.role.ask("negative", "measure")


def _year_beside_its_half(table: Table) -> None:
    """«6T cuối năm 2025» beside «Cả năm 2025»: the second is of the whole year, not of the half."""
    own = table.context.own
    stated = [(x.role, phrases_of(" ".join(x.role.path), own.year)) for x in table.lines]
    levels = [(role, said) for role, said in stated if role.is_level and role.period == str(own)]
    halves = [r for r, said in levels if [(p.kind, p.number) for p in said] == [("half", 2)]]
    for role, said in levels if own.is_last_part else []:
        is_year = [(p.kind, p.year) for p in said] == [("year", own.year)]
        if is_year and any(half.measure == role.measure for half in halves if not half.reasons):
            role.period, role.is_beside_half = str(own.year), True


def _totals_with_carried(table: Table) -> None:
    """«Vốn 2022 kéo dài | Vốn 2023 | Tổng»: the sum is no capital of the year alone."""
    for line in table.lines:
        role = line.role
        parts = [
            other
            for other in table.lines
            if other is not line
            and other.role.path[:-1] == role.path[:-1]
            and other.role.measure == role.measure
        ]
        is_both = len(parts) >= FEWEST_PARTS and any(part.role.is_carried for part in parts)
        columns = (
            [table.values.get((i.number, x.number)) for x in (line, *parts)] for i in table.items
        )
        sums = [_adds_up(whole, others) for whole, *others in columns if whole is not None]
        if role.is_total and not role.name and is_both and sums and all(sums):
            role.names = (vocabulary()["with_carried"],)
            role.evidence.append(Evidence("indicator", "arithmetic", "+", role.address))


def _same_meaning(table: Table) -> None:
    groups: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in table.lines:
        role = line.role
        groups[
            role.measure,
            role.period,
            role.breakdown,
            role.name,
            role.pair,
            role.unit if not role.is_rate else "",
        ].append(line)
    for lines in groups.values():
        is_known = lines[0].role.measure or not lines[0].role.reasons
        if len(lines) > 1 and is_known:
            for line in lines:
                line.role.ask("same_meaning", "measure", "period", "breakdown")


def _same_but_for_unknown_words(table: Table) -> None:
    """'KH 2023' beside 'KH điều chỉnh 2023': which of them is the plan, only a person can say."""
    stated = [line for line in table.lines if line.role.says_measure and not line.role.is_rate]
    for line in [each for each in stated if "unknown_words" in each.role.reasons]:
        for other in stated:
            own, beside = line.role, other.role
            is_same = (own.measure, own.period) == (beside.measure, beside.period)
            if not beside.name and is_same and own.breakdown == beside.breakdown:
                beside.ask("same_meaning", "measure", "period", "breakdown")


def find_totals(table: Table) -> None:
    """A row without the name of a place or another known member that is the sum of the others is
    their total."""
    if table.kind == "indicator" or table.is_turned:
        return
    items = [item for item in table.items if not item.is_group]
    for item in (each for each in items if each.kind == "unknown" or each.is_bare):
        parts = [each for each in items if each.kind == table.kind and each is not item]
        if len(parts) >= FEWEST_PARTS and _is_sum(item, parts, table):
            item.kind, item.breakdown = "total", ()
    _subtotals(items, table)


def _subtotals(items: list[Item], table: Table) -> None:
    """«Cộng» behind some of the places, where a later total adds up all of them, is of those."""
    parts = [item for item in items if item.kind == table.kind]
    totals = [item for item in items if item.kind == "total"]
    wholes = [item for item in totals if _is_sum(item, parts, table)]
    if len(totals) < FEWEST_PARTS or len(wholes) != 1:
        return
    for item, before in zip(totals, (None, *totals), strict=False):
        start = before.number if before else 0
        own = [part for part in parts if start < part.number < item.number]
        if item is not wholes[0] and own and _is_sum(item, own, table):
            item.kind = "part"


def _is_sum(item: Item, parts: list[Item], table: Table) -> bool:
    """True where the figures of an item are the sums of those of others, in nearly all lines."""
    levels = [line for line in table.lines if not line.role.is_rate]
    rows = [[table.values.get((i.number, x.number)) for i in (item, *parts)] for x in levels]
    full = [row for row in rows if row[0] and None not in row]
    found = [_adds_up(whole, others) for whole, *others in full if whole is not None]
    return bool(found) and sum(found) >= LEAST_SHARE * len(found)


def _adds_up(whole: Decimal, parts: Iterable[Decimal | None]) -> bool:
    total = sum((part for part in parts if part is not None), Decimal(0))
    return abs(total - whole) <= SLACK + abs(whole) / 1000
