"""Words around a table, or of its rows, that narrow what figures are: whom, which money, whose.

The words of heads are all accounted for (``unused_words``); of titles, names of sheets, groups and
labels of rows these are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.matching import IndicatorMatcher
from helpers.cleaning.recognition.model import CARRIED, FUND
from helpers.cleaning.recognition.places import place_in_full
from helpers.cleaning.recognition.table import Item, Table
from helpers.cleaning.recognition.vocabulary import any_of, group, key, plain, words_of_division
from helpers.cleaning.title_words import title_words
from helpers.core.catalogues.capitals import TOTAL
from helpers.core.catalogues.programme import Programmes
from helpers.core.conversion import canonical_unit

MONEY = "money"
_NO_WORDS = frozenset({"và", "của", "các", "tt", "tp", "tx", "tdp"})


@dataclass(frozen=True)
class NarrowingWords:
    """``words`` as they stand in ``text``, folded. ``kind``: of which figures they may say more."""

    kind: str
    words: str
    text: str


@dataclass
class WordsAround:
    """The narrowing words around one table and in the labels of its rows."""

    table: Table
    matcher: IndicatorMatcher
    programmes: Programmes

    def unused(self, draft: Draft, item: Item, unit: str) -> NarrowingWords | None:
        """The first words that nothing of the meaning of a figure holds."""
        is_of_line = draft.meaning.code in self.programmes.amounts
        is_named = self.table.is_turned or not draft.meaning.code  # by all words of its row
        path = () if is_named else item.path
        own = [each for text in path for each in _narrowing(text)]
        own += [NarrowingWords("all", rest, item.name) for rest in _rest_of(item) if rest and path]
        if (found := next((w for w in own if not self._holds(draft, w, ())), None)) is not None:
            return found
        around = (w for w in self._around if is_of_line or _fits(w.kind, unit))
        return next((w for w in around if not self._holds(draft, w, self._labels)), None)

    def _holds(self, draft: Draft, words: NarrowingWords, labels: tuple[str, ...]) -> bool:
        """Whether words stand in the label, in the name of the indicator, in a member, or in
        ``labels`` of the table, which divide its figures by them."""
        meaning = draft.meaning
        capital = self.programmes.amounts.get(meaning.code, (None, TOTAL))[1]
        if words.kind == MONEY and capital != TOTAL:
            return True
        if words.kind == MONEY and {FUND, CARRIED} & dict(meaning.breakdown).keys():
            return True
        label = () if meaning.code in self.programmes.amounts else draft.label_path
        said = (*label, meaning.label, *(member for _, member in meaning.breakdown))
        if any(words.words in key(text) for text in (*said, *labels)):
            return True
        return not self.matcher.words_beyond(words.words, meaning.code, said, labels)

    @cached_property
    def _around(self) -> tuple[NarrowingWords, ...]:
        offices = re.compile(title_words()["papers_of_offices"])
        sheet = self.table.block.grid.sheet
        lines = [text for text in self.table.context.titles if not offices.search(key(text))]
        return tuple(each for text in (*lines, sheet.name) for each in _narrowing(text))

    @cached_property
    def _labels(self) -> tuple[str, ...]:
        heads = [text for line in self.table.lines for text in line.role.path]
        rows = [name for item in self.table.items for name in item.path]
        return tuple(dict.fromkeys((*heads, *rows)))


def _narrowing(text: str) -> Iterator[NarrowingWords]:
    shown = key(plain(text).replace("_", " "))
    if any_of(group("not_including")).search(shown):
        return
    for kind, pattern in title_words()["narrowing"].items():
        found = [match[0] for match in re.finditer(pattern, shown)]
        if kind == MONEY and len(found) > 1:  # «vốn đầu tư và vốn sự nghiệp» are all of it
            continue
        yield from (NarrowingWords(kind, words, plain(text)) for words in found)


def _rest_of(item: Item) -> Iterator[str]:
    """Words of a row beside the place that it is of."""
    if item.kind == "place" and item.breakdown:
        held = words_of_division(item.breakdown) | _NO_WORDS
        held |= {word for _, member in item.breakdown for word in re.findall(r"\w+", key(member))}
        said = re.sub(title_words()["notes_of_places"], " ", key(place_in_full(item.name)))
        yield " ".join(w for w in re.findall(r"\w+", said) if w not in held and not w.isdecimal())


def _fits(kind: str, unit: str) -> bool:
    measure = canonical_unit(unit) if unit else None
    if measure is None or kind == "all":
        return kind == "all"
    if kind == "persons":
        return measure.dimension in title_words()["dimensions_of_persons"]
    if kind == MONEY:
        return measure.is_money
    return measure.dimension in title_words()["dimensions_of_farming"]
