"""A report edited in Word: words come back as edits, figures are listed."""

from __future__ import annotations

import shutil
import subprocess
from copy import deepcopy
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from rich.console import Console

from helpers.audit.passages import Passage
from helpers.cli.show_word_edits import _of_name, bring_back
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.stages.edits import Edit, add_edit, edits_file, load_edits
from helpers.stages.notebooks.edited_parts import numerals_in
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period
from helpers.stages.word_edits import keep_edits, word_changes
from helpers.stages.word_line_changes import FIGURE, LISTED, TEXT, compared_lines
from helpers.stages.word_lines import Line, lines_of

UNIT, PERIOD = "bach-thong", "2023H1"
VALUES = {"unit": UNIT, "period": PERIOD, "lang": "vi"}
VI = (ETHNIC, "vi")
NEW = "Ủy ban nhân dân huyện giao Phòng Văn hóa theo dõi {nội dung} này."


@pytest.fixture(scope="module")
def workspace(finished, tmp_path_factory):
    root = tmp_path_factory.mktemp("word") / "workspace"
    shutil.copytree(finished[0].root, root)
    return Workspace(root)


@pytest.fixture(scope="module")
def published(workspace):
    (path,) = workspace.reports(Period.parse(PERIOD), UNIT).glob("bao-cao-*.docx")
    return path


def opened(workspace):
    return open_unit_period(ReportParameters, workspace=workspace, **VALUES)


def paragraph_with(document, words):
    return next(p for p in document.paragraphs if words in p.text)


def put(paragraph, old, new):
    """Replace words within one run, as a person does who types over them."""
    run = next(run for run in _runs(paragraph) if old in run.text)
    run.text = run.text.replace(old, new)


def _runs(paragraph):
    for item in paragraph.iter_inner_content():
        yield from getattr(item, "runs", [item])


@pytest.fixture(scope="module")
def edited(published, tmp_path_factory):
    """The published file after a person's changes, made with python-docx."""
    document = Document(str(published))
    put(paragraph_with(document, "Lễ hội Lồng tồng Hà Vị"), "trong và ngoài huyện", "gần xa")
    rice = paragraph_with(document, "diện tích lúa xuân 1.178,47")
    put(rice, "99,3%", "98,3%")
    put(rice, "chân ruộng một vụ thiếu nước tưới", "chân ruộng cạn")
    gone = paragraph_with(document, "Sinh hoạt tín ngưỡng, tôn giáo")
    gone._p.getparent().remove(gone._p)
    after = paragraph_with(document, "Các di tích trên địa bàn")
    after.insert_paragraph_before(NEW)
    table = next(t for t in document.tables if "Dự án, tiểu dự án" in t.cell(0, 0).text)
    cell = next(c for row in table.rows for c in row.cells if c.text == "2.386,0")
    for run in _runs(cell.paragraphs[0]):
        run.text = run.text.replace("2.386,0", "2.486")
    path = tmp_path_factory.mktemp("edited") / published.name
    document.save(str(path))
    return path


def test_the_published_file_has_no_changes(workspace, published):
    assert word_changes(opened(workspace), published) == []


def test_lines_are_those_of_the_report(workspace):
    report = open_report(opened(workspace))
    report.parts()
    lines = list(lines_of(report.blocks, report.report_data.outline.titles("vi")))
    rice = next(line for line in lines if "diện tích lúa xuân" in line.text)
    assert rice.section == "II.1.1" and rice.text.startswith("Cây lúa: ")
    assert "99,3%" in {rice.text[a:b] for a, b in rice.figures}
    assert rice.text[slice(*rice.fixed[0])] == "Cây lúa: "


def expected(changes):
    texts = {(c.section, c.before, c.after) for c in changes if c.kind == TEXT}
    figures = {(c.before, c.after) for c in changes if c.kind == FIGURE}
    return texts, figures


def test_words_become_edits_and_figures_are_listed(workspace, edited):
    changes = word_changes(opened(workspace), edited)
    texts, figures = expected(changes)
    assert ("II.2", "trong và ngoài huyện", "gần xa") in texts
    assert ("II.1.1", "một vụ thiếu nước tưới", "cạn") in texts
    assert any(after == NEW for section, _, after in texts if section == "II.2")
    assert any(s == "II.5" and b.startswith("Sinh hoạt") and not a for s, b, a in texts)
    assert len(texts) == 4
    assert figures == {("99,3%", "98,3%"), ("2.386,0", "2.486")}
    assert not [change for change in changes if change.kind == LISTED]


