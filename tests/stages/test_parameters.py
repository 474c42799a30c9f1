"""Parameters are a contract: refused before anything runs."""

import nbformat
import pytest

from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT
from helpers.stages.parameters import STAGES, ReportParameters, validated_value
from helpers.stages.runner import run_stages

GOOD = {"unit": "bach-thong", "period": "2023H1", "lang": "vi"}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"untt": "bach-thong"}, "untt"),
        ({"unit": 1}, "unit"),
        ({"unit": "../x"}, "đường dẫn"),
        ({"period": "2023-H1"}, "2023-H1"),
        ({"period": "../x"}, "../x"),
        ({"lang": "fr"}, "lang"),
        ({"formats": ["doc"]}, "formats"),
        ({"formats": "html"}, "formats"),
        ({"formats": []}, "formats"),
    ],
)
def test_wrong_parameter_is_refused_and_nothing_runs(real_workspace, change, word):
    with pytest.raises(ParameterError) as caught:
        run_stages(real_workspace, GOOD | change, list(STAGES))
    assert word in str(caught.value)
    assert not (real_workspace.root / "data" / "processed").exists()


@pytest.mark.parametrize("name", ["unit", "period"])
def test_missing_parameter_is_refused(real_workspace, name):
    given = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(ParameterError, match=name):
        run_stages(real_workspace, given, ["01_clean"])


def test_notebook_whose_parameters_cell_was_changed_is_refused(real_workspace):
    notebook = nbformat.read(PROJECT_ROOT / "notebooks" / "01_clean.ipynb", as_version=4)
    cell = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    cell.source = cell.source.replace("period:", "perod:")
    folder = real_workspace.root / "notebooks"
    folder.mkdir()
    nbformat.write(notebook, folder / "01_clean.ipynb")
    with pytest.raises(ParameterError, match="perod"):
        run_stages(real_workspace, GOOD, ["01_clean"])


def test_a_code_and_a_key_share_one_folder(real_workspace):
    """'063' runs the unit 'bach-thong' and leaves its results under that key."""
    from helpers.batch.engine import ENGINE
    from helpers.stages.unit_run import run_unit

    parameters = GOOD | {"unit": "063"}
    run_unit(real_workspace, parameters, ["01_clean"], lambda *_: None, engine=ENGINE)
    period = Period.parse("2023H1")
    assert (real_workspace.processed(period, "bach-thong") / "observations.parquet").exists()
    notebooks = real_workspace.reports(period, "bach-thong") / "notebooks"
    assert (notebooks / "01_clean.ipynb").exists()
    assert not real_workspace.processed(period, "063").exists()


def test_codes_stay_text(real_workspace):
    """'063' is the same unit as 'bach-thong', and never the number 63."""
    from helpers.stages.unit_period import open_unit_period

    case = open_unit_period(workspace=real_workspace, unit="063", period="2023H1")
    assert case.unit.key == "bach-thong"


@pytest.mark.parametrize(("name", "value"), [("lang", "fr"), ("formats", ["doc"]), ("formats", [])])
def test_one_parameter_is_checked_without_the_others(name, value):
    with pytest.raises(ParameterError, match=name):
        validated_value(ReportParameters, name, value)


def test_one_good_parameter_needs_no_others():
    assert validated_value(ReportParameters, "formats", ["xlsx"]) == ["xlsx"]
