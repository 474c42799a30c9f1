"""Edits that last: stored as data, applied wherever the report is made, refused when outdated."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from helpers.batch.engine import ENGINE
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import CatalogueError, InputError, ParameterError
from helpers.core.periods import Period
from helpers.export.rendered_part import SUMMARY
from helpers.narrative.blocks import (
    BulletList,
    Figure,
    Paragraph,
    Supplied,
    Table,
    runs_of,
    text_of,
)
from helpers.narrative.facts import Fact
from helpers.stages.edits import Edit, add_edit, edits_file, load_edits
from helpers.stages.freshness import freshness_of
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.publishing import publish
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit

PERIOD, UNIT = Period.parse("2023H1"), "bach-thong"
VALUES = {"unit": UNIT, "period": str(PERIOD), "lang": "vi", "formats": ["html"]}
RICE = "agri.spring_rice.area"


@pytest.fixture
def workspace(finished_copy):
    """Without the edits that the real report has."""
    shutil.rmtree(finished_copy.root / "data" / "edits")
    return finished_copy


def report_of(workspace):
    return open_report(open_unit_period(ReportParameters, workspace=workspace, **VALUES))


def blocks_of(workspace):
    report = report_of(workspace)
    report.parts()
    return report.blocks


def texts_of(blocks):
    runs = [list(runs_of(block)) for block in blocks if isinstance(block, (Paragraph, BulletList))]
    return [text_of(found).replace("\u00a0", " ") for found in runs]


def figure_titles(blocks):
    return [block.title for block in blocks if isinstance(block, Figure)]


def test_an_inserted_paragraph_has_figures_that_lead_back(workspace):
    report_of(workspace).insert_after(
        "II.1.1", f"Diện tích lúa xuân là {{{RICE}}}, vụ 2 làm thêm.", who="Nguyễn Thị Thử"
    )
    blocks = blocks_of(workspace)
    added = next(
        b
        for b in blocks
        if isinstance(b, Paragraph) and text_of(b.runs).startswith("Diện tích lúa xuân là")
    )
    (fact,) = [run for run in added.runs if isinstance(run, Fact)]
    assert (fact.subject, fact.text.replace("\u00a0", " ")) == (RICE, "1.178,47 ha")
    assert fact.inputs and all(isinstance(run, (Fact, Supplied)) for run in added.runs)
    position = blocks.index(added)
    headings = [getattr(b, "anchor", "") for b in blocks[:position]]
    assert [anchor for anchor in headings if anchor.startswith("II.")][-1] == "II.1.1"
    assert getattr(blocks[position + 1], "anchor", "") == "II.1.2"


def test_a_dropped_picture_leaves_no_gap_in_the_numbers(workspace):
    before = figure_titles(blocks_of(workspace))
    gone = next(title for title in before if "diện tích làm giảm" in title)
    report_of(workspace).drop("II.1.1", "phần do diện tích")
    after = figure_titles(blocks_of(workspace))
    bare = [title.split(". ", 1)[1] for title in before if title != gone]
    assert after == [f"Hình {number}. {title}" for number, title in enumerate(bare, start=1)]


def test_charts_and_tables_are_added_in_the_order_of_the_report(workspace):
    report = report_of(workspace)
    report.insert_after(
        "II.1.1", chart={"kind": "change", "indicators": ["lúa xuân"], "title": "Lúa tăng, giảm"}
    )
    report.insert_after("II.1.2", table={"indicators": ["đàn"], "title": "Đàn vật nuôi"})
    blocks = blocks_of(workspace)
    titles = figure_titles(blocks)
    assert [int(title.split()[1].rstrip(".")) for title in titles] == list(
        range(1, len(titles) + 1)
    )
    assert [title for title in titles if title.split(". ", 1)[1] == "Lúa tăng, giảm"]
    table = next(b for b in blocks if isinstance(b, Table) and "Đàn vật nuôi" in b.caption)
    (buffalo,) = [row for row in table.rows if text_of([row.cells[0]]) == "Đàn trâu"]
    assert [cell.text for cell in buffalo.cells if isinstance(cell, Fact)] == [
        "4.310",
        "4.242",
        "98,4%",
    ]


def test_a_sentence_is_replaced_and_its_other_figures_stay_facts(workspace):
    words = "do một số hộ có chân ruộng một vụ thiếu nước"
    report_of(workspace).replace("II.1.1", words, "do thiếu nước đầu vụ", reason="ngắn hơn")
    texts = texts_of(blocks_of(workspace))
    assert not [text for text in texts if words in text]
    assert [text for text in texts if "99,3% kế hoạch" in text and "do thiếu nước đầu vụ" in text]


def summary_of(workspace):
    """The messages of the signer's page as it is made anew."""
    report = report_of(workspace)
    report.parts()
    report.summary()
    part = next(part for part in report.rendered if SUMMARY in part.kind)
    lists = [block for block in part.blocks if isinstance(block, BulletList)]
    return [text_of(item.runs).replace("\u00a0", " ") for item in lists[0].items]


