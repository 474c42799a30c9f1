"""Changes: by how much, by what percentage, of what, from which base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.rules.figures import Figure, Paragraph, kinship
from helpers.audit.rules.solver import Candidate, Solved, solve
from helpers.audit.vocabulary import tells, words

GAP, LEVELS, NEAR = 12, 10, 9


@dataclass(frozen=True)
class Change:
    """A change told once: ``amount`` and ``share`` of it, ``base`` where it is told behind."""

    way: int
    amount: Figure | None
    share: Figure | None
    base: Figure | None
    start: int
    end: int

    @property
    def told(self) -> Figure:
        """The figure that it is told by."""
        found = self.amount or self.share
        assert found is not None
        return found


def find_changes(here: Paragraph, earlier: Sequence[Paragraph]) -> Iterator[Solved]:
    """Each change of the paragraph that could be checked."""
    for change in changes_of(here):
        solved = solve(list(_candidates(here, earlier, change)))
        if solved is not None:
            yield solved


def changes_of(here: Paragraph) -> Iterator[Change]:
    """Changes with what tells the same change again right behind."""
    index = 0
    while index < len(here.figures):
        figure = here.figures[index]
        if not figure.way or figure.quantity.is_rough and figure.is_percent or _is_each(here, figure):
            index += 1
            continue
        pair = [figure]
        if index + 1 < len(here.figures) and is_same_change(here, figure, here.figures[index + 1]):
            pair.append(here.figures[index + 1])
        amount = next((f for f in pair if not f.is_percent), None)
        share = next((f for f in pair if f.is_percent), None)
        last = pair[-1]
        base = _base_behind(here, last, amount)
        yield Change(figure.way, amount, share, base, index, last.index)
        index = last.index + 1


def is_same_change(here: Paragraph, one: Figure, other: Figure) -> bool:
    """``17 ha (6,7%)``, ``6,7% (+17 ha)``, ``17 ha, tương đương 6,7%``, ``17 ha - tương ứng 6,7%``."""
    if one.is_percent == other.is_percent or one.sentence != other.sentence:
        return False
    if one.quantity.is_points or other.quantity.is_points or other.way == -one.way:
        return False
    gap = here.folded[one.first + 2 if one.is_percent else one.last + 1 : other.first]
    if not gap or len(gap) > GAP or ";" in gap or ")" in gap and "(" not in gap:
        return False
    if tells(here.after(other, 5), "planned"):
        return False
    is_again = other.way == one.way or (other.is_percent and "(" in gap)
    if set(gap) & words("against") and not is_again:
        return False
    if "(" in gap:
        tail = gap[gap.index("(") + 1 :]
        head = gap[: gap.index("(")]
        if tells(head, "planned"):
            return False
        if tells(tail, "last_year") or set(tail) & words("against"):
            return False
        plain = {t for t in tail if t[:1].isalpha()} <= words("same_change") | words("rate_of_change") | words("rise") | words("fall") | words("above") | words("direction") | words("told_amount")
        return plain and all(t[:1].isalpha() for t in head) and other.bracket != one.bracket
    told = {t for t in gap if t[:1].isalpha()}
    equal = bool(told & words("equals")) or tells(gap, "rate_of_change") or (other.way == one.way and gap[0] in (",", "-", "/"))
    allowed = words("same_change") | words("rate_of_change") | words("direction") | words("rough") | set(one.noun) | words("before")
    return equal and told <= allowed


def _is_each(here: Paragraph, figure: Figure) -> bool:
    """``mỗi năm giảm 2%``, ``giảm thêm``, ``từ 1-1,5%``: no change from end to end."""
    before = here.before(figure, NEAR)
    clause: list[str] = []
    for token in reversed(before):
        if not token[:1].isalpha():
            break
        clause.append(token)
    behind = here.folded[figure.last + 1 : figure.last + 3]
    yearly = behind[:1] == ["/"] and bool(set(behind[1:]) & words("dated"))
    return yearly or tells(clause[::-1], "each") or tells(clause[::-1], "foreseen")


def _base_behind(here: Paragraph, last: Figure, amount: Figure | None) -> Figure | None:
    """``so với cùng kỳ (b)``, ``so với mức b``, ``so với năm trước là b``."""
    if last.index + 1 >= len(here.figures):
        return None
    base = here.figures[last.index + 1]
    if base.sentence != last.sentence or base.way or base.is_rate:
        return None
    is_of_points = amount is not None and amount.quantity.is_points and base.is_percent
    if amount is not None and kinship(base, amount) < 1 and not is_of_points:
        return None
    gap = list(here.folded[last.first + (2 if last.is_percent else 1) : base.first])
    gap = gap[last.last - last.first :] if not last.is_percent else gap
    names = [t for t in gap if t[:1].isalpha()]
    if len(gap) > GAP or not set(names) & words("against") or {";", ".", ","} & set(gap):
        return None
    bracketed = gap[-1:] == ["("] and here.folded[base.end : base.end + 1] == [")"]
    direct = "(" not in gap and (gap[-1] in words("base_of") or gap[-1] in words("opens"))
    return base if bracketed or direct else None


def _candidates(here: Paragraph, earlier: Sequence[Paragraph], change: Change) -> Iterator[Candidate]:
    ends = _ends(here, change)
    if ends is not None:
        yield from _of_ends(change, *ends, "change.ends")
    if change.base is not None:
        for level, likeness, is_near in _levels(here, earlier, change, change.base):
            name = "change.base" if is_near else "change.base_far"
            yield from _of_ends(change, change.base, level, name, likeness)
        if change.amount and change.share:
            yield _of_base(change, change.base)
    if change.share is not None and change.share.quantity.is_points:
        return
    if change.amount and change.share and ends is None:
        for level, likeness, is_near in _levels(here, earlier, change, change.amount):
            yield _of_level(change, level, "change.level" if is_near else "change.level_far", likeness)
            if level.is_previous:
                yield replace(_of_base(change, level), signature="change.previous")


def _of_ends(change: Change, base: Figure, level: Figure, name: str, likeness: float = 0) -> Iterator[Candidate]:
    base = replace(base, quantity=base.quantity.in_unit_of(level.quantity))
    both = level, base
    if base.is_percent:
        figure = change.share or change.amount
        if figure is None:
            return
        yield Candidate("change", name, figure, both, lambda v: v[0] - v[1], "%", True, likeness)
        if figure.is_percent and figure.quantity.measure is not None and not figure.quantity.is_points:
            yield Candidate("change", "change.relative", figure, both, _relative, "%", True, likeness)
        return
    if change.amount is not None:
        amount = replace(change.amount, quantity=change.amount.quantity.in_unit_of(level.quantity))
        yield Candidate("change", name, amount, both, lambda v: v[0] - v[1], "", True, likeness)
    if change.share is not None:
        yield Candidate("change", name, change.share, both, _relative, "%", True, likeness)


def _relative(values: Sequence) -> object:
    return (values[0] - values[1]) * 100 / values[1] if values[1] else None


def _of_base(change: Change, base: Figure) -> Candidate:
    assert change.amount and change.share
    amount = replace(change.amount, quantity=change.amount.quantity.in_unit_of(base.quantity))
    return Candidate(
        "change", "change.of_base", change.share, (amount, base),
        lambda v: v[0] * 100 / v[1] if v[1] else None, "%",
    )  # fmt: skip


def _of_level(change: Change, level: Figure, name: str, likeness: float) -> Candidate:
    assert change.amount and change.share
    way = change.way
    amount = replace(change.amount, quantity=change.amount.quantity.in_unit_of(level.quantity))

    def implied(values: Sequence) -> object:
        base = values[1] - way * values[0]
        return values[0] * 100 / base if base > 0 else None

    return Candidate("base", name, change.share, (amount, level), implied, "%", True, likeness)


def _ends(here: Paragraph, change: Change) -> tuple[Figure, Figure] | None:
    """Base and level: ``từ b xuống a, giảm d``, ``giảm d (từ b xuống còn a)``."""
    told = change.told
    for first in range(max(0, change.start - 3), min(len(here.figures) - 1, change.end + 2)):
        one, other = here.figures[first], here.figures[first + 1]
        if other.sentence != told.sentence or told in (one, other) or change.share in (one, other):
            continue
        if not set(here.before(one, 4)) & words("from") or not set(here.between(one, other)) & words("to"):
            continue
        if one.is_percent == other.is_percent and kinship(one, other) >= 1 and (change.amount is None or change.amount.quantity.is_points or kinship(change.amount, other) >= 1):
            return one, other
    return None


def _levels(
    here: Paragraph, earlier: Sequence[Paragraph], change: Change, like: Figure
) -> Iterator[tuple[Figure, float, bool]]:
    """Levels that may have changed, nearest first, and whether each is the nearest of its kind."""
    names = change.told.names - words("direction") - words("rise") - words("fall")
    found = 0
    places = [(here, f) for f in reversed(here.figures[: change.start])]
    for paragraph in reversed(earlier[-1:]):
        places += [(paragraph, f) for f in reversed(paragraph.figures)]
    kin: list[tuple[Figure, float]] = []
    for paragraph, figure in places:
        is_like = figure.is_share if like.is_percent else (figure.quantity.is_amount and not figure.way and not figure.is_rate)
        if like.is_percent and figure.quantity.is_points:
            continue
        if like.is_percent != figure.is_percent or not is_like:
            continue
        known = kinship(figure, like)
        if known < 1:
            continue
        found += 1
        if found > LEVELS:
            break
        shared = len(names & figure.names)
        kin.append((figure, known + shared - found / 10 - (2 if figure.is_plan else 0) - (2 if figure.is_previous else 0) - (1.5 if figure.bracket and figure.bracket != change.told.bracket else 0)))
    best = max((likeness for _, likeness in kin), default=0.0)
    for figure, likeness in kin:
        near = likeness == best and figure.paragraph == here.number and change.told.sentence - figure.sentence <= 1
        yield figure, likeness, near and kinship(figure, like) == 2
