"""Totals and the words, brackets and lists that divide them into parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.vocabulary import starts_of, tells, words

MOST_TOTALS, MOST_PARTS, HEAD, FEWEST, LEAD = 6, 40, 8, 2, 14
"""Totals and parts looked at; words before a list's first figure; parts of a sum; a clause."""


@dataclass(frozen=True)
class Division:
    """Totals that stand before the words that divide them, and the figures behind, by item."""

    totals: Sequence[Figure]
    items: Sequence[Sequence[Figure]]
    is_full: bool
    labels: Sequence[Sequence[str]] = ()
    in_bracket: bool = False
    is_open: bool = False
    item: int = 0
    is_below: bool = False
    is_nested: bool = False


def divisions_of(
    here: Paragraph, behind: Sequence[Paragraph], above: Sequence[Paragraph]
) -> Iterator[Division]:
    """The totals of a paragraph with their parts in it or in the list below it."""
    yield from _in_sentence(here)
    yield from _in_next_sentence(here)
    yield from _in_list(here, behind)
    yield from _closed(here)
    yield from _closing_item(here, above)


def is_rectangular(division: Division) -> bool:
    """Several totals, and each item has as many figures."""
    width = len(division.totals)
    return width > 1 and all(len(item) == width for item in division.items)


def _in_sentence(here: Paragraph) -> Iterator[Division]:
    """``W …, gồm: a …; b …``; ``W … (a …, b …)``."""
    for place, is_full in _connectives(here):
        totals = _totals_before(here, place)
        if not totals:
            continue
        bracket = here.part_at(place)[2] if here.part_at(place)[2] else 0
        parts = [f for f in here.from_token(place, MOST_PARTS) if f.sentence == totals[-1].sentence]
        if here.folded[place] in ("(", ":") and not _goes_with(totals, parts):
            continue
        if bracket:
            parts = [f for f in parts if f.bracket == bracket]
        else:
            outer = min((f.bracket for f in parts[:1]), default=0)
            parts = [f for f in parts if f.bracket == outer]
        for division in _division(here, totals, parts, is_full, here.folded[place] == "("):
            is_open = not is_full and here.folded[place] not in ("(", ":")
            is_list = (
                here.folded[place] == ":"
                and place - totals[-1].end <= 1
                and len(division.items) > FEWEST
            )
            item = here.part_at(place)[1]
            yield replace(division, is_open=is_open, item=item, is_full=division.is_full or is_list)


