"""The desk in a real JupyterLab: run by keys and through the menu, results opened by clicks."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from helpers.batch.engine import ENGINE
from helpers.batch.jobs import plan_jobs
from helpers.batch.run import run_batch
from helpers.checks.decisions import decisions_file, load_decisions
from helpers.core.periods import Period
from helpers.core.tables import TABLES, read_table
from helpers.core.workspace import Workspace

MOST_KEYS = 34
"""From the opened notebook to the mail draft, ten of them the unit's name."""
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
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
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
    """(executed notebook, workspace) of the same through papermill, in this process."""
    root = tmp_path_factory.mktemp("papermill") / "workspace"
    shutil.copytree(workspace.root, root)
    papermill.execute_notebook(
        str(root / "notebooks" / "00_start.ipynb"),
        str(root / "executed.ipynb"),
        engine_name=ENGINE,
        progress_bar=False,
        resources={"metadata": {"path": str(root / "notebooks")}},
    )
    return nbformat.read(root / "executed.ipynb", as_version=4), Workspace(root)


@pytest.fixture(scope="module")
def in_batch(workspace, tmp_path_factory) -> Workspace:
    """The workspace of the same unit's report, made by a batch."""
    copy = Workspace(shutil.copytree(workspace.root, tmp_path_factory.mktemp("batch") / "w"))
    formats = ("html", "pdf", "docx", "xlsx")
    jobs = plan_jobs(copy, PERIOD, [UNIT], lang="vi", formats=formats, keep_notebooks=False)
    assert not run_batch(copy, PERIOD, jobs).failed
    return copy


def files_of(workspace) -> dict[str, bytes]:
    folder = workspace.root / REPORT
    return {path.name: path.read_bytes() for path in folder.glob(f"*-{UNIT}-{PERIOD}.*")}


def test_it_opens_vietnamese_on_another_port_and_asks_nothing_of_the_network(lab, desk, config_of):
    assert f":{lab.taken}/" not in lab.address
    opened = r"http://127\.0\.0\.1:\d+/van-phong/dan-toc/lab/tree/notebooks/00_start\.ipynb"
    assert re.search(opened, lab.log.read_text(encoding="utf-8"))
    for name in ("Tệp", "Chỉnh sửa", "Chạy", "Trợ giúp"):
        desk.page.get_by_role("menuitem", name=name, exact=True).wait_for()

    def get(path):
        return desk.page.request.get(f"{lab.address}/{path}").text()

    def setting(plugin):
        return json.loads(get(f"lab/api/settings/@jupyterlab/{plugin}"))["schema"]["properties"]

    assert {
        "@jupyterlab/apputils-extension:announcements",
        "@jupyterlab/extensionmanager-extension",
    } <= set(config_of(get("lab"))["disabledExtensions"])
    news = setting("apputils-extension:notification")
    assert (news["fetchNews"]["default"], news["checkForUpdates"]["default"]) == ("false", False)
    assert setting("translation-extension:plugin")["locale"]["default"] == "vi_VN"
    assert setting("docmanager-extension:plugin")["autosaveInterval"]["default"] == 60
    assert desk.page.locator('[data-id="table-of-contents"]').count(), "the outline is one click"


def test_with_keys_alone_from_new_files_to_the_mail(workspace, in_process, in_batch, desk):
    """Down, Run, pick, Tab to the button, Enter; up to the mail, Enter: nobody needs a mouse."""
    desk.press("ArrowDown", 2)
    desk.press("Control+Enter")
    desk.page.get_by_label("Tìm đơn vị").wait_for()
    desk.press("Tab", 2)
    for letter in "bach thong":
        desk.press(letter)
    desk.page.locator("option", has_text="(bach-thong)").wait_for(state="attached")
    desk.tab_to("Ghi và chạy tất cả")
    desk.press("Enter")
    desk.page.locator("progress").wait_for()
    assert "Làm sạch số liệu" in desk.page.locator("progress").get_attribute("aria-label")
    done = desk.finished()
    assert (failures(done), desk.errors, desk.requests) == ([], [], [])
    assert outputs_of(done) == outputs_of(in_process[0])
    made = files_of(workspace)
    own = {f"{NAME}.{kind}" for kind in ("html", "pdf", "docx", "xlsx")}
    assert set(made) == own | {f"{DOSSIER}.html", f"{DOSSIER}.xlsx", f"{SIGNER_SHEET}.pdf"}
    page = re.sub("<[^>]+>", "", made[f"{NAME}.html"].decode("utf-8")).replace("\u00a0", " ")
    assert "Diện tích lúa xuân: 1.178,47" in page and "Bảng 1. Đàn vật nuôi" in page
    assert re.search(r"\[a\] Sản lượng ngô vụ xuân.*97,94.*99,965", page), "the decision's note"
    for name, bytes_there in made.items():
        assert files_of(in_process[1])[name] == bytes_there, name
        assert files_of(in_batch)[name] == bytes_there, name
    desk.press("Escape")
    desk.press("ArrowUp")
    desk.tab_to("Soạn thư nháp")
    desk.press("Enter")
    desk.page.locator(".jp-OutputArea a", has_text=f"thu-{UNIT}-{PERIOD}.eml").wait_for()
    assert (workspace.root / REPORT / f"thu-{UNIT}-{PERIOD}.eml").is_file()
    assert desk.keys <= MOST_KEYS


