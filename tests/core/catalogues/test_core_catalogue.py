"""The national core: every wanted indicator, what a unit owes, limits by level, refusals."""

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from helpers.core.catalogues import Catalogues, load_catalogues
from helpers.core.errors import CatalogueError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

CASES = Path(__file__).parents[1] / "cases"
WANTED = list(csv.DictReader((CASES / "wanted_indicators.csv").open(encoding="utf-8")))
KEPT_OUT = 60
"""How many times as large as a district's the figures of a province may be."""


@cache
def known(period: str = "2023H1") -> Catalogues:
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period))


def owed(unit: str, period: str, *reported: str) -> set[str]:
    catalogues, day = known(period), Period.parse(period)
    found = catalogues.units.find(unit, day.end)
    return {c for c in catalogues.indicators if catalogues.scope.owed(c, found, day, reported)}


def test_the_list_of_wanted_indicators_is_whole():
    assert {int(row["rank"]) for row in WANTED} == set(range(1, 77))


@pytest.mark.parametrize("row", WANTED, ids=lambda row: row["suggested_code"])
def test_every_wanted_indicator_can_be_held(row):
    """By its own code, or by another one, perhaps with a dimension; in some period."""
    periods = ("2023H1", "2026H1")
    codes = {c for p in periods for c in (*known(p).indicators, *known(p).programmes.amounts)}
    assert row["code"] in codes
    dimensions = {member.dimension for member in known().dimensions}
    assert row["dimension"] in {"", *dimensions}


def test_all_54_ethnic_groups_of_the_official_list_are_members():
    members = [m.member for m in known().dimensions if m.dimension == "dân tộc"]
    assert members[-1] == "Dân tộc khác"
    assert len(members) - 1 == len(set(members[:-1])) == 54


def test_a_rate_follows_from_its_parts():
    for rate, parts in {
        "poverty.poor_rate": ("poverty.poor", "households.total"),
        "poverty.minority_poor_rate": ("poverty.minority_poor", "households.minority"),
        "population.minority_share": ("population.minority", "population.total"),
    }.items():
        indicator = known().indicators[rate]
        assert (indicator.aggregation, indicator.formula) == ("ratio", "ratio")
        assert indicator.inputs == parts


def test_a_district_of_bac_kan_owes_what_its_forms_have():
    owes = owed("bach-thong", "2023H1")
    assert {"agri.plum.area", "education.resolution_54.amount", "culture.radio.hours"} <= owes
    assert not {"agri.coffee.area", "population.total", "forestry.contracted_area"} & owes


@pytest.mark.parametrize("unit", ["dam-rong", "lai-vung"])
def test_what_one_province_asks_for_is_owed_nowhere_else(unit):
    owes = owed(unit, "2023H1")
    assert {"agri.winter_spring_rice.area", "livestock.pigs.herd"} <= owes
    of_bac_kan = ("agri.plum", "agri.apricot", "agri.persimmon", "education.resolution_54")
    assert not [code for code in owes if code.startswith((*of_bac_kan, "agri.spring_rice"))]


def test_a_commune_of_today_owes_few_and_what_it_reported():
    commune = "yen-phu-tuyen-quang"
    owes = owed(commune, "2026H1")
    assert {"population.total", "poverty.poor", "ethnic_affairs.prestigious.total"} <= owes
    assert len(owes) < 30 and not [code for code in owes if code.startswith(("agri", "security"))]
    assert owed(commune, "2026H1", "agri.coffee.area") == owes | {"agri.coffee.area"}


def test_real_figures_of_a_province_are_within_its_limits():
    """Sóc Trăng: 185.549 ha of winter-spring rice and 1.240.581 tấn."""
    of_province, of_district = known().at_level("province"), known().at_level("district")
    for code, value in {
        "agri.winter_spring_rice.area": 185_549,
        "agri.spring_rice.area": 185_549,
        "agri.winter_spring_rice.production": 1_240_581,
        "agri.spring_rice.production": 1_240_581,
    }.items():
        assert value <= of_province.indicators[code].maximum
        assert of_district.indicators[code].maximum * KEPT_OUT == (
            of_province.indicators[code].maximum
        )
    assert of_district.indicators["agri.spring_rice.area"].maximum < 185_549


def test_rates_and_yields_have_the_same_limit_at_every_level():
    of_province = known().at_level("province").indicators
    for code in ("poverty.poor_rate", "agri.spring_rice.yield", "income.per_head"):
        assert of_province[code].maximum == known().indicators[code].maximum
    assert of_province["poverty.poor_rate"].maximum == Decimal(100)


@pytest.mark.parametrize(
    ("column", "value", "row"),
    [
        ("section", "II.9.9", "thu.a,Thử,Trial,Thử,ha,II.9.9,crops,,year_to_date"),
        ("sector", "sport", "thu.a,Thử,Trial,Thử,ha,II.1.1,sport,,year_to_date"),
        ("unit_of_measure", "hec", "thu.a,Thử,Trial,Thử,hec,II.1.1,crops,,year_to_date"),
    ],
)
def test_what_no_catalogue_has_is_refused_with_file_row_and_column(tmp_path, column, value, row):
    header = (PROJECT_ROOT / "data/reference/indicators/security.csv").read_text("utf-8")
    path = tmp_path / "data/reference/indicators/thu.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"{header.splitlines()[0]}\n{row},sum,,,,up,2,0,9,actual,,\n", "utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogues(Workspace(tmp_path), Period.parse("2023H1"))
    text = str(caught.value)
    assert all(part in text for part in ("thu.csv", "dòng 2", column, value))


def test_an_alias_of_an_unknown_form_is_refused(tmp_path):
    path = tmp_path / "data/reference/aliases/thu.csv"
    path.parent.mkdir(parents=True)
    path.write_text("form,label,code\nno_form,Đàn trâu,livestock.buffaloes.herd\n", "utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogues(Workspace(tmp_path), Period.parse("2023H1"))
    assert all(part in str(caught.value) for part in ("thu.csv", "dòng 2", "form", "no_form"))


def test_a_rule_of_scope_that_fits_no_indicator_is_refused(tmp_path):
    path = tmp_path / "data/reference/scope.csv"
    path.parent.mkdir(parents=True)
    header = "indicators,levels,regions,provinces,valid_from,valid_to,reason"
    path.write_text(f"{header}\nno.such.*,district,,,,,x\n", "utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogues(Workspace(tmp_path), Period.parse("2023H1"))
    assert "no.such.*" in str(caught.value) and "dòng 2" in str(caught.value)
