"""Whether a word can be a Vietnamese syllable: spelling of onset, rhyme and tone.

The rules are those of the school orthography (quốc ngữ); both positions of the tone mark in oa, oe
and uy (hoà, hòa) are accepted.
"""

import re
import unicodedata
from functools import cache, lru_cache

from helpers.core.word_files import load_words

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SHARP_OR_HEAVY = ("\u0301", "\u0323")
_STOPS = ("c", "ch", "p", "t")

_ONSET = re.compile(r"(ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx])?(.+)")

_FRONT = "iyeê"


@cache
def _rhymes() -> dict[str, tuple[tuple[int, ...], str]]:
    """Rhyme → (indexes of the letter that may carry the tone, final)."""
    table: dict[str, tuple[tuple[int, ...], str]] = {}
    for nucleus, finals in load_words(__package__, "rhymes.yml").items():
        tone_index = len(nucleus) - 1 if nucleus.islower() else _capital(nucleus)
        for final in finals.split():
            rhyme = nucleus.lower() + final.strip("-")
            tone_indexes, _ = table.get(rhyme, ((), ""))
            table[rhyme] = ((*tone_indexes, tone_index), final.strip("-"))
    return table


def _capital(nucleus: str) -> int:
    return next(index for index, letter in enumerate(nucleus) if letter.isupper())


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether one word (NFC, any case) is spelt as a Vietnamese syllable can be."""
    word = word.lower()
    letters, tone, tone_index = _split_tone(word)
    match = _ONSET.fullmatch(letters)
    if match is None or tone_index is None:
        return False
    onset = match[1] or ""
    splits = [(onset, match[2])]
    if onset in ("gi", "qu"):  # gì = g + i, giếng = gi + ê; quốc = q + uô
        splits.append((onset[0], letters[1:]))
    elif letters in ("gi",):
        splits.append(("g", "i"))
    return any(_fits(o, rhyme, tone, tone_index - len(o)) for o, rhyme in splits)


def _split_tone(word: str) -> tuple[str, str, int | None]:
    """Letters without tone, the tone mark ('' level), and the index of its letter (-1: none)."""
    tone, tone_index, letters = "", -1, []
    for index, letter in enumerate(word):
        decomposed = unicodedata.normalize("NFD", letter)
        marks = [mark for mark in decomposed if ord(mark) in _TONES]
        if marks:
            if tone or len(marks) > 1:
                return word, "", None
            tone, tone_index = marks[0], index
        letters.append(unicodedata.normalize("NFC", decomposed.translate(_TONES)))
    return "".join(letters), tone, tone_index


def _fits(onset: str, rhyme: str, tone: str, tone_index: int) -> bool:
    if rhyme not in _rhymes():
        # after gi the i of the nucleus is not written: giếng, giêng
        if onset != "gi" or "i" + rhyme not in _rhymes():
            return False
        rhyme, tone_index = "i" + rhyme, tone_index + 1 if tone else tone_index
    tone_indexes, final = _rhymes()[rhyme]
    if tone and tone_index not in tone_indexes:
        return False
    if final in _STOPS and tone not in _SHARP_OR_HEAVY:
        return False
    front = rhyme[0] in _FRONT
    if onset in ("c", "ng", "g") and front and not (onset == "g" and rhyme[0] == "i"):
        return False
    if onset == "q":
        return rhyme[0] == "u" and len(rhyme) > 1
    return not (onset in ("k", "gh", "ngh") and not front)
