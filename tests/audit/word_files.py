"""Small Word files out of XML: what tests of the Word reader share."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.oxml import parse_xml

from helpers.audit.passages import Passage
from helpers.audit.readers.report_file import passages_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = {
    WORD: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RAISED = '<w:vertAlign w:val="superscript"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def word_file(body: str, styles: str = "") -> bytes:
    """A .docx with this body; ``styles`` are added to the usual ones."""
    document = Document()
    for place, element in enumerate(list(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"))):
        document.element.body.insert(place, element)
    for element in list(parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>")):
        if element.tag.endswith("docDefaults"):
            document.styles.element.remove(document.styles.element[0])
            document.styles.element.insert(0, element)
        else:
            document.styles.element.append(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def strict(data: bytes) -> bytes:
    """The same file in the namespaces of ISO 29500 Strict."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for transitional, other in STRICT.items():
                content = content.replace(transitional.encode(), other.encode())
            new.writestr(name, content)
    return buffer.getvalue()


def passages(body: str, styles: str = "") -> list[Passage]:
    return passages_of(word_file(body, styles), "a.docx")


def texts(body: str, styles: str = "") -> list[str]:
    return [passage.text for passage in passages(body, styles)]
