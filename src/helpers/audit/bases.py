"""What a change is counted from: told behind it, or between the value and the change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from helpers.audit.brackets import is_own_bracket
from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import label_before, outside_brackets

LONGEST_GAP, NEAR, WIDE, ALIKE, YEAR = 18, 6, 4, 2, 4


def base_behind(
    line: Line, last: Quantity, after: Quantity | None, amount: Quantity | None
) -> Quantity | None:
    """``… so với cùng kỳ năm 2022 (b)``, ``(cùng kỳ b)``, ``so với quý I (b)``; or None."""
    if after is None or not after.is_amount or (amount is not None and not amount.fits(after)):
        return None
    if line.after(after, 1) == ["/"]:
        # so với cùng kỳ (12/9 vụ): both ends, and not this figure the base
        return None
    gap = [t for t in line.words_behind(last, after) if t != ")"]
    gap = gap[2:] if gap[:1] == ["/"] else gap
    plain = [t for t in gap if t not in ("(", ":", ",") and not t.isdigit()]
    told = {" ".join(pair) for pair in pairwise(plain)} & words("last_year")
    if told and len(gap) <= LONGEST_GAP and set(plain) <= words("before"):
        return after
    is_against = bool(gap) and gap[0] in words("against")
    if (
        is_against
        and set(plain) <= words("base_of")
        and tells(line.after(after, NEAR), "last_year")
    ):
        return after
    is_own = is_own_bracket(line, last, after) or _is_timed_bracket(line, last, after)
    return after if is_against and is_own else None


def _is_timed_bracket(line: Line, last: Quantity, base: Quantity) -> bool:
    """``so với cuối năm 2022 (b)``, ``so với tháng 4 (b)``: only words and the number of a time."""
    gap = line.words_behind(last, base)
    gap = gap[2:] if gap[:1] == ["/"] else gap
    behind = line.after(base, 3)
    closes = behind[:1] == [")"] or (behind[:1] == ["/"] and behind[2:] == [")"])
    inner = [t for t in gap[:-1] if not t[:1].isalpha()]
    is_dated = bool(set(gap) & words("dated")) or any(len(t) == YEAR for t in inner)
    is_time = is_dated and all(t.isdigit() or t == "/" for t in inner)
    return gap[-1:] == ["("] and closes and is_time and len(gap) <= LONGEST_GAP


def is_like(value: Quantity | None, base: Quantity) -> bool:
    """True for a base of the value's size: a small figure in a bracket may be the change itself."""
    if value is None:
        return True
    base = base.in_unit_of(value)
    return value.value <= ALIKE * base.value and base.value <= ALIKE * value.value


def base_between(
    line: Line, place: int, amount: Quantity | None
) -> tuple[Quantity, list[Quantity]] | None:
    """``a, cùng kỳ năm trước b, giảm d``; ``a, so với cùng kỳ (b) tăng p%``: b and what a may be.

    The change must stand right behind b, and nothing but the time may be told of b: "năm trước
    chuyển sang 33 vụ" is no base. Figures of its unit before it in the clause, nearest first.
    """
    figures = line.quantities
    if not place:
        return None
    base = figures[place - 1]
    gap = [t for t in line.gap(base, figures[place]) if t[:1].isalpha()]
    if not base.is_amount or base.measure is None or len(gap) > WIDE or base.is_rough:
        return None
    if (amount is not None and not amount.fits(base)) or direction_of(line, base):
        return None
    if not is_of_last_year_only(line, base) or not set(gap) <= _leading():
        return None
    found = _values(line, place - 1, base)
    return (base, found) if found else None


def base_in_bracket(
    line: Line, place: int, last: Quantity, after: Quantity | None, amount: Quantity | None
) -> tuple[Quantity, list[Quantity]] | None:
    """``a, tăng d (6 tháng đầu năm 2022 tiếp nhận b)``: b and what a may be.

    The bracket names a year, or the one before, and holds one figure.
    """
    if after is None or amount is None or after.measure != amount.measure or after.is_rough:
        return None
    gap, behind = line.words_behind(last, after), line.after(after, NEAR)
    if gap[:1] != ["("] or len(gap) > LONGEST_GAP or "(" in gap[1:] or ")" not in behind:
        return None
    closing = behind[: behind.index(")")]
    plain = [t for t in (*gap[1:], *closing) if not t.isdigit() and t != ":"]
    years = {two for one, two in pairwise(gap) if one in words("year") and len(two) == YEAR}
    is_named = any(year.isdigit() for year in years) or tells(gap, "last_year")
    if not is_named or not all(token[:1].isalpha() for token in plain):
        return None
    if direction_of(line, after) or after.measure is None:
        return None
    found = _values(line, place, after)
    return (after, found) if found else None


def _values(line: Line, place: int, base: Quantity) -> list[Quantity]:
    """Figures of the base's unit before a place in its clause, nearest first; none if unsure."""
    figures, found = line.quantities, []
    for figure in islice(outside_brackets(line, figures, place), NEAR):
        if ";" in line.folded[figure.last + 1 : figures[place].first]:
            break
        if figure.measure == base.measure and not direction_of(line, figure):
            if figure.is_rough or is_of_last_year(line, figure):
                return []
            found.append(figure)
    return found


def is_of_last_year(line: Line, figure: Quantity) -> bool:
    """Named as last year's by the words of its own clause, and not compared with it."""
    label = label_before(line, figure)
    return tells(label, "last_year") and not set(label) & words("against")


def is_of_last_year_only(line: Line, figure: Quantity) -> bool:
    """True where the clause tells only that it is last year's, and how it came about."""
    label: Sequence[str] = label_before(line, figure)
    known = words("before") | words("base_label")
    return tells(label, "last_year") and all(t in known or t.isdigit() for t in label)


def _leading() -> frozenset[str]:
    return words("rise") | words("fall") | words("direction") | words("same_change")
