"""The Word file around the text: properties, settings, parts, and an archive without a clock."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import nsdecls, qn

from helpers.export.docx.styles import FACE, LOCALES, set_styles
from helpers.export.docx.xml import element
from helpers.export.head import ReportHead
from helpers.export.printable import printable

# No clock in the file: the same report gives the same bytes.
_DAY_ZERO = datetime(2000, 1, 1)
_ZIP_DAY = (2000, 1, 1, 0, 0, 0)
PROPERTY_LENGTH = 255
"""Characters that a core property holds (python-docx refuses more)."""
WORD_2013 = 15
# What python-docx's own template brings along and no report needs: a second set of styles, a
# bibliography, a thumbnail of an empty page, the program of its author's machine.
_NEEDLESS = (
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RT.CUSTOM_XML,
    RT.EXTENDED_PROPERTIES,
    RT.THUMBNAIL,
    RT.WEB_SETTINGS,
)
_FONTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>'
    f'<w:font w:name="{FACE}"><w:altName w:val="Liberation Serif"/>'
    '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)
"""Where the face is not at hand: one of the same widths, else any with serifs."""
_NEEDLESS_SETTINGS = ("proofState", "savePreviewPicture", "rsids", "decimalSymbol", "listSeparator")


def new_document(head: ReportHead) -> Document:
    """An empty document with the report's styles, language and properties."""
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for name in [n for n, relation in relations.items() if relation.reltype in _NEEDLESS]:
            del relations[name]
    document.part.part_related_by(RT.FONT_TABLE)._blob = _FONTS.encode()
    set_styles(document, head.lang)
    _set_settings(document, LOCALES[head.lang])
    _set_properties(document, head)
    return document


def packed(document: Document) -> bytes:
    """The document's archive with one fixed time on all of its members."""
    loose, archive = BytesIO(), BytesIO()
    document.save(loose)
    with ZipFile(loose) as source, ZipFile(archive, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, _ZIP_DAY)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return archive.getvalue()


def _set_settings(document: Document, locale: str) -> None:
    """Today's layout rules instead of Word 2010's; lines that end by hand are not stretched."""
    settings = document.settings.element
    for name in _NEEDLESS_SETTINGS:
        for needless in settings.findall(qn(f"w:{name}")):
            settings.remove(needless)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    language.attrib.clear()
    language.set(qn("w:val"), locale)
    rules = settings.find(qn("w:compat"))
    rules.remove(rules.find(qn("w:useFELayout")))
    rules.insert(0, element("w:doNotExpandShiftReturn"))
    for rule in rules.findall(qn("w:compatSetting")):
        if rule.get(qn("w:name")) == "compatibilityMode":
            rule.set(qn("w:val"), str(WORD_2013))


def _set_properties(document: Document, head: ReportHead) -> None:
    properties = document.core_properties
    properties.title, properties.author = _property(head.title), _property(head.agency)
    properties.language = head.lang
    properties.comments = properties.last_modified_by = properties.keywords = ""
    properties.created = properties.modified = _DAY_ZERO
    properties.revision = 1


def _property(text: str) -> str:
    return printable(" ".join(text.split()))[:PROPERTY_LENGTH]
