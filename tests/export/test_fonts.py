"""The shipped typefaces hold every Vietnamese letter and may be redistributed."""

from __future__ import annotations

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from helpers.core.fonts import FONT_FILES, font_path

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES}
SIGNS = set("đĐ\u00a0\u00b1\u00b2\u00b3\u2013\u2026\u2212\u2265“”")


@pytest.mark.parametrize("name", FONT_FILES)
def test_font_covers_vietnamese_and_is_free(name):
    font = TTFont(font_path(name), lazy=True)
    needed = LETTERS | {letter.upper() for letter in LETTERS} | SIGNS
    assert {sign for sign in needed if ord(sign) not in font.getBestCmap()} == set()
    assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_licence_stands_beside_the_fonts():
    licence = font_path("serif").with_name("LICENSE-Liberation.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
