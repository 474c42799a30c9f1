"""06_audit through papermill, on the report that the project itself has made."""

from __future__ import annotations

import nbformat
import papermill
import pytest

from helpers.batch.engine import ENGINE
from helpers.core.errors import InputError
from helpers.stages.notebooks.audit import open_audit


def test_the_notebook_examines_a_finished_report(finished, tmp_path):
    workspace, _ = finished
    file = "bao-cao-bach-thong-2023H1.docx"
    target = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        str(workspace.notebook("06_audit")),
        str(target),
        parameters={"file": file, "lang": "vi"},
        engine_name=ENGINE,
        progress_bar=False,
        resources={"metadata": {"path": str(workspace.root)}},
    )
    outputs = [c.get("outputs") for c in nbformat.read(target, as_version=4).cells]
    assert "mâu thuẫn 0" in str(outputs)
    page = workspace.root / "reports" / "audit" / "bao-cao-bach-thong-2023H1.docx.html"
    assert page.exists() and page.with_suffix(".json").exists()


def test_a_file_outside_the_workspace_is_refused(finished):
    workspace, _ = finished
    with pytest.raises(InputError, match="passwd"):
        open_audit(workspace=workspace, file="../../../etc/passwd")
