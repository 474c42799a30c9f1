"""Where a sentence tells a total and its parts, and how complete the list claims to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from helpers.audit.quantities import Line, Quantity
from helpers.audit.units import adds
from helpers.audit.vocabulary import starts_of, tells, words
from helpers.audit.wholes import is_changed, label_before

FULL, TOLD, PARTIAL, BRACKET, CLOSED = "full", "told", "partial", "bracket", "closed"
MOST_PARTS, FAR, NEAR, NEAR_TOTAL, NAME = 60, 60, 4, 12, 8


@dataclass(frozen=True)
class PartList:
    """``totals``: the figure that is divided; a/b may mean either.

    ``is_plain``: a flat list; ``is_near``: it stands right behind its total; ``is_apart``: in the
    sentence after it.
    """

    kind: str
    totals: tuple[Quantity, ...]
    parts: tuple[Quantity, ...]
    is_plain: bool
    is_near: bool = True
    is_apart: bool = False


def find_part_lists(line: Line) -> Iterator[PartList]:
    """Lists behind a connective ("gồm", "trong đó"), then brackets that follow a figure."""
    taken: set[int] = set()
    for position, kind in connectives(line):
        parts, seconds, is_plain = _parts_from(line, position)
        if not parts or parts[0].first in taken:
            continue
        if len(seconds) > 1 and (second := totals_before(line, position, seconds[0])):
            yield PartList(kind, second, tuple(seconds), is_plain)
        totals = totals_before(line, position, parts[0], like=kind == FULL)
        parts = [part for part in parts if not totals or totals[0].comparable(part)]
        if totals and parts:
            taken |= {part.first for part in parts}
            if _mixes_plan(line, totals[0], parts):
                continue
            is_near = position - totals[-1].last <= NEAR_TOTAL
            is_apart = "." in line.folded[totals[-1].last + 1 : position]
            yield PartList(kind, totals, tuple(parts), is_plain, is_near, is_apart)
    yield from _behind_colons(line, taken)
    yield from _brackets(line, taken)


def _behind_colons(line: Line, taken: set[int]) -> Iterator[PartList]:
    """``42 giải: 02 giải nhất, 09 giải nhì, 14 giải ba``: parts of one unit, three or more.

    Two are enough behind "trong": ``trong 5.436 hồ sơ tiếp nhận: đúng hạn a, quá hạn b``.
    """
    for total in line.quantities:
        behind = line.after(total, NAME)
        name = behind[: behind.index(":")] if ":" in behind else None
        if name is None or total.measure is None or is_changed(line, total) or total.is_rough:
            continue
        if not all(token[:1].isalpha() for token in name) or tells(name, "others_only"):
            continue
        parts, _, is_plain = _parts_from(line, total.last + 2 + len(name))
        is_one_kind = all(part.measure == total.measure for part in parts)
        is_among = any(" ".join(line.before(total, n)) in words("among") for n in (1, 2, 3))
        if len(parts) < (2 if is_among else 3) or not is_one_kind or parts[0].first in taken:
            continue
        taken |= {part.first for part in parts}
        yield PartList(FULL if is_among else TOLD, (total,), tuple(parts), is_plain)


def label_of(line: Line, part: Quantity) -> list[str]:
    """Words of a part: those before it, else those behind it."""
    before = label_before(line, part)
    return before or [t for t in line.after(part, NEAR) if t[:1].isalpha()]


def connectives(line: Line) -> Iterator[tuple[int, str]]:
    """Where a connective ends, and how complete it claims its list to be."""
    folded, position = line.folded, 0
    starts = starts_of(FULL) | starts_of(TOLD) | starts_of(PARTIAL)
    while position < len(folded):
        if folded[position] not in starts:
            position += 1
            continue
        for length in (3, 2, 1):
            told = " ".join(folded[position : position + length])
            kind = next((k for k in (FULL, TOLD, PARTIAL) if told in words(k)), None)
            if kind is not None:
                yield position + length, kind
                position += length - 1
                break
        position += 1


def _parts_from(line: Line, position: int) -> tuple[list[Quantity], list[Quantity], bool]:
    """Figures behind a connective to the end of its sentence or bracket, and if they are flat.

    The second list: what each part has of another kind, 04 vụ = 06 đối tượng.
    """
    parts: list[Quantity] = []
    seconds: list[Quantity] = []
    marks: list[list[str]] = []
    depth, at, is_plain = 0, position, True
    for figure in line.figures_from(position, MOST_PARTS):
        between = line.folded[at : figure.first]
        depth += between.count("(") - between.count(")")
        if depth < 0 or "." in between:
            break
        if ";" in between and not parts and at > position:
            # trong đó … chiếm 84%; đàn gia cầm 635.000 con: another subject
            break
        if tells(between, "partial") or tells(between, "full"):
            is_plain = False
            if not depth:
                break
        if parts and parts[0].measure is not None and figure.measure is None and not depth:
            break
        if not depth and _has_ended(marks, between, len(parts)):
            break
        at = figure.last + 1
        if depth or not figure.is_amount or is_changed(line, figure) or not adds(figure.measure):
            continue
        if between == ["="] and parts and not parts[0].comparable(figure):
            if not seconds or seconds[0].fits(figure):
                seconds.append(figure)
            continue
        if parts and set(between[-1:]) & ({"/", "="} | words("fraction")):
            continue
        if not (parts[0] if parts else figure).comparable(figure):
            is_plain = is_plain and ";" in between
            break
        parts.append(figure)
        marks.append(between)
    rest = line.folded[at : at + NEAR + 2]
    return parts, seconds, is_plain and not tells(rest, "rest") and not _trails_off(line, at)


def _has_ended(marks: Sequence[Sequence[str]], between: Sequence[str], count: int) -> bool:
    """True behind "x, y và z", and where the first semicolon follows parts that commas divide."""
    if count < 2 or not {",", ";"} & set(between):
        return False
    inner = [mark for gap in marks[1:] for mark in gap]
    return bool(set(marks[-1]) & words("and")) or (";" in between and ";" not in inner)


def _trails_off(line: Line, at: int) -> bool:
    """``lúa 30 ha, ngô 15 ha…``: more than is told."""
    return bool({"…"} & set(line.folded[at : at + NEAR])) or line.folded[at : at + 3] == ["."] * 3


def totals_before(
    line: Line, position: int, part: Quantity, *, like: bool = False
) -> tuple[Quantity, ...]:
    """The nearest figure that may hold the parts; of a/b both. ``like``: or be of like kind."""
    figures = line.quantities
    depth, at = 0, position
    for place in range(line.place_of(position) - 1, -1, -1):
        figure = figures[place]
        between = line.folded[figure.last + 1 : at]
        if position - figure.last > FAR or _is_parted(between, is_nearest=at == position):
            return ()
        depth = max(0, depth + between.count(")") - between.count("("))
        at = figure.first
        fits = figure.may_hold(part) or (like and figure.comparable(part))
        if depth or not fits or is_changed(line, figure):
            continue
        if place and line.gap(figures[place - 1], figure) == ["/"]:
            numerator = figures[place - 1].in_unit_of(figure)
            return (numerator, figure)
        return (figure,)
    return ()


def _is_parted(between: Sequence[str], *, is_nearest: bool) -> bool:
    """True behind the end of a sentence, but for the one that a "Trong đó" goes on with."""
    if "." not in between:
        return False
    begun = between[between.index(".") + 1 :]
    goes_on = tells(begun[:2], "of_sentence_before") and len(begun) <= NEAR and "." not in begun
    return not (is_nearest and goes_on)


def _mixes_plan(line: Line, total: Quantity, parts: Sequence[Quantity]) -> bool:
    """True where plans and results stand beside each other: they are no parts of one total."""
    told = [tells(label_of(line, part), "spends") for part in parts]
    if tells(label_before(line, total), "spends"):
        return any(tells(label_of(line, part), "plan") for part in parts)
    return any(told)


def _brackets(line: Line, taken: set[int]) -> Iterator[PartList]:
    """``1.234 người (nam 600, nữ 634)``: at least two figures of one kind, and nothing else."""
    figures = line.quantities
    for place, (total, first) in enumerate(pairwise(figures)):
        between = line.folded[total.last + 1 : first.first]
        if "(" not in between or first.first in taken or not total.is_amount:
            continue
        opened = between.index("(")
        named = between[:opened]
        is_rate = named[:1] == ["/"] and len(named) <= NEAR + 2
        is_named = opened <= NEAR and all(t[:1].isalpha() for t in named)
        if not (is_named or is_rate) or is_changed(line, total):
            continue
        if tells(between[opened + 1 :], "from") or first.sign:
            continue
        inside = _inside(line, figures[place + 1 : place + 1 + MOST_PARTS])
        if place and line.gap(figures[place - 1], total) == ["="]:
            seconds = [q for q in inside if q.fits(total)]
            firsts = [q for q in inside if q.fits(figures[place - 1])]
            if len(firsts) > 1 and len(firsts) + len(seconds) == len(inside):
                # parts that add up in one kind are a full list in the other
                kinds = [_adds_up(figures[place - 1], firsts), _adds_up(total, seconds)]
                told = FULL if any(kinds) else BRACKET
                yield PartList(told, (figures[place - 1],), tuple(firsts), True)
                yield PartList(told, (total,), tuple(seconds), True)
                continue
            inside = seconds
        spent = [tells(label_of(line, part), "spends") for part in inside]
        if len(inside) >= 2 and all(total.may_hold(p) for p in inside) and not any(spent):
            closed = line.folded[inside[-1].last + 1 : inside[-1].last + 12]
            is_plain = not tells(closed[: closed.index(")")] if ")" in closed else closed, "rest")
            yield PartList(BRACKET, (total,), tuple(inside), is_plain)


def _adds_up(total: Quantity, parts: Sequence[Quantity]) -> bool:
    return sum((part.value for part in parts), Decimal(0)) == total.value


def _inside(line: Line, figures: Sequence[Quantity]) -> list[Quantity]:
    """Figures to the end of the bracket; none where something else than parts is told there."""
    parts: list[Quantity] = []
    for figure in figures:
        at = parts[-1].last + 1 if parts else figure.first
        between = line.folded[at : figure.first]
        if ")" in between:
            break
        if {"(", "/", "."} & set(between) or is_changed(line, figure):
            return []
        if figure.is_percent or not adds(figure.measure):
            return []
        parts.append(figure)
    return parts
