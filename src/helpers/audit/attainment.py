"""Claims of attainment: ``a/b [unit] đạt p%``, ``a/b = p%``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from helpers.audit.tokens import Token
from helpers.ground.measures import Measure, canonical_unit, convert
from helpers.ground.text import fold
from helpers.indicators.formulas import scaled_quotient
from helpers.indicators.tolerance import Interval, classify, image

LONGEST_GAP = 9
LONGEST_UNIT = 3


@dataclass(frozen=True)
class Claim:
    """A stated percentage of two figures, and what follows from them.

    ``start`` and ``end`` span the claim in its passage; ``classification`` is agrees, truncation,
    rounding or contradiction (``helpers.indicators.tolerance``).
    """

    start: int
    end: int
    stated: str
    computed: Decimal
    classification: str


@cache
def _words() -> dict[str, frozenset[str]]:
    data = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return {key: frozenset(fold(value) for value in values) for key, values in data.items()}


def find_attainments(tokens: Sequence[Token]) -> Iterator[Claim]:
    """Claims of a passage in order. What cannot be paired with certainty is left out."""
    for slash in range(1, len(tokens) - 1):
        if tokens[slash].text != "/":
            continue
        claim = _claim_at(tokens, slash)
        if claim is not None:
            yield claim


def _claim_at(tokens: Sequence[Token], slash: int) -> Claim | None:
    left = _number_before(tokens, slash)
    right = slash + 1
    if left is None or tokens[right].value is None or _is_chain(tokens, left, right):
        return None
    unit_after, position = _unit_at(tokens, right + 1)
    percent = _percentage(tokens, position)
    if percent is None:
        return None
    unit_between, _ = _unit_at(tokens, left + 1)
    return _judged(tokens[left], tokens[right], tokens[percent], unit_between, unit_after, tokens)


def _number_before(tokens: Sequence[Token], slash: int) -> int | None:
    """The number before the slash, with at most a unit between them."""
    for distance in range(1, LONGEST_UNIT + 2):
        place = slash - distance
        if place < 0:
            return None
        if tokens[place].kind == "number":
            is_near = distance == 1 or _unit_at(tokens, place + 1)[1] == slash
            return place if is_near and tokens[place].value is not None else None
    return None


def _is_chain(tokens: Sequence[Token], left: int, right: int) -> bool:
    """True for a date (1/5/2023) or a document's number (62/2023/HD)."""
    after = tokens[right + 1].text if right + 1 < len(tokens) else ""
    before = tokens[left - 1].text if left > 0 else ""
    return after in ("/", "-") or before in ("/", "-")


def _unit_at(tokens: Sequence[Token], start: int) -> tuple[Measure | None, int]:
    """The longest unit of measure from ``start``, and the place behind it."""
    for length in range(LONGEST_UNIT, 0, -1):
        part = tokens[start : start + length]
        if len(part) < length or any(token.kind == "number" for token in part):
            continue
        text = "".join(t.text if t.text == "/" else f" {t.text}" for t in part)
        measure = canonical_unit(text.replace("/ ", "/").strip())
        if measure is not None:
            return measure, start + length
    return None, start


def _percentage(tokens: Sequence[Token], start: int) -> int | None:
    """The number with "%" behind it that follows over connecting words only."""
    words = _words()
    for place in range(start, min(start + LONGEST_GAP, len(tokens) - 1)):
        token = tokens[place]
        if token.kind == "number":
            return place if token.value is not None and tokens[place + 1].text == "%" else None
        if token.kind == "word" and fold(token.text) not in words["attainment"]:
            return None
        if token.kind == "mark" and token.text not in words["marks"]:
            return None
    return None


def _judged(
    part: Token,
    whole: Token,
    stated: Token,
    unit_of_part: Measure | None,
    unit_of_whole: Measure | None,
    tokens: Sequence[Token],
) -> Claim | None:
    value = part.value
    if unit_of_part and unit_of_whole and unit_of_part != unit_of_whole:
        if unit_of_part.dimension != unit_of_whole.dimension:
            return None
        value = convert(value, unit_of_part.unit, unit_of_whole.unit)
    computed = scaled_quotient(value, whole.value)
    if computed is None:
        return None
    measure = unit_of_whole or unit_of_part
    exact = measure.is_count if measure else part.places == whole.places == 0
    operands = [
        Interval.printed(value, part.places, exact=exact),
        Interval.printed(whole.value, whole.places, exact=exact),
    ]
    possible = image(lambda values: scaled_quotient(*values), operands)
    kind = classify(stated.value, stated.places, computed, possible)
    return Claim(part.start, stated.end + 1, f"{stated.text}%", computed, kind)