def _goes_with(totals: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """True where the first figure behind a bracket or colon counts what a total counts."""
    first = next((f for f in parts if f.is_level), None)
    return first is not None and any(kinship(total, first) >= 1 for total in totals)


def _in_next_sentence(here: Paragraph) -> Iterator[Division]:
    """``Bầu 95 đại biểu. Trong đó: …``; ``… 900 tỷ đồng. Bao gồm: …``."""
    for sentence in sorted({f.sentence for f in here.figures}):
        start = here.starts(sentence)
        opening = here.folded[start : start + 2]
        is_full = bool(set(opening[:1]) & words("full")) or " ".join(opening) in words("full")
        labelled = _opens_list(here, sentence, start)
        if (
            not is_full
            and not tells(opening, "partial")
            and not tells(opening, "told")
            and not labelled
        ):
            continue
        if sentence == 0:
            continue
        earliest = sentence - 1 if tells(opening, "partial") or is_full else 0
        before = here.to_token(start, MOST_PARTS)
        totals = [f for f in before if f.sentence >= earliest and f.is_level and not f.bracket]
        totals = totals[-MOST_TOTALS:]
        totals = [f for f in totals if not f.is_over]
        parts = [f for f in _of_sentence(here, sentence) if not f.bracket]
        yield from _division(here, totals, parts, is_full)


def _closed(here: Paragraph) -> Iterator[Division]:
    """``a …, b …, c …; cộng T``: what a total closes."""
    for figure in here:
        head = here.folded[max(0, figure.first - HEAD) : figure.first]
        opened = next(
            (
                n
                for n in range(len(head))
                if " ".join(head[n : n + 2]) in words("sums") or head[n] in words("sums")
            ),
            None,
        )
        if (
            not figure.is_level
            or opened is None
            or not all(t[:1].isalpha() or t == ":" for t in head[opened:])
        ):
            continue
        if tells(head[opened:], "added"):
            continue
        parts = [
            f
            for f in here.around(figure)
            if f.index < figure.index and f.is_level and not f.bracket
        ]
        parts = [f for f in parts if kinship(figure, f) >= 1 and not f.is_over]
        if len(parts) >= FEWEST:
            yield Division([figure], [[f] for f in parts], True, [f.label for f in parts])
            if len(parts) > FEWEST:
                yield Division([figure], [[f] for f in parts[1:]], False, [f.label for f in parts])


def _closing_item(here: Paragraph, above: Sequence[Paragraph]) -> Iterator[Division]:
    """``- A: 3 hộ``, ``- B: 4 hộ``, ``- Tổng cộng: 7 hộ``."""
    total = next((f for f in here if f.is_level), None)
    if total is None or not tells(total.label, "sums") or len(above) < FEWEST:
        return
    firsts = [next((f for f in item if f.is_level), None) for item in above]
    parts = [f for f in firsts if f is not None]
    for first in range(len(parts) - FEWEST + 1):
        yield Division([total], [[f] for f in parts[first:]], first == 0, is_below=True)


def _of_sentence(here: Paragraph, sentence: int) -> list[Figure]:
    near = here.from_token(here.starts(sentence), MOST_PARTS)
    return [f for f in near if f.sentence == sentence]


def _opens_list(here: Paragraph, sentence: int, start: int) -> bool:
    """``Trình độ: thạc sĩ 42 người, …``: words and a colon before the first figure."""
    figures = _of_sentence(here, sentence)
    head = here.folded[start : figures[0].first] if figures else []
    return len(figures) > FEWEST and ":" in head and head.index(":") < HEAD


def _in_list(here: Paragraph, behind: Sequence[Paragraph]) -> Iterator[Division]:
    """``Tổng chi 900 tỷ đồng. Bao gồm:`` or ``…:`` and a list below it."""
    if not here.text.rstrip().endswith(":") or len(behind) < FEWEST or not here.figures:
        return
    tail = [t for t in here.folded[-LEAD:] if t[:1].isalpha()]
    is_full = tells(tail[-3:], "full") and not tells(tail[-3:], "partial")
    last = here.figures[-1].sentence
    totals = [f for f in _of_sentence(here, last) if f.is_level and not f.bracket]
    items = []
    for paragraph in behind:
        levels = [f for f in paragraph.figures if f.is_level and not f.bracket and f.sentence == 0]
        if not levels or len(paragraph.figures[0].label) + 3 < levels[0].first - HEAD:
            return
        items.append(levels)
    if totals:
        labels = [p.figures[0].label for p in behind if p.figures]
        yield Division(totals, items, is_full, labels, is_below=True)


def _division(
    here: Paragraph,
    totals: Sequence[Figure],
    parts: Sequence[Figure],
    is_full: bool,
    in_bracket: bool = False,
) -> Iterator[Division]:
    items: list[list[Figure]] = []
    last_item = None
    has_colons = bool(parts) and list(here.before(parts[0], 1)) == [":"]
    for figure in parts[:MOST_PARTS]:
        if not figure.is_level or figure.is_over or (items and tells(figure.label, "spends")):
            continue
        if tells(here.folded[figure.first - 4 : figure.first], "left"):
            is_full = False
        is_next = bool(items) and figure.item == last_item and not has_colons
        if is_next and _is_nested(here, items[-1][-1], figure):
            continue
        if last_item is None or figure.item != last_item or len(totals) == 1:
            items.append([])
        items[-1].append(figure)
        last_item = figure.item
    if 0 < sum(_is_numerator(here, f) for item in items for f in item) < sum(map(len, items)):
        return  # 161/201 người; 98 lượt/115 người: not of one kind
    labels = [item[0].label for item in items if item]
    rest = any(
        tells(here.folded[f.last + 1 : f.last + 5], name) for f in parts for name in ("and_so_on",)
    )
    if parts and tells(here.beyond(parts[-1], 4), "rest"):
        return
    closes = len(items) > FEWEST and tells(items[-1][0].label, "rest")
    if items:
        first, last = items[0][0], items[-1][-1]
        is_nested = here.is_divided_between(first, last)
        yield Division(
            totals, items, (is_full or closes) and not rest, labels, in_bracket, is_nested=is_nested
        )


def _is_numerator(here: Paragraph, figure: Figure) -> bool:
    return any(f.is_over for f in here.figures[figure.index + 1 : figure.index + 2])


def _is_nested(here: Paragraph, one: Figure, other: Figure) -> bool:
    """``9 ca tại A: 5 ca …, 4 ca …``: what a colon divides within an item."""
    return ":" in here.folded[one.last : other.first]


def _connectives(here: Paragraph) -> Iterator[tuple[int, bool]]:
    """Where words that divide a total stand, and whether the list must be complete."""
    folded = here.folded
    known = starts_of("partial") | starts_of("full") | starts_of("told") | {"(", ":"}
    for place, token in enumerate(folded):
        if token not in known:
            continue
        terms = {" ".join(folded[place : place + length]) for length in (1, 2, 3)}
        before = folded[place - 1] if place else ""
        if terms & words("partial"):
            yield place, False
        elif terms & words("full") and before not in words("in"):
            yield place, True
        elif terms & words("told") or _opens(token, before):
            yield place, False


def _opens(token: str, before: str) -> bool:
    """A bracket or colon behind a word."""
    if token == "(":
        return before[:1].isalnum()
    return token == ":" and bool(before) and before not in words("full")


def _totals_before(here: Paragraph, place: int) -> list[Figure]:
    """The figures right before the words that divide: a run of levels, no longer than a clause."""
    found: list[Figure] = []
    end = place
    sentence = here.part_at(place)[0]
    for figure in reversed(here.to_token(place, LEAD)):
        if figure.sentence != sentence:
            break
        if end - figure.last > LEAD or ";" in here.folded[figure.last : end - 1]:
            break
        if figure.bracket and figure.bracket != here.part_at(place)[2]:
            continue
        if not figure.is_level:
            if found:
                break
            end = figure.first
            continue
        found.append(figure)
        end = figure.first
    return sorted(found, key=lambda f: (not f.is_over, f.index))
