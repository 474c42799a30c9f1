"""From the outline to blocks: each section has its content in the outline's order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from helpers.charts.registry import CHART_KINDS
from helpers.core.catalogues.outlines import Content, Section
from helpers.core.text import fold, lower_first
from helpers.narrative import programme_section as programme
from helpers.narrative import project_sections as projects
from helpers.narrative.blocks import (
    BulletList,
    Heading,
    Label,
    Paragraph,
    Part,
    Run,
    Supplied,
)
from helpers.narrative.chart_figures import chart_figures
from helpers.narrative.cited_documents import render_documents
from helpers.narrative.indicator_table import indicator_table
from helpers.narrative.office_texts import by_topic, supplied_list, supplied_paragraphs
from helpers.narrative.outline_statements import render_statements
from helpers.narrative.phrases import named, phrase, sentence, word
from helpers.narrative.programme_tables import summary_table
from helpers.narrative.report_data import ReportData
from helpers.narrative.section_figures import section_figures

OFFICE_WORDS = 5
Blocks = Iterator[object]


def render_part(report_data: ReportData, part: Section) -> Part:
    """One top-level part of the report with all its sections."""
    return Part(part.id, tuple(_without_gaps(_section_blocks(report_data, part, level=2))))


def _without_gaps(blocks: Iterable[object]) -> Blocks:
    """Headings each at most one level below the one above: a shorter outline has fewer levels."""
    above: list[tuple[int, int]] = []
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        above = [levels for levels in above if levels[0] < block.level]
        level = above[-1][1] + 1 if above else block.level
        above.append((block.level, level))
        yield replace(block, level=level)


def _section_blocks(report_data: ReportData, section: Section, level: int) -> list[object]:
    """Heading and content; a sentence where there is none."""
    own = list(_own_blocks(report_data, section)) if section.has_own_content else []
    below = [b for c in section.sections for b in _section_blocks(report_data, c, level + 1)]
    if not own and not section.sections:
        own = [Paragraph((word("blank_to_fill", report_data.lang),), kind="blank")]
    return [Heading(level, _numbered(section, report_data.lang), section.id), *own, *below]


def without_filled_lines(blocks: Sequence[object]) -> Blocks:
    """The blocks without the lines to fill in where something else stands in their section."""
    for position, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.kind == "blank":
            neighbours = (*blocks[position - 1 : position], *blocks[position + 1 : position + 2])
            if not all(isinstance(other, Heading) for other in neighbours):
                continue
        yield block


def blank_sections(blocks: Iterable[object]) -> list[str]:
    """Headings with nothing but a line to fill in below them."""
    found, heading = [], ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Paragraph) and block.kind == "blank":
            found.append(heading)
    return found


def _own_blocks(report_data: ReportData, section: Section) -> Blocks:
    """The content of a section; a lead only where something comes below it.

    No picture stands before the first words.
    """
    lead: object = None
    has_begun = False
    waiting: list[object] = []
    for content in section.content:
        blocks = [b for b in CONTENT_RENDERERS[content.kind](report_data, section, content) if b]
        if content.kind == "chart" and not has_begun:
            waiting += blocks
            continue
        if content.kind == "lead":
            lead = blocks[0]
        elif blocks:
            is_led = lead is not None and content.kind not in ("chart", "documents")
            yield from [lead] if is_led else []
            yield from blocks
            yield from waiting
            lead, waiting, has_begun = None, [], True
    yield from waiting


def _numbered(section: Section, lang: str) -> str:
    number = section.id.rpartition(".")[2] if section.id[-1].islower() else section.id
    short = number.split(".", 1)[1] if "." in number else number
    mark = f"{short})" if short.islower() else f"{short}."
    return f"{mark} {section.title(lang)}"


def _texts(report_data: ReportData, section: Section, content: Content) -> Blocks:
    """Texts of the content's topics; without topics those of topics that no other content has."""
    taken = {fold(topic) for other in section.content for topic in other.about}
    wanted = {fold(topic) for topic in content.about}
    texts = [
        text
        for topic, text in by_topic(report_data.texts(section.sources))
        if (topic in wanted if wanted else topic not in taken)
    ]
    render = supplied_list if content.listed else supplied_paragraphs
    yield from render(texts, report_data)


def _lead(report_data: ReportData, section: Section, content: Content) -> Blocks:
    yield Paragraph((named(content.title(report_data.lang)),), kind="subhead")


