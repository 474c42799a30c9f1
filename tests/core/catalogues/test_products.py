"""Crops, animals and aquaculture: names × seasons × measures, beside what is listed."""

import csv
from collections import Counter

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.text import fold
from helpers.core.workspace import PROJECT_ROOT, Workspace

REFERENCE = PROJECT_ROOT / "data/reference"


@pytest.fixture(scope="module")
def indicators():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1")).indicators


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((REFERENCE / name).open(encoding="utf-8")))


def test_a_seasonal_crop_has_every_season_and_measure(indicators):
    """Rice: the whole year and six seasons, each with two areas, yield and production."""
    codes = [c for c in indicators if c.split(".")[1].split("_")[-1] == "rice" and c[:5] == "agri."]
    assert len(codes) == (1 + 6) * 4


def test_a_perennial_has_six_measures_and_no_season(indicators):
    codes = [code for code in indicators if code.split(".")[1].endswith("coffee")]
    measures = ("area", "new_area", "replanted_area", "harvested_area", "yield", "production")
    assert sorted(codes) == sorted(f"agri.coffee.{measure}" for measure in measures)


def test_an_animal_is_counted_sold_and_weighed(indicators):
    codes = {c for c in indicators if c.startswith("livestock.ducks.")}
    assert codes == {f"livestock.ducks.{measure}" for measure in ("herd", "sold", "live_weight")}


def test_what_is_listed_stays_as_it_is(indicators):
    listed = rows("indicators/crops.csv") + rows("indicators/livestock_forestry.csv")
    for row in listed:
        assert indicators[row["code"]].name_vi == row["name_vi"]
        assert indicators[row["code"]].unit_of_measure == row["unit_of_measure"]


def test_no_two_indicators_of_products_have_the_same_name(indicators):
    names = Counter(
        (fold(indicator.name_vi), indicator.unit_of_measure)
        for indicator in indicators.values()
        if indicator.sector in ("crops", "livestock", "fishery")
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_names_read_as_officials_write_them(indicators):
    for code, name in {
        "agri.winter_spring_rice.area": "Diện tích lúa đông xuân",
        "agri.main_season_rice.yield": "Năng suất lúa mùa",
        "agri.summer_autumn_maize.production": "Sản lượng ngô vụ hè thu",
        "agri.coffee.new_area": "Diện tích cà phê trồng mới",
        "livestock.sows.herd": "Đàn lợn nái",
        "fishery.shrimp.area": "Diện tích nuôi tôm",
    }.items():
        assert indicators[code].name_vi == name
