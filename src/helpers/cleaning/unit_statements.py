"""What a text states as unit of measure: ``(ĐVT: Triệu đồng; ha)``, ``Thực hiện (ha)``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from helpers.cleaning.layout import SEPARATOR
from helpers.core.catalogues.measures import Measure
from helpers.core.conversion import canonical_unit
from helpers.core.numbers.scale_words import scales
from helpers.core.text import SEEN, fold, nfc
from helpers.core.word_files import load_words

_SEPARATORS = re.compile(r"\s*(?:;|,(?!\d)|\s+(?:và|hoặc)\s+|\n)\s*")
_BLANKS = re.compile(r"[^\S\n]+")
_TIMES = re.compile(r"^[x×*]\s*(?=1)")
_SCALE = re.compile(r"[x×*]?\s*10{0,2}(?:[., ]?000)+")
"""A scale without a unit: '(1.000)', '(x1000)'."""
_BRACKET = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]")
MONEY_DIMENSION = "money"
MOST_WORDS = 4
"""An unknown unit of money has no more words."""
SHOWN = 40
"""Characters of a unit that messages show."""


@dataclass(frozen=True)
class StatedUnits:
    """Units that one cell states: several where it lists them, none where they are not known."""

    text: str
    cell: str
    measures: tuple[Measure, ...]

    def of(self, dimension: str) -> tuple[Measure, ...]:
        """Those of one dimension."""
        return tuple(measure for measure in self.measures if measure.dimension == dimension)

    def names(self, unit: str) -> bool:
        """True where ``unit`` is one of them."""
        return any(measure.unit == unit for measure in self.measures)

    @property
    def dimensions(self) -> set[str]:
        """What the units measure."""
        return {measure.dimension for measure in self.measures}

    @property
    def is_of_counts(self) -> bool:
        """True where all are nouns that are counted."""
        return bool(self.measures) and all(measure.is_count for measure in self.measures)


@cache
def _words() -> dict[str, list[str]]:
    return load_words(__package__, "unit_words.yml")


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _words()[name])


@cache
def _lead() -> re.Pattern[str]:
    """A lead and the text behind it, up to the next lead, a bracket or the end of the line."""
    names = ("leads", "open_leads", "colon_leads")
    sure, other, short = (_alternatives(_words()[name]) for name in names)
    lead = rf"(?<!\w)(?:(?P<sure>{sure})|(?:{other})|(?:{short})(?=\s*:))(?!\w)"
    next_lead = lead.replace("?P<sure>", "?:")
    colon, rest = r"(?P<colon>(?:là\b|[:\-–=])*)", rf"(?P<rest>(?:(?!{next_lead})[^()\[\]\n])*)"
    return re.compile(rf"{lead}\s*{colon}\s*{rest}", re.IGNORECASE)


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, words)).replace(r"\ ", r"\s+")


def is_ditto(text: str) -> bool:
    """True for a mark in a unit column that repeats the row above."""
    return fold(text) in _folded("ditto")


def is_unit_heading(text: str) -> bool:
    """True for the head of a column of units: ``ĐVT``."""
    return fold(text) in _folded("leads") | _folded("open_leads")


def listed_units(text: str) -> tuple[Measure, ...]:
    """The units that a whole text names, one or several; none where any word is left over."""
    bare = _TIMES.sub("", text.strip().strip("()[]").strip(" :.;,"))
    whole = canonical_unit(bare) if bare else None
    if whole is not None:
        return (whole,)
    words = _BLANKS.sub(" ", bare)
    parts = [canonical_unit(part) for part in _SEPARATORS.split(words) if part]
    known = tuple(part for part in parts if part is not None)
    return known if len(known) == len(parts) else ()


def stated_in(text: str, cell: str) -> StatedUnits | None:
    """The units behind the first lead in ``text`` that states any; None for none.

    Known leads with unknown units give no measures.
    """
    return next(all_stated_in(text, cell), None)


def all_stated_in(text: str, cell: str, *, whole: bool = False) -> Iterator[StatedUnits]:
    """``stated_in`` for every lead, and what an exception behind one adds: 'riêng …: triệu đồng'.

    ``whole``: only of a text that holds nothing else.
    An office may come before the unit: 'Đơn vị: Phòng Tài chính - ĐVT: nghìn đồng'.
    """
    plain = _tidied(text)
    found = list(_lead().finditer(plain))
    if not found or (whole and plain[: found[0].start()].strip(" (*[-")):
        return
    stated = [each for each in (_behind(lead, plain, cell) for lead in found) if each]
    yield from stated
    if any(each.dimensions & {MONEY_DIMENSION} for each in stated):
        yield from mentioned_money(plain, cell)


def _behind(found: re.Match[str], plain: str, cell: str) -> StatedUnits | None:
    rest = " ".join(found["rest"].split()).strip(" :.;,-–")
    if not rest and found.end() < len(plain) and plain[found.end()] in "([":
        rest = next((content for content in _bracketed(plain[found.end() :])), "")
    if not rest or fold(rest) in _folded("by_row"):
        return None
    measures = listed_units(rest) or _first_words(rest, sure=bool(found["sure"]))
    is_meant = bool(found["sure"] and (found["colon"] or rest[0].isdigit()))
    if not measures and not is_meant and not _is_unknown_unit(rest):
        return None
    return StatedUnits(rest[:SHOWN], cell, measures)


def without_units(text: str) -> str:
    """A text without what it says of units: «Biểu 2 - ĐVT: đồng» → «Biểu 2 - »."""
    plain = _tidied(text)
    if stated_in(plain, ""):
        plain = _lead().sub(" ", plain, count=1)
    for content in _bracketed(plain):
        plain = plain.replace(content, " ") if listed_units(content) else plain
    return "" if stated_alone(plain, "") else plain


def mentioned_money(text: str, cell: str) -> Iterator[StatedUnits]:
    """Units of money with their scale anywhere in ``text``, without a figure: 'vốn nghìn đồng'."""
    for found in _mention().finditer(_tidied(text)):
        measure = None if found["figure"] else canonical_unit(found["unit"])
        if measure is not None and measure.dimension == MONEY_DIMENSION:
            yield StatedUnits(found["unit"], cell, (measure,))


@cache
def _mention() -> re.Pattern[str]:
    scale = _alternatives(_words()["scales"])
    money = _alternatives(_words()["money"])
    unit = rf"(?:(?:{scale})[\s.]*)+(?:{money})"
    figure = r"(?P<figure>\d[\d.,]*\s*)?"
    return re.compile(rf"(?<!\w)(?<!\d[.,]){figure}(?P<unit>{unit})(?!\w)", re.IGNORECASE)


def _tidied(text: str) -> str:
    """``text`` without signs that nobody sees, the blanks of each line collapsed."""
    lines = nfc(text.translate(SEEN)).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _is_unknown_unit(text: str) -> bool:
    """True for a scale without a unit, and for few words of which the last is one of money."""
    words = fold(text).split()
    names_money = bool(words) and words[-1] in _folded("money") and len(words) <= MOST_WORDS
    is_scale = _SCALE.fullmatch(text) is not None or fold(text) in _folded("bare_scales")
    return names_money or is_scale


def _first_words(rest: str, *, sure: bool) -> tuple[Measure, ...]:
    """The longest unit at the beginning of ``rest``; after an open lead only one of money."""
    words = rest.split(" ")
    for length in range(len(words) - 1, 0, -1):
        beginning = " ".join(words[:length])
        measures = listed_units(beginning)
        if measures and fold(beginning) not in scales():
            is_money = all(measure.dimension.startswith("money") for measure in measures)
            return measures if sure or is_money else ()
    return ()


def stated_in_head(text: str, cell: str) -> Iterator[StatedUnits]:
    """Units in a head, label or title: behind a lead, alone in brackets or on a line of a head."""
    found = list(all_stated_in(text, cell))
    found += [stated_units(content, cell) for content in _bracketed(_tidied(text))]
    found += filter(None, (stated_alone(part, cell) for part in text.split(SEPARATOR)))
    yield from (each for each in found if each.measures or _is_unknown_unit(each.text))


def stated_units(text: str, cell: str) -> StatedUnits:
    """A text that should be a unit, as it stands in a unit column."""
    return StatedUnits(" ".join(text.split())[:SHOWN], cell, listed_units(text))


def _bracketed(text: str) -> Iterator[str]:
    for found in _BRACKET.finditer(text):
        yield found[1] or found[2]


def stated_alone(text: str, cell: str) -> StatedUnits | None:
    """A text that is a unit and nothing else.

    A noun that is counted does not count: as the only word of a title it means something else.
    """
    stated = stated_units(text, cell)
    return stated if any(not m.is_count or m.factor != 1 for m in stated.measures) else None
