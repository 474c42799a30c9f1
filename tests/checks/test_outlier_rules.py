"""Sides of a rule, its methods, and the catalogue of rules."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.checks.outlier_methods import SERIES_METHODS, apply
from helpers.checks.outlier_rules import OutlierRule, load_outlier_rules, side
from helpers.core.messages import topic_messages
from helpers.core.workspace import PROJECT_ROOT, Workspace

RULES = load_outlier_rules(Workspace(PROJECT_ROOT).reference("outlier_rules.csv"))


def numbers(text):
    return [None if word == "-" else Decimal(word) for word in text.split()]


# strategy; values of the side (- is missing); what the rule takes
SIDES = [
    ("skip_any", "1 2", "1 2"),
    ("skip_any", "1 -", ""),
    ("skip_any", "", ""),
    ("skip_all", "1 - 3", "1 3"),
    ("skip_all", "- -", ""),
    ("zero", "1 - 3", "1 0 3"),
    ("zero", "-", "0"),
]


@pytest.mark.parametrize(("missing", "values", "taken"), SIDES)
def test_missing_values_of_a_side(missing, values, taken):
    assert side(numbers(values), missing) == numbers(taken)


def rule(method, low="", high="", distance="", fewest="1"):
    return OutlierRule(
        code="c", method=method, value="actual", reference="history", kinds="stock", low=low,
        high=high, distance=distance, fewest=fewest, value_missing="skip_any",
        reference_missing="skip_all", severity="warning",
    )  # fmt: skip


# method, low, high, distance, fewest; value; references; verdict (none: no statement)
METHODS = [
    (("ratio", "0.5", "2"), "201", "100", "far"),
    (("ratio", "0.5", "2"), "49", "100", "far"),
    (("ratio", "0.5", "2"), "200", "60 40", "agrees"),
    (("ratio", "0.1", "9"), "300", "100", "between"),
    (("ratio", "0.5", "2"), "-5", "100", None),
    (("ratio", "0.5", "2"), "9", "1", "agrees"),  # both are taken as the base, 10
    (("mad", "0.5", "2", "3.5", "3"), "300", "100 101 99", "far"),
    (("mad", "0.5", "2", "3.5", "3"), "180", "100 101 99", "agrees"),
    (("mad", "0.5", "2", "3.5", "3"), "300", "100 101", None),
    (("mad", "0.5", "2", "3.5", "3"), "300", "50 100 200 400 800", "agrees"),
    (("z_score", "0.5", "2", "3", "3"), "300", "100 101 99", "far"),
    (("z_score", "0.5", "2", "3", "3"), "300", "50 100 200 400 800", "agrees"),
    (("power_of_ten", "0.98", "1.02"), "1000", "100", "far"),
    (("power_of_ten", "0.98", "1.02"), "0.1", "100", "far"),
    (("power_of_ten", "0.98", "1.02"), "101", "100", "agrees"),
    (("power_of_ten", "0.98", "1.02"), "900", "100", None),
    (("power_of_ten", "0.98", "1.02"), "900", "100 -100", None),
    (("range",), "301", "0 300", "far"),
    (("range",), "300", "0 300", "agrees"),
]


@pytest.mark.parametrize(("given", "value", "references", "verdict"), METHODS)
def test_method(given, value, references, verdict):
    outcome = apply(rule(*given), Decimal(value), numbers(references), Decimal(10))
    assert (outcome and outcome.verdict) == verdict


def test_every_rule_has_its_words_and_its_method_in_both_languages():
    for lang in ("vi", "en"):
        words = topic_messages("checks", lang)
        for given in RULES:
            assert f"advice_{given.code}" in words
            assert f"compared_{given.method}" in words
            assert f"reference_{given.reference}" in words
            assert f"measure_{given.value}" in words
    assert set(SERIES_METHODS) == {"mad", "z_score"}