def _bullet(report_data: ReportData, section: Section, content: Content) -> Blocks:
    """One list item about several indicators, after its lead."""
    lead = content.title(report_data.lang)
    told = report_data.not_in_texts(content.indicators, section.sources)
    runs = render_statements(told, report_data)
    if runs:
        title = f"{lead}:" if lead else ""
        yield BulletList((Paragraph(sentence(runs, capital=not lead), lead=title),))


def _paragraph(report_data: ReportData, section: Section, content: Content) -> Blocks:
    """The same in running text."""
    told = report_data.not_in_texts(content.indicators, section.sources)
    runs = render_statements(told, report_data)
    if runs:
        yield Paragraph(sentence(runs))


def _chart(report_data: ReportData, section: Section, content: Content) -> Blocks:
    """The charts of one kind that have a picture, of the sectors of the content or the section."""
    sectors = content.sectors or {str(row["sector"]) for row in report_data.rows_of(section)}
    return chart_figures(report_data, CHART_KINDS[content.chart], sectors)


def _documents(report_data: ReportData, section: Section, content: Content) -> Blocks:
    return render_documents(report_data.documents(section.sources), report_data, section.id)


def opening(report_data: ReportData) -> Part:
    """The sentence before part I: on what basis, by whom, about which period."""
    basis, foreign = report_data.heading("basis"), "" if report_data.lang == "vi" else "vi"
    runs = (
        phrase(
            "basis",
            report_data.lang,
            basis=Supplied(basis[0], lang=foreign),
            **_who_and_when(report_data),
        )
        if basis
        else phrase("without_basis", report_data.lang, **_who_and_when(report_data))
    )
    note = word("language_note", report_data.lang)
    blocks = [Paragraph(runs), *_past(report_data)]
    return Part("opening", (*blocks, *([Paragraph((note,), kind="note")] if note else [])))


def _past(report_data: ReportData) -> Blocks:
    """What last year's figures of a unit are that was formed since, where the parts are known."""
    before = report_data.catalogues.period.previous_year().end
    former, _ = report_data.catalogues.units.origins(report_data.unit, before)
    if report_data.note_on_past and former and not report_data.has_stated_comparisons_only:
        yield Paragraph((named(report_data.note_on_past),))


def closing(report_data: ReportData) -> Part:
    """The last sentence before the signature."""
    runs = phrase("conclusion", report_data.lang, **_who_and_when(report_data))
    return Part("closing", (Paragraph(runs),))


def _who_and_when(report_data: ReportData) -> dict[str, Run]:
    """The agency, what is reported and the period as sentences name them."""
    period = report_data.catalogues.period.label(report_data.lang)
    about = report_data.outline.about(report_data.lang)
    return {
        "agency": named(agency_of(report_data)),
        "about": named(about),
        "period": Label(period),
    }


def agency_of(report_data: ReportData) -> str:
    """The reporting agency as running text names it."""
    agency, unit = report_data.heading("agency"), report_data.unit.name_vi
    return agency_in_prose(agency[0], unit) if agency else unit


def agency_in_prose(agency: str, unit: str) -> str:
    """'ỦY BAN NHÂN DÂN HUYỆN BẠCH THÔNG' → 'Ủy ban nhân dân huyện Bạch Thông'."""
    if agency.isupper() and agency.endswith(unit.upper()):
        return f"{agency.removesuffix(unit.upper()).capitalize()}{lower_first(unit)}"
    words = agency.split()
    if not agency.isupper() or len(words) <= OFFICE_WORDS:
        return agency
    office, place_name = " ".join(words[:OFFICE_WORDS]), " ".join(words[OFFICE_WORDS:])
    return f"{office.capitalize()} {place_name.title()}"


CONTENT_RENDERERS: dict[str, Callable[[ReportData, Section, Content], Iterable[object]]] = {
    "texts": _texts,
    "figures": section_figures,
    "lead": _lead,
    "bullet": _bullet,
    "paragraph": _paragraph,
    "table": lambda report_data, section, content: indicator_table(report_data, content),
    "chart": _chart,
    "documents": _documents,
    "programme_totals": lambda report_data, section, content: programme.totals(report_data),
    "programme_table": lambda report_data, section, content: summary_table(report_data),
    "unallocated": lambda report_data, section, content: programme.unallocated(report_data),
    "projects": lambda report_data, section, content: projects.projects(report_data, content),
}
