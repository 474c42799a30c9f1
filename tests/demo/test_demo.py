"""The invented province: same seed, same values; what is planted is found, and nothing else."""

from __future__ import annotations

import json

import pytest

from helpers.demo.build import KEY_FILE, build_demo, periods_between
from helpers.ground.errors import ParameterError
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace
from helpers.stages.case import open_case

PERIOD = Period.parse("2023H1")


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    """(key, found): planted faults, and what cleaning and checks found in five units."""
    root = tmp_path_factory.mktemp("demo") / "w"
    build_demo(root, units=5, periods=[PERIOD], seed=3, fault_rate=0.3)
    key = json.loads((root / KEY_FILE).read_text(encoding="utf-8"))
    found = []
    for number in range(1, 6):
        unit = f"huyen-mau-{number:04d}"
        case = open_case(workspace=Workspace(root), unit=unit, period=str(PERIOD))
        case.clean_with_history()
        indicators = case.compute()
        case.save({"indicators": indicators})
        for row in case.check(indicators).to_dict("records"):
            if row["severity"] == "error":
                found.append(("wrong_percentage", unit, row["file"], row["sheet"], row["cell"]))
        for row in case.read("quarantine").to_dict("records"):
            found.append(("unreadable", unit, row["file"], row["sheet"], row["cell"]))
    return key, found


def planted(key, kind):
    names = ("kind", "unit", "file", "sheet", "cell")
    return {tuple(f[n] for n in names) for f in key["faults"] if f["kind"] == kind}


@pytest.mark.parametrize("kind", ["wrong_percentage", "unreadable"])
def test_every_planted_fault_is_found_where_its_figures_can_be_read(examined, kind):
    key, found = examined
    unreadable = {place[1:4] + (place[4][1:],) for place in planted(key, "unreadable")}
    expected = {
        place
        for place in planted(key, kind)
        # a percentage beside an unreadable figure of the same row has nothing to be checked with
        if kind == "unreadable" or place[1:4] + (place[4][1:],) not in unreadable
    }
    assert expected, "the rate plants some"
    assert expected <= {place for place in found if place[0] == kind}


def test_nothing_is_found_that_was_not_planted(examined):
    key, found = examined
    places = planted(key, "wrong_percentage") | planted(key, "unreadable")
    assert set(found) <= places


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
