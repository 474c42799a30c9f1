"""Each project of the programme: capital, outputs, documents, and what people wrote about it."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from helpers.ground.catalogues.outline import Content
from helpers.ground.catalogues.programme import ProgrammeLine
from helpers.narrative.blocks import BulletList, Heading, Label, Paragraph
from helpers.narrative.documents import cite
from helpers.narrative.material import Material
from helpers.narrative.mentions import tell_mentions, tell_rows
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.programme import capital_clause, is_assigned, is_own, line_label
from helpers.narrative.supplied import supplied_paragraphs

# Where the standard outline has the projects; their texts and documents name it.
SECTION = "III.1.3"
SOURCES = (SECTION,)
LETTERS = {"vi": "abcdđeghiklmnopqrstuvxy", "en": ascii_lowercase}
"""Letters of a list in each language."""


def projects(material: Material, content: Content) -> list[object]:
    """Each project: heading, capital, lines, outputs, documents and supplied texts."""
    return [
        block
        for line in material.catalogues.programme.projects()
        for block in _project(line, material, content)
    ]


def form_anchor(project: ProgrammeLine) -> str:
    """Where the annex form of a project stands."""
    return f"form-{project.annex}"


def _project(project: ProgrammeLine, material: Material, content: Content) -> Iterator[object]:
    yield Heading(5, _heading(project, material), f"{SECTION}.{project.code}")
    if not _is_active(project, material):
        yield Paragraph(sentence(phrase("project_not_assigned", material.lang)))
        return
    yield from _paragraphs(list(_items(project, material, content)))
    children = material.catalogues.programme.children(project.code)
    active = [child for child in children if _is_active(child, material)]
    for child in active:
        letter = LETTERS[material.lang][children.index(child)]
        title = f"{letter}) {line_label(child, material.lang)}: {child.name(material.lang)}"
        yield Heading(6, title, f"{SECTION}.{child.code}")
        yield from _paragraphs(
            [*_items(child, material, content), *_below(child, material, content)]
        )
    yield from _idle(project, material)
    if project.annex and is_assigned(project.code, material):
        form = Label(word("form", material.lang, number=project.annex), form_anchor(project))
        yield Paragraph(phrase("see_form", material.lang, form=form), kind="note")


def _paragraphs(items: list[Paragraph]) -> list[BulletList]:
    return [BulletList(tuple(items))] if items else []


def _below(line: ProgrammeLine, material: Material, content: Content) -> Iterator[Paragraph]:
    """The contents of a sub-project, each with its own items, then those without capital."""
    for child in material.catalogues.programme.children(line.code):
        if _is_active(child, material):
            title = f"{line_label(child, material.lang)}: {child.name(material.lang)}"
            items = tuple(_items(child, material, content))
            yield Paragraph((), lead=title, items=items)
    yield from _idle(line, material)


def _idle(line: ProgrammeLine, material: Material) -> Iterator[Paragraph]:
    """One sentence that names the lines below with neither capital nor anything to tell."""
    below = material.catalogues.programme.children(line.code)
    idle = [child for child in below if not _is_active(child, material)]
    if not idle or is_own(material.budget_row(line.code, "total"), "plan"):
        return
    names = joined([_named_line(child, material) for child in idle], "; ")
    yield Paragraph(sentence(phrase("lines_not_assigned", material.lang, names=names)))


def _named_line(line: ProgrammeLine, material: Material) -> Runs:
    label = line_label(line, material.lang)
    return (named(f"{label} ({line.name(material.lang)})"),)


def _items(line: ProgrammeLine, material: Material, content: Content) -> Iterator[Paragraph]:
    """Capital, outputs, documents and texts of one budget line."""
    if is_assigned(line.code, material) and not _is_whole_of_parent(line, material):
        yield Paragraph(sentence(capital_clause(line.code, material)))
    outputs = tell_outputs(line, material, content)
    if outputs:
        yield Paragraph(sentence(outputs), lead=word("lead_outputs", material.lang))
    documents = material.documents(SOURCES, line.code)
    if documents:
        runs = sentence(cite(documents, material))
        yield Paragraph(runs, lead=word("lead_documents", material.lang))
    yield from supplied_paragraphs(material.texts(SOURCES, line.code), material.lang)


def tell_outputs(line: ProgrammeLine, material: Material, content: Content) -> Runs:
    """What a line brought about: as the outline tells it, the rest by the usual patterns."""
    mentions = content.lines.get(line.code, ())
    mentioned = {code for mention in mentions for code in mention.codes}
    rest = [row for row in material.outputs_of(line.code) if row["indicator"] not in mentioned]
    told = [tell_mentions(mentions, material), tell_rows(rest, material)]
    return joined([runs for runs in told if runs], "; ")


def _is_whole_of_parent(line: ProgrammeLine, material: Material) -> bool:
    """True for the one line that all capital of the line above comes from: told there."""
    if line.level == "project":
        return False
    siblings = material.catalogues.programme.children(line.parent)
    assigned = [sibling for sibling in siblings if is_assigned(sibling.code, material)]
    is_sum = bool(material.budget_row(line.parent, "total")["formula"])
    return is_sum and assigned == [line]


def _told(line: ProgrammeLine, material: Material) -> bool:
    """True where there is anything to say about a line itself."""
    code = line.code
    return bool(
        material.outputs_of(code)
        or material.texts(SOURCES, code)
        or material.documents(SOURCES, code)
        or is_assigned(code, material)
    )


def _is_active(line: ProgrammeLine, material: Material) -> bool:
    children = material.catalogues.programme.children(line.code)
    return _told(line, material) or any(_is_active(child, material) for child in children)


def _heading(project: ProgrammeLine, material: Material) -> str:
    label = line_label(project, material.lang)
    return f"({project.number.lstrip('0')}) {label}: {project.name(material.lang)}"