def test_a_contradiction_is_decided_on_its_card(workspace, desk):
    key = "stated_pct_previous:agri.food_grain.production:stated_pct_previous"
    desk.page.get_by_role("button", name="Xem ô nguồn").first.click()
    desk.page.get_by_text("▶ 100,7").first.wait_for()
    desk.page.get_by_label("Họ và tên").fill("Lò Thị Mẫu")
    desk.page.get_by_label("Chọn dùng").first.select_option("nêu cả hai số")
    desk.page.get_by_label("Lý do").first.fill("đơn vị xác nhận")
    desk.page.get_by_role("button", name="Ghi quyết định").first.click()
    desk.page.get_by_text("Đã ghi quyết định: Tổng sản lượng lương thực").first.wait_for()
    kept = load_decisions(decisions_file(workspace, PERIOD, UNIT))
    assert [decision.key for decision in kept][1:] == [key]
    assert (desk.errors, desk.requests) == ([], [])


def test_links_open_the_report_the_dossier_and_the_guide(workspace, desk):
    desk.open_link(f"{NAME}.html")
    page = desk.page.frame_locator(".jp-HTMLViewer iframe")
    # The viewer of JupyterLab shows one file; the dossier opens from the start page.
    page.locator(f'a[href^="{DOSSIER}.html#t"]').first.wait_for()
    desk.back()
    desk.open_link("Mở hồ sơ số liệu", f"{DOSSIER}.html")
    desk.back()
    desk.open_link(f"{NAME}.pdf")
    desk.back()
    with desk.page.expect_download() as waiting:
        desk.page.locator(".jp-OutputArea a", has_text=f"{NAME}.docx").last.click()
    assert Path(waiting.value.path()).read_bytes() == files_of(workspace)[f"{NAME}.docx"]
    desk.open_link("04_report.ipynb")
    desk.back()
    desk.page.locator(".jp-RenderedMarkdown a", has_text="Hướng dẫn").first.click()
    desk.page.locator("h1", has_text="Hướng dẫn cho cán bộ phân tích").wait_for()
    desk.back()
    assert (desk.errors, desk.requests) == ([], [])


def test_what_is_picked_is_written_into_the_parameters_cell(desk):
    desk.page.get_by_label("Ngôn ngữ").select_option("Tiếng Anh")
    desk.page.get_by_label("Word (sửa câu chữ)").uncheck()
    desk.page.get_by_role("button", name="Ghi vào ô tham số").click()
    parameters = desk.page.locator(".cm-content", has_text="unit: str").first
    desk.wait_until(lambda: 'lang: str = "en"' in parameters.inner_text())
    desk.page.get_by_role("status").filter(has_text="Đã ghi vào ô tham số").wait_for()
    lines = parameters.inner_text().splitlines()
    assert lines[0].startswith('unit: str = "bach-thong"  # mã đơn vị')
    assert lines[1].startswith('period: str = "2023H1"  # kỳ')
    assert lines[3] == 'formats: list[str] = ["html", "pdf", "xlsx"]  # dạng xuất'
    assert lines[4].startswith('report_date: str = ""  #')
    assert (desk.errors, desk.requests) == ([], [])


