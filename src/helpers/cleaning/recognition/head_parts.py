"""The words of a head taken apart: measures, periods, places, units, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.model import RELIGION, SCHOOL_LEVEL
from helpers.cleaning.recognition.places import names_kinds_alone, place_below, place_named
from helpers.cleaning.recognition.unit_lines import without_noun
from helpers.cleaning.recognition.vocabulary import (
    HeadWord,
    any_of,
    group,
    head_words,
    is_religion,
    is_total,
    key,
    plain,
    vocabulary,
)
from helpers.cleaning.stated_periods.phrases import Phrase, phrases
from helpers.core.conversion import canonical_unit

_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNIT_TAIL = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:\s*(.+)$")
_COUNTS_LEVEL = re.compile(r"(?:tổng )?số (?:xã|huyện|tỉnh)(?!\w)")
"""«Số xã» counts communes; «xã» alone says who gave a plan or money."""
_PARTS = ("half", "months", "month", "quarter")
SHORTEST_LEVEL = 4
_OF_TWO = re.compile(r"\w\s*/\s*[^\W\d]")


@dataclass
class Head:
    """The words of all levels of a head, taken apart."""

    words: list[HeadWord] = field(default_factory=list)
    periods: list[tuple[Phrase, str]] = field(default_factory=list)
    unit: str = ""
    left: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    is_of_two: bool = False
    is_of_group: bool = False
    """True below a level that names what its columns count: «Cấp nước (hộ) > KH | TH | %»."""

    def values(self, gives: str) -> list[str]:
        """The values of the words that give this."""
        return [word.value for word in self.words if word.gives == gives]

    def has(self, *gives: str) -> bool:
        """True where a word gives one of these."""
        return any(word.gives in gives for word in self.words)


def take_apart(cells: Sequence[Cell], path: tuple[str, ...], context: Context) -> Head:
    """The words of a head, level by level."""
    head = Head()
    texts = [(cell.text, cell.address) for cell in cells] or [(text, "") for text in path]
    places = _named_below(texts, context)
    for text, address in texts:
        shown = plain(text)
        if text in places:
            head.places += places[text]
            continue
        if shown in context.group_names:
            counted, head.unit = split_unit(shown, head.unit)
            head.left.append(plain(counted).strip(" :"))
            head.is_of_group = True
            continue
        if place := place_below(shown, context.unit):
            head.places.append(place)
            continue
        bare = key(shown)
        if people := context.peoples.member(shown):
            head.words.append(HeadWord("people", people, bare, 0))
            continue
        if dimension := member_of(bare, len(texts) > 1):
            head.words.append(HeadWord("member", f"{dimension}={shown}", bare, 0))
            continue
        if bare in group("amounts") and any(_is_amount(above) for above, _ in texts[:-1]):
            continue
        if len(texts) > 1 and _is_measured_in(bare):
            head.unit = bare
            continue
        bare, head.unit = split_unit(bare, head.unit)
        if quantity := context.short_names.get(bare.strip()):
            head.left.append(quantity)
            continue
        found, rest = phrases(bare, context.own.year)
        head.periods += [(phrase, address) for phrase in found]
        if any(phrase.day for phrase in found) and rest.strip() in group("there_on_a_day"):
            continue
        words, left = head_words(rest)
        if bare.startswith(tuple(group("assessed"))):
            words, left = [], rest.strip()
        if re.search(vocabulary()["done_of_plan"], rest):
            done = [HeadWord("measure", "actual", w.words, 0) for w in words if w.gives == "ratio"]
            words = [*done, *(word for word in words if word.gives != "ratio")]
        head.is_of_two |= (
            bool(_OF_TWO.search(bare))
            and len([w for w in words if w.gives in ("measure", "dt")]) > 1
        )
        left = re.sub(r"(?<!\w)\d+(?!\w)", "", left).strip()
        is_given = found or any(word.gives in ("agency", "given") for word in words)
        if (
            left in group("targets")
            and is_given
            and not any(word.gives == "ratio" for word in words)
        ):
            by = [HeadWord("agency", "council", left, 0)] if left in group("resolutions") else []
            words, left = [*words, *by, HeadWord("measure", "plan", left, 0)], ""
        elif left in group("resolutions") and any(word.gives == "ratio" for word in words):
            words, left = [*words, HeadWord("resolution", "", left, 0)], ""
        if not left and _is_reached(words, found):
            words = [HeadWord("measure", "actual", words[0].words, 0)]
        if not left and _COUNTS_LEVEL.match(rest.strip()):
            words, left = [], rest.strip()
        if re.fullmatch(vocabulary()["other_members"], rest.strip()):
            words, left = [], rest.strip()
        if left and not any(w.gives in ("measure", "ratio") for w in words):
            names = [w for w in words if w.gives == "change"]
            words = [w for w in words if w.gives != "change"]
            left = " ".join((*(w.words for w in names), left))
        if left and group("no_names").issuperset(left.split()):  # «Đã hoàn thành», no name «đã»
            is_clear = any(w.gives not in ("ratio", "filler", "total") for w in words)
            words, left = (words, "") if is_clear or not words else ([], _bare_words(rest))
        head.words += words
        if left:
            unknown = [word for word in left.split() if len(word) > 1 or word.isalpha()]
            if unknown:
                head.left.append(_as_written(shown, left, words, rest))
    return head


def _named_below(
    texts: Sequence[tuple[str, str]], context: Context
) -> dict[str, list[tuple[str, str]]]:
    """The levels «Thôn > Nà Thử»: the kind says nothing more, the name is a place."""
    for (above, _), (text, _) in pairwise(texts):
        is_head = key(above).strip(" :.") in group("heads", "place")
        if not (is_head or names_kinds_alone(above, context.unit)) or _is_known(text, context):
            continue
        if place := place_named(text, context.unit, [key(above)]):
            return {above: [], text: [place]}
    return {}


def _is_known(text: str, context: Context) -> bool:
    """True for a total, a period or words of a measure, which are no name of a place."""
    found, rest = phrases(key(text), context.own.year)
    return is_total(text) or bool(found) or not head_words(rest)[1]


def member_of(bare: str, is_below: bool) -> str:
    """The dimension of which a level of a head is a member: a religion below another head, or a
    level of schools; '' for neither."""
    if is_below and is_religion(bare):
        return RELIGION
    is_short = len(bare) < SHORTEST_LEVEL  # «TH» is more often «thực hiện»
    return SCHOOL_LEVEL if bare in group("school_levels") and not is_short else ""


def _is_reached(words: Sequence[HeadWord], found: Sequence[Phrase]) -> bool:
    """True for «Đạt 6 tháng», a part of the year reached, but not «Đạt %» or «Đạt năm 2023»."""
    said = [word.words for word in words if word.gives != "filler"]
    is_part = bool(found) and all(phrase.kind in _PARTS for phrase in found)
    return len(said) == 1 and said[0] in group("reached_alone") and is_part


def _bare_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _as_written(shown: str, left: str, words: list[HeadWord], rest: str) -> str:
    """The head as printed where most of it is the name ('Tổng số hộ'), else what is left of it.

    ``rest``: the head without periods: no word in the midst of a name is left out.
    """
    text = _BRACKETS.sub(lambda m: "" if canonical_unit(m[1]) or "%" in m[1] else m[0], shown)
    gives = {word.gives for word in words}
    count = len(re.findall(r"\w+", text))
    is_most = len(left.split()) * 2 >= count and "measure" not in gives
    if gives == {"total"} or is_most:
        return plain(text)
    for word in words:
        if word.gives not in ("filler", "total"):
            rest = rest.replace(word.words, " ", 1)
    between = r"(?!\w).*?(?<!\w)".join(map(re.escape, left.split()))
    found = re.search(rf"(?<!\w){between}(?!\w)", rest)
    name = re.findall(r"\w+", found[0] if found else left)
    printed = re.search(r"\W+".join(map(re.escape, name)), plain(shown), re.IGNORECASE)
    return printed[0] if printed else " ".join(name)


def split_unit(bare: str, known: str) -> tuple[str, str]:
    """A head without its unit, and the unit."""
    unit = known
    for inside in _BRACKETS.findall(bare):
        if canonical_unit(without_noun(inside)) is not None and inside.strip() != "%":
            unit, bare = without_noun(inside.strip()), bare.replace(f"({inside})", " ")
    if (tail := _UNIT_TAIL.search(bare)) and canonical_unit(tail[1].strip(" .)")) is not None:
        unit, bare = tail[1].strip(" .)"), bare[: tail.start()]
    return bare, unit


def _is_amount(text: str) -> bool:
    """True for a head that names an amount of money itself: «Dư nợ», «Kinh phí hỗ trợ»."""
    return any(
        quantity["dimensions"] == ["money"] and key(text).startswith(tuple(quantity["words"]))
        for quantity in vocabulary()["quantities"]
    )


def _is_measured_in(bare: str) -> bool:
    """True for a level of a head that is a unit alone: «Diện tích > Ha», but not «Nghèo > Hộ»."""
    unit = canonical_unit(bare)
    return unit is not None and unit.dimension in vocabulary()["measured_dimensions"]


def is_rate(head: Head) -> bool:
    """True for the head of rates, shares or changes."""
    if head.has("change") or any(m.kind == "ratio" for m, _ in head.periods):
        return True
    measures = set(head.values("measure"))
    if "share" in measures:
        return True
    if not head.has("ratio", "resolution"):
        return False
    says_base = head.has("measure", "level", "dt", "agency", "resolution") or bool(head.periods)
    return says_base or not head.left or head.is_of_group


def group_names(paths: Sequence[tuple[str, ...]], year: int) -> frozenset[str]:
    """Upper heads that name what their columns count, whatever their words: two of them or more
    have the same measures below («KH | TH | %»), and one at least is no word of a measure."""
    below: dict[tuple[str, ...], list[str]] = {}
    for path in paths:
        if len(path) > 1:
            below.setdefault(path[:-1], []).append(key(path[-1]))
    families: dict[tuple[str, ...], list[str]] = {}
    for upper, lower in below.items():
        families.setdefault(tuple(lower), []).append(upper[-1])
    found: set[str] = set()
    for heads, uppers in families.items():
        lower = list(heads)
        named = {text: _gives(text, year) for text in uppers}
        is_family = len(uppers) > 1 and len(set(lower)) > 1
        says = [_gives(text, year) for text in lower]
        has_measures = all(says) and any("measure" in gives for gives in says)
        if not is_family or not has_measures or any("name" in gives for gives in says):
            continue
        if {"name"} in named.values():
            found |= {text for text, gives in named.items() if gives & {"name", "measure"}}
    return frozenset(found)


def short_names(paths: Sequence[tuple[str, ...]], titles: Iterable[str] = ()) -> dict[str, str]:
    """Short names of quantities in the heads of a table: of two that stand in its lowest heads,
    and of the customers of a table of loans, where no other head says «TH» or «%»."""
    found = {split_unit(key(path[-1]), "")[0].strip() for path in paths if path}
    known = [vocabulary()[family] for family in ("short_quantities", "short_households")]
    families = [family for family in known if len(found & set(family)) > 1]
    names = {short: name for family in families for short, name in family.items()}
    texts = [key(text) for text in (*titles, *(text for path in paths for text in path))]
    if not any(any_of(group("credit")).search(text) for text in texts):
        return names
    customers = vocabulary()["customers"]
    others = (_gives(text, 0) for text in found if text not in customers)
    is_of_plan = any(gives & {"measure", "ratio"} and "name" not in gives for gives in others)
    return names if is_of_plan else {**names, **customers}


def _gives(text: str, year: int) -> set[str]:
    """What the words of one level give; 'name' for words that are left."""
    found, rest = phrases(split_unit(key(text), "")[0], year)
    words, left = head_words(rest)
    gives = {word.gives for word in words if word.gives != "filler"}
    return gives | ({"period"} if found else set()) | ({"name"} if left else set())
