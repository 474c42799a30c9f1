"""Units of measure: known by any spelling, converted exactly, never across dimensions."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.core.catalogues.measures import Measures
from helpers.core.conversion import canonical_unit, convert, is_count
from helpers.core.errors import CatalogueError, InputError
from helpers.core.workspace import PROJECT_REFERENCE

HEADER = "unit,dimension,factor,name_en,name_en_one,aliases"
CATALOGUE = Measures.load(PROJECT_REFERENCE / "measures.csv")
BY_NAME = CATALOGUE.by_name
MEASURES = list({measure.unit: measure for measure in BY_NAME.values()}.values())


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("trđ", "triệu đồng"),
        ("Tr.đ", "triệu đồng"),
        ("triệu  đồng", "triệu đồng"),
        ("Triệu đồng.", "triệu đồng"),
        ("VNĐ", "đồng"),
        ("đ", "đồng"),
        ("tỉ đồng", "tỷ đồng"),
        ("ngàn đồng", "nghìn đồng"),
        ("m2", "m²"),
        ("m3", "m³"),
        ("tạ / ha", "tạ/ha"),
        ("HA", "ha"),
        ("%KH", "%"),
        ("hs", "học sinh"),
        ("NCUT", "người có uy tín"),
        ("HTX", "hợp tác xã"),
    ],
)
def test_canonical_unit(text, unit):
    assert canonical_unit(text).unit == unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.000 đ", "0.001", "triệu đồng"),
        ("1,000 đồng", "0.001", "triệu đồng"),
        ("tr. đồng", "1", "triệu đồng"),
        ("trăm triệu đồng", "100", "triệu đồng"),
        ("nghìn con", "1000", "con"),
        ("1.000 con", "1000", "con"),
        ("vạn người", "10000", "người"),
        ("10 tấn", "10", "tấn"),
        ("100 kg", "0.1", "tấn"),
        ("nghìn m3", "1000", "m³"),
        ("nghìn đồng/ha", "0.001", "triệu đồng/ha"),
        ("đồng/người/năm", "0.000001", "triệu đồng/người/năm"),
    ],
)
def test_a_power_of_ten_before_a_unit_multiplies_it(text, value, unit):
    assert convert(Decimal(1), text, unit) == Decimal(value)
    assert not is_count(text)


@pytest.mark.parametrize(
    "text", ["", "b", "củ khoai", "triệu/", "1.000", "1.500 con", "20 con", "nghìn %", "10 %"]
)
def test_unknown_unit(text):
    assert canonical_unit(text) is None


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("97540000", "đ", "trđ", "97.54"),
        ("46929.385459", "triệu đồng", "đồng", "46929385459"),
        ("1.5", "tỷ đồng", "triệu đồng", "1500"),
        ("1314847.9", "m²", "ha", "131.48479"),
        ("6.148", "tấn/ha", "tạ/ha", "61.48"),
        ("57010", "kg", "tấn", "57.01"),
        ("0.116", "g", "g", "0.116"),
        ("123456789012345678901234567890.5", "đồng", "trđ", "123456789012345678901234.5678905"),
    ],
)
def test_convert(value, source, target, expected):
    assert convert(Decimal(value), source, target) == Decimal(expected)


def test_no_conversion_across_dimensions():
    with pytest.raises(InputError) as error:
        convert(Decimal(5), "con", "người")
    assert error.value.key == "numbers.different_dimensions"
    with pytest.raises(InputError) as error:
        convert(Decimal(5), "củ khoai", "người")
    assert error.value.key == "numbers.unknown_measure"


def test_counts():
    assert is_count("con")
    assert not is_count("ha")
    assert not is_count("củ khoai")


@given(
    st.decimals(-(10**12), 10**12, places=6),
    st.sampled_from([(a, b) for a in MEASURES for b in MEASURES if a.dimension == b.dimension]),
)
def test_there_and_back_again(value, pair):
    source, target = (measure.unit for measure in pair)
    assert convert(convert(value, source, target), target, source) == value


def test_each_dimension_has_one_base_and_powers_of_ten():
    dimensions = defaultdict(list)
    for measure in MEASURES:
        dimensions[measure.dimension].append(measure.factor)
    for factors in dimensions.values():
        assert factors.count(1) == 1
        assert all(factor.normalize().as_tuple().digits == (1,) for factor in factors)
        assert all(a != b for a, b in pairwise(sorted(factors)))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("ha,area,0,ha,,", "factor"),
        ("ha,area,1,ha,,x", "aliases"),
        (",area,1,ha,,", "unit"),
        ("ha,Area!,1,ha,,", "dimension"),
    ],
)
def test_a_broken_catalogue_is_named(tmp_path, row, column):
    path = tmp_path / "measures.csv"
    path.write_text(f"{HEADER}\nx,other,1,x,,\n{row}\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        Measures.load(path)
    assert (error.value.fields["row"], error.value.fields["column"]) == (3, column)


@pytest.mark.parametrize(
    ("unit", "number", "name"),
    [
        ("người", "1", "person"),
        ("người", "-1", "person"),
        ("người", "0", "people"),
        ("người", "2", "people"),
        ("tấn", "1", "tonne"),
        ("tấn", "1.5", "tonnes"),
        ("tấn", "1.0", "tonnes"),
        ("ha", "1", "ha"),
    ],
)
def test_an_english_unit_is_singular_after_one(unit, number, name):
    assert canonical_unit(unit).name("en", Decimal(number)) == name
    assert canonical_unit(unit).name("vi", Decimal(number)) == unit


def test_an_english_name_finds_its_unit_in_both_forms():
    for measure in MEASURES:
        assert CATALOGUE.find_english(measure.name_en) == measure
        if measure.name_en_one:
            assert CATALOGUE.find_english(measure.name_en_one) == measure
