"""300 tables of known values in random layouts: no figure comes out wrong or is lost in silence."""

from __future__ import annotations

from random import Random

import pytest
from generated.measure import Bench, Score, describe
from generated.stock import Stock

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
    # Not through hypothesis: it takes constants of all modules that are loaded into its choices,
    # so that a run of this file alone and one of all tests would read other tables.
    score, failed = Score(), []
    for number in range(TABLES):
        verdicts = bench.run(Random(number), str(number), score)
        failed += [f"{number}: {describe(verdict)}" for verdict in verdicts]
    assert not failed, "\n".join(failed[:20])
    assert score.tables >= TABLES
    assert score.benign["right"] >= FEWEST_RIGHT * score.benign.total(), score.benign
