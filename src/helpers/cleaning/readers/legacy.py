"""Vietnamese text of the 1990s: TCVN3 (ABC fonts, .VnTime) and VNI (VNI-Times) to Unicode.

Both are seen here as Unicode text in which each byte is its Windows-1252 character, the
way spreadsheets keep it. tcvn3.csv follows TCVN 5712:1993 (VN3); vni.csv is the VNI Windows
set, in which a letter is followed by its marks.
"""

import re
from functools import cache

from helpers.core.word_files import load_rows

_WORD = re.compile(r"[^\W\d_]+")


def decode_tcvn3(text: str) -> str:
    """TCVN3 text in Unicode; characters outside of the table stay."""
    decoded = text.translate(_tcvn3())
    if decoded == text:
        return text
    return _restore_capitals(text, decoded)


def decode_vni(text: str) -> str:
    """VNI text in Unicode; characters outside of the table stay."""
    pattern, table = _vni()
    return pattern.sub(lambda match: table[match[0]], text)


def _restore_capitals(text: str, decoded: str) -> str:
    """Capitals of TCVN3 are a font (.VnTimeH): 'CéNG HßA' holds small letters with marks."""
    letters = [c for c in text if c.isascii() and c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return _capitals_where_changed(text, decoded)
    return _WORD.sub(lambda match: _capital_word(match, text), decoded)


def _capital_word(match: re.Match[str], text: str) -> str:
    before = text[match.start() : match.end()]
    typed = [c for c in before if c.isascii()]
    if len(typed) > 1 and all(c.isupper() for c in typed):
        return _capitals_where_changed(before, match[0])
    return match[0]


def _capitals_where_changed(before: str, after: str) -> str:
    pairs = zip(before, after, strict=True)
    return "".join(new.upper() if new != old else old for old, new in pairs)


@cache
def _tcvn3() -> dict[int, str]:
    return {int(row["byte"], 16): row["character"] for row in load_rows(__package__, "tcvn3.csv")}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row["sequence"]: row["character"] for row in load_rows(__package__, "vni.csv")}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table
