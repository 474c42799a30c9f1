"""The feedback copy of one received workbook."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from lxml import etree

from helpers.cleaning.readers import Workbook, address_of
from helpers.core.errors import InputError
from helpers.core.groups import grouped
from helpers.core.messages import message
from helpers.core.workbook_marks import WorkbookMarks, mark_words
from helpers.forms.feedback.colours import colour_numbers, put_colours, take_out_colours
from helpers.forms.feedback.comments import put_comments
from helpers.forms.feedback.list_sheet import first_cell, list_sheet, list_styles, without_controls
from helpers.forms.feedback.package import MAIN, Parts
from helpers.forms.feedback.plain_copy import plain_copy, sheet_names
from helpers.forms.feedback.points import Kind, Point
from helpers.forms.feedback.sheets import Sheets

EDITABLE = (".xlsx", ".xlsm")
MOST_COMMENTS = 500
"""Comments on one sheet: what is more is in the list only."""
LONGEST_COMMENT = 1_500
_AREA = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?")


@dataclass(frozen=True)
class FeedbackCopy:
    """A copy to send back: its file name, its content, and whether formats were lost."""

    name: str
    content: bytes
    is_plain: bool


def feedback_copy(
    name: str, data: bytes, book: Workbook, points: Sequence[Point], marks: WorkbookMarks
) -> FeedbackCopy:
    """The received file with its points marked.

    ``data``: its bytes, ``book``: what was read of it. Excel's workbooks are changed part by
    part, so that formats, formulas, charts, pictures and macros stay; of other kinds the content
    is written anew.
    """
    path = PurePath(name)
    if path.suffix.lower() in EDITABLE:
        try:
            content = _marked(data, book, points, marks, is_plain=False)
            return FeedbackCopy(_name(path, path.suffix.lower()), content, False)
        except (InputError, etree.XMLSyntaxError, KeyError):
            pass  # a package of another making: its content is written anew
    names = sheet_names(sheet.name for sheet in book.sheets)
    points = [replace(point, sheet=names.get(point.sheet, "")) for point in points]
    content = _marked(plain_copy(book), book, points, marks, is_plain=True)
    return FeedbackCopy(_name(path, ".xlsx"), content, True)


def _name(path: PurePath, suffix: str) -> str:
    ending = message("feedback.file_ending", "vi")
    stem = path.stem if path.stem.endswith(ending) else f"{path.stem}{ending}"
    return f"{stem}{suffix}"


def _marked(
    data: bytes, book: Workbook, points: Sequence[Point], marks: WorkbookMarks, *, is_plain: bool
) -> bytes:
    parts = Parts(data)
    sheets = Sheets(parts)
    earlier = (book.marks.list_sheet, mark_words()["hidden_sheet"]) if book.marks else ()
    for name in earlier:  # the program's own sheets of an earlier feedback, or of a blank form
        if name and name in sheets.names:
            sheets.remove(name)
    numbers = colour_numbers(sheets)
    last_columns = {sheet.name: sheet.last_column for sheet in book.sheets}
    for name in sheets.names:
        part = sheets.part_of(name)
        if part is None:
            continue
        here = [point for point in points if point.sheet == name]
        take_out_colours(parts.tree(part))
        areas: dict[Kind, list[str]] = {}
        for point in here:
            found = (_area(area, last_columns.get(name, 1)) for area in point.areas)
            areas.setdefault(point.kind, []).extend(filter(None, found))
        put_colours(parts, part, areas, numbers)
        put_comments(parts, part, _comments(here))
    introduction = _introduction(marks, points, is_plain=is_plain)
    listed = list_sheet(points, introduction, list_styles(sheets))
    list_name = _free(str(mark_words()["list_sheet"]), sheets.names)
    sheets.add(list_name, listed, is_first=True)
    marked = WorkbookMarks(**(vars(marks) | {"list_sheet": list_name}))
    sheets.add(str(mark_words()["hidden_sheet"]), _marks_sheet(marked))
    return parts.written()


def _free(name: str, taken: Iterable[str]) -> str:
    names, number, found = {n.casefold() for n in taken}, 1, name
    while found.casefold() in names:
        number += 1
        found = f"{name} {number}"
    return found


def _area(area: str, last_column: int) -> str:
    """The area to colour; a row as far as it is filled; empty for a sheet or a column."""
    if area.isdigit():
        return f"{address_of(int(area), 1)}:{address_of(int(area), max(last_column, 1))}"
    return area if _AREA.fullmatch(area) else ""


def _comments(points: Sequence[Point]) -> dict[str, str]:
    """First cell of each area → the words of all its points."""
    found = grouped(
        (address, _words(point))
        for point in points
        if point.areas and _AREA.fullmatch(address := first_cell(point.areas[0]))
    )
    begins = mark_words()["comment_begins"]
    texts = {address: "\n\n".join(dict.fromkeys(words)) for address, words in found.items()}
    return {
        address: f"{begins}\n{without_controls(text)}"[:LONGEST_COMMENT]
        for address, text in list(texts.items())[:MOST_COMMENTS]
    }


def _words(point: Point) -> str:
    read = message("feedback.was_read", "vi", text=point.shown) if point.shown else ""
    return "\n".join(filter(None, (read, point.problem, point.advice)))


def _introduction(marks: WorkbookMarks, points: Sequence[Point], *, is_plain: bool) -> list[str]:
    words = {"file": marks.original_name, "count": len(points)}
    names = ("title", "legend", "how_to_mend", "kept_plain" if is_plain else "kept")
    return [message(f"feedback.{name}", "vi", **words) for name in names]


def _marks_sheet(marks: WorkbookMarks) -> etree._Element:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t/></is></c>'
        f'<c r="B{n}" t="inlineStr"><is><t/></is></c></row>'
        for n, _ in enumerate(marks.rows(), start=1)
    )
    sheet = etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')
    texts = [text for row in marks.rows() for text in row]
    for element, text in zip(sheet.iter(f"{{{MAIN}}}t"), texts, strict=True):
        element.text = text
    return sheet
