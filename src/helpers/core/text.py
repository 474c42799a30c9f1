"""Vietnamese text: one normal form, comparison keys and ASCII slugs."""

from __future__ import annotations

import os
import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import lru_cache

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_WORD_WITH_TONE = re.compile(rf"([^\W\d_][\w\u0300-\u036f]*?)([{TONE_MARKS}])([\w\u0300-\u036f]*)")


def nfc(text: str) -> str:
    """Composed form: 'ệ' as one character, however it was typed."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Comparison key: lower case, blanks collapsed, tone mark on either vowel (hoà = hòa)."""
    decomposed = unicodedata.normalize("NFD", " ".join(text.lower().split()))
    return nfc(_WORD_WITH_TONE.sub(r"\1\3\2", decomposed))


def is_text(name: str) -> bool:
    """False for the name of a file whose bytes are no UTF-8: Python holds them as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def shown_name(name: str) -> str:
    """The name of a file as it can be printed: bytes that are no UTF-8 as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def without_marks(text: str) -> str:
    """Letters without Vietnamese marks: 'Đồng bằng' → 'Dong bang'."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def without_encoded_words(text: str) -> str:
    """``text`` with the encoded words of mail headers (RFC 2047) decoded, nested ones too.

    Whatever cannot be decoded no longer begins one: Python before 3.11.10 writes the line breaks
    of an encoded word into the header (CVE-2024-6923).
    """
    while "=?" in text:
        try:
            decoded = str(make_header(decode_header(text)))
        except (HeaderParseError, LookupError, ValueError):
            decoded = text
        if decoded == text:
            return text.replace("=?", "= ?")
        text = decoded
    return text


def lower_first(text: str) -> str:
    """``text`` with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def slug(text: str) -> str:
    """ASCII key with hyphens: 'Bạch Thông' → 'bach-thong'."""
    return re.sub(r"[^a-z0-9]+", "-", without_marks(text).lower()).strip("-")
