"""Repair of legacy Vietnamese text in cells, only where the evidence is clear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from helpers.cleaning.readers.legacy import decode_tcvn3, decode_vni
from helpers.cleaning.readers.model import Cell, ReaderNote, Sheet
from helpers.cleaning.readers.mojibake import looks_damaged, restore
from helpers.cleaning.readers.syllables import is_syllable
from helpers.core.text import INVISIBLE, nfc

DECODERS: dict[str, Callable[[str], str]] = {"tcvn3": decode_tcvn3, "vni": decode_vni}

_TOKEN = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_LEGACY = re.compile(r"[\u00a1-\u00ff]")
_UNICODE_VIETNAMESE = re.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1"
                                 r"\u01af\u01b0\u1ea0-\u1ef9]")  # fmt: skip
_HIDDEN = re.compile(f"[{INVISIBLE.replace(chr(0xAD), '')}]")
"""Signs that nobody sees and no old set has; a soft hyphen is a letter of TCVN3."""
_SIGN = re.compile(
    # signs that modern texts use, alone or beside the letters that they belong to
    r"[^A-Za-zÀ-ÿ]+|µ[A-Za-z]+|[£¥¢¤][A-Za-z]?|[A-Za-z]×[A-Za-z]"
    r"|[A-Za-z]·[A-Za-z]|[A-Za-z]?[ªº¹²³]|×"
)
_KNOWN = {"trđ", "đ", "kạn", "đắk", "đăk", "lắk", "krông"}
"""Money and names that Vietnamese texts hold though they are no Vietnamese syllables."""

_KEPT = {"tcvn3": "", "vni": "íìÍÌ"}
"""Letters that are the same in the old set and in Unicode."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of words: ``strong`` become Vietnamese by decoding and are not so before; ``open``
    are Vietnamese both ways; ``foreign`` are ASCII words of another language; ``against`` were
    Vietnamese already, or do not become it."""

    strong: int
    open: int
    foreign: int
    against: int

    @property
    def is_clear(self) -> bool:
        """True where hardly anything speaks against the encoding."""
        return self.strong > 0 and (self.foreign + self.against) * 4 <= self.strong

    def is_rivalled_by(self, other: Evidence) -> bool:
        """Whether the other encoding explains the text nearly as well."""
        return other.against == 0 and other.strong * 2 >= self.strong - 1


def repair_text(text: str) -> tuple[str, str | None]:
    """``text`` in Unicode and the rule used (``tcvn3``, ``vni``), or unchanged and None."""
    if not is_candidate(text):
        return text, None
    found = {rule: weigh(text, rule) for rule in DECODERS}
    rule = max(found, key=lambda name: (found[name].is_clear, found[name].strong))
    rivals = (evidence for name, evidence in found.items() if name != rule)
    if not found[rule].is_clear or any(found[rule].is_rivalled_by(rival) for rival in rivals):
        return text, None
    return nfc(DECODERS[rule](text)), rule


def is_candidate(text: str) -> bool:
    """Whether text may be legacy at all: no letter or sign that only Unicode has."""
    return bool(_LEGACY.search(text)) and not (
        _UNICODE_VIETNAMESE.search(text) or _HIDDEN.search(text)
    )


def weigh(text: str, rule: str) -> Evidence:
    """The evidence that ``text`` is written in what ``rule`` (``tcvn3``, ``vni``) reads."""
    strong = both = foreign = against = 0
    for token in _TOKEN.findall(text):
        if not _LEGACY.search(token):
            foreign += _is_foreign(token)
            continue
        if _SIGN.fullmatch(token):
            continue
        decoded = nfc(DECODERS[rule](token))
        before, after = _is_vietnamese(token), _is_vietnamese(decoded)
        if decoded == token:
            against += any(c not in _KEPT[rule] for c in _LEGACY.findall(token))
        elif after:
            both += before
            strong += not before
        elif before or not _is_abbreviation(token, decoded):
            against += 1
    return Evidence(strong, both, foreign, against)


def _is_vietnamese(word: str) -> bool:
    """A syllable written in one case ('tên', not 'tÊn'), or a known word."""
    one_case = word[1:].islower() or word.isupper() or len(word) == 1
    return one_case and (is_syllable(word) or word.lower() in _KNOWN)


def _is_foreign(token: str) -> bool:
    """A small-letter word of ASCII that no Vietnamese text holds: 'total', not 'trong' or 'kg'."""
    return len(token) > 2 and not token.isupper() and not is_syllable(token)


def _is_abbreviation(token: str, decoded: str) -> bool:
    """'H§ND' → 'HĐND': capitals only, before and after."""
    letters = [c for c in token if c.isascii()]
    return decoded != token and decoded.isupper() and all(c.isupper() for c in letters)


def restore_sheet(sheet: Sheet) -> tuple[Sheet, list[ReaderNote], list[Cell]]:
    """The sheet with wrongly read UTF-8 restored, notes, and the cells that stay damaged."""
    changed, lost = {}, []
    for cell in _texts(sheet):
        if looks_damaged(cell.text):
            restored = restore(cell.text)
            if restored is None:
                lost.append(cell)
            else:
                changed[cell.row, cell.column] = restored, "mojibake"
    if not changed:
        return sheet, [], lost
    return *_apply(sheet, changed), lost


def repair_sheet(sheet: Sheet) -> tuple[Sheet, list[ReaderNote]]:
    """The sheet with legacy text repaired, and one note per repaired cell.

    Words that are Vietnamese both ways ('Lóa' is TCVN3 for 'Lúa') follow the other cells: they
    are repaired where at least three cells are certain and no cell holds Unicode Vietnamese.
    """
    changed: dict[tuple[int, int], tuple[str, str]] = {}
    for cell in _texts(sheet):
        text, rule_used = repair_text(cell.text)
        if rule_used:
            changed[cell.row, cell.column] = text, rule_used
    if not changed:
        return sheet, []
    rules = Counter(rule for _, rule in changed.values())
    rule, count = rules.most_common(1)[0]
    unicode_cells = any(_UNICODE_VIETNAMESE.search(c.text) for c in _texts(sheet))
    if count >= 3 and len(rules) == 1 and not unicode_cells:
        for cell in _texts(sheet):
            if (cell.row, cell.column) not in changed and is_candidate(cell.text):
                evidence = weigh(cell.text, rule)
                if evidence.strong + evidence.open and not evidence.against:
                    changed[cell.row, cell.column] = nfc(DECODERS[rule](cell.text)), rule
    return _apply(sheet, changed)


def _texts(sheet: Sheet) -> Iterator[Cell]:
    return (cell for row in sheet.rows for cell in row if cell.kind == "text")


def _apply(
    sheet: Sheet, changed: dict[tuple[int, int], tuple[str, str]]
) -> tuple[Sheet, list[ReaderNote]]:
    notes = []

    def change(cell: Cell) -> Cell:
        if (cell.row, cell.column) not in changed:
            return cell
        text, rule = changed[cell.row, cell.column]
        notes.append(ReaderNote(sheet.file, sheet.name, cell.address, rule, cell.text, text))
        return replace(cell, text=text, native=text)

    return sheet.changed(change), notes
