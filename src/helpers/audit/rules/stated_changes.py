"""How a change is told: by how much, by what percentage, and the base that stands behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.vocabulary import tells, words
from helpers.core.text import fold

GAP, NEAR, LONG = 16, 9, 36
"""Tokens between the figures of one change; tokens looked back at; to a base alone in a bracket."""
KEPT = 64
"""Paragraphs whose changes are kept: several rules ask for those of the last few."""


@dataclass(frozen=True)
class Change:
    """A change told once: ``amount`` and ``share`` of it, ``base`` where it is told behind.

    ``start`` and ``end`` are the indexes of its first and last figure.
    """

    way: int
    amount: Figure | None
    share: Figure | None
    base: Figure | None
    start: int
    end: int
    other: Figure | None = None

    @property
    def told(self) -> Figure:
        """The figure that it is told by. Raises ValueError without one."""
        found = self.amount or self.share
        if found is None:
            raise ValueError("a change has a figure")
        return found


@lru_cache(maxsize=KEPT)
def changes_of(here: Paragraph) -> tuple[Change, ...]:
    """Changes with what tells the same change again right behind."""
    return tuple(_changes(here))


def _changes(here: Paragraph) -> Iterator[Change]:
    index = 0
    while index < len(here.figures):
        figure = here.figures[index]
        if not figure.way or figure.quantity.is_rough or is_each(here, figure):
            index += 1
            continue
        pair = [figure]
        if index + 1 < len(here.figures) and is_same_change(here, figure, here.figures[index + 1]):
            pair.append(here.figures[index + 1])
        amount = next((f for f in pair if not f.is_percent), None)
        share = next((f for f in pair if f.is_percent), None)
        base = _base_behind(here, pair[-1], amount) or _base_in_list(here, pair[-1], amount)
        yield Change(figure.way, amount, share, base, index, pair[-1].index)
        index = pair[-1].index + 1


def is_same_change(here: Paragraph, one: Figure, other: Figure) -> bool:
    """``17 ha (6,7%)``, ``6,7% (+17 ha)``, ``17 ha, tương đương 6,7%``."""
    if one.is_percent == other.is_percent or one.sentence != other.sentence:
        return False
    if one.quantity.is_points or other.quantity.is_points or other.is_bound:
        return False
    if any(f.is_over for f in here.figures[other.index + 1 : other.index + 2]):
        return False
    gap = here.folded[one.first + 2 if one.is_percent else one.last + 1 : other.first]
    if not gap or len(gap) > GAP or ";" in gap or (")" in gap and "(" not in gap):
        return False
    if other.way == -one.way and not other.quantity.sign:
        return False
    if (
        set(gap) & words("against")
        and other.way != one.way
        and not (other.is_percent and "(" in gap)
    ):
        return False
    if (
        tells(here.tail(other), "planned")
        or set(here.tail(other)) & words("against")
        and set(gap) & words("against")
    ):
        return False
    if "(" in gap:
        return _told_again_in_bracket(here, one, other, gap)
    told = {t for t in gap if t[:1].isalpha()}
    equal = bool(told & words("equals")) or tells(gap, "rate_of_change")
    equal = equal or gap in (["="], ["/"])
    equal = equal or (other.way == one.way and bool({",", "-", "/"} & set(gap)))
    allowed = words("same_change") | words("rate_of_change") | words("direction") | words("rough")
    return equal and told <= allowed | set(one.noun) | words("before") | words("above") | words(
        "below"
    )


def _told_again_in_bracket(here: Paragraph, one: Figure, other: Figure, gap: Sequence[str]) -> bool:
    opened = gap.index("(")
    head, tail = gap[:opened], gap[opened + 1 :]
    if tells(head, "planned") or tells(tail, "last_year") or set(tail) & words("against"):
        return False
    allowed = words("same_change") | words("rate_of_change") | words("rise") | words("fall")
    allowed |= words("direction") | words("told_amount") | words("rough")
    plain = {t for t in tail if t[:1].isalpha()} <= allowed
    return (
        plain
        and all(t[:1].isalnum() or t in ("/", ",") for t in head)
        and other.bracket != one.bracket
    )


def is_each(here: Paragraph, figure: Figure) -> bool:
    """``mỗi năm giảm 2%``, ``dự kiến giảm thêm``, ``giảm 2%/năm``: no change from end to end."""
    clause: list[str] = []
    for token in reversed(here.before(figure, NEAR)):
        if not token[:1].isalpha():
            break
        clause.append(token)
    behind = here.folded[figure.first + 1 : figure.last + 3]
    yearly = any(
        a == "/" and b in words("dated") for a, b in pairwise([*behind, *here.after(figure, 3)])
    )
    of_others = here.after(figure, 1) == [fold("của")] and tells(
        here.before(figure, 3), "above_or_below"
    )
    return yearly or of_others or tells(clause[::-1], "each") or tells(clause[::-1], "foreseen")


def _base_behind(here: Paragraph, last: Figure, amount: Figure | None) -> Figure | None:
    """``so với cùng kỳ (b)``, ``so với mức b``, ``(cùng kỳ b)``, ``vượt d kế hoạch (b)``."""
    if last.index + 1 >= len(here.figures):
        return None
    base = here.figures[last.index + 1]
    if (
        base.sentence != last.sentence
        or base.way
        or base.is_rate != last.is_rate
        and amount is not None
    ):
        return None
    is_of_points = amount is not None and amount.quantity.is_points and base.is_percent
    if amount is not None and kinship(base, amount) < 1 and not is_of_points:
        return None
    gap = list(here.folded[last.first + 2 if last.is_percent else last.last + 1 : base.first])
    names = [t for t in gap if t[:1].isalpha()]
    reach = LONG if gap[-1:] == ["("] and set(gap[:2]) & words("against") else GAP
    if not gap or len(gap) > reach or {";", ","} & set(gap) or tells(gap, "above_or_below"):
        return None
    opened = "(" in gap
    ending = (
        here.figures[base.index + 1]
        if here.folded[base.last + 1 : base.last + 2] == ["/"]
        and base.index + 1 < len(here.figures)
        else base
    )
    after = here.folded[base.end : base.end + 3]
    of_rate = base.is_rate and after[:1] == ["/"] and ")" in after
    closes = (
        of_rate
        or here.folded[ending.end : ending.end + 1] == [")"]
        or here.folded[base.last + 1 : base.last + 2] == [")"]
    )
    if opened and tells(gap[gap.index("(") :], "planned") and not exceeds(here, last):
        return None
    if set(names) & words("against"):
        told = not opened and (
            gap[-1] in words("base_of") or gap[-1] in words("opens") or tells(gap[-2:], "planned")
        )
        told = told or (
            not opened and gap[-1] in words("dated") and base.quantity.measure is not None
        )
    elif opened and gap.index("(") < 2 or tells(gap, "planned"):
        told = False
        dated = tells(gap, "last_year") or any(t.isdigit() and len(t) == 4 for t in gap)
        closes = closes and (dated or (exceeds(here, last) and tells(gap, "planned")))
    else:
        return None
    is_year_of_change = base.is_percent != (amount is None or is_of_points) and amount is not None
    return base if (told or (opened and closes)) and not is_year_of_change else None


def exceeds(here: Paragraph, figure: Figure) -> bool:
    """True behind a word that says by how much a plan was exceeded."""
    return bool(set(here.before(figure, 2)) & words("exceeds"))


def _base_in_list(here: Paragraph, last: Figure, amount: Figure | None) -> Figure | None:
    """``giảm 4 vụ, tăng 5 đối tượng so với cùng kỳ (26 vụ, 24 đối tượng)``: the one of its kind."""
    if amount is None:
        return None
    before = _listed_before(here, last, amount)
    if before is not None:
        return before
    rest = [f for f in here.around(last) if f.index > last.index]
    inside = next((f.bracket for f in rest if f.bracket and not f.is_percent and not f.way), 0)
    if not inside or not amount.noun:
        return None
    listed = [f for f in rest if f.bracket == inside]
    first = listed[0]
    if tells(here.folded[last.end : first.first], "above_or_below"):
        return None
    lead = here.folded[max(0, first.first - GAP) : first.first]
    opened = len(lead) - 1 - lead[::-1].index("(") if "(" in lead else 0
    told = tells(lead[opened:], "last_year") or (
        lead[-1:] == ["("] and set(lead) & words("against")
    )
    changed = [f for f in rest if f.index < first.index and not f.way]
    same = [f for f in listed if kinship(f, amount) == 2 and f.is_level]
    return same[0] if told and len(same) == 1 and not changed and len(listed) < 5 else None


def _listed_before(here: Paragraph, last: Figure, amount: Figure) -> Figure | None:
    """``so với cùng kỳ (9 vụ, 2 người chết) giảm 2 vụ, giảm 1 người chết``."""
    told = words("rise") | words("fall") | words("direction") | words("exceeds") | words("against")
    if not set(amount.label) <= told | words("before"):
        return None
    sentence = [f for f in here.around(last) if f.index < last.index and f.item == last.item]
    for bracket in sorted({f.bracket for f in sentence if f.bracket}, reverse=True):
        listed = [f for f in sentence if f.bracket == bracket]
        lead = here.folded[max(0, listed[0].first - GAP) : listed[0].first]
        at = max((n for n, t in enumerate(lead) if t in words("against")), default=None)
        if at is None or listed[0].way or lead[-1:] != ["("] or tells(lead[at:], "planned"):
            continue
        same = [(len(amount.names & f.names), f) for f in listed if kinship(f, amount) == 2]
        best = max((likeness for likeness, _ in same), default=0)
        found = [f for likeness, f in same if likeness == best]
        return found[0] if len(found) == 1 else None
    return None
