"""08_explore: questions to the figures; what is answered, in which order, and what is refused."""

from __future__ import annotations

import shutil
from decimal import Decimal

import nbformat
import papermill
import pytest

from helpers.batch.engine import ENGINE
from helpers.core.errors import InputError, ParameterError
from helpers.core.workspace import Workspace
from helpers.stages.notebooks.explore import open_explore

RICE = ["Diện tích lúa xuân", "Năng suất lúa xuân", "Sản lượng lúa xuân"]


@pytest.fixture(scope="module")
def explored(finished):
    workspace, _ = finished
    return open_explore(workspace=workspace, unit="bach-thong", period="2023H1")


def shown(table):
    return [[str(cell) for cell in row] for row in table.rows]


def test_indicators_are_found_with_and_without_marks(explored):
    data, _ = explored
    names = [row[1] for row in shown(data.indicators("lúa xuân"))]
    assert set(RICE) <= set(names)
    assert names == [row[1] for row in shown(data.indicators("lua xuan"))]
    assert data.codes("agri.spring_rice.area") == data.codes("diện tích LÚA XUÂN")


def test_a_series_has_a_column_for_each_period(explored):
    """Values of the raw files: 1.195,21 ha in 2022, 1.178,47 ha in 2023."""
    data, _ = explored
    table = data.series(RICE[0])
    assert table.heads == ("Chỉ tiêu", "Đơn vị tính", "2022H1", "2023H1")
    assert shown(table) == [[RICE[0], "ha", "1.195,21", "1.178,47"]]
    assert shown(data.series(RICE[0], periods="2023H1")) == [[RICE[0], "ha", "1.178,47"]]
    assert list(table.frame["actual"]) == [Decimal("1195.21"), Decimal("1178.47")]


def test_a_comparison_is_sorted_with_absent_values_last(explored):
    data, _ = explored
    rates = [row[4] for row in shown(data.compare(["lúa xuân", "đàn"], order="pct_plan"))]
    known = [Decimal(rate.rstrip("%").replace(",", ".")) for rate in rates if rate]
    assert len(known) > 3 and known == sorted(known)
    assert rates[-1] == "" and "" not in rates[: len(known)]
    down = shown(data.compare("đàn", order="-pct_plan"))
    assert down == list(reversed(shown(data.compare("đàn", order="pct_plan"))))


def test_charts_take_a_choice_of_indicators_and_a_title(explored):
    _, chart = explored
    (trend,) = chart.trend(RICE, title="Lúa <xuân>")
    assert trend.chart.title.startswith("Lúa <xuân>")
    assert set(trend.chart.data["name"].str.replace(" (ước)", "")) == set(RICE)
    plan = chart.plan("đàn", title="Đàn & kế hoạch")
    assert b"<title>" in plan.chart.image and "Đàn &amp; kế hoạch".encode() in plan.chart.image
    assert plan.chart.title == "Đàn & kế hoạch"
    assert all("đàn" in name.lower() for name in plan.chart.data["name"])
    (all_projects,) = chart.disbursement()
    (some,) = chart.disbursement(["1", "03"])
    few, every = (set(placed.chart.data["project"].dropna()) for placed in (some, all_projects))
    assert few < every
    assert RICE[0] in set(chart.change("lúa").chart.data["name"])


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda data, chart: data.series("lúa trên sao Hỏa"), "sao Hỏa"),
        (lambda data, chart: data.series("lúa", periods="2021H1"), "2022H1, 2023H1"),
        (lambda data, chart: data.compare("lúa", order="tỷ lệ"), "pct_plan"),
        (lambda data, chart: data.compare("lúa", units="khong-co"), "khong-co"),
        (lambda data, chart: chart.disbursement("77"), "77"),
    ],
)
def test_what_nobody_has_is_refused_with_what_there_is(explored, ask, words):
    with pytest.raises(ParameterError, match=words):
        ask(*explored)


def test_units_stand_side_by_side(province):
    workspace = province if isinstance(province, Workspace) else province[0]
    units = [f.name for f in sorted((workspace.root / "data/raw/2023H1").iterdir())][:2]
    data, chart = open_explore(workspace=workspace, unit=units[0], period="2023H1")
    table = data.compare("agri.spring_rice.area", units=units)
    assert table.heads[0] == "Đơn vị"
    assert len({row[0] for row in shown(table)}) == 2
    assert list(table.frame["unit"]) == units


def test_before_the_indicators_are_computed_it_says_which_stage_to_run(real_workspace):
    with pytest.raises(InputError, match="clean|02|01|chỉ tiêu"):
        open_explore(workspace=real_workspace, unit="bach-thong", period="2023H1")


def test_the_notebook_runs_and_leaves_the_tables_alone(finished, tmp_path):
    workspace, _ = finished
    root = tmp_path / "workspace"
    shutil.copytree(workspace.root, root)
    before = {p: p.read_bytes() for p in (root / "data").rglob("*") if p.is_file()}
    papermill.execute_notebook(
        str(workspace.notebook("08_explore")),
        str(tmp_path / "out.ipynb"),
        parameters={"unit": "bach-thong", "period": "2023H1", "lang": "vi"},
        engine_name=ENGINE,
        progress_bar=False,
        resources={"metadata": {"path": str(root)}},
    )
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    outputs = [c.outputs for c in cells if c.cell_type == "code"]
    assert all(outputs[3:]), "every question has an answer"
    assert {p: p.read_bytes() for p in (root / "data").rglob("*") if p.is_file()} == before
