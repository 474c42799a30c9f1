"""2026: money of the former programme, carried over, beside that of the new ones by source."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import Workbook

from helpers.checks.decisions import DECIDED, decisions_file
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import make_table, records_of
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.disbursement import budget_tree, compute_programme
from helpers.stages.decided import add_decision
from helpers.stages.notebooks.explore import open_explore
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

OLD, NEW = "MTQG-DTTS-2021-2025", "MTQG-2026-2035"
UNIT = "yen-phu-tuyen-quang"
TOTAL_OF_LINE = "mtqg26.HP1.NDTP03.budget"
UPPER = ("TT", "Mã", "Nội dung", *["Vốn giao (triệu đồng)"] * 4, *["Giải ngân (triệu đồng)"] * 4)
MIDDLE = (None, None, None, *["NSTW", "NSTW", "NSĐP", "Tín dụng chính sách"] * 2)
LOWER = (None, None, None, *["Vốn đầu tư", "Kinh phí thường xuyên", None, None] * 2)
NEW_NAME = (
    "Chương trình mục tiêu quốc gia xây dựng nông thôn mới, giảm nghèo bền vững và phát triển kinh "
    "tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi"
)
OLD_NAME = (
    "Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và "
    "miền núi"
)
CHILD_MARRIAGE = (
    "Giảm thiểu tình trạng tảo hôn và hôn nhân cận huyết thống trong vùng đồng bào dân tộc thiểu "
    "số và miền núi"
)
NEW_CHILD_MARRIAGE = (
    "Thực hiện bình đẳng giới và giải quyết những vấn đề cấp thiết đối với phụ nữ và trẻ em vùng "
    "đồng bào dân tộc thiểu số và miền núi; giảm thiểu tình trạng tảo hôn, hôn nhân cận huyết"
)


def sheet_of(book, name, rows, merged=()):
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)


def write_workbook(folder, year, carried=()):
    """One sheet of the money of the year, and one of what was carried over."""
    book = Workbook()
    book.remove(book.active)
    sheet_of(book, "Vốn và giải ngân", [UPPER, MIDDLE, LOWER, *year])
    upper = (
        "TT",
        "Mã",
        "Nội dung",
        *["Vốn kéo dài (triệu đồng)"] * 2,
        *["Giải ngân vốn kéo dài (triệu đồng)"] * 2,
    )
    lower = (None, None, None, *["Vốn đầu tư", "Vốn sự nghiệp"] * 2)
    if carried:
        sheet_of(book, "Vốn kéo dài", [upper, lower, *carried])
    raw = folder / "data" / "raw" / "2026H1" / UNIT
    raw.mkdir(parents=True)
    book.save(raw / "11_chuong_trinh_mtqg.xlsx")
    return open_unit_period(
        ReportParameters, workspace=Workspace(folder), unit=UNIT, period="2026H1"
    )


YEAR = [
    (None, None, NEW_NAME, *[None] * 8),
    ("I", "HP1", "Hợp phần thứ nhất", *[None] * 8),
    ("1", None, "Nội dung thành phần 02: Phát triển hạ tầng", 500, 100, 50, None, 200, 40, 10, 0),
    ("II", None, "Hợp phần thứ hai", *[None] * 8),
    ("1", None, "Nội dung thành phần 02", None, 300, 20, 700, None, 30, 5, 350),
    (None, None, "Nội dung 01", None, 120, None, None, None, 30, None, None),
    (None, None, "Nội dung 02", None, 180, None, None, None, None, None, None),
    ("2", "HP2.NDTP03.ND03", NEW_CHILD_MARRIAGE, None, 60, None, None, None, 6, None, None),
]
CARRIED = [
    (None, None, OLD_NAME, None, None, None, None),
    ("1", "DA9.TDA2", CHILD_MARRIAGE, None, 40, None, 20),
    ("2", None, "Dự án 4", 900, None, 450, None),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    found = write_workbook(tmp_path_factory.mktemp("law"), YEAR, CARRIED)
    return found, found.clean()


def amounts_of(cleaned):
    rows = records_of(cleaned.tables["programme"])
    return {(r["programme"], r["budget_line"], r["capital"], r["item"]): r["value"] for r in rows}


def test_lines_of_both_programmes_are_read_side_by_side(case):
    _, cleaned = case
    rules = {row["rule"] for row in records_of(cleaned.tables["quarantine"])}
    assert rules == {"cleaning.form_missing", "cleaning.sheet_missing"}
    amounts = amounts_of(cleaned)
    assert amounts[NEW, "HP1.NDTP02", "central.investment", "allocated"] == 500
    assert amounts[NEW, "HP2.NDTP02", "credit", "disbursed"] == 350
    assert amounts[NEW, "HP2.NDTP02.ND02", "central.recurrent", "allocated"] == 180
    assert amounts[NEW, "HP2.NDTP03.ND03", "central.recurrent", "disbursed"] == 6
    assert amounts[OLD, "DA9.TDA2", "carried.recurrent", "allocated"] == 40
    assert amounts[OLD, "DA4", "carried.investment", "disbursed"] == 450


def test_sums_agree_by_programme_kind_and_source(case):
    opened, cleaned = case
    table = compute_programme(cleaned.tables["programme"], opened.catalogues, UNIT)
    rows = {row["indicator"]: row for row in records_of(table)}
    whole = "mtqg26.MTQG26"
    # Central by kind: 500; 100 + 300 + 60. By source: central 960, local 50 + 20, credit 700.
    # The local money is not divided by kind: 500 and 460 are not all money of their kinds.
    assert rows[f"{whole}.central.investment"]["plan"] == 500
    assert rows[f"{whole}.central.recurrent"]["plan"] == 460
    assert not {f"{whole}.investment", f"{whole}.recurrent"} & set(rows)
    assert rows[f"{whole}.central"]["plan"] == 960
    assert rows[f"{whole}.local"]["plan"] == 70
    assert rows[f"{whole}.budget"]["plan"] == 1030
    assert rows[f"{whole}.total"]["plan"] == 1730
    # 200 + 40 + 10; 30 + 5 + 350; 6
    assert rows[f"{whole}.total"]["actual"] == 641
    assert rows["mtqg26.HP2.total"]["plan"] == 1020 + 60
    # Carried over: 900 + 40, of which 450 + 20; nothing of it is new money.
    assert rows["mtqg.MTQG.carried.total"]["plan"] == 940
    assert rows["mtqg.MTQG.carried.total"]["pct_plan"] == Decimal(50)
    assert rows["mtqg.MTQG.total"]["plan"] is None


def opened_with(book, folder):
    """The unit's half-year with that workbook of the programme, cleaned."""
    raw = folder / "data" / "raw" / "2026H1" / UNIT
    raw.mkdir(parents=True)
    book.save(raw / "11_chuong_trinh_mtqg.xlsx")
    opened = open_unit_period(
        ReportParameters, workspace=Workspace(folder), unit=UNIT, period="2026H1"
    )
    opened.save(opened.clean().tables)
    return opened


