"""Word styles with the measures of Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from helpers.export.docx_xml import add_list_marks, element

FACE = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
INDENT = Mm(12.7)
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
ANNEX_HEADING, NOTE, LEAD = "Annex Heading", "Report Note", "Report Lead"
TABLE_SIZES = {"Table Text": 12, "Table Text Wide": 10, "Table Text Dense": 8.5}
# Level of the outline → bold, italic, capitals.
HEADINGS = {
    1: (True, False, True),
    2: (True, False, False),
    3: (True, False, False),
    4: (True, True, False),
    5: (False, True, False),
}


def set_styles(document: Document, lang: str) -> None:
    """Give the document's styles the face, sizes and spacing of an official report."""
    _set_defaults(document, lang)
    body = document.styles["Normal"]
    _font(body, 14)
    _space(body, before=0, after=6, line=1.15, indent=INDENT, align=ALIGN.JUSTIFY)
    for level, (bold, italic, capitals) in HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _font(style, 14, bold=bold, italic=italic)
        style.font.all_caps = capitals
        _space(style, before=8, after=6, line=1.1, indent=INDENT, align=ALIGN.JUSTIFY)
        style.paragraph_format.keep_with_next = True
    annex = _paragraph_style(document, ANNEX_HEADING, "Heading 1")
    annex.font.all_caps = False
    _space(annex, before=0, after=6, line=1.1, indent=0, align=ALIGN.CENTER)
    bullets = document.styles["List Bullet"]
    _space(bullets, before=0, after=6, line=1.15, indent=INDENT, align=ALIGN.JUSTIFY)
    spacing = bullets.element.pPr.find(qn("w:contextualSpacing"))
    if spacing is not None:
        bullets.element.pPr.remove(spacing)
    add_list_marks(document, bullets)
    caption = document.styles["Caption"]
    _font(caption, 12, bold=False, italic=True)
    _space(caption, before=2, after=8, line=1, indent=0, align=ALIGN.CENTER)
    lead = _paragraph_style(document, LEAD, "Normal")
    lead.font.bold = True
    lead.paragraph_format.keep_with_next = True
    _paragraph_style(document, NOTE, "Normal").font.italic = True
    for name, size in TABLE_SIZES.items():
        style = _paragraph_style(document, name, "Normal")
        _font(style, size)
        _space(style, before=1, after=1, line=1, indent=0, align=ALIGN.LEFT)
    _font(document.styles["Header"], 14)
    for name in ("Title", "Subtitle"):
        _set_title(document.styles[name])


def _set_title(style) -> None:
    _font(style, 14, bold=True)
    style.font.all_caps = style.name == "Title"
    _space(style, before=6 if style.name == "Title" else 0, after=2, line=1.1, indent=0,
           align=ALIGN.CENTER)  # fmt: skip
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _set_defaults(document: Document, lang: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    locale = LOCALES[lang]
    properties.append(element("w:lang", val=locale, eastAsia=locale))


def _paragraph_style(document: Document, name: str, base: str):
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    style.quick_style = True
    return style


def _font(style, size: float, *, bold: bool | None = None, italic: bool | None = None) -> None:
    style.font.name, style.font.size = FACE, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = BLACK
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(faces.attrib):
        del faces.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), FACE)


def _space(style, *, before: float, after: float, line: float, indent, align) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.first_line_indent, form.left_indent, form.alignment = indent, 0, align
