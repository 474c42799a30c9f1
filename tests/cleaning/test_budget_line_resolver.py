"""Row labels of the programme's forms → budget lines."""

import pytest

from helpers.cleaning.budget_line_resolver import BudgetLineResolver
from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.programme import Programmes
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace


def programmes_in(period):
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period)).programmes


@pytest.fixture
def resolver():
    return BudgetLineResolver(programmes_in("2023H1"))


def codes(resolver, *labels):
    return [line.code for label in labels for line in resolver.resolve(label)]


def test_labels_are_read_in_the_context_of_the_rows_above(resolver):
    assert codes(
        resolver,
        "Dự án 1: Giải quyết tình trạng thiếu đất ở",
        "Nội dung số 02: Hỗ trợ nhà ở",
        "Nội dung số 04",
        "(3). Dự án 3: Phát triển sản xuất",
        "a) Tiểu Dự án 1: …",
        "b) Tiểu dự án 2: Hỗ trợ phát triển sản xuất theo Dự án 9",
        "- Nội dung số 01: …",
        "Dự án 7",
        "Nội dung số 03",
        "TỔNG CỘNG",
    ) == [
        "DA1",
        "DA1.ND2",
        "DA1.ND4",
        "DA3",
        "DA3.TDA1",
        "DA3.TDA2",
        "DA3.TDA2.ND1",
        "DA7",
        "DA7.ND3",
        "MTQG",
    ]


def test_a_full_label_needs_no_context(resolver):
    labels = ("Tiểu DA 1, Dự án 3", "Tiểu dự án 2, DA 10", "Dự án 01")
    assert codes(resolver, *labels) == ["DA3.TDA1", "DA10.TDA2", "DA1"]


@pytest.mark.parametrize("label", ["Dự án 11", "Tiểu dự án 9, Dự án 3", "Kinh phí khác", "dự án"])
def test_what_is_no_line_of_the_programme_is_not_guessed(resolver, label):
    assert resolver.resolve(label) == []


def test_a_period_without_a_programme_has_no_line_for_any_label():
    resolver = BudgetLineResolver(Programmes([]))
    assert codes(resolver, "Dự án 1: Giải quyết tình trạng thiếu đất ở", "Tổng cộng") == []