def test_the_messages_of_the_signers_page_are_chosen_and_come_back(workspace):
    before = summary_of(workspace)
    report = report_of(workspace)
    report.choose(["livestock.buffaloes.herd"])
    report.choose([RICE, "livestock.buffaloes.herd"], who="Lò Thị Mẫu", reason="lãnh đạo yêu cầu")
    after = summary_of(workspace)
    assert len(after) == 2 and "1.178,47/1.187 ha" in after[0] and "4.242/4.310 con" in after[1]
    assert len(load_edits(edits_file(workspace, PERIOD, UNIT))) == 1
    report.undo(1)
    assert summary_of(workspace) == before


def test_what_the_signers_page_can_name_is_listed(workspace):
    shown = report_of(workspace).messages()
    said = {str(code) for code, _, mark in shown.rows if mark}
    assert "mtqg.MTQG.total" in said and len(said) == len(summary_of(workspace))
    assert RICE in {str(code) for code, *_ in shown.rows}


def test_the_dossier_lists_every_edit(workspace):
    report = report_of(workspace)
    report.drop("II.1.1", "phần do diện tích", who="Lò Thị Mẫu", reason="đã nêu ở câu trên")
    report.insert_after("II.1.1", "Trồng thêm 12,5 ha ngô.")
    report.choose([RICE])
    again = report_of(workspace)
    for add in (again.parts, again.dossier):
        add()
    lists = [block for block in again.blocks if isinstance(block, BulletList)]
    texts = [text_of(item.runs) for block in lists for item in block.items]
    (dropped,) = [text for text in texts if "phần do diện tích" in text and "bỏ" in text]
    assert "Lò Thị Mẫu" in dropped and "đã nêu ở câu trên" in dropped
    assert [text for text in texts if "Trồng thêm" in text and "gõ tay" in text and "12,5" in text]
    assert [text for text in texts if text.startswith("Tóm tắt trình ký: chọn nêu")]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda r: r.choose(["khong.co"]), "khong.co"),
        (lambda r: r.choose([]), "choose"),
        (lambda r: r.choose([RICE] * 8), "nhiều nhất 7"),
        (lambda r: r.drop("XX.9", "lúa"), "XX.9"),
        (lambda r: r.insert_after("II.1.1", "Có {khong.co} con."), "khong.co"),
        (lambda r: r.insert_after("II.1.1", "Ngoặc {hở."), "dấu ngoặc nhọn chưa đúng"),
        (lambda r: r.insert_after("II.1.1", "Ngoặc {} rỗng."), "dấu ngoặc nhọn chưa đúng"),
        (lambda r: r.insert_after("II.1.1", f"Có {{{RICE}:tròn}}."), "«tròn»"),
        (
            lambda r: r.insert_after("II.1.1", chart={"kind": "trend", "indicators": ["lúa xuân"]}),
            "diễn biến cần số liệu của ít nhất 3 kỳ",
        ),
        (lambda r: r.choose(None), r"\[\"một\""),
        (lambda r: r.choose(RICE), "phải là một danh sách"),
        (lambda r: r.drop("II.1.1", "câu này không có"), "Chưa ghi chỗ sửa này"),
        (lambda r: r.replace("II.1.1", "diện tích", "khác"), "chỗ trong mục"),
        (lambda r: r.replace("II.1.1", "78,47", "khác"), "1.178,47"),
        (
            lambda r: r.insert_after("II.1.1", table={"indicators": ["sao Hỏa"], "title": "x"}),
            "sao Hỏa",
        ),
        (lambda r: r.insert_after("II.1.1"), "insert_after"),
        (lambda r: r.undo(3), "3"),
    ],
)
def test_what_cannot_be_is_refused_at_once_and_not_stored(workspace, edit, words):
    with pytest.raises((InputError, ParameterError), match=words):
        edit(report_of(workspace))
    assert not edits_file(workspace, PERIOD, UNIT).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [("câu này không có", "không có chỗ"), ("diện tích", "chỗ trong mục"), ("78,47", "1.178,47")],
)
def test_a_stored_edit_whose_words_are_not_there_once_stops_the_report(workspace, text, words):
    path = edits_file(workspace, PERIOD, UNIT)
    edit = Edit(action="replace", section="II.1.1", text=text, paragraph="khác")
    add_edit(path, edit)
    report = report_of(workspace)
    for make in (report.parts, report.parts, report.publish):
        with pytest.raises(InputError, match=rf"{words}.*report.undo\(1\)"):
            make()
    assert len(report.edits().rows) == 1, "what is wrong can be seen"
    report.undo(1)
    assert report.parts()


