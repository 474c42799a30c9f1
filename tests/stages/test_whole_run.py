"""The real notebooks on the real data through papermill; tests/browser/lab runs them by hand."""

from __future__ import annotations

import re
import shutil
from hashlib import sha256
from pathlib import Path

import nbformat
import pytest
from lxml import html
from pypdf import PdfReader

from helpers.batch.engine import ENGINE
from helpers.core.errors import ReportError
from helpers.core.periods import Period
from helpers.core.tables import TABLES, read_table
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.facts import read_facts
from helpers.stages.manifest import read_manifest
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.unit_run import run_unit
from pdf_text import page_texts

OF_ROLL_UPS = ("contributions", "coverage")
UNIT_TABLES = [name for name in TABLES if name not in OF_ROLL_UPS]
PERIOD, UNIT = Period.parse("2023H1"), "bach-thong"
NAME = f"bao-cao-{UNIT}-{PERIOD}"
DOSSIER = f"ho-so-so-lieu-{UNIT}-{PERIOD}"


@pytest.fixture(scope="module")
def report_folder(finished) -> Path:
    workspace, _ = finished
    return workspace.reports(PERIOD, UNIT)


def test_everything_is_left_in_the_reports_folder(report_folder):
    names = {path.relative_to(report_folder).as_posix() for path in report_folder.rglob("*.*")}
    notebooks = {f"notebooks/{stage}.ipynb" for stage in STAGES}
    exports = {f"{NAME}.{kind}" for kind in ReportParameters.model_fields["formats"].default}
    dossier = {f"{DOSSIER}.html", f"{DOSSIER}.xlsx", f"tom-tat-trinh-ky-{UNIT}-{PERIOD}.pdf"}
    assert names == exports | dossier | notebooks | {"facts.json", "manifest.json"}


def test_every_table_is_written_and_fits_its_schema(finished):
    workspace, _ = finished
    for name in UNIT_TABLES:
        assert len(read_table(workspace, UNIT, PERIOD, name).columns) == len(TABLES[name])
    assert not workspace.work(PERIOD, UNIT).exists(), "the work folder is removed"


def test_manifest_holds_true_hashes_of_inputs_and_outputs(finished, report_folder):
    workspace, _ = finished
    manifest = read_manifest(workspace, str(PERIOD), UNIT)
    assert (report_folder / "manifest.json").stat().st_size < 20_000, "what is shared is apart"
    assert manifest["parameters"]["unit"] == UNIT
    assert manifest["seconds_by_stage"].keys() == STAGES.keys()
    raw = {k for k in manifest["inputs"] if k.startswith("data/raw/2023H1")}
    assert len(raw) == len(list(workspace.raw(PERIOD, UNIT).iterdir()))
    for kind in ("inputs", "outputs"):
        for path, digest in manifest[kind].items():
            here = workspace.root if (workspace.root / path).exists() else PROJECT_ROOT
            assert sha256((here / path).read_bytes()).hexdigest() == digest
    assert f"data/reference/corrections/{PERIOD}/{UNIT}.csv" in manifest["inputs"]
    # the province stands above the agency in the head
    assert {row["key"] for row in manifest["unit_rows"]} == {UNIT, "bac-kan"}
    assert "data/reference/packs/programme-2021/programme.csv" in manifest["catalogues"]
    assert len(manifest["fingerprint"]) == 64, "whoever made the report"
    assert "src/helpers/core/tables.py" in manifest["code"]


def test_a_lost_shared_part_leaves_the_rest_of_the_manifest(finished, tmp_path):
    workspace, _ = finished
    copy = Workspace(tmp_path)
    source = workspace.reports(PERIOD, UNIT) / "manifest.json"
    target = copy.reports(PERIOD, UNIT) / "manifest.json"
    target.parent.mkdir(parents=True)
    shutil.copy(source, target)
    alone = read_manifest(copy, str(PERIOD), UNIT)
    assert alone["outputs"], "mail and index read these"
    assert "code" not in alone


def test_executed_notebooks_hold_outputs_and_their_parameters(report_folder):
    for stage in STAGES:
        notebook = nbformat.read(report_folder / "notebooks" / f"{stage}.ipynb", as_version=4)
        assert notebook.metadata.papermill.parameters["unit"] == UNIT
        assert notebook.metadata.papermill.exception is None
        assert any(cell.get("outputs") for cell in notebook.cells)


