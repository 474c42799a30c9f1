"""The finding about one figure that is far from what is expected: its words and its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from helpers.checks.finding import Finding, StatedFigure, figure_text, located
from helpers.checks.outlier_figures import ComparedFigures
from helpers.checks.outlier_methods import RuleOutcome, is_near
from helpers.checks.outlier_rules import OutlierRule
from helpers.checks.scale_suspicion import Suspicion, scale_suspicion
from helpers.core.formatting import decimals_of, needed_decimals
from helpers.core.messages import message

OTHER_UNIT = "may_be_other_unit"
PARTIES = {"plan_to_date": "plan", "previous_to_year": "previous"}
"""References that are another one in proportion to the time of the year."""
STATED = ("plan", "previous")
"""References that are themselves stated figures, which may be the wrong ones."""
SHOWN_DECIMALS = 2
FEWEST_FOR_ERROR = 2
"""So many comparisons must point at the same factor before a figure is held to be wrong."""


@dataclass(frozen=True)
class Judgement:
    """What a rule says of ``value``."""

    rule: OutlierRule
    outcome: RuleOutcome
    value: Decimal

    @property
    def party(self) -> str:
        """What the value is compared with; a plan in proportion is the plan."""
        return PARTIES.get(self.rule.reference, self.rule.reference)

    def expected(self, measure: str, stated: Decimal) -> Decimal:
        """What the figure of ``measure``, stated as ``stated``, should be near to.

        Of the reference: the value in proportion, as a plan that is half due is twice the value.
        """
        if measure == self.rule.value or not self.outcome.expected:
            return self.outcome.expected
        return stated * self.value / self.outcome.expected

    @property
    def text(self) -> str:
        """As ``actual ÷ plan = 5.92 (usual: ≤ 2)``, in words of the language of messages."""
        rule = self.rule
        limits = (("≥", rule.low), ("≤", rule.high))
        known = [(sign, limit) for sign, limit in limits if limit is not None]
        return message(
            f"checks.compared_{rule.method}",
            value=message(f"checks.measure_{rule.value}"),
            reference=message(f"checks.reference_{rule.reference}"),
            ratio=_short(self.outcome.ratio),
            expected=_short(self.outcome.expected),
            limits=", ".join(
                f"{sign} {figure_text(limit, decimals_of(limit))}" for sign, limit in known
            ),
        )


def outlier_finding(
    figures: ComparedFigures,
    measure: str,
    blamed: Sequence[Judgement],
    judgements: Sequence[Judgement],
    period: str,
) -> Finding:
    """The finding about the figure of ``measure``, which the judgements ``blamed`` hold to be far.

    ``judgements``: all of the same indicator; those about ``measure`` decide on its scale.
    """
    stated = figures.stated.get(measure)
    value = blamed[0].value if stated is None else stated.value
    suspicion = scale_suspicion(value, _expectations(measure, value, judgements))
    expected = blamed[0].expected(measure, value)
    return Finding(
        check=OTHER_UNIT if suspicion else blamed[0].rule.code,
        severity=_severity(measure, blamed, value, suspicion),
        section=figures.section,
        subject=_subject(figures.subject, measure),
        verdict="unusual",
        advice=_advice(blamed[0], value, suspicion),
        indicator=figures.code,
        measure="actual" if measure == "computed" else measure,
        stated=_short(value),
        computed=_short(expected),
        difference=figure_text(value - expected, SHOWN_DECIMALS, signed=True),
        formula="; ".join(judgement.text for judgement in blamed),
        **({} if stated is None else _source(stated, period)),
    )


def _expectations(measure: str, value: Decimal, judgements: Sequence[Judgement]) -> list[Decimal]:
    """What each other figure leads to expect; of a plan, the part that is due rather than all."""
    found: dict[str, Decimal] = {}
    for judgement in judgements:
        rule = judgement.rule
        if measure not in (rule.value, judgement.party) or rule.method == "range":
            continue
        other = judgement.party if measure == rule.value else rule.value
        if other not in found or rule.reference in PARTIES:
            found[other] = judgement.expected(measure, value)
    return list(found.values())


def _severity(
    measure: str, blamed: Sequence[Judgement], value: Decimal, suspicion: Suspicion | None
) -> str:
    """That of the first rule; an error where several comparisons agree on one factor.

    A note about last year's figure: this year's is confirmed by another comparison.
    """
    if measure == "previous":
        return "note"
    expected = _expectations(measure, value, blamed)
    factor = Decimal(1).scaleb(suspicion.power) if suspicion else Decimal(0)
    agreeing = sum(bool(factor and e and is_near(value / e, factor)) for e in expected)
    return "error" if agreeing >= FEWEST_FOR_ERROR else blamed[0].rule.severity


def _advice(first: Judgement, value: Decimal, suspicion: Suspicion | None) -> str:
    if suspicion is None:
        return message(f"checks.advice_{first.rule.code}")
    direction = "above" if suspicion.power > 0 else "below"
    return message(
        f"checks.advice_other_unit_{direction}",
        times=figure_text(Decimal(10) ** abs(suspicion.power), 0),
        scaled=_short(suspicion.likely),
        stated=_short(value),
    )


def _subject(name: str, measure: str) -> str:
    if measure in ("actual", "computed"):
        return name
    return message(
        "checks.subject_measure", name=name, measure=message(f"checks.measure_{measure}")
    )


def _source(stated: StatedFigure, period: str) -> dict[str, str | None]:
    """Source columns; a file of another period is named with its period."""
    columns = located(stated.source)
    if stated.source.period != period:
        columns["file"] = f"{stated.source.period}/{stated.source.file}"
    return columns


def _short(value: Decimal) -> str:
    """A figure with as many decimal places as it needs, two at most."""
    return figure_text(value, needed_decimals(value, SHOWN_DECIMALS))
