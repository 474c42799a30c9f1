"""What is asked about a column or row of a table: its measure, its period, its part."""

from dataclasses import replace

from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.model import FUND, Breakdown, Meaning, MeaningField
from helpers.cleaning.recognition.place_columns import has_place_head
from helpers.cleaning.recognition.places import OWN, is_class_of_places, says_whole, whose
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.recognition.roles import DEFAULTS, PLANS, Role
from helpers.cleaning.recognition.row_measures import REASON
from helpers.cleaning.recognition.row_notes import day_outside
from helpers.cleaning.recognition.table import Item, Line
from helpers.cleaning.recognition.table_asker import TableAsker
from helpers.cleaning.recognition.units import allowed_dimensions
from helpers.cleaning.recognition.vocabulary import any_of, group, is_rate_name, key, vocabulary
from helpers.cleaning.stated_periods.phrases import phrases
from helpers.cleaning.stated_periods.relative import relative_period, relative_words
from helpers.core.catalogues.mappings import file_pattern
from helpers.core.conversion import PERCENT, canonical_unit

_FIELDS: tuple[MeaningField, ...] = ("measure", "period", "breakdown")


def column_doubt(asker: TableAsker, role: Role) -> Doubt:
    """The question about a line; one for all lines of a table of which nothing says anything."""
    asked = tuple(f for f in _FIELDS if f in role.asked) or ("measure",)
    proposals = _proposals(asker, role, asked)
    if all(reason in DEFAULTS for reason in role.reasons):
        known = "" if "measure" in asked else role.measure
        period = relative_period(role.period, asker.own) if "period" in asked else ""
        words = ("*", *asked, known, period)
        return asker.doubt("column", asked, asker.subject, role.reasons[0], words, proposals)
    if role.reasons == ["opening"] and not role.row and role.path:
        return _opening_doubt(asker, role, asked, proposals)
    if {*role.reasons} <= {*DEFAULTS, "unknown_words"} and role.reasons[0] in DEFAULTS:
        return _doubt_about_names(asker, role, asked, proposals)
    is_of_row = bool(role.row) and (asker.table.kind == "period" or _is_place_alone(role))
    below = () if is_of_row else role.path
    if is_of_row:
        proposals = tuple(replace(proposal, breakdown=()) for proposal in proposals)
    header = " > ".join((*below, role.row) if role.row else role.path)
    words = (header, *_same_heads(asker, role, header))
    doubt = asker.doubt("column", asked, header or asker.subject, role.reasons[0], words, proposals)
    former = (" > ".join((*role.path, role.row)),) if is_of_row else ()
    return asker.as_answered(doubt, asker.title, *former) if former else doubt


def _doubt_about_names(
    asker: TableAsker, role: Role, asked: tuple[MeaningField, ...], proposals: tuple[Meaning, ...]
) -> Doubt:
    """One question for names side by side below one head, of which nothing says the measure."""
    upper = " > ".join(role.path[:-1])
    words = (
        "*",
        *role.reasons,
        *asked,
        upper,
        role.period and relative_period(role.period, asker.own),
    )
    shown = upper or asker.subject
    doubt = asker.doubt("column", asked, shown, role.reasons[0], words, proposals)
    return asker.as_answered(doubt, asker.title, " > ".join(role.path))


def _opening_doubt(
    asker: TableAsker, role: Role, asked: tuple[MeaningField, ...], proposals: tuple[Meaning, ...]
) -> Doubt:
    """One question for all lines of a workbook headed «Đầu năm»; an answer to one counts."""
    words = next(filter(_names_opening, reversed(role.path)), role.path[-1])
    file = file_pattern(asker.table.block.grid.sheet.file)
    name = key_of("column", asker.own, file, words, "opening")
    doubt = Doubt("column", name, asked, words, "opening", proposals)
    for former in ((words, "opening"), (" > ".join(role.path),)):
        doubt = asker.as_answered(doubt, asker.title, *former)
    return asker.as_answered(doubt, file, role.path[-1], "opening")


def _is_place_alone(role: Role) -> bool:
    """True for a column of which the head says no more than whose figures it holds."""
    is_said = any(e.source == "header" and e.field in ("measure", "period") for e in role.evidence)
    return bool(role.breakdown or role.is_total) and not (role.names or is_said)


def _names_opening(text: str) -> bool:
    return any(phrase.kind == "opening" for phrase in phrases(key(text), 0)[0])


def _same_heads(asker: TableAsker, role: Role, header: str) -> tuple[str, ...]:
    """Which of several lines it is whose heads are the same but for the way of writing a period."""
    own = relative_words(header, asker.own)
    addresses = [
        line.role.address
        for line in asker.table.lines
        if relative_words(" > ".join(line.role.path), asker.own) == own
    ]
    is_one = len(addresses) < 2 or role.address not in addresses
    return () if is_one else (str(addresses.index(role.address) + 1),)


def _proposals(
    asker: TableAsker, role: Role, asked: tuple[MeaningField, ...]
) -> tuple[Meaning, ...]:
    """What a line may hold, best first; each proposal answers the whole question."""
    usual = tuple(vocabulary()["usual_measures"].get(role.reasons[0], ()))
    stated = _planned(role)
    rate = _rate_of_left(asker, role)
    measures = rate or role.candidates or usual or stated or (role.measure or "actual",)
    if "measure" not in asked:
        measures = (role.measure,)
    shows_period = "period" in asked or not all(r in DEFAULTS for r in role.reasons)
    years = (1, 2) if role.reasons[0] == "carried_from" else ()
    of_all = all(reason in (*DEFAULTS, "opening") for reason in role.reasons)
    own = () if of_all and "breakdown" not in asked else role.breakdown
    carried: list[Breakdown] = [
        (("vốn", f"kéo dài từ năm {asker.own.year - n}"), *role.breakdown) for n in years
    ]
    return tuple(
        Meaning(
            measure=measure,
            period=asker.period_of(measure, role.period) if shows_period else "",
            breakdown=breakdown,
        )
        for measure in measures
        for breakdown in carried or [own]
    )


