"""Tokens of a passage become records: which numbers count or measure, and what stands around."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from helpers.audit.naming import names_something
from helpers.audit.quantities import Quantity
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.tokens import Token
from helpers.audit.units import joined, unit_at
from helpers.audit.vocabulary import tells, words
from helpers.core.text import fold

LABEL, NOUN, BACK, RATE = 12, 4, 6, 8
"""Tokens looked at: before a figure, of its noun, for its direction, for the word of a rate."""
SIGNS = {"+": 1, "-": -1, "−": -1}


class FigureReader:
    """The records of a passage; ``parts``: sentence, item and bracket of each token."""

    def __init__(self, text: str, tokens: Sequence[Token], number: int) -> None:
        self._text, self._tokens, self._number = text, tokens, number
        self.folded = [_folded(t.text) if t.kind == "word" else t.text for t in tokens]
        self.parts = list(self._parts())

    def figures(self) -> list[Figure]:
        """Figures that count or measure something, in order."""
        found: list[Figure] = []
        place = 0
        while place < len(self._tokens):
            is_number = self._tokens[place].kind == "number"
            quantity = self._quantity(place, found[-1].last if found else -1) if is_number else None
            if quantity is None:
                place += 1
                continue
            found.append(self._figure(quantity, found[-1:]))
            place = quantity.last + 1
        for one, other in pairwise(found):
            gap = self.folded[one.last + 1 : other.start]
            is_pair = gap == ["/"] and kinship(one, other) >= 1
            if is_pair or (0 < len(gap) <= 2 and " ".join(gap) in words("fraction")):
                found[other.index] = replace(other, is_over=True)
        return [_with_unit(f, found[f.index + 1 : f.index + 2]) for f in found]

    def _quantity(self, place: int, ended: int) -> Quantity | None:
        token, tokens = self._tokens[place], self._tokens
        if token.value is None or names_something(tokens, self.folded, place):
            return None
        measure, after = unit_at(tokens, place + 1)
        token, measure, after = joined(self._text, tokens, place, measure, after)
        before = self.folded[max(0, place - 2) : place]
        # "823 trên 1.229": the word divides; "trên 1.200 hộ": it is not exact
        is_divider = place - 2 == ended >= 0
        is_compared = " ".join(before) in words("above") | words("below")
        is_rough = not (is_divider or is_compared) and bool(
            {" ".join(before), *before[-1:]} & words("rough")
        )
        end = tokens[after - 1].end
        return Quantity(token, place, after - 1, end, measure, self._sign(place), is_rough=is_rough)

    def _sign(self, place: int) -> int:
        """Of a mark that touches the figure and nothing before it: (−16,74 ha), tăng +5."""
        if place == 0 or self._tokens[place - 1].text not in SIGNS:
            return 0
        mark = self._tokens[place - 1]
        touches = mark.end == self._tokens[place].start
        is_joined = place > 1 and self._tokens[place - 2].end == mark.start
        opens = place > 1 and self._tokens[place - 2].text in ("(", ":")
        return SIGNS[mark.text] if touches and (opens or not is_joined) else 0

    def _figure(self, quantity: Quantity, last: Sequence[Figure]) -> Figure:
        sentence, item, bracket = self.parts[quantity.first]
        start = quantity.first - (1 if quantity.sign else 0)
        before = self.folded[max(0, start - RATE) : start]
        way, reached = self._way(quantity)
        noun = self._noun(quantity)
        return Figure(
            quantity, last[0].index + 1 if last else 0, self._number, sentence, item, bracket,
            noun=noun, label=self._label(start, behind(last[0]) if last else 0), way=way,
            reached=reached, is_rate=self._is_rate(quantity, before),
            is_bound=tells(before[-2:], "bounds"), is_name=self._is_name(quantity),
            noun_length=len(noun),
        )  # fmt: skip

    def _way(self, quantity: Quantity) -> tuple[int, bool]:
        """+1 or −1 behind a rise or fall, and whether it is where a change ended."""
        if quantity.sign:
            return quantity.sign, False
        end = quantity.first
        before = self.folded[max(0, end - 2) : end]
        if set(before[1:]) & words("with") and not set(before[:1]) & words("against"):
            return 0, False
        for place in range(end - 1, max(-1, end - 1 - BACK), -1):
            word = self.folded[place]
            two = " ".join(self.folded[max(0, place - 1) : place + 1])
            if word in words("to"):
                return 0, True
            if word in words("rise") or two in words("above") or word in words("exceeds"):
                return 1, False
            if word in words("fall") or two in words("below"):
                return -1, False
            if word not in words("direction") | words("rough") and word not in ("(", ":"):
                break
        return 0, False

    def _noun(self, quantity: Quantity) -> tuple[str, ...]:
        """The words behind a figure, its unit first: up to a mark or a word that goes on."""
        found = []
        for place in range(quantity.first + 1, min(len(self._tokens), quantity.last + 1 + NOUN)):
            word = self.folded[place]
            if place > quantity.last and (not word[:1].isalpha() or word in words("no_name")):
                break
            found.append(word)
        return tuple(found)

    def _label(self, end: int, start: int) -> tuple[str, ...]:
        found: list[str] = []
        for word in reversed(self.folded[max(start, end - LABEL) : end]):
            if word in (";", ".") or (word == "," and found):
                break
            if word[:1].isalpha():
                found.append(word)
        return tuple(found[::-1])

    def _is_name(self, quantity: Quantity) -> bool:
        """A bare number right behind a name: ``thôn Mẫu 4``, ``Bà Rịa 2``."""
        first = quantity.first
        if quantity.measure is not None or first < 2 or len(quantity.text) > 1:
            return False
        before, two = self._tokens[first - 1], self._tokens[first - 2].text
        is_name = before.kind == "word" and before.text.istitle()
        behind_name = self.folded[quantity.last + 1 : quantity.last + 2]
        return is_name and two not in (".", ":", ";", "(", "-", ",") and behind_name != ["/"]

    def _is_rate(self, quantity: Quantity, before: Sequence[str]) -> bool:
        """So much for each: ``2 triệu đồng/hộ``, ``mỗi suất 500.000 đồng``, ``bình quân 42``."""
        unit = quantity.measure.unit if quantity.measure is not None else ""
        if "/" in unit:
            return True
        after = self.folded[quantity.last + 1 : quantity.last + 3]
        if after[:1] == ["/"] and after[1:2] and after[1][:1].isalpha():
            is_named_twice = {unit, after[1]} <= words("small_places")
            return after[1] not in words("planned") and not is_named_twice
        for word in reversed(before):
            if not word[:1].isalpha():
                return False
            if word in words("each_one"):
                return True
        return tells(before, "mean_of_each")

    def _parts(self) -> Iterator[tuple[int, int, int]]:
        """Sentence, item and bracket of each token."""
        sentence = item = brackets = 0
        opened: list[int] = []
        for place, token in enumerate(self._tokens):
            if token.text == "(":
                brackets += 1
                opened.append(brackets)
            yield sentence, item, opened[-1] if opened else 0
            if token.text == ")" and opened:
                opened.pop()
            elif token.text == ";":
                item += 1
            elif token.text == "." and self._ends(place):
                sentence, item, opened = sentence + 1, item + 1, []

    def _ends(self, place: int) -> bool:
        """True for a full stop that ends a sentence."""
        if place == 0 or place + 1 == len(self._tokens):
            return True
        after = self._tokens[place + 1]
        return (
            self.folded[place - 1] not in words("abbreviated")
            and after.start > self._tokens[place].end
            and not after.text[0].islower()
        )


def behind(figure: Figure) -> int:
    """The token behind a figure; the words of "% kế hoạch" are no part of it."""
    return figure.first + 2 if figure.is_percent else figure.last + 1


def _with_unit(figure: Figure, after: Sequence[Figure]) -> Figure:
    """The a of ``a/b xã`` counts what b counts."""
    if figure.noun or not after or not after[0].is_over:
        return figure
    other = after[0]
    measure = other.quantity.measure
    if not other.quantity.is_amount or measure is None:
        return replace(figure, noun=other.noun)
    return replace(figure, quantity=replace(figure.quantity, measure=measure), noun=other.noun)


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)
