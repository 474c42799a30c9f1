"""Units of measure that a line above or below a table states, or the end of a label."""

import re
from functools import cache

from helpers.cleaning.recognition.vocabulary import group, key, plain, vocabulary
from helpers.core.catalogues.measures import Measure
from helpers.core.conversion import canonical_unit

LONGEST_UNIT_LINE = 6
_BRACKETS = re.compile(r"\(([^()]*)\)")
_AFTER_COLON = re.compile(r":\s*(.+)$")

_LAST_BRACKETS = re.compile(r"\(([^()]+)\)$")
_BEHIND_MARK = re.compile(r"(?:\s*[,;:]\s+|\s+[-–]\s+)([^,;:()]+)$")
_LISTED = re.compile(r"[,;]|\bvà\b")


@cache
def _unit_line() -> re.Pattern[str]:
    return re.compile(vocabulary()["unit_line"])


def units_stated(text: str) -> list[tuple[Measure, str]]:
    """Each unit with its words: 'Đơn vị tính: triệu đồng', 'Chi ngân sách (nghìn đồng)',
    'ĐVT: nghìn con (trừ dòng ghi riêng)', 'ĐVT: Người - Person', 'ĐVT: ha. Tính đến 15/6'."""
    folded = key(text)
    parts = [p for found in _BRACKETS.findall(folded) for p in re.split(r"[;,]|\s[-–]\s", found)]
    if line := _unit_line().search(folded):
        parts += re.split(r"[;,()]|\s[-–]\s|\.\s", line[1])
    elif (colon := _AFTER_COLON.search(folded)) and len(folded.split()) <= LONGEST_UNIT_LINE:
        parts.append(colon[1])
    parts += [part.rpartition(":")[2] for part in parts if ":" in part]  # «năng suất: tạ/ha»
    bare = [_unit_line().sub(r"\1", part).strip(" .:)") for part in parts]
    measures = [(canonical_unit(without_noun(words)), words) for words in bare if words]
    return [(measure, words) for measure, words in measures if measure is not None]


def without_noun(words: str) -> str:
    """'tấn' of 'tấn thịt hơi': what is weighed does not change the unit."""
    found = [noun for noun in group("unit_of_what") if words.endswith(f" {noun}")]
    if not found or canonical_unit(words) is not None:
        return words
    return words.removesuffix(max(found, key=len)).strip()


def is_unit_line(text: str) -> bool:
    """True for a line that states units and nothing else: '(ĐVT: nghìn đồng)'."""
    folded = key(text).strip("( ")
    return _unit_line().match(folded) is not None and bool(units_stated(text))


def without_units(text: str) -> str:
    """A line without units in brackets: «Giải ngân vốn năm 2026 (1.000 đồng)»."""
    return _BRACKETS.sub(lambda m: " " if units_stated(m[0]) else m[0], text)


def split_unit(label: str, is_of_money: bool = False) -> tuple[str, str]:
    """A label without the unit at its end, and that unit: «Diện tích (ha)», «Sản lượng, tấn».

    Not of a list of things that are counted: «Số trường, lớp»; nor, ``is_of_money``: in a table
    that states units of money alone, of things that money is spent on: «Nước sạch, nhà ở».
    """
    bare = label.rstrip(" :*")
    for pattern in (_LAST_BRACKETS, _BEHIND_MARK):
        found = pattern.search(bare)
        words = _unit_line().sub(r"\1", key(found[1]).strip()) if found else ""
        measure = canonical_unit(words) if words else None
        if found and measure is not None:
            before = bare[: found.start()].rstrip(" :")
            if pattern is _LAST_BRACKETS:
                return before, plain(words)
            is_thing = is_of_money and measure.is_count and words != key(measure.unit)
            if not (is_thing or _is_list(before, measure)):
                return before, plain(words)
    return bare, ""


def _is_list(before: str, measure: Measure) -> bool:
    """True where the last words before a counted noun are another one."""
    last = _LISTED.split(key(before))[-1].split()
    others = (canonical_unit(" ".join(last[start:])) for start in range(len(last)))
    return measure.is_count and any(other not in (None, measure) for other in others)
