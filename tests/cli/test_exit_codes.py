"""An error of the program itself ends every command with 3, one sentence, and a file of details."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from helpers.batch import run as batch_run
from helpers.batch.work import DONE, FAILED, Result
from helpers.cli import guard, lab, main, outcomes
from helpers.core.errors import InternalError, ParameterError
from helpers.core.workspace import PROJECT_ROOT, Workspace

BREAK = (
    "import helpers.core.catalogues.units as module\n"
    "def fail(*given): raise {error}\n"
    "module.Units.load = fail\n"
    "from helpers.cli.main import run; run()"
)


def broken(error, *arguments, cwd):
    """``baocao`` with a fault planted where it opens its catalogue of units."""
    command = [sys.executable, "-c", BREAK.format(error=error), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd)


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    (tmp_path / "w" / "data" / "raw").mkdir(parents=True)
    return Workspace(tmp_path / "w")


@pytest.mark.parametrize(
    ("error", "option"),
    [
        ("RuntimeError('x')", ["--workspace", "{}"]),
        ("EOFError()", ["--workspace={}"]),
        ("OSError(28, 'full')", []),
    ],
)
def test_an_internal_error_ends_with_3_a_sentence_and_a_file(workspace, tmp_path, error, option):
    given = [text.format(workspace.root) for text in option]
    result = broken(error, "units", *given, cwd=tmp_path if option else workspace.root)
    assert result.returncode == outcomes.INTERNAL_ERROR == 3, result.stderr
    assert "Traceback" not in result.stderr and result.stderr.count("\n") == 1
    (file,) = (workspace.root / "data/processed/_errors").iterdir()
    assert re.search(rf"lỗi ngoài dự kiến.*{re.escape(workspace.relative(file))}", result.stderr)
    details = file.read_text(encoding="utf-8")
    assert "Traceback" in details and error.partition("(")[0] in details
    assert "src/helpers/cli/guard.py" in details
    assert str(PROJECT_ROOT) not in details and str(workspace.root) not in details


def test_outside_a_workspace_the_technical_line_is_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["baocao", "audit", "x"])

    def fail():
        raise RuntimeError("odd")

    assert guard.guarded(fail) == 3
    assert "RuntimeError: odd" in capsys.readouterr().err


def test_an_odd_cell_of_a_notebook_is_an_internal_error(real_workspace):
    notebook = nbformat.read(real_workspace.notebook("01_clean"), as_version=4)
    notebook.cells.append(new_code_cell("{}['none']"))
    (real_workspace.root / "notebooks").mkdir()
    nbformat.write(notebook, real_workspace.root / "notebooks/01_clean.ipynb")
    command = [sys.executable, "-m", "helpers.cli.main", "clean", "--unit", "bach-thong"]
    command += ["--period", "2023H1", "--workspace", str(real_workspace.root)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == 3 and "Traceback" not in result.stderr + result.stdout
    (file,) = (real_workspace.root / "data/processed/_errors").iterdir()
    assert file.name.endswith("-01_clean-bach-thong.txt") and file.name in result.stderr
    assert "KeyError" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("is_internal", "figures", "code"), [(True, 7, 3), (False, 0, 1), (False, 7, 0)]
)
def test_a_batch_ends_by_what_its_reports_hold(province, monkeypatch, is_internal, figures, code):
    result = Result("a", DONE, counts={"figures": figures}, is_internal=is_internal)
    outcome = batch_run.BatchOutcome((result,), 1.0, ())
    monkeypatch.setattr(batch_run, "run_batch", lambda *given, **options: outcome)
    with pytest.raises(SystemExit) as caught:
        main.app(["batch", "--period", "2023H1", "--workspace", str(province[0].root)])
    assert caught.value.code == code


def test_a_run_in_which_the_program_failed_at_a_sheet_ends_with_3(real_workspace, monkeypatch):
    def fail(*given):
        raise KeyError("x")

    monkeypatch.setattr("helpers.cleaning.ObservationReader.records", fail)
    command = ["clean", "--unit", "bach-thong", "--period", "2023H1"]
    with pytest.raises(SystemExit) as caught:
        main.app([*command, "--workspace", str(real_workspace.root)])
    assert caught.value.code == 3
    assert list((real_workspace.root / "data/processed/_errors").iterdir())


@pytest.mark.parametrize(("is_internal", "code"), [(True, 3), (False, 1)])
def test_a_batch_in_which_the_program_failed_ends_with_3(province, monkeypatch, is_internal, code):
    results = [Result("a", FAILED, is_internal=is_internal), Result("b", DONE)]
    outcome = batch_run.BatchOutcome(tuple(results), 1.0, ())
    monkeypatch.setattr(batch_run, "run_batch", lambda *given, **options: outcome)
    with pytest.raises(SystemExit) as caught:
        main.app(["batch", "--period", "2023H1", "--workspace", str(province[0].root)])
    assert caught.value.code == code


def test_a_lab_that_fails_is_no_success(workspace, monkeypatch):
    monkeypatch.setattr(lab, "lab_command", lambda root: [sys.executable, "-c", "exit(1)"])
    monkeypatch.setattr(sys, "argv", ["baocao"])
    assert guard.guarded(lambda: main.open_lab(workspace.root)) == 3


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (None, 0),
        (ParameterError("core.no_workspace"), 2),
        (InternalError("cli.lab_failed", code=1), 3),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 141),
    ],
)
def test_every_end_has_its_code(error, code):
    def end():
        if error:
            raise error

    assert guard.guarded(end) == code


def test_a_library_that_fails_at_an_interrupt_was_interrupted(monkeypatch, capsys):
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)

    def end():
        try:
            raise KeyboardInterrupt
        finally:
            raise ValueError("not in an element")

    assert guard.guarded(end) == 130
    assert "Đã dừng" in capsys.readouterr().err


LEFT = """
def half_written():
    try:
        yield
    finally:
        raise ValueError("not in an element")
