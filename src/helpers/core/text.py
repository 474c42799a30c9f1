"""Vietnamese text: one normal form, comparison keys and ASCII slugs."""

import os
import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import lru_cache

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f]*")
_TONE = re.compile(f"[{TONE_MARKS}]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, those that turn text round, and those that no file of ours can hold."""
_NO_TEXT = re.compile(f"{_UNSEEN.pattern}|[\u061c\u200e\u200f]")

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that are not shown and change nothing that is (those that turn text round do)."""

D_LOOKALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
"""Letters that look like Đ (U+0110): U+00D0 of old Vietnamese fonts, U+0189."""

SEEN = str.maketrans({**dict.fromkeys(INVISIBLE), **D_LOOKALIKES})
"""For ``str.translate``: what is shown, with Đ for what looks like it."""


def nfc(text: str) -> str:
    """Composed form: 'ệ' as one character, however it was typed."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Comparison key: lower case, blanks collapsed, tone mark on either vowel (hoà = hòa).

    Characters that nobody sees are left out, and letters that look like Đ count as Đ.
    """
    visible = text if text.isascii() else text.translate(SEEN)
    decomposed = unicodedata.normalize("NFD", " ".join(visible.lower().split()))
    if _TONE.search(decomposed):
        decomposed = _WORD.sub(_tone_last, decomposed)
    return nfc(decomposed)


def _tone_last(word: re.Match[str]) -> str:
    """A word with its first tone mark behind it; time grows with its length, not the square."""
    text = word[0]
    tone = _TONE.search(text, 1)
    return text[: tone.start()] + text[tone.end() :] + tone[0] if tone else text


def visible(text: str) -> str:
    """``text`` with characters that nobody sees but programs obey as their names: ‹U+202E›."""
    return text if text.isprintable() else _UNSEEN.sub(lambda m: f"‹U+{ord(m[0]):04X}›", text)


def unseen_sign(text: str) -> re.Match[str] | None:
    """The first character that nobody sees but that programs obey, or that turns text round."""
    return None if text.isascii() and text.isprintable() else _NO_TEXT.search(text)


def seen_text(value: object) -> object:
    """A text in composed form without what a catalogue file may not hold; other values as ever."""
    return _NO_TEXT.sub("", nfc(value)) if isinstance(value, str) else value


def is_text(name: str) -> bool:
    """False for the name of a file whose bytes are no UTF-8: Python holds them as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def shown_name(name: str) -> str:
    """The name of a file as it can be printed: bytes that are no UTF-8 as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def hidden_signs(text: str) -> str:
    """Signs by which a text differs from one that looks the same: 'U+200B, U+0430'; '' if none.

    They are characters that are not shown, letters of other scripts, and lookalikes of Đ.
    """
    found = dict.fromkeys(sign for sign in text if not sign.isascii() and _is_hidden(sign))
    return ", ".join(f"U+{ord(sign):04X}" for sign in found)


def _is_hidden(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category in ("Cf", "Cc", "Co", "Cn") or sign in D_LOOKALIKES:
        return True
    return category in ("Ll", "Lu", "Lo") and not unicodedata.name(sign, "").startswith("LATIN")


def short(text: str, most: int = 60) -> str:
    """A text within a message: what is longer than a line, or ``most`` letters, is cut."""
    return text if len(text) <= most else f"{text[:most]}…"


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


_SYLLABLE = re.compile(r"[bcdghklmnpqrstvx]*[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")


def sentence_case(text: str) -> str:
    """A text in capitals as in a sentence: 'TỔNG THU NSNN' → 'Tổng thu NSNN'."""
    if not text.isupper():
        return text
    words = [
        w.lower() if _SYLLABLE.fullmatch(without_marks(w).lower().strip("(),.;:")) else w
        for w in text.split()
    ]
    return " ".join((words[0][:1].upper() + words[0][1:], *words[1:]))


def slug(text: str) -> str:
    """ASCII key with hyphens: 'Bạch Thông' → 'bach-thong'."""
    return re.sub(r"[^a-z0-9]+", "-", without_marks(text).lower()).strip("-")
