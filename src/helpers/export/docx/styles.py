"""Word styles with the measures of Decree 30/2020/NĐ-CP, Annex I."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from helpers.export.docx.xml import element
from helpers.export.text_widths import CELL_PADDING_MM

FACE = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
INDENT = Mm(12.7)
BODY_SIZE = 13
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
BODY, LEAD, NOTE = "Body Text", "Report Lead", "Report Note"
BULLETS = ("List Bullet", "List Bullet 2")
LIST_MARKS = ("-", "+")
ANNEX_HEADING, TABLE, GAP = "Annex Heading", "Report Table", "Table Gap"
TABLE_SIZES = {"Table Text": 11, "Table Text Wide": 10, "Table Text Dense": 8.5}
SHADE = "F3F3F0"
# Level of the outline → bold, italic, capitals.
HEADINGS = {
    1: (True, False, True),
    2: (True, False, False),
    3: (True, False, False),
    4: (True, True, False),
    5: (False, True, False),
}
_KEPT = {
    "normal", "default paragraph font", "normal table", "no list", "header", "title", "subtitle",
    "caption", "body text", *(name.lower() for name in BULLETS),
    *(f"heading {level}" for level in HEADINGS),
}  # fmt: skip


def set_styles(document: Document, lang: str) -> None:
    """Give the document the styles of an official report, and no others."""
    _drop_others(document)
    _set_defaults(document, LOCALES[lang])
    plain = document.styles["Normal"]
    _font(plain, BODY_SIZE)
    _space(plain, before=0, after=0, line=1, indent=0, align=ALIGN.LEFT)
    plain.paragraph_format.widow_control = True
    _set_text_styles(document)
    _set_headings(document)
    _set_tables(document)


def style_id(name: str) -> str:
    """The id that paragraphs carry for one of this module's styles."""
    return name.replace(" ", "")


def _set_text_styles(document: Document) -> None:
    body = document.styles[BODY]
    _space(body, before=0, after=6, line=1.15, indent=INDENT, align=ALIGN.JUSTIFY)
    lead = _paragraph_style(document, LEAD, BODY)
    lead.font.bold, lead.paragraph_format.keep_with_next = True, True
    _paragraph_style(document, NOTE, BODY).font.italic = True
    caption = document.styles["Caption"]
    _font(caption, 12, bold=False, italic=True)
    _space(caption, before=2, after=8, line=1, indent=0, align=ALIGN.CENTER)
    caption.paragraph_format.keep_together = True
    for name in BULLETS:
        style = document.styles[name]
        for leftover in ("w:contextualSpacing", "w:numPr", "w:tabs"):
            _drop(style, leftover)
        _space(style, before=0, after=6, line=1.15, indent=INDENT, align=ALIGN.JUSTIFY)
    _set_list_marks(document)
    for name, before in (("Title", 18), ("Subtitle", 0)):
        style = document.styles[name]
        for leftover in ("w:pBdr", "w:numPr", "w:contextualSpacing"):
            _drop(style, leftover)
        for leftover in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(leftover)
        _font(style, BODY_SIZE, bold=True)
        style.font.all_caps = name == "Title"
        _space(style, before=before, after=2, line=1.1, indent=0, align=ALIGN.CENTER)
        style.paragraph_format.keep_with_next = True


def _set_headings(document: Document) -> None:
    for level, (bold, italic, capitals) in HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _font(style, BODY_SIZE, bold=bold, italic=italic)
        style.font.all_caps = capitals
        style.next_paragraph_style = document.styles[BODY]
        _space(style, before=8, after=6, line=1.1, indent=INDENT, align=ALIGN.JUSTIFY)
        style.paragraph_format.keep_with_next = True
    annex = _paragraph_style(document, ANNEX_HEADING, "Heading 1")
    annex.font.all_caps = False
    annex.next_paragraph_style = document.styles[BODY]
    _space(annex, before=6, after=6, line=1.1, indent=0, align=ALIGN.CENTER)


def _set_tables(document: Document) -> None:
    for name, size in TABLE_SIZES.items():
        style = _paragraph_style(document, name, "Normal")
        _font(style, size)
        _space(style, before=1, after=1, line=1, indent=0, align=ALIGN.LEFT)
    gap = _paragraph_style(document, GAP, "Normal")
    _font(gap, 4)
    _space(gap, before=0, after=0, line=Pt(8), indent=0, align=ALIGN.LEFT)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="777777"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    padding = round(Mm(CELL_PADDING_MM).twips)
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1"'
            f' w:styleId="{style_id(TABLE)}"><w:name w:val="{TABLE}"/>'
            '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
            f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>"
            f'<w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
            '</w:tblCellMar></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr>'
            "</w:style>"
        )
    )


def _set_list_marks(document: Document) -> None:
    """The marks of an official list, "-" and "+" below it, as levels of one list."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{style_id(name)}"/><w:suff w:val="space"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{INDENT.twips}"/></w:pPr>'
        '<w:rPr><w:b w:val="0"/><w:i w:val="0"/></w:rPr></w:lvl>'
        for level, (name, mark) in enumerate(zip(BULLETS, LIST_MARKS, strict=True))
    )
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
    )
    number = numbering.add_num(0).numId
    for level, name in enumerate(BULLETS):
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number


def _drop_others(document: Document) -> None:
    """Remove the template's other styles: they fill the reader's list and a third of the file."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")).lower() not in _KEPT:
            styles.remove(style)
            continue
        for link in style.findall(qn("w:link")):
            style.remove(link)


def _set_defaults(document: Document, locale: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=locale, eastAsia=locale))
    _set_faces(properties.find(qn("w:rFonts")))


def _paragraph_style(document: Document, name: str, base: str):
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    style.quick_style = True
    return style


def _font(style, size: float, *, bold: bool | None = None, italic: bool | None = None) -> None:
    style.font.name, style.font.size = FACE, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = BLACK
    _set_faces(style.element.get_or_add_rPr().get_or_add_rFonts())


def _set_faces(faces) -> None:
    faces.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), FACE)


def _space(style, *, before: float, after: float, line: float, indent, align) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.first_line_indent, form.left_indent, form.alignment = indent, 0, align


def _drop(style, tag: str) -> None:
    properties = style.element.get_or_add_pPr()
    for leftover in properties.findall(qn(tag)):
        properties.remove(leftover)
