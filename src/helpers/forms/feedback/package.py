"""The parts of an .xlsx package, changed where needed and written back; the rest stays as it is."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from helpers.core.errors import InputError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CONTENT_TYPES = "[Content_Types].xml"
ID = f"{{{LINKS}}}id"
SPACES_COUNT = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
"""Attributes of an element whose text keeps its blanks."""
OFFICE = "application/vnd.openxmlformats-officedocument"
Element = etree._Element


def parse(data: bytes) -> Element:
    """XML of an office, without entities and without any access to the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def tag(name: str) -> str:
    """Name of an element of spreadsheets."""
    return f"{{{MAIN}}}{name}"


def required(found: Element | None) -> Element:
    """An element that every package of this kind has."""
    assert found is not None
    return found


class Parts:
    """Parts by name. What is parsed through ``tree`` is written back as it is then."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self._data = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        self._trees: dict[str, Element] = {}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._data or name in self._trees

    def tree(self, name: str) -> Element:
        """A part as XML, to read and to change. Raises KeyError where there is none."""
        if name not in self._trees:
            self._trees[name] = parse(self._data[name])
        return self._trees[name]

    def text(self, name: str) -> str:
        """A part as text. Raises KeyError where there is none."""
        return self._data[name].decode("utf-8", errors="replace")

    def put(self, name: str, data: bytes, content_type: str = "") -> None:
        """Add or replace a part."""
        self._data[name] = data
        self._trees.pop(name, None)
        if content_type:
            types = self.tree(CONTENT_TYPES)
            if not any(element.get("PartName") == f"/{name}" for element in types):
                about = {"PartName": f"/{name}", "ContentType": content_type}
                etree.SubElement(types, f"{{{TYPES}}}Override", about)

    def remove(self, name: str) -> None:
        """Delete a part and what declares its content."""
        self._data.pop(name, None)
        self._trees.pop(name, None)
        for element in list(self.tree(CONTENT_TYPES)):
            if element.get("PartName") == f"/{name}":
                self.tree(CONTENT_TYPES).remove(element)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Say what files with a suffix hold."""
        types = self.tree(CONTENT_TYPES)
        if not any(e.get("Extension", "").lower() == suffix for e in types):
            about = {"Extension": suffix, "ContentType": content_type}
            types.insert(0, etree.Element(f"{{{TYPES}}}Default", about))

    def free_name(self, pattern: str) -> str:
        """A part's name that is not taken: 'xl/comments{}.xml' with a number."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def links(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and target of the relations of a part that are inside the package."""
        if not self.has(_links_of(part)):
            return
        for element in self.tree(_links_of(part)):
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "")
            joined = target if target.startswith("/") else f"{posixpath.dirname(part)}/{target}"
            name = posixpath.normpath(joined).lstrip("/")
            yield element.get("Id", ""), element.get("Type", "").rpartition("/")[2], name

    def linked(self, part: str, kind: str) -> str | None:
        """The first part that ``part`` relates to in a way."""
        return next((name for _, found, name in self.links(part) if found == kind), None)

    def link(self, part: str, kind: str, target: str) -> str:
        """Relate ``part`` to another; the id of the relation."""
        name = _links_of(part)
        if not self.has(name):
            self._data[name] = f'<Relationships xmlns="{PACKAGE}"/>'.encode()
        tree = self.tree(name)
        taken = {element.get("Id") for element in tree}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        about = {"Id": f"rId{number}", "Type": f"{LINKS}/{kind}", "Target": f"/{target}"}
        etree.SubElement(tree, f"{{{PACKAGE}}}Relationship", about)
        return f"rId{number}"

    def unlink(self, part: str, identifier: str) -> None:
        """Remove a relation of ``part``."""
        tree = self.tree(_links_of(part))
        for element in list(tree):
            if element.get("Id") == identifier:
                tree.remove(element)

    def written(self) -> bytes:
        """The package: same content, same bytes."""
        for name, tree in self._trees.items():
            data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            self._data[name] = data
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for name, data in self._data.items():
                entry = ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, data)
        return buffer.getvalue()


def workbook_part(parts: Parts) -> str:
    """The part that lists the sheets. Raises InputError for a workbook that cannot be changed.

    Strict workbooks have other names for the same elements.
    """
    name = parts.linked("", "officeDocument")
    if name is None or parts.tree(name).tag != tag("workbook") or not parts.linked(name, "styles"):
        raise InputError("feedback.not_editable")
    return name


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
