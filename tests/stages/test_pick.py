"""Pick lists of 00_start: what they offer and what they write, without a browser."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.core.periods import Period
from helpers.stages.notebooks.pick import pick_parameters


def picker(workspace, **values):
    given = {"unit": "bach-thong", "period": "2023H1", "lang": "vi", "formats": ["html"]}
    return pick_parameters(workspace=workspace, **given | values)


def keys(select):
    return [key for _, key in select.options]


def test_it_begins_with_the_parameters_and_writes_them_unchanged(real_workspace):
    picked = picker(real_workspace)
    assert picked.values == {
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
    assert picked.values["period"] > "2025"


def card_of(picked):
    """What is said after a press; the order to the front end."""
    picked.write(runs=True)
    shown = [output["data"]["text/plain"] for output in picked.output.outputs]
    return " ".join(shown), picked.cell.order


@pytest.mark.parametrize(
    ("text", "count"), [("qwrt 999", 0), ("khongco zz", 3), ("cho moi", 4), ("=()<>", 0)]
)
def test_a_search_that_is_sure_of_no_unit_writes_nothing(real_workspace, text, count):
    """None of that name, names that are only like it, several of one name: nobody chose one."""
    picked = picker(real_workspace)
    picked.search.value = text
    assert len(keys(picked.unit)) == count
    said, order = card_of(picked)
    assert "Chưa chọn đơn vị" in said and text in said and order == {}
    assert picked.values["period"] == "2023H1"


def test_one_of_several_units_can_be_chosen(real_workspace):
    picked = picker(real_workspace)
    picked.search.value = "cho moi"
    picked.unit.value = "cho-moi-bac-kan"
    said, order = card_of(picked)
    assert said == "" and order["values"]["unit"] == '"cho-moi-bac-kan"' and order["runs"]


def test_a_unit_with_files_is_meant_before_others_of_its_name(real_workspace):
    picked = picker(real_workspace, unit="cho-don")
    picked.search.value = "bach thong"
    assert picked.unit.value == "bach-thong" and len(keys(picked.unit)) > 1


def test_without_formats_nothing_is_written(real_workspace):
    picked = picker(real_workspace)
    for box in picked.formats.values():
        box.value = False
    said, order = card_of(picked)
    assert "Chưa chọn dạng xuất" in said and order == {}


def test_the_lists_follow_what_stands_in_the_cell(real_workspace):
    picked = picker(real_workspace)
    picked.search.value = "cho don"
    cell = 'unit: str = "{}"  # mã\nperiod: str = "2022H1"\nlang = "vi"\nformats: list = ["pdf"]\n'
    picked.cell.source = cell.format("bach-thong")
    assert picked.search.value == "" and picked.values == {
        "unit": "bach-thong", "period": "2022H1", "lang": "vi", "formats": ["pdf"],
    }  # fmt: skip
    picked.cell.source = cell.format("cho-don").replace('"', "'", 1)
    assert picked.unit.value == "bach-thong", "what is not Python yet changes nothing"
    picked.cell.source = cell.format("cho-don")
    assert picked.unit.value == "cho-don"


def test_the_same_is_ordered_again_when_pressed_again(real_workspace):
    picked = picker(real_workspace)
    numbers = [card_of(picked)[1]["number"] for _ in range(2)]
    assert numbers == [1, 2]


def test_without_a_front_end_a_sentence_is_shown(real_workspace):
    bundle = picker(real_workspace)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "ô tham số" in data["text/plain"]


def test_a_wrong_saved_value_stops_nobody_from_mending_the_cell(real_workspace):
    """The saved cell may be older than what stands in it now: the cell below checks that."""
    assert picker(real_workspace, unit="không rõ").values["unit"] is None
    period = picker(real_workspace, period="2023-H1").values["period"]
    assert period == str(Period.half_year_of(date.today()))


def test_a_commune_of_today_with_a_folder_is_offered_over_an_older_period(real_workspace):
    (real_workspace.root / "data" / "raw" / "2026H1" / "ea-kly-dak-lak").mkdir(parents=True)
    picked = picker(real_workspace)
    assert {"bach-thong", "ea-kly-dak-lak"} <= set(keys(picked.unit))
    picked.unit.value = "ea-kly-dak-lak"
    assert picked.values["period"] == "2026H1"