def test_a_total_that_its_sources_contradict_is_found(tmp_path):
    head = ("TT", "Nội dung", *["Vốn giao (triệu đồng)"] * 3)
    book = Workbook()
    book.active.title = "Vốn và giải ngân"
    for row in (
        head,
        (None, None, "Tổng số", "NSTW", "NSĐP"),
        (None, NEW_NAME, None, None, None),
        (1, "Hợp phần I", None, None, None),
        (2, "Nội dung thành phần 03", 150, 100, 20),
    ):
        book.active.append(row)
    opened = opened_with(book, tmp_path)
    computed = opened.compute()
    (found,) = [
        row for row in records_of(opened.check(computed)) if row["check"].startswith("budget_")
    ]
    assert found["check"] == "budget_sources_allocated"
    assert (found["stated"], found["severity"]) == ("150", "error")
    assert found["computed"].startswith("120")


@pytest.mark.parametrize(
    ("choice", "amount"), [("stated", 150), ("recomputed", 120), ("both", None)]
)
def test_of_two_sums_that_differ_the_chosen_one_is_printed(tmp_path, choice, amount):
    """100 + 50 by kind; 100 + 20 by source: nothing says which the whole is."""
    head = ("TT", "Nội dung", *["Vốn giao (triệu đồng)"] * 4)
    kinds = (None, None, "Vốn đầu tư", "Kinh phí thường xuyên", "NSTW", "NSĐP")
    book = Workbook()
    book.active.title = "Vốn và giải ngân"
    line = (2, "Nội dung thành phần 03", 100, 50, 100, 20)
    names = ((None, NEW_NAME, *[None] * 4), (1, "Hợp phần I", *[None] * 4))
    for row in (head, kinds, *names, line):
        book.active.append(row)
    opened = opened_with(book, tmp_path)

    def of_line():
        table = opened.compute()
        plans = {row["indicator"]: row["plan"] for row in records_of(table)}
        settled = opened.settlements(opened.check(table), table)
        # One question: the sums above follow from its answer.
        (found,) = [s for s in settled if s.finding["check"] == "budget_ways_allocated"]
        assert found.finding["indicator"] == TOTAL_OF_LINE
        assert plans["mtqg26.MTQG26.total"] == plans["mtqg26.HP1.NDTP03.total"]
        return plans["mtqg26.HP1.NDTP03.total"], found

    before, found = of_line()
    assert before is None and (found.stated, found.computed) == ("150", "120")
    path = decisions_file(opened.workspace, opened.period, UNIT)
    given = {"key": found.key, "choice": choice, "reason": "theo quyết định giao", "name": "Thử"}
    add_decision(path, given, [found])
    after, found = of_line()
    assert after == amount and found.status == DECIDED


