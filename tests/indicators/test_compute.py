"""The expected list first, then filled: statuses, comparisons, formulas, the budget tree."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal as D

import pytest

from helpers.checks.catalogue_checks import load_relations
from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.programme import Programmes
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators import compute_indicators, compute_programme

RICE, YIELD, PRODUCTION = (f"agri.spring_rice.{name}" for name in ("area", "yield", "production"))


@pytest.fixture(scope="module")
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))


def observations(*rows):
    """Rows ``indicator measure value`` as the cleaning writes them; '…' is not collected."""
    records = []
    for number, (indicator, measure, text) in enumerate(rows, start=1):
        missing = text == "…"
        value = None if missing else D(text)
        records.append(
            {
                "unit": "x",
                "period": "2023H1",
                "indicator": indicator,
                "measure": measure,
                "value": value,
                "decimal_places": len(text.partition(".")[2]),
                "status": "missing" if missing else "zero" if value == 0 else "reported",
                "unit_of_measure": "ha",
                "as_of": "2023-06-30",
                "maturity": "official",
                "file": "f.xlsx",
                "sheet": "s",
                "cell": f"D{number}",
                "raw_text": text,
            }
        )
    return make_table("observations", records)


def computed(catalogues, now, before=()):
    last_year = observations(*before).assign(period="2022H1")
    frame = compute_indicators(observations(*now), last_year, catalogues, "x")
    return {row["indicator"]: row for row in frame.to_dict("records")}


def test_every_expected_indicator_has_a_row_and_absence_shows(catalogues):
    rows = computed(catalogues, [])
    assert rows.keys() == catalogues.indicators.keys()
    assert {row["status"] for row in rows.values()} == {"missing"}


@pytest.mark.parametrize(("text", "status"), [("5", "reported"), ("0", "zero"), ("…", "missing")])
def test_status(catalogues, text, status):
    assert computed(catalogues, [(RICE, "actual", text)])[RICE]["status"] == status


def test_against_plan_and_last_year(catalogues):
    row = computed(
        catalogues,
        [(RICE, "actual", "90"), (RICE, "plan", "120"), (RICE, "estimate", "96")],
        [(RICE, "actual", "100")],
    )[RICE]
    expected = {
        "pct_plan": 75,
        "remaining": 30,
        "previous": 100,
        "change": -10,
        "pct_change": -10,
        "pct_estimate": 80,
        "pace_expected": 100,
        "pace_gap": -25,
    }
    assert {name: row[name] for name in expected} == expected


def test_pace_is_half_the_year_unless_the_catalogue_gives_a_season(catalogues):
    row = computed(
        catalogues, [("budget.revenue", "actual", "40"), ("budget.revenue", "plan", "100")]
    )["budget.revenue"]
    assert (row["pace_expected"], row["pace_gap"]) == (50, -10)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("agri.winter_spring_rice.area", 100),  # harvested by June
        ("agri.winter_spring_rice.production", 100),
        ("agri.winter_spring_rice.yield", None),  # a yield does not grow through the year
        ("agri.maize.area", None),  # sown by season: no share of it is known
        ("forestry.planted_area", None),
        ("livestock.total.live_weight", 50),
    ],
)
def test_a_share_of_the_plan_is_expected_only_where_it_is_known(catalogues, code, expected):
    now = [(code, "actual", "90"), (code, "plan", "100")]
    assert computed(catalogues, now)[code]["pace_expected"] == expected


def test_pace_is_that_of_the_figures_own_date(catalogues):
    frame = observations(("budget.revenue", "actual", "40"), ("budget.revenue", "plan", "100"))
    frame = frame.assign(as_of="2023-05-31", maturity="preliminary")
    rows = compute_indicators(frame, observations(), catalogues, "x").to_dict("records")
    row = next(row for row in rows if row["indicator"] == "budget.revenue")
    assert round(row["pace_expected"], 1) == D("41.7")
    assert (row["as_of"], row["maturity"]) == ("2023-05-31", "preliminary")


def test_what_was_received_last_year_comes_before_what_is_stated_about_it(catalogues):
    now = [(RICE, "actual", "90"), (RICE, "previous", "80")]
    rows = computed(catalogues, now, [(RICE, "actual", "100")])
    assert (rows[RICE]["previous"], rows[RICE]["comparison_basis"]) == (100, "earlier_period")
    row = computed(catalogues, now)[RICE]
    assert (row["previous"], row["change"], row["comparison_basis"]) == (80, 10, "stated")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([("stated_change", "-10")], (-10, None)),
        ([("stated_pct_change", "-10.0")], (None, -10)),
        ([("stated_pct_previous", "100.7")], (None, D("0.7"))),
        ([("stated_change", "-10"), ("stated_pct_change", "-10.0")], (-10, -10)),
        # 90 after a fall of 10 is a fall of 10,0 %, not of 12,0 %: neither is known to be right.
        ([("stated_change", "-10"), ("stated_pct_change", "-12.0")], (None, None)),
        ([("stated_change", "-10"), ("stated_pct_change", "10.0")], (None, None)),
        ([("stated_pct_change", "5.0"), ("stated_pct_previous", "95.0")], (None, None)),
    ],
)
def test_a_stated_change_stands_in_where_last_year_is_unknown(catalogues, stated, expected):
    now = [(RICE, "actual", "90"), *((RICE, measure, text) for measure, text in stated)]
    row = computed(catalogues, now)[RICE]
    assert (row["change"], row["pct_change"]) == expected
    assert row["previous"] is None
    assert row["comparison_basis"] == (None if expected == (None, None) else "stated")
    roles = [source["role"] for source in json.loads(row["inputs"])]
    assert ("stated_change" in roles) == (expected[0] is not None)


def test_a_stated_change_is_left_aside_where_last_year_was_received(catalogues):
    now = [(RICE, "actual", "90"), (RICE, "stated_change", "-7")]
    row = computed(catalogues, now, [(RICE, "actual", "100")])[RICE]
    assert (row["change"], row["comparison_basis"]) == (-10, "earlier_period")


def test_the_change_of_a_rate_in_percent_is_not_taken(catalogues):
    code = "forestry.cover_rate"
    now = observations((code, "actual", "79"), (code, "stated_pct_change", "1.5"))
    now = now.assign(unit_of_measure="%")
    rows = compute_indicators(now, observations(), catalogues, "x").to_dict("records")
    row = next(row for row in rows if row["indicator"] == code)
    assert (row["change"], row["pct_change"]) == (None, None)


def test_missing_product_is_computed_with_the_sources_of_its_inputs(catalogues):
    row = computed(catalogues, [(RICE, "actual", "100"), (YIELD, "actual", "60")])[PRODUCTION]
    assert (row["status"], row["actual"]) == ("computed", 600)
    assert [source["cell"] for source in json.loads(row["inputs"])] == ["D1", "D2"]


@pytest.mark.parametrize(
    ("reported", "printed"),
    [("600.2", "600.2"), ("800.0", "600")],
    ids=["within the rounding of area and yield", "contradiction"],
)
def test_reported_product_is_kept_unless_it_contradicts(catalogues, reported, printed):
    """Area 100 ± 0.05 and yield 60.0 ± 0.05 give 599.2 to 600.8 tonnes."""
    now = [(RICE, "actual", "100.0"), (YIELD, "actual", "60.0"), (PRODUCTION, "actual", reported)]
    assert computed(catalogues, now)[PRODUCTION]["actual"] == D(printed)


def test_sum_with_a_missing_part_is_not_made(catalogues):
    total = "agri.food_grain.production"
    rows = computed(catalogues, [(PRODUCTION, "actual", "600")])
    assert rows[total]["status"] == "missing"


def budget(*rows):
    records = [
        {
            "unit": "x",
            "period": "2023H1",
            "budget_line": line,
            "capital": capital,
            "item": item,
            "value": D(text),
            "decimal_places": len(text.partition(".")[2]),
            "status": "reported",
            "file": "f.xlsx",
            "sheet": "s",
            "cell": f"D{number}",
            "raw_text": text,
        }
        for number, (line, capital, item, text) in enumerate(rows, start=1)
    ]
    return make_table("programme", records)


def lines(catalogues, *rows):
    frame = compute_programme(budget(*rows), catalogues, "x")
    return {row["indicator"]: row for row in frame.to_dict("records")}


def test_lines_add_up_the_hierarchy_by_capital_and_in_total(catalogues):
    rows = lines(
        catalogues,
        ("DA1.ND2", "recurrent", "allocated", "100.5"),
        ("DA1.ND4", "recurrent", "allocated", "50"),
        ("DA1.ND4", "recurrent", "disbursed", "30.1"),
        ("DA4", "investment", "allocated", "1000"),
        ("DA4", "investment", "disbursed", "250"),
    )
    assert rows["mtqg.DA1.recurrent"]["plan"] == D("150.5")
    assert rows["mtqg.DA1.total"]["actual"] == D("30.1")
    assert rows["mtqg.MTQG.total"]["plan"] == D("1150.5")
    assert rows["mtqg.MTQG.investment"]["pct_plan"] == 25
    assert rows["mtqg.DA2.total"]["status"] == "missing"
    assert "mtqg.DA2.recurrent" not in rows


def test_the_calendar_expects_nothing_of_money_that_was_carried_over(catalogues):
    rows = lines(
        catalogues,
        ("DA4", "investment", "allocated", "1000"),
        ("DA4", "investment", "disbursed", "250"),
        ("DA4", "carried.investment", "allocated", "80"),
        ("DA4", "carried.investment", "disbursed", "20"),
    )
    assert rows["mtqg.DA4.investment"]["pace_expected"] == 50
    carried = rows["mtqg.DA4.carried.investment"]
    assert carried["pct_plan"] == 25 and carried["pace_expected"] is None


def test_reported_total_is_kept_within_rounding_and_replaced_beyond(catalogues):
    parts = [
        ("DA1.ND2", "recurrent", "allocated", "100"),
        ("DA1.ND4", "recurrent", "allocated", "50"),
    ]
    near = lines(catalogues, *parts, ("DA1", "recurrent", "allocated", "151"))
    far = lines(catalogues, *parts, ("DA1", "recurrent", "allocated", "190"))
    assert near["mtqg.DA1.recurrent"]["plan"] == 151
    assert far["mtqg.DA1.recurrent"]["plan"] == 150


def test_another_programme_is_another_catalogue(catalogues):
    """Nothing in the arithmetic knows the ten projects by name."""
    known = catalogues.programmes.budget_lines.values()
    kept = [line for line in known if line.code in ("MTQG", "DA2")]
    small = replace(catalogues, programmes=Programmes(kept))
    rows = lines(small, ("DA2", "recurrent", "allocated", "7"))
    assert rows["mtqg.MTQG.total"]["plan"] == 7


BIRTHS = [f"health.births.{name}" for name in ("third_child", "total", "third_child_rate")]


@pytest.mark.parametrize(("births", "rate"), [("21", None), ("23", D(100)), ("46", D(50))])
def test_a_part_greater_than_its_denominator_gives_no_share(catalogues, births, rate):
    third, total, share = BIRTHS
    rows = computed(catalogues, [(third, "actual", "23"), (total, "actual", births)])
    assert rows[share]["actual"] == rate
    assert rows[share]["status"] == ("missing" if rate is None else "computed")


def test_every_share_is_bounded_by_a_check_or_a_sum(catalogues):
    """Else a part greater than its whole would be told by nobody."""
    rules = load_relations(Workspace(PROJECT_ROOT))
    bounded = {(r.left.partition(":")[0], r.right.partition(":")[0]) for r in rules}
    shares = [i for i in catalogues.indicators.values() if i.formula == "ratio"]
    percents = [share.inputs for share in shares if share.unit_of_measure == "%"]
    assert percents
    for part, denominator in percents:
        known = catalogues.indicators[denominator]
        is_summed = known.formula == "sum_of_parts" and part in known.inputs
        assert is_summed or (part, denominator) in bounded, (part, denominator)


def test_production_is_not_that_of_the_sown_area_where_the_harvested_one_is_reported(catalogues):
    """100 ha sown, 80 harvested, 50 tạ/ha: 400 tấn (80 × 50 ÷ 10), and not 500."""
    crop = "agri.summer_autumn_rice"
    sown = [(f"{crop}.area", "actual", "100"), (f"{crop}.yield", "actual", "50")]
    harvested = (f"{crop}.harvested_area", "actual", "80")
    stated = (f"{crop}.production", "actual", "400")
    rows = computed(catalogues, [*sown, harvested, stated])
    assert rows[f"{crop}.production"]["actual"] == D(400)
    assert computed(catalogues, sown)[f"{crop}.production"]["actual"] == D(500)