def test_the_nearest_words_are_named(workspace):
    with pytest.raises(InputError, match="Gần nhất: «.*một số hộ có chân ruộng một vụ thiếu nước"):
        report_of(workspace).drop("II.1.1", "do một số hộ có chân ruộng 1 vụ thiếu nước")


def files_in(workspace):
    folder = workspace.reports(PERIOD, UNIT)
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def test_a_report_published_without_its_cells_or_with_them_twice_is_the_same(workspace):
    before = files_in(workspace)
    assert len(before) > 3
    report_of(workspace).publish()
    alone = files_in(workspace)
    report = report_of(workspace)
    for show in (report.dossier, report.parts, report.parts, report.closing, report.opening):
        show()
    report.publish()
    assert files_in(workspace) == alone
    html = f"bao-cao-{UNIT}-{PERIOD}.html"
    assert len(alone[html]) > 100_000
    page = re.sub("<[^>]+>", "", alone[html].decode("utf-8")).replace("\u00a0", " ")
    assert "1.178,47" in page


def test_an_edit_stored_after_the_report_was_shown_is_in_what_is_published(workspace):
    report = report_of(workspace)
    first = report.parts()
    report.insert_after("II.1.1", "Câu thêm sau khi xem báo cáo.")
    report.publish()
    page = files_in(workspace)[f"bao-cao-{UNIT}-{PERIOD}.html"].decode("utf-8")
    assert "Câu thêm sau khi xem" in page and "Câu thêm sau khi xem" not in first._repr_html_()
    titles = figure_titles(b for part in report.parts() for b in part.blocks)
    numbered = [int(t.split()[1].rstrip(".")) for t in titles if t.startswith("Hình ")]
    assert numbered == list(range(1, len(numbered) + 1)) and len(numbered) > 3


def test_a_report_of_tables_that_were_made_anew_is_not_published(workspace):
    report, before = report_of(workspace), files_in(workspace)
    report.parts()
    workspace.processed(PERIOD, UNIT).joinpath("indicators.parquet").touch()
    with pytest.raises(InputError, match="Run All Cells"):
        report.publish()
    assert files_in(workspace) == before


def test_a_report_without_a_section_replaces_nothing(workspace):
    report, before = report_of(workspace), files_in(workspace)
    with pytest.raises(InputError, match="chưa có phần nào"):
        publish(report.unit_period, lambda: {ETHNIC: report._composed(report)}, ["html"])
    assert files_in(workspace) == before


def test_a_broken_file_is_named_with_its_line(workspace):
    path = edits_file(workspace, PERIOD, UNIT)
    path.parent.mkdir(parents=True)
    path.write_text("- action: drop\n  section: II.1.1\n  txt: lúa\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=f"{UNIT}.yml"):
        report_of(workspace).parts()


def test_edits_are_listed_kept_once_and_taken_back(workspace):
    report = report_of(workspace)
    for _ in range(2):
        shown = report.insert_after("II.1.1", "Trồng mới 12,5 ha và {agri.spring_rice.area}.")
    assert len(shown.rows) == 1 and "12,5" in repr(shown) and "1.178,47" not in repr(shown)
    path = edits_file(workspace, PERIOD, UNIT)
    path.write_text(f"# ghi chú của tôi\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    report.drop("II.1.1", "phần do diện tích")
    assert path.read_text(encoding="utf-8").startswith("# ghi chú của tôi")
    assert [edit.action for edit in load_edits(path)] == ["insert_after", "drop"]
    assert "thêm" not in repr(report.undo(1)) and len(load_edits(path)) == 1
    report.undo(1)
    assert not path.exists()


def test_a_run_prints_them_and_a_new_edit_makes_the_report_old(workspace):
    """As papermill and a batch run it: the notebooks of the project, in this process."""

    def is_current():
        return freshness_of(workspace, PERIOD, UNIT, asked=VALUES | {"report_date": ""}).is_current

    report_of(workspace).insert_after("II.1.1", f"Lúa xuân gieo cấy {{{RICE}}} trong vụ.")
    run_unit(workspace, VALUES, list(STAGES), lambda *_: None, engine=ENGINE)
    folder = workspace.reports(PERIOD, UNIT)
    page = (folder / f"bao-cao-{UNIT}-{PERIOD}.html").read_text(encoding="utf-8")
    assert "Lúa xuân gieo cấy " in page
    inputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert f"data/edits/{PERIOD}/{UNIT}.yml" in str(inputs)
    assert is_current()
    report_of(workspace).drop("II.1.1", "phần do diện tích")
    assert not is_current()
