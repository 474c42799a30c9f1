"""Changes told with both ends: ``từ b lên a, tăng d``, ``giảm d (từ b xuống còn a)``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from helpers.audit.claim import CONTRADICTION, Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import label_before
from helpers.indicators.formulas import minus, scaled_quotient

FAR, WIDE, NEAR = 8, 12, 40
ENDS = {".", ";"}


def direction_of(line: Line, figure: Quantity) -> int:
    """+1 for a rise, −1 for a fall told right before a figure, 0 for neither."""
    before = line.before(figure, FAR)
    for place in range(len(before) - 1, -1, -1):
        word = before[place]
        if word in words("rise"):
            return 1
        if word in words("fall"):
            return -1
        compared = " ".join(before[max(0, place - 1) : place + 1])
        if compared in words("above") | words("below") and tells(before[place + 1 :], "last_year"):
            # cao hơn cùng kỳ 318 tấn; what follows "cao hơn" alone may be what it is higher than
            return 1 if compared in words("above") else -1
        if word not in words("direction") and word not in ("(", ":"):
            return 0
    return 0


def is_each(line: Line, figure: Quantity) -> bool:
    """``bình quân mỗi năm giảm 2,9%``, ``giảm 2,9%/năm``: no change from end to end."""
    clause: list[str] = []
    for word in reversed(line.before(figure, FAR)):
        if not word[:1].isalpha():
            break
        clause.append(word)
    behind = line.folded[figure.last + 1 : figure.last + 3]
    is_yearly = (
        bool(behind)
        and behind[0] in ("/", *words("each"))
        and bool(set(behind[1:]) & words("dated"))
    )
    return is_yearly or tells(clause[::-1], "each")


def from_to(line: Line, place: int, like: Quantity | None) -> tuple[Quantity, Quantity] | None:
    """Base and value around the change at ``place``; None unless each is the only one of its kind.

    ``like``: the told amount, whose unit both ends have; without one both ends are amounts.
    """
    return _ends_before(line, place, like) or _ends_behind(line, place, like)


def _ends_before(line: Line, place: int, like: Quantity | None) -> tuple[Quantity, Quantity] | None:
    figures = line.quantities
    told = figures[place]
    start = _start(line, told.first)
    opened = _last(line, "from", start, told.first)
    turned = _last(line, "to", opened + 1, told.first) if opened is not None else None
    if opened is None or turned is None:
        return None
    near = [q for q in figures[max(0, place - WIDE) : place] if q.first > opened]
    return _single(near, turned, like)


def _ends_behind(line: Line, place: int, like: Quantity | None) -> tuple[Quantity, Quantity] | None:
    """``giảm 1.234 hộ (từ 5.678 hộ xuống còn 4.444 hộ)``."""
    figures = line.quantities
    told = figures[place]
    behind = line.after(told, 2)
    if len(behind) < 2 or behind[0] not in ("(", ",") or behind[1] not in words("from"):
        return None
    near = figures[place + 1 : place + 3]
    if len(near) < 2:
        return None
    between = line.folded[near[0].last + 1 : near[1].first]
    turned = next((n for n, word in enumerate(between) if word in words("to")), None)
    if turned is None or len(between) > WIDE:
        return None
    return _single(near, near[0].last + 1 + turned, like)


def _single(
    near: Sequence[Quantity], turned: int, like: Quantity | None
) -> tuple[Quantity, Quantity] | None:
    if like is not None:
        near = [q for q in near if q.fits(like) and (q.measure is None) == (like.measure is None)]
    else:
        near = [q for q in near if q.is_amount]
    near = [q for q in near if not q.is_rough]
    before = [q for q in near if q.last < turned]
    after = [q for q in near if q.first > turned]
    if len(before) != 1 or len(after) != 1 or not before[0].fits(after[0]):
        return None
    return before[0], after[0]


def find_points(line: Line, place: int) -> Claim | None:
    """``từ 25,3% xuống 21,1%, giảm 4,2 điểm %``: a share in points; in % it may be relative."""
    figures = line.quantities
    told = figures[place]
    direction = direction_of(line, told)
    if not direction or not (told.is_points or told.is_percent) or told.is_rough:
        return None
    if is_each(line, told):
        return None
    ends = _percent_ends(line, place) or _two_shares(line, place) or _share_and_base(line, place)
    if ends is None:
        return None
    base, value = ends
    claim = judged("change", told, [value, base], _difference, unit="%", magnitude=True)
    if claim is None or value.value == base.value:
        return None
    if told.is_percent and claim.is_contradiction:
        relative = judged("change", told, [value, base], _relative, unit="%", magnitude=True)
        if relative is not None and not relative.is_contradiction:
            claim = relative
    if not claim.is_contradiction and (value.value > base.value) != (direction > 0):
        right = "+" if value.value > base.value else "−"
        told_sign = "+" if direction > 0 else "−"
        span = ((told.start, told.end),)
        return Claim("sign", claim.start, claim.end, told_sign + told.text, right + told.text,
                     CONTRADICTION, span, "slip_sign")  # fmt: skip
    return claim


def _percent_ends(line: Line, place: int) -> tuple[Quantity, Quantity] | None:
    figures = line.quantities
    told = figures[place]
    start = _start(line, told.first)
    opened = _last(line, "from", start, told.first)
    turned = _last(line, "to", opened + 1, told.first) if opened is not None else None
    if opened is None or turned is None:
        return None
    near = [q for q in figures[max(0, place - WIDE) : place] if q.first > opened and q.is_percent]
    before = [q for q in near if q.last < turned]
    after = [q for q in near if q.first > turned]
    return (before[0], after[0]) if len(before) == len(after) == 1 else None


def _two_shares(line: Line, place: int) -> tuple[Quantity, Quantity] | None:
    """``tỷ lệ hộ nghèo năm 2022 là 23,64%, nay còn 20,12%, giảm``: the only two of the sentence.

    Between them nothing but time is told, and the change has no base of its own.
    """
    figures = line.quantities
    told = figures[place]
    start = _start(line, told.first)
    near = [q for q in figures[max(0, place - WIDE) : place] if q.first >= start]
    if len(near) != 2 or not all(q.is_percent and not q.is_rough for q in near):
        return None
    base, value = near
    is_rate = tells(line.folded[start : base.first], "rates")
    is_turned = bool(set(line.before(value, 2)) & words("to"))
    between = [t for t in line.gap(base, value) if t != "," and not t.isdigit()]
    is_same = set(between) <= words("to") | words("now") and not direction_of(line, base)
    has_base = bool(set(line.after(told, 2)) & words("against"))
    return (base, value) if is_rate and is_turned and is_same and not has_base else None


def _share_and_base(line: Line, place: int) -> tuple[Quantity, Quantity] | None:
    """``a%, giảm 0,8 điểm % so với cùng kỳ (b%)``: points between the share and its base."""
    figures = line.quantities
    if not 0 < place < len(figures) - 1 or not figures[place].is_points:
        return None
    value, base = figures[place - 1], figures[place + 1]
    between, gap = line.gap(value, figures[place]), line.gap(figures[place], base)
    are_shares = value.is_percent and base.is_percent and not value.is_rough and not base.is_rough
    is_next = len(between) <= FAR and not ENDS & set(between) and not direction_of(line, value)
    is_base = gap[-1:] == ["("] and bool(set(gap) & words("against")) and len(gap) <= WIDE
    return (base, value) if are_shares and is_next and is_base else None


def value_before_sentence(line: Line, place: int) -> Quantity | None:
    """``làm chết 708 người. So với cùng kỳ giảm 47 người chết (-6,23%)``: 708, of the same unit.

    The sentence begins by comparing; of several figures of the unit in the one before it, that one
    is meant which has the same word beside it.
    """
    figures = line.quantities
    told = figures[place]
    start = _start(line, told.first)
    if told.measure is None or not tells(line.folded[start : start + FAR], "last_year"):
        return None
    near = [q for q in figures[max(0, place - WIDE) : place] if q.last < start]
    before = _start(line, start - 1)
    same = [q for q in near if q.first >= before and q.measure == told.measure and not q.is_rough]
    same = [q for q in same if not direction_of(line, q)]
    if len(same) > 1:
        beside = {t for t in line.after(told, 2) if t[:1].isalpha()}
        same = [q for q in same if beside & {*label_before(line, q), *_beside(line, q)}]
    return same[0] if len(same) == 1 else None


def _beside(line: Line, figure: Quantity) -> list[str]:
    """The next words of a figure up to a mark."""
    return list(takewhile(lambda token: token[:1].isalpha(), line.after(figure, 2)))


def _start(line: Line, position: int) -> int:
    """Where the sentence of a token begins, or as far back as is looked."""
    for at in range(position - 1, max(-1, position - NEAR), -1):
        if line.folded[at] in ENDS:
            return at + 1
    return max(0, position - NEAR)


def _last(line: Line, name: str, start: int, end: int) -> int | None:
    for at in range(end - 1, start - 1, -1):
        if line.folded[at] in words(name):
            return at
    return None


def _difference(values):
    return minus(values[0], values[1])


def _relative(values):
    return scaled_quotient(values[0] - values[1], values[1])
