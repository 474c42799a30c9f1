"""Changes: by how much, by what percentage, of what, from which base.

Right: ``25 tấn, tăng 5 tấn (+25%)``, ``từ 20 tấn lên 25 tấn, tăng 5 tấn``.
Wrong: ``25 tấn, tăng 5 tấn (+20%)``, where the percentage is of the new figure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.rules.figure_reader import behind
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import Candidate, Solved, solve
from helpers.audit.rules.stated_changes import Change, changes_of, exceeds
from helpers.audit.vocabulary import tells, words

LEVELS, FAR, BACK = 10, 30, 3
"""Levels that may have changed; figures looked back at for them; figures beside a change."""
HUNDRED = 100
WRONG = (CONTRADICTION, DOUBTFUL)
MARGIN = 0.5
"""By so much a level must be likelier than another one to be the one that changed."""


def find_changes(here: Paragraph, earlier: Sequence[Paragraph]) -> Iterator[Solved]:
    """Each change of the paragraph that could be checked."""
    for change in changes_of(here):
        wrong = _against_its_mark(here, change)
        if wrong is not None:
            yield wrong
            continue
        has_ends = (_ends(here, change) or _fraction_behind(here, change)) is not None
        found = [
            _with_direction(change, solved)
            for told in _tellings(change, has_ends)
            if (solved := solve(list(_candidates(here, earlier, told)))) is not None
        ]
        is_vouched = any(solved.claim.verdict not in WRONG for solved in found)
        yield from (_vouched(solved) if is_vouched else solved for solved in found)


def _vouched(solved: Solved) -> Solved:
    """The amount fits the ends in the bracket, so the percentage is of them; or the reverse."""
    if solved.candidate.signature != "change.fraction" or solved.claim.verdict != DOUBTFUL:
        return solved
    return replace(solved, claim=replace(solved.claim, verdict=CONTRADICTION))


def _tellings(change: Change, has_ends: bool) -> Iterator[Change]:
    """With both ends or a base the amount and the percentage are checked one by one."""
    if change.amount and change.share and (change.base or has_ends):
        yield replace(change, share=None)
        yield replace(change, amount=None, other=change.amount)
    else:
        yield change


def _candidates(
    here: Paragraph, earlier: Sequence[Paragraph], change: Change
) -> Iterator[Candidate]:
    ends = _ends(here, change)
    if ends is not None:
        yield from _of_ends(change, *ends, "change.ends")
        return
    ends = _fraction_behind(here, change)
    if ends is not None:
        yield from _of_ends(change, *ends, "change.fraction")
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
    base = base.in_unit_of(level)
    both = level, base
    if base.is_percent:
        figure = change.told
        if base.is_plan and not base.quantity.decimal_places:
            both = level, replace(base, quantity=replace(base.quantity, is_fixed=True))
        yield Candidate("change", name, figure, both, difference, "%", True, likeness)
        if figure.is_percent and not figure.quantity.is_points and not base.is_plan:
            yield Candidate(
                "change", "change.relative", figure, both, _relative, "%", True, likeness
            )
        return
    if change.amount is not None:
        amount = change.amount.in_unit_of(level)
        yield Candidate("change", name, amount, both, difference, "", True, likeness)
    elif change.share is not None:
        yield Candidate(
            "change", name, change.share, both, _relative, "%", True, likeness, _of_new
        )  # fmt: skip


def _of_new(values: Sequence) -> object:
    """The mistake: a percentage of the new figure."""
    return (values[0] - values[1]) * HUNDRED / values[0] if values[0] else None


def difference(values: Sequence) -> object:
    """The first value less the second."""
    return values[0] - values[1]


def _relative(values: Sequence) -> object:
    return (values[0] - values[1]) * HUNDRED / values[1] if values[1] else None


def _of_base(change: Change, base: Figure) -> Candidate:
    if change.amount is None or change.share is None:
        raise ValueError("a percentage of a base needs both")
    amount = change.amount.in_unit_of(base)
    return Candidate(
        "change", "change.previous", change.share, (amount, base),
        lambda v: v[0] * HUNDRED / v[1] if v[1] else None, "%",
    )  # fmt: skip


def _of_level(change: Change, level: Figure, name: str, likeness: float) -> Candidate:
    if change.amount is None or change.share is None:
        raise ValueError("a base that is implied needs both")
    way = change.way
    amount = change.amount.in_unit_of(level)

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
    if exceeds(here, told) and tells(here.tail(here.figures[change.end]), "planned"):
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


def _fraction_behind(here: Paragraph, change: Change) -> tuple[Figure, Figure] | None:
    """``giảm 5,83% (3.389/3.599 vụ)``: base and level of what the bracket holds alone."""
    pair = here.figures[change.end + 1 : change.end + 3]
    if len(pair) < 2 or not (pair[0].is_level and pair[1].is_level):
        return None
    level, base = pair
    opens = here.folded[behind(here.figures[change.end]) : level.first][-1:] == ["("]
    is_alone = opens and here.folded[base.end : base.end + 1] == [")"]
    is_next = level.first - here.figures[change.end].end <= 1
    if not (is_alone and is_next and list(here.between(level, base)) == ["/"]):
        return None
    is_of_kind = change.amount is None or kinship(change.amount, base) == 2
    return (base, level) if is_of_kind else None


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
    reached = _level_reached(here, change, like)
    if reached is not None:
        yield reached, LEVELS, True
    names = change.told.names - words("direction") - words("rise") - words("fall")
    subject = here.figures[change.start].label
    is_compared = not change.told.sentence and bool(set(here.folded[:1]) & words("against"))
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
        kinds = 2 if _is_named(figure, like, subject) else kinship(figure, like)
        if like.is_percent != figure.is_percent or not is_like or kinds < 1:
            continue
        if figure.paragraph == like.paragraph and figure.index == like.index:
            continue
        likeness = kinds + len(names & figure.names) - len(kin) / 10
        likeness += kinds - kinship(figure, like)
        is_elsewhere = figure.paragraph != here.number
        is_far = is_elsewhere and not is_compared
        likeness -= 2 * (figure.is_plan + figure.is_previous + is_far)
        likeness += is_compared and is_elsewhere and not figure.index
        likeness -= 2 * figure.is_over
        likeness -= 1.5 * bool(figure.bracket and figure.bracket != change.told.bracket)
        kin.append((figure, likeness))
        if len(kin) == LEVELS:
            break
    best = max((likeness for _, likeness in kin), default=0.0)
    for figure, likeness in kin:
        own = change.told.sentence - figure.sentence <= 1
        if figure.paragraph != here.number:
            own = is_compared
        rivals = [
            f
            for f, other in kin
            if f is not figure and likeness - other < MARGIN and f.sentence == figure.sentence
        ]
        is_told = change.amount is not None and change.share is not None
        is_open = figure.bracket in (0, change.told.bracket)
        clear = (is_told or not rivals) and is_open and not _is_of_another(figure, subject, places)
        is_kin = kinship(figure, like) == 2 or _is_named(figure, like, subject)
        yield figure, likeness, own and likeness == best and is_kin and clear


def _level_reached(here: Paragraph, change: Change, like: Figure) -> Figure | None:
    """``giảm 18 điểm (-2,1%) đạt 841 điểm``: the level right behind its change."""
    last = here.figures[change.end]
    for level in here.figures[change.end + 1 : change.end + 2]:
        gap = set(here.folded[behind(last) : level.first])
        known = words("states") | {")"} | (words("to") | {","} if level.reached else set())
        if level.is_level and kinship(level, like) == 2 and gap and gap - {")"} and gap <= known:
            return level
    return None


def _is_named(level: Figure, like: Figure, subject: Sequence[str]) -> bool:
    """``579 tin hình; số tin hình tăng (+12 tin)``: the whole noun stands before the change."""
    noun, size = level.noun[:2], len(level.noun[:2])
    if size < 2 or like.noun[:1] != noun[:1]:
        return False
    return any(tuple(subject[n : n + size]) == noun for n in range(len(subject)))


def _is_of_another(level: Figure, subject: Sequence[str], near: Sequence[Figure]) -> bool:
    """``146 bài báo viết, 110 bài hình; số bài hình tăng 3 bài``: another fits what changed."""
    unit, kind = level.noun[:1], level.noun[1:2]
    if not unit or unit[0] not in subject or (kind and kind[0] in subject):
        return False
    at = subject.index(unit[0])
    named = tuple(subject[at : at + 2])
    return len(named) > 1 and any(figure.noun[:2] == named for figure in near)


def _with_direction(change: Change, solved: Solved) -> Solved:
    """A change that holds by its size, but goes the other way."""
    name = solved.candidate.signature
    if not name.startswith(("change.ends", "change.base", "change.before", "change.fraction")):
        return solved
    level, base = (f.quantity.value for f in solved.candidate.operands)
    if level == base or (level > base) == (change.way > 0) or change.told.reached:
        return solved
    if not solved.holds:
        return solved
    return wrong_way(solved, change, DOUBTFUL if name == "change.base_far" else CONTRADICTION)


def wrong_way(solved: Solved, change: Change, verdict: str) -> Solved:
    """The same claim about the direction only: a rise that is a fall, or the reverse."""
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
