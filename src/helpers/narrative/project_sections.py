"""Each project of the programmes: capital, outputs, documents, and what people wrote about it."""

from collections.abc import Iterator
from string import ascii_lowercase

from helpers.cleaning.received_tables import NOT_RECEIVED
from helpers.core.catalogues.capitals import CARRIED, TOTAL
from helpers.core.catalogues.outlines import Content
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.text import slug
from helpers.narrative.allocation import allocation, is_assigned
from helpers.narrative.blocks import BulletList, Heading, Label, Paragraph
from helpers.narrative.cited_documents import cite_or_count
from helpers.narrative.office_texts import supplied_paragraphs
from helpers.narrative.outline_statements import render_rows, render_statements
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.programme_money import has_money, money_clause
from helpers.narrative.programme_section import (
    budget_line_label,
    capital_clause,
    lead,
    reports_itself,
)
from helpers.narrative.report_data import ReportData

LETTERS = {"vi": "abcdđeghiklmnopqrstuvxy", "en": ascii_lowercase}
"""Letters of a list in each language."""


def projects(report_data: ReportData, content: Content) -> list[object]:
    """Each project: heading, capital, lines, outputs, documents and supplied texts.

    Nothing of a programme of which nothing was received: its totals say so.
    """
    programmes = report_data.catalogues.programmes
    is_short = content.listed or programmes.are_several
    blocks: list[object] = []
    for root in programmes.roots():
        if not any(is_active(line, report_data) for line in programmes.projects(root)):
            continue
        found = [
            line
            for line in programmes.projects(root)
            if not is_short or _is_reported(line, report_data, content)
        ]
        absent: dict[str, list[str]] = {}
        blocks += lead(root, report_data) if found else []
        for budget_line in found:
            if is_active(budget_line, report_data):
                blocks += _project(budget_line, report_data, content)
            else:
                state = allocation(budget_line, report_data)
                label = budget_line_label(budget_line, report_data)
                absent.setdefault(state, []).append(label)
        for state, labels in absent.items():
            key = "lines_not_received" if state == NOT_RECEIVED else "lines_without_figures"
            clause = phrase(key, report_data.lang, names=named(", ".join(labels)))
            blocks.append(Paragraph(sentence(clause)))
    return blocks


def _is_reported(budget_line: BudgetLine, report_data: ReportData, content: Content) -> bool:
    """True where a project has something to say; ``listed``: besides the money in the tables."""
    if not content.listed:
        return is_active(budget_line, report_data)
    below = report_data.catalogues.programmes.children(budget_line)
    return _has_words(budget_line, report_data) or any(
        _is_reported(child, report_data, content) for child in below
    )


def annex_anchor(project: BudgetLine, report_data: ReportData) -> str:
    """The anchor of a project's annex."""
    return "-".join(("form", *_programme(project, report_data), str(project.annex)))


def _anchor(budget_line: BudgetLine, report_data: ReportData) -> str:
    return ".".join(
        (str(budget_line.section), *_programme(budget_line, report_data), budget_line.code)
    )


def _programme(budget_line: BudgetLine, report_data: ReportData) -> tuple[str, ...]:
    """What keeps anchors of several programmes apart."""
    return (slug(budget_line.programme),) if report_data.catalogues.programmes.are_several else ()


def _project(project: BudgetLine, report_data: ReportData, content: Content) -> Iterator[object]:
    yield Heading(5, _heading(project, report_data), _anchor(project, report_data))
    yield from _paragraphs(list(_items(project, report_data, content)))
    children = report_data.catalogues.programmes.children(project)
    active = [child for child in children if is_active(child, report_data)]
    for child in active:
        items = [*_items(child, report_data, content), *_below(child, report_data, content)]
        if items:
            letter = LETTERS[report_data.lang][children.index(child)]
            title = f"{letter}) {_title(child, report_data)}"
            yield Heading(6, title, _anchor(child, report_data))
            yield from _paragraphs(items)
    yield from _idle(project, report_data, content)


def _title(budget_line: BudgetLine, report_data: ReportData) -> str:
    return f"{budget_line_label(budget_line, report_data)}: {budget_line.name(report_data.lang)}"


def _paragraphs(items: list[Paragraph]) -> list[BulletList]:
    return [BulletList(tuple(items))] if items else []


def _below(
    budget_line: BudgetLine, report_data: ReportData, content: Content
) -> Iterator[Paragraph]:
    """The contents of a sub-project, each with its own items, then those without capital."""
    for child in report_data.catalogues.programmes.children(budget_line):
        if is_active(child, report_data):
            items = tuple(_items(child, report_data, content))
            if items:
                yield Paragraph((), lead=_title(child, report_data), items=items)
    yield from _idle(budget_line, report_data, content)


