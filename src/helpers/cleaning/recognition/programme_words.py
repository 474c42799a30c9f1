"""Which national target programme a title, a group or a head names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from helpers.cleaning.budget_labels import bare
from helpers.cleaning.recognition.unit_lines import without_units
from helpers.cleaning.recognition.vocabulary import any_of, group, head_words, key, vocabulary
from helpers.cleaning.stated_periods.phrases import phrases
from helpers.core.catalogues.programme import BudgetLine, Programmes
from helpers.core.text import fold

_DASH = re.compile(r"\s*[-–—]\s*(?=(?:năm\s*)?20\d\d)")


@dataclass(frozen=True)
class NamedProgrammes:
    """The programmes that words may mean. ``is_other``: words of a programme that is none of them;
    ``is_general``: they speak of national target programmes and name none."""

    roots: tuple[BudgetLine, ...] = ()
    is_other: bool = False
    is_general: bool = False

    @property
    def says_something(self) -> bool:
        """True for words about any national target programme."""
        return bool(self.roots) or self.is_other or self.is_general


def programmes_named(text: str, programmes: Programmes) -> NamedProgrammes:
    """What one text names: by a full name, by a word of one programme, else by loose words."""
    by_name = programmes.named_in(_DASH.sub(" - ", text)) or programmes.named_in(text)
    if by_name:
        return NamedProgrammes(tuple(by_name))
    folded = _without_places(_DASH.sub("-", key(text.replace("_", " "))))
    roots = {root.programme: root for root in programmes.roots()}
    known = {name: root for name, root in roots.items() if name in vocabulary()["programmes"]}
    is_general = _has(folded, group("any_programme"))
    # Where loose words may mean several programmes, the text must speak of a programme at all.
    for kind in ("words", "loose") if is_general or len(known) == 1 else ("words",):
        found = [
            root
            for name, root in known.items()
            if _has(folded, _words(name, kind)) and not _has(folded, _words(name, "without"))
        ]
        if found:
            return NamedProgrammes(tuple(found))
    over = vocabulary()["programmes"].keys() - known.keys()  # «1719» after its last year
    is_other = any(_has(folded, _names_of_others(name)) for name in known)
    is_other |= any(_has(folded, _words(name, "words")) for name in over)
    return NamedProgrammes((), is_other, is_general and not is_other)


def all_named(texts: Iterable[str], programmes: Programmes) -> NamedProgrammes:
    """What several texts name together."""
    found = [programmes_named(text, programmes) for text in texts]
    roots = {root.key: root for named in found for root in named.roots}
    is_other = any(named.is_other for named in found)
    return NamedProgrammes(tuple(roots.values()), is_other, any(n.is_general for n in found))


def is_money_of_all(title: str, year: int, programmes: Programmes) -> bool:
    """True for a title of the money of the national programmes that names nothing else:
    «Giải ngân vốn CTMTQG năm 2026 theo xã», but not «… vốn CTMTQG hỗ trợ nhà ở»."""
    named = programmes_named(title, programmes)
    if named.roots or named.is_other or not named.is_general:
        return False
    says_money = any_of(group("money_words")).search(key(title)) is not None
    return says_money and is_money_of(title, (), year)


def is_money_of(title: str, roots: Iterable[BudgetLine], year: int) -> bool:
    """True for a title that names nothing beside the programmes ``roots``, money and periods."""
    own = {word for root in roots for name in root.names for word in key(name).split()}
    for name in {root.programme for root in roots} & vocabulary()["programmes"].keys():
        own |= _words(name, "words") | _words(name, "loose")
    said = any_of(group("any_programme")).sub(" ", _without_places(key(without_units(title))))
    rest = phrases(said, year)[1]
    left = head_words(any_of(group("beside_money_of_programmes")).sub(" ", rest))[1]
    return set(left.split()) <= own | group("names_of_programmes")


def _without_places(folded: str) -> str:
    """A text without «của các xã vùng đồng bào DTTS»: these words say where, no programme."""
    return re.sub(vocabulary()["places_of_peoples"], " ", folded)


def is_programme_row(label: str) -> bool:
    """True for the label of a group or total that begins with the word for a programme."""
    text = bare(label)
    words = map(fold, group("programme_rows"))
    return any(re.match(rf"{re.escape(word)}(?!\w)", text) for word in words)


@cache
def _words(programme: str, kind: str) -> frozenset[str]:
    return group("programmes", programme, kind)


@cache
def _names_of_others(programme: str) -> frozenset[str]:
    """Words of other programmes; years and numbers alone are none."""
    words = _words(programme, "without")
    return frozenset(word for word in words if not any(map(str.isdigit, word)))


def _has(folded: str, words: frozenset[str]) -> bool:
    return any_of(words).search(folded) is not None
