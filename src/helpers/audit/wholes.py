"""Shares of a whole that was told earlier in the sentence: a plan, or what "trong đó" divides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words

LABEL, AFTER, FAR, NAME = 12, 8, 30, 8
MARKS = {",", ";", ".", "(", ")", ":"}


def earlier_plan(
    line: Line, figures: Sequence[Quantity], at: int, percent: Quantity
) -> Quantity | None:
    """``Kế hoạch vốn năm 2023 là b, đến nay đã giải ngân a, đạt p%``: b for the a at ``at``."""
    part = figures[at]
    if not tells(label_before(line, part), "achieves") or is_of_last_year(line, percent):
        return None
    for whole in outside_brackets(line, figures, at):
        if not whole.may_hold(part) or whole.measure is None and part.measure is not None:
            continue
        label = label_before(line, whole)
        divided = _last_connective(line, part)
        if divided is not None and divided > whole.last:
            return None
        named = tells(label, "plan") or tells(label, "funds")
        bare = set(line.before(percent, 1)) <= words("equal") and not clause_after(line, percent)
        if bare:
            return None
        is_other = tells(label, "achieves") and not tells(label, "plan")
        return whole if named and not is_other and not is_changed(line, whole) else None
    return None


def divided_whole(
    line: Line, figures: Sequence[Quantity], at: int, percent: Quantity
) -> Quantity | None:
    """``W người, trong đó nữ a người, chiếm p%``: W, where nothing else is named behind p."""
    part = figures[at]
    if is_of_last_year(line, percent):
        return None
    among = _among(line, figures, at)
    if among is not None and not clause_after(line, percent):
        return among
    if not _says_share(line, percent):
        return None
    opened = _last_connective(line, part)
    if opened is None:
        return _before_colon(line, figures, at, percent)
    for whole in outside_brackets(line, figures, at):
        if whole.last >= opened:
            continue
        if not whole.may_hold(part):
            continue
        between = line.folded[whole.last + 1 : opened]
        if "." in between or ";" in between[:-1]:
            return None
        known = set(label_before(line, whole)) | set(between) | words("filler")
        known |= set(line.folded[whole.first : whole.last + 1])
        known |= set(line.folded[max(0, whole.first - 2 * FAR) : whole.first]) & words("places")
        named = [t for t in clause_after(line, percent) if t[:1].isalpha()]
        return whole if set(named) <= known else None
    return None


def _before_colon(
    line: Line, figures: Sequence[Quantity], at: int, percent: Quantity
) -> Quantity | None:
    """``W sản phẩm: a sản phẩm 4 sao, b sản phẩm 3 sao (chiếm p%)``: W, if nothing else is named.

    A colon stands right behind what W counts, and every figure after it is of W's unit.
    """
    if [t for t in clause_after(line, percent) if t[:1].isalpha()]:
        return None
    for whole in outside_brackets(line, figures, at):
        between = line.folded[whole.last + 1 : figures[line.place_of(whole.last + 1)].first]
        name = between[: between.index(":")] if ":" in between else None
        if name is None or len(name) > NAME or not all(t[:1].isalpha() for t in name):
            continue
        is_one_kind = whole.measure is not None and whole.measure == figures[at].measure
        return whole if is_one_kind and not is_changed(line, whole) else None
    return None


def _among(line: Line, figures: Sequence[Quantity], at: int) -> Quantity | None:
    """``Trong tổng số W người có a người là … (p%) và b người là … (q%)``: W, nearest before."""
    for back in range(at - 1, max(-1, at - 1 - NAME), -1):
        whole = figures[back]
        between = line.folded[whole.last + 1 : figures[back + 1].first]
        if len(between) > FAR or {";", "."} & set(between) or (back == at - 1 and "(" in between):
            return None
        before = line.before(whole, 3)
        told = any(" ".join(before[-length:]) in words("among") for length in (3, 2, 1))
        if told:
            return whole if whole.may_hold(figures[at]) else None
        if whole.is_amount and whole.measure != figures[at].measure:
            return None
    return None


def others(figures: Sequence[Quantity], at: int) -> Iterator[Quantity]:
    """Every other figure near a part that might be meant as its whole."""
    part = figures[at]
    near = figures[max(0, at - FAR) : at + FAR]
    return (q for q in near if q is not part and q.value and q.may_hold(part))


def label_before(line: Line, figure: Quantity) -> list[str]:
    """Words that lead to a figure within its clause, nearest figures and marks excluded."""
    found: list[str] = []
    start = figure.first - (1 if figure.sign else 0)
    for position in range(start - 1, max(-1, start - 1 - LABEL), -1):
        token = line.tokens[position]
        if token.text in MARKS - {":", "("} or (token.text in (":", "(") and found):
            break
        if token.kind == "word":
            found.append(line.folded[position])
    return found[::-1]


def is_changed(line: Line, figure: Quantity) -> bool:
    """True behind a rise or a fall."""
    return bool(figure.sign) or bool(set(line.before(figure, 2)) & (words("rise") | words("fall")))


def is_of_last_year(line: Line, percent: Quantity) -> bool:
    """``p% so với cùng kỳ``: another base than the plan."""
    return tells(line.folded[percent.first + 1 : percent.first + 2 + AFTER], "last_year")


def _says_share(line: Line, percent: Quantity) -> bool:
    """``chiếm p%``, ``(p%)``; "bằng p%" may be of what the sentence before it named."""
    before = line.before(percent, 3)
    return bool(set(before) & words("share_of_whole")) or before[-1:] == ["("]


def clause_after(line: Line, figure: Quantity) -> list[str]:
    """Words behind a percentage up to the next mark, its own unit's included."""
    found = []
    for token in line.folded[figure.first + 2 :]:
        if token in MARKS or token[:1].isdigit():
            break
        if token in words("goes_on"):
            break
        found.append(token)
    return found


def outside_brackets(line: Line, figures: Sequence[Quantity], place: int) -> Iterator[Quantity]:
    """Figures before ``figures[place]`` in its sentence, nearest first, not those in brackets."""
    depth = 0
    for back in range(place - 1, max(-1, place - 1 - FAR), -1):
        between = line.folded[figures[back].last + 1 : figures[back + 1].first]
        if "." in between:
            return
        depth = max(0, depth + between.count(")") - between.count("("))
        found = figures[back]
        if not depth and found.is_amount and found.value and not is_changed(line, found):
            yield found


def _last_connective(line: Line, part: Quantity) -> int | None:
    """Where the nearest "trong đó" or "gồm" before a figure of its sentence stands.

    Not one within a bracket that has closed: W (trong đó a); b is no part of W.
    """
    depth = 0
    for position in range(part.first - 1, max(-1, part.first - 80), -1):
        if line.folded[position] == ".":
            return None
        depth += (line.folded[position] == ")") - (line.folded[position] == "(" and depth > 0)
        if depth:
            continue
        if tells(line.folded[position : position + 2], "partial"):
            return position
        if line.folded[position] in words("full"):
            return position
    return None
