"""What digit groups and marks can mean: each known way of printing a number is one rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.core.numbers.parsed_number import Style, refused
from helpers.core.numbers.scanner import Printed

DONG_DIGITS = ("vi_dong_after_second_comma", "decimal_groups_dot")
"""Rules of a rare way of printing, which tables take only where a unit stands beside."""


@dataclass(frozen=True)
class Candidate:
    """One meaning of a text.

    ``possible`` is False for a meaning that only a typing error or an aside in brackets can
    explain: it keeps the others from being certain, and is never chosen itself.
    """

    value: Decimal
    decimal_places: int
    rule: str
    style: Style | None
    possible: bool = True


def candidates_of(printed: Printed, text: str) -> tuple[Candidate, ...]:
    """All meanings of a printed number, at least one. Raises NumberRefused if there is none."""
    if printed.exponent is not None:
        unsigned = _scientific(printed.groups, printed.marks, printed.exponent)
    else:
        unsigned = tuple(_meanings(printed.groups, printed.marks))
    if not unsigned or (printed.repaired and unsigned[0].rule != "vi_decimal"):
        raise refused(_reason(printed), text)
    signed = [
        _with_sign(candidate, sign, printed) for sign in printed.signs for candidate in unsigned
    ]
    return tuple(dict.fromkeys(signed))


def _with_sign(candidate: Candidate, sign: int, printed: Printed) -> Candidate:
    """The meaning with a sign. To accountants (7) is -7: it is never read as 7."""
    is_aside = printed.bracketed and len(printed.signs) > 1 and sign > 0 and candidate.value != 0
    value = _signed(candidate.value, sign)
    return replace(candidate, value=value, possible=candidate.possible and not is_aside)


def _signed(value: Decimal, sign: int) -> Decimal:
    """``value`` with ``sign``; zero has none."""
    return value.copy_negate() if sign < 0 and value else value


def _reason(printed: Printed) -> str:
    if " " in printed.marks or printed.repaired:
        return "two_values"
    return "leading_zeros" if not printed.marks else "bad_grouping"


def _number(integer_groups: tuple[str, ...], fraction: str = "", exponent: int = 0) -> Decimal:
    return Decimal(f"{''.join(integer_groups)}{fraction}E{exponent - len(fraction)}")


def _scientific(groups: tuple[str, ...], marks: str, exponent: int) -> tuple[Candidate, ...]:
    """1,5E+06: one digit before the mark, so that the mark is the decimal one."""
    if len(groups[0]) != 1 or marks not in ("", ".", ","):
        return ()
    fraction = groups[1] if marks else ""
    style: Style | None = {"": None, ",": "vi", ".": "en"}[marks]
    value = _number(groups[:1], fraction, exponent)
    return (Candidate(value, len(fraction) - exponent, "scientific", style),)


def _meanings(groups: tuple[str, ...], marks: str) -> Iterator[Candidate]:
    if not marks:
        yield from _integer(groups[0])
    elif " " in marks:
        yield from _grouped_by_blanks(groups, marks)
    else:
        yield from _vietnamese(groups, marks)
        yield from _dong_digits(groups, marks)
        yield from _english(groups, marks)


def _integer(digits: str) -> Iterator[Candidate]:
    """Officials write counts below ten as 05; more zeros or digits are a code, not a number."""
    if digits[0] != "0" or digits == "0":
        yield Candidate(Decimal(digits), 0, "plain_integer", None)
    elif len(digits) == 2:
        yield Candidate(Decimal(digits), 0, "leading_zero_count", None)


def _grouped_by_blanks(groups: tuple[str, ...], marks: str) -> Iterator[Candidate]:
    """16 000 and 1 234 567,89."""
    grouping = marks.rstrip(".,")
    integer_groups = groups[: len(grouping) + 1]
    if set(grouping) != {" "} or not _is_grouped(integer_groups):
        return
    fraction = "".join(groups[len(integer_groups) :])
    if len(marks) - len(grouping) <= 1:
        yield Candidate(_number(integer_groups, fraction), len(fraction), "blank_grouped", None)


def _vietnamese(groups: tuple[str, ...], marks: str) -> Iterator[Candidate]:
    """1.234.567 and 1.178,47 and 1788,9."""
    if set(marks) == {"."} and _is_grouped(groups):
        yield Candidate(_number(groups), 0, "vi_grouped", "vi")
    elif marks[-1] == "," and _is_integer_part(groups[:-1], marks[:-1], "."):
        yield Candidate(_number(groups[:-1], groups[-1]), len(groups[-1]), "vi_decimal", "vi")


def _english(groups: tuple[str, ...], marks: str) -> Iterator[Candidate]:
    """1,234,567 and 1,234.5. A lone dot that groups nothing (12.34) may also be a slip."""
    if set(marks) == {","} and _is_grouped(groups):
        yield Candidate(_number(groups), 0, "en", "en")
    elif marks[-1] == "." and _is_integer_part(groups[:-1], marks[:-1], ","):
        yield Candidate(_number(groups[:-1], groups[-1]), len(groups[-1]), "en", "en")
        if marks == "." and groups[0] != "0" and not _is_grouped(groups):
            yield Candidate(_number(groups), 0, "misgrouped", None, possible=False)


def _dong_digits(groups: tuple[str, ...], marks: str) -> Iterator[Candidate]:
    """Million đồng with the đồng digits after a second mark.

    46.929,385,459 trđ and 7,383.915 trđ, as the 2023 report of Bạch Thông prints them:
    3.180,383,915 − 7,383.915 must be the 3.173 million that its project 4 shares out.
    """
    rule = dict(zip((",,", ",."), DONG_DIGITS, strict=True)).get(marks[-2:])
    thousands = [len(group) for group in groups[-2:]] == [3, 3]
    if rule and thousands and _is_integer_part(groups[:-2], marks[:-2], "."):
        fraction = "".join(groups[-2:])
        yield Candidate(_number(groups[:-2], fraction), len(fraction), rule, "vi")


def _is_integer_part(groups: tuple[str, ...], marks: str, grouping: str) -> bool:
    """True for the digits before a decimal mark: in one piece, or grouped by ``grouping``."""
    if not marks:
        return len(groups) == 1 and not (groups[0].startswith("0") and len(groups[0]) > 2)
    return set(marks) == {grouping} and _is_grouped(groups)


def _is_grouped(groups: tuple[str, ...]) -> bool:
    """True for thousands: one to three digits, then groups of exactly three."""
    first, *others = groups
    well_begun = len(first) <= 3 and not first.startswith("0")
    return bool(others) and well_begun and all(len(group) == 3 for group in others)