def test_html_is_small_and_asks_nothing_of_the_network(report_folder):
    page = (report_folder / f"{NAME}.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 300_000
    assert "<script" not in page and "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page and "In [" not in page
    assert ">nan<" not in page.lower() and "None" not in page


def test_every_unallocated_amount_of_the_source_is_told(report_folder):
    """The five amounts of III.1.2 of the real report, 7,383.915 read as 7,383915."""
    page = (report_folder / f"{NAME}.html").read_text(encoding="utf-8")
    section = page[page.index("Vốn còn lại chưa phân bổ") :]
    section = section[: section.index("</ul>")]
    for amount in ("128,7", "1.329,6", "7,4", "6.041", "1.098"):
        assert f">{amount}\u00a0triệu đồng</a>" in section
    assert section.count("<li>") == 5


def test_support_of_pupils_is_one_table_with_the_scheme_of_the_province(report_folder):
    """Sums of the two terms as 07_giao_duc.xlsx has them: 979,824 + 1.219,267 = 2.199,091."""
    page = html.parse(report_folder / f"{NAME}.html").getroot()
    (table,) = [t for t in page.iter("table") if "Hỗ trợ bằng tiền" in t.text_content()]
    rows = [[c.text_content().strip() for c in row] for row in table.xpath(".//tbody/tr")]
    assert rows[0][1:] == ["411", "979,824", "411", "1.219,267", "2.199,091"]
    assert rows[-1][0] == "Theo Nghị quyết số 54/2016/NQ-HĐND của Hội đồng nhân dân tỉnh"
    assert len(rows) == 6


def test_the_programme_has_names_and_one_status_of_a_project_without_capital(report_folder):
    page = html.parse(report_folder / f"{NAME}.html").getroot()
    (table,) = [t for t in page.iter("table") if "Vốn giao và giải ngân" in t.text_content()]
    cells = [[c.text_content().strip() for c in row] for row in table.iter("tr")]
    rows = {row[0].partition(":")[0]: row for row in cells}
    assert rows["Dự án 1"][0].startswith("Dự án 1: Giải quyết tình trạng thiếu đất ở")
    assert "Dự án 2" not in rows, "a line without any figure is named in the text"
    # The total as the columns of money print it: parts add up. The source states other totals of
    # what was allocated, of either kind (C56, D56): these two have marks.
    assert rows["Tổng cộng"][1:7] == [
        "76.274,5",
        "27.842 [c]",
        "48.432,5 [d]",
        "7.093,1",
        "5.013,1",
        "2.080,0",
    ]
    said = "chưa có số liệu về vốn giao: Dự án 2 (huyện không có nhu cầu triển khai dự án này)"
    assert said in page.text_content()


def test_facts_are_those_of_the_report(report_folder):
    facts = read_facts((report_folder / "facts.json").read_text(encoding="utf-8"))
    names = (f"{NAME}.html", f"{DOSSIER}.html")
    page = "".join((report_folder / name).read_text(encoding="utf-8") for name in names)
    keys = {fact["key"] for fact in facts}
    assert len(keys) == len(facts) > 300
    for fact in facts:
        assert f"{fact['text']}" in page, fact["key"]
        assert fact["formula"] == "count" or fact["inputs"], fact["key"]


def test_every_input_of_a_fact_is_a_real_cell(finished, report_folder):
    """The text that a fact cites stands in the cell that it names (read by another library)."""
    from openpyxl import load_workbook

    workspace, _ = finished
    books: dict[Path, object] = {}
    facts = read_facts((report_folder / "facts.json").read_text(encoding="utf-8"))
    cited = {
        (i["period"], i["file"], i["sheet"], i["cell"], i["raw_text"])
        for fact in facts
        for i in fact["inputs"]
    }
    assert len(cited) > 250
    for period, file, sheet, cell, raw_text in cited:
        path = workspace.raw(Period.parse(period), UNIT) / file
        book = books.setdefault(path, None) or load_workbook(path)
        books[path] = book
        assert str(book[sheet][cell].value) == raw_text


def test_figures_of_the_report_are_links_to_their_rows_in_the_dossier(report_folder):
    page = (report_folder / f"{NAME}.html").read_text(encoding="utf-8")
    dossier = html.parse(report_folder / f"{DOSSIER}.html").getroot()
    targets = re.findall(rf'href="{DOSSIER}\.html#([^"]+)"', page)
    assert len(targets) > 500
    assert set(targets) <= set(dossier.xpath("//@id"))
    assert PdfReader(report_folder / f"{NAME}.pdf").outline


def test_the_pdf_has_the_words_of_the_page(report_folder):
    """Each paragraph, item, heading and cell; pages begin with their number, first ones do not."""
    pages = page_texts(report_folder / f"{NAME}.pdf")
    printed = _packed("".join(re.sub(r"^\s*\d+\s*\n", "", page) for page in pages))
    page = html.parse(report_folder / f"{NAME}.html").getroot()
    for hidden in page.xpath(
        "//nav | //details | //style | //*[contains(@class, 'skip') or contains(@class, 'summary')]"
    ):
        hidden.drop_tree()
    texts = [
        _packed(e.text_content()) for e in page.xpath("//p | //li[not(ul)] | //td | //th | //h2")
    ]
    assert len(texts) > 800
    # A picture that floats to the head of a page may stand within a paragraph.
    assert [t for t in texts if t not in printed and not _is_split(t, printed)] == []


def _is_split(text: str, printed: str) -> bool:
    return any(text[:n] in printed and text[n:] in printed for n in range(20, len(text) - 20))


def _packed(text: str) -> str:
    """Without blanks and hyphens: a PDF reader takes one at the end of a line for a division."""
    return re.sub(r"[\s\x02\ufffe-]", "", text).casefold()


def test_failed_stage_says_where_and_leaves_no_report(real_workspace):
    shutil.rmtree(real_workspace.raw(PERIOD, UNIT))
    real_workspace.raw(PERIOD, UNIT).mkdir()
    parameters = {"unit": UNIT, "period": "2023H1", "lang": "vi"}
    with pytest.raises(ReportError) as caught:
        run_unit(real_workspace, parameters, list(STAGES), lambda *_: None, engine=ENGINE)
    assert "bach-thong" in str(caught.value)
    assert not real_workspace.reports(PERIOD, UNIT).exists()
