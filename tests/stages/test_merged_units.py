"""A unit formed of two others keeps their past: sums of what adds, rates again, a marked break."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.charts.trends.trend_charts import trend_panels
from helpers.core.catalogues.units import Succession, Unit, Units
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.demo.build import KEY_FILE, build_demo
from helpers.indicators.rollup.summed_rates import rates_of
from helpers.narrative.blocks import facts_in, text_of
from helpers.stages.notebooks.province import Province
from helpers.stages.notebooks.report import open_report
from helpers.stages.notebooks.trends import charts_table, draw_trends, named_rows, series_break_of
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

BEFORE, NOW = Period.parse("2022H2"), Period.parse("2023H2")
OLD, NEW = ["huyen-mau-0001", "huyen-mau-0002"], "huyen-mau-0003"
CHANGE = "2023-07-01"


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """A workspace in which units 1 and 2 became unit 3 on 1 July 2023, and the true values."""
    root = tmp_path_factory.mktemp("merged") / "w"
    build_demo(root, units=3, periods=[BEFORE, NOW], seed=5, fault_rate=0)
    workspace = Workspace(root)
    for unit in OLD:
        shutil.rmtree(workspace.raw(NOW, unit))
    shutil.rmtree(workspace.raw(BEFORE, NEW))
    path = root / "data" / "reference" / "units.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    for row in rows:
        row["valid_to"] = "2023-06-30" if row["key"] in OLD else ""
        row["valid_from"] = CHANGE if row["key"] == NEW else ""
    write(path, rows)
    codes = {row["key"]: row["code"] for row in rows}
    write(
        path.with_name("unit_successors.csv"),
        [
            {"level": "district", "old_code": codes[old], "new_code": codes[NEW],
             "share": "full", "date": CHANGE}
            for old in OLD
        ],
    )  # fmt: skip
    key = json.loads((root / KEY_FILE).read_text(encoding="utf-8"))
    return workspace, key["true_values"]


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def computed(merged):
    workspace, truth = merged
    case = open_unit_period(workspace=workspace, unit=NEW, period=str(NOW))
    case.clean_with_history()
    indicators = case.compute_with_history()
    case.save({"indicators": indicators})
    return case, indicators.set_index("indicator"), truth


def test_last_year_is_the_sum_of_the_former_units(computed):
    case, indicators, truth = computed
    summed = [
        code
        for code, indicator in case.catalogues.indicators.items()
        if code in indicators.index and indicator.aggregation == "sum" and not indicator.formula
    ]
    assert len(summed) > 200
    for code in summed:
        past = sum(Decimal(truth[unit][str(BEFORE)][code]["actual"]) for unit in OLD)
        assert indicators.loc[code, "previous"] == past, code


def test_rates_of_last_year_are_computed_again(computed):
    case, indicators, truth = computed
    past = [truth[unit][str(BEFORE)] for unit in OLD]
    rates = rates_of(case.catalogues.indicators.values())
    asked = [rate for code, rate in rates.items() if code in indicators.index]
    assert len(asked) > 10
    for rate in asked:
        top, bottom = (
            sum(Decimal(unit[code]["actual"]) for unit in past)
            for code in (rate.numerator, rate.denominator)
        )
        previous = indicators.loc[rate.code, "previous"]
        assert abs(previous - top * rate.scale / bottom) < Decimal("1e-9"), rate.code


def test_the_sources_of_a_sum_are_those_of_all_former_units(computed):
    case, indicators, _ = computed
    inputs = json.loads(indicators.loc["agri.spring_rice.area", "inputs"])
    past = next(i for i in inputs if i["role"] == "previous")
    assert [part.split("/")[0] for part in past["file"].split("; ")] == OLD
    assert past["raw_text"].count("; ") == past["cell"].count("; ") == 1


def test_the_series_goes_on_and_shows_the_break(computed):
    case, _, _ = computed
    chart = next(d.chart for d in draw_trends(case) if d.sector == "crops")
    assert set(chart.data["period"]) == {str(BEFORE), str(NOW)}
    assert "Huyện Mẫu 0001, Huyện Mẫu 0002" in chart.caption
    assert chart.image is None, "two periods are no line"
    # With a third period there is a line, and the break is marked in it.
    known = named_rows(case, case.history())
    earlier = known[known["period"] == str(BEFORE)].assign(period="2021H2")
    frame = pd.concat([earlier, known])
    drawn = trend_panels(frame, sector="crops", series_break=series_break_of(case))
    assert "Huyện Mẫu 0001, Huyện Mẫu 0002" in drawn.caption
    assert "tổng của các đơn vị cũ" in drawn.image.decode("utf-8")


def test_with_one_former_unit_missing_there_is_no_past(merged, tmp_path):
    workspace, _ = merged
    shutil.copytree(workspace.root, tmp_path / "w")
    part = Workspace(tmp_path / "w")
    shutil.rmtree(part.raw(BEFORE, OLD[0]))
    case = open_unit_period(workspace=part, unit=NEW, period=str(NOW))
    assert case.earlier_periods == []
    assert "Huyện Mẫu 0001, Huyện Mẫu 0002" in case.note_on_past
    assert "2022" in case.note_on_past and "chưa có đủ số liệu" in case.note_on_past


def test_the_series_of_a_province_shows_when_other_units_were_below():
    districts = [Unit.model_construct(code=str(n), name_vi=f"Huyện Mẫu {n}") for n in range(6)]
    communes = [Unit.model_construct(code="c1", name_vi="Xã Mẫu 1")]
    periods = [Period.parse(name) for name in ("2024H2", "2025H2", "2026H2")]
    members = dict(zip(periods, (districts, communes, communes), strict=True))
    province = SimpleNamespace(members=members, period=periods[-1], earlier_periods=periods[:2])
    province.others_before = Province.others_before.fget(province)
    found = series_break_of(province)
    assert found.since == "2025H2" and found.former.startswith("Huyện Mẫu 0, Huyện Mẫu 1")
    province.members = dict.fromkeys(periods, communes)
    province.others_before = Province.others_before.fget(province)
    assert series_break_of(province) is None


def test_the_body_says_what_last_years_figures_are(computed):
    """In one sentence below the first one; each figure has the cells of both former units."""
    case, _, _ = computed
    case.save({"findings": case.check(case.read("indicators"))})
    case.save({"charts": charts_table(case, [])})
    report = open_report(
        open_unit_period(ReportParameters, workspace=case.workspace, unit=NEW, period=str(NOW))
    )
    opening = [block for part in report.opening() for block in part.blocks]
    first, second = (text_of(block.runs) for block in opening[:2])
    assert "như sau" in first
    assert second.startswith("Huyện Mẫu 0003 được thành lập từ Huyện Mẫu 0001, Huyện Mẫu 0002")
    assert "2022 là tổng" in second
    printed = facts_in(block for part in report.parts() for block in part.blocks)
    past = [i for fact in printed for i in fact.inputs if i["role"] == "previous" and i["cell"]]
    assert past and all(";" in str(i["file"]) for i in past)


def test_figures_of_a_district_are_none_of_its_communes(merged, tmp_path):
    """A commune of today has no past where only its former district sent files."""
    workspace, _ = merged
    shutil.copytree(workspace.root, tmp_path / "w")
    known = tmp_path / "w" / "data" / "reference"
    rows = list(csv.DictReader((known / "units.csv").open(encoding="utf-8")))
    former, new = (
        {"code": code, "key": f"xa-{code}", "name_vi": f"Xã Mẫu {code}", "level": "commune",
         "parent_code": parent, "valid_from": start, "valid_to": end}
        for code, parent, start, end in (
            ("90001", rows[1]["code"], "", "2023-06-30"), ("90002", "99", CHANGE, ""))
    )  # fmt: skip
    write(known / "units.csv", [*rows, former, new])
    change = {"level": "commune", "old_code": "90001", "new_code": "90002", "share": "full"}
    write(known / "unit_successors.csv", [change | {"date": CHANGE}])
    part = Workspace(tmp_path / "w")
    assert part.raw(BEFORE, OLD[0]).is_dir(), "the former district sent files"
    case = open_unit_period(workspace=part, unit="xa-90002", period=str(NOW))
    assert case.source_units == {}
    assert "Xã Mẫu 90001" in case.note_on_past and "Huyện" not in case.note_on_past


def unit(code, start=None, end=None):
    return Unit(
        code=code, key=f"xa-{code}", name_vi=code, level="commune", parent_code="9",
        valid_from=start, valid_to=end,
    )  # fmt: skip


def succession(old, new, share="full", day=date(2025, 7, 1)):
    return Succession(level="commune", old_code=old, new_code=new, share=share, date=day)


DAY = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([succession("1", "3"), succession("2", "3")], (["1", "2"], True)),
        ([succession("1", "3"), succession("2", "3", "partial")], (["1", "2"], False)),
        ([], ([], False)),
        # the first change of two, then the second
        ([succession("1", "2", day=date(2025, 3, 1)), succession("2", "3")], (["1"], True)),
    ],
)
def test_origins(rows, expected):
    units = Units([unit("1", end="2025-06-30"), unit("2", end="2025-06-30"),
                   unit("3", start="2025-07-01")], rows)  # fmt: skip
    former, is_whole = units.origins(units.rows[2], DAY)
    assert ([u.code for u in former], is_whole) == expected


def test_a_unit_that_was_there_is_its_own_origin():
    only = unit("1")
    assert Units([only], []).origins(only, DAY) == ([only], True)


def test_real_communes_know_their_former_ones():
    """Bạch Thông's communes after 1 July 2025, as the country's catalogue has them."""
    units = Units.load(
        PROJECT_ROOT / "data/reference/units.csv",
        PROJECT_ROOT / "data/reference/unit_successors.csv",
    )
    old = {u.code for u in units.children(units.find("bach-thong", DAY), DAY)}
    formed = [u for u in units.rows if u.level == "commune" and u.valid_from]
    former = [unit for u in formed for unit in units.origins(u, DAY)[0]]
    assert len(old) == 14
    assert old <= {f.code for f in former}, "every commune of the district went somewhere"
    assert {f.level for f in former} == {"commune"}, (
        "figures of a former district are those of no commune"
    )
