"""Comments of a sheet: the program's own are put in and taken out, the office's stay."""

import re
from collections.abc import Mapping

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from helpers.core.workbook_marks import mark_words
from helpers.forms.feedback.package import (
    ID,
    MAIN,
    OFFICE,
    SPACES_COUNT,
    Element,
    Parts,
    required,
    tag,
)
from helpers.forms.feedback.sheets import insert_in_order

AUTHOR = "baocao"
BOX_COLUMNS, BOX_ROWS = 5, 9
"""Size of the box that a comment opens, in cells of the sheet."""
DRAWING = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>"""  # noqa: E501
BOX = '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'  # noqa: E501
SHAPE = '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;z-index:{number}" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left},15,{top},2,{right},15,{bottom},4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>'  # noqa: E501
_SHAPE = re.compile(r"<v:shape\b(?!type).*?</v:shape>", re.DOTALL)
FIRST_SHAPE = 90_000
"""Numbers of our shapes: above those that programs give to the first sheets."""


def put_comments(parts: Parts, sheet: str, texts: Mapping[str, str]) -> None:
    """Give cells of a sheet's part comments: address → text.

    What the office wrote in a comment stays before it; where it began a thread of comments, none
    is put. Comments of the program that were there are taken out.
    """
    root = _comments_root(parts, sheet, is_needed=bool(texts))
    if root is None:
        return
    listed = required(root.find(tag("commentList")))
    gone = _take_out(listed)
    threads = _threads(parts, sheet)
    author = _author(root)
    known = {element.get("ref", ""): element for element in listed}
    added = []
    for address, text in texts.items():
        if address in threads:
            continue
        if address not in known:
            about = {"ref": address, "authorId": str(author)}
            known[address] = etree.SubElement(listed, tag("comment"), about)
            etree.SubElement(known[address], tag("text"))
            added.append(address)
        _append(known[address], text)
    _draw(parts, sheet, [a for a in gone if a not in added], [a for a in added if a not in gone])


def _comments_root(parts: Parts, sheet: str, *, is_needed: bool) -> Element | None:
    name = parts.linked(sheet, "comments")
    if name is None and is_needed:
        name = parts.free_name("xl/comments{}.xml")
        empty = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
        parts.put(name, empty.encode(), f"{OFFICE}.spreadsheetml.comments+xml")
        parts.link(sheet, "comments", name)
    return parts.tree(name) if name else None


def _threads(parts: Parts, sheet: str) -> set[str]:
    found = (part for _, kind, part in parts.links(sheet) if kind == "threadedComment")
    return {e.get("ref", "") for part in found for e in parts.tree(part)}


def _author(root: Element) -> int:
    authors = required(root.find(tag("authors")))
    names = [element.text for element in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, tag("author")).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _take_out(listed: Element) -> list[str]:
    """Remove the program's words; addresses of comments of which nothing is left."""
    begins, gone = str(mark_words()["comment_begins"]), []
    for comment in list(listed):
        runs = list(comment.iter(tag("t")))
        whole = "".join(run.text or "" for run in runs)
        if begins not in whole:
            continue
        rest = whole.partition(begins)[0].strip()
        if not rest:
            listed.remove(comment)
            gone.append(comment.get("ref", ""))
            continue
        for run in runs:
            run.text = ""
        runs[0].text = rest
    return gone


def _append(comment: Element, text: str) -> None:
    holder = required(comment.find(tag("text")))
    before = "".join(run.text or "" for run in holder.iter(tag("t")))
    loose = holder.find(tag("t"))
    if loose is not None:
        holder.remove(loose)
        _run(holder, before)
    _run(holder, f"\n\n{text}" if before else text)


def _run(holder: Element, text: str) -> None:
    etree.SubElement(etree.SubElement(holder, tag("r")), tag("t"), SPACES_COUNT).text = text


def _draw(parts: Parts, sheet: str, gone: list[str], added: list[str]) -> None:
    """The boxes of comments: Excel shows none without them."""
    root = parts.tree(sheet)
    link = root.find(tag("legacyDrawing"))
    targets = {identifier: part for identifier, _, part in parts.links(sheet)}
    if link is None:
        if not added:
            return
        name = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        parts.declare_suffix("vml", f"{OFFICE}.vmlDrawing")
        parts.put(name, DRAWING.encode())
        link = etree.Element(tag("legacyDrawing"), {ID: parts.link(sheet, "vmlDrawing", name)})
        insert_in_order(root, link)
    else:
        name = targets[link.get(ID, "")]
    places = {_position(address) for address in gone}
    text = _SHAPE.sub(lambda m: "" if _place_of(m[0]) in places else m[0], parts.text(name))
    shapes = "" if 'id="_x0000_t202"' in text else BOX
    first = FIRST_SHAPE + text.count("<v:shape ")
    for number, address in enumerate(added, start=first):
        row, column = _position(address)
        box = {"left": column + 1, "right": column + 1 + BOX_COLUMNS, "top": max(row - 1, 0)}
        bottom = box["top"] + BOX_ROWS
        shapes += SHAPE.format(number=number, row=row, column=column, bottom=bottom, **box)
    head, end, tail = text.rpartition("</xml>")
    parts.put(name, f"{head}{shapes}{end}{tail}".encode())


def _position(address: str) -> tuple[int, int]:
    """Row and column from 0."""
    letters, row = coordinate_from_string(address)
    return row - 1, column_index_from_string(letters) - 1


def _place_of(shape: str) -> tuple[int, int] | None:
    row = re.search(r"<x:Row>\s*(\d+)", shape)
    column = re.search(r"<x:Column>\s*(\d+)", shape)
    return (int(row[1]), int(column[1])) if row and column else None
