"""What python-docx has no call for: borders, fields, links, list marks, repeated header rows."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

LIST_MARKS = ("-", "+")
INDENT_TWIPS = 720


def element(tag: str, **attributes: object):
    """An element such as ``w:tblHeader`` with attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_page_number(paragraph) -> None:
    """A PAGE field at the end of a paragraph."""
    run = paragraph.add_run()._r
    run.append(element("w:fldChar", fldCharType="begin"))
    code = element("w:instrText")
    code.text = "PAGE"
    run.append(code)
    run.append(element("w:fldChar", fldCharType="end"))


def draw_line(paragraph, left_mm: float, right_mm: float) -> None:
    """A thin rule within the paragraph's indents, with as little height as Word allows."""
    from docx.shared import Mm, Pt

    form = paragraph.paragraph_format
    form.left_indent, form.right_indent, form.first_line_indent = Mm(left_mm), Mm(right_mm), 0
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(4)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz=6, space=1, color="auto"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def link_to(paragraph, anchor: str, text: str) -> None:
    """A run that leads to a bookmark of the document, looking like the text around it."""
    link = element("w:hyperlink", anchor=anchor, history=1)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def bookmark(paragraph, name: str, number: int) -> None:
    """A bookmark at the start of a paragraph; ``number`` is unique within the document."""
    start = element("w:bookmarkStart", id=number, name=name)
    end = element("w:bookmarkEnd", id=number)
    place = paragraph._p.pPr
    position = 0 if place is None else list(paragraph._p).index(place) + 1
    paragraph._p.insert(position, end)
    paragraph._p.insert(position, start)


def set_widths(table, widths: Sequence[int]) -> None:
    """Widths of a table's columns, for the grid and for the cells that are there."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def repeat_header(row) -> None:
    """Set a row to stand again on top of every page that its table runs over."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_whole(row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def shade(cell, colour: str) -> None:
    """A background colour (RRGGBB) for a cell."""
    shading = element("w:shd", val="clear", color="auto", fill=colour)
    cell._tc.get_or_add_tcPr().append(shading)


def describe(inline, title: str, description: str) -> None:
    """Title and alternative text of a picture."""
    properties = inline._inline.docPr
    properties.set("title", title)
    properties.set("descr", description)


def add_list_marks(document, style) -> None:
    """Give a paragraph style the marks of an official list: "-", and "+" below it."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{INDENT_TWIPS}"/></w:pPr></w:lvl>'
        for level, mark in enumerate(LIST_MARKS)
    )
    numbering = document.part.numbering_part.element
    numbers = [int(n.get(qn("w:abstractNumId"))) for n in numbering.findall(qn("w:abstractNum"))]
    kind = max(numbers, default=0) + 1
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{kind}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    number = numbering.add_num(kind).numId
    properties = style.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    style.list_number = number


def set_list_level(paragraph, number: int, level: int) -> None:
    """Put a paragraph on a level of the list ``number``."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number
