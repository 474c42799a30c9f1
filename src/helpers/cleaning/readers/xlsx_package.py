"""Parts of an .xlsx or .xlsb package: sheets, cell styles, shared strings, comments."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from helpers.cleaning.readers.builtin_formats import BUILTIN_FORMATS
from helpers.cleaning.readers.note_marks import Run
from helpers.cleaning.readers.package import Package, local
from helpers.cleaning.readers.stored_cell import PAPER, PLAIN, CellStyle

Text = str | tuple[Run, ...]
WHITE_INDEXES = ("1", "9")
"""Of the old palette."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RAISED = {"superscript": 1, "subscript": -1}


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its name, its part, the kind of the part, whether it is hidden."""

    name: str
    part: str
    kind: str
    hidden: bool


def workbook_part(package: Package) -> str:
    """Name of the part that lists the sheets."""
    links = relationships(package, "")
    return next((part for kind, part in links.values() if kind == "officeDocument"), "")


def relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Id → kind of relation and part, of the relations of ``part`` ('' for the package)."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if part and not package.has(links):
        return {}
    found = {}
    for element in package.tree(links):
        target = element.get("Target", "").replace("\\", "/")
        joined = target if target.startswith("/") else posixpath.join(folder, target)
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = kind, posixpath.normpath(joined).lstrip("/")
    return found


@dataclass(frozen=True)
class BookFacts:
    """What the workbook part says: its sheets in order, whether dates count from 1904, and whether
    formulas are to be computed on opening (a program that cannot compute stored nought for each).
    """

    sheets: tuple[SheetPart, ...]
    epoch_1904: bool
    is_uncomputed: bool


def book_facts(package: Package, book: str) -> BookFacts:
    """The facts of the workbook part. Raises KeyError where a sheet has no part."""
    links = relationships(package, book)
    sheets, epoch_1904, is_uncomputed = [], False, False
    for element in package.tree(book).iter():
        name = local(element.tag)
        if name == "sheet":
            link = next(v for k, v in element.items() if k.endswith("}id"))
            kind, part = links[link]
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), part, kind, hidden))
        elif name == "workbookPr":
            epoch_1904 = is_on(element.get("date1904"))
        elif name == "calcPr":
            is_uncomputed = is_on(element.get("fullCalcOnLoad"))
    return BookFacts(tuple(sheets), epoch_1904, is_uncomputed)


def part_of_kind(package: Package, part: str, kind: str) -> str | None:
    """The part that ``part`` relates to in this way, None where it relates to none.

    Raises KeyError where the part that it names is not in the package.
    """
    for found, target in relationships(package, part).values():
        if found == kind:
            if not package.has(target):
                raise KeyError(target)
            return target
    return None


def is_on(value: str | None) -> bool:
    """Whether an XML attribute says yes."""
    return value in ("1", "true", "on")


@dataclass(frozen=True)
class ConditionalLook:
    """What a conditional format changes: the number format ('' for none), a line through."""

    code: str
    struck: bool


@dataclass(frozen=True)
class Styles:
    """What is pointed to by index: ``cells``: styles of cells; ``conditional``: looks of
    conditional formats."""

    cells: Sequence[CellStyle]
    conditional: Sequence[ConditionalLook]


def read_styles(package: Package, part: str | None) -> Styles:
    """The styles of a workbook, from the part that holds them."""
    groups = {local(group.tag): list(group) for group in package.tree(part)} if part else {}
    codes = dict(BUILTIN_FORMATS)
    for element in groups.get("numFmts", ()):
        codes[int(element.get("numFmtId", "-1"))] = element.get("formatCode", "")
        package.tally.add("letters", len(element.get("formatCode", "")))
    fonts = groups.get("fonts", ())
    struck = dict(enumerate(any(_is_set(e, "strike") for e in font) for font in fonts))
    inks = [next((colour(e.attrib) for e in f if local(e.tag) == "color"), "") for f in fonts]
    papers = [_paper(fill) for fill in groups.get("fills", ())]
    cells = []
    for style in groups.get("cellXfs", ()):
        package.tally.add("styles")
        font, fill = int(style.get("fontId", "0")), int(style.get("fillId", "0"))
        code = codes.get(int(style.get("numFmtId", "0")), "General")
        paper = papers[fill] if fill < len(papers) else PAPER
        unseen = font < len(inks) and inks[font] == paper
        cells.append(CellStyle(code, struck.get(font, False), _indent(style), unseen))
    looks = [_conditional_look(package, look) for look in groups.get("dxfs", ())]
    return Styles(cells or [PLAIN], looks)


def _conditional_look(package: Package, look: ElementTree.Element) -> ConditionalLook:
    package.tally.add("styles")
    code = next((e.get("formatCode", "") for e in look if local(e.tag) == "numFmt"), "")
    return ConditionalLook(code, any(_is_set(e, "strike") for font in look for e in font))


def colour(stated: Mapping[str, str]) -> str:
    """A colour in six digits, or as it is named in theme or palette; '' for the automatic one."""
    theme, index, tint = stated.get("theme"), stated.get("indexed"), float(stated.get("tint", "0"))
    if index in WHITE_INDEXES or (theme == "0" and tint == 0):
        return PAPER
    named = f"theme {theme} {tint}" if theme else f"index {index}" if index else ""
    return named or stated.get("rgb", "")[-6:].lower()


def _indent(style: ElementTree.Element) -> int:
    """Steps of indent from the left; a centred text or one on the right has none."""
    alignment = next((e for e in style if local(e.tag) == "alignment"), style)
    is_left = alignment.get("horizontal", "left") in ("left", "general")
    return int(alignment.get("indent", "0")) if is_left else 0


def shared_strings(package: Package, part: str) -> list[Text]:
    """The table of strings that cells point to."""
    strings: list[Text] = []
    depth = 0
    with package.open(part) as stream:
        events = ElementTree.iterparse(stream, events=("start", "end"))
        root = next(events)[1]
        for event, element in events:
            depth += 1 if event == "start" else -1
            if event == "start":
                package.tally.add("records")
            elif depth == 0:
                package.tally.add("strings")
                strings.append(rich_text(element))
                root.clear()
    return strings


def rich_text(item: ElementTree.Element) -> Text:
    """A string item without its phonetic part."""
    runs = []
    for child in item:
        if local(child.tag) == "t":
            runs.append(Run(unescape(child.text or "")))
        elif local(child.tag) == "r":
            runs.append(_run(child))
    return as_text(runs)


def as_text(runs: list[Run]) -> Text:
    """Runs as plain text, or as they are where any is raised, lowered or struck out."""
    if any(run.raised or run.struck or run.unseen for run in runs):
        return tuple(runs)
    return "".join(run.text for run in runs)


def unescape(text: str) -> str:
    """Text with its _x000D_ escapes resolved."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def comments(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Address and text of each comment of a part."""
    for element in package.tree(part).iter():
        if local(element.tag) in ("comment", "threadedComment"):
            texts = (e.text or "" for e in element.iter() if local(e.tag) in ("t", "text"))
            yield element.get("ref", ""), unescape("".join(texts)).strip()


