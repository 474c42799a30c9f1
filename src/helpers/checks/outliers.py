"""Figures of one unit far from plan, last year, history or parts: one finding for each figure.

A rule compares two figures, and either may be the wrong one. The figure that another comparison
confirms is not blamed; where its other comparisons explain it, nothing is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from helpers.checks.finding import Finding
from helpers.checks.outlier_figures import ComparedFigures
from helpers.checks.outlier_findings import STATED, Judgement, outlier_finding
from helpers.checks.outlier_methods import Verdict, apply
from helpers.checks.outlier_rules import OutlierRule, side

INEXPLICABLE = ("range",)
"""Methods whose finding no other comparison explains."""


def check_outliers(
    compared: Iterable[ComparedFigures], rules: Sequence[OutlierRule], period: str
) -> Iterator[Finding]:
    """A finding for each stated figure that the rules hold to be far from what is expected."""
    for figures in compared:
        judgements = list(_judgements(figures, rules))
        if not any(judgement.outcome.verdict == "far" for judgement in judgements):
            continue
        votes = _Votes(judgements)
        far = [judgement for judgement in judgements if judgement.outcome.verdict == "far"]
        for measure in ("actual", "plan", "previous", "estimate", "computed"):
            blamed = [judgement for judgement in far if votes.wrong_one(judgement) == measure]
            if blamed:
                yield outlier_finding(figures, measure, blamed, judgements, period)


def _judgements(figures: ComparedFigures, rules: Sequence[OutlierRule]) -> Iterator[Judgement]:
    for rule in rules:
        if figures.kind not in rule.kinds:
            continue
        values = side([figures.value(rule.value)], rule.value_missing)
        references = side(figures.references.get(rule.reference, ()), rule.reference_missing)
        outcome = apply(rule, values[0], references, figures.base) if values else None
        if outcome is not None:
            yield Judgement(rule, outcome, values[0])


class _Votes:
    """By measure: the others that its figure agrees with, and those that it is far from."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        others: defaultdict[Verdict, defaultdict[str, set[str]]]
        others = defaultdict(lambda: defaultdict(set))
        for judgement in judgements:
            voted = others[judgement.outcome.verdict]
            voted[judgement.rule.value].add(judgement.party)
            voted[judgement.party].add(judgement.rule.value)
        self.agreeing, self.far_from = others["agrees"], others["far"]

    def is_confirmed(self, measure: str) -> bool:
        """True where a figure agrees with at least as many others as it is far from."""
        return len(self.agreeing[measure]) >= max(1, len(self.far_from[measure]))

    def wrong_one(self, judgement: Judgement) -> str | None:
        """Which of the two figures is blamed; None where the value's other comparisons explain it.

        Of two that nothing confirms, the one that is far from more others.
        """
        value, party = judgement.rule.value, judgement.party
        is_confirmed = self.is_confirmed(value)
        if judgement.rule.method in INEXPLICABLE:
            return value
        if party not in STATED:
            return None if is_confirmed else value
        if self.is_confirmed(party):
            return value
        is_farther = len(self.far_from[party]) > len(self.far_from[value])
        return party if is_confirmed or is_farther else value
