"""The cards of 00_start: the gravest first, each leads on, a decision is made on one."""

from __future__ import annotations

import shutil

import pytest

from helpers.checks.decisions import decisions_file, load_decisions
from helpers.core.workspace import Workspace
from helpers.stages.notebooks.problems import DECIDE, KINDS, MISSING, UNREAD
from helpers.stages.notebooks.progress import RunProgress
from helpers.stages.notebooks.start import open_start

GIVEN = {"unit": "bach-thong", "period": "2023H1"}
WHO, WHY = "Nguyễn Văn Mẫu", "Phòng Nông nghiệp xác nhận"
STAGES = ("01_clean", "02_indicators")


@pytest.fixture
def workspace(finished, tmp_path) -> Workspace:
    shutil.copytree(finished[0].root, tmp_path / "w")
    return Workspace(tmp_path / "w")


def cards_of(workspace):
    return open_start(workspace=workspace, **GIVEN).problems()


def maize(form):
    return next(card for card in form.cards if "Sản lượng ngô vụ xuân" in card.problem.title)


def test_a_contradiction_has_both_figures_its_cell_and_links_to_file_and_dossier(workspace):
    problem = maize(cards_of(workspace)).problem
    text = repr(problem.card)
    assert "97,94" in text and "99,965" in text and "Trồng trọt: F16" in text
    folder = workspace.root / "notebooks"
    folder.mkdir(exist_ok=True)
    assert len(problem.links) == 2
    assert all((folder / link.address).is_file() for link in problem.links)


def test_the_source_cell_is_shown_with_its_head_and_hidden_again(workspace):
    card = maize(cards_of(workspace))
    card.show_source()
    shown = card.source.outputs[0]["data"]["text/plain"]
    assert "▶ 97,94" in shown and "% so với KH" in shown and "2.972,96" in shown
    card.show_source()
    assert not card.source.outputs


@pytest.mark.parametrize(
    ("who", "choice", "reason", "words"),
    [
        ("", "stated", WHY, "họ và tên"),
        ("12", "both", WHY, "họ và tên"),
        (WHO, "", WHY, "Chọn một cách"),
        (WHO, "both", "  ", "ghi lý do"),
    ],
)
def test_half_a_decision_is_not_kept(workspace, who, choice, reason, words):
    form = cards_of(workspace)
    card = maize(form)
    form.who.value, card.reason.value = who, reason
    card.choice.value = "both" if choice else ""
    card.fields.children[-1].click()
    assert words in card.report.value
    assert not decisions_file(workspace, GIVEN["period"], GIVEN["unit"]).exists()


def test_a_decision_made_on_a_card_is_kept_and_its_card_is_gone(workspace):
    form = cards_of(workspace)
    card = maize(form)
    assert "stated" not in [code for _, code in card.choice.options], "a rate follows its figures"
    form.who.value, card.choice.value, card.reason.value = f" {WHO} ", "both", WHY
    card.fields.children[-1].click()
    assert "Đã ghi quyết định" in card.report.value
    assert WHY in card.text.outputs[0]["data"]["text/plain"] and not card.fields.children
    assert "1 chỗ đã ghi quyết định" in form.top.outputs[0]["data"]["text/plain"]
    (kept,) = load_decisions(decisions_file(workspace, GIVEN["period"], GIVEN["unit"]))
    assert (kept.choice, kept.name, kept.reason) == ("both", WHO, WHY)
    again = cards_of(workspace)
    assert len(again.cards) == len(form.cards) - 1, "a choice between two rates holds at once"


def test_what_cannot_be_read_and_missing_forms_follow_with_a_way_on(workspace):
    folder = workspace.raw("2023H1", "bach-thong")
    (folder / "07_giao_duc.xlsx").write_bytes(b"no workbook")
    (folder / "08_y_te_bao_hiem.xlsx").unlink()
    start = open_start(workspace=workspace, **GIVEN)
    start.unit_period.clean_with_history()
    form = start.problems()
    kinds = [card.problem.kind for card in form.cards]
    assert kinds == sorted(kinds, key=KINDS.index) and {DECIDE, UNREAD, MISSING} <= set(kinds)
    unread = next(c.problem for c in form.cards if c.problem.kind == UNREAD)
    assert unread.title == "07_giao_duc.xlsx" and unread.links[0].saves
    missing = form.cards[-1]
    assert "y tế" in missing.problem.sentences[0] and not missing.problem.links
    missing.fields.children[0].click()
    assert 'href="../forms/2023H1/bach-thong/' in missing.text.outputs[0]["data"]["text/html"]


def test_elsewhere_the_cards_are_text(workspace):
    bundle = cards_of(workspace)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert (
        data["text/plain"].startswith("Việc phải làm, Huyện Bạch Thông, 6 tháng")
        and "F16" in data["text/plain"]
    )


def test_progress_says_stage_time_so_far_and_time_still_where_it_is_known():
    now = [0.0]
    known = RunProgress(STAGES, {"01_clean": 10.0, "02_indicators": 80.0}, lambda: now[0])
    unknown = RunProgress(STAGES, {"01_clean": 10.0}, lambda: now[0])
    now[0] = 4.0
    assert repr(known) == ("Bước 1/2: Làm sạch số liệu. Đã chạy 4 giây, còn khoảng 1 phút 26 giây.")
    assert repr(unknown) == "Bước 1/2: Làm sạch số liệu. Đã chạy 4 giây."
    now[0] = 12.0
    assert "còn" not in repr(known), "longer than the last time: nobody knows"
    now[0] = 20.0
    known("02_indicators", 1, 2)
    now[0] = 80.0
    assert repr(known) == (
        "Bước 2/2: Tính chỉ tiêu. Đã chạy 1 phút 20 giây, còn khoảng 1 phút 40 giây."
    ), "half the pace of the last time"
    assert 'value="0.75"' in known._repr_html_() and "aria-label" in known._repr_html_()


def test_progress_leaves_nothing_behind(capsys):
    with RunProgress(STAGES, {}) as progress:
        progress("01_clean", 1, 2)
    assert not progress.thread.is_alive()
