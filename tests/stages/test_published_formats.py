"""Each kind of file can be asked for alone."""

import shutil

import pytest

from helpers.batch.engine import ENGINE
from helpers.core.workspace import Workspace
from helpers.stages.unit_run import run_unit

PERIOD, UNIT = "2023H1", "huyen-mau-0001"


@pytest.mark.parametrize("kind", ["html", "pdf", "docx", "xlsx"])
def test_a_report_in_one_format(province, tmp_path, kind):
    workspace = Workspace(shutil.copytree(province[0].root, tmp_path / "w"))
    values = {"unit": UNIT, "period": PERIOD, "formats": [kind]}
    run_unit(workspace, values, ["04_report"], lambda stage, done, total: None, engine=ENGINE)
    reports = workspace.reports(PERIOD, UNIT).glob(f"bao-cao-{UNIT}*")
    assert {path.suffix for path in reports} == {f".{kind}"}