def test_what_was_not_written_is_said_on_a_card(desk):
    """The lists' script has lost JupyterLab: nothing is written, the lines to write are shown."""
    parameters = desk.page.locator(".cm-content", has_text="unit: str").first
    before = parameters.inner_text()
    desk.page.evaluate("() => { window.app = window.jupyterapp; window.jupyterapp = undefined; }")
    desk.page.get_by_label("Ngôn ngữ").select_option("Tiếng Việt")
    desk.page.get_by_role("button", name="Ghi vào ô tham số").click()
    card = desk.page.locator("section", has_text="Chưa ghi được vào ô tham số")
    card.wait_for()
    assert 'lang = "vi"' in card.inner_text() and parameters.inner_text() == before
    desk.page.evaluate("() => { window.jupyterapp = window.app; }")
    desk.page.evaluate(RESTART)
    desk.page.get_by_text("chưa nối với chương trình").first.wait_for()


def test_a_wrong_parameter_is_a_card_with_the_next_step(desk):
    desk.write_line("lang: str", 'lang: str = "vi"')
    for line, words in (
        ('unit: str = "Bạch Thông"', "bach-thong (Huyện Bạch Thông)"),
        ("unit: str = bach", "«bach»"),
        ('unit: str = "bach-thong', "dòng 1"),
    ):
        desk.write_line("unit: str", line)
        desk.choose("Chạy", "Run All Cells")
        card = desk.page.locator(".jp-OutputArea section", has_text=words).first
        desk.wait_until(lambda card=card: "Việc tiếp theo" in card.inner_text())


@pytest.fixture(scope="module")
def run_in_turn(open_notebook):
    """``run_in_turn("03_trends")``: that page and notebook, once those before it have run."""
    waiting, done = iter(OTHERS), {}

    def run(wanted: str):
        while wanted not in done:
            name = next(waiting)
            seen = open_notebook(name)
            for start, text in CHANGES.get(name, {}).items():
                seen.write_line(start, text)
            notebook = seen.run_all()
            assert (failures(notebook), seen.errors, seen.requests) == ([], [], []), name
            counts = [c.execution_count for c in notebook.cells if c.cell_type == "code"]
            assert counts == list(range(1, len(counts) + 1)), name
            done[name] = seen, notebook
        return done[wanted]

    return run


def test_a_long_table_is_sorted_by_its_head_and_filtered(run_in_turn, open_notebook):
    """Without its kernel the HTML that the file keeps beside the widget is shown."""
    seen, done = run_in_turn("02_indicators")
    table = seen.page.locator(".dt-container").first
    box = table.locator("input[type=search]")
    box.fill("lua xuan")
    names = table.locator("tbody tr td:first-child")
    seen.wait_until(lambda: 0 < names.count() < 20)
    assert all("lúa" in name.lower() for name in names.all_inner_texts())
    box.fill("")
    head = table.locator("th", has_text="Thực hiện").first
    head.get_by_text("Thực hiện").click()
    column = table.locator(
        "tbody tr td:nth-child({})".format(head.evaluate("e => e.cellIndex") + 1)
    )
    seen.wait_until(lambda: bool(column.first.inner_text()))
    values = column.all_inner_texts()
    numbers = [float(v.replace(".", "").replace(",", ".").rstrip("%")) for v in values]
    assert len(numbers) == 50 and numbers == sorted(numbers, reverse=True)
    kept = [o for c in done.cells for o in c.get("outputs", []) if WIDGET in o.get("data", {})]
    pages = ["".join(output.data.get("text/html", "")) for output in kept]
    assert any("Thực hiện" in page and "lúa xuân" in page for page in pages)
    assert (seen.errors, seen.requests) == ([], [])
    open_notebook("01_clean")
    again = open_notebook("02_indicators").page.locator(".jp-OutputArea-output")
    first = again.filter(has_text="chưa nối với chương trình").first
    first.wait_for()
    assert first.locator("td", has_text="lúa xuân").count(), "what the file kept, and how to go on"
    assert not seen.page.get_by_text("Error displaying widget").count()
    assert (seen.errors, seen.requests) == ([], [])


def test_the_other_notebooks_run_one_after_another(workspace, in_process, run_in_turn):
    run_in_turn(OTHERS[-1])
    there = in_process[1]
    for name in set(TABLES) - OF_ROLL_UPS - {"findings"}:
        ours, theirs = (read_table(w, UNIT, PERIOD, name) for w in (workspace, there))
        assert ours.equals(theirs), name
