"""One list of formats: whoever writes, names, examines or sends a report's files asks it."""

import subprocess
import sys
from inspect import signature

import nbformat
import pytest

from helpers.audit.readers import can_read
from helpers.core.messages import LANGUAGES, topic_messages
from helpers.core.workspace import PROJECT_ROOT
from helpers.export.formats import DEFAULT_FORMATS, FORMATS, chosen_formats
from helpers.stages.parameters import NOTEBOOKS, ReportParameters

each_format = pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)


@each_format
def test_a_format_has_a_writer_and_a_label(known):
    expected = ["reports"] if known.is_beside else ["report", "path"]
    assert list(signature(known.load()).parameters) == expected
    for lang in LANGUAGES:
        assert topic_messages("start", lang)[f"is_{known.name}"]


@each_format
def test_what_the_audit_examines_it_can_read(known, tmp_path):
    assert can_read(tmp_path / f"a{known.suffix}") or not known.is_examined


def test_formats_come_in_the_order_of_the_list():
    names = [known.name for known in chosen_formats(("xlsx", "html"))]
    assert names == ["html", "xlsx"]


def test_notebooks_declare_the_default_formats():
    takers = [n for n, model in NOTEBOOKS.items() if issubclass(model, ReportParameters)]
    assert len(takers) == 3
    for name in takers:
        notebook = nbformat.read(PROJECT_ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
        cell = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
        declared: dict[str, object] = {}
        exec(cell.source, declared)
        assert declared["formats"] == list(DEFAULT_FORMATS)


def test_the_list_loads_no_writer():
    """The command line imports it for every verb."""
    heavy = ("nbconvert", "typst", "docx", "xlsxwriter", "pandas")
    code = f"import sys, helpers.export.formats; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
