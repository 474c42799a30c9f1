"""Workbooks that carry marks of HTML and formulas: in every output they are the text they were."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.demo.build import build_demo

PERIOD, UNIT, EMPTY = Period.parse("2023H1"), "huyen-mau-0001", "huyen-mau-0002"
NAME = f"bao-cao-{UNIT}-{PERIOD}"
DOSSIER = f"ho-so-so-lieu-{UNIT}-{PERIOD}"
ATTACK = """"><img src=x onerror="window.ran='{0}'"><script>window.ran='{0}'</script>'&lt <b>"""
OF_REPORT = ("agency", "signer", "recipient", "paragraph", "subject", "issuer")
OF_DOSSIER = ("label", "cell")
PLACES = ((NAME, OF_REPORT), (DOSSIER, OF_DOSSIER))
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://a.invalid")',
)


def attack(place: str) -> str:
    return f"{place} {ATTACK.format(place)}"


def poison(folder) -> None:
    """Marks of HTML at every place where people write, formulas as paragraphs and subjects."""
    book = load_workbook(folder / "13_noi_dung_bao_cao.xlsx")
    texts, head = book.worksheets
    texts["E5"] = attack("paragraph")
    for cell, place in (("C5", "agency"), ("C10", "recipient"), ("C12", "signer")):
        head[cell] = attack(place)
    book.save(folder / "13_noi_dung_bao_cao.xlsx")
    book = load_workbook(folder / "12_van_ban_chi_dao.xlsx")
    page = book.active
    page["F5"], page["G5"] = attack("issuer"), attack("subject")
    first = [page.cell(5, column).value for column in range(1, 10)]
    for row, formula in enumerate(FORMULAS, start=6):
        for column, value in enumerate(first, start=1):
            page.cell(row, column).value = value
        page.cell(row, 3).value = f"{row:02}"
        page.cell(row, 7).value = formula
        page.cell(row, 7).data_type = "s"
    book.save(folder / "12_van_ban_chi_dao.xlsx")
    book = load_workbook(folder / "10_cong_tac_dan_toc.xlsx")
    page = book["Người có uy tín"]
    page["B5"], page["D5"] = attack("label"), attack("cell")
    book.save(folder / "10_cong_tac_dan_toc.xlsx")


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory, make_plan, quick_batch):
    """Two units whose names attack too: one with a report, one whose files cannot be read."""
    root = tmp_path_factory.mktemp("poisoned") / "w"
    build_demo(root, units=2, periods=[PERIOD], seed=7, fault_rate=0)
    workspace = Workspace(root)
    units = workspace.reference("units.csv")
    name = attack("unit").replace('"', '""')
    text = re.sub(
        r"Huyện Mẫu (\d+)", lambda found: f'"{name} {found[1]}"', units.read_text("utf-8")
    )
    units.write_text(text, "utf-8")
    crops = PROJECT_ROOT / "data/reference/indicators/crops.csv"
    own = root / "data/reference/indicators"
    own.mkdir()
    for path in crops.parent.glob("*.csv"):
        changed = path.read_text("utf-8").replace("Diện tích lúa xuân", "Lúa <b> & 'x'")
        (own / path.name).write_text(changed, "utf-8")
    poison(workspace.raw(PERIOD, UNIT))
    for path in workspace.raw(PERIOD, EMPTY).iterdir():
        path.unlink()
    formats = ("html", "pdf", "docx", "xlsx", "dossier-pdf")
    outcome = quick_batch(workspace, make_plan(workspace, formats=formats))
    assert [result.unit for result in outcome.failed] == [EMPTY], outcome.failed
    return workspace


@pytest.mark.parametrize(("name", "places"), PLACES)
def test_report_and_dossier_show_marks_and_run_nothing(poisoned, visit, name, places):
    with visit(poisoned.reports(PERIOD, UNIT) / f"{name}.html") as seen:
        text = re.sub(r"\s+", " ", seen.page.locator("body").text_content())
        missing = [place for place in places if attack(place) not in text]
        assert missing == []
        images = seen.page.locator("img").evaluate_all("all => all.map(i => i.src.slice(0, 14))")
        assert set(images) == ({"data:image/svg"} if name == NAME else set())
        assert seen.page.locator("script, [onerror], main b").count() == 0
        assert (seen.page.evaluate("window.ran"), seen.errors) == (None, [])


def test_lettering_of_charts_is_escaped(poisoned):
    page = (poisoned.reports(PERIOD, UNIT) / f"{NAME}.html").read_text("utf-8")
    pictures = [unquote(told) for told in re.findall(r"src='data:image/svg[^,]*,([^']*)'", page)]
    trees = [ElementTree.fromstring(picture) for picture in pictures]
    texts = ["".join(node.itertext()) for tree in trees for node in tree.iter()]
    assert any("Lúa <b> & 'x'" in text for text in texts)
    names = {node.tag.rpartition("}")[2] for tree in trees for node in tree.iter()}
    assert not names & {"script", "img", "image", "b", "foreignObject", "a"}


def test_failure_and_index_show_marks_and_run_nothing(poisoned, visit):
    failure = poisoned.reports(PERIOD, EMPTY) / f"bao-cao-{EMPTY}-{PERIOD}.html"
    for path in (failure, failure.parent.parent / "index.html"):
        with visit(path) as seen:
            assert attack("unit") in seen.page.locator("main").text_content()
            assert seen.page.locator("img, [onerror], main script ~ script").count() == 0
            assert (seen.page.evaluate("window.ran"), seen.errors) == (None, [])


@pytest.mark.parametrize("name", [NAME, DOSSIER])
def test_cells_of_the_workbooks_stay_text(poisoned, name):
    path = poisoned.reports(PERIOD, UNIT) / f"{name}.xlsx"
    cells = [cell for page in load_workbook(path) for row in page.iter_rows() for cell in row]
    told = {cell.value: cell for cell in cells if isinstance(cell.value, str)}
    for formula in FORMULAS if name == NAME else ():
        cell = told[formula.strip()]
        assert cell.data_type == "s" and cell.quotePrefix, formula
    for place in ("subject", "issuer") if name == NAME else OF_DOSSIER:
        assert any(attack(place) in value for value in told), place
    with ZipFile(path) as archive:
        sheets = [archive.read(part).decode() for part in archive.namelist() if "sheet" in part]
    assert not [
        found for text in sheets for found in re.findall(r"<f>[^<]*[^-+*/()A-Z0-9:,<][^<]*", text)
    ]


def test_word_and_facts_hold_the_text(poisoned):
    folder = poisoned.reports(PERIOD, UNIT)
    with ZipFile(folder / f"{NAME}.docx") as archive:
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    text = "".join(tree.itertext())
    assert [place for place in OF_REPORT if attack(place) not in text] == []
    assert json.loads((folder / "facts.json").read_text("utf-8"))


@pytest.mark.parametrize(("name", "places"), PLACES)
def test_pdf_holds_the_text_and_leads_to_no_address(poisoned, name, places):
    pdf = PdfReader(poisoned.reports(PERIOD, UNIT) / f"{name}.pdf")
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    assert [place for place in places if re.sub(r"\s", "", attack(place)) not in text] == []
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
    assert {note["/Subtype"] for note in notes} == ({"/Link"} if name == NAME else set())
    assert not [note for note in notes if "/URI" in note.get("/A", {})]
    assert "/JavaScript" not in pdf.trailer["/Root"].get("/Names", {})
