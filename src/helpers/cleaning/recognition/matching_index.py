"""Names of indicators as sets of terms: which of them a label fits, and which are near."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from helpers.core.text import without_marks

NEAR = 0.6
"""Share of their weight that label and name must have in common to be proposed. Tried on six
invented offices: lower proposes names of another meaning, higher asks nothing."""
SAME_WORD = 84
"""Likeness (0 to 100) of two spellings of one word: one wrong letter of seven."""
CORRECTED = 0.9
"""Weight of a word that was found by likeness only."""
Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator near a label: ``left`` are terms of the label that its name has not,
    ``missing`` are terms of the name that the label has not."""

    code: str
    score: float
    left: Terms
    missing: Terms


class IndicatorIndex:
    """Names of indicators, each a set of terms within what its unit of measure counts."""

    def __init__(self) -> None:
        self._names: list[tuple[str, Terms, str]] = []
        self._with_term: dict[str, list[int]] = {}
        self._weights: dict[str, float] = {}
        self._plain: dict[str, list[str]] = {}
        self.corrected = cache(self._corrected)

    def add(self, code: str, terms: Terms, counted: str) -> None:
        """Add one name of an indicator; ``counted`` is the dimension of its unit of measure."""
        if not terms or (code, terms, counted) in self._names[-3:]:
            return
        for term in terms:
            self._with_term.setdefault(term, []).append(len(self._names))
        self._names.append((code, terms, counted))

    def close(self) -> None:
        """Weigh the terms after the last name: a rare one says more."""
        count = len(self._names) + 1
        self._weights = {t: math.log(count / len(n)) for t, n in self._with_term.items()}
        for term in self._with_term:
            self._plain.setdefault(without_marks(term), []).append(term)

    def knows(self, terms: Terms) -> bool:
        """True for terms of names that stand in one name together, or are near to one."""
        positions = [set(self._with_term.get(term, ())) for term in terms]
        are_known = bool(positions) and all(positions)
        together = are_known and set.intersection(*positions)
        return bool(together or (are_known and self.near(terms, frozenset(), "")))

    def terms_beside(self, terms: Collection[str]) -> Terms:
        """All terms of the names that have one of ``terms``."""
        positions = {p for term in terms for p in self._with_term.get(term, ())}
        return frozenset().union(*(self._names[position][1] for position in positions))

    def fitting(
        self, required: Terms, optional: Terms, counted: str, except_for: str = ""
    ) -> dict[str, Terms]:
        """Indicators, but for one, whose name has all ``required`` terms and else only
        ``optional`` ones, with the shortest such name."""
        rarest = min(required, key=lambda term: len(self._with_term.get(term, ())), default="")
        found: dict[str, Terms] = {}
        for position in self._with_term.get(rarest, ()):
            code, terms, of = self._names[position]
            if code == except_for or counted not in ("", of):
                continue
            fits = required <= terms <= required | optional
            if fits and (code not in found or len(terms) < len(found[code])):
                found[code] = terms
        return found

    def near(self, required: Terms, optional: Terms, counted: str) -> list[Scored]:
        """Indicators whose name has much in common with a label, best first."""
        known = {term: self.corrected(term) for term in required}
        spelled = {right: 1.0 if right == term else CORRECTED for term, right in known.items()}
        common: dict[int, float] = {}
        for term, likeness in spelled.items():
            for position in self._with_term.get(term, ()):
                common[position] = common.get(position, 0.0) + self._weight(term) * likeness
        of_label = self._total(spelled)
        best: dict[str, Scored] = {}
        for position, shared in common.items():
            code, terms, of = self._names[position]
            # The name weighs what it shares at least: less cannot come near.
            if counted not in ("", of) or shared * (2 - NEAR) < NEAR * of_label:
                continue
            said = terms - optional
            score = 2 * shared / (of_label + self._total(said | (terms & spelled.keys())))
            if score >= NEAR and (code not in best or best[code].score < score):
                left, missing = frozenset(spelled.keys() - terms), said - spelled.keys()
                best[code] = Scored(code, score, left, missing)
        return sorted(best.values(), key=lambda scored: (-scored.score, scored.code))

    def _total(self, terms: Iterable[str]) -> float:
        return sum(map(self._weight, terms))

    def _weight(self, term: str) -> float:
        if any(map(str.isdigit, term)):  # number of a document or project: it says no meaning
            return 0.0
        return self._weights.get(term, math.log(len(self._names) + 1))

    def _corrected(self, term: str) -> str:
        """A term as the names spell it: one wrong letter, or other Vietnamese marks or none."""
        if term in self._with_term:
            return term
        if likely := self._plain.get(without_marks(term)):
            return max(likely, key=lambda each: (fuzz.ratio(term, each), each))
        found = process.extractOne(
            term, self._with_term.keys(), scorer=fuzz.ratio, score_cutoff=SAME_WORD
        )
        return found[0] if found else term
