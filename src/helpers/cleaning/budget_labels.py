"""What a budget line's label says besides its name: a total, several lines, other money."""

import re
from collections.abc import Iterable
from functools import cache

from helpers.core.text import fold
from helpers.core.word_files import load_words

_NUMBERING = re.compile(
    r"[\s\-–—+*•]*(?:\(?(?:[ivxlc]+|\d+(?:\.\d+)*|[a-zđ])(?:\s*[.)/:]\s*|\s+-\s+|\)\s*)+)*[\s\-–—+*•]*"
)
_FORMULA = re.compile(r"\((?:[\divxlcabcđ]|[+=.,;:\-–…\s])*\)")
_YEAR = re.compile(r"(?<![\d/.,\-])(20\d\d)(?![\d/])")

_RANGE = re.compile(rf"20\d\d\s*(?:[-–—]|{fold('đến')})\s*(?:năm\s*)?20\d\d")


@cache
def words(group: str) -> frozenset[str]:
    """Folded words of a group in ``budget_words.yml``."""
    return frozenset(fold(word) for word in load_words(__package__, "budget_words.yml")[group])


@cache
def _any_of(group: str) -> re.Pattern[str]:
    longest_first = sorted(words(group), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def bare(label: str) -> str:
    """A folded label without numbering ('II.', '1.2', 'a)', '-') and closing colon."""
    folded = fold(label)
    found = _NUMBERING.match(folded)
    return (folded[found.end() :] if found else folded).strip(" :.;")


def is_total(text: str, totals: Iterable[str], names: Iterable[str], year: int | None) -> bool:
    """True where a bare label is the total of a programme and nothing else.

    Besides a word for a total it may hold the programme's name, the year of the report, a formula
    in brackets and words such as 'vốn'; any other word makes it another total.
    """
    rest = _FORMULA.sub(" ", text)
    for word in (*names, *((f"năm {year}", str(year)) if year else ())):
        rest = rest.replace(fold(word), " ")
    for word in sorted(totals, key=len, reverse=True):
        rest = rest.removeprefix(word)
    return " ".join(rest.split()).strip(" :.,-()") in words("totals_of") | {""}


def begins_with_total(text: str, totals: Iterable[str]) -> bool:
    """True where a bare label begins with a word for a total."""
    return any(re.match(rf"{re.escape(word)}(?!\w)", text) for word in totals)


def other_money(label: str, official_name: str, year: int) -> str | None:
    """Message for a label that is of another year's or other money; None for none.

    What the official name of the line says does not count.
    """
    name = fold(official_name)
    text = fold(label).replace(name, " ") if name else fold(label)
    of_name = {int(number) for number in _YEAR.findall(name)}
    years = {int(number) for number in _YEAR.findall(text)} - of_name
    if _named(text, "carried_over", name) or years - {year}:
        return "cleaning.money_of_other_year"
    return "cleaning.part_of_line" if _named(text, "other_money", name) else None


def opens_other_year(label: str, year: int) -> bool:
    """True for a row above money of another year: 'Vốn năm 2022', 'Vốn kéo dài'.

    A range of years is the name of a programme or of a plan.
    """
    text = _RANGE.sub(" ", fold(label))
    years = {int(number) for number in _YEAR.findall(text)}
    return _named(text, "carried_over", "") or bool(years - {year})


def _named(text: str, group: str, name: str) -> bool:
    return any(word not in name for word in _any_of(group).findall(text))


def may_begin_line(words_before: str) -> bool:
    """True for words that may stand before the name of a line without changing what it is."""
    return words_before.strip(" :.,-(") in words("before_a_line") | {""}


def is_breakdown(label: str) -> bool:
    """True for a row that divides the money of the line above: 'Trong đó:', '- Vốn đối ứng'."""
    folded = fold(label)
    return folded[:1] in "-+" or any(
        re.match(rf"{re.escape(word)}(?!\w)", bare(label)) for word in words("parts_of_a_line")
    )


def capital_of(label: str) -> str | None:
    """The kind of capital that a label names and nothing else: investment, recurrent or None."""
    text = _FORMULA.sub("", bare(label)).strip(" :.").removeprefix(fold("nguồn")).strip()
    return next((kind for kind in ("investment", "recurrent") if text in words(kind)), None)


def names_year(label: str, year: int) -> bool:
    """True where a label names the year and no other."""
    return {int(number) for number in _YEAR.findall(label)} == {year}


@cache
def more_numbers() -> re.Pattern[str]:
    """What follows a number where a label names several: ' và 2', '-3', ', 4'."""
    between = "|".join(map(re.escape, sorted(words("between_numbers"), key=len, reverse=True)))
    return re.compile(rf"\s*(?:{between})\s*(?:số\s*)?\d")