def fail(*given):
    left = half_written()
    next(left)
    raise KeyboardInterrupt
"""


def test_a_generator_left_at_an_interrupt_prints_nothing(workspace):
    code = BREAK.replace("def fail(*given): raise {error}\n", LEFT)
    command = [sys.executable, "-c", code, "units"]
    result = subprocess.run(command, cwd=workspace.root, capture_output=True, text=True)
    assert result.returncode == 130 and "Đã dừng" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_with_130(workspace):
    wait = "print('begun', flush=True); import time; time.sleep(60); raise"
    code = BREAK.format(error="AssertionError").replace("raise", wait)
    command = [sys.executable, "-c", code, "units"]
    running = subprocess.Popen(
        command,
        cwd=workspace.root,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # nohup lets none through
    )
    assert running.stdout.readline().strip() == b"begun"
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_a_reader_that_goes_away_is_no_finding():
    command = [sys.executable, "-m", "helpers.cli.main", "units"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    running.stdout.close()
    assert (running.wait(60), running.stderr.read()) == (outcomes.OUTPUT_CLOSED, b"")


def test_a_script_ends_with_3_and_without_a_traceback(tmp_path):
    script = PROJECT_ROOT / "scripts" / "planted_faults_bench.py"
    result = subprocess.run(
        [sys.executable, script, tmp_path / "nowhere", "2023H1"],
        capture_output=True, text=True, encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    assert result.returncode == 3 and "Traceback" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="make")
@pytest.mark.parametrize(("code", "is_good"), [(0, True), (1, True), (2, False), (3, False)])
def test_make_report_passes_findings_and_nothing_else(code, is_good):
    text = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^\t\$\(BIN\)/baocao run .*(\|\|.*)$", text, re.MULTILINE)
    shell = f"(exit {code}) {recipe.replace('$$', '$')}"
    assert (subprocess.run(["sh", "-c", shell]).returncode == 0) == is_good


STOPPED_AT_ONCE = """
import sys
class Interrupt:
    def find_spec(self, name, *given):
        if name == "helpers.core.compat":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
sys.argv[0] = {name!r}
import helpers
"""


@pytest.mark.parametrize(("name", "code"), [("/x/bin/baocao", 130), ("notebook.py", 1)])
def test_an_interrupt_of_the_first_import_is_a_sentence_of_the_command_only(name, code):
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_AT_ONCE.format(name=name)], capture_output=True, text=True
    )
    assert (done.returncode == 130) == (code == 130)
    assert ("Đã dừng" in done.stderr) == (code == 130)
    assert ("Traceback" in done.stderr) == (code != 130)
