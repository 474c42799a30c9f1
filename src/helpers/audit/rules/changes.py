"""Changes: by how much, by what percentage, of what, from which base."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import Candidate, Solved, solve
from helpers.audit.vocabulary import tells, words
from helpers.core.text import fold

GAP, LEVELS, FAR, NEAR, BACK = 16, 10, 30, 9, 3
HUNDRED = 100
MARGIN = 0.5
"""By so much a level must be likelier than another one to be the one that changed."""


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


def find_changes(here: Paragraph, earlier: Sequence[Paragraph]) -> Iterator[Solved]:
    """Each change of the paragraph that could be checked."""
    for change in changes_of(here):
        wrong = _against_its_mark(here, change)
        if wrong is not None:
            yield wrong
            continue
        for told in _tellings(change, _ends(here, change) is not None):
            solved = solve(list(_candidates(here, earlier, told)))
            if solved is not None:
                yield _with_direction(change, solved)
    yield from _indexes(here)
    yield from _raised(here)


def _raised(here: Paragraph) -> Iterator[Solved]:
    """``kết nạp d, nâng tổng số từ b lên a``: the only figure that came is the difference."""
    for base, level in pairwise(here.figures):
        before = here.before(base, NEAR)
        ends = set(before[-1:]) & words("from") and set(here.between(base, level)) & words("to")
        if not ends or not set(before) & words("raises"):
            continue
        near = here.figures[max(0, base.index - LEVELS) : base.index]
        near = [f for f in near if f.item == base.item and f.way >= 0]
        came = [f for f in near if kinship(f, level) == 2]
        if len(came) == 1 and not came[0].quantity.is_rough:
            alike = replace(base, quantity=base.quantity.in_unit_of(level.quantity))
            found = solve(
                [Candidate("change", "change.raised", came[0], (level, alike), _difference)]
            )
            if found is not None:
                yield found


def _tellings(change: Change, has_ends: bool) -> Iterator[Change]:
    """With both ends or a base the amount and the percentage are checked one by one."""
    if change.amount and change.share and (change.base or has_ends):
        yield replace(change, share=None)
        yield replace(change, amount=None, other=change.amount)
    else:
        yield change


def changes_of(here: Paragraph) -> Iterator[Change]:
    """Changes with what tells the same change again right behind."""
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
    equal = equal or (other.way == one.way and bool({",", "-", "/"} & set(gap))) or gap == ["/"]
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
    allowed |= words("direction") | words("told_amount")
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
    if not gap or len(gap) > GAP or {";", ","} & set(gap):
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
    if opened and tells(gap[gap.index("(") :], "planned") and not _exceeds(here, last):
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
        closes = closes and (dated or (_exceeds(here, last) and tells(gap, "planned")))
    else:
        return None
    is_year_of_change = base.is_percent != (amount is None or is_of_points) and amount is not None
    return base if (told or (opened and closes)) and not is_year_of_change else None


def _exceeds(here: Paragraph, figure: Figure) -> bool:
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


def _candidates(
    here: Paragraph, earlier: Sequence[Paragraph], change: Change
) -> Iterator[Candidate]:
    ends = _ends(here, change)
    if ends is not None:
        yield from _of_ends(change, *ends, "change.ends")
        return
    if change.base is not None:
        for level, likeness, is_near in _levels(here, earlier, change, change.base):
            name = "change.base" if is_near else "change.base_far"
            yield from _of_ends(change, change.base, level, name, likeness)
        if change.share is not None and change.other is not None and not change.base.is_percent:
            whole = replace(change, amount=change.other)
            yield replace(_of_base(whole, change.base), signature="change.of_base")
        return
    before = _previous(here, change)
    if before is not None:
        for level, likeness, is_near in _levels(here, earlier, change, before):
            if level is not before and level.index < before.index:
                name = "change.before" if is_near else "change.base_far"
                yield from _of_ends(change, before, level, name, likeness)
    if change.amount and change.share:
        for level, likeness, is_near in _levels(here, earlier, change, change.amount):
            yield _of_level(
                change, level, "change.level" if is_near else "change.level_far", likeness
            )
            if level.is_previous:
                yield _of_base(change, level)


def _previous(here: Paragraph, change: Change) -> Figure | None:
    """``14 ca, cùng kỳ năm trước 9 ca, tăng 5 ca``: the figure of last year right before."""
    if not change.start or change.told.bracket and change.amount is None:
        return None
    before = here.figures[change.start - 1]
    is_like = before.is_level and change.amount is not None and kinship(before, change.amount) == 2
    own = not set(here.tail(here.figures[change.end])) & words("against")
    is_next = before.is_previous and before.sentence == change.told.sentence
    # "22 projects of last year, 11 of this": the words before the comma are the other figure's
    is_others = list(here.before(before, 1)) == [","] and not tells(before.noun, "last_year")
    return before if is_like and is_next and own and not is_others else None


def _of_ends(
    change: Change, base: Figure, level: Figure, name: str, likeness: float = 0
) -> Iterator[Candidate]:
    """The difference and the percentage from one end to the other."""
    base = replace(base, quantity=base.quantity.in_unit_of(level.quantity))
    both = level, base
    if base.is_percent:
        figure = change.told
        if base.is_plan and not base.quantity.decimal_places:
            both = level, replace(base, quantity=replace(base.quantity, is_fixed=True))
        yield Candidate("change", name, figure, both, _difference, "%", True, likeness)
        if figure.is_percent and not figure.quantity.is_points and not base.is_plan:
            yield Candidate(
                "change", "change.relative", figure, both, _relative, "%", True, likeness
            )
        return
    if change.amount is not None:
        amount = replace(change.amount, quantity=change.amount.quantity.in_unit_of(level.quantity))
        yield Candidate("change", name, amount, both, _difference, "", True, likeness)
    elif change.share is not None:
        yield Candidate(
            "change", name, change.share, both, _relative, "%", True, likeness, _of_new
        )  # fmt: skip


def _of_new(values: Sequence) -> object:
    """The mistake: a percentage of the new figure."""
    return (values[0] - values[1]) * HUNDRED / values[0] if values[0] else None


def _difference(values: Sequence) -> object:
    return values[0] - values[1]


def _relative(values: Sequence) -> object:
    return (values[0] - values[1]) * HUNDRED / values[1] if values[1] else None


def _of_base(change: Change, base: Figure) -> Candidate:
    if change.amount is None or change.share is None:
        raise ValueError("a percentage of a base needs both")
    amount = replace(change.amount, quantity=change.amount.quantity.in_unit_of(base.quantity))
    return Candidate(
        "change", "change.previous", change.share, (amount, base),
        lambda v: v[0] * HUNDRED / v[1] if v[1] else None, "%",
    )  # fmt: skip


def _of_level(change: Change, level: Figure, name: str, likeness: float) -> Candidate:
    if change.amount is None or change.share is None:
        raise ValueError("a base that is implied needs both")
    way = change.way
    amount = replace(change.amount, quantity=change.amount.quantity.in_unit_of(level.quantity))

    def implied(values: Sequence) -> object:
        base = values[1] - way * values[0]
        return values[0] * HUNDRED / base if base > 0 else None

    return Candidate(
        "base", name, change.share, (amount, level), implied, "%", True, likeness,
        lambda v: v[0] * HUNDRED / v[1] if v[1] else None,
    )  # fmt: skip


def _ends(here: Paragraph, change: Change) -> tuple[Figure, Figure] | None:
    """Base and level: ``từ b xuống a, giảm d``; ``giảm d (từ b xuống còn a)``; ``giảm d (a/b)``."""
    told = change.told
    if _exceeds(here, told) and tells(here.tail(here.figures[change.end]), "planned"):
        return None
    skipped = {change.amount, change.share}
    near = [
        f for f in here.figures[max(0, change.start - BACK) : change.end + BACK] if f not in skipped
    ]
    for one, other in pairwise(near):
        if one.sentence != told.sentence or other.sentence != told.sentence:
            continue
        if (
            one.is_percent != other.is_percent
            or kinship(one, other) < 1
            or other.index - one.index > 1
        ):
            continue
        of_kind = change.amount is None or (
            one.is_percent
            if change.amount.quantity.is_points
            else kinship(change.amount, other) >= 1
        )
        if not of_kind:
            continue
        between = here.folded[one.first + 1 : other.first]
        behind = here.figures[other.index + 1 : change.start]
        if any(
            f.is_percent == other.is_percent
            and (f.is_level or f.is_share)
            and kinship(f, other) >= 1
            for f in behind
        ):
            continue
        if set(here.before(one, 4)) & words("from") and set(between) & words("to"):
            return one, other
        if _is_of_now_and_before(here, change, one, other):
            return other, one
        if _is_then_and_now(here, change, one, other):
            return one, other
    return None


def _is_of_now_and_before(here: Paragraph, change: Change, one: Figure, other: Figure) -> bool:
    """``giảm 2 vụ (7/9 vụ)``."""
    opens = one.index == change.end + 1 and here.folded[one.first - 1] == "("
    closes = here.folded[other.end : other.end + 1] == [")"]
    like = change.amount is not None and kinship(change.amount, other) == 2
    like = like and any(
        f.quantity.value == one.quantity.value
        for f in here.figures[max(0, change.start - LEVELS) : change.start]
    )
    return opens and closes and like and list(here.between(one, other)) == ["/"]


def _is_then_and_now(here: Paragraph, change: Change, one: Figure, other: Figure) -> bool:
    """``tỷ lệ đầu năm 23,64%, nay còn 20,12%, giảm 3,52%``."""
    between = [t for t in here.folded[one.first + 2 : other.first] if t[:1].isalpha()]
    is_next = other.index == change.start - 1 and one.is_percent
    own = not set(here.tail(here.figures[change.end])) & (words("against") | {"/"})
    return (
        is_next
        and other.reached
        and own
        and bool(between)
        and set(between) <= words("now") | words("to")
    )


def _levels(
    here: Paragraph, earlier: Sequence[Paragraph], change: Change, like: Figure
) -> Iterator[tuple[Figure, float, bool]]:
    """Levels that may have changed with their likeness, and whether each is the likeliest."""
    names = change.told.names - words("direction") - words("rise") - words("fall")
    subject = here.figures[change.start].label
    places = list(reversed(here.figures[max(0, change.start - FAR) : change.start]))
    for paragraph in reversed(earlier[-1:]):
        places += reversed(paragraph.figures[-LEVELS:])
    kin: list[tuple[Figure, float]] = []
    for figure in places:
        is_like = (
            figure.is_share
            if like.is_percent
            else figure.is_level or (like.is_rate and figure.is_rate and not figure.way)
        )
        if like.is_percent != figure.is_percent or not is_like or kinship(figure, like) < 1:
            continue
        if figure.paragraph == like.paragraph and (
            figure.index == like.index or 0 < figure.bracket == like.bracket
        ):
            continue
        likeness = kinship(figure, like) + len(names & figure.names) - len(kin) / 10
        likeness -= 2 * (figure.is_plan + figure.is_previous + (figure.paragraph != here.number))
        likeness -= 2 * figure.is_over
        likeness -= 1.5 * bool(figure.bracket and figure.bracket != change.told.bracket)
        kin.append((figure, likeness))
        if len(kin) == LEVELS:
            break
    best = max((likeness for _, likeness in kin), default=0.0)
    for figure, likeness in kin:
        own = figure.paragraph == here.number and change.told.sentence - figure.sentence <= 1
        rivals = [
            f
            for f, other in kin
            if f is not figure and likeness - other < MARGIN and f.sentence == figure.sentence
        ]
        is_told = change.amount is not None and change.share is not None
        is_open = figure.bracket in (0, change.told.bracket)
        clear = (is_told or not rivals) and is_open and not _is_of_another(figure, subject, places)
        yield figure, likeness, own and likeness == best and kinship(figure, like) == 2 and clear


def _is_of_another(level: Figure, subject: Sequence[str], near: Sequence[Figure]) -> bool:
    """``146 bài báo viết, 110 bài hình; số bài hình tăng 3 bài``: another fits what changed."""
    unit, kind = level.noun[:1], level.noun[1:2]
    if not kind or unit[0] not in subject or kind[0] in subject:
        return False
    at = subject.index(unit[0])
    named = tuple(subject[at : at + 2])
    return len(named) > 1 and any(figure.noun[:2] == named for figure in near)


def _with_direction(change: Change, solved: Solved) -> Solved:
    """A change that holds by its size, but goes the other way."""
    name = solved.candidate.signature
    if not name.startswith(("change.ends", "change.base", "change.before")):
        return solved
    level, base = (f.quantity.value for f in solved.candidate.operands)
    if level == base or (level > base) == (change.way > 0) or change.told.reached:
        return solved
    if not solved.holds:
        return solved
    return _wrong_way(solved, change, DOUBTFUL if name == "change.base_far" else CONTRADICTION)


def _wrong_way(solved: Solved, change: Change, verdict: str) -> Solved:
    figure = change.told.quantity
    stated, right = ("+", "−") if change.way > 0 else ("−", "+")
    claim = replace(
        solved.claim, kind="sign", verdict=verdict, hint="slip_sign", computed=None,
        stated=stated + figure.text, told=right + figure.text,
    )  # fmt: skip
    return replace(solved, claim=claim)


def _against_its_mark(here: Paragraph, change: Change) -> Solved | None:
    """``tăng 5% (-300 triệu đồng)``: a mark against the word."""
    if change.amount is None or change.share is None:
        return None
    first, second = sorted((change.amount, change.share), key=lambda f: f.index)
    if not second.quantity.sign or second.way == first.way:
        return None
    span = second.quantity.start, second.quantity.end
    mark, right = ("+", "−") if second.way > 0 else ("−", "+")
    claim = Claim(
        "sign", first.quantity.start, second.quantity.end, mark + second.quantity.text,
        right + second.quantity.text, CONTRADICTION, (span,), "slip_sign",
    )  # fmt: skip
    return Solved(Candidate("sign", "change.sign", second, (first,), lambda v: v[0]), claim)


def _indexes(here: Paragraph) -> Iterator[Solved]:
    """``bằng 96,5% cùng kỳ, giảm 3,5%``; ``đạt 112% kế hoạch, vượt 12%``; ``…, tăng 50,5 tấn``."""
    for index, change in pairwise(here.figures):
        if not index.is_share or not change.way or index.sentence != change.sentence:
            continue
        gap = here.folded[index.first + 2 : change.first]
        of_plan, of_last = tells(gap, "planned"), tells(gap, "last_year")
        exceeds = _exceeds(here, change)
        own = set(here.tail(change)) & words("against")
        if (
            ")" in gap
            or not (of_plan and exceeds or of_last and not exceeds and not own)
            or tells(here.tail(change), "planned")
            and not exceeds
        ):
            continue
        if (
            set(gap) & words("and")
            or change.quantity.is_rough
            or index.quantity.is_rough
            or index.quantity.value < 20
        ):
            continue
        solved = solve(
            [*_index_and_change(index, change)]
            if change.is_percent
            else [*_index_and_amount(here, index, change)]
        )
        if solved is not None:
            yield _with_index_direction(index, change, solved)


def _index_and_change(index: Figure, change: Figure) -> Iterator[Candidate]:
    if not change.quantity.is_points:
        yield Candidate(
            "change", "index.change", change, (index,), lambda v: v[0] - HUNDRED, "%", True
        )


def _index_and_amount(here: Paragraph, index: Figure, change: Figure) -> Iterator[Candidate]:
    before = [
        f
        for f in here.figures[max(0, index.index - 4) : index.index]
        if f.sentence == index.sentence
    ]
    for level in (f for f in before if f.is_level and kinship(f, change) >= 1 and not f.is_plan):
        yield Candidate(
            "change", "index.amount", change, (level, index),
            lambda v: v[0] - v[0] * HUNDRED / v[1] if v[1] else None, "", True,
        )  # fmt: skip


def _with_index_direction(index: Figure, change: Figure, solved: Solved) -> Solved:
    if not solved.holds or index.quantity.value == HUNDRED:
        return solved
    if (index.quantity.value > HUNDRED) == (change.way > 0):
        return solved
    told = Change(change.way, change, None, None, change.index, change.index)
    return _wrong_way(solved, told, CONTRADICTION)
