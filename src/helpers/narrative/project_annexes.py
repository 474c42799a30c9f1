"""Biểu 01 to 10: one form per project with capital, disbursement, outputs and what is left."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.core.catalogues.outlines import Content
from helpers.core.catalogues.programme import CAPITALS, TOTAL, ProgrammeLine
from helpers.core.tables import Record
from helpers.narrative.blocks import Column, Heading, Paragraph, Part, Runs, Table, TableRow
from helpers.narrative.phrases import named, phrase, sentence, word
from helpers.narrative.programme_section import is_own, line_label, reason_run, with_programme
from helpers.narrative.project_sections import form_anchor, tell_outputs
from helpers.narrative.report_data import Material

COLUMNS = ("content", "capital", "assigned", "disbursed", "rate", "outputs", "unallocated", "why")
KINDS = {"assigned": "num", "disbursed": "num", "rate": "num", "unallocated": "num"}
WIDTHS = (30, 6, 11, 9, 6, 19, 8, 11)
AMOUNTS = ("plan", "actual", "pct_plan")


def form_parts(material: Material) -> list[Part]:
    """The forms of all projects that have one, in official order."""
    return [
        Part(form_anchor(project, material), tuple(_form(project, material)))
        for root in material.catalogues.programmes.roots()
        for project in material.catalogues.programmes.projects(root)
        if project.annex
    ]


def form_rows(project: ProgrammeLine, material: Material) -> list[tuple[ProgrammeLine, str]]:
    """Lines of a form as (line, capital); capital 'total' where there is no amount at all.

    The project itself comes last, by capital and, where it has both, in all.
    """
    below = list(_descendants(project, material))
    rows = [pair for line in below for pair in _capitals(line, material) or [(line, TOTAL)]]
    own = _capitals(project, material)
    return rows + own + ([(project, TOTAL)] if len(own) != 1 else [])


def _form(project: ProgrammeLine, material: Material) -> Iterator[object]:
    lang = material.lang
    title = f"{line_label(project, lang)}: {project.name(lang)}"
    heading = word("form_heading", lang, number=project.annex, title=title)
    heading = with_programme(heading, project, material)
    yield Heading(2, heading, form_anchor(project, material))
    if not any(_capitals(line, material) for line in [project, *_descendants(project, material)]):
        yield Paragraph(sentence(phrase("project_not_assigned", lang)))
        return
    columns = tuple(
        Column(word(f"form_{name}", lang), KINDS.get(name, "text"), width)
        for name, width in zip(COLUMNS, WIDTHS, strict=True)
    )
    rows = tuple(
        _row(line, capital, line is project, material)
        for line, capital in form_rows(project, material)
    )
    caption = word("form_caption", lang, line=line_label(project, lang))
    caption = with_programme(caption, project, material)
    yield Table(caption, columns, rows, word("money_note", lang))


def _row(line: ProgrammeLine, capital: str, is_project: bool, material: Material) -> TableRow:
    row = material.budget_row(line, capital)
    amounts = [material.book.fact(row, field, cell=True) for field in AMOUNTS]
    label = line_label(line, material.lang)
    name = word("total_of", material.lang) if is_project else f"{label}: {line.name(material.lang)}"
    outputs = _outputs(line, capital, material)
    left = material.book.fact(row, "unallocated", cell=True) if row["unallocated"] else None
    own_reason = left is not None and capital != TOTAL and is_own(row, "unallocated", material)
    why = reason_run(row, material.lang) if own_reason else None
    kind = "total" if is_project else "group" if line.level == "sub_project" else "body"
    has_amount = _has_amount(row)
    kind_of_capital = word(f"form_capital_{capital}", material.lang) if has_amount else None
    cells = (named(name), kind_of_capital, *amounts, outputs, left, why or None)
    return TableRow(cells, kind=kind)


def _outputs(line: ProgrammeLine, capital: str, material: Material) -> Runs | None:
    """Outputs of a line, told once: on its first row."""
    own = _capitals(line, material)
    if own and (line, capital) != own[0]:
        return None
    return tell_outputs(line, material, _programme_content(material)) or None


def _programme_content(material: Material) -> Content:
    """The outline's content that tells the projects."""
    return next(
        (
            content
            for section in material.outline.all_sections()
            for content in section.content
            if content.kind == "projects"
        ),
        Content(kind="projects"),
    )


def _descendants(line: ProgrammeLine, material: Material) -> Iterator[ProgrammeLine]:
    for child in material.catalogues.programmes.children(line):
        yield child
        yield from _descendants(child, material)


def _capitals(line: ProgrammeLine, material: Material) -> list[tuple[ProgrammeLine, str]]:
    """The kinds of capital for which a line has any amount."""
    return [
        (line, capital) for capital in CAPITALS if _has_amount(material.budget_row(line, capital))
    ]


def _has_amount(row: Record | None) -> bool:
    return row is not None and any(row[name] is not None for name in ("plan", "unallocated"))
