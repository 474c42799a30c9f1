"""Figures of a section that no content of the outline names."""

from collections.abc import Iterator
from itertools import groupby

from helpers.cleaning.recognition.vocabulary import vocabulary
from helpers.core.catalogues.outlines import Content, Section
from helpers.core.tables import Record
from helpers.core.text import fold, lower_first, nfc
from helpers.indicators.own import GROUP_MARK
from helpers.narrative.blocks import BulletList, Label, Paragraph, text_of
from helpers.narrative.detail_tables import section_tables
from helpers.narrative.indicator_sentence import (
    STATUSES_WITH_FIGURE,
    Maturity,
    SentenceBuilder,
    is_missing,
    maturity_mark,
    maturity_of,
)
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.report_data import ReportData


def section_figures(
    report_data: ReportData, section: Section, content: Content
) -> Iterator[object]:
    """A list: an item for each indicator, or for several whose names begin with the same group.

    Of some sectors only, where the content names them; else of those that no other content of
    the section names.
    """
    rows = [
        row
        for row in report_data.unmentioned(section)
        if _is_of(row, section, content) and not is_missing(row)
    ]
    if rows:
        yield from _listed(rows, report_data)
    of_content = (r for r in report_data.rows_of(section) if _is_of(r, section, content))
    yield from section_tables(report_data, {str(row["indicator"]) for row in of_content})


def _is_of(row: Record, section: Section, content: Content) -> bool:
    if content.sectors:
        return row["sector"] in content.sectors
    others = {s for c in section.content if c.kind == "figures" for s in c.sectors}
    return row["sector"] not in others


def _listed(rows: list[Record], report_data: ReportData) -> Iterator[object]:
    """The list; a day that all its figures count up to is said once, before it."""
    groups = [
        (group, list(found)) for group, found in groupby(rows, lambda r: _group_of(r, report_data))
    ]
    dated = [row for row in rows if row["status"] in STATUSES_WITH_FIGURE]
    maturities = {maturity_of(row) for row in dated}
    shared = maturities.pop() if len(dated) > 1 and len(maturities) == 1 else None
    if shared:
        mark = text_of(maturity_mark(dated[0], report_data.lang)).strip(" ()")
        yield Paragraph(phrase("list_of_day", report_data.lang, mark=Label(mark)))
    items = (i for group, found in groups for i in _items(report_data, group, found, shared))
    yield BulletList(tuple(items))


def _group_of(row: Record, report_data: ReportData) -> str:
    """What several figures have in common: a group of the unit's own, or a crop."""
    subject = report_data.subject(row)
    group, mark, _ = subject.partition(GROUP_MARK)
    openings, endings = (
        word(key, report_data.lang).split("; ") for key in ("crop_openings", "crop_endings")
    )
    opening = next((o for o in openings if o and subject.startswith(f"{o} ")), "")
    crop = subject.removeprefix(opening).strip()
    crop = next((crop.removesuffix(f" {e}") for e in endings if crop.endswith(f" {e}")), crop)
    return group if mark else crop[:1].upper() + crop[1:] if opening else ""


def _items(
    report_data: ReportData, group: str, rows: list[Record], shared: Maturity | None
) -> list[Paragraph]:
    facts, subjects = report_data.facts, [report_data.subject(row) for row in rows]
    if len(rows) == 1 and GROUP_MARK not in subjects[0]:
        group = ""
    if not group:
        return [
            Paragraph(sentence(SentenceBuilder(facts, shared).build(r, named(s), listed=True)))
            for r, s in zip(rows, subjects, strict=True)
        ]
    builder = SentenceBuilder(facts, shared)
    clauses = [
        builder.build(row, named(_rest(subject, group, str(row["unit_of_measure"]))))
        for row, subject in zip(rows, subjects, strict=True)
    ]
    is_total = nfc(group).lower() in vocabulary()["totals"]
    lead = word("total_above", report_data.lang) if is_total else group
    runs = joined([_without_space(runs) for runs in clauses], "; ")
    return [Paragraph(sentence(runs, capital=False), lead=f"{lead}:")]


def _rest(subject: str, group: str, unit: str) -> str:
    """What a name says besides its group; nothing where it is only the unit counted."""
    rest = subject.removeprefix(group).removeprefix(GROUP_MARK)
    rest = " ".join(lower_first(rest).replace(lower_first(group), "", 1).split())
    return "" if fold(rest) == f"số {fold(unit)}" else rest


def _without_space(runs: Runs) -> Runs:
    """The runs of a clause whose subject is nothing."""
    first, *others = [run for run in runs if run != ""]
    return (first.lstrip(), *others) if isinstance(first, str) else (first, *others)
