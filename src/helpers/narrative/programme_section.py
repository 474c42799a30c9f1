"""The national target programmes: totals by capital, what is not yet assigned, the table."""

from collections.abc import Iterator
from dataclasses import replace

from helpers.cleaning.received_tables import EMPTY, NOT_RECEIVED
from helpers.core.catalogues.capitals import CAPITALS, TOTAL
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.tables import Record
from helpers.core.text import lower_first
from helpers.indicators.sources import inputs_of
from helpers.narrative.allocation import ASSIGNED, WITHOUT, ZERO, allocation
from helpers.narrative.blocks import BulletList, Paragraph, Supplied
from helpers.narrative.indicator_sentence import maturity_mark
from helpers.narrative.office_texts import text_runs
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.programme_beside import received_beside
from helpers.narrative.programme_money import (
    disbursed_of_whole,
    division_of,
    has_any_money,
    has_money,
    other_money,
    source_name,
    sources_of,
)
from helpers.narrative.report_data import ReportData

MOST_LETTERS = 120
"""Of what an office says of a project, printed beside its name."""


def totals(report_data: ReportData) -> list[object]:
    """Of each programme: assigned and disbursed, total and by capital; projects with capital."""
    roots = report_data.catalogues.programmes.roots()
    several = report_data.catalogues.programmes.are_several
    beside = received_beside(report_data)
    absent = {NOT_RECEIVED, EMPTY} if beside else set()
    with_money = [root for root in roots if has_any_money(root, report_data)]
    states = {root.key: allocation(root, report_data) for root in roots}
    is_any_received = bool(with_money or set(states.values()) - {NOT_RECEIVED})
    if not is_any_received and (beside or several or not roots):
        return beside or [Paragraph(sentence(phrase("no_programme", report_data.lang)))]
    known = with_money if several else roots
    blocks: list[object] = []
    for root in known:
        blocks += (*lead(root, report_data), *_totals_of(root, report_data))
    # Of a programme of which only the name is known there is nothing to miss.
    named_lines = (root for root in roots if report_data.catalogues.programmes.children(root))
    rest = [r for r in named_lines if r not in known and states[r.key] not in absent]
    return [*blocks, *beside, *_without_figures(rest, report_data)]


def _without_figures(roots: list[BudgetLine], report_data: ReportData) -> Iterator[Paragraph]:
    """One sentence for all programmes of which nothing was received, or nothing could be read."""
    by_state: dict[str, list[str]] = {}
    for root in roots:
        names = by_state.setdefault(allocation(root, report_data), [])
        names.append(root.short_name(report_data.lang))
    for state, names in by_state.items():
        clause = phrase(f"allocation_{state}", report_data.lang)
        yield Paragraph(sentence((named("; ".join(names)), ": ", *clause)))


def lead(root: BudgetLine, report_data: ReportData) -> list[Paragraph]:
    """A programme's name above what is reported of it, where there are several."""
    if not report_data.catalogues.programmes.are_several:
        return []
    return [Paragraph((named(root.name(report_data.lang)),), kind="subhead")]


def _totals_of(root: BudgetLine, report_data: ReportData) -> list[Paragraph]:
    items = [*_year_and_other(root, report_data)]
    if not has_money(root, "", report_data):
        return items
    programmes, lang = report_data.catalogues.programmes, report_data.lang
    projects = programmes.projects(root)
    states = {project.key: allocation(project, report_data) for project in projects}
    assigned = [project for project in projects if states[project.key] == ASSIGNED]
    without = [project for project in projects if states[project.key] in WITHOUT]
    unknown = [project for project in projects if project not in (*assigned, *without)]
    if len(unknown) == len(projects):
        return items
    running = report_data.facts.count(f"{root.prefix}.projects.assigned", len(assigned))
    total = report_data.facts.count(f"{root.prefix}.projects.total", len(projects))
    is_usual = projects[0].parent == root.code
    key = "projects_running" if is_usual else "lines_running"
    clause = phrase(key, report_data.lang, running=running, total=total)
    separator = "; " if programmes.are_several else ", "
    for key, named_projects in (("projects_without", without), ("projects_unknown", unknown)):
        if named_projects:
            names = joined(list(_named_projects(named_projects, report_data)), separator)
            clause = (*clause, *phrase(key, lang, names=names))
    items.append(Paragraph(sentence(clause)))
    return items


