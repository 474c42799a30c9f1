"""Text of a finished report, passage by passage, with the place of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from helpers.ground.errors import InputError
from helpers.ground.messages import say
from helpers.ground.text import nfc

# Marks of Markdown and of formulas that a reader of a scan leaves in its text.
_MARKUP = str.maketrans(dict.fromkeys("*$\\", ""))
_ENDINGS = (".", ";", ":")
_BLOCKS = {
    "p",
    "li",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "caption",
    "figcaption",
    "div",
}


@dataclass(frozen=True)
class Passage:
    """A paragraph, a table row or a line; ``place`` says where a person finds it."""

    place: str
    text: str


def read_passages(path: Path) -> list[Passage]:
    """Passages of a .txt, .md, .html or .docx file. Raises InputError for another kind."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(sorted(READERS))
        raise InputError("audit.kind_unknown", file=path.name, kinds=kinds)
    return [p for p in reader(path) if p.text.strip()]


def _plain(path: Path) -> Iterator[Passage]:
    """Lines; one that goes on in the middle of a sentence, over a page's end, is joined."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    first, pieces = 1, []
    for number, line in enumerate(text.splitlines(), start=1):
        line = nfc(line.translate(_MARKUP)).strip()
        if not line:
            continue
        goes_on = line[0].islower() and pieces and not pieces[-1].endswith(_ENDINGS)
        if not goes_on and pieces:
            yield Passage(say("audit.line", number=first), " ".join(pieces))
            pieces = []
        first = number if not pieces else first
        pieces.append(line)
    if pieces:
        yield Passage(say("audit.line", number=first), " ".join(pieces))


class _Blocks(HTMLParser):
    """Text of block elements, in document order; scripts and styles are no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        if tag in _BLOCKS:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found[-1] += data


def _html(path: Path) -> Iterator[Passage]:
    parser = _Blocks()
    parser.feed(path.read_text(encoding="utf-8", errors="replace"))
    for number, text in enumerate((t for t in parser.found if t.strip()), start=1):
        yield Passage(say("audit.paragraph", number=number), nfc(" ".join(text.split())))


def _docx(path: Path) -> Iterator[Passage]:
    from docx import Document

    document = Document(str(path))
    for number, paragraph in enumerate(document.paragraphs, start=1):
        yield Passage(say("audit.paragraph", number=number), nfc(paragraph.text))
    for number, table in enumerate(document.tables, start=1):
        for row in table.rows:
            text = "; ".join(dict.fromkeys(cell.text for cell in row.cells))
            yield Passage(say("audit.table", number=number), nfc(text))


READERS: dict[str, Callable[[Path], Iterator[Passage]]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
}
