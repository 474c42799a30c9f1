"""What a Word file said when it was written: a hash of each line, kept within the file.

By them a line that was never touched is told from one that a person changed.
"""

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from helpers.audit.readers.report_file import passages_of
from helpers.core.errors import InputError

_SPACE = "urn:bao-cao:written-lines"
_ID = "{6B7B6D1E-5A63-4C0B-9E55-5D2B1F0C7A11}"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><ds:datastoreItem ds:itemID="'
    f'{_ID}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_LENGTH = 16


def line_hash(text: str) -> str:
    """A line's hash, whatever its spaces."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:_LENGTH]


def add_written_lines(document: Document) -> None:
    """Keep the hashes of the document's lines in a part of their own."""
    archive = BytesIO()
    document.save(archive)
    try:
        lines = [p.text for p in passages_of(archive.getvalue(), "bao-cao.docx") if not p.is_unread]
    except InputError:  # a document that cannot be read back has no base
        return
    root = etree.Element(f"{{{_SPACE}}}lines")
    root.text = " ".join(line_hash(line) for line in lines)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", blob, package)
    about = PackURI("/customXml/itemProps1.xml")
    item.relate_to(
        Part(about, _PROPERTIES_TYPE, _PROPERTIES.encode(), package), RT.CUSTOM_XML_PROPS
    )
    document.part.relate_to(item, RT.CUSTOM_XML)


def written_lines(path: Path) -> frozenset[str]:
    """The hashes in a Word file; none where it has lost them or never had them."""
    try:
        with ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.startswith("customXml/item")]
            return frozenset(_hashes(archive.read(name) for name in names))
    except (BadZipFile, KeyError):
        return frozenset()


def _hashes(parts: Iterable[bytes]) -> Iterable[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for part in parts:
        try:
            root = etree.fromstring(part, parser)
        except etree.XMLSyntaxError:
            continue
        if root.tag == f"{{{_SPACE}}}lines":
            yield from (root.text or "").split()
