"""Which of several meanings a text has: decided by evidence, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from helpers.core.formatting import format_number
from helpers.core.messages import current_language
from helpers.core.numbers.grammar import Candidate, candidates_of
from helpers.core.numbers.parsed_number import NumberRefused, Range, Style, refused
from helpers.core.numbers.scanner import scan

ENOUGH_LONE_DOTS = 2


@dataclass(frozen=True)
class _Evidence:
    """What a column shows: styles in which a text can only be read, and how many lone dots."""

    styles: frozenset[Style]
    lone_dots: int


def column_style(
    texts: Iterable[str], around: Iterable[str] = (), counts: Iterable[str] = ()
) -> Style | None:
    """The style that a column's texts show; None if they show none, ``mixed`` if both.

    A text counts if it can be read in one style only. ``12.34`` and ``0.5`` count for ``en`` where
    at least the column has another such text and none is Vietnamese: alone it may be a slip.
    ``around``, the other figures of the table, is asked where the column itself shows nothing;
    only texts with one style count there, since a table also holds order numbers (1.1, 1.2). A
    single ``12.34`` in the column contradicts Vietnamese surroundings. ``counts``, those texts of
    the column that must be whole numbers, can contradict too: 10,032 pupils are no 10.032.
    """
    column = _evidence(texts)
    whole = frozenset(style for text in counts for style in _shown(text, is_whole=True)[0])
    if column.styles:
        return _only(column.styles | whole)
    if column.lone_dots >= ENOUGH_LONE_DOTS:
        return "en"
    wider = _style_around(tuple(around))
    if wider and whole - {wider}:
        return "mixed"
    return None if wider == "mixed" or (column.lone_dots and wider == "vi") else wider


def _only(styles: frozenset[Style]) -> Style | None:
    if len(styles) > 1:
        return "mixed"
    return next(iter(styles), None)


@lru_cache(maxsize=64)
def _style_around(texts: tuple[str, ...]) -> Style | None:
    """Kept: every column of a workbook asks for that of all its figures."""
    return _only(_evidence(texts).styles)


def _evidence(texts: Iterable[str]) -> _Evidence:
    styles: set[Style] = set()
    lone_dots = below_one = 0
    for text in texts:
        shown, is_lone_dot = _shown(text)
        lone_dots += is_lone_dot
        if is_lone_dot and shown:
            below_one += 1
        else:
            styles |= shown
    if below_one >= ENOUGH_LONE_DOTS or (below_one and styles):
        styles.add("en")
    return _Evidence(frozenset(styles), lone_dots)


@lru_cache(maxsize=50_000)
def _shown(text: str, *, is_whole: bool = False) -> tuple[frozenset[Style], bool]:
    """The style that a text shows, if in one only; and whether it is ``12.34`` or ``0.5``."""
    try:
        printed = scan(text)
        meanings = candidates_of(printed, text)
    except NumberRefused:
        return frozenset(), False
    if is_whole:
        meanings = tuple(c for c in meanings if c.decimal_places == 0)
    styles = frozenset(candidate.style for candidate in meanings)
    is_lone_dot = any(candidate.rule == "misgrouped" for candidate in meanings)
    is_lone_dot |= printed.marks == "." and printed.groups[0] == "0"
    only = frozenset(style for style in styles if style) if len(styles) == 1 else frozenset()
    return only, is_lone_dot


def decide(
    candidates: tuple[Candidate, ...],
    text: str,
    style: Style | None,
    plausible: Range,
    is_whole_number: bool,
) -> tuple[Candidate, str | None]:
    """The one meaning that the evidence leaves, and which evidence decided (None: no need).

    Raises NumberRefused (``ambiguous``) where more than one is left.
    """
    evidence: dict[str, Callable[[Candidate], bool]] = {
        "whole_number": lambda candidate: is_whole_number and candidate.decimal_places == 0,
        "column": lambda candidate: style is not None and candidate.style == style,
        "range": lambda candidate: style != "mixed" and _is_inside(candidate, plausible),
    }
    left, decided_by = candidates, None
    for name, agrees in evidence.items():
        agreeing = tuple(candidate for candidate in left if agrees(candidate))
        if agreeing and len(agreeing) < len(left):
            left, decided_by = agreeing, name
    if len(left) > 1 or not left[0].possible:
        raise _ambiguous(candidates, text)
    return left[0], decided_by


def _is_inside(candidate: Candidate, plausible: Range) -> bool:
    low, high = plausible
    return (low is None or candidate.value >= low) and (high is None or candidate.value <= high)


def _ambiguous(candidates: tuple[Candidate, ...], text: str) -> NumberRefused:
    lang = current_language()
    values = [format_number(c.value, c.decimal_places, lang=lang) for c in candidates]
    return refused("ambiguous", text, values=" | ".join(values))
