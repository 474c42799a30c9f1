"""What python-docx has no call for: borders, fields, links, repeated header rows."""

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_SIDES = ("distT", "distB", "distL", "distR")


def element(tag: str, **attributes: object):
    """An element such as ``w:tblHeader`` with attributes of the same namespace."""
    new_element = OxmlElement(tag)
    for name, value in attributes.items():
        new_element.set(qn(f"w:{name}"), str(value))
    return new_element


def add_page_number(paragraph) -> None:
    """A PAGE field at the end of a paragraph."""
    run = paragraph.add_run()._r
    run.append(element("w:fldChar", fldCharType="begin"))
    code = element("w:instrText")
    code.text = "PAGE"
    run.append(code)
    run.append(element("w:fldChar", fldCharType="end"))


def restart_page_numbers(section) -> None:
    """Count the pages of a section from 1."""
    properties = section._sectPr
    for earlier in properties.findall(qn("w:pgNumType")):
        properties.remove(earlier)
    properties.insert_element_before(
        element("w:pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid"
    )


def draw_line(paragraph, left_mm: float, right_mm: float) -> None:
    """A thin rule between the paragraph's indents, just below the line of text before it."""
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent, form.first_line_indent = Mm(left_mm), Mm(right_mm), 0
    form.space_before, form.space_after, form.line_spacing = Pt(3), Pt(0), Pt(4)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz=6, space=0, color="auto"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def link_to(paragraph, run, name: str) -> None:
    """Make a paragraph's last run lead to a bookmark, looking like the text around it."""
    link = element("w:hyperlink", anchor=name, history=1)
    link.append(run._r)
    paragraph._p.append(link)


def bookmark(paragraph, name: str, number: int) -> None:
    """A bookmark at the start of a paragraph; ``number`` is unique within the document."""
    start = element("w:bookmarkStart", id=number, name=name)
    end = element("w:bookmarkEnd", id=number)
    paragraph_properties = paragraph._p.pPr
    position = (
        0 if paragraph_properties is None else list(paragraph._p).index(paragraph_properties) + 1
    )
    paragraph._p.insert(position, end)
    paragraph._p.insert(position, start)


def set_widths(table, widths_mm: Sequence[float]) -> None:
    """Fixed widths in mm of a table's columns, for the grid, the cells that are there and the sum.

    Word goes by the cells, LibreOffice by the grid: both must agree.
    """
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    table_width = table._tbl.tblPr.find(qn("w:tblW"))
    table_width.set(qn("w:type"), "dxa")
    table_width.set(qn("w:w"), str(sum(column.width.twips for column in table.columns)))


def name_table(table, name: str) -> None:
    """The name under which screen readers announce a table."""
    table._tbl.tblPr.append(element("w:tblCaption", val=name))


def repeat_header(row) -> None:
    """Set a row to be repeated on top of every page that its table runs over."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_on_one_page(row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def shade(cell, colour: str) -> None:
    """A background colour (RRGGBB) for a cell."""
    shading = element("w:shd", val="clear", color="auto", fill=colour)
    cell._tc.get_or_add_tcPr().append(shading)


def describe(inline, title: str, description: str) -> None:
    """Title and alternative text of a picture, and no distance that a program may assume."""
    properties = inline._inline.docPr
    properties.set("title", title)
    properties.set("descr", description)
    for side in _SIDES:
        inline._inline.set(side, "0")