def _idle(
    budget_line: BudgetLine, report_data: ReportData, content: Content
) -> Iterator[Paragraph]:
    """One sentence that names the lines below with neither capital nor content.

    None in a list: the tables have the lines with capital.
    """
    if content.listed:
        return
    below = report_data.catalogues.programmes.children(budget_line)
    idle = [child for child in below if not is_active(child, report_data)]
    if not idle or reports_itself(report_data.budget_row(budget_line, TOTAL), "plan", report_data):
        return
    states = {allocation(child, report_data) for child in idle}
    key = "lines_not_received" if states == {NOT_RECEIVED} else "lines_without_figures"
    names = named(", ".join(budget_line_label(child, report_data) for child in idle))
    yield Paragraph(sentence(phrase(key, report_data.lang, names=names)))


def _items(
    budget_line: BudgetLine, report_data: ReportData, content: Content
) -> Iterator[Paragraph]:
    """Capital, outputs, documents and texts of one budget line; ``listed``: no capital of lines
    below a project, which the tables have."""
    is_project = report_data.catalogues.programmes.is_project(budget_line)
    if is_project or not content.listed:
        yield from _money(budget_line, report_data)
    outputs = render_outputs(budget_line, report_data, content)
    if outputs:
        yield Paragraph(sentence(outputs), lead=word("lead_outputs", report_data.lang))
    documents = report_data.documents((budget_line.section,), budget_line)
    if documents:
        runs = cite_or_count(documents, report_data, budget_line)
        yield Paragraph(
            sentence(runs, capital=False), lead=word("lead_documents", report_data.lang)
        )
    yield from supplied_paragraphs(
        report_data.texts((budget_line.section,), budget_line), report_data
    )


def _money(budget_line: BudgetLine, report_data: ReportData) -> Iterator[Paragraph]:
    """What was carried over, and the money of the year unless a form has it."""
    carried = money_clause(budget_line, CARRIED, report_data)
    if carried:
        yield Paragraph(sentence(carried))
    if is_assigned(budget_line, report_data) and not _is_told_elsewhere(budget_line, report_data):
        clause = capital_clause(budget_line, report_data)
        yield Paragraph(sentence((*clause, *_see_form(budget_line, report_data))))


def _see_form(budget_line: BudgetLine, report_data: ReportData) -> Runs:
    """In which form the details of a project's money are."""
    total = report_data.budget_row(budget_line, TOTAL)
    has_money = total is not None and any(total[n] for n in ("plan", "actual", "unallocated"))
    if not (budget_line.annex and has_money):
        return ()
    label = word("form", report_data.lang, number=budget_line.annex)
    annex = Label(label, annex_anchor(budget_line, report_data))
    return (" ", *phrase("see_form", report_data.lang, form=annex))


def render_outputs(budget_line: BudgetLine, report_data: ReportData, content: Content) -> Runs:
    """Outputs of a budget line: statements of the outline, the rest by the usual patterns."""
    outputs = {row["indicator"]: row for row in report_data.outputs_of(budget_line)}
    # The outline names lines by code, which another programme may have too.
    found = [m for m in content.lines.get(budget_line.code, ()) if outputs.keys() & set(m.codes)]
    mentioned = {code for statement in found for code in statement.codes}
    mentioned |= report_data.codes_in_texts((budget_line.section,))
    statements = report_data.not_in_texts(found, (budget_line.section,))
    rest = [row for code, row in outputs.items() if code not in mentioned]
    parts = [render_statements(statements, report_data), render_rows(rest, report_data)]
    return joined([runs for runs in parts if runs], "; ")


def _is_told_elsewhere(budget_line: BudgetLine, report_data: ReportData) -> bool:
    """True for a line below a project whose form has the money of each of its lines."""
    programmes = report_data.catalogues.programmes
    above = programmes.parent(budget_line)
    while above is not None and not programmes.is_project(above):
        above = programmes.parent(above)
    return above is not None and bool(above.annex) and is_assigned(above, report_data)


def _has_content(budget_line: BudgetLine, report_data: ReportData) -> bool:
    """True where a budget line itself has outputs, texts, documents or capital."""
    return (
        _has_words(budget_line, report_data)
        or is_assigned(budget_line, report_data)
        or has_money(budget_line, CARRIED, report_data)
    )


def _has_words(budget_line: BudgetLine, report_data: ReportData) -> bool:
    """True where a budget line itself has outputs, texts or documents."""
    sections = (budget_line.section,)
    return bool(
        report_data.outputs_of(budget_line)
        or report_data.texts(sections, budget_line)
        or report_data.documents(sections, budget_line)
    )


def is_active(budget_line: BudgetLine, report_data: ReportData) -> bool:
    """True where a budget line, or one below it, has capital or anything to report."""
    children = report_data.catalogues.programmes.children(budget_line)
    return _has_content(budget_line, report_data) or any(
        is_active(child, report_data) for child in children
    )


def _heading(project: BudgetLine, report_data: ReportData) -> str:
    label = budget_line_label(project, report_data)
    return f"({project.number.lstrip('0')}) {label}: {project.name(report_data.lang)}"
