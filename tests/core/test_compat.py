"""What costs seconds is not imported, and notebooks are validated all the same."""

from __future__ import annotations

import subprocess
import sys

import nbformat
import pytest

from helpers.core.compat import GRAMMAR


def test_a_process_starts_without_the_grammar_of_addresses():
    modules = "helpers.stages.runner, helpers.stages.notebooks.report, sys"
    code = f"import {modules}; assert 'nbformat' in sys.modules; print(sys.modules[{GRAMMAR!r}])"
    command = [sys.executable, "-c", code]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert output.strip() == "None"


def test_a_notebook_that_does_not_fit_the_schema_is_still_refused():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    nbformat.validate(notebook)
    notebook.cells[0]["source"] = 1
    with pytest.raises(nbformat.ValidationError):
        nbformat.validate(notebook)
