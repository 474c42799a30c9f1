"""Bytes of a text file as Unicode text, with the repair that this took."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from helpers.cleaning.readers.legacy import decode_tcvn3, decode_vni
from helpers.cleaning.readers.syllables import is_syllable
from helpers.core.text import TONE_MARKS, nfc

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TOKEN = re.compile(r"[^\W\d_]*[^\x00-\x7f\W\d_\u0152\u0153\u0178\u0160\u0161][^\W\d_]*")
_LOST = "\ufffd"
_ACCENTS = frozenset(TONE_MARKS + "\u0302\u0306\u031b")
_MISREAD_AS = ("cp1252", "cp1258")
"""Code pages as which Vietnamese and Western computers take UTF-8; Latin-1 is within the first."""
_MOST_TIMES_MISREAD = 3

Repair = tuple[str, str, str]


def decode_bytes(data: bytes) -> tuple[str, Repair | None]:
    """NFC text and, unless the bytes were plain Unicode, what was done: (rule, before, after).

    Rules: windows_1258, tcvn3, vni, mojibake (UTF-8 once read as another encoding and saved),
    bytes_lost (some bytes became U+FFFD), encoding_uncertain (read as Windows-1252: no encoding
    gives Vietnamese).
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_loss(data.decode(name, "replace"), name.upper().removesuffix("-SIG"))
    try:
        return _with_loss(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _most_vietnamese(data)


def _with_loss(text: str, name: str) -> tuple[str, Repair | None]:
    lost = text.count(_LOST)
    text = nfc(text)
    repaired = repair_mojibake(text)
    if lost:
        return repaired, ("bytes_lost", name, str(lost))
    return repaired, None if repaired == text else ("mojibake", *_first_difference(text, repaired))


def _most_vietnamese(data: bytes) -> tuple[str, Repair | None]:
    as_bytes = "".join(_windows_1252(byte) for byte in data)
    decoded_texts = {
        "windows_1258": nfc(data.decode("cp1258", "replace")),
        "tcvn3": nfc(decode_tcvn3(as_bytes)),
        "vni": nfc(decode_vni(as_bytes)),
        "bytes_lost": nfc(data.decode("utf-8", "replace")),
    }
    rule = max(decoded_texts, key=lambda name: vietnamese_share(decoded_texts[name]))
    text = decoded_texts[rule]
    if vietnamese_share(text) < 0.6:
        if not _TOKEN.search(as_bytes):  # only signs such as “ ” –: the same in every encoding
            return nfc(as_bytes), None
        return nfc(as_bytes), ("encoding_uncertain", "?", "Windows-1252")
    if rule == "bytes_lost":
        return _with_loss(text, "UTF-8")
    return text, (rule, *_first_difference(as_bytes, text))


def vietnamese_share(text: str) -> float:
    """Share of the words with marks that are Vietnamese syllables; 0 when there is none."""
    words = _TOKEN.findall(text)
    words += [_LOST] * text.count(_LOST)
    if not words:
        return 0.0
    return sum(map(is_syllable, words)) / len(words)


def _windows_1252(byte: int) -> str:
    """The character of a byte; the five undefined bytes keep their number."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """The first line that the repair changed, as a sample for the log."""
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            return old[:80], new[:80]
    return "", ""


def repair_mojibake(text: str) -> str:
    """``text`` with misread UTF-8 in letters again, where that is certain.

    ``Diá»‡n tÃ­ch`` and ``Diá»‡n tĂ­ch`` become ``Diện tích``; any other text is returned as it is.
    """
    for _ in range(_MOST_TIMES_MISREAD):
        repaired = next(filter(None, (_read_again(text, page) for page in _MISREAD_AS)), None)
        if repaired is None:
            break
        text = nfc(repaired)
    return text


def _read_again(text: str, page: str) -> str | None:
    """``text`` if it was UTF-8 read as a code page; None where nothing proves that."""
    pattern, byte_of = _utf8_in(page)
    is_proven = False

    def letter(found: re.Match[str]) -> str:
        nonlocal is_proven
        try:
            decoded = bytes(byte_of[mark] for mark in found[0]).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]
        around = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
        is_proven |= _cannot_be_typed(found[0], decoded, around)
        return decoded

    repaired = pattern.sub(letter, text)
    return repaired if is_proven else None


def _cannot_be_typed(marks: str, letter: str, around: str) -> bool:
    """False where Vietnamese may hold the marks: «XÃ» in capitals is also à read as a code page."""
    base, *accents = list(unicodedata.normalize("NFD", letter))
    if letter not in "đĐ" and not (base in "aeiouyAEIOUY" and set(accents) <= _ACCENTS):
        return False
    return len(marks) > 2 or marks[0] in "ÄÅÆ" or any("a" <= other <= "z" for other in around)


@cache
def _utf8_in(page: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """What letters of two and three bytes look like in a code page, and the byte of each mark."""
    marks = {number: bytes([number]).decode(page, "ignore") or chr(number) for number in range(256)}
    later = "[" + "".join(re.escape(marks[number]) for number in range(0x80, 0xC0)) + "]"
    two = "[" + "".join(re.escape(marks[number]) for number in range(0xC2, 0xE0)) + "]"
    three = "[" + "".join(re.escape(marks[number]) for number in range(0xE1, 0xF0)) + "]"
    byte_of = {mark: number for number, mark in marks.items()}
    byte_of |= {chr(number): number for number in range(0x80, 0xA0)}
    control = later[:-1] + "\x80-\x9f]"
    return re.compile(f"{three}{control}{{2}}|{two}{control}"), byte_of
