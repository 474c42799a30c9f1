"""Pick lists of 00_start: what they offer and what they write, without a browser."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.core.periods import Period
from helpers.stages.notebooks import cell_link
from helpers.stages.notebooks.cell_link import filled_in, parameters_in
from helpers.stages.notebooks.pick import pick_parameters


def picker(workspace, **values):
    given = {"unit": "bach-thong", "period": "2023H1", "lang": "vi", "formats": ["html"]}
    picked = pick_parameters(workspace=workspace, **given | values)
    picked.cell.source = "".join(f"{n} = {v!r}  # {n}\n" for n, v in (given | values).items())
    return picked


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
    said = picked.write(runs=True)
    return " ".join(map(repr, said)), picked.cell.order


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
    assert "Đang chờ" in said and order["runs"] and order["before"] == picked.cell.source
    assert order["text"].splitlines()[:2] == [
        'unit = "cho-moi-bac-kan"  # unit', 'period = "2023H1"  # period',
    ]  # fmt: skip


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


@pytest.mark.parametrize(
    ("source", "line", "written"),
    [
        ('unit: str = "a"  # mã', 0, 'unit: str = "b"  # mã'),
        ("unit='a'", 0, 'unit="b"'),
        ("unit: str = a", 0, 'unit: str = "b"'),
        ('period = "2023H1"', -1, 'unit = "b"'),
        ('unit: str = "a\nperiod = "2023H1"', 0, 'unit: str = "b"'),
    ],
)
def test_a_value_is_put_behind_its_name_whatever_stood_there(source, line, written):
    text = filled_in(source, {"unit": "b"})
    assert text.split("\n")[line] == written and parameters_in(text)["unit"] == "b"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "chưa khởi động"),
        ('formats = [\n    "html",\n]', "nhiều dòng"),
        ('period = "2022H1"\nperiod = "2023H1"', "viết chưa đúng"),
    ],
)
def test_what_cannot_be_written_is_a_card_with_the_lines(real_workspace, source, words):
    picked = picker(real_workspace)
    valid = 'unit = "bach-thong"\nperiod = "2023H1"\n'
    picked.cell.source = source and valid + source
    picked.period.value = "2022H1"
    said, order = card_of(picked)
    assert order == {} and words in said and 'unit = "bach-thong"' in said


@pytest.mark.parametrize("problem", ["cell", "changed", "unsaved"])
def test_written_is_said_when_the_browser_says_so_and_not_before(real_workspace, problem):
    picked = picker(real_workspace)
    picked.lines.value = card_of(picked)[0]
    picked.cell.done = {"number": 7}
    assert "Đã ghi" not in picked.lines.value, "an answer to another order"
    picked.cell.done = {"number": 1, "problem": problem}
    assert "Chưa ghi được" in picked.lines.value and "Việc tiếp theo" in picked.lines.value
    card_of(picked)
    picked.cell.done = {"number": 2}
    picked.cell.source = picked.cell.source.replace("2023H1", "2022H1")
    assert "Đã ghi" in picked.lines.value and "unit = &quot;bach-thong&quot;" in picked.lines.value


def test_an_order_that_nobody_answers_is_withdrawn_and_said(real_workspace, monkeypatch):
    monkeypatch.setattr(cell_link, "SECONDS", 0.1)
    picked = picker(real_workspace)
    card_of(picked)
    picked.cell.waiting.join()
    assert "không trả lời" in picked.lines.value and picked.cell.order == {}


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
