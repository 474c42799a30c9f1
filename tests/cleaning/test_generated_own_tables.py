"""100 workbooks of an office's own tables: no figure comes out wrong or is lost in silence."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from random import Random

from generated.measure import Score

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from generated import own_measure
from generated.own_measure import OwnBench

TABLES = 100
FEWEST_RIGHT = 0.7
"""Of figures in tables without hostile extras; what is asked besides is named."""


def test_no_figure_of_a_generated_own_table_is_wrong_or_lost():
    bench, score, failed = OwnBench(), Score(), []
    for number in range(TABLES):
        failed += bench.run(Random(number), str(number), score)
    assert not failed, "\n".join(failed[:20])
    assert score.outcomes.total() > 1000
    benign = score.benign
    assert benign["right"] + benign["kept"] >= FEWEST_RIGHT * benign.total(), benign


def test_a_reader_that_errs_would_be_seen(monkeypatch):
    # The truth is that of the table before its figures were changed.
    made = own_measure.generate_own

    def falsified(chooser, number, **options):
        book = made(chooser, number, **options)
        for box in book.table.page.boxes.values():
            if isinstance(box.content, Decimal):
                box.content += 1
        return book

    monkeypatch.setattr(own_measure, "generate_own", falsified)
    bench, score = OwnBench(), Score()
    for number in range(5):
        bench.run(Random(number), str(number), score, benign=True)
    assert score.outcomes["wrong"] > 10
