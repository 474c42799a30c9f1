"""Nothing of the machine goes out: canaries are planted, and every output is searched."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from pypdf import PdfReader

from helpers.batch.work import fail, make_report
from helpers.core.periods import Period
from helpers.core.redaction import without_paths
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.demo.build import build_demo
from pdf_text import page_texts

PERIOD, UNIT = Period.parse("2023H1"), "huyen-mau-0001"
CANARIES = {
    "LOGNAME": "canary-user",
    "USER": "canary-user",
    "HOSTNAME": "canary-host",
    "SMTP_PASSWORD": "canary-secret",
}
FOLDER = "canary-folder"
# Names of the machine that stand in nobody's text: a short one is part of many words.
TRACES = [*CANARIES.values(), FOLDER, str(PROJECT_ROOT), str(Path.home()), "site-packages"]
TRACES += [socket.gethostname()] if len(socket.gethostname()) > 4 else []


@pytest.fixture
def canaries(monkeypatch):
    for name, value in CANARIES.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(socket, "gethostname", lambda: CANARIES["HOSTNAME"])


@pytest.fixture
def workspace(tmp_path, canaries) -> Workspace:
    root = tmp_path / FOLDER
    build_demo(root, units=1, periods=[PERIOD], seed=7, fault_rate=0.2)
    return Workspace(root)


def texts_of(path: Path) -> list[str]:
    """The text of a file, of every member of an office file; of a PDF its pages and metadata."""
    if path.suffix in (".xlsx", ".docx"):
        with ZipFile(path) as archive:
            return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    if path.suffix == ".pdf":
        pdf = PdfReader(path)
        told = [str(dict(pdf.metadata or {})), str(pdf.xmp_metadata and pdf.xmp_metadata.stream)]
        return [*told, *page_texts(path)]
    return [path.read_text(encoding="utf-8")]


def leaks(*folders: Path, also: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(file, trace) of every trace that a file of ``folders`` holds."""
    return [
        (path.name, trace)
        for folder in folders
        for path in sorted(folder.rglob("*.*"))
        for text in texts_of(path)
        for trace in (*TRACES, *also)
        if trace in text
    ]


def test_reports_of_a_real_unit_hold_no_trace(finished):
    workspace, _ = finished
    folder = workspace.reports(PERIOD, "bach-thong")
    assert {path.suffix for path in folder.glob("*.*")} == {
        ".html", ".pdf", ".docx", ".xlsx", ".json"
    }  # fmt: skip
    assert leaks(folder, also=[str(workspace.root)]) == []


def test_batch_holds_no_trace(workspace, make_plan, quick_batch):
    jobs = make_plan(workspace, formats=("html", "docx", "xlsx"), keep_notebooks=True)
    assert quick_batch(workspace, jobs).failed == []
    folder = workspace.root / "reports"
    assert len(list(folder.rglob("*.ipynb"))) == 4 and (folder / "2023H1/index.html").exists()
    assert leaks(folder) == []


def test_notebook_that_stopped_and_its_page_hold_no_trace(workspace, make_plan, quick_batch):
    """Unforeseen: a library's own error, with an absolute path in its words."""
    notebook = nbformat.read(workspace.notebook("02_indicators"), as_version=4)
    cell = new_code_cell("from pathlib import Path\n(Path.cwd() / 'none.txt').read_text()")
    notebook.cells.append(cell)
    (workspace.root / "notebooks").mkdir()
    nbformat.write(notebook, workspace.root / "notebooks/02_indicators.ipynb")
    outcome = quick_batch(workspace, make_plan(workspace, keep_notebooks=True))
    (failed,) = outcome.failed
    assert "FileNotFoundError" in failed.reason and "none.txt" in failed.reason
    page = workspace.reports(PERIOD, UNIT) / f"bao-cao-{UNIT}-{PERIOD}.html"
    assert "Traceback" not in page.read_text("utf-8")
    stopped = workspace.work(PERIOD, UNIT)
    assert [path.name for path in stopped.glob("*.ipynb")].count("02_indicators.ipynb") == 1
    assert leaks(workspace.root / "reports", stopped) == []


def test_crash_is_told_without_its_words(workspace, make_plan, monkeypatch):
    def crash(*args, **kwargs):
        raise RuntimeError(f"{CANARIES['SMTP_PASSWORD']} in {Path.home()}/{FOLDER}")

    monkeypatch.setattr("helpers.batch.work.run_unit", crash)
    result = make_report(make_plan(workspace)[0])
    assert result.detail.startswith("RuntimeError\nsrc/helpers/batch/work.py:")
    assert leaks(workspace.root / "reports") == []
    assert not [trace for trace in TRACES if trace in json.dumps(result.__dict__, default=str)]


def test_page_of_a_failure_names_the_unit(workspace, make_plan):
    job = make_plan(workspace)[0]
    fail(job, f"{workspace.root}/data/raw/x.xlsx", "", 0.0)
    page = workspace.reports(PERIOD, UNIT) / f"bao-cao-{UNIT}-{PERIOD}.html"
    assert "Huyện Mẫu 0001" in page.read_text("utf-8")
    assert ">data/raw/x.xlsx<" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("'{root}/data/raw/a b.xlsx' is missing", "'data/raw/a b.xlsx' is missing"),
        ("{project}/src/helpers/x.py:12", "src/helpers/x.py:12"),
        ("/opt/somewhere/lib/x.py line 3", "x.py line 3"),
        (r"C:\Users\canary\x.xlsx", "x.xlsx"),
        ("~/secret/x.csv", "x.csv"),
        ("data/raw/2023H1/a/b.xlsx", "data/raw/2023H1/a/b.xlsx"),
        ("1.178,47/1.187 ha và 12/2023/NĐ-CP", "1.178,47/1.187 ha và 12/2023/NĐ-CP"),
    ],
)
def test_paths_are_told_from_the_workspace_on(tmp_path, told, left):
    workspace = Workspace(tmp_path / "w")
    text = told.format(root=workspace.root, project=PROJECT_ROOT) if "{" in told else told
    assert without_paths(text, workspace) == left
