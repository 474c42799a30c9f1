"""Parts of a Word package and the names of their elements, in both kinds of Office Open XML."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from posixpath import basename, dirname, join, normpath

from lxml import etree

from helpers.cleaning.readers.package import MAX_UNPACKED_BYTES
from helpers.core.errors import InputError

Element = etree._Element
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",  # ISO 29500 Strict
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
_MAIN = "officeDocument"


class WordPackage:
    """The XML parts of a .docx; names of parts are found whatever their case."""

    def __init__(self, data: bytes, name: str) -> None:
        self._zip = zipfile.ZipFile(BytesIO(data))
        entries = self._zip.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            limit = f"{MAX_UNPACKED_BYTES >> 20} MB"
            raise InputError("reading.too_large", file=name, limit=limit)
        self._names = {entry.filename.lower(): entry.filename for entry in entries}
        (self.main,) = self._related("", _MAIN)

    def document(self) -> Element:
        """The root of the text itself."""
        return self._root(self.main)

    def related(self, kind: str) -> Iterator[Element]:
        """Roots of the parts that the text refers to as ``styles``, ``footnotes`` …"""
        return map(self._root, self._related(self.main, kind))

    def _root(self, part: str) -> Element:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=True,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        return etree.fromstring(self._zip.read(self._names[part.lower()]), parser)

    def _related(self, part: str, kind: str) -> list[str]:
        """Parts within the package that a part (the package itself: "") refers to as a kind."""
        folder = dirname(part)
        relations = join(folder, "_rels", f"{basename(part)}.rels")
        if relations.lower() not in self._names:
            return []
        return [
            normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
            for relation in self._root(relations)
            if relation.get("Type", "").endswith(f"/{kind}")
            and relation.get("TargetMode") != "External"
        ]


def name_of(element: Element) -> str:
    """``p``, ``tbl``, ``mc:Choice``, ``m:t``; "?" and the name for any other vocabulary."""
    name = etree.QName(element)
    return _PREFIXES.get(name.namespace or "", "?") + name.localname


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this name, of which the first child of the next name …"""
    for name in path:
        children = element if element is not None else ()
        element = next((each for each in children if name_of(each) == name), None)
    return element


def value_of(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's, whichever namespace it has."""
    if element is None:
        return None
    attributes = ((str(key), str(value)) for key, value in element.attrib.items())
    return next((value for key, value in attributes if etree.QName(key).localname == name), None)


def number_of(element: Element | None, default: int) -> int:
    """The number that an element gives as its value; ``default`` where there is none."""
    value = value_of(element) or ""
    return int(value) if value.isdecimal() else default
