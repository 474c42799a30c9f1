"""00_start in a real JupyterLab: opened, run through the menu, its results opened by clicks."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from helpers.batch.engine import ENGINE
from helpers.core.periods import Period
from helpers.core.tables import TABLES, read_table
from helpers.core.workspace import Workspace

UNIT, PERIOD = "bach-thong", Period.parse("2023H1")
NAME = f"bao-cao-{UNIT}-{PERIOD}"
DOSSIER = f"ho-so-so-lieu-{UNIT}-{PERIOD}"
SIGNER_SHEET = f"tom-tat-trinh-ky-{UNIT}-{PERIOD}"
REPORT = f"reports/{PERIOD}/{UNIT}"
OF_ROLL_UPS = {"contributions", "coverage"}
OTHERS = (
    *("01_clean", "02_indicators", "03_trends", "04_report", "05_province"),
    *("06_audit", "07_mapping", "08_explore"),
)
# One format is enough to see that the last cell writes.
HTML_ALONE = {"formats: list": 'formats: list[str] = ["html"]'}
CHANGES = {"04_report": HTML_ALONE, "05_province": HTML_ALONE}


WIDGET = "application/vnd.jupyter.widget-view+json"


def outputs_of(notebook) -> list[list[object]]:
    """What each code cell shows; text that came in pieces as one, widgets by their text."""
    return [_joined(c.outputs) for c in notebook.cells if c.cell_type == "code"]


def _joined(outputs) -> list[object]:
    streams = [o.text for o in outputs if o.output_type == "stream"]
    shown = [{k: v for k, v in o.data.items() if k != WIDGET} for o in outputs if "data" in o]
    return ["".join(streams), *({kind: str(v).strip() for kind, v in s.items()} for s in shown)]


def failures(notebook) -> list[str]:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [o.evalue for cell in cells for o in cell.outputs if o.output_type == "error"]


@pytest.fixture(scope="module")
def in_process(workspace, tmp_path_factory):
    """(executed notebook, folder of the report) of the same through papermill, in this process."""
    root = tmp_path_factory.mktemp("papermill") / "workspace"
    shutil.copytree(workspace.root, root)
    papermill.execute_notebook(
        str(root / "notebooks" / "00_start.ipynb"),
        str(root / "executed.ipynb"),
        engine_name=ENGINE,
        progress_bar=False,
        resources={"metadata": {"path": str(root / "notebooks")}},
    )
    return nbformat.read(root / "executed.ipynb", as_version=4), root / REPORT


def test_run_all_makes_the_report_and_its_links_open_it(workspace, in_process, open_notebook):
    with open_notebook("00_start") as seen:
        done = seen.run_all()
        assert (failures(done), seen.errors, seen.requests) == ([], [], [])
        assert outputs_of(done) == outputs_of(in_process[0])
        theirs = {p.name: p.read_bytes() for p in in_process[1].glob(f"*-{UNIT}-{PERIOD}.*")}
        own = {f"{NAME}.{kind}" for kind in ("html", "pdf", "docx", "xlsx")}
        assert set(theirs) == own | {f"{DOSSIER}.html", f"{DOSSIER}.xlsx", f"{SIGNER_SHEET}.pdf"}
        for name, made in theirs.items():
            assert (workspace.root / REPORT / name).read_bytes() == made, name
        seen.open_link(f"{NAME}.html")
        page = seen.page.frame_locator(".jp-HTMLViewer iframe")
        # The viewer of JupyterLab shows one file; the dossier opens from the start page.
        page.locator(f'a[href="{DOSSIER}.html#t1"]').first.wait_for()
        seen.back()
        seen.open_link(f"{DOSSIER}.html")
        seen.back()
        seen.open_link(f"{NAME}.pdf")
        seen.back()
        with seen.page.expect_download() as waiting:
            seen.page.locator(".jp-OutputArea a", has_text=f"{NAME}.docx").last.click()
        assert Path(waiting.value.path()).read_bytes() == theirs[f"{NAME}.docx"]
        seen.open_link("04_report.ipynb")
        assert (seen.errors, seen.requests) == ([], [])


def test_a_wrong_parameter_is_answered_in_one_sentence(open_notebook):
    with open_notebook("00_start") as seen:
        for unit, period, words in (
            ("Bạch Thông", "2023H1", "bach-thong (Huyện Bạch Thông)"),
            ("bach-thong", "2023-H1", "2023H1, 2023H2"),
            ("bach-thong", "2021H1", "2022H1, 2023H1"),
        ):
            seen.write_line("unit: str", f'unit: str = "{unit}"')
            seen.write_line("period: str", f'period: str = "{period}"')
            told, *late = failures(seen.run_all())
            assert words in told
            assert " ".join(seen.shown_errors[0].split()) == told
            # a cell that reaches the kernel when it has stopped aborting is run all the same
            assert set(late) <= {"name 'start' is not defined"}


def test_what_is_picked_is_written_into_the_parameters_cell(open_notebook):
    with open_notebook("00_start") as seen:
        seen.page.locator(".cm-line", has_text="pick_parameters()").first.click()
        seen.page.keyboard.press("Control+Enter")
        search = seen.page.get_by_label("Tìm đơn vị")
        search.fill("bach thong")
        search.press("Enter")
        seen.page.locator("option", has_text="(bach-thong)").wait_for(state="attached")
        seen.page.get_by_label("Ngôn ngữ").select_option("Tiếng Anh")
        seen.page.get_by_label("Word (sửa câu chữ)").uncheck()
        seen.page.get_by_role("button", name="Ghi vào ô tham số").click()
        parameters = seen.page.locator(".cm-content", has_text="unit: str").first
        seen.wait_until(lambda: 'lang: str = "en"' in parameters.inner_text())
        lines = parameters.inner_text().splitlines()
        assert lines[0].startswith('unit: str = "bach-thong"  # mã đơn vị')
        assert lines[1].startswith('period: str = "2023H1"  # kỳ')
        assert lines[3] == 'formats: list[str] = ["html", "pdf", "xlsx"]  # dạng xuất'
        assert lines[4].startswith('report_date: str = ""  #')
        assert (seen.errors, seen.requests) == ([], [])


def test_the_other_notebooks_run_one_after_another(workspace, in_process, open_notebook):
    for name in OTHERS:
        with open_notebook(name) as seen:
            for start, text in CHANGES.get(name, {}).items():
                seen.write_line(start, text)
            done = seen.run_all()
            assert (failures(done), seen.errors, seen.requests) == ([], [], []), name
            counts = [c.execution_count for c in done.cells if c.cell_type == "code"]
            assert counts == list(range(1, len(counts) + 1)), name
    there = Workspace(in_process[1].parents[2])
    for name in set(TABLES) - OF_ROLL_UPS:
        ours, theirs = (read_table(w, UNIT, PERIOD, name) for w in (workspace, there))
        assert ours.equals(theirs), name
    page, made = (w / REPORT / f"{NAME}.html" for w in (workspace.root, there.root))
    assert page.read_bytes() == made.read_bytes()
