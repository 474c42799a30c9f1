"""Totals and the figures of their kind that may be their parts, near or far, with their signs.

``Tiếp nhận 5.591 đơn … . Đã hướng dẫn 780 đơn, chuyển 1.742 đơn, đôn đốc 183 đơn, nhận 2.886 đơn``.
Every run of figures of one kind that begins and ends where a bracket, item, sentence or passage
does is a candidate; linked_sums.py weighs its signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.links import may_be_typed_for
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.runs import is_complement
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import tells, words

FEWEST, MOST, STARTS, KIN = 2, 12, 5, 16
"""Parts of a sum; beginnings tried; figures of a kind looked at behind a total."""
OPENING, TIMES, LEAST_DIGITS = 5, 12, 3
"""Tokens of a sentence that may divide; so many times as much is no slip; digits of a total whose
misfit says something."""
DIVIDERS = ("partial", "full", "told", "among")
Stream = Sequence[tuple[Paragraph, Figure]]
Key = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """A total with figures that may be its parts, and the signs of it."""

    total: Figure
    parts: tuple[Figure, ...]
    signs: tuple[str, ...]


def levels_of(paragraphs: Sequence[Paragraph]) -> Stream:
    """The levels of passages in order, but those of earlier times."""
    return [(p, f) for p in paragraphs for f in p if f.is_level and not f.is_previous]


def runs_of(window: Sequence[Paragraph], number: int, *, every: bool = False) -> Iterator[Run]:
    """Runs whose total is in the passage ``number``; the window holds passages around it.

    Those that hold or that one slip explains; or ``every`` run.
    """
    stream = levels_of(window)
    for at, (here, total) in enumerate(stream):
        if here.number != number or total.quantity.value <= 1:
            continue
        behind = stream[at + 1 : at + 1 + 3 * KIN]
        yield from _runs(here, total, behind, is_behind=False, every=every)
        if tells(total.label, "totals"):
            before = stream[max(0, at - 2 * KIN) : at][::-1]
            yield from _runs(here, total, before, is_behind=True, every=every)


def _runs(
    here: Paragraph, total: Figure, others: Stream, *, is_behind: bool, every: bool
) -> Iterator[Run]:
    stated = float(total.quantity.value)
    kin = [(p, f) for p, f in others if not f.is_over and kinship(total, f) >= _least_kin(total, f)]
    if is_behind:
        kin = [(p, f) for p, f in kin[:KIN] if here.number - p.number <= 1][::-1]
    kin = kin[:KIN]
    alike = {key_of(f): f.in_unit_of(total) for _, f in kin}
    values = {key: float(f.quantity.value) for key, f in alike.items()}
    room = 2 * total.quantity.half + sum(f.quantity.half for f in alike.values())
    is_short = digits_in(total.quantity.text) < LEAST_DIGITS
    seen: set[tuple[Key, ...]] = set()
    where = "behind" if is_behind else "ahead"
    for name, chosen in _chosen(total, kin):
        keys = [key_of(f) for _, f in chosen]
        for first, last in _spans(chosen, is_behind=is_behind):
            own = tuple(keys[first : last + 1])
            made = sum([values[key] for key in own])
            if own in seen or not stated < TIMES * made or not made < TIMES * stated:
                continue
            seen.add(own)
            figures = tuple([alike[key] for key in own])
            is_near = abs(made - stated) <= room or not is_short
            if not every and not (is_near and _may_be_meant(total, figures, made - stated)):
                continue
            after = chosen[last + 1][1] if last + 1 < len(chosen) else None
            skipped = len(chosen) - 1 - last if is_behind else first
            signs = _signs(here, total, chosen[first : last + 1], after, skipped)
            yield Run(total, figures, (where, f"{where}.{name}", *signs))


def _least_kin(total: Figure, figure: Figure) -> float:
    """In a bracket of its own also other things that are counted."""
    return 0.5 if figure.bracket and figure.bracket != total.bracket else 1


def _may_be_meant(total: Figure, parts: Sequence[Figure], off: float) -> bool:
    """True where the parts make the total, or do with one slip in one of the figures."""
    room = sum(f.quantity.half for f in (total, *parts)) + 1e-6 * abs(off)
    if abs(off) <= room or may_be_typed_for(
        total.quantity,
        float(total.quantity.value) + off - room,
        float(total.quantity.value) + off + room,
    ):
        return True
    values = ((f.quantity, float(f.quantity.value) - off) for f in parts)
    return any(may_be_typed_for(q, value - room, value + room) for q, value in values)


def _chosen(total: Figure, kin: Stream) -> Iterator[tuple[str, Stream]]:
    """All figures; those of the same kind; outside of brackets; in them; the heads of items."""
    same = [(p, f) for p, f in kin if kinship(total, f) == 2]
    yield "same", same
    if total.noun[1:2]:
        yield "named", [(p, f) for p, f in same if f.noun[:2] == total.noun[:2]]
    yield "outer", [(p, f) for p, f in same if f.bracket in (0, total.bracket)]
    heads: list[tuple[Paragraph, Figure]] = []
    for p, f in same:
        if f.bracket in (0, total.bracket) and (not heads or _unit(heads[-1][1]) != _unit(f)):
            heads.append((p, f))
    yield "heads", heads
    yield "any", kin


def _unit(figure: Figure) -> tuple[int, int, int]:
    return figure.paragraph, figure.sentence, figure.item


def _spans(chosen: Stream, *, is_behind: bool) -> Iterator[tuple[int, int]]:
    """Where runs may begin and end."""
    size = len(chosen)
    starts = [n for n in range(size) if n == 0 or _is_border(chosen[n - 1], chosen[n])]
    if is_behind:
        ends = [size - 1] if size else []
        starts = list(range(max(0, size - MOST), size))
    else:
        ends = list(range(size))
        starts = starts[:STARTS]
    for first in starts:
        for last in ends:
            if FEWEST <= last - first + 1 <= MOST:
                yield first, last


def _is_border(one: tuple[Paragraph, Figure], other: tuple[Paragraph, Figure]) -> bool:
    a, b = one[1], other[1]
    return _unit(a) != _unit(b) or a.bracket != b.bracket


def _signs(
    here: Paragraph, total: Figure, part: Stream, after: Figure | None, skipped: int
) -> Iterator[str]:
    (p0, first), (p1, last) = part[0], part[-1]
    figures = [f for _, f in part]
    yield f"parts.{min(len(part), 4)}"
    yield f"skipped.{min(skipped, 3)}"
    kin = min(kinship(total, f) for f in figures)
    yield f"kin.{kin:g}"
    is_bracket = bool(first.bracket) and first.bracket != total.bracket
    if is_bracket and first.bracket == last.bracket:
        inside = [f for f in p0.around(first) if f.bracket == first.bracket]
        levels = [f for f in inside if f.is_level]
        yield "bracket.whole" if len(levels) == len(figures) else "bracket.part"
        yield f"bracket.kin.{kin:g}"
        if len(inside) == len(levels) == len(figures):
            yield "bracket.only"
        if not skipped and first.index == total.index + 1:
            yield "bracket.next"
    elif p0.number == p1.number:
        between = [f for f in p0.figures[first.index : last.index + 1] if f.is_level]
        yield "dense" if len(between) == len(figures) else "sparse"
        rest = [f for f in p1.figures[last.index + 1 :] if f.sentence == last.sentence]
        yield "last" if not any(f.is_level and not f.bracket for f in rest) else "not_last"
    if total.noun[:1] and all(f.noun[:1] == total.noun[:1] for f in figures):
        yield "noun"
    if (
        total.noun[:2]
        and len(total.noun) > 1
        and all(f.noun[:2] == total.noun[:2] for f in figures)
    ):
        yield "noun_whole"
    near, far = (
        (first, last)
        if first.paragraph > total.paragraph or first.index > total.index
        else (last, first)
    )
    apart = abs(near.paragraph - total.paragraph)
    if apart:
        yield f"passages.{min(apart, 3)}"
    else:
        yield f"sentences.{min(abs(near.sentence - total.sentence), 2)}"
    gap = _gap(here, total, p0, first)
    if any(tells(gap, name) for name in DIVIDERS):
        yield "divided"
        yield f"divided.{min(len(part), 4)}"
        yield f"divided.{min(skipped, 1)}"
    yield from (f"gap {word}" for word in words("gap_signs") & set(gap))
    if tells(gap, "full"):
        yield "full"
    if tells(gap, "some_of"):
        yield "some"
    if gap[-1:] == ["("] or "(" in gap and first.bracket != total.bracket:
        yield "opens_bracket"
    if ":" in gap:
        yield "colon"
    if here.text.rstrip().endswith(":"):
        yield "lead"
    if tells(total.label, "totals"):
        yield "total_word"
    if any(tells(f.label, "totals") for f in figures):
        yield "part_total_word"
    if tells(last.label[-4:], "left"):
        yield "left"
        yield f"left.{min(skipped, 1)}.{min(len(part), 3)}"
    if any(tells(f.label[-4:], "left") for f in figures[:-1]):
        yield "left_inside"
    if tells(total.label[-4:], "left"):
        yield "total_left"
    yield from _end_signs(p1, last, after)
    if not all(f.label for f in figures) and not all(f.noun[1:2] for f in figures):
        yield "unlabelled"
    if any(f.quantity.is_rough for f in (total, *figures)):
        yield "rough"
    if any(is_complement([getattr(f, side) for f in figures]) for side in ("label", "noun")):
        yield "complement"
    if total.is_over:
        yield "total_over"
    if total.is_plan != any(f.is_plan for f in figures):
        yield "plan"
    if len({(f.label[-1:], f.noun[:1]) for f in figures}) == 1:
        yield "alike"
    if first.sentence != last.sentence or first.paragraph != last.paragraph:
        yield "spread"
        if first.paragraph == last.paragraph or len({f.paragraph for f in figures}) < len(figures):
            yield "spread_uneven"
    if total.bracket and total.bracket not in {f.bracket for f in figures}:
        yield "total_inner"
    events = words("events")
    if total.noun[:1] and total.noun[0] in events:
        yield "events"


def _end_signs(p: Paragraph, last: Figure, after: Figure | None) -> Iterator[str]:
    if after is None:
        yield "end.none"
    elif after.paragraph != last.paragraph:
        yield "end.passage"
    elif after.sentence != last.sentence:
        yield "end.sentence"
    elif after.bracket != last.bracket:
        yield "end.bracket"
    elif after.item != last.item:
        yield "end.item"
    else:
        yield "end.mid"
    before = p.before(last, 8)
    if tells(before, "and"):
        yield "and"
    beyond = p.beyond(last, 4)
    if tells(beyond, "rest") or tells(beyond, "and_so_on"):
        yield "open"


def _gap(here: Paragraph, total: Figure, p0: Paragraph, first: Figure) -> Sequence[str]:
    """What stands between a total and the first part: behind the one and before the other."""
    if p0.number == here.number:
        if first.first < total.first:
            return []
        gap = here.folded[total.end : first.first]
        if len(gap) <= 2 * OPENING:
            return gap
        start = max(p0.starts(first.sentence), total.end)
        return [*gap[:OPENING], *here.folded[start : min(first.first, start + OPENING)], *gap[-2:]]
    start = p0.starts(first.sentence)
    return [
        *here.folded[total.end :][-OPENING:],
        *p0.folded[start : min(first.first, start + OPENING)],
    ]


def key_of(figure: Figure) -> Key:
    """Passage and place of a figure, by which it is known."""
    return figure.paragraph, figure.index
