"""Figures of a section that no content of the outline names."""

from collections.abc import Iterator
from itertools import groupby

from helpers.core.catalogues.outlines import Content, Section
from helpers.core.tables import Record
from helpers.core.text import lower_first
from helpers.indicators.own import GROUP_MARK
from helpers.narrative.blocks import BulletList, Paragraph
from helpers.narrative.detail_tables import section_tables
from helpers.narrative.indicator_sentence import SentenceBuilder, is_missing
from helpers.narrative.phrases import joined, named, sentence
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
    items = [
        item
        for group, found in groupby(rows, lambda row: _group_of(report_data.subject(row)))
        for item in _items(report_data, group, list(found))
    ]
    if items:
        yield BulletList(tuple(items))
    of_content = (r for r in report_data.rows_of(section) if _is_of(r, section, content))
    yield from section_tables(report_data, {str(row["indicator"]) for row in of_content})


def _is_of(row: Record, section: Section, content: Content) -> bool:
    if content.sectors:
        return row["sector"] in content.sectors
    others = {s for c in section.content if c.kind == "figures" for s in c.sectors}
    return row["sector"] not in others


def _group_of(subject: str) -> str:
    group, mark, _ = subject.partition(GROUP_MARK)
    return group if mark else ""


def _items(report_data: ReportData, group: str, rows: list[Record]) -> list[Paragraph]:
    builder, clauses = SentenceBuilder(report_data.facts), []
    for row in rows:
        builder = builder if group else SentenceBuilder(report_data.facts)
        subject = report_data.subject(row)
        rest = lower_first(subject.removeprefix(group).removeprefix(GROUP_MARK))
        clauses.append(builder.build(row, named(rest if group else subject), listed=not group))
    if not group:
        return [Paragraph(sentence(runs)) for runs in clauses]
    return [Paragraph(sentence(joined(clauses, "; "), capital=False), lead=f"{group}:")]
