"""Each project of the programmes: capital, outputs, documents, and what people wrote about it."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from helpers.core.catalogues.outlines import Content
from helpers.core.catalogues.programme import TOTAL, ProgrammeLine
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
from helpers.narrative.report_data import Material
from helpers.narrative.statements import tell_mentions, tell_rows

LETTERS = {"vi": "abcdđeghiklmnopqrstuvxy", "en": ascii_lowercase}
"""Letters of a list in each language."""


def projects(material: Material, content: Content) -> list[object]:
    """Each project: heading, capital, lines, outputs, documents and supplied texts."""
    programmes, blocks = material.catalogues.programmes, []
    for root in programmes.roots():
        blocks += lead(root, material)
        for line in programmes.projects(root):
            blocks += _project(line, material, content)
    return blocks


def form_anchor(project: ProgrammeLine, material: Material) -> str:
    """Where the annex form of a project stands."""
    return "-".join(("form", *_programme(project, material), str(project.annex)))


def _anchor(line: ProgrammeLine, material: Material) -> str:
    return ".".join((str(line.section), *_programme(line, material), line.code))


def _programme(line: ProgrammeLine, material: Material) -> tuple[str, ...]:
    """What tells anchors of several programmes apart."""
    return (slug(line.programme),) if material.catalogues.programmes.are_several else ()


def _project(project: ProgrammeLine, material: Material, content: Content) -> Iterator[object]:
    yield Heading(5, _heading(project, material), _anchor(project, material))
    if not _is_active(project, material):
        yield Paragraph(sentence(phrase("project_not_assigned", material.lang)))
        return
    yield from _paragraphs(list(_items(project, material, content)))
    children = material.catalogues.programmes.children(project)
    active = [child for child in children if _is_active(child, material)]
    for child in active:
        letter = LETTERS[material.lang][children.index(child)]
        title = f"{letter}) {line_label(child, material.lang)}: {child.name(material.lang)}"
        yield Heading(6, title, _anchor(child, material))
        yield from _paragraphs(
            [*_items(child, material, content), *_below(child, material, content)]
        )
    yield from _idle(project, material)
    if project.annex and is_assigned(project, material):
        form = Label(
            word("form", material.lang, number=project.annex), form_anchor(project, material)
        )
        yield Paragraph(phrase("see_form", material.lang, form=form), kind="note")


def _paragraphs(items: list[Paragraph]) -> list[BulletList]:
    return [BulletList(tuple(items))] if items else []


def _below(line: ProgrammeLine, material: Material, content: Content) -> Iterator[Paragraph]:
    """The contents of a sub-project, each with its own items, then those without capital."""
    for child in material.catalogues.programmes.children(line):
        if _is_active(child, material):
            title = f"{line_label(child, material.lang)}: {child.name(material.lang)}"
            items = tuple(_items(child, material, content))
            yield Paragraph((), lead=title, items=items)
    yield from _idle(line, material)


def _idle(line: ProgrammeLine, material: Material) -> Iterator[Paragraph]:
    """One sentence that names the lines below with neither capital nor anything to tell."""
    below = material.catalogues.programmes.children(line)
    idle = [child for child in below if not _is_active(child, material)]
    if not idle or is_own(material.budget_row(line, TOTAL), "plan", material):
        return
    names = joined([_named_line(child, material) for child in idle], "; ")
    yield Paragraph(sentence(phrase("lines_not_assigned", material.lang, names=names)))


def _named_line(line: ProgrammeLine, material: Material) -> Runs:
    label = line_label(line, material.lang)
    return (named(f"{label} ({line.name(material.lang)})"),)


def _items(line: ProgrammeLine, material: Material, content: Content) -> Iterator[Paragraph]:
    """Capital, outputs, documents and texts of one budget line."""
    if is_assigned(line, material) and not _is_whole_of_parent(line, material):
        yield Paragraph(sentence(capital_clause(line, material)))
    outputs = tell_outputs(line, material, content)
    if outputs:
        yield Paragraph(sentence(outputs), lead=word("lead_outputs", material.lang))
    documents = material.documents((line.section,), line)
    if documents:
        runs = sentence(cite(documents, material))
        yield Paragraph(runs, lead=word("lead_documents", material.lang))
    yield from supplied_paragraphs(material.texts((line.section,), line), material.lang)


def tell_outputs(line: ProgrammeLine, material: Material, content: Content) -> Runs:
    """What a line brought about: as the outline tells it, the rest by the usual patterns."""
    outputs = {row["indicator"]: row for row in material.outputs_of(line)}
    # The outline names lines by code, which another programme may have too.
    mentions = [m for m in content.lines.get(line.code, ()) if outputs.keys() & set(m.codes)]
    mentioned = {code for mention in mentions for code in mention.codes}
    rest = [row for code, row in outputs.items() if code not in mentioned]
    told = [tell_mentions(mentions, material), tell_rows(rest, material)]
    return joined([runs for runs in told if runs], "; ")


def _is_whole_of_parent(line: ProgrammeLine, material: Material) -> bool:
    """True for the one line that all capital of the line above comes from: told there."""
    if line.level == "project":
        return False
    above = material.catalogues.programmes.parent(line)
    if above is None:
        return False
    siblings = material.catalogues.programmes.children(above)
    assigned = [sibling for sibling in siblings if is_assigned(sibling, material)]
    is_sum = bool(material.budget_row(above, TOTAL)["formula"])
    return is_sum and assigned == [line]


def _told(line: ProgrammeLine, material: Material) -> bool:
    """True where there is anything to say about a line itself."""
    sections = (line.section,)
    return bool(
        material.outputs_of(line)
        or material.texts(sections, line)
        or material.documents(sections, line)
        or is_assigned(line, material)
    )


def _is_active(line: ProgrammeLine, material: Material) -> bool:
    children = material.catalogues.programmes.children(line)
    return _told(line, material) or any(_is_active(child, material) for child in children)


def _heading(project: ProgrammeLine, material: Material) -> str:
    label = line_label(project, material.lang)
    return f"({project.number.lstrip('0')}) {label}: {project.name(material.lang)}"