def test_stored_edits_are_printed_and_figures_stay(workspace, edited, tmp_path):
    root = tmp_path / "workspace"
    shutil.copytree(workspace.root, root)
    before = edited.read_bytes()
    unit_period = opened(Workspace(root))
    path = edits_file(unit_period.workspace, Period.parse(PERIOD), UNIT)
    earlier = load_edits(path)
    keep_edits(unit_period, word_changes(unit_period, edited))
    assert load_edits(path)[: len(earlier)] == earlier and len(load_edits(path)) == len(earlier) + 4
    report = open_report(unit_period)
    report.parts()
    text = " ".join(line.text for line in lines_of(report.blocks, {}))
    assert "gần xa tham gia" in text and NEW in text and "chân ruộng cạn" in text
    assert "Sinh hoạt tín ngưỡng, tôn giáo trên địa bàn" not in text
    assert "99,3%" in text and "98,3%" not in text
    assert edited.read_bytes() == before
    # What was brought back is no change any more; the new paragraph stands at its section's end.
    left = word_changes(unit_period, edited)
    assert expected(left)[1] == {("99,3%", "98,3%"), ("2.386,0", "2.486")}
    (moved,) = [change for change in left if change.kind != FIGURE]
    assert (moved.kind, moved.after, moved.reason) == (LISTED, NEW, "moved")


def test_a_file_saved_again_by_another_program(workspace, edited, program, shipped_fonts, tmp_path):
    source = tmp_path / "in" / edited.name
    source.parent.mkdir()
    shutil.copy(edited, source)
    command = [program("soffice", "libreoffice"), f"-env:UserInstallation=file://{tmp_path}/lo"]
    command += ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    again = word_changes(opened(workspace), tmp_path / edited.name)
    assert expected(again) == expected(word_changes(opened(workspace), edited))


def test_another_document_is_refused(workspace, tmp_path):
    document = Document()
    document.add_paragraph("Biên bản cuộc họp giao ban tháng 5.")
    document.save(str(tmp_path / "khac.docx"))
    with pytest.raises(InputError) as error:
        word_changes(opened(workspace), tmp_path / "khac.docx")
    assert error.value.key == "edits.other_report"


NEWER = "xuất hiện một điểm nóng đã được xử lý"
ALERT = "Báo động mới: theo dõi địa bàn giáp ranh."


def newer_report(workspace, root, *edits):
    """A copy of the workspace whose report has moved on since the Word file was written."""
    shutil.copytree(workspace.root, root)
    unit_period = opened(Workspace(root))
    for edit in edits:
        add_edit(edits_file(unit_period.workspace, Period.parse(PERIOD), UNIT), edit)
    return unit_period


def test_newer_words_of_the_report_are_never_turned_back(workspace, edited, tmp_path):
    unit_period = newer_report(
        workspace,
        tmp_path / "workspace",
        Edit(action="replace", section="II.5", text="không có điểm nóng", paragraph=NEWER),
        Edit(action="insert_after", section="II.5", paragraph=ALERT),
        Edit(action="replace", section="II.2", text="Lễ hội Lồng tồng", paragraph="Ngày hội"),
    )
    changes = word_changes(unit_period, edited)
    assert not [c for c in changes if NEWER in c.before or ALERT in c.before]
    assert not [c for c in changes if "không có điểm nóng" in c.after]
    texts = {c.after for c in changes if c.kind == TEXT}
    assert "cạn" in texts and "gần xa" not in texts
    both = [c for c in changes if c.kind == LISTED]
    assert any("gần xa" in c.after and c.reason == "both" for c in both)


