"""Annex 'So sánh các đơn vị': who reported, key figures of each unit, incomplete sums."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from helpers.core.catalogues.deadlines import Deadline
from helpers.core.catalogues.key_indicators import KeyIndicator
from helpers.core.conversion import unit_name
from helpers.core.formatting import format_date, format_percent, is_singular
from helpers.core.tables import Record
from helpers.indicators.formulas import scaled_quotient
from helpers.narrative.blocks import (
    BulletList,
    Column,
    ColumnKind,
    Heading,
    Label,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from helpers.narrative.facts import Fact
from helpers.narrative.phrases import named, phrase, word
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

ANCHOR = "annex-members"
UNUSUAL = ("unusual_peers", "unusual_history")


UnitRows = Mapping[str, Sequence[tuple[str, Record]]]
"""Code → (unit's name, its row of indicators)."""


@dataclass(frozen=True)
class Member:
    """One unit: figures it has and owes, contradictions in them, when it sent its report."""

    name: str
    reported: int
    expected: int
    errors: int
    sent: date | None = None

    @property
    def share(self) -> Decimal | None:
        """Reported of expected indicators, in percent; None where none is expected."""
        return scaled_quotient(Decimal(self.reported), Decimal(self.expected))


@dataclass(frozen=True)
class Comparison:
    """The data of the annex; ``rows``: code → (unit's name, its row of indicators).

    ``owed``: what the units owe for the period, with its day; ``doubted``: names of units and
    codes of figures that a check of the unit's report found wrong or odd;
    ``is_deadline_official``: no where no text sets the day.
    """

    members: Sequence[Member]
    deadline: date | None
    keys: Sequence[KeyIndicator]
    rows: UnitRows
    owed: Sequence[tuple[Deadline, date]] = ()
    doubted: frozenset[tuple[str, str]] = frozenset()
    is_deadline_official: bool = True


def members_annex(report_data: ReportData, comparison: Comparison) -> Part:
    """Completeness, key figures unit by unit, sums that differ, coverage."""
    blocks: list[object] = [Heading(2, word("annex_members", report_data.lang), ANCHOR)]
    blocks += _lead(report_data, comparison)
    blocks += _sending(report_data, comparison)
    blocks += _owed(report_data, comparison)
    title = word("by_key_title", report_data.lang)
    blocks += units_table(report_data, title, comparison.keys, comparison.rows)
    blocks += _differing(report_data)
    blocks += _coverage(report_data)
    return Part(ANCHOR, tuple(blocks))


def _lead(report_data: ReportData, comparison: Comparison) -> Iterable[object]:
    absent = [member.name for member in comparison.members if not member.reported]
    facts, total = report_data.facts, len(comparison.members)
    fields = {
        "told": facts.count("members_told", total - len(absent)),
        "all": facts.count("members_all", total),
    }
    yield Paragraph(phrase("members_lead", report_data.lang, **fields))
    if absent:
        names = named(", ".join(absent))
        yield Paragraph(phrase("members_missing", report_data.lang, names=names))


def _sending(report_data: ReportData, comparison: Comparison) -> Iterable[object]:
    """The units that are late, incomplete or contradict themselves; how many are in order."""
    lang, limit = report_data.lang, comparison.deadline
    ordered = sorted(comparison.members, key=lambda m: (m.share or Decimal(0), m.name))
    named_here = [m for m in ordered if not _is_in_order(m, limit)]
    good = report_data.facts.count("members_in_order", len(ordered) - len(named_here))
    yield Paragraph(phrase("members_in_order", lang, count=good))
    if not named_here:
        return
    rows = [
        (
            named(m.name), str(m.reported), str(m.expected),
            "" if m.share is None else format_percent(m.share, lang=lang),
            str(m.errors), "" if m.sent is None else format_date(m.sent, lang=lang),
            _punctual(m, limit, lang),
        )
        for m in named_here
    ]  # fmt: skip
    names = ("member", "told", "asked", "share", "errors", "sent", "punctual")
    due = format_date(limit, lang=lang) if limit else word("sending_no_deadline", lang)
    note = word("sending_note", lang, deadline=due)
    if limit and not comparison.is_deadline_official:
        note = f"{note} {word('no_text_of_day', lang)}."
    yield _table(report_data, word("sending_title", lang), names, rows, note)


def _owed(report_data: ReportData, comparison: Comparison) -> Iterable[object]:
    """What the units owe to the report's side, until when, and by which text."""
    if not comparison.owed:
        return
    lang = report_data.lang
    rows = [
        (
            named(row.report_vi),
            named(row.recipient_vi),
            row.words_vi or format_date(day, lang=lang),
            named(row.source_vi) if row.is_official == "yes" else word("no_text_of_day", lang),
        )
        for row, day in comparison.owed
    ]
    names = ("owed_report", "recipient", "due", "by_text")
    yield _table(report_data, word("owed_title", lang), names, rows)


def _is_in_order(member: Member, limit: date | None) -> bool:
    is_late = limit is not None and (member.sent is None or member.sent > limit)
    return not is_late and not member.errors and member.reported >= member.expected


def _punctual(member: Member, limit: date | None, lang: str) -> str:
    if limit is None or not member.reported:
        return ""
    if member.sent is None:
        return word("punctual_unknown", lang)
    late = (member.sent - limit).days
    if late <= 0:
        return word("punctual_yes", lang)
    key = "punctual_late_one" if is_singular(late, lang) else "punctual_late"
    return word(key, lang, days=late)


def units_table(
    report_data: ReportData, title: str, keys: Sequence[KeyIndicator], rows_of: UnitRows
) -> Iterator[Table]:
    """Units in the order of the first key's figure, highest first, with the figures of all keys."""
    lang = report_data.lang
    of_key = [dict(rows_of.get(key.code, [])) for key in keys]
    names = sorted(
        {name for rows in of_key for name in rows},
        key=lambda name: (-_first_value(name, keys, of_key), name),
    )
    if not names:
        return
    rows: list[tuple] = [
        (
            named(name),
            *(
                _cell(report_data, name, rows.get(name), key)
                for key, rows in zip(keys, of_key, strict=True)
            ),
        )
        for name in names
    ]
    totals = [report_data.find(key.code) for key in keys]
    of_totals = list(zip(keys, totals, strict=True))
    cells = (
        None if row is None else report_data.facts.fact(row, key.field, cell=True)
        for key, row in of_totals
    )
    rows.append((Label(report_data.unit.name_vi), *cells))
    columns = (
        Column(word("column_member", lang)),
        *(Column(_head_of(key, totals, lang), "num") for key, totals in of_totals),
    )
    body = tuple(TableRow(cells) for cells in rows)
    yield Table(caption(report_data, title), columns, body)


def _head_of(key: KeyIndicator, total: Record | None, lang: str) -> str:
    """A key's name, with the unit of measure that its cells are printed without."""
    if total is None or key.field.startswith("pct_"):
        return key.short(lang)
    return f"{key.short(lang)} ({unit_name(str(total['unit_of_measure']), lang)})"


def _first_value(name: str, keys: Sequence[KeyIndicator], of_key: Sequence[dict]) -> Decimal:
    row = of_key[0].get(name)
    value = row[keys[0].field] if row is not None else None
    return value if isinstance(value, Decimal) else Decimal(-1)


def _cell(report_data: ReportData, unit: str, row: Record | None, key: KeyIndicator):
    return None if row is None else unit_figure(report_data, unit, row, key.field)


def unit_figure(
    report_data: ReportData, unit: str, row: Record, field: str, *, cell: bool = True
) -> Fact | None:
    """A unit's figure: a fact with a key of its own, explained in the report of that unit."""
    fact = report_data.facts.fact(row, field, cell=cell)
    return fact and replace(fact, key=f"{unit}: {fact.key}", anchor="")


def _differing(report_data: ReportData) -> Iterable[object]:
    rows = [row for row in report_data.records("findings") if row["check"] == "sum_of_members"]
    if rows:
        cells = [
            (row["subject"], row["stated"], row["computed"], row["difference"]) for row in rows
        ]
        names = ("figure", "told_value", "summed", "difference")
        yield _table(report_data, word("differing_title", report_data.lang), names, cells)


def _coverage(report_data: ReportData) -> Iterable[object]:
    partial = [
        row
        for row in report_data.records("coverage")
        if row["actual"] and row["actual"] < row["units"]
    ]
    unreported = [
        row for row in report_data.records("coverage") if row["units"] and not row["actual"]
    ]
    if not partial and not unreported:
        yield Paragraph((word("coverage_none", report_data.lang),))
    if partial:
        counts = ("actual", "plan", "previous", "units")
        cells = [(_name(row, report_data), *(str(row[name]) for name in counts)) for row in partial]
        names = ("indicator", "have_actual", "have_plan", "have_previous", "of_units")
        yield _table(report_data, word("coverage_title", report_data.lang), names, cells)
    if unreported:
        yield Paragraph((word("coverage_unreported", report_data.lang),))
        yield BulletList(tuple(Paragraph((_name(row, report_data),)) for row in unreported))


def _name(row: Record, report_data: ReportData):
    return named(report_data.catalogues.indicators[str(row["indicator"])].name(report_data.lang))


NUMERIC = (
    *("told", "asked", "share", "errors", "told_value", "usual", "summed", "difference"),
    *("value_plan", "value_actual", "value_share"),
    *("have_actual", "have_plan", "have_previous", "of_units"),
)
KINDS: dict[str, ColumnKind] = {
    **dict.fromkeys(NUMERIC, "num"),
    **dict.fromkeys(("rank", "sent", "punctual"), "mid"),
}


def _table(
    report_data: ReportData, title: str, names: Sequence[str], rows: Iterable[tuple], note: str = ""
) -> Table:
    columns = tuple(
        Column(
            word(f"column_{name}", report_data.lang),
            KINDS.get(name, "text"),
        )
        for name in names
    )
    body = tuple(TableRow(tuple(cells)) for cells in rows)
    return Table(caption(report_data, title), columns, body, note)
