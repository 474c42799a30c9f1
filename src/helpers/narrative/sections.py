"""From the outline to blocks: each section tells its content in the outline's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpers.ground.catalogues.outline import Content, Mention, Section
from helpers.narrative import programme, projects
from helpers.narrative.blocks import BulletList, Figure, Heading, Paragraph, Part, Supplied
from helpers.narrative.material import Material, Record
from helpers.narrative.phrases import phrase, sentence, word
from helpers.narrative.sentences import TOLD, tell, tell_all
from helpers.narrative.tabular import indicator_table

LONGEST_LIST = 8
OFFICE_WORDS = 5
Blocks = Iterator[object]


def tell_part(material: Material, part_id: str) -> Part:
    """One top-level part of the report with all its sections. Raises KeyError if unknown."""
    part = next((p for p in material.outline.parts if p.id == part_id), None)
    if part is None:
        raise KeyError(part_id)
    return Part(part.id, tuple(_section_blocks(material, part, level=2)))


def _section_blocks(material: Material, section: Section, level: int) -> Blocks:
    yield Heading(level, _numbered(section, material.lang), section.id)
    if section.sections:
        for child in section.sections:
            yield from _section_blocks(material, child, level + 1)
        return
    blocks = [
        b for content in section.content for b in TELLERS[content.kind](material, section, content)
    ]
    told = [block for block in blocks if block is not None]
    yield from told or [Paragraph((word("no_content", material.lang),))]


def _numbered(section: Section, lang: str) -> str:
    number = section.id.rpartition(".")[2] if section.id[-1].islower() else section.id
    short = number.split(".", 1)[1] if "." in number else number
    mark = f"{short})" if short.islower() else f"{short}."
    return f"{mark} {section.title(lang)}"


def _texts(material: Material, section: Section, content: Content) -> Blocks:
    for text in material.texts(section.id):
        source = {name: str(text[name]) for name in ("file", "sheet", "cell")}
        yield Paragraph((Supplied(str(text["text"]), **source),), kind="supplied")


def _figures(material: Material, section: Section, content: Content) -> Blocks:
    """Indicators that no bullet names: a list where they are few, else a table."""
    rows = material.unmentioned(section.id)
    if not rows:
        return
    if len(rows) > LONGEST_LIST:
        yield indicator_table(rows, material, section.title(material.lang))
        return
    told = [sentence(tell(row, material.book, material.subject(row), listed=True)) for row in rows]
    yield BulletList(tuple(Paragraph(runs) for runs in told))


def _lead(material: Material, section: Section, content: Content) -> Blocks:
    yield Paragraph((content.title(material.lang),), kind="subhead")


def _bullet(material: Material, section: Section, content: Content) -> Blocks:
    """One list item about several indicators; those of a further note stand behind it."""
    rows = [(mention, material.row(mention.code)) for mention in content.indicators]
    named = [(row, _named(material, mention, row)) for mention, row in rows]
    runs = tell_all(named, material.book)
    lead = content.title(material.lang)
    title = f"{lead}:" if lead else ""
    yield BulletList((Paragraph(sentence(runs, capital=not lead), lead=title),))


def _named(material: Material, mention: Mention, row: Record) -> str:
    return mention.title(material.lang) or material.subject(row)


def _indicator_table(material: Material, section: Section, content: Content) -> Blocks:
    rows = [
        row
        for row in material.records("indicators")
        if row["kind"] == "indicator"
        and row["sector"] in content.sectors
        and row["section"].startswith(section.id)
        and row["status"] in TOLD
        and (row["plan"] is not None or row["previous"] is not None)
    ]
    if rows:
        title = content.title(material.lang) or section.title(material.lang)
        yield indicator_table(rows, material, title)


def _chart(material: Material, section: Section, content: Content) -> Blocks:
    """The pictures of one kind; where there is nothing to draw, the reading says so."""
    for chart in material.records("charts"):
        if chart["kind"] != content.chart:
            continue
        if content.sectors and chart["sector"] not in content.sectors:
            continue
        if chart["svg"] is None:
            yield Paragraph((str(chart["reading"]),))
            continue
        number = material.next_figure()
        title = word("figure_caption", material.lang, number=number, title=chart["title"])
        image = str(chart["svg"]).encode("utf-8")
        yield Figure(image, title, str(chart["reading"]), number)


def _documents(material: Material, section: Section, content: Content) -> Blocks:
    documents = material.documents(section.id)
    if not documents:
        return
    yield Paragraph((word("documents_lead", material.lang),))
    items = [
        Paragraph(
            (Supplied(projects.document_text(document, material.lang), str(document["file"])),),
            kind="supplied",
        )
        for document in documents
    ]
    yield BulletList(tuple(items))


def opening(material: Material) -> Part:
    """The sentence before part I: on what basis, by whom, about which period."""
    basis, agency = material.heading("basis"), material.heading("agency")
    if not basis:
        return Part("opening")
    runs = phrase(
        "basis",
        material.lang,
        basis=basis[0],
        agency=agency_in_prose(agency[0]) if agency else material.unit.name_vi,
        period=material.catalogues.period.label(material.lang),
    )
    return Part("opening", (Paragraph(runs),))


def closing(material: Material) -> Part:
    """The last sentence before the signature."""
    agency = material.heading("agency")
    runs = phrase(
        "conclusion",
        material.lang,
        agency=agency_in_prose(agency[0]) if agency else material.unit.name_vi,
        period=material.catalogues.period.label(material.lang),
    )
    return Part("closing", (Paragraph(runs),))


def agency_in_prose(agency: str) -> str:
    """'ỦY BAN NHÂN DÂN HUYỆN BẠCH THÔNG' → 'Ủy ban nhân dân huyện Bạch Thông'."""
    words = agency.split()
    if not agency.isupper() or len(words) <= OFFICE_WORDS:
        return agency
    office, place = " ".join(words[:OFFICE_WORDS]), " ".join(words[OFFICE_WORDS:])
    return f"{office.capitalize()} {place.title()}"


TELLERS: dict[str, Callable[[Material, Section, Content], Iterator[object] | list[object]]] = {
    "texts": _texts,
    "figures": _figures,
    "lead": _lead,
    "bullet": _bullet,
    "indicator_table": _indicator_table,
    "chart": _chart,
    "documents": _documents,
    "programme_totals": lambda material, section, content: programme.totals(material),
    "programme_table": lambda material, section, content: [programme.summary_table(material)],
    "unallocated": lambda material, section, content: programme.unallocated(material),
    "projects": lambda material, section, content: projects.projects(material),
}
