"""The audit on passages with planted slips, on seeds that it was not developed on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corpus.make import decoys, passages
from corpus.measure import measured
from corpus.offices import WRITTEN_APART, measured_offices, offices


@pytest.fixture(scope="module", params=[2, 9])
def score(request):
    return measured(request.param)


def test_the_corpus_is_as_large_as_it_must_be(score):
    assert score.planted.total() + score.true.total() >= 400
    assert score.planted.total() >= 120
    assert len({style for style, _, _ in passages()}) >= 12
    assert len(list(decoys())) >= 30


def test_planted_slips_are_found_and_none_is_invented(score):
    assert score.precision >= 0.97, score.alarms
    assert score.recall >= 0.90, score.missed


def test_true_claims_are_found_and_held_to_be_true(score):
    assert score.extraction >= 0.95


@pytest.mark.parametrize("path", offices(), ids=lambda path: path.stem)
def test_paragraphs_of_offices_are_judged_rightly(path):
    found = measured_offices(path)
    assert found.wrong >= 20
    assert found.precision >= 0.97, found.alarms
    assert found.recall >= (0.65 if path.stem in WRITTEN_APART else 0.90), found.missed


@pytest.mark.parametrize("path", offices(held_out=True), ids=lambda path: path.stem)
def test_unseen_paragraphs_raise_no_false_alarm(path):
    """Recall on them is printed by the bench and is no promise: a text that is tuned is seen."""
    found = measured_offices(path)
    assert found.wrong >= 20
    assert found.found >= 5
    assert found.precision >= 0.97, len(found.alarms)