def _named_projects(projects: list[BudgetLine], report_data: ReportData) -> Iterator[Runs]:
    """Each project with the words of its office; those of one component by its name, once."""
    programmes, lang = report_data.catalogues.programmes, report_data.lang
    groups: dict[str, list[BudgetLine]] = {}
    for project in projects:
        above = programmes.parent(project)
        is_below_component = above is not None and programmes.parent(above) is not None
        groups.setdefault(above.code if above and is_below_component else "", []).append(project)
    for component, found in groups.items():
        above = programmes.parent(found[0])
        if not component or above is None:
            yield from (_with_words(project, report_data) for project in found)
            continue
        numbers = [programmes.label(found[0], lang).lower(), *(p.number for p in found[1:])]
        yield (named(f"{programmes.label(above, lang)}: {', '.join(numbers)}"),)


def _with_words(project: BudgetLine, report_data: ReportData) -> Runs:
    """The label of a project without capital, with the one sentence that the office says of it."""
    label = named(report_data.catalogues.programmes.full_label(project, report_data.lang))
    texts = report_data.texts((project.section,), project)
    if len(texts) != 1 or len(str(texts[0]["text"])) > MOST_LETTERS:
        return (label,)
    said = text_runs(texts[0], report_data)
    if len(said) != 1 or not isinstance(said[0], Supplied):
        return (label,)
    return (label, " (", replace(said[0], text=lower_first(said[0].text.rstrip(". "))), ")")


def _year_and_other(root: BudgetLine, report_data: ReportData) -> Iterator[Paragraph]:
    """Money of the year, then what was carried over and cumulated.

    Of a programme that takes no new money any more, that alone.
    """
    others = list(other_money(root, report_data))
    is_closed = not root.takes_new_money(report_data.catalogues.period)
    if has_money(root, "", report_data) or not (is_closed and others):
        is_divided = not sources_of(root, report_data)
        yield Paragraph(sentence(capital_clause(root, report_data, is_divided=is_divided)))
    yield from others


def capital_clause(
    budget_line: BudgetLine, report_data: ReportData, *, is_divided: bool = True
) -> Runs:
    """Assigned, disbursed and rate of one budget line; ``is_divided``: by kind or source too."""
    total, state = report_data.budget_row(budget_line, TOTAL), allocation(budget_line, report_data)
    if total is None or state not in (ASSIGNED, ZERO):
        return phrase(f"allocation_{state}", report_data.lang)
    if state == ZERO:
        amount = report_data.facts.known_fact(total, "plan")
        disbursed = disbursed_clause(budget_line, total, 0, report_data) if total["actual"] else ()
        return (*phrase("assigned", report_data.lang, amount=amount), *disbursed)
    allocated = division_of(budget_line, report_data) if is_divided else []
    amount = report_data.facts.known_fact(total, "plan")
    if len(allocated) == 1 and allocated[0]["capital"] in CAPITALS:
        assigned = phrase(f"assigned_{allocated[0]['capital']}", report_data.lang, amount=amount)
    else:
        parts = [_allocated_of(row, report_data) for row in allocated]
        assigned = phrase("assigned", report_data.lang, amount=amount)
        assigned = (*assigned, *(_bracketed(joined(parts, "; ")) if parts else ()))
    disbursed = disbursed_clause(budget_line, total, len(allocated), report_data)
    mark = () if total["actual"] is None else maturity_mark(total, report_data.lang)
    return (*assigned, *disbursed, *mark)