def _rate_of_left(asker: TableAsker, role: Role) -> tuple[str, ...]:
    """What «Tỷ lệ %» right of «Hộ nghèo» may be, in rows of places without a plan: the rate of
    those who are counted there, of the same time."""
    table = asker.table
    is_rate = role.reasons[:1] == ["rate_of_what"] and any(map(is_rate_name, role.path[-1:]))
    roles = [line.role for line in table.lines]
    own = next((n for n, other in enumerate(roles) if other.address == role.address), 0)
    before = [other for other in roles[:own] if other.is_level]
    has_plan = any(other.measure in PLANS for other in roles)
    if not (is_rate and before and before[-1].name) or has_plan or table.kind == "indicator":
        return ()
    return (before[-1].measure, "share", "pct_previous", "pct_plan")


def _planned(role: Role) -> tuple[str, ...]:
    """The measures that the words of a head speak for, where it is not known which it is."""
    if role.measure not in ("", "actual") or role.is_rate:
        return ()
    text = key(" ".join(role.path))
    found = [m for m in ("plan", "estimate") if any_of(group("planned_heads", m)).search(text)]
    return (*found, "actual") if found else ()


def ask_role(asker: TableAsker, draft: Draft, item: Item, line: Line) -> None:
    """Ask about the row where it is unlike the others, and about the line where it is open."""
    role = line.role
    ask_row(asker, draft, item, role)
    if not role.reasons and not (draft.meaning.measure and draft.meaning.period):
        role.ask("measure_missing", "measure", "period")
    if role.reasons:
        asker.ask(draft, column_doubt(asker, role))


def ask_row(asker: TableAsker, draft: Draft, item: Item, role: Role) -> None:
    """Ask of a row that is unlike the others what it is."""
    if item.kind == "unknown" and REASON not in role.reasons:
        asker.ask(draft, _row_doubt(asker, item))


def _row_doubt(asker: TableAsker, item: Item) -> Doubt:
    """Of a row that is no place, people, … as the others are: a further one, or their total?"""
    names = vocabulary()["dimension_names"]
    level = asker.table.context.unit.level
    name = names.get(asker.table.kind) or next(iter(vocabulary()["places"][level].values()))
    is_part = item.row is not None and item.row.is_part
    member = item.row.place if item.row and item.row.place else item.name
    is_other = is_part or is_rate_name(item.name) or says_whole(item.name)
    further = () if is_other else (Meaning(breakdown=((name, member),)),)
    proposals = (*further, Meaning())
    asked: tuple[MeaningField, ...] = ("is_figure", "breakdown")
    return asker.doubt("cell", asked, item.name, "unknown_row", (item.name, "row"), proposals)


def ask_fund(asker: TableAsker, draft: Draft, item: Item, line: Line, unit: str) -> None:
    """Only money has a source: a word that names one elsewhere is asked about."""
    known = canonical_unit(unit)
    if known is None or known.is_money:
        return
    left = tuple(pair for pair in draft.meaning.breakdown if pair[0] != FUND)
    if left == draft.meaning.breakdown:
        return
    draft.meaning = replace(draft.meaning, breakdown=left)
    # Rows of places or members count the same in a column: one question for all of them.
    row = item.path if asker.table.kind == "indicator" else ()
    path = " > ".join((*line.role.path, *row))
    asked: tuple[MeaningField, ...] = ("breakdown", "indicator")
    proposals = (Meaning(label=" > ".join(row or line.role.names)),)
    doubt = asker.doubt("column", asked, path, "fund_without_money", (path, "fund"), proposals)
    asker.ask(draft, doubt)


def ask_day(asker: TableAsker, draft: Draft, item: Item) -> None:
    """A figure that its note counts up to a day of another period is asked about."""
    is_own = draft.meaning.period == str(asker.own) and draft.meaning.measure not in PLANS
    block, unit = asker.table.block, asker.table.context.unit
    of_places = (c for c in draft.notes if has_place_head(block, c.column))
    named = (c for c in of_places if not is_class_of_places(c.text))
    part = next((c for c in named if whose(c.text, unit) != OWN), None)
    note = (day_outside(draft.notes, asker.own) or part) if is_own else None
    if note is not None:
        shown = f"{item.name}: {note.text}"
        proposals = (Meaning(is_figure=False), Meaning())
        asker.ask(
            draft, asker.doubt("cell", ("is_figure",), shown, "day_outside", (shown,), proposals)
        )


def ask_percent(asker: TableAsker, draft: Draft, item: Item, line: Line) -> None:
    """A percentage among figures is a rate of its row unless the name says it is one."""
    names = [item.name, *line.role.path]
    is_share_of = line.role.name and line.role.path[-1].startswith(PERCENT)  # «% khẩu DTTS»
    if is_share_of or any(key(name).startswith(tuple(group("rate_names"))) for name in names):
        return
    is_stated = canonical_unit(item.unit) == canonical_unit(PERCENT)
    if "percent" in allowed_dimensions(names) or is_stated:
        return
    header = " > ".join(line.role.path)
    base = "pct_plan" if any(x.role.measure in PLANS for x in asker.table.lines) else "pct_previous"
    proposals = (Meaning(measure=base), Meaning(measure="share"))
    shown, words = header or item.name, (header, "percent")
    doubt = asker.doubt("column", ("measure",), shown, "percent_in_level", words, proposals)
    asker.ask(draft, doubt)
