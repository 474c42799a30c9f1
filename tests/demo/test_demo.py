"""The invented province: same seed, same values; what is planted is found, and nothing else."""

from __future__ import annotations

import json

import pytest
from demo_score import DETECTED_BY, in_tables, scored

from helpers.core.errors import InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.demo.build import KEY_FILE, build_demo, periods_between
from helpers.demo.faults import AMBIGUOUS, MISSCALED
from helpers.stages.unit_period import open_unit_period

PERIOD = Period.parse("2023H1")


UNITS = 17


@pytest.fixture(scope="module")
def score(tmp_path_factory):
    """The score of a batch over an invented province with faults at a high rate."""
    root = tmp_path_factory.mktemp("demo") / "w"
    build_demo(root, units=UNITS, periods=[PERIOD], seed=220, fault_rate=0.5)
    workspace = Workspace(root)
    key = json.loads((root / KEY_FILE).read_text(encoding="utf-8"))
    told = set()
    for folder in sorted((root / "data" / "raw" / str(PERIOD)).iterdir()):
        case = open_unit_period(workspace=workspace, unit=folder.name, period=str(PERIOD))
        try:
            case.clean_with_history()
        except InputError:
            told.add(("failed", folder.name, "", "", ""))
            continue
        case.save({"findings": case.check(case.compute())})
        told |= set(in_tables(workspace, PERIOD, [folder.name]))
    sent = {path.name for path in (root / "data" / "raw" / str(PERIOD)).iterdir()}
    told |= {("missing", unit, "", "", "") for unit in set(key["true_values"]) - sent}
    return scored(key["faults"], told)


def test_every_kind_of_fault_is_planted(score):
    assert set(score.planted) == set(DETECTED_BY)


def test_every_planted_fault_is_found_where_its_figures_can_be_read(score):
    assert score.missed == []
    assert set(score.hidden) <= {"wrong_percentage", "digit_slip", AMBIGUOUS, *MISSCALED}
    hidden = score.hidden["wrong_percentage"] + score.hidden["digit_slip"]
    assert hidden < score.planted.total() / 20


def test_nothing_is_found_that_was_not_planted(score):
    assert score.invented == []


def test_same_seed_same_figures(tmp_path):
    for name in ("a", "b"):
        build_demo(tmp_path / name, units=2, periods=[PERIOD], seed=5)
    keys = [json.loads((tmp_path / n / KEY_FILE).read_text()) for n in ("a", "b")]
    assert keys[0] == keys[1]


def test_names_are_visibly_invented_and_the_country_is_not_there(tmp_path):
    build_demo(tmp_path / "w", units=1, periods=[PERIOD])
    units = (tmp_path / "w" / "data" / "reference" / "units.csv").read_text(encoding="utf-8")
    assert "Huyện Mẫu 0001" in units and "Tỉnh Minh Họa" in units and "Bạch Thông" not in units


def test_a_folder_with_content_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(ParameterError):
        build_demo(tmp_path, units=1, periods=[PERIOD])
    with pytest.raises(ParameterError):
        build_demo(tmp_path / "new", units=5001, periods=[PERIOD])


def test_span_of_periods():
    assert [str(p) for p in periods_between("2022H2..2023H2")] == ["2022H2", "2023H1", "2023H2"]
    assert [str(p) for p in periods_between("2023H1")] == ["2023H1"]