def _allocated_of(row: Record, report_data: ReportData) -> Runs:
    amount = report_data.facts.known_fact(row, "plan")
    return (named(source_name(row, report_data.lang)), " ", amount)


def _bracketed(runs: Runs) -> Runs:
    return (" (", *runs, ")")


def disbursed_clause(
    budget_line: BudgetLine, total: Record, kinds: int, report_data: ReportData
) -> Runs:
    """What was disbursed of it; by capital too where there are two kinds."""
    clause = disbursed_of_whole(total, report_data)
    if kinds < 2 or not total["actual"] or total["pct_plan"] is None:
        return clause
    by_capital = [
        _disbursed_of(row, report_data)
        for row in division_of(budget_line, report_data)
        if row["actual"] is not None
    ]
    return (*clause, *_bracketed(joined(by_capital, "; ")))


def _disbursed_of(row: Record, report_data: ReportData) -> Runs:
    """What was disbursed of one kind of capital, or of one source."""
    source = named(source_name(row, report_data.lang))
    if row["actual"] == 0:
        return phrase("nothing_disbursed_of", report_data.lang, source=source)
    amount = report_data.facts.known_fact(row, "actual")
    share = report_data.facts.known_fact(row, "pct_plan")
    return phrase("disbursed_of", report_data.lang, source=source, amount=amount, share=share)


def unallocated(report_data: ReportData) -> list[object]:
    """Lines with capital that is not yet assigned, and why."""
    items = []
    for budget_line in report_data.catalogues.programmes.budget_lines.values():
        for capital in CAPITALS:
            row = report_data.budget_row(budget_line, capital)
            if not (row and row["unallocated"] and reports_itself(row, "unallocated", report_data)):
                continue
            clause = phrase(
                "unallocated",
                report_data.lang,
                line=named(report_data.budget_line_label(budget_line)),
                amount=report_data.facts.known_fact(row, "unallocated"),
                capital=word(f"capital_name_{capital}", report_data.lang),
            )
            items.append(Paragraph(sentence((*clause, *reason_clause(row, report_data)))))
    if not items:
        return []
    return [Paragraph((word("unallocated_lead", report_data.lang),)), BulletList(tuple(items))]


def reports_itself(row: Record | None, role: str, report_data: ReportData) -> bool:
    """True where a budget line reports an amount itself, not as a sum of the lines below it."""
    if row is None:
        return False
    budget_line = report_data.budget_line_of(row)
    codes = {budget_line.indicator(capital) for capital in CAPITALS} if budget_line else set()
    return any(s["role"] == role and s["indicator"] in codes for s in inputs_of(row))


def reason_clause(row: Record, report_data: ReportData) -> Runs:
    """Why capital is not yet allocated, in the words of the office; empty without a reason."""
    reason = reason_run(row, report_data.lang)
    if reason is None:
        return ()
    return phrase("cause_quoted" if reason.lang else "cause", report_data.lang, cause=reason)


def reason_run(row: Record, lang: str) -> Supplied | None:
    """The reason in the report's language; in Vietnamese where nobody translated it."""
    if lang == "en" and row["reason_en"]:
        return Supplied(lower_first(str(row["reason_en"]).rstrip(". ")))
    reason = lower_first(str(row["reason"] or "").rstrip(". "))
    return Supplied(reason, lang="" if lang == "vi" else "vi") if reason else None


def with_programme(title: str, budget_line: BudgetLine, report_data: ReportData) -> str:
    """A title, with the name of the line's programme where there are several."""
    programmes = report_data.catalogues.programmes
    if not programmes.are_several:
        return title
    programme = programmes.root_of(budget_line).short_name(report_data.lang)
    return word("title_of_programme", report_data.lang, title=title, programme=programme)


def budget_line_label(budget_line: BudgetLine, report_data: ReportData) -> str:
    """'Dự án 1', 'Tiểu dự án 2', 'Nội dung số 01'."""
    return report_data.catalogues.programmes.label(budget_line, report_data.lang)
