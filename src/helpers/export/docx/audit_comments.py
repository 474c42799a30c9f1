"""Findings of an audit as comments in a copy of the Word file, where the author sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from helpers.audit.examine import Examined
from helpers.audit.passages import Passage
from helpers.core.messages import message
from helpers.core.text import nfc
from helpers.export.html.audit_page import advice

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_NOT_SAID = re.compile(r"[\W_]+")
NOTED = ("contradiction", "doubtful")


class _Place(NamedTuple):
    """A paragraph with what it says, and what its row says (of the body: itself)."""

    paragraph: Paragraph
    words: str
    row: str


def with_comments(
    path: Path, passages: Sequence[Passage], found: Sequence[Examined], lang: str
) -> tuple[bytes, int]:
    """The file with a comment at each contradiction and each suspected figure, and their number.

    What stands in a note or a text box gets no comment: the page and the list have it.
    """
    from docx import Document as open_document

    document = open_document(str(path))
    places = list(_places(document))
    count = 0
    for item in (i for i in found if i.claim.verdict in NOTED):
        runs = _runs(places, passages[item.passage].text, item.words)
        if runs:
            kind = message(f"audit.class_{item.claim.verdict}", lang)
            author = message("audit.comment_author", lang)
            text = f"{kind[:1].upper()}{kind[1:]}. {advice(item, lang)}"
            document.add_comment(runs, text=text, author=author, initials="KSL")
            count += 1
    copy = BytesIO()
    document.save(copy)
    return copy.getvalue(), count


def _places(container: Document) -> Iterator[_Place]:
    """The paragraphs of a document and of its tables, in order."""
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _of_table(block)
        else:
            words = _said(block.text)
            yield _Place(block, words, words)


def _of_table(table: Table) -> Iterator[_Place]:
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}.values()
        said = "".join(_said(cell.text) for cell in cells)
        for cell in cells:
            for paragraph in cell.paragraphs:
                yield _Place(paragraph, _said(paragraph.text), said)


def _runs(places: Sequence[_Place], passage: str, words: str) -> list[Run]:
    """The runs that hold some words of a passage; none where it is not found."""
    wanted, whole = _said(words), _said(passage)
    for place in places:
        # A row is read with the words of merged cells repeated, so it is held rather than the same
        if wanted and wanted in place.words and place.row in whole:
            return _covering(place.paragraph, words)
    return []


def _covering(paragraph: Paragraph, words: str) -> list[Run]:
    """The runs from the first to the last of some words; all where they cannot be told apart."""
    runs = [run for run in paragraph.runs if run.text]
    start = paragraph.text.find(words)
    if start < 0:
        return runs
    covering, position = [], 0
    for run in runs:
        if position < start + len(words) and position + len(run.text) > start:
            covering.append(run)
        position += len(run.text)
    return covering or runs


def _said(text: str) -> str:
    """Letters and digits only: blanks and marks are read in more than one way."""
    return _NOT_SAID.sub("", nfc(text)).casefold()
