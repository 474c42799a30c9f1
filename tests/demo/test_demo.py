"""The invented province: same seed, same values; what is planted is found, and nothing else."""

from __future__ import annotations

import json
from operator import itemgetter

import pytest

from helpers.demo.build import KEY_FILE, build_demo, periods_between
from helpers.ground.errors import ParameterError
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace
from helpers.stages.case import open_case

PERIOD = Period.parse("2023H1")


# The rule of the quarantine, or the check, that tells each kind of planted fault.
TOLD_BY = {
    "unreadable": "numbers.bad_grouping",
    "words": "numbers.not_a_number",
    "two_values": "numbers.two_values",
    "negative": "cleaning.below_minimum",
    "too_large": "cleaning.above_maximum",
    "date": "numbers.date_ate_number",
    "formula": "cleaning.formula_without_value",
    "script": "numbers.words_before",
    "duplicate": "cleaning.duplicate_differs",
    "unknown_label": "cleaning.unknown_label",
    "truncated": "reading.truncated",
    "text_as_workbook": "reading.not_a_spreadsheet",
    "lock_file": "cleaning.file_skipped",
    "missing_workbook": "cleaning.form_missing",
    "wrong_percentage": "stated_pct_plan",
    "digit_slip": "stated_pct_plan",
}
FILE_KINDS = ("truncated", "text_as_workbook", "missing_workbook")
UNITS = 10


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    """(planted, found): sets of (rule, unit, file, sheet, cell) of ten units."""
    root = tmp_path_factory.mktemp("demo") / "w"
    build_demo(root, units=UNITS, periods=[PERIOD], seed=9, fault_rate=0.5)
    key = json.loads((root / KEY_FILE).read_text(encoding="utf-8"))
    found = set()
    for number in range(1, UNITS + 1):
        unit = f"huyen-mau-{number:04d}"
        case = open_case(workspace=Workspace(root), unit=unit, period=str(PERIOD))
        case.clean_with_history()
        indicators = case.compute()
        errors = case.check(indicators)
        told = [
            *case.read("quarantine").assign(check=lambda rows: rows["rule"]).to_dict("records"),
            *errors[errors["severity"] == "error"].to_dict("records"),
        ]
        found |= {(row["check"], unit, row["file"], row["sheet"], row["cell"]) for row in told}
    return key["faults"], found


def told_of(fault):
    place = ("", "", "") if fault["kind"] == "missing_workbook" else PLACE(fault)
    return (TOLD_BY[fault["kind"]], fault["unit"], *place)


PLACE = itemgetter("file", "sheet", "cell")


def test_every_kind_of_fault_is_planted(examined):
    faults, _ = examined
    assert {fault["kind"] for fault in faults} == set(TOLD_BY)


def test_every_planted_fault_is_found_where_its_figures_can_be_read(examined):
    """A percentage beside a figure that was spoiled has nothing to be checked with."""
    faults, found = examined
    spoiled = {
        (f["unit"], f["file"], f["sheet"], f["cell"][1:])
        for f in faults
        if not TOLD_BY[f["kind"]].startswith("stated")
    }
    for fault in faults:
        row = (fault["unit"], fault["file"], fault["sheet"], fault["cell"][1:])
        if TOLD_BY[fault["kind"]].startswith("stated") and row in spoiled:
            continue
        assert told_of(fault) in found, fault


def test_nothing_is_found_that_was_not_planted(examined):
    faults, found = examined
    lost = {fault["unit"] for fault in faults if fault["kind"] in FILE_KINDS}
    planted = {told_of(fault) for fault in faults}
    # The form of a workbook that does not open counts as not sent too.
    planted |= {("cleaning.form_missing", unit, "", "", "") for unit in lost}
    assert found - planted == set()


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
