"""One figure of a unit far from plan, last year, history or parts: who is blamed, and how gravely.

The figures are those of the first real report; each row changes one of them as a slip would.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.checks.finding import StatedFigure
from helpers.checks.outlier_figures import ComparedFigures
from helpers.checks.outlier_rules import load_outlier_rules
from helpers.checks.outliers import check_outliers
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.sources import Source

RULES = load_outlier_rules(Workspace(PROJECT_ROOT).reference("outlier_rules.csv"))
PERIOD = "2023H1"


def numbers(text):
    return [None if word == "-" else Decimal(word) for word in text.split()]


def compared(kind, stated, references, base="20", due="1", computed=None):
    """Figures of one indicator: ``stated`` and ``references`` as ``name=numbers; …``."""
    pairs = [part.partition("=")[::2] for part in f"{stated};{references}".split(";") if part]
    given = {name.strip(): numbers(text) for name, text in pairs}
    figures = {
        measure: StatedFigure(given[measure][0], 0, _source(measure, given[measure][0]))
        for measure in ("actual", "plan", "estimate", "previous")
        if measure in given and given[measure][0] is not None
    }
    plan, previous = given.get("plan", [None])[0], given.get("previous", [None])[0]
    in_proportion = {
        "plan_to_date": [plan and plan * Decimal(due)],
        "previous_to_year": [previous and previous / Decimal(due)],
    }
    return ComparedFigures(
        code="x", section="I", subject="Đàn trâu", kind=kind, base=Decimal(base), stated=figures,
        references=given | in_proportion, computed=computed and Decimal(computed),
    )  # fmt: skip


def _source(measure, value):
    period = "2022H1" if measure == "previous" else PERIOD
    return Source(measure, "x", value, "a.xlsx", "S", "E9", str(value), period)


# kind; stated; references; share of the plan due; findings as check/measure/severity
CASES = [
    # 592 % of the plan of a year at its middle: nothing else is on hand, so a warning.
    ("count", "actual=9680; plan=1635", "", "0.5", "may_be_other_unit/actual/warning"),
    ("count", "actual=968; plan=1635", "", "0.5", ""),
    # Plan and last year agree on the factor.
    ("flow", "actual=11784.7; plan=1187; previous=1195", "", "1", "may_be_other_unit/actual/error"),
    # This year's figure is confirmed by last year's: the plan is the wrong one.
    ("flow", "actual=1178; plan=11870; previous=1195", "", "1", "may_be_other_unit/plan/warning"),
    ("stock", "actual=4242; plan=431; previous=4300", "", "1", "may_be_other_unit/plan/warning"),
    # This year's is confirmed by its plan: last year's is noted.
    ("stock", "actual=4242; plan=4310; previous=430", "", "1",
     "may_be_other_unit/previous/note"),
    # Two figures are far from the plan: the plan is.
    ("money", "actual=6422; estimate=7823; plan=17.5", "", "0.5",
     "may_be_other_unit/plan/warning"),
    ("money", "actual=6422000; plan=17500", "", "0.5", "may_be_other_unit/actual/warning"),
    # No stock of 4,310 planned becomes none, and none is no other unit.
    ("stock", "actual=0; plan=4310", "", "1", "far_from_plan/actual/warning"),
    # A flow may be at nothing at mid-year.
    ("flow", "actual=0; plan=405", "", "0.5", ""),
    # Counts below 20 are taken as 20 in ratios.
    ("count", "actual=15; previous=1", "", "1", ""),
    ("count", "actual=0; previous=19", "", "1", ""),
    ("count", "actual=150; previous=15", "", "1", "may_be_other_unit/actual/warning"),
    # The history decides between this year and last year.
    ("stock", "actual=100; previous=1010", "history=98 99 101 1010", "1",
     "may_be_other_unit/previous/note"),
    ("stock", "actual=1010; previous=101", "history=98 99 100 101", "1",
     "may_be_other_unit/actual/error"),
    ("stock", "actual=260", "history=98 99 - 101", "1", "far_from_history/actual/warning"),
    ("stock", "actual=260", "history=98 - - 101", "1", ""),
    ("flow", "actual=260", "history=98 250 40 101", "1", ""),
    # Two earlier values have no middle, but one of them confirms this year's.
    ("stock", "actual=23; previous=222", "two_years_before=22", "1",
     "may_be_other_unit/previous/note"),
    ("stock", "actual=23; previous=222", "", "1", "may_be_other_unit/actual/warning"),
    # The same slip two years ago does not outweigh last year and the history.
    ("stock", "actual=1010; previous=101", "history=98 99 100 1001 101; two_years_before=1001",
     "1", "may_be_other_unit/actual/error"),
    # What the plan explains is no finding.
    ("stock", "actual=260; plan=265", "history=98 99 100 101", "1", ""),
    # A part ten times too large is exactly ten times what the total leaves for it.
    ("flow", "actual=9747", "rest_of_total=1788.9 -814.2", "1",
     "may_be_other_unit/actual/warning"),
    ("flow", "actual=960", "rest_of_total=1788.9 -814.2", "1", ""),
    ("flow", "actual=9747", "rest_of_total=1788.9 -", "1", ""),
    # Plans of two years.
    ("flow", "actual=50; plan=1010", "previous_plan=100", "0.5", "may_be_other_unit/plan/warning"),
    # A budget allocated in đồng where the plan of the year before was in triệu đồng.
    ("budget", "plan=27842000000", "previous_plan=26744", "1", "may_be_other_unit/plan/warning"),
    ("budget", "plan=27842", "previous_plan=200", "1", ""),
    ("rate", "actual=6.148; previous=61.21", "", "1", "may_be_other_unit/actual/warning"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "stated", "references", "due", "expected"), CASES)
def test_finding(kind, stated, references, due, expected):
    base = "6" if kind == "rate" else "20"
    figures = compared(kind, stated, references, base, due)
    found = check_outliers([figures], RULES, PERIOD)
    assert " ".join(f"{f.check}/{f.measure}/{f.severity}" for f in found) == expected


def test_a_finding_names_cell_figures_methods_and_what_to_do():
    figures = compared("flow", "actual=11784.7; plan=1187; previous=1195", "")
    (finding,) = check_outliers([figures], RULES, PERIOD)
    assert (finding.file, finding.sheet, finding.cell) == ("a.xlsx", "S", "E9")
    assert (finding.stated, finding.computed, finding.indicator) == ("11.784,7", "1.187", "x")
    assert finding.formula.startswith("thực hiện ÷ kế hoạch = 9,93 (thường ≤ 2)")
    assert "có thể ghi theo đơn vị tính khác" in finding.advice.lower()
    assert "1.178,47" in finding.advice


def test_a_file_of_last_year_is_named_with_its_period():
    figures = compared("stock", "actual=4242; plan=4310; previous=430", "")
    (finding,) = check_outliers([figures], RULES, PERIOD)
    assert finding.file == "2022H1/a.xlsx"


def test_what_was_computed_stays_within_the_range_of_its_indicator():
    for value, expected in (("975514", ["outside_range"]), ("1788", [])):
        figures = compared("flow", "", "bounds=0 300000", computed=value)
        assert [f.check for f in check_outliers([figures], RULES, PERIOD)] == expected
