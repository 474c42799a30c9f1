"""The words of recognition: each row of a list with its example, each period that heads name."""

import pytest

from helpers.cleaning.recognition.units import allowed_dimensions, counted_unit
from helpers.cleaning.recognition.vocabulary import head_rows, head_words, key, vocabulary
from helpers.cleaning.stated_periods.meaning import resolve
from helpers.cleaning.stated_periods.phrases import phrases_of as mentions_of
from helpers.core.conversion import canonical_unit
from helpers.core.periods import Period

OWN = Period.parse("2023H1")
PERIODS = {
    "TH 6T/2022": ("last_year", "2022H1"),
    "Ước TH 6 tháng 2023": ("own", "2023H1"),
    "KH 2023 (tỉnh giao)": ("year", "2023"),
    "KH 6 tháng cuối năm": ("plan_part", "2023H2"),
    "Đến 31/12/2022": ("past", "2022"),
    "đến hết ngày 31 tháng 5 năm 2023": ("own", "2023H1"),
    "Giải ngân đến 30/6": ("own", "2023H1"),
    "Mục tiêu 2026-2030": ("stage", "2026-2030"),
    "vụ đông xuân 2022-2023": ("season", "2022-2023"),
    "T1": ("month", "2023M01"),
    "tháng 05/2023": ("month", "2023M05"),
    "Quý I/2023": ("quarter", "2023Q1"),
    "CK 2022": ("last_year", "2022H1"),
    "cả năm": ("year", "2023"),
    "Năm 2024": ("other", "2024"),
}
UNCLEAR = ("9 tháng năm 2023", "đến 31/3/2023", "đến 31/02/2023")


@pytest.mark.parametrize("row", head_rows(), ids=lambda row: row["words"].split("|")[0])
def test_each_row_of_head_words_has_an_example_that_it_explains(row):
    found, _ = head_words(key(row["example"]))
    assert (row["gives"], row["value"]) in {(word.gives, word.value) for word in found}


@pytest.mark.parametrize(("text", "expected"), PERIODS.items())
def test_periods_of_heads(text, expected):
    (mention,) = mentions_of(text, OWN.year)
    found = resolve(mention, OWN, OWN.year)
    assert found is not None
    assert (found.verdict, found.period) == expected


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_period_that_is_not_clear_is_none(text):
    assert all(resolve(m, OWN, OWN.year) is None for m in mentions_of(text, OWN.year))


@pytest.mark.parametrize("text", ["Xã Mẫu 07.1", "Quyết định số 1719", "Thôn 2"])
def test_no_period_is_seen_in_names(text):
    assert mentions_of(text, OWN.year) == ()


def test_old_and_new_places_of_tones_are_the_same():
    assert key("Toà nhà, thuỷ lợi, quý I") == key("Tòa nhà, thủy lợi, quý I")


def test_units_of_the_word_lists_are_in_the_catalogue():
    units = set(vocabulary()["counted"].values())
    assert {unit for unit in units if canonical_unit(unit) is None} == set()
    known = {m.dimension for m in map(canonical_unit, ("ha", "tạ/ha", "tấn", "con", "%")) if m}
    assert known <= {d for q in vocabulary()["quantities"] for d in q["dimensions"]}


@pytest.mark.parametrize(
    ("name", "unit"),
    [("Số hộ được cấp giấy", "hộ"), ("Tổng số thôn", "thôn"), ("Sản phẩm mẫu", None)],
)
def test_a_name_says_its_unit_only_where_it_counts(name, unit):
    found = counted_unit(name)
    assert (found.unit if found else None) == unit


def test_the_innermost_telling_name_says_the_dimension():
    assert allowed_dimensions(["Diện tích", "Đàn trâu"]) == ("area",)
    assert allowed_dimensions(["Việc mẫu"]) == ()