def _paper(fill: ElementTree.Element) -> str:
    """The one colour that a fill gives its cells; a pattern of two has none."""
    for pattern in fill:
        kind = pattern.get("patternType", "none") if local(pattern.tag) == "patternFill" else ""
        if kind == "solid":
            found = (colour(e.attrib) for e in pattern if local(e.tag) == "fgColor")
            return next(found, "") or "none"
        return PAPER if kind in ("none", "gray125") else "several"
    return PAPER


def text_boxes(package: Package, part: str) -> Iterator[str]:
    """Texts that float over a sheet, each with its lines."""
    for kind, target in relationships(package, part).values():
        if kind == "drawing" and package.has(target):
            for body in package.tree(target).iter():
                if local(body.tag) == "txBody":
                    lines = ("".join(_texts(p)) for p in body if local(p.tag) == "p")
                    yield "\n".join(lines)


def has_picture(package: Package, part: str) -> bool:
    """True where a picture floats over a sheet."""
    drawings = (t for kind, t in relationships(package, part).values() if kind == "drawing")
    return any(
        local(element.tag) == "pic"
        for target in drawings
        if package.has(target)
        for element in package.tree(target).iter()
    )


def _texts(element: ElementTree.Element) -> Iterator[str]:
    return (e.text or "" for e in element.iter() if local(e.tag) == "t")


def _run(element: ElementTree.Element) -> Run:
    text, raised, struck, unseen = "", 0, False, False
    for child in element:
        if local(child.tag) == "t":
            text += unescape(child.text or "")
        elif local(child.tag) == "rPr":
            unseen = any(local(e.tag) == "color" and colour(e.attrib) == PAPER for e in child)
            struck = any(_is_set(e, "strike") for e in child)
            raised = next(
                (_RAISED.get(e.get("val", ""), 0) for e in child if local(e.tag) == "vertAlign"), 0
            )
    return Run(text, raised, struck, unseen)


def _is_set(element: ElementTree.Element, name: str) -> bool:
    return local(element.tag) == name and is_on(element.get("val", "1"))
