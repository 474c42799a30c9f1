"""The in-process engine gives what a kernel of its own gives, for every notebook of the project."""

from __future__ import annotations

import re
import sys

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from helpers.batch.engine import ENGINE
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE
from helpers.stages.parameters import STAGES
from helpers.stages.unit_run import run_unit

# Addresses of objects differ from process to process, the same with two kernels.
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


def make_with_kernels(folder, copy_real):
    workspace = copy_real(folder / "workspace")
    parameters = {"unit": "bach-thong", "period": "2023H1", "lang": "vi"}
    run_unit(workspace, parameters, list(STAGES), lambda *_: None)
    return workspace.root / "reports" / "2023H1" / "bach-thong"


@pytest.fixture(scope="module")
def in_process(finished):
    return finished[0].reports(Period.parse("2023H1"), "bach-thong")


@pytest.fixture(scope="module")
def kernel(built_once, copy_real):
    """The same report in all formats, each of its notebooks in a kernel of its own."""
    return built_once("kernel", lambda folder: make_with_kernels(folder, copy_real))


def comparable(path):
    """Cells of an executed notebook without times."""
    notebook = nbformat.read(path, as_version=4)
    cells = []
    for cell in notebook.cells:
        outputs = [ADDRESS.sub("0x", str(output)) for output in cell.get("outputs", [])]
        cells.append((cell.cell_type, cell.source, cell.get("execution_count"), outputs))
    return cells, notebook.metadata.language_info


@pytest.mark.parametrize("stage", list(STAGES))
def test_executed_notebooks_are_those_of_a_kernel(kernel, in_process, stage):
    ours = comparable(in_process / "notebooks" / f"{stage}.ipynb")
    theirs = comparable(kernel / "notebooks" / f"{stage}.ipynb")
    assert ours == theirs


def test_reports_are_the_same_bytes(kernel, in_process):
    names = sorted(p.name for p in kernel.glob("*.*") if p.name != "manifest.json")
    case = "bach-thong-2023H1"
    assert names == [
        *(f"bao-cao-{case}.{kind}" for kind in ("docx", "html", "pdf", "xlsx")),
        "facts.json",
        *(f"ho-so-so-lieu-{case}.{kind}" for kind in ("html", "xlsx")),
        f"tom-tat-trinh-ky-{case}.pdf",
    ]
    for name in names:
        assert (kernel / name).read_bytes() == (in_process / name).read_bytes(), name


def test_reports_without_notebooks_are_the_same_bytes(finished, copy_real, tmp_path):
    workspace = copy_real(tmp_path / "workspace")
    formats = ["html", "docx", "xlsx"]
    parameters = {"unit": "bach-thong", "period": "2023H1", "lang": "vi", "formats": formats}
    run_unit(
        workspace, parameters, list(STAGES), lambda *_: None, engine=ENGINE, keep_notebooks=False
    )
    folder = workspace.root / "reports" / "2023H1" / "bach-thong"
    assert not (folder / "notebooks").exists()
    names = sorted(p.name for p in folder.glob("*.*") if p.name != "manifest.json")
    case = "bach-thong-2023H1"
    reports = [f"bao-cao-{case}.{suffix}" for suffix in ("docx", "html", "xlsx")]
    dossiers = [f"ho-so-so-lieu-{case}.{suffix}" for suffix in ("html", "xlsx")]
    assert names == [*reports, "facts.json", *dossiers]
    for name in names:
        complete = finished[0].reports(Period.parse("2023H1"), "bach-thong")
        assert (folder / name).read_bytes() == (complete / name).read_bytes(), name


def test_what_is_written_nowhere_is_not_shown(tmp_path):
    class_source = "class Loud:\n    def _repr_html_(self):\n        raise SystemExit('shown')"
    done = run_cells(tmp_path, class_source, "display(Loud())\nLoud()", "1/1", writes=False)
    assert [cell.outputs for cell in done.cells] == [[], [], []]
    assert done.cells[2].execution_count == 3
    with pytest.raises(PapermillExecutionError, match="division by zero"):
        run_cells(tmp_path, "1/0", writes=False)


