"""The unit of measure behind a figure, with a scale word before it: ``975 nghìn lượt người``."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from helpers.audit.tokens import Token
from helpers.audit.vocabulary import examined_language, kinds, scales
from helpers.core.catalogues.measures import Measure, Measures, measures_in_use
from helpers.core.conversion import PERCENT
from helpers.core.text import fold

MOST_JOINED, LONGEST_DIGITS = 3, 12
"""Units of one amount of money side by side; digits of the smaller ones."""
LONGEST_UNIT = {"vi": 7, "en": 6}
"""Tokens of the longest name of a unit: ``tr.đ/người/năm``, million VND per person a year."""


def unit_at(tokens: Sequence[Token], start: int) -> tuple[Measure | None, int]:
    """The longest unit of measure from ``start``, and the place behind it."""
    if start < len(tokens) and tokens[start].kind != "number":
        scaled = _scaled(tokens, start)
        if scaled is not None:
            return scaled
    return _plain(tokens, start)


def _plain(tokens: Sequence[Token], start: int) -> tuple[Measure | None, int]:
    lang = examined_language()
    for length in range(LONGEST_UNIT[lang], 0, -1):
        part = tokens[start : start + length]
        if len(part) < length or any(t.kind == "number" for t in part) or part[-1].text == ".":
            continue
        if part[0].kind == "mark" and part[0].text not in (PERCENT, "‰", "₫"):
            continue
        measure = _named(tuple(t.text for t in part), measures_in_use(), lang)
        if measure is not None:
            return measure, start + length
    return None, start


@cache
def _named(texts: tuple[str, ...], measures: Measures, lang: str) -> Measure | None:
    pieces = [text if text == "/" else f" {text}" for text in texts]
    name = "".join(pieces).replace("/ ", "/").strip()
    return measures.find(name) if lang == "vi" else measures.find_english(name.replace(" - ", "-"))


def _scaled(tokens: Sequence[Token], start: int) -> tuple[Measure, int] | None:
    """Thousands or millions of what is no money."""
    scale = scales().get(fold(tokens[start].text))
    if scale is None:
        return None
    measure, behind = _plain(tokens, start + 1)
    is_own = measure is None or measure.dimension in ("money", "percent")
    if is_own or _plain(tokens, start)[1] > behind:
        return None
    return _times(measure, scale), behind


@cache
def _times(measure: Measure, scale: Decimal) -> Measure:
    """A measure in thousands: no longer a count of single things."""
    return measure.model_copy(update={"factor": measure.factor * scale})


def is_scaled(measure: Measure) -> bool:
    """True for thousands of things: such a figure is rounded."""
    return measure.is_count and measure.factor != 1


def may_hold(whole: Measure | None, part: Measure | None) -> bool:
    """True where the part may be counted within the whole: pupils are people."""
    if whole is None or part is None or whole.dimension == part.dimension:
        return True
    return part.unit in kinds().get(whole.unit, ())


def joined(
    text: str, tokens: Sequence[Token], place: int, measure: Measure | None, behind: int
) -> tuple[Token, Measure | None, int]:
    """``3.579 tỷ 654 triệu đồng``: a figure with what smaller units right behind it add."""
    token = tokens[place]
    for _ in range(MOST_JOINED):
        if measure is None or not measure.is_money or token.decimal_places:
            break
        if behind >= len(tokens) or tokens[behind].kind != "number":
            break
        more, (smaller, after) = tokens[behind], unit_at(tokens, behind + 1)
        if smaller is None or not smaller.is_money or not more.text.isdigit():
            break
        # 312 tỷ 033 triệu đồng: digits of a group
        scale, added = measure.factor / smaller.factor, Decimal(more.text[:LONGEST_DIGITS])
        if scale <= 1 or added >= scale:
            break
        value = token.number * scale + added
        token = Token("number", text[token.start : more.end], token.start, more.end, value)
        measure, behind = smaller, after
    return token, measure, behind
