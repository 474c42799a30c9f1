"""The whole country over its provinces, by the verb that sums communes of a province."""

from __future__ import annotations

import csv

import pytest

from helpers.core.catalogues.units import NATION, Units
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.core.workspace import PROJECT_REFERENCE, Workspace
from helpers.demo.build import build_demo
from helpers.narrative.blocks import Paragraph, text_of
from helpers.stages.notebooks.province import open_province
from helpers.stages.notebooks.province_report import open_rollup
from helpers.stages.notebooks.report import head_values
from helpers.stages.notebooks.trends import charts_table
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

PERIOD = Period.parse("2026H1")
PROVINCES = ("minh-hoa", "minh-hoa-hai")
COMMUNES = ("xa-mau-0001", "xa-mau-0002", "xa-mau-0003")


def summed(workspace, unit):
    above = open_province(workspace=workspace, unit=unit, period="2026H1")
    above.sum_up(), above.coverage(), above.compare()
    above.save({"charts": charts_table(above, [])})
    return above


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """Three invented communes of two invented provinces, and the country above."""
    root = tmp_path_factory.mktemp("nation") / "demo"
    build_demo(root, units=len(COMMUNES), periods=[PERIOD], fault_rate=0, level="commune")
    path = root / "data" / "reference" / "units.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    second = {**rows[0], "code": "98", "key": PROVINCES[1], "name_vi": "Tỉnh Minh Họa Hai"}
    rows[-1]["parent_code"] = "98"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys())
        writer.writeheader()
        writer.writerows([rows[0], second, *rows[1:]])
    workspace = Workspace(root)
    for unit in COMMUNES:
        opened = open_unit_period(ReportParameters, workspace=workspace, unit=unit, period="2026H1")
        opened.save(opened.clean().tables)
        opened.save({"indicators": opened.compute()})
        opened.save({"findings": opened.check(opened.read("indicators"))})
    return [summed(workspace, unit) for unit in (*PROVINCES, NATION.key)]


def test_figures_of_the_country_are_the_sums_of_its_provinces(nation):
    *provinces, country = [
        {row["indicator"]: row for row in records_of(each.read("indicators"))} for each in nation
    ]
    for code, field in (
        ("population.total", "actual"),
        ("poverty.poor", "actual"),
        ("mtqg26.MTQG26.total", "plan"),
        ("mtqg.MTQG.carried.total", "actual"),
    ):
        assert country[code][field] == sum(province[code][field] for province in provinces)
    poor, households = (country[c]["actual"] for c in ("poverty.poor", "households.total"))
    assert round(country["poverty.poor_rate"]["actual"], 6) == round(poor / households * 100, 6)


def test_the_report_of_the_country_compares_provinces_and_is_of_the_ministry(nation):
    report = open_rollup(nation[-1])
    assert [member.name for member in report.comparison.members] == [
        "Tỉnh Minh Họa",
        "Tỉnh Minh Họa Hai",
    ]
    head = head_values(nation[-1], nation[-1].read("heading"))
    assert head["agency"] == ("BỘ DÂN TỘC VÀ TÔN GIÁO",)
    # Nothing of what provinces owe by other packs: the annex is there all the same.
    assert report.annexes()
    words = [text_of(b.runs) for p in report.parts() for b in p.blocks if isinstance(b, Paragraph)]
    assert words
    assert not any("{unit}" in text for text in words)


def test_the_provinces_of_a_day_are_below_the_country():
    units = Units.load(PROJECT_REFERENCE / "units.csv", PROJECT_REFERENCE / "unit_successors.csv")
    counts = [
        len(units.children(units.find(NATION.key, Period.parse(p).end), Period.parse(p).end))
        for p in ("2023H1", "2026H1")
    ]
    # 63 until the mergers of 1 July 2025, then 34.
    assert counts == [63, 34]