def run_cells(tmp_path, *sources, engine=ENGINE, writes=True):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "p", "language": "python"}
    source, target = tmp_path / "in.ipynb", tmp_path / "out.ipynb"
    nbformat.write(notebook, source)
    done = papermill.execute_notebook(
        str(source), str(target) if writes else None, engine_name=engine, progress_bar=False,
        resources={"metadata": {"path": str(tmp_path)}},
    )  # fmt: skip
    return nbformat.read(target, as_version=4) if writes else done


def test_nothing_of_one_notebook_is_left_in_the_next(tmp_path):
    run_cells(tmp_path, "left_behind = 1")
    done = run_cells(tmp_path, "'left_behind' in globals()")
    assert done.cells[0].outputs[0].data["text/plain"] == "False"
    assert done.cells[0].execution_count == 1


@pytest.mark.parametrize("engine", [ENGINE, None], ids=["in process", "kernel"])
def test_units_of_measure_opened_in_a_cell_hold_in_the_next(tmp_path, engine):
    project = (PROJECT_REFERENCE / "measures.csv").read_text(encoding="utf-8")
    path = tmp_path / "measures.csv"
    path.write_text(f"{project}mẫu,area,0.36,mau (3600 m2),,\n", encoding="utf-8")
    opened = f"use_measures(Measures.load(Path({str(path)!r})))"
    imports = "from pathlib import Path; from helpers.core.catalogues.measures import *"
    shown = "from helpers.core.conversion import canonical_unit; canonical_unit('mẫu').unit"
    notebook = run_cells(tmp_path, imports, opened, shown, engine=engine)
    assert notebook.cells[-1].outputs[0].data["text/plain"] == "'mẫu'"


def test_a_failing_cell_ends_the_notebook(tmp_path):
    with pytest.raises(PapermillExecutionError, match="division by zero"):
        run_cells(tmp_path, "print('before')", "1/0", "print('after')")
    done = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    texts = [str(cell.outputs) for cell in done.cells if cell.cell_type == "code"]
    assert any("before" in text for text in texts)
    assert not any("after" in text for text in texts)


@pytest.mark.parametrize("engine", [ENGINE, None], ids=["in process", "kernel"])
def test_a_failure_that_a_person_can_act_on_shows_its_message_alone(tmp_path, engine):
    cell = """from helpers.core.errors import InputError
from helpers.core.periods import Period
try:
    1 / 0
except ZeroDivisionError as error:
    raise InputError("reading.folder_empty", folder="x", reasons="\\n- a: b") from error"""
    with pytest.raises(PapermillExecutionError) as caught:
        run_cells(tmp_path, cell, engine=engine)
    said = str(InputError("reading.folder_empty", folder="x", reasons="\n- a: b"))
    assert (caught.value.ename, caught.value.evalue) == ("InputError", said)
    done = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    [error] = [o for c in done.cells for o in c.get("outputs", []) if o.output_type == "error"]
    assert " ".join(error.traceback) == said.replace("\n", " ")
    assert max(map(len, error.traceback)) <= 88


def test_the_working_directory_is_given_back(tmp_path):
    from pathlib import Path

    before = Path.cwd()
    done = run_cells(tmp_path, "from pathlib import Path; Path.cwd().name")
    assert done.cells[0].outputs[0].data["text/plain"] == repr(tmp_path.name)
    assert Path.cwd() == before


def test_the_main_module_is_given_back(tmp_path):
    main = sys.modules["__main__"]
    done = run_cells(tmp_path, "__import__('sys').modules['__main__'].__dict__ is globals()")
    assert done.cells[0].outputs[0].data["text/plain"] == "True"
    assert sys.modules["__main__"] is main
