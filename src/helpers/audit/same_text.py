"""Does another file of a report state what the examined one states? Words and figures compared.

The examined file is read in full by the gate. A PDF or Word file of the same report is only looked
through for its words: reading its tables and examining it again would cost three times as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from zipfile import ZipFile

from helpers.audit.readers.report_file import passages_of
from helpers.core.text import nfc

_PAGE_ONLY = re.compile(
    rb'<details>.*?</details>|<section class="summary">.*?</section>', re.DOTALL
)
"""Data behind a chart and the summary for the signer: a PDF or Word file has neither."""
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</w:p>|</w:tc>|<w:tab/>|<w:br/>")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\s?(?=[^\W\d_])")
_CAPITAL = "".join(mark for mark in map(chr, range(0x1EFA)) if mark.isupper())
_JOINED = re.compile(rf"(?<=[^\W\d_{_CAPITAL}])(?=[{_CAPITAL}])")
_WORD = re.compile(r"[-+]?\d[\d.,]*\d|[-+]?\d|[^\W\d_]+")
SOFT = str.maketrans({"\ufffe": "", "\u00ad": "", "\x02": "", "−": "-"})
NEAR, FAR = 2, 4
"""Words on both sides of a figure, and on one side where a page ends on the other."""
LONG = 3
"""Digits of a number that is not in another text by chance."""


class StatedText:
    """What a report states: its passages with figures, and all its words."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self._numbers = {word for word in _words(data.decode("utf-8", "ignore")) if _is_long(word)}
        shown = passages_of(_PAGE_ONLY.sub(b"", data), path.name)
        self.passages = [p for p in shown if not p.is_unread and _has_digit(p.text)]

    def first_difference(self, path: Path) -> str:
        """The first words of a passage that another file states otherwise, else nothing."""
        found = _words(plain_text(path))
        known, runs = set(found), _runs(found)
        for passage in self.passages:
            words = _words(passage.text)
            if not known.issuperset(words) or not all(_stands(words, n, runs) for n in _at(words)):
                return passage.text
        return next((w for w in found if _is_long(w) and w not in self._numbers), "")


def differences(examined: Path, others: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Files that state something otherwise than the examined one, and the words of it."""
    stated = StatedText(examined) if others else None
    for path in others:
        words = stated.first_difference(path) if stated is not None else ""
        if words:
            yield path, words


def plain_text(path: Path) -> str:
    """The words of a PDF or Word file in their order, without its tables. Raises InputError."""
    if path.suffix == ".pdf":
        import pypdfium2

        document = pypdfium2.PdfDocument(path.read_bytes())
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    if path.suffix == ".docx":
        with ZipFile(path) as package:
            held = {*package.namelist()} & {"word/document.xml", "word/footnotes.xml"}
            parts = [package.read(name).decode("utf-8") for name in sorted(held)]
        return unescape(_TAG.sub("", _PARAGRAPH.sub("\n", "\n".join(parts))))
    return "\n".join(passage.text for passage in passages_of(path.read_bytes(), path.name))


def _words(text: str) -> list[str]:
    plain = _HYPHEN.sub("", nfc(text).translate(SOFT))
    return _WORD.findall(_JOINED.sub(" ", plain).casefold())


def _has_digit(text: str) -> bool:
    return any(mark.isdigit() for mark in text)


def _is_long(word: str) -> bool:
    return sum(mark.isdigit() for mark in word) >= LONG


def _at(words: Sequence[str]) -> Iterator[int]:
    """Where the figures of a passage stand."""
    return (n for n, word in enumerate(words) if word[-1].isdigit())


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of one to three words and of five."""
    lengths = (*range(1, NEAR + 2), FAR + 1)
    return {run for n in lengths for run in zip(*(words[k:] for k in range(n)), strict=False)}


def _stands(words: Sequence[str], place: int, runs: set[tuple[str, ...]]) -> bool:
    """True where a figure stands in a text with the same words around it."""

    def has(start: int, end: int) -> bool:
        return tuple(words[max(0, start) : end]) in runs

    if has(place - NEAR, place + 1) and has(place, place + 1 + NEAR):
        return True
    before = place >= FAR and has(place - FAR, place + 1)
    return before or (place + FAR < len(words) and has(place, place + 1 + FAR))
