"""Which indicator of the catalogue a label means: sure, proposed or unknown, with a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from helpers.cleaning.recognition.matching_dimensions import Dimensions
from helpers.cleaning.recognition.matching_index import Scored
from helpers.cleaning.recognition.matching_known import KnownLabels
from helpers.cleaning.recognition.matching_words import (
    LabelPart,
    as_written,
    has_marks,
    words_of,
)
from helpers.cleaning.recognition.model import Breakdown
from helpers.cleaning.recognition.vocabulary import key, vocabulary
from helpers.core.catalogues import Catalogues
from helpers.core.messages import current_language, message

MatchDegree = Literal["sure", "proposed", "unknown"]
MOST_CANDIDATES = 5
"""A person chooses among this many at a glance."""
MOST_KNOWN = 5_000
"""So many labels are remembered, each with its groups and titles: those of some ten units."""


@dataclass(frozen=True, slots=True)
class MatchCandidate:
    """An indicator that a label may mean: ``score`` from 0 to 1, and why.

    ``adds``: True where the last label has words that its name has not: it may be a part of it.
    """

    code: str
    score: float
    reason: str
    adds: bool = False


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """What a label means. ``code`` is empty unless the degree is ``sure``.

    ``candidates``: best first. ``breakdown``: members of dimensions that the label names.
    """

    degree: MatchDegree
    code: str = ""
    candidates: tuple[MatchCandidate, ...] = ()
    breakdown: Breakdown = ()
    reason: str = ""


@dataclass(frozen=True)
class _Label:
    """A label path as terms. ``required``: what the indicator must say. ``optional``: what it may
    say besides. ``outer``: what the labels above say. ``context``: words around the table."""

    required: frozenset[str]
    optional: frozenset[str]
    outer: frozenset[str]
    context: frozenset[str]
    products: frozenset[str]
    sectors: frozenset[str]
    leaf: LabelPart
    counted: str
    dimension: str
    text: str

    @property
    def adds_nothing(self) -> bool:
        """True where the last label repeats those above: which part it is stands nowhere.

        'Hộ nghèo > Số hộ' only says what is counted.
        """
        leaf = self.leaf
        is_repeated = bool(self.outer) and bool(leaf.terms) and leaf.terms <= self.outer
        return is_repeated and (leaf.is_part or leaf.terms != {leaf.counted})

    def is_narrowed(self, name: frozenset[str]) -> bool:
        """True for 'Số hộ' below 'Chăn nuôi': not all households, as ``name`` says."""
        is_bare = not self.outer and self.leaf.is_of_people
        return is_bare and bool(self.sectors) and not self.sectors & name


def matcher_of(catalogues: Catalogues, level: str) -> IndicatorMatcher:
    """The matcher of these catalogues and level: made once (0.07 s), then for every unit."""
    return _matcher_of(catalogues, level, current_language())


@lru_cache(maxsize=4)
def _matcher_of(catalogues: Catalogues, level: str, lang: str) -> IndicatorMatcher:
    """One for each language: a match says its reason in words."""
    return IndicatorMatcher(catalogues, level)


class IndicatorMatcher(KnownLabels):
    """Matches labels to the indicators of ``catalogues``, for a unit of ``level``.

    A match is sure only where every word of the label is in the name of the indicator and the
    reverse, the unit of measure has the same dimension, and no other indicator fits.
    """

    def __init__(self, catalogues: Catalogues, level: str) -> None:
        super().__init__(catalogues, level)
        self._dimensions = Dimensions(catalogues.dimensions)
        self._known: dict[tuple[tuple[str, ...], str, tuple[str, ...]], LabelMatch] = {}

    def match(
        self, label_path: Sequence[str], unit: str, context: Sequence[str] = ()
    ) -> LabelMatch:
        """What a label means, from its outermost group to itself.

        ``unit``: unit of measure, empty where nothing states it. ``context``: title of the table,
        name of the sheet and of the file; a season there that the label does not name is a doubt.
        """
        key = (tuple(label_path), unit, tuple(context))
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._match(*key)
        return self._known[key]

    def _match(self, path: tuple[str, ...], unit: str, context: tuple[str, ...]) -> LabelMatch:
        whole = self._match_once(path, unit, context)
        if whole.degree == "unknown" and not has_marks(" ".join(path)):
            return self._unmarked(path, unit)
        if whole.degree == "sure":
            is_other = self._has_other_denominator(path[-1], whole.code, unit)
            return LabelMatch("unknown", reason=message("matching.unknown")) if is_other else whole
        dimension = self._dimension(unit)
        split = [self._dimensions.split(label, dimension) for label in path]
        breakdown = tuple(pair for _, pairs in split for pair in pairs)
        if not breakdown:
            return whole
        rest = tuple(label for label, _ in split if label)
        found = self._match_once(rest, unit, context, may_repeat=True)
        return LabelMatch(found.degree, found.code, found.candidates, breakdown, found.reason)

    def _has_other_denominator(self, label: str, code: str, unit: str) -> bool:
        """True for «Tỷ lệ hộ nghèo DTTS/tổng số hộ nghèo»: no rate of all households."""
        named = re.search(vocabulary()["denominators"], key(label))
        if (
            named is None
            or code not in self._inputs
            or self._dimension(unit) not in ("", "percent")
        ):
            return False
        own = self._wholes.get(self._inputs[code][-1], ())
        read = self._words.read
        return read(named[1], "").terms not in [read(name, "").terms for name in own]

    def _unmarked(self, path: tuple[str, ...], unit: str) -> LabelMatch:
        """A label without Vietnamese marks is proposed at most: "mua" is mùa, mua or mưa."""
        label = self._label(path, unit, (), unmarked=True)
        if label is None:
            return LabelMatch("unknown", reason=message("matching.no_words"))
        return self._proposed(label, self._counted(unit, label.dimension), [], "unmarked")

    def _match_once(
        self,
        path: tuple[str, ...],
        unit: str,
        context: tuple[str, ...],
        may_repeat: bool = False,
    ) -> LabelMatch:
        label = self._label(path, unit, context)
        if label is None:
            return LabelMatch("unknown", reason=message("matching.no_words"))
        counted = self._counted(unit, label.dimension)
        fitting = self._index.fitting(label.required, label.optional, counted)
        named = {code: terms for code, terms in fitting.items() if terms & label.products}
        fitting = named or fitting  # 'Gia cầm > Sản lượng thịt hơi' is none of all animals
        exact = [code for code, terms in fitting.items() if terms == label.required]
        winners = exact if len(exact) == 1 else list(fitting)
        if len(winners) != 1:
            return self._proposed(label, counted, list(fitting), "several" if winners else "near")
        doubt = "" if may_repeat else self._doubt(label, winners[0], fitting, counted)
        if doubt:
            return self._proposed(label, counted, winners, doubt)
        reason = message("matching.sure", name=self._names[winners[0]])
        best = MatchCandidate(winners[0], 1.0, reason)
        return LabelMatch("sure", winners[0], (best,), (), reason)

    def _label(
        self, path: tuple[str, ...], unit: str, context: tuple[str, ...], unmarked: bool = False
    ) -> _Label | None:
        dimension = self._dimension(unit)
        parts = [self._words.read(label, dimension, unmarked) for label in path]
        if not parts:
            return None
        *above, leaf = parts
        own = frozenset(self._words.measures.get(dimension, ()))
        is_total = not leaf.terms and not leaf.is_part
        kept = [p for p in above if not p.is_heading or (is_total and p is above[-1])]
        outer = frozenset().union(*(part.terms for part in kept))
        if leaf.terms & own:  # 'Đàn lợn > Sản lượng thịt hơi': the row says what is measured
            outer -= self._quantities - own - leaf.terms
        if (not leaf.terms and (leaf.is_part or not outer)) or not (leaf.terms | outer):
            return None
        optional = set(own)
        optional.update(self._words.terms(words_of(unit), dimension))
        optional.update(term for part in above for term in part.headings)
        around = (self._words.read(text, dimension, not has_marks(text)).terms for text in context)
        required = leaf.terms | outer
        return _Label(
            required,
            frozenset(optional) - required,
            outer,
            frozenset().union(*around) - required,
            frozenset().union(*(p.headings for p in above)) & self._words.products - required,
            frozenset().union(*(part.sectors for part in above)),
            leaf,
            next((part.counted for part in reversed(parts) if part.counted), ""),
            dimension,
            " ".join(path),
        )

    def _doubt(
        self, label: _Label, code: str, fitting: dict[str, frozenset[str]], counted: str
    ) -> str:
        """Why the only indicator that fits is not sure: the name of a message, or ''."""
        if label.required <= self._quantities:  # 'Diện tích' alone
            return "part"
        is_empty_part = label.leaf.is_part and label.leaf.terms <= label.outer
        if label.adds_nothing or is_empty_part or label.is_narrowed(fitting[code]):
            return "part"
        around = label.context - fitting[code]
        seasons = self._words.seasons
        if around & seasons and fitting[code] & self._seasonal and not label.required & seasons:
            return "context"
        if around and self._index.fitting(fitting[code], label.optional | around, counted, code):
            return "context"
        return ""

    def _proposed(self, label: _Label, counted: str, first: list[str], reason: str) -> LabelMatch:
        scored = self._index.near(label.required, label.optional | label.context, counted)
        counts = self._counted_by_name
        scored = [s for s in scored if not label.counted or counts[s.code] in ("", label.counted)]
        ordered = sorted(scored, key=lambda found: (found.code not in first, -found.score))
        if not ordered or label.required <= self._quantities:  # 'Diện tích' is near to any crop
            return LabelMatch("unknown", reason=message("matching.unknown"))
        candidates = tuple(self._candidate(found, label) for found in ordered[:MOST_CANDIDATES])
        return LabelMatch("proposed", "", candidates, (), message(f"matching.{reason}"))

    def _candidate(self, found: Scored, label: _Label) -> MatchCandidate:
        name = self._names[found.code]
        differences = [
            message(f"matching.{key}", words=as_written(terms, text))
            for key, terms, text in (
                ("not_in_name", found.left, label.text),
                ("not_in_label", found.missing, name),
            )
            if terms
        ]
        key = "differs" if differences else "same_words"
        reason = message(f"matching.{key}", name=name, differences="; ".join(differences))
        adds = not found.left.isdisjoint(map(self._index.corrected, label.leaf.terms))
        return MatchCandidate(found.code, round(found.score, 3), reason, adds)
