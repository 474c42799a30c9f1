"""07_mapping and the start notebook: questions as a table, pick lists, nothing changed unasked."""

from __future__ import annotations

from dataclasses import replace

import asked_questions as asked
import nbformat
import papermill
import pytest

from helpers.batch.engine import ENGINE
from helpers.stages.mapping.asking import Asking
from helpers.stages.notebooks.lab_widgets import say
from helpers.stages.notebooks.mapping import open_mapping
from helpers.stages.notebooks.mapping_form import QuestionForm
from helpers.stages.notebooks.start import open_start
from helpers.stages.unit_period import open_unit_period

WHO = "Nguyễn Văn Mẫu"
GIVEN = {"unit": asked.UNIT, "period": asked.PERIOD, "lang": "vi"}


@pytest.fixture
def workspace(tmp_path):
    return asked.workspace_in(tmp_path)


def files_of(workspace):
    return {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}


def entry_of(form, kind):
    return next(entry for entry in form.entries if entry.question.kind == kind)


@pytest.mark.parametrize("engine", [ENGINE, None])
def test_without_a_front_end_it_shows_the_questions_and_changes_nothing(
    workspace, tmp_path, engine
):
    before = files_of(workspace)
    target = tmp_path.parent / f"{tmp_path.name}-out.ipynb"
    papermill.execute_notebook(
        str(workspace.notebook("07_mapping")),
        str(target),
        parameters=GIVEN,
        engine_name=engine,
        progress_bar=False,
        cwd=str(workspace.root),
        resources={"metadata": {"path": str(workspace.root)}},
    )
    cells = [c for c in nbformat.read(target, as_version=4).cells if c.cell_type == "code"]
    _, questions, form, remembered = (
        [o.data for o in c.outputs if "data" in o] for c in cells[-4:]
    )
    assert "<table" in questions[0]["text/html"] and "Số vụ tai nạn" in questions[0]["text/plain"]
    assert "baocao map" in form[0]["text/plain"]
    assert "Đã lưu 0 câu trả lời" in remembered[0]["text/plain"]
    assert files_of(workspace) == before


def test_an_answer_in_the_form_is_stored_and_used(workspace):
    form = open_mapping(workspace=workspace, **GIVEN).form()
    count = len(form.entries)
    unit = entry_of(form, "unit")
    unit.by_hand.value = True
    unit.fields["unit"].value = "ha"
    say(form.report, form.store)
    assert "họ và tên" in form.report.value and len(form.entries) == count
    form.who.value = WHO
    say(form.report, form.store)
    assert "Đã lưu 1 câu trả lời" in form.report.value
    assert "Đọc thêm được 3 số liệu" in form.report.value  # D4, E4, F4
    assert len(form.entries) == count - 1
    panel = open_mapping(workspace=workspace, **GIVEN).remembered()
    assert [WHO in row and "D4:F4" in row[1] for row in panel.rows] == [True]


def test_what_is_wrong_is_said_and_the_rest_is_stored(workspace):
    form = open_mapping(workspace=workspace, **GIVEN).form()
    form.who.value = WHO
    pattern = entry_of(form, "pattern")
    pattern.by_hand.value = True
    pattern.fields["measure"].value = "Thực hiện"
    own = entry_of(form, "indicator")
    own.choice.value = own.choice.options[2][1]
    say(form.report, form.store)
    assert f"Câu {pattern.number}" in form.report.value and "2 phần" in form.report.value
    assert "Đã lưu 1 câu trả lời" in form.report.value


def test_texts_of_tables_are_escaped(workspace):
    opened = open_unit_period(workspace=workspace, **GIVEN)
    bad = replace(asked.COLUMN, text="<script>x</script>", reason="<img>", shown="<b>")
    form = QuestionForm(Asking(opened, (bad,), 0))
    assert "<script>" not in form.entries[0].box.children[0].value
    assert "<img>" not in form.entries[0].box.children[0].value


def test_the_start_notebook_counts_what_is_open(workspace):
    start = open_start(workspace=workspace, **GIVEN)
    assert "Chưa có báo cáo" in start.problems().sentences[0]
    start.unit_period.clean_with_history()
    card = start.problems().cards[0]
    card.show_source()
    assert "▶" in card.source.outputs[0]["data"]["text/plain"], "without a report too"
    first = card.problem
    assert (first.kind, first.where[0].file) == ("asked", asked.FILE)
    assert "Còn 3 câu" in first.sentences[0]
    assert first.links[0].address == "../notebooks/07_mapping.ipynb"
