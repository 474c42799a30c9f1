"""Units of measure that a line above or below a table states."""

import re

from helpers.cleaning.recognition.vocabulary import group, key
from helpers.core.catalogues.measures import Measure
from helpers.core.conversion import canonical_unit

LONGEST_UNIT_LINE = 6
_BRACKETS = re.compile(r"\(([^()]*)\)")
_AFTER_COLON = re.compile(r":\s*(.+)$")
_UNIT_LINE = re.compile(r"(?:đvt|đơn vị tính|đơn vị|đv tính)\s*:?\s*(.+)$")


def units_stated(text: str) -> list[tuple[Measure, str]]:
    """Each unit with its words: 'Đơn vị tính: triệu đồng', 'Chi ngân sách (nghìn đồng)'."""
    folded = key(text)
    parts = [part for found in _BRACKETS.findall(folded) for part in re.split(r"[;,]", found)]
    if line := _UNIT_LINE.search(folded):
        parts += re.split(r"[;,)]", line[1])
    elif (colon := _AFTER_COLON.search(folded)) and len(folded.split()) <= LONGEST_UNIT_LINE:
        parts.append(colon[1])
    bare = [_UNIT_LINE.sub(r"\1", part).strip(" .:)") for part in parts]
    measures = [(canonical_unit(_without_noun(words)), words) for words in bare if words]
    return [(measure, words) for measure, words in measures if measure is not None]


def _without_noun(words: str) -> str:
    """'tấn' of 'tấn thịt hơi': what is weighed does not change the unit."""
    found = [noun for noun in group("unit_of_what") if words.endswith(f" {noun}")]
    if not found or canonical_unit(words) is not None:
        return words
    return words.removesuffix(max(found, key=len)).strip()


def is_unit_line(text: str) -> bool:
    """True for a line that states units and nothing else: '(ĐVT: nghìn đồng)'."""
    folded = key(text).strip("( ")
    return _UNIT_LINE.match(folded) is not None and bool(units_stated(text))
