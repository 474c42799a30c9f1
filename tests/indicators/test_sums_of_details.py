"""Totals against the details of the same table: contradictions, warnings, kinds of village."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from helpers.checks.details import check_details
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators import compute_indicators
from helpers.indicators.observed import Observed
from helpers.narrative.details import detail_tables

HOUSEHOLDS, PEOPLE = "households.total", "population.total"
VILLAGES = ("buôn=Buôn Mẫu A", "buôn=Buôn Mẫu B", "thôn=Thôn Mẫu 1", "thôn=Thôn Mẫu 2")
FOUR = (10, 20, 30, 40)


@pytest.fixture(scope="module")
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))


def table_of(columns, members=VILLAGES, sheet="thôn"):
    """Details and totals of one sheet: code → (total, figures of the members)."""
    details, wholes = [], []
    for column, (code, (total, figures)) in enumerate(columns.items()):
        rows = [*zip(members, figures, strict=False), ("", total)]
        for number, (part, value) in enumerate(rows):
            row = {
                "unit": "x", "period": "2026H1", "indicator": code, "measure": "actual",
                "value": D(value), "decimal_places": 0, "status": "reported",
                "unit_of_measure": "hộ", "as_of": None, "maturity": "official", "note": None,
                "label": part, "file": "f.xlsx", "sheet": sheet,
                "cell": f"{'CDEF'[column]}{number}",
                "raw_text": str(value),
            }  # fmt: skip
            extra = {"value_period": "2026H1", "breakdown": part, "header": ""}
            (details if part else wholes).append(row | extra if part else row)
    return details, wholes


def findings(catalogues, *tables):
    details, wholes = ([row for t in tables for row in t[side]] for side in (0, 1))
    frame, now = make_table("detailed_figures", details), make_table("observations", wholes)
    found = check_details(frame, Observed(now), catalogues, "x")
    computed = compute_indicators(now, make_table("observations", []), catalogues, "x", frame)
    rows = {row["indicator"]: row["actual"] for row in computed.to_dict("records")}
    return {(f.indicator, f.severity, f.stated, f.computed) for f in found}, rows


def test_a_total_above_its_parts_is_wrong_where_the_column_beside_it_adds_up(catalogues):
    table = table_of({HOUSEHOLDS: (100, FOUR), PEOPLE: (408, (40, 80, 120, 160))})
    found, printed = findings(catalogues, table)
    assert found == {(PEOPLE, "error", "408", "400")}
    assert (printed[HOUSEHOLDS], printed[PEOPLE]) == (100, 400)


def test_parts_that_may_not_all_be_listed_stay_a_warning(catalogues):
    found, printed = findings(catalogues, table_of({PEOPLE: (408, (40, 80, 120, 160))}))
    assert found == {(PEOPLE, "warning", "408", "400")}
    assert printed[PEOPLE] == 408
    # A village without a figure in this column: the column beside it says nothing of that one.
    table = table_of({HOUSEHOLDS: (100, FOUR), PEOPLE: (408, (40, 80, 120))})
    assert findings(catalogues, table)[0] == {(PEOPLE, "warning", "408", "240")}


def test_all_units_below_by_name_are_complete(catalogues):
    unit = catalogues.units.find("gia-lai", catalogues.period.end)
    below = catalogues.units.children(unit, catalogues.period.end)
    members = [f"xã={each.name_vi}" for each in below]
    details, wholes = table_of({PEOPLE: (9000, [1] * len(below))}, members)
    frame, now = make_table("detailed_figures", details), make_table("observations", wholes)
    (found,) = check_details(frame, Observed(now), catalogues, unit.key)
    assert (found.severity, found.computed) == ("error", str(len(below)))
    (found,) = check_details(frame.iloc[1:], Observed(now), catalogues, unit.key)
    assert found.severity == "warning"


def test_a_total_below_its_parts_is_wrong_and_kept_where_one_of_them_may_be(catalogues):
    found, printed = findings(catalogues, table_of({PEOPLE: (300, (40, 80, 120, 160))}))
    assert found == {(PEOPLE, "error", "300", "400")}
    assert printed[PEOPLE] == 300


def test_the_sum_takes_the_place_of_a_total_below_parts_that_are_all_there(catalogues):
    table = table_of({HOUSEHOLDS: (100, FOUR), PEOPLE: (300, (40, 80, 120, 160))})
    found, printed = findings(catalogues, table)
    assert found == {(PEOPLE, "error", "300", "400")}
    assert printed[PEOPLE] == 400


def test_two_kinds_of_village_in_one_table_divide_the_commune_together(catalogues):
    table = table_of({HOUSEHOLDS: (100, FOUR), PEOPLE: (400, (40, 80, 120, 160))})
    assert findings(catalogues, table)[0] == set()
    (shown,) = detail_tables(make_table("detailed_figures", table[0]).to_dict("records"))
    assert shown.dimensions == ("buôn, thôn",) and len(shown.members) == 4


def test_groups_within_villages_are_not_added_to_them(catalogues):
    members = ("thôn=Thôn Mẫu 1", "thôn=Thôn Mẫu 2", "tổ=Tổ 1", "tổ=Tổ 2")
    assert findings(catalogues, table_of({PEOPLE: (300, (100, 200, 60, 40))}, members))[0] == set()


def test_a_total_that_one_breakdown_gives_is_kept_against_another(catalogues):
    peoples = ("dân tộc=Tày", "dân tộc=Nùng")
    by_village = table_of({PEOPLE: (400, (40, 80, 120, 160))})
    by_people = table_of({PEOPLE: (400, (300, 200))}, peoples, "dân tộc")
    found, printed = findings(catalogues, by_village, (by_people[0], []))
    assert found == {(PEOPLE, "error", "400", "500")}
    assert printed[PEOPLE] == 400


def test_parts_of_a_part_are_counted_once_by_name_or_by_two_columns(catalogues):
    by_name = ("nguồn=trung ương", "nguồn=trung ương - đầu tư", "nguồn=địa phương")
    # 70 + 30 = 100; the investment of 50 is within the 70, and not all of it.
    table = table_of({HOUSEHOLDS: (100, (70, 50, 30))}, members=by_name)
    assert findings(catalogues, table)[0] == set()
    # The second column too: 30 = 10 + 20 and 7 = 3 + 4 in the same rows.
    members = ("nguồn=địa phương", "nguồn=tỉnh", "nguồn=xã", "nguồn=dân góp")
    columns = {HOUSEHOLDS: (70, (30, 10, 20, 40)), PEOPLE: (12, (7, 3, 4, 5))}
    assert findings(catalogues, table_of(columns, members=members))[0] == set()
    # A wrong total is still found: 30 + 40 is 70.
    columns[HOUSEHOLDS] = (80, (30, 10, 20, 40))
    found, _ = findings(catalogues, table_of(columns, members=members))
    assert {(code, stated, computed) for code, _, stated, computed in found} == {
        (HOUSEHOLDS, "80", "70")
    }


def test_one_column_does_not_show_that_a_part_is_a_sum(catalogues):
    # 30 = 10 + 20 may be chance: all four are parts, and 70 is less than their 100.
    members = tuple(f"thôn=Thôn Mẫu {n}" for n in range(1, 5))
    found, _ = findings(catalogues, table_of({PEOPLE: (70, (30, 10, 20, 40))}, members=members))
    assert {(stated, computed) for _, _, stated, computed in found} == {("70", "100")}
