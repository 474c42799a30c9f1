"""The words of tables of any office, from the data files beside this module."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from helpers.cleaning.composed_text import key as key
from helpers.cleaning.composed_text import plain as plain
from helpers.cleaning.recognition.model import FUND
from helpers.core.word_files import load_words


class HeadWord(NamedTuple):
    """A word of a head that is known: what it gives, and its words as they stand."""

    gives: str
    value: str
    words: str
    start: int


@cache
def vocabulary() -> dict[str, Any]:
    """The content of ``words.yml``."""
    return load_words(__package__, "words.yml")


@cache
def group(*keys: str) -> frozenset[str]:
    """Folded words under a key of ``words.yml``."""
    found: Any = vocabulary()
    for name in keys:
        found = found[name]
    return frozenset(key(str(word)) for word in found)


def is_religion(name: str) -> bool:
    """True for the name of a religion: «Đạo Cao Đài», «Tin lành»."""
    return key(name).removeprefix("đạo ") in group("religions")


@cache
def head_rows() -> tuple[dict[str, str], ...]:
    """The rows of ``head_words.csv``."""
    text = files(__package__).joinpath("head_words.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _head_index() -> dict[str, tuple[str, str]]:
    index = {
        key(word): (row["gives"], row["value"])
        for row in head_rows()
        for word in row["words"].split("|")
    }
    for fund, words in vocabulary()["funds"].items():
        index |= {key(word): ("fund", fund) for word in words}
    return index | {key(word): ("gender", value) for word, value in vocabulary()["genders"].items()}


@cache
def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some folded words, longest first, as whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


@cache
def _head_pattern() -> re.Pattern[str]:
    return any_of(frozenset(_head_index()))


def head_words(text: str) -> tuple[list[HeadWord], str]:
    """The known words of a folded head from left to right, and what is left of it."""
    found = [
        HeadWord(*_head_index()[match[0]], match[0], match.start())
        for match in _head_pattern().finditer(text)
    ]
    rest = _head_pattern().sub(" ", text)
    return found, " ".join(re.findall(r"[\w]+", rest))


def foreign_words(text: str) -> bool:
    """True for a line with words of a draft, a sample, a list of persons or a calendar."""
    return any(any_of(group("foreign", kind)).search(key(text)) for kind in vocabulary()["foreign"])


@cache
def known_dimensions() -> frozenset[str]:
    """What figures may be parts by, besides the dimensions of the catalogue."""
    places = (name for kinds in vocabulary()["places"].values() for name in kinds.values())
    names = vocabulary()["dimension_names"].values()
    return frozenset((*places, *names, *vocabulary()["further_dimensions"]))


def is_total(text: str) -> bool:
    """True for the label of a whole: 'Tổng cộng', 'TỔNG CHI (I+II+III)' is none."""
    bare = re.sub(r"\([^()]*\)", " ", key(text)).strip(" :.-+*")
    return " ".join(bare.split()) in group("totals")


def is_season(name: str) -> bool:
    """True for the name of a season of crops and nothing else: «vụ Xuân»."""
    seasons = group("seasons", "early") | group("seasons", "late")
    return key(name).removeprefix("vụ ") in {word.removeprefix("vụ ") for word in seasons}


def is_rate_name(text: str) -> bool:
    """True for a head or name that begins with «Tỷ lệ»."""
    return key(text).startswith(tuple(group("rate_names")))


def names_fund(text: str) -> bool:
    """True for a label that is a source or kind of money and nothing else: 'NSTW', 'Tỉnh'."""
    words, left = head_words(key(text))
    gives = [word.gives for word in words]
    return not left and ("fund" in gives or gives == ["level"])


def begins_with_part(text: str) -> bool:
    """True for the label of a part of the row above: 'Trong đó: thóc'."""
    bare = key(text).lstrip(" -+*•")
    return any(re.match(rf"{re.escape(word)}(?!\w)", bare) for word in group("parts"))


def only_divides(text: str, breakdown: Iterable[tuple[str, str]]) -> bool:
    """True for «Chia theo dân tộc» above the members: it says by what figures are divided, and
    nothing of what they count."""
    words = re.findall(r"\w+", without_part(text))
    return begins_with_part(text) and set(words) <= words_of_division(breakdown)


def words_of_division(breakdown: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Words of the kinds of places, of the dimensions of a figure, and those before them."""
    kinds = (kind for of_level in vocabulary()["places"].values() for kind in of_level)
    names = (*kinds, FUND, *(name for name, _ in breakdown), *group("before_kinds"))
    return frozenset(word for name in names for word in re.findall(r"\w+", key(name)))


def without_part(text: str) -> str:
    """A folded label without the words that make it a part: 'Trong đó: trồng mới' → 'trồng mới'."""
    bare = key(text).lstrip(" -+*•")
    for word in sorted(group("parts"), key=len, reverse=True):
        if found := re.match(rf"{re.escape(word)}(?!\w)\s*:?\s*", bare):
            return bare[found.end() :]
    return bare


def includes(text: str) -> bool:
    """True for words that say that money is counted too: 'bao gồm vốn kéo dài'."""
    bare = any_of(group("not_including")).sub(" ", key(text))
    return any_of(group("including")).search(bare) is not None
