"""In which unit a figure is: the nearest statement whose dimension fits its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.cell_doubts import holds_parts_of_things
from helpers.cleaning.recognition.cell_values import Number
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import CHANGES, RATES
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.unit_conflicts import other_sizes
from helpers.cleaning.recognition.vocabulary import (
    any_of,
    group,
    is_total,
    key,
    plain,
    vocabulary,
    without_part,
)
from helpers.cleaning.title_words import title_words
from helpers.core.catalogues.measures import measures_in_use
from helpers.core.conversion import PERCENT, Measure, canonical_unit, is_multiple
from helpers.core.numbers.scale_words import scales
from helpers.core.text import fold

_AFTER_NUMBER = re.compile(r"\d\s*([^\W\d_]+)")
_OR = re.compile(r"\s*(?:/|hoặc)\s*")
ANIMALS = "count:animals"
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class UnitFound:
    """The unit of a figure with the cell that says it, or why it is asked."""

    measure: Measure | None = None
    evidence: Evidence | None = None
    reason: str = ""
    stated: str = ""


def unit_of(table: Table, item: Item, line: Line, number: Number, cell: Cell) -> UnitFound:
    """The unit of one number of a cell."""
    role = line.role
    if role.measure in RATES:
        percent = canonical_unit(PERCENT)
        return UnitFound(percent, Evidence("unit", "header", PERCENT, role.address))
    found = _nearest(table, item, line, number, cell)
    is_of_cell = found.evidence is not None and found.evidence.source == "cell"
    if found.measure is None:
        return found
    if holds_parts_of_things(table, item, line, number, found.measure):
        return UnitFound(None, found.evidence, "not_whole")
    if both := _of_other_kind(item, found) or _beside_money(table, item, found):
        return UnitFound(None, found.evidence, "units_differ", both)
    if found.evidence is None or is_of_cell:
        return found
    if both := other_sizes(table, item, line, found.measure, found.evidence.words):
        return UnitFound(None, found.evidence, "units_differ", both)
    return found


def _of_other_kind(item: Item, found: UnitFound) -> str:
    """The unit of a cell or its format beside that of its row, where they contradict each other.

    17,5 tỷ and 3 nghìn con are so in a row of triệu đồng and con; 31 tạ in one of tấn may be none.
    """
    stated = canonical_unit(item.unit) if item.unit else None
    if stated is None or found.evidence is None or found.measure is None:
        return ""
    is_beside = found.evidence.source in ("cell", "format")
    own = found.measure
    is_scaled = fold(found.evidence.words).split()[0] in scales() or own.factor == stated.factor
    is_other = own.dimension != stated.dimension or not is_scaled
    return f"{found.evidence.words} / {item.unit}" if is_beside and is_other else ""


def _beside_money(table: Table, item: Item, found: UnitFound) -> str:
    """«con / triệu đồng» of «Bò sinh sản, con» where the table states money alone: it may be what
    the money is for. A label that says what it counts, or has its unit in brackets, is clear."""
    stated = [evidence.words for measure, evidence in table.context.units if measure.is_money]
    label = item.row.label if item.row else None
    is_behind = label is not None and item.unit_cell == label.address
    is_behind = is_behind and not key(label.text if label else "").rstrip(" :*").endswith(")")
    is_open = is_behind and found.evidence is not None and found.evidence.source == "label"
    is_alone = len(stated) == len(table.context.units) > 0
    if not (is_open and is_alone) or found.measure is None or not found.measure.is_count:
        return ""
    return "" if counted_unit(item.name) else f"{item.unit} / {stated[0]}"


def _nearest(table: Table, item: Item, line: Line, number: Number, cell: Cell) -> UnitFound:
    for text, source, address in _stated(table, item, line, number, cell):
        measure = canonical_unit(text)
        evidence = Evidence("unit", source, text, address)
        if measure is None:
            return UnitFound(None, evidence, "unknown_unit", text)
        if reason := _misfit(table, item, line, measure, cell):
            return UnitFound(None, evidence, reason, text)
        return UnitFound(measure, evidence)
    return _of_whole_table(table, item, line, cell)


def _stated(
    table: Table, item: Item, line: Line, number: Number, cell: Cell
) -> list[tuple[str, str, str]]:
    """Units as written, nearest first."""
    found = [
        (number.unit, "cell", cell.address),
        (cell.format_unit or "", "format", cell.address),
        (item.unit, "label", item.unit_cell),
        (line.role.unit, "header", line.role.address),
    ]
    if _is_beside_head(item.unit, line):
        del found[2]
    if line.role.measure in CHANGES and line.role.unit == PERCENT:  # of what changed, not of it
        del found[3]
    if number.unit == PERCENT and line.role.measure in CHANGES:
        found = found[1:]
    if line.role.measure in CHANGES and not item.unit:
        found += _beside(table, item, line)
    return [each for each in found if each[0]]


def _is_beside_head(of_row: str, line: Line) -> bool:
    """True where a column says itself what it holds, and the unit of a row is of something else:
    «Vốn (triệu đồng)», «Kinh phí» over a row that is counted in households beside it."""
    row, head = canonical_unit(of_row or ""), canonical_unit(line.role.unit or "")
    if row is None:
        return False
    named = (counted_unit(name) for name in line.role.names)
    counted = {found.dimension for found in named if found is not None}
    allowed = counted or set(allowed_dimensions([*reversed(line.role.names)]))
    if head is not None and head.is_money:
        allowed = {head.dimension}
    return bool(allowed) and row.dimension not in allowed


def _beside(table: Table, item: Item, line: Line) -> Iterator[tuple[str, str, str]]:
    """Units written in the other cells of the row: a change is in the unit of what changed."""
    for other in table.lines:
        cell = table.cell(item, other)
        if cell is None or other.number == line.number or cell.kind != "text":
            continue
        for words in _AFTER_NUMBER.findall(key(cell.text)):
            if canonical_unit(words) is not None:
                yield words, "cell", cell.address


def _of_whole_table(table: Table, item: Item, line: Line, cell: Cell) -> UnitFound:
    """The unit of the head of labels, of the title, or that the name says."""
    names = _names(table, item, line)
    if names_its_count(names[0]) or _is_value_beside_others(table, line):
        return UnitFound(None, None, "unit_missing")
    allowed = _allowed_of(names)
    heads = [
        inside for inside in _BRACKETS.findall(key(table.label_head)) if canonical_unit(inside)
    ]
    if heads and (measure := canonical_unit(heads[0])):
        head = Evidence("unit", "header", heads[0])
        if not (reason := _misfit(table, item, line, measure, cell)):
            return UnitFound(measure, head)
        return UnitFound(None, head, reason, heads[0])
    several = len({measure.dimension for measure, _ in table.context.units}) > 1
    if several and not any(_begins_with_quantity(name) for name in names):
        headed = counted_in_head(table, line)
        if headed and headed[0] in [measure for measure, _ in table.context.units]:
            return UnitFound(*headed)
        return UnitFound(None, None, "unit_missing")
    counts = counted_unit(names[0]) is not None  # 'Số học sinh' below «(đồng)»
    fitting = [
        (measure, evidence)
        for measure, evidence in table.context.units
        if (measure.dimension in allowed if allowed else measure.is_count or not counts)
        or (measure.is_money and _is_spending(names[0]))
    ]
    if not allowed and any(_contradicts(table, measure) for measure, _ in fitting):
        fitting = []
    has_column = bool(table.block.of_kind("unit")) and not _is_beside_head(item.unit, line)
    if len({measure.unit for measure, _ in fitting}) == 1 and not has_column:
        measure, evidence = fitting[-1]
        things = counted_in_head(table, line) if measure.is_money else None
        if things and things[0].is_count:  # «Hộ nhận khoán» below «(tiền: đồng)»
            return UnitFound(None, evidence, "unit_misfit", evidence.words)
        reason = _misfit(table, item, line, measure, cell)
        return UnitFound(None if reason else measure, evidence, reason, evidence.words)
    if (
        not has_column
        and not fitting
        and (found := counted_in_head(table, line) or _of_whole(line))
    ):
        return UnitFound(*found)
    counted = counted_unit(names[0])
    if counted is None and len(names) > 1 and not table.context.units:
        counted = counted_unit(names[-1])
    is_other = all(counted and m.dimension != counted.dimension for m, _ in table.context.units)
    if counted is not None and is_other:
        return UnitFound(counted, Evidence("unit", "name", names[0], item.address))
    if not has_column and (herd := _of_titled_herd(table, line, allowed)):
        return UnitFound(*herd)
    return UnitFound(None, None, "unit_missing")


def _of_titled_herd(
    table: Table, line: Line, allowed: tuple[str, ...]
) -> tuple[Measure, Evidence] | None:
    """«con» of «Trâu» below «TỔNG ĐÀN GIA SÚC»: animals, where the title tells of no event."""
    subject = next((cell for cell in table.block.titles if _names_herd(cell.text)), None)
    values = [v for (_, number), v in table.values.items() if number == line.number]
    is_whole = not (table.is_turned or any(value % 1 for value in values))
    if subject is None or table.context.units or ANIMALS not in allowed or not is_whole:
        return None
    measure = next(m for m in measures_in_use().by_name.values() if m.dimension == ANIMALS)
    return measure, Evidence("unit", "title", plain(subject.text), subject.address)


def _names_herd(title: str) -> bool:
    is_event = re.search(title_words()["events"], key(title)) is not None
    return allowed_dimensions([title]) == (ANIMALS,) and not is_event


def _is_value_beside_others(table: Table, line: Line) -> bool:
    """True for «Giá trị» beside «Diện tích», «Sản lượng»: the unit of the title may be theirs."""
    role = line.role
    is_value = bool(role.path) and key(role.path[-1]).startswith(tuple(group("value_heads")))
    is_said = any(measure.is_money for measure, _ in table.context.units)
    return is_value and not (role.names or is_said) and any(x.role.names for x in table.lines)


def names_its_count(name: str) -> bool:
    """True for «Số thư viện cấp xã (thư viện)»: a unit of its own that is not known."""
    before, _, words = key(name).rstrip(" )").rpartition("(")
    return bool(words) and words in before and canonical_unit(words) is None


def _begins_with_quantity(name: str) -> bool:
    """True for a name that says first what is measured: 'Số hộ nghèo', 'Kinh phí', no 'Hộ nghèo'.

    Only such a name chooses between the units of a title that states several.
    """
    counting = (*vocabulary()["counting"], *_quantity_words())
    return any(key(name).startswith(key(word)) for word in counting)


def _quantity_words() -> Iterator[str]:
    for quantity in vocabulary()["quantities"]:
        if not any(dimension.startswith("count:") for dimension in quantity["dimensions"]):
            yield from quantity["words"]


def _contradicts(table: Table, measure: Measure) -> bool:
    """True where a row of the table cannot be in the unit of the title: it is not that of all."""
    named = [item.name for item in table.items if not item.is_group]
    names = [name for name in named if counted_unit(name) is None]
    return any(
        allowed and measure.dimension not in allowed
        for name in names
        if not (measure.is_money and _is_spending(name)) and (allowed := allowed_dimensions([name]))
    )


def _is_spending(name: str) -> bool:
    """True for «Hỗ trợ nhà ở cho hộ nghèo»: below a unit of money it is an amount of it."""
    if re.match(vocabulary()["numbered_spending"], key(name)):
        return True
    return any(key(name).startswith(f"{word} ") for word in group("spending"))


def _names(table: Table, item: Item, line: Line) -> list[str]:
    """Names that say what a figure counts, innermost first."""
    own = [item.name] if item.kind in ("indicator", "total") and table.kind == "indicator" else []
    levels = (*reversed(line.role.names), *line.role.whole, *own, *reversed(item.path[:-1]))
    return [name for name in levels if name] or [""]


def allowed_dimensions(names: list[str]) -> tuple[str, ...]:
    """Dimensions that the innermost telling name allows, likeliest first; empty: any."""
    for name in names:
        for quantity in vocabulary()["quantities"]:
            if any_of(frozenset(map(key, quantity["words"]))).search(key(name)):
                return tuple(quantity["dimensions"])
    return ()


def _allowed_of(names: list[str]) -> tuple[str, ...]:
    """Dimensions that names allow; below «Dư nợ», «Số khách hàng» counts by its own words."""
    return allowed_dimensions(names[:1] if counted_unit(names[0]) else names)


def _misfit(table: Table, item: Item, line: Line, measure: Measure, cell: Cell) -> str:
    """Why a unit cannot be that of a figure; empty where it can."""
    if cell.format_scale != 1 and not is_multiple(measure, cell.format_scale):
        return "format_scale"
    allowed = _allowed_of(_names(table, item, line)[:2])
    if not allowed or measure.dimension in allowed:
        return ""
    beginning = key(item.name)
    starts = any(
        re.match(rf"{re.escape(key(word))}(?!\w)", beginning)
        for quantity in vocabulary()["quantities"]
        for word in quantity["words"]
        if measure.dimension not in quantity["dimensions"]
    )
    is_count = measure.dimension.startswith("count:") and any(
        a.startswith("count:") for a in allowed
    )
    is_other_count = measure.dimension in _counted_by_names()
    return "unit_misfit" if starts and (is_other_count or not is_count) else ""


@cache
def _counted_by_names() -> frozenset[str]:
    """Dimensions of counting that names demand: animals, households, people."""
    every = (d for quantity in vocabulary()["quantities"] for d in quantity["dimensions"])
    return frozenset(d for d in every if d.startswith("count:"))


def counted_unit(name: str) -> Measure | None:
    """The unit that a name itself says: 'Số hộ được cấp giấy' counts households; «Số hộ/người
    thụ hưởng» does not say which."""
    bare = key(name)
    for counting in sorted(map(key, vocabulary()["counting"]), key=len, reverse=True):
        if bare.startswith(f"{counting} "):
            rest = bare.removeprefix(counting).strip()
            for noun, unit in sorted(vocabulary()["counted"].items(), key=lambda p: -len(p[0])):
                if found := re.match(rf"{re.escape(key(noun))}(?!\w)", rest):
                    is_open = _OR.match(rest[found.end() :]) is not None
                    return None if is_open else canonical_unit(unit)
    return None


def counted_in_head(table: Table, line: Line) -> tuple[Measure, Evidence] | None:
    """The unit that the head of a column of whole numbers says: «Số khẩu», «Giáo viên».

    A noun alone counts only where no level of the head above counts something else.
    """
    path = line.role.path
    if line.role.measure in CHANGES and path:  # «Tăng, giảm số vụ so cùng kỳ»
        changed = re.search(r"(?<!\w)số \w.*", key(path[-1]))
        path = (*path[:-1], changed[0]) if changed else ()
    values = [v for (_, number), v in table.values.items() if number == line.number]
    if table.is_turned or not path or any(value % 1 for value in values):
        return None
    while len(path) > 1 and (_is_of_upper(path[-1]) or not _is_named(path[-1], line)):
        path = path[:-1]
    found = _head_unit(path[-1])
    others = {unit for text in path[:-1] if (unit := counted_unit(text))}
    if found is None or (others - {found} and counted_unit(path[-1]) is None):
        return None
    return found, Evidence("unit", "header", path[-1], line.role.address)


def _is_of_upper(text: str) -> bool:
    """True for a head that counts what the one above it does: «Hộ > Tổng | Trong đó DTTS»."""
    bare = without_part(text)
    return is_total(bare) or bare in {*group("several_peoples"), *group("genders")}


def _is_named(text: str, line: Line) -> bool:
    """False for a level of a measure or period alone: «HỘ NGHÈO > Đầu kỳ (31/12/2025)»."""
    return any(key(name).split("(")[0].strip() in key(text) for name in line.role.names)


def _of_whole(line: Line) -> tuple[Measure, Evidence] | None:
    """The unit of the figures of which these are a part by the percentage beside them."""
    for text in reversed(line.role.whole):
        if found := _head_unit(text):
            return found, Evidence("unit", "arithmetic", text)
    return None


def _head_unit(text: str) -> Measure | None:
    if (measure := counted_unit(text)) is not None:
        return measure
    bare = without_part(text)
    for noun in sorted(group("counted_heads"), key=len, reverse=True):
        if re.match(rf"{re.escape(noun)}(?!\w)(?!\s*\d)", bare):
            return canonical_unit(vocabulary()["counted"].get(noun, noun))
    return None