def test_a_file_that_lost_its_lines_is_only_listed(workspace, edited, tmp_path):
    bare = tmp_path / edited.name
    with ZipFile(edited) as source, ZipFile(bare, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if not name.startswith("customXml/item1"):
                target.writestr(name, data)
    changes = word_changes(opened(workspace), bare)
    assert changes and TEXT not in {change.kind for change in changes}
    assert "unknown_base" in {change.reason for change in changes}


PATROLS = "Lực lượng công an xã tổ chức 77 cuộc tuần tra trên địa bàn."
RETYPED = "Trong kỳ bà con nhận 222 sổ đỏ, cấp đổi nhiều sổ khác theo đề nghị của các xã."


@pytest.fixture(scope="module")
def typed(workspace, published, tmp_path_factory):
    """A file with a new paragraph that has a numeral, and a paragraph of figures in new words."""
    document = Document(str(published))
    paragraph_with(document, "Các di tích trên địa bàn").insert_paragraph_before(PATROLS)
    figures = paragraph_with(document, "Cấp giấy chứng nhận quyền sử dụng đất lần đầu")
    for run in list(_runs(figures))[1:]:
        run.text = ""
    next(_runs(figures)).text = RETYPED
    path = tmp_path_factory.mktemp("typed") / published.name
    document.save(str(path))
    return path


def test_typed_numerals_are_listed_and_marked_in_the_dossier(workspace, typed, tmp_path):
    root = tmp_path / "workspace"
    shutil.copytree(workspace.root, root)
    unit_period = opened(Workspace(root))
    changes = word_changes(unit_period, typed)
    (kept,) = [change for change in changes if change.kind == TEXT]
    assert (kept.after, kept.typed) == (PATROLS, ["77"])
    assert any(c.after == RETYPED and c.kind == LISTED for c in changes)
    console = Console(record=True, width=400)
    has_open = bring_back(console, Workspace(root), typed, UNIT, PERIOD, only_list=False)
    shown = console.export_text()
    assert has_open and f"{PATROLS}» (in ở cuối mục). (77)" in shown and "222" in shown
    report = open_report(unit_period)
    for add in (report.opening, report.parts, report.closing, report.dossier):
        add()
    lines = [line.text for line in lines_of(report.blocks, {})]
    assert any("77" in line and PATROLS in line and "Mục II.2" in line for line in lines)
    assert not any("222 sổ đỏ" in line for line in lines)


def test_a_new_paragraph_with_a_typed_numeral_alone_is_a_finding(workspace, published, tmp_path):
    root = tmp_path / "workspace"
    shutil.copytree(workspace.root, root)
    document = Document(str(published))
    paragraph_with(document, "Các di tích trên địa bàn").insert_paragraph_before(PATROLS)
    path = tmp_path / published.name
    document.save(str(path))
    assert bring_back(Console(quiet=True), Workspace(root), path, UNIT, PERIOD, only_list=False)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("bao-cao-bach-thong-2023H1", (VI, "bach-thong", "2023H1")),
        ("2026-11-30-163441-bao-cao-bach-thong-2023H1", (VI, "bach-thong", "2023H1")),
        ("2026-11-30-163441-2-bao-cao-xa-mau-0001-2026", (VI, "xa-mau-0001", "2026")),
        (
            "bao-cao-nong-nghiep-xa-mau-0001-2026H1_v2",
            (("agriculture", "vi"), "xa-mau-0001", "2026H1"),
        ),
        ("bao-cao-xa-mau-0001-2023M09 (1)", (VI, "xa-mau-0001", "2023M09")),
        ("report-bach-thong-2023H1", ((ETHNIC, "en"), "bach-thong", "2023H1")),
        ("bien-ban-hop", (VI, "", "")),
    ],
)
def test_the_name_of_a_file_says_whose_report_it_is(name, meant):
    assert _of_name(Workspace(PROJECT_ROOT), Path(f"{name}.docx")) == meant


def test_paragraphs_joined_or_split_lose_no_word_and_are_no_edit(workspace, published, tmp_path):
    document = Document(str(published))
    first = paragraph_with(document, "Sinh hoạt tín ngưỡng, tôn giáo")
    above = paragraph_with(document, "Trật tự an toàn xã hội được giữ vững")
    above.add_run(f" {first.text}")
    first._p.getparent().remove(first._p)
    whole = paragraph_with(document, "Đoàn nghệ nhân")
    start = whole.text.index("Đoàn nghệ nhân")
    rest, runs = whole.text[start:], list(_runs(whole))
    last = next(n for n, run in enumerate(runs) if "Đoàn nghệ nhân" in run.text)
    for run in runs[last + 1 :]:
        run.text = ""
    runs[last].text = runs[last].text.partition("Đoàn nghệ nhân")[0]
    whole._p.addnext(deepcopy(whole._p))
    second = next(p for p in document.paragraphs if p._p is whole._p.getnext())
    for run in list(_runs(second))[1:]:
        run.text = ""
    next(_runs(second)).text = rest
    path = tmp_path / published.name
    document.save(str(path))
    changes = word_changes(opened(workspace), path)
    assert not [change for change in changes if change.kind == TEXT]
    assert {change.reason for change in changes if change.kind == LISTED} == {"regrouped"}


def test_a_paragraph_in_place_of_a_dotted_line_drops_nothing():
    dots = Line("………………", "IV", is_text=False)
    written = Passage("đoạn 9", "Nguyên nhân là thời tiết năm 2023 bất lợi, đường xuống cấp.")
    (change,) = compared_lines([dots], [written], "IV")
    assert (change.kind, change.after, change.typed) == (TEXT, written.text, [])
    (gone,) = compared_lines([dots], [], "IV")
    assert gone.kind == LISTED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kế hoạch năm 2026 giao 12 văn bản", ["12"]),
        ("cả năm 2.026 hộ", ["2.026"]),
        ("2026 hộ", ["2026"]),
    ],
)
def test_a_year_is_no_figure(text, found):
    assert numerals_in(text) == found
