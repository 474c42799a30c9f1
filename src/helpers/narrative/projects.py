"""Each project of the programme: capital, outputs, documents, and what people wrote about it."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.ground.catalogues.programme import ProgrammeLine
from helpers.narrative.blocks import BulletList, Heading, Paragraph, Supplied
from helpers.narrative.material import Material, Record
from helpers.narrative.phrases import joined, phrase, sentence, word
from helpers.narrative.programme import capital_clause, is_assigned, is_own, line_label
from helpers.narrative.sentences import tell_all

SECTION = "III.1.3"


def projects(material: Material) -> list[object]:
    """Each project: heading, capital, lines, outputs, documents and supplied texts."""
    return [
        block
        for line in material.catalogues.programme.projects()
        for block in _project(line, material)
    ]


def _project(project: ProgrammeLine, material: Material) -> Iterator[object]:
    yield Heading(5, _heading(project, material), f"{SECTION}.{project.code}")
    if not is_assigned(project.code, material) and not _told(project, material):
        yield Paragraph(sentence(phrase("project_not_assigned", material.lang)))
        return
    yield from _line(project, material)


def _line(line: ProgrammeLine, material: Material) -> Iterator[object]:
    """One line, then the lines below it; those with nothing are named in one sentence."""
    if line.level != "project":
        yield Paragraph(
            (f"{line_label(line, material.lang)}: {line.name(material.lang)}",), kind="subhead"
        )
    items = list(_items(line, material))
    if items:
        yield BulletList(tuple(items))
    below = material.catalogues.programme.children(line.code)
    idle = [child for child in below if not _is_active(child, material)]
    for child in below:
        if child not in idle:
            yield from _line(child, material)
    if idle and not is_own(material.budget_row(line.code, "total"), "plan"):
        names = "; ".join(line_label(child, material.lang) for child in idle)
        yield Paragraph(sentence(phrase("lines_not_assigned", material.lang, names=names)))


def _items(line: ProgrammeLine, material: Material) -> Iterator[Paragraph]:
    if is_assigned(line.code, material) and not _repeats_its_only_part(line, material):
        yield Paragraph(sentence(capital_clause(line.code, material)))
    outputs = material.outputs_of(line.code)
    if outputs:
        told = tell_all([(row, material.subject(row)) for row in outputs], material.book)
        yield Paragraph(sentence(told), lead=word("lead_outputs", material.lang))
    documents = material.documents(SECTION, line.code)
    if documents:
        runs = joined(
            [(Supplied(document_text(d, material.lang), **_source(d)),) for d in documents], "; "
        )
        yield Paragraph(sentence(runs), lead=word("lead_documents", material.lang))
    yield from supplied(material.texts(SECTION, line.code), material)


def _repeats_its_only_part(line: ProgrammeLine, material: Material) -> bool:
    """True for a sub-project whose capital is that of the one content below it."""
    below = material.catalogues.programme.children(line.code)
    assigned = [child for child in below if is_assigned(child.code, material)]
    is_sum = bool(material.budget_row(line.code, "total")["formula"])
    return line.level == "sub_project" and is_sum and len(assigned) == 1


def supplied(texts: list[Record], material: Material) -> Iterator[Paragraph]:
    """Texts as people wrote them, behind the lead of their kind."""
    for text in texts:
        lead = "" if text["kind"] == "general" else word(f"lead_{text['kind']}", material.lang)
        yield Paragraph((Supplied(str(text["text"]), **_source(text)),), lead=lead, kind="supplied")


def _source(record: Record) -> dict[str, str]:
    return {name: str(record[name]) for name in ("file", "sheet", "cell")}


def document_text(document: Record, lang: str) -> str:
    """A document as an official report cites it: kind, symbol, date, issuer, subject."""
    number = f"{document['number'] or ''}{document['symbol']}"
    parts = [str(document["kind"] or "")]
    if number:
        parts.append(word("document_number", lang, number=number))
    for name in ("date", "issuer"):
        if document[name]:
            parts.append(word(f"document_{name}", lang, **{name: document[name]}))
    if document["subject"]:
        subject = str(document["subject"])
        parts.append(word("document_subject", lang, subject=subject[:1].lower() + subject[1:]))
    return " ".join(part for part in parts if part)


def _told(line: ProgrammeLine, material: Material) -> bool:
    """True where there is anything to say about a line itself."""
    code = line.code
    return bool(
        material.outputs_of(code)
        or material.texts(SECTION, code)
        or material.documents(SECTION, code)
        or is_assigned(code, material)
    )


def _is_active(line: ProgrammeLine, material: Material) -> bool:
    children = material.catalogues.programme.children(line.code)
    return _told(line, material) or any(_is_active(child, material) for child in children)


def _heading(project: ProgrammeLine, material: Material) -> str:
    label = line_label(project, material.lang)
    return f"({project.number.lstrip('0')}) {label}: {project.name(material.lang)}"