def test_new_money_of_a_programme_that_gets_none_is_found(tmp_path):
    year = [
        (None, None, OLD_NAME, *[None] * 8),
        ("1", None, "Dự án 4", 900, *[None] * 7),
        ("2", None, "Dự án 10", 0, *[None] * 7),
        (None, None, NEW_NAME, *[None] * 8),
        ("I", None, "Hợp phần thứ nhất", 500, *[None] * 7),
    ]
    opened = write_workbook(tmp_path, year, CARRIED)
    opened.save(opened.clean().tables)
    findings = records_of(opened.check(opened.compute()))
    (found,) = [row for row in findings if row["check"] == "budget_new_money"]
    assert found["indicator"] == "mtqg.DA4.central.investment"
    assert (found["stated"], found["severity"]) == ("900", "error")
    assert "kéo dài" in found["advice"] and "2025" in found["advice"]


def test_sources_that_may_be_within_the_kinds_or_besides_give_no_total():
    """Investment and recurrent, and local money of which nothing says whether they hold it."""
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))
    tree = tree_of(catalogues, {"investment": 100, "recurrent": 50, "local": 20})
    line = catalogues.programmes.find(NEW, "HP1.NDTP03")
    total = tree.amount(line, "total", "allocated")
    assert total.is_unknown and total.value is None
    # The central budget alone is within them.
    tree = tree_of(catalogues, {"investment": 100, "recurrent": 50, "central": 120})
    assert tree.amount(line, "total", "allocated").value == 150


def tree_of(catalogues, amounts):
    identity = {"unit": UNIT, "period": "2026H1", "programme": NEW, "budget_line": "HP1.NDTP03"}
    where = {"file": "a", "sheet": "b", "raw_text": "", "status": "reported"}
    rows = [
        identity
        | where
        | {"capital": capital, "item": "allocated", "value": Decimal(value), "decimal_places": 0}
        | {"cell": f"A{number}", "maturity": "official"}
        for number, (capital, value) in enumerate(amounts.items(), start=1)
    ]
    return budget_tree(make_table("programme", rows), catalogues.programmes)


def test_contents_without_a_public_name_say_so():
    programmes = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1")).programmes
    contents = [line for line in programmes.budget_lines.values() if line.level == "content"]
    unnamed = [line for line in contents if line.programme == NEW and not line.name_vi]
    assert len(unnamed) == 70
    assert {line.name("vi") for line in unnamed} == {"chưa có tên"}
    assert all(line.name_vi for line in contents if line.programme == OLD)


@pytest.mark.parametrize(("period", "roots"), [("2023H1", 1), ("2025H2", 1), ("2026H1", 6)])
def test_each_period_has_its_programmes(period, roots):
    programmes = load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period)).programmes
    assert len(programmes.roots()) == roots


def test_projects_of_one_number_are_drawn_in_the_chart_of_their_programme(tmp_path):
    """Component 02 is in both parts of the new programme; project 4 of the former is no other."""
    opened = write_workbook(tmp_path, YEAR, CARRIED)
    opened.clean_with_history()
    opened.save({"indicators": opened.compute_with_history()})
    _, chart = open_explore(workspace=opened.workspace, unit=UNIT, period="2026H1")

    def drawn(*projects):
        """The projects that have figures in the charts."""
        rows = [
            r for c in chart.disbursement(projects) if c.chart.image for r in c.chart.table.rows
        ]
        return [str(row[0]) for row in rows if any(row[1:7]) and str(row[0]).startswith("Nội")]

    parts = ["Nội dung thành phần 02, Hợp phần 1", "Nội dung thành phần 02, Hợp phần 2"]
    assert drawn("02") == drawn("2") == parts
    assert drawn("HP2.NDTP02") == parts[1:]
    (carried,) = chart.disbursement("DA4")
    assert carried.chart.image is None and carried.chart.caption, "carried over: in no chart"
