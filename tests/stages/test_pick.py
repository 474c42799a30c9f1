"""Pick lists of 00_start: what they offer and what they write, without a browser."""

from __future__ import annotations

import json
from datetime import date

from helpers.core.periods import Period
from helpers.stages.notebooks.pick import pick_parameters


def picker(workspace, **values):
    given = {"unit": "bach-thong", "period": "2023H1", "lang": "vi", "formats": ["html"]}
    return pick_parameters(workspace=workspace, **given | values)


def keys(select):
    return [key for _, key in select.options]


def test_it_begins_with_the_parameters_and_writes_them_unchanged(real_workspace):
    picked = picker(real_workspace)
    assert {name: json.loads(value) for name, value in picked.values.items()} == {
        "unit": "bach-thong", "period": "2023H1", "lang": "vi", "formats": ["html"],
    }  # fmt: skip
    assert keys(picked.period)[1:] == ["2023H1", "2022H1"]


def test_a_unit_is_found_by_a_part_of_its_name_and_a_later_one_gets_a_later_period(real_workspace):
    picked = picker(real_workspace)
    picked.search.value = "cho don"
    assert "cho-don" in keys(picked.unit)
    later = next(
        unit
        for unit in picked._units.rows
        if unit.level == "commune" and unit.valid_from and unit.valid_from.year == 2025
    )
    picked.search.value = later.name_vi
    picked.unit.value = later.key
    assert json.loads(picked.values["period"]) > "2025"


def test_without_a_choice_of_formats_those_of_the_parameters_stay(real_workspace):
    picked = picker(real_workspace)
    for box in picked.formats.values():
        box.value = False
    assert json.loads(picked.values["formats"]) == ["html"]


def test_without_a_front_end_a_sentence_is_shown(real_workspace):
    bundle = picker(real_workspace)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "ô tham số" in data["text/plain"]


def test_a_wrong_saved_value_stops_nobody_from_mending_the_cell(real_workspace):
    """The saved cell may be older than what stands in it now: the cell below checks that."""
    assert json.loads(picker(real_workspace, unit="không rõ").values["unit"]) != ""
    period = json.loads(picker(real_workspace, period="2023-H1").values["period"])
    assert period == str(Period.half_year_of(date.today()))


def test_a_commune_of_today_with_a_folder_is_offered_over_an_older_period(real_workspace):
    (real_workspace.root / "data" / "raw" / "2026H1" / "ea-kly-dak-lak").mkdir(parents=True)
    picked = picker(real_workspace)
    assert {"bach-thong", "ea-kly-dak-lak"} <= set(keys(picked.unit))
    picked.unit.value = "ea-kly-dak-lak"
    assert json.loads(picked.values["period"]) == "2026H1"
