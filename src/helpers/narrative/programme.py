"""The national target programme: totals by capital, what is not yet assigned, the table."""

from __future__ import annotations

from helpers.ground.catalogues.programme import ProgrammeLine
from helpers.ground.tables import Record
from helpers.indicators.sources import inputs_of
from helpers.narrative.blocks import BulletList, Paragraph, Supplied, Table
from helpers.narrative.material import Material
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.tabular import budget_table


def totals(material: Material) -> list[object]:
    """Assigned and disbursed in all and by capital; how many projects have capital."""
    programme = material.catalogues.programme
    root = programme.root()
    if root is None:
        return [Paragraph(sentence(phrase("no_programme", material.lang)))]
    items = [Paragraph(sentence(capital_clause(root.code, material)))]
    projects = programme.projects()
    without = [line for line in projects if not is_assigned(line.code, material)]
    running = material.book.count("mtqg.projects.assigned", len(projects) - len(without))
    total = material.book.count("mtqg.projects.total", len(projects))
    clause = phrase("projects_running", material.lang, running=running, total=total)
    if without:
        names = ", ".join(line_label(line, material.lang) for line in without)
        clause = (*clause, *phrase("projects_without", material.lang, names=named(names)))
    items.append(Paragraph(sentence(clause)))
    return items


def capital_clause(line: str, material: Material) -> Runs:
    """Assigned (by capital), disbursed and rate of one budget line."""
    total = material.budget_row(line, "total")
    if total is None or total["plan"] is None:
        return phrase("not_assigned", material.lang)
    kinds = [
        capital
        for capital in ("investment", "recurrent")
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


def disbursed_clause(line: str, total: Record, kinds: int, material: Material) -> Runs:
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
        for capital in ("investment", "recurrent")
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
    for line in material.catalogues.programme.lines.values():
        for capital in ("investment", "recurrent"):
            row = material.budget_row(line.code, capital)
            if row is None or not row["unallocated"] or not is_own(row, "unallocated"):
                continue
            clause = phrase(
                "unallocated",
                material.lang,
                line=named(material.line_label(line.code)),
                amount=material.book.fact(row, "unallocated"),
                capital=word(f"capital_name_{capital}", material.lang),
            )
            items.append(Paragraph(sentence((*clause, *reason_clause(row, material)))))
    if not items:
        return []
    return [Paragraph((word("unallocated_lead", material.lang),)), BulletList(tuple(items))]


def is_own(row: Record, role: str) -> bool:
    """True where a budget line reports an amount itself, not as a sum of the lines below."""
    own = {f"mtqg.{row['project']}.{capital}" for capital in ("investment", "recurrent")}
    return any(s["role"] == role and s["indicator"] in own for s in inputs_of(row))


def reason_clause(row: Record, material: Material) -> Runs:
    if not row["reason"] or material.lang != "vi":
        return ()
    return phrase("cause", material.lang, cause=Supplied(str(row["reason"]).rstrip(". ")))


def summary_table(material: Material) -> list[Table]:
    """All projects with their lines that have capital, and the total; none without programme."""
    root = material.catalogues.programme.root()
    if root is None:
        return []
    lines = []
    for line in material.catalogues.programme.lines.values():
        if line.level == "project" or (line.level != "programme" and _has_own(line, material)):
            kind = "group" if line.level == "project" else "body"
            lines.append((line.code, named(line_label(line, material.lang)), kind))
    lines.append((root.code, word("total", material.lang), "total"))
    return [budget_table(lines, material, word("budget_table_title", material.lang))]


def _has_own(line: ProgrammeLine, material: Material) -> bool:
    row = material.budget_row(line.code, "total")
    return row is not None and (row["plan"] is not None or row["unallocated"] is not None)


def is_assigned(line: str, material: Material) -> bool:
    row = material.budget_row(line, "total")
    return row is not None and row["plan"] is not None


def line_label(line: ProgrammeLine, lang: str) -> str:
    """'Dự án 1', 'Tiểu dự án 2', 'Nội dung số 01'."""
    return word(f"line_{line.level}", lang, number=line.number)
