"""The national target programmes: totals by capital, what is not yet assigned, the table."""

from __future__ import annotations

from helpers.core.catalogues.programme import CAPITALS, TOTAL, ProgrammeLine
from helpers.core.tables import Record
from helpers.indicators.sources import inputs_of
from helpers.narrative.blocks import BulletList, Paragraph, Supplied, Table
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.report_data import Material
from helpers.narrative.tabular import budget_table


def totals(material: Material) -> list[object]:
    """Of each programme: assigned and disbursed, in all and by capital; projects with capital."""
    roots = material.catalogues.programmes.roots()
    if not roots:
        return [Paragraph(sentence(phrase("no_programme", material.lang)))]
    return [
        block for root in roots for block in (*lead(root, material), *_totals_of(root, material))
    ]


def lead(root: ProgrammeLine, material: Material) -> list[Paragraph]:
    """A programme's name above what is reported of it, where there are several."""
    if not material.catalogues.programmes.are_several:
        return []
    return [Paragraph((named(root.name(material.lang)),), kind="subhead")]


def _totals_of(root: ProgrammeLine, material: Material) -> list[Paragraph]:
    items = [Paragraph(sentence(capital_clause(root, material)))]
    projects = material.catalogues.programmes.projects(root)
    without = [line for line in projects if not is_assigned(line, material)]
    assigned = len(projects) - len(without)
    running = material.book.count(f"{root.prefix}.projects.assigned", assigned)
    total = material.book.count(f"{root.prefix}.projects.total", len(projects))
    clause = phrase("projects_running", material.lang, running=running, total=total)
    if without:
        names = ", ".join(line_label(line, material.lang) for line in without)
        clause = (*clause, *phrase("projects_without", material.lang, names=named(names)))
    items.append(Paragraph(sentence(clause)))
    return items


def capital_clause(line: ProgrammeLine, material: Material) -> Runs:
    """Assigned (by capital), disbursed and rate of one budget line."""
    total = material.budget_row(line, TOTAL)
    if total is None or total["plan"] is None:
        return phrase("not_assigned", material.lang)
    kinds = [
        capital
        for capital in CAPITALS
        if (row := material.budget_row(line, capital)) and row["plan"]
    ]
    amount = material.book.fact(total, "plan")
    if len(kinds) == 1:
        assigned = phrase(f"assigned_{kinds[0]}", material.lang, amount=amount)
    else:
        parts = [
            phrase(
                f"capital_{capital}",
                material.lang,
                amount=material.book.fact(material.budget_row(line, capital), "plan"),
            )
            for capital in kinds
        ]
        assigned = phrase("assigned", material.lang, amount=amount)
        assigned = (*assigned, *_bracketed(joined(parts, "; ")))
    return (*assigned, *disbursed_clause(line, total, len(kinds), material))


def _bracketed(runs: Runs) -> Runs:
    return (" (", *runs, ")")


def disbursed_clause(line: ProgrammeLine, total: Record, kinds: int, material: Material) -> Runs:
    """What was disbursed of it; by capital too where there are two kinds."""
    if total["actual"] is None:
        return phrase("disbursement_unknown", material.lang)
    if total["actual"] == 0:
        return phrase("nothing_disbursed", material.lang)
    clause = phrase(
        "disbursed",
        material.lang,
        amount=material.book.fact(total, "actual"),
        share=material.book.fact(total, "pct_plan"),
    )
    if kinds < 2:
        return clause
    by_capital = [
        _disbursed_of(row, material)
        for capital in CAPITALS
        if (row := material.budget_row(line, capital)) and row["actual"] is not None and row["plan"]
    ]
    return (*clause, *_bracketed(joined(by_capital, "; ")))


def _disbursed_of(row: Record, material: Material) -> Runs:
    """What was disbursed of one kind of capital."""
    if row["actual"] == 0:
        return phrase(f"nothing_disbursed_{row['capital']}", material.lang)
    return phrase(
        f"disbursed_{row['capital']}",
        material.lang,
        amount=material.book.fact(row, "actual"),
        share=material.book.fact(row, "pct_plan"),
    )


def unallocated(material: Material) -> list[object]:
    """Lines with capital that is not yet assigned, and why."""
    items = []
    for line in material.catalogues.programmes.lines.values():
        for capital in CAPITALS:
            row = material.budget_row(line, capital)
            if row is None or not row["unallocated"] or not is_own(row, "unallocated", material):
                continue
            clause = phrase(
                "unallocated",
                material.lang,
                line=named(material.line_label(line)),
                amount=material.book.fact(row, "unallocated"),
                capital=word(f"capital_name_{capital}", material.lang),
            )
            items.append(Paragraph(sentence((*clause, *reason_clause(row, material)))))
    if not items:
        return []
    return [Paragraph((word("unallocated_lead", material.lang),)), BulletList(tuple(items))]


def is_own(row: Record, role: str, material: Material) -> bool:
    """True where a budget line reports an amount itself, not as a sum of the lines below."""
    line = material.line_of(row)
    own = {line.indicator(capital) for capital in CAPITALS} if line else set()
    return any(s["role"] == role and s["indicator"] in own for s in inputs_of(row))


def reason_clause(row: Record, material: Material) -> Runs:
    """Why capital is not yet allocated, in the words of the office; nothing without a reason."""
    reason = reason_run(row, material.lang)
    if reason is None:
        return ()
    return phrase("cause_quoted" if reason.lang else "cause", material.lang, cause=reason)


def reason_run(row: Record, lang: str) -> Supplied | None:
    """The reason in the report's language; in Vietnamese where nobody translated it."""
    if lang == "en" and row["reason_en"]:
        return Supplied(str(row["reason_en"]).rstrip(". "))
    reason = str(row["reason"] or "").rstrip(". ")
    return Supplied(reason, lang="" if lang == "vi" else "vi") if reason else None


def summary_table(material: Material) -> list[Table]:
    """Of each programme: its projects, their lines that have capital, and the total."""
    return [_table_of(root, material) for root in material.catalogues.programmes.roots()]


def _table_of(root: ProgrammeLine, material: Material) -> Table:
    lines = []
    for line in material.catalogues.programmes.of(root):
        if line.level == "project" or (line.level != "programme" and _has_own(line, material)):
            kind = "group" if line.level == "project" else "body"
            lines.append((line, named(line_label(line, material.lang)), kind))
    lines.append((root, word("total", material.lang), "total"))
    title = with_programme(word("budget_table_title", material.lang), root, material)
    return budget_table(lines, material, title)


def with_programme(title: str, line: ProgrammeLine, material: Material) -> str:
    """A title, with the name of the line's programme where there are several."""
    programmes = material.catalogues.programmes
    if not programmes.are_several:
        return title
    programme = programmes.root_of(line).name(material.lang)
    return word("title_of_programme", material.lang, title=title, programme=programme)


def _has_own(line: ProgrammeLine, material: Material) -> bool:
    row = material.budget_row(line, TOTAL)
    return row is not None and (row["plan"] is not None or row["unallocated"] is not None)


def is_assigned(line: ProgrammeLine, material: Material) -> bool:
    row = material.budget_row(line, TOTAL)
    return row is not None and row["plan"] is not None


def line_label(line: ProgrammeLine, lang: str) -> str:
    """'Dự án 1', 'Tiểu dự án 2', 'Nội dung số 01'."""
    return word(f"line_{line.level}", lang, number=line.number)
