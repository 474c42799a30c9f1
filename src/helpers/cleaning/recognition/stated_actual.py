"""Columns without a word of measure below a title of the period: what an official sees at once."""

from pathlib import PurePath

from helpers.cleaning.recognition.model import FUND, Evidence
from helpers.cleaning.recognition.places import bare_name
from helpers.cleaning.recognition.roles import PLANS, Role
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.vocabulary import any_of, group, key
from helpers.cleaning.stated_periods.meaning import resolve
from helpers.cleaning.stated_periods.phrases import VAGUE, phrases
from helpers.core.conversion import canonical_unit
from helpers.core.periods import Period
from helpers.core.text import without_marks

SHORTEST_WITHOUT_MARKS = 5
"""Letters; a shorter word without marks, as in names of files, has too many meanings."""


def stated_actual(table: Table) -> Evidence | None:
    """What says that figures without a word of measure were reached in the period; None: nothing.

    The title states the period of the report («… 6 THÁNG ĐẦU NĂM 2023», «số liệu đến 30/6/2023»),
    and neither title, names of sheet and file, nor any head speaks of a plan, an estimate, or
    another day.
    """
    context = table.context
    if context.period is None or context.measure or any(map(_is_other, _measures(table))):
        return None
    if any(_speaks_otherwise(text, context.own) for text in (*_titles(table), *_heads(table))):
        return None
    sheet = table.block.grid.sheet
    names = (PurePath(sheet.file).stem, sheet.name)
    if any(_is_named_otherwise(name.replace("_", " ")) for name in names):
        return None
    return Evidence("measure", context.period.source, context.period.words, context.period.cell)


def is_bare_money(table: Table, line: Line) -> bool:
    """True for money of a national programme that no word says to be given or spent: «Tổng vốn»."""
    sheet = table.block.grid.sheet
    titles = (*table.context.titles, sheet.name, PurePath(sheet.file).stem)
    rows = (item.name for item in table.items)
    is_programme = any(any_of(group("any_programme")).search(key(text)) for text in titles)
    is_programme |= any(any_of(group("programme_lines")).match(key(text)) for text in rows)
    if not is_programme:
        return False
    units = [measure for measure, _ in table.context.units]
    is_titled = any_of(group("bare_money")).search(key(table.context.subject)) is not None
    if is_titled and units and all(measure.is_money for measure in units):
        return canonical_unit(line.role.unit) is None
    return _is_money(line.role, is_titled=is_titled or _has_money(table))


def money_measures(table: Table) -> tuple[str, ...]:
    """What such money may be, likeliest first; a disbursement rate beside it is of a plan."""
    rates = (" ".join(x.role.path) for x in table.lines if x.role.is_rate)
    is_rated = any(any_of(group("spent")).search(key(text)) for text in rates)
    return ("plan", "actual") if is_rated else ("actual", "plan")


def _has_money(table: Table) -> bool:
    return any(_is_money(line.role, is_titled=False) for line in table.lines)


def _is_money(role: Role, *, is_titled: bool) -> bool:
    """``is_titled``: the title, or another column, speaks of money."""
    unit = canonical_unit(role.unit)
    if role.is_rate or (unit is not None and not unit.is_money):
        return False
    is_said = any_of(group("bare_money")).search(key(" ".join(role.path))) is not None
    is_total = role.is_total and not role.names
    return FUND in dict(role.breakdown) or is_said or (is_titled and is_total)


def speaks_of_plan(table: Table, line: Line) -> bool:
    """True where titles, names of sheet and file, or the head of a line speak of no result."""
    own = table.context.own
    if any(_speaks_otherwise(text, own) for text in (*_titles(table), *_levels(line))):
        return True
    sheet = table.block.grid.sheet
    names = (PurePath(sheet.file).stem, sheet.name)
    return any(_is_named_otherwise(name.replace("_", " ")) for name in names)


def _measures(table: Table) -> set[str]:
    return {line.role.measure for line in table.lines if not line.role.is_rate}


def _is_other(measure: str) -> bool:
    return measure in (*PLANS, "estimate", "remaining", "stage_total")


def _titles(table: Table) -> list[str]:
    """Lines above the table without those of an office («Phòng Tài chính - Kế hoạch»), folded."""
    offices, own = tuple(f"{word} " for word in group("offices")), bare_name(table.context.unit)
    titles = [text for text in map(key, table.context.titles) if not text.startswith(offices)]
    return [text.replace(own, " ") for text in titles]  # «xã Ước …» is no estimate


def _heads(table: Table) -> list[str]:
    return [text for line in table.lines for text in _levels(line)]


def _levels(line: Line) -> list[str]:
    """The levels of a head that are no name of a place or member."""
    members = [key(member) for _, member in line.role.breakdown]
    return [text for text in line.role.path if not any(m.endswith(key(text)) for m in members)]


def _plans() -> frozenset[str]:
    titles = group("title_measures", "plan") | group("title_measures", "estimate")
    return titles | group("otherwise", "not_reached")


def _speaks_otherwise(text: str, own: Period) -> bool:
    """«Đầu năm», «kỳ trước», plans; «cuối năm» is the end of the period where it ends then."""
    named, rest = phrases(any_of(group("assessed")).sub(" ", key(text)), own.year)
    vague = [resolve(each, own, own.year) for each in named if each.kind in VAGUE]
    is_otherwise = any(found is None or found.verdict != "own" for found in vague)
    return is_otherwise or any_of(_plans() | group("otherwise", "time")).search(rest) is not None


def _is_named_otherwise(name: str) -> bool:
    plain = {w: without_marks(w) for w in _plans()}
    words = frozenset(w for was, w in plain.items() if len(w) >= SHORTEST_WITHOUT_MARKS or was == w)
    return any_of(words).search(without_marks(key(name))) is not None
