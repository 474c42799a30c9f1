"""The parent's report: totals of the invented units, through the notebook and papermill."""

from __future__ import annotations

import json
import re
import shutil
from decimal import Decimal

import nbformat
import pytest

from helpers.batch.engine import ENGINE
from helpers.checks.unit_comparison_checks import sums_that_differ
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.tables import read_table
from helpers.core.workspace import Workspace
from helpers.demo.build import KEY_FILE, build_demo
from helpers.stages.notebooks.province import open_province
from helpers.stages.unit_run import ROLL_UP, run_unit

ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
PERIOD, PARENT = Period.parse("2023H1"), "minh-hoa"
UNITS = [f"huyen-mau-{number:04d}" for number in range(1, 4)]


@pytest.fixture(scope="module")
def rolled(tmp_path_factory, make_plan, quick_batch):
    """Three units over two years, one of which sent nothing this year; rolled up with kernels."""
    root = tmp_path_factory.mktemp("province") / "w"
    build_demo(root, units=3, periods=[Period.parse("2022H1"), PERIOD], seed=2, fault_rate=0)
    workspace = Workspace(root)
    shutil.rmtree(workspace.raw(PERIOD, UNITS[2]))
    jobs = make_plan(workspace, ",".join(UNITS[:2]))
    assert not quick_batch(workspace, jobs).failed
    given = {"unit": PARENT, "period": str(PERIOD), "formats": ["html", "xlsx"]}
    outcome = run_unit(workspace, given, [ROLL_UP], lambda *_: None)
    truth = json.loads((root / KEY_FILE).read_text(encoding="utf-8"))["true_values"]
    return workspace, outcome, truth


def test_totals_are_those_of_the_true_values(rolled):
    workspace, _, truth = rolled
    rows = read_table(workspace, PARENT, PERIOD, "indicators").set_index("indicator")
    for code in ("agri.spring_rice.area", "livestock.pigs.herd", "budget.revenue"):
        reported = [truth[unit][str(PERIOD)][code] for unit in UNITS[:2]]
        for measure in ("actual", "plan"):
            assert rows.loc[code, measure] == sum(Decimal(t[measure]) for t in reported)
        assert rows.loc[code, "maturity"] == "preliminary", "the third unit is missing"


def test_the_missing_unit_is_reported_and_the_run_is_not_clean(rolled):
    workspace, outcome, _ = rolled
    findings = read_table(workspace, PARENT, PERIOD, "findings")
    missing = findings[findings["check"] == "member_missing"]
    assert list(missing["subject"]) == ["Huyện Mẫu 0003"]
    assert not outcome.is_clean
    (page,) = workspace.reports(PERIOD, PARENT).glob("bao-cao-*.html")
    text = page.read_text(encoding="utf-8")
    assert "Huyện Mẫu 0003" in text and "So sánh các đơn vị" in text


def test_every_total_leads_back_to_the_units_cells(rolled):
    workspace, _, truth = rolled
    parts = read_table(workspace, PARENT, PERIOD, "contributions")
    area = parts[parts["indicator"] == "agri.spring_rice.area"].set_index("member")
    assert sorted(area.index) == UNITS[:2]
    for unit in UNITS[:2]:
        true = truth[unit][str(PERIOD)]["agri.spring_rice.area"]["actual"]
        assert area.loc[unit, "actual"] == Decimal(true)
        assert json.loads(area.loc[unit, "inputs"])[0]["cell"]


def test_the_card_of_a_total_lists_the_cells_of_every_unit(rolled):
    workspace, _, truth = rolled
    (page,) = workspace.reports(PERIOD, PARENT).glob("ho-so-*.html")
    cards = re.findall(r"<aside .*?</aside>", page.read_text(encoding="utf-8"), re.S)
    card = next(card for card in cards if "<strong>Diện tích lúa xuân</strong>" in card)
    sources = re.findall(r"<li>([^<]*)", card)
    for unit in UNITS[:2]:
        name = f"Huyện Mẫu {unit[-4:]}, thực hiện:"
        (source,) = [s for s in sources if s.startswith(name)]
        true = truth[unit][str(PERIOD)]["agri.spring_rice.area"]["actual"]
        assert "01_nong_nghiep.xlsx" in source and true.rstrip("0")[:3] in source.replace(",", ".")


def test_own_figures_of_the_parent_are_held_against_the_sum(rolled):
    workspace, _, truth = rolled
    code = "agri.spring_rice.area"
    province = open_province(workspace=workspace, unit=PARENT, period=str(PERIOD))
    totals, known = province.totals, province.catalogues
    totals.expected[-1, 2] = False
    right = sum(Decimal(truth[unit][str(PERIOD)][code]["actual"]) for unit in UNITS[:2])
    for stated, count in ((right, 0), (right + 1, 1)):
        found = list(sums_that_differ({(code, "actual"): stated}, "Tỉnh", totals, known))
        assert [finding.severity for finding in found] == ["error"] * count


def test_a_unit_without_units_below_cannot_be_rolled_up(rolled):
    workspace, _, _ = rolled
    province = open_province(workspace=workspace, unit=UNITS[0], period=str(PERIOD))
    with pytest.raises(InputError, match="Huyện Mẫu 0001"):
        _ = province.totals


def test_the_notebook_gives_the_same_in_this_process_as_in_a_kernel(rolled, tmp_path):
    workspace, _, _ = rolled
    other = Workspace(shutil.copytree(workspace.root, tmp_path / "w"))
    folder = workspace.reports(PERIOD, PARENT)
    given = {"unit": PARENT, "period": str(PERIOD), "formats": ["html", "xlsx"]}
    run_unit(other, given, [ROLL_UP], lambda *_: None, engine=ENGINE)
    for path in (p for p in folder.glob("*.*") if p.name != "manifest.json"):
        assert path.read_bytes() == (other.reports(PERIOD, PARENT) / path.name).read_bytes()
    executed = [
        nbformat.read(place / "notebooks" / f"{ROLL_UP}.ipynb", as_version=4)
        for place in (folder, other.reports(PERIOD, PARENT))
    ]
    cells = [
        [(c.source, ADDRESS.sub("", str(c.get("outputs")))) for c in n.cells] for n in executed
    ]
    assert cells[0] == cells[1]
