"""Claims of what is left: ``giao T, đã giải ngân D, còn lại R``; ``đầu năm S, thoát x, còn E``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations, product

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import is_changed, label_before, outside_brackets

WIDE, NEAR, MOST_MOVES = 8, 6, 4
WAYS = (Decimal(-1), Decimal(0), Decimal(1))


def find_balances(line: Line) -> Iterator[Claim]:
    """What is told to be left of the first figure of its kind in the sentence.

    Of what was given one figure was used; from what there was at first some went and some came.
    Every figure of the kind between both must be known to go or to come, else nothing is claimed.
    """
    for place, left in enumerate(line.quantities):
        if left.measure is None or left.is_rough or not _is_left(line, left):
            continue
        of_fraction = _of_fraction(line, place)
        if of_fraction is not None:
            yield of_fraction
            continue
        figures = _of_sentence(line, place)
        if not 2 <= len(figures) <= MOST_MOVES + 1 or any(q.is_rough for q in figures):
            continue
        signs = _signs(line, figures)
        if not signs or not _is_all_of(line, place, figures):
            continue
        operands = [figure.in_unit_of(left) for figure in figures]
        claim = judged("balance", left, operands, _balance(signs))
        if claim is None or (claim.is_contradiction and _is_explained(left, operands)):
            continue
        yield claim


def _of_fraction(line: Line, place: int) -> Claim | None:
    """``a/b xã đạt chuẩn (p%); còn r xã chưa đạt``: what of b is not among a.

    No other figure of the unit stands between but in brackets, which tell of other times.
    """
    figures = line.quantities
    left = figures[place]
    if not tells(line.after(left, NEAR), "not_yet"):
        return None
    for whole in outside_brackets(line, figures, place):
        at = line.place_of(whole.first)
        between = line.folded[whole.last + 1 : left.first]
        if tells(between, "partial") or whole.is_rough:
            return None
        if whole.measure != left.measure:
            continue
        if not at or line.gap(figures[at - 1], whole) != ["/"] or is_changed(line, whole):
            return None
        done = figures[at - 1].in_unit_of(whole)
        return judged("balance", left, [whole, done], lambda v: v[0] - v[1])
    return None


def _signs(line: Line, figures: Sequence[Quantity]) -> Sequence[Decimal]:
    """Of each figure behind the first whether it goes or comes; nothing if one does not say."""
    opening, moves = _label(line, figures[0]), figures[1:]
    if tells(opening, "opening"):
        signs = [_sign(line, move) for move in moves]
        return signs if all(signs) else ()
    label = label_before(line, moves[0])
    is_used = tells(label, "uses") and not _is_compared(line, moves[0])
    is_given = tells(opening, "given") and len(moves) == 1
    return (Decimal(-1),) if is_given and is_used else ()


def _sign(line: Line, move: Quantity) -> Decimal:
    """−1 for what goes out, +1 for what comes in, 0 where the words do not say."""
    label = _label(line, move)
    ways = (tells(label, "goes_out"), tells(label, "comes_in"))
    known = {(True, False): Decimal(-1), (False, True): Decimal(1)}
    return Decimal(0) if _is_compared(line, move) else known.get(ways, Decimal(0))


def _is_compared(line: Line, move: Quantity) -> bool:
    """``giảm 20 hộ so với cùng kỳ``: of last year's."""
    near = [*label_before(line, move), "|", *_behind(line, move)]
    return tells(near, "last_year") or tells(near, "against")


def _is_left(line: Line, figure: Quantity) -> bool:
    """Behind "còn" or "còn lại", with no mark and no other figure between."""
    before = line.before(figure, NEAR)
    if not figure.is_amount or figure.sign or not tells(before, "left"):
        return False
    at = max(n for n in range(len(before)) if tells(before[n : n + 2], "left"))
    return all(token[:1].isalpha() for token in before[at:])


def _is_all_of(line: Line, place: int, figures: Sequence[Quantity]) -> bool:
    """True where the figure is all that is left, not only what is of some kind.

    "Còn 5 hồ sơ quá hạn" are some of those that are left; "còn lại 5 nhà đang làm và 3 nhà chưa
    làm" tells them one by one.
    """
    left = line.quantities[place]
    following = line.quantities[place + 1 : place + 2]
    if following and following[0].comparable(left):
        between = line.folded[left.last + 1 : following[0].first]
        told_apart = {".", ";", "("} & set(between) or tells(between, "partial")
        if not told_apart:
            return False
    if tells(line.before(left, NEAR), "left_all"):
        return True
    named = {*_label(line, figures[0]), *line.folded[figures[0].first : figures[0].last + 1]}
    return set(_behind(line, left)) <= named | words("unlabelled")


def _of_sentence(line: Line, place: int) -> list[Quantity]:
    """Amounts like the one at ``place`` before it in its sentence; none where parts are told."""
    figures = line.quantities
    left = figures[place]
    found: list[Quantity] = []
    for back in range(place - 1, -1, -1):
        between = line.folded[figures[back].last + 1 : figures[back + 1].first]
        if place - back > WIDE or tells(between, "partial") or tells(between, "full"):
            return [] if "." not in between else found[::-1]
        if "." in between:
            break
        if between in (["/"], ["="]):
            return []
        if figures[back].measure is not None and figures[back].comparable(left):
            found.append(figures[back])
    kinds = {q.known_measure.unit for q in (*found, left)}
    is_one_kind = len(kinds) == 1 or all(q.fits(left) for q in found)
    return found[::-1] if is_one_kind or _differ_by_name(found, left) else []


def _differ_by_name(figures: Sequence[Quantity], left: Quantity) -> bool:
    """``168 hộ cận nghèo … 21 hộ … 151 hộ``: one kind beside the unit that holds it."""
    measures = {q.known_measure.unit: q for q in (*figures, left)}
    if len(measures) != 2:
        return False
    one, other = measures.values()
    return one.may_hold(other) or other.may_hold(one)


def _is_explained(left: Quantity, operands: Sequence[Quantity]) -> bool:
    """True where the figures make it in some other way: one of them may sum others."""
    for start, *moves in permutations(operands) if len(operands) <= 3 else (operands,):
        for signs in product(WAYS, repeat=len(moves)):
            tried = judged("balance", left, [start, *moves], _balance(signs))
            if tried is not None and not tried.is_contradiction:
                return True
    return False


def _label(line: Line, figure: Quantity) -> Sequence[str]:
    """Words before a figure in its clause and what it counts: ``có 17 hộ thoát nghèo``."""
    return [*label_before(line, figure), "|", *_behind(line, figure)]


def _behind(line: Line, figure: Quantity) -> Sequence[str]:
    found: list[str] = []
    for token in line.after(figure, NEAR):
        if not token[:1].isalpha() or token in words("lists"):
            break
        found.append(token)
    return found


def _balance(signs: Sequence[Decimal]) -> Callable[[Sequence[Decimal]], Decimal]:
    def balance(values: Sequence[Decimal]) -> Decimal:
        moved = (sign * value for sign, value in zip(signs, values[1:], strict=True))
        return values[0] + sum(moved, Decimal(0))

    return balance
