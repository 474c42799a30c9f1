"""Each project of the programmes: capital, outputs, documents, and what people wrote about it."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from helpers.core.catalogues.outlines import Content
from helpers.core.catalogues.programme import TOTAL, BudgetLine
from helpers.core.text import slug
from helpers.narrative.blocks import BulletList, Heading, Label, Paragraph
from helpers.narrative.documents import cite
from helpers.narrative.office_texts import supplied_paragraphs
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.programme_section import (
    capital_clause,
    is_assigned,
    is_own,
    lead,
    line_label,
)
from helpers.narrative.report_data import ReportData
from helpers.narrative.statements import render_statements, tell_rows

LETTERS = {"vi": "abcdđeghiklmnopqrstuvxy", "en": ascii_lowercase}
"""Letters of a list in each language."""


def projects(report_data: ReportData, content: Content) -> list[object]:
    """Each project: heading, capital, lines, outputs, documents and supplied texts."""
    programmes, blocks = report_data.catalogues.programmes, []
    for root in programmes.roots():
        blocks += lead(root, report_data)
        for line in programmes.projects(root):
            blocks += _project(line, report_data, content)
    return blocks


def form_anchor(project: BudgetLine, report_data: ReportData) -> str:
    """Where the annex form of a project stands."""
    return "-".join(("form", *_programme(project, report_data), str(project.annex)))


def _anchor(line: BudgetLine, report_data: ReportData) -> str:
    return ".".join((str(line.section), *_programme(line, report_data), line.code))


def _programme(line: BudgetLine, report_data: ReportData) -> tuple[str, ...]:
    """What tells anchors of several programmes apart."""
    return (slug(line.programme),) if report_data.catalogues.programmes.are_several else ()


def _project(project: BudgetLine, report_data: ReportData, content: Content) -> Iterator[object]:
    yield Heading(5, _heading(project, report_data), _anchor(project, report_data))
    if not _is_active(project, report_data):
        yield Paragraph(sentence(phrase("project_not_assigned", report_data.lang)))
        return
    yield from _paragraphs(list(_items(project, report_data, content)))
    children = report_data.catalogues.programmes.children(project)
    active = [child for child in children if _is_active(child, report_data)]
    for child in active:
        letter = LETTERS[report_data.lang][children.index(child)]
        title = f"{letter}) {line_label(child, report_data.lang)}: {child.name(report_data.lang)}"
        yield Heading(6, title, _anchor(child, report_data))
        yield from _paragraphs(
            [*_items(child, report_data, content), *_below(child, report_data, content)]
        )
    yield from _idle(project, report_data)
    if project.annex and is_assigned(project, report_data):
        form = Label(
            word("form", report_data.lang, number=project.annex), form_anchor(project, report_data)
        )
        yield Paragraph(phrase("see_form", report_data.lang, form=form), kind="note")


def _paragraphs(items: list[Paragraph]) -> list[BulletList]:
    return [BulletList(tuple(items))] if items else []


def _below(line: BudgetLine, report_data: ReportData, content: Content) -> Iterator[Paragraph]:
    """The contents of a sub-project, each with its own items, then those without capital."""
    for child in report_data.catalogues.programmes.children(line):
        if _is_active(child, report_data):
            title = f"{line_label(child, report_data.lang)}: {child.name(report_data.lang)}"
            items = tuple(_items(child, report_data, content))
            yield Paragraph((), lead=title, items=items)
    yield from _idle(line, report_data)


def _idle(line: BudgetLine, report_data: ReportData) -> Iterator[Paragraph]:
    """One sentence that names the lines below with neither capital nor anything to tell."""
    below = report_data.catalogues.programmes.children(line)
    idle = [child for child in below if not _is_active(child, report_data)]
    if not idle or is_own(report_data.budget_row(line, TOTAL), "plan", report_data):
        return
    names = joined([_named_line(child, report_data) for child in idle], "; ")
    yield Paragraph(sentence(phrase("lines_not_assigned", report_data.lang, names=names)))


def _named_line(line: BudgetLine, report_data: ReportData) -> Runs:
    label = line_label(line, report_data.lang)
    return (named(f"{label} ({line.name(report_data.lang)})"),)


def _items(line: BudgetLine, report_data: ReportData, content: Content) -> Iterator[Paragraph]:
    """Capital, outputs, documents and texts of one budget line."""
    if is_assigned(line, report_data) and not _is_whole_of_parent(line, report_data):
        yield Paragraph(sentence(capital_clause(line, report_data)))
    outputs = tell_outputs(line, report_data, content)
    if outputs:
        yield Paragraph(sentence(outputs), lead=word("lead_outputs", report_data.lang))
    documents = report_data.documents((line.section,), line)
    if documents:
        runs = sentence(cite(documents, report_data))
        yield Paragraph(runs, lead=word("lead_documents", report_data.lang))
    yield from supplied_paragraphs(report_data.texts((line.section,), line), report_data.lang)


def tell_outputs(line: BudgetLine, report_data: ReportData, content: Content) -> Runs:
    """What a line brought about: as the outline tells it, the rest by the usual patterns."""
    outputs = {row["indicator"]: row for row in report_data.outputs_of(line)}
    # The outline names lines by code, which another programme may have too.
    mentions = [m for m in content.lines.get(line.code, ()) if outputs.keys() & set(m.codes)]
    mentioned = {code for mention in mentions for code in mention.codes}
    rest = [row for code, row in outputs.items() if code not in mentioned]
    told = [render_statements(mentions, report_data), tell_rows(rest, report_data)]
    return joined([runs for runs in told if runs], "; ")


def _is_whole_of_parent(line: BudgetLine, report_data: ReportData) -> bool:
    """True for the one line that all capital of the line above comes from: told there."""
    if line.level == "project":
        return False
    above = report_data.catalogues.programmes.parent(line)
    if above is None:
        return False
    siblings = report_data.catalogues.programmes.children(above)
    assigned = [sibling for sibling in siblings if is_assigned(sibling, report_data)]
    is_sum = bool(report_data.budget_row(above, TOTAL)["formula"])
    return is_sum and assigned == [line]


def _told(line: BudgetLine, report_data: ReportData) -> bool:
    """True where there is anything to say about a line itself."""
    sections = (line.section,)
    return bool(
        report_data.outputs_of(line)
        or report_data.texts(sections, line)
        or report_data.documents(sections, line)
        or is_assigned(line, report_data)
    )


def _is_active(line: BudgetLine, report_data: ReportData) -> bool:
    children = report_data.catalogues.programmes.children(line)
    return _told(line, report_data) or any(_is_active(child, report_data) for child in children)


def _heading(project: BudgetLine, report_data: ReportData) -> str:
    label = line_label(project, report_data.lang)
    return f"({project.number.lstrip('0')}) {label}: {project.name(report_data.lang)}"
