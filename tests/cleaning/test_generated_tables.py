"""300 tables of known values in random layouts: no figure comes out wrong or is lost in silence."""

from __future__ import annotations

import pytest
from generated.measure import Bench, Score, describe
from generated.stock import Stock
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE, PROJECT_ROOT, Workspace

TABLES = 300
FEWEST_RIGHT = 0.95
"""Of figures in tables without hostile extras, where a careful person need not ask."""


@pytest.fixture(scope="module")
def bench() -> Bench:
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    return Bench(Stock(PROJECT_REFERENCE), catalogues)


def test_no_figure_of_a_generated_table_is_wrong_or_lost(bench):
    score, failed = Score(), []

    @settings(
        max_examples=TABLES, derandomize=True, database=None, deadline=None,
        phases=[Phase.generate],
    )  # fmt: skip
    @given(st.randoms(use_true_random=True))
    def run(chooser):
        number = str(score.tables)
        failed.extend(
            f"{number}: {describe(verdict)}" for verdict in bench.run(chooser, number, score)
        )

    run()
    assert not failed, "\n".join(failed[:20])
    assert score.tables >= TABLES
    assert score.benign["right"] >= FEWEST_RIGHT * score.benign.total(), score.benign
