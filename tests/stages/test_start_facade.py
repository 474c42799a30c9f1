"""00_start: what it says of a workspace, before and after a run."""

from __future__ import annotations

import shutil

import pytest

from helpers.core.errors import InputError, ParameterError
from helpers.core.workspace import Workspace
from helpers.export.html.panel import FileLink, NotebookPanel
from helpers.stages.notebooks import start as start_notebook
from helpers.stages.notebooks.start import open_start
from helpers.stages.parameters import STAGES
from helpers.stages.unit_run import Outcome

GOOD = {"unit": "bach-thong", "period": "2023H1"}
NAME = "bao-cao-bach-thong-2023H1"
SIGNER_SHEET = "tom-tat-trinh-ky-bach-thong-2023H1"
OUTCOME = Outcome("Huyện Mẫu", "2023H1", {"files": 1}, [], [], 0.0)


@pytest.fixture(scope="module")
def run_once(finished):
    workspace, _ = finished
    return workspace


@pytest.fixture
def made(run_once, tmp_path) -> Workspace:
    """A copy of the workspace with the real unit's finished report."""
    shutil.copytree(run_once.root, tmp_path / "made")
    return Workspace(tmp_path / "made")


def start(workspace, **change):
    return open_start(workspace=workspace, **GOOD | change)


def rows(panel) -> dict[str, tuple]:
    """First cell → the others, as texts."""
    return {str(first): tuple(map(str, rest)) for first, *rest in panel.rows}


def test_all_forms_of_the_real_unit_are_there(real_workspace):
    panel = start(real_workspace).forms()
    assert panel.sentences[0] == "Đã nhận 13/13 biểu."
    told = rows(panel)
    assert told["Biểu nông nghiệp"] == ("01_nong_nghiep.xlsx", "01_nong_nghiep.xlsx")
    assert told["Biểu giáo dục và chế độ đối với học sinh"] == ("07_giao_duc.xlsx", "chưa có")


def test_what_is_missing_or_strange_is_named_first(real_workspace):
    folder = real_workspace.root / "data/raw/2023H1/bach-thong"
    (folder / "07_giao_duc.xlsx").rename(folder / "bieu_la.xlsx")
    (folder / "ghi_chu.docx").write_bytes(b"x")
    shutil.rmtree(real_workspace.root / "data/raw/2022H1")
    panel = start(real_workspace).forms()
    assert panel.rows[0][0] == "Biểu giáo dục và chế độ đối với học sinh"
    text = " ".join(panel.sentences)
    assert "Đã nhận 12/13 biểu." in text and "bieu_la.xlsx" in text and "ghi_chu.docx" in text
    assert "6 tháng đầu năm 2022): chưa có tệp" in text


def test_units_and_periods_on_hand(real_workspace):
    (real_workspace.root / "data/raw/2023H1/bach-thog").mkdir()
    opened = start(real_workspace)
    units, periods = rows(opened.units()), rows(opened.periods())
    assert units["bach-thong"][:2] == ("Huyện Bạch Thông", "13")
    assert "không có trong danh mục" in units["bach-thog"][0]
    assert {code: row[1] for code, row in periods.items()} == {"2022H1": "2", "2023H1": "13"}


def test_before_a_run_nothing_stands(real_workspace):
    panel = start(real_workspace).stages()
    assert {row[-1] for row in panel.rows} == {"chưa chạy"}


def test_a_finished_report_is_up_to_date_and_every_link_leads_to_a_file(run_once):
    opened = start(run_once)
    assert {row[-1] for row in opened.stages().rows} == {"còn đúng"}
    panels = (opened.units(), opened.periods(), opened.stages(), opened.results())
    cells = [cell for panel in panels for row in panel.rows for cell in row]
    links = [link for cell in cells if isinstance(cell, tuple) for link in cell]
    links += [cell for cell in cells if isinstance(cell, FileLink)]
    addresses = {link.address for link in links}
    assert len(addresses) == 11
    assert f"../reports/2023H1/bach-thong/{SIGNER_SHEET}.pdf" in addresses
    notebooks = run_once.root / "notebooks"
    for link in links:
        steps = link.address.split("/")
        assert steps[0] == ".." and notebooks.parent.joinpath(*steps[1:]).is_file()


def change_source(folder, root):
    with (root / "data/raw/2022H1/bach-thong/01_nong_nghiep.xlsx").open("ab") as file:
        file.write(b"\0")


def add_source(folder, root):
    shutil.copy(root / "data/raw/2023H1/bach-thong/07_giao_duc.xlsx",
                root / "data/raw/2023H1/bach-thong/14_them.xlsx")  # fmt: skip


def change_catalogue(folder, root):
    (root / "data/reference").mkdir()
    (root / "data/reference/checks.csv").write_text("changed", encoding="utf-8")


def correct_another_unit(folder, root):
    path = root / "data/reference/corrections/2023H1/ba-be.csv"
    path.parent.mkdir(parents=True)
    path.write_text("file,sheet,cell,expected,corrected,reason,author,date\n", encoding="utf-8")


def lose_pdf(folder, root):
    (folder / f"{NAME}.pdf").unlink()


def touch_source(folder, root):
    (root / "data/raw/2023H1/bach-thong/07_giao_duc.xlsx").touch()


@pytest.mark.parametrize(
    ("happen", "state", "word"),
    [
        (change_source, "đã cũ, cần chạy lại", "2022H1/bach-thong/01_nong_nghiep.xlsx"),
        (add_source, "đã cũ, cần chạy lại", "14_them.xlsx"),
        (change_catalogue, "đã cũ, cần chạy lại", "checks.csv"),
        (lose_pdf, "đã cũ, cần chạy lại", f"{NAME}.pdf"),
        (correct_another_unit, "còn đúng", "không đổi"),
        (touch_source, "còn đúng", "không đổi"),
    ],
)
def test_a_report_is_judged_by_content(made, happen, state, word):
    happen(made.root / "reports/2023H1/bach-thong", made.root)
    panel = start(made).stages()
    assert {row[-1] for row in panel.rows} == {state}
    assert word in " ".join(panel.sentences)


def test_an_edited_report_is_not_replaced_unasked(made, monkeypatch):
    path = made.root / f"reports/2023H1/bach-thong/{NAME}.docx"
    path.write_bytes(path.read_bytes() + b"edited")
    edited = path.read_bytes()
    assert f"{NAME}.docx" in " ".join(start(made).stages().sentences)
    with pytest.raises(InputError, match=f"{NAME}.docx.*overwrite = True"):
        start(made).run()
    assert path.read_bytes() == edited
    begun = []
    monkeypatch.setattr(start_notebook, "run_unit", lambda *given: begun.append(given) or OUTCOME)
    start(made, overwrite=True).run()
    [(_, values, stages, _)] = begun
    assert (values["unit"], stages) == ("bach-thong", list(STAGES))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "bach-thog"}, r"Có phải ý bạn là: bach-thong \(Huyện Bạch Thông\)"),
        ({"unit": "Huyện Bạch Thông"}, r"Có phải ý bạn là: bach-thong \(Huyện Bạch Thông\)"),
        ({"unit": "../../x"}, "«../../x»"),
        ({"unit": 63}, "unit"),
        ({"period": "2023-H1"}, "2023H1, 2023H2"),
        ({"overwrite": "yes"}, "overwrite"),
        ({"unti": "x"}, "unti"),
    ],
)
def test_a_wrong_parameter_is_refused_with_advice(real_workspace, change, words):
    with pytest.raises(ParameterError, match=words):
        start(real_workspace, **change)


def test_a_code_and_blanks_around_it_name_the_unit(real_workspace):
    assert start(real_workspace, unit=" 063 ").unit_period.unit.key == "bach-thong"


def test_no_files_for_the_period_names_those_on_hand(real_workspace):
    with pytest.raises(InputError, match=r"data/raw/2024H1/bach-thong.*2022H1, 2023H1"):
        start(real_workspace, period="2024H1").run()


def test_panels_escape_what_they_show():
    panel = NotebookPanel(("<a>",), (("<b>", FileLink("<c>", '"><d>')),), ("<e>",), ("<f>",))
    shown = panel._repr_html_()
    assert not any(mark in shown for mark in ("<b>", "<c>", "<d>", "<e>", "<f>"))


def test_what_was_set_aside_is_said_and_is_no_report(made, monkeypatch):
    kept = f"reports/2023H1/bach-thong/da-sua/2026-11-29-153012-{NAME}.docx"
    (made.root / kept).parent.mkdir()
    (made.root / kept).write_bytes(b"edited")
    outcome = Outcome("Huyện Mẫu", "2023H1", {"files": 1}, [], [], 0.0, [kept])
    monkeypatch.setattr(start_notebook, "run_unit", lambda *given: outcome)
    opened = start(made)
    assert kept in " ".join(opened.run().sentences) and kept in " ".join(opened.results().sentences)
    names = [str(cell) for row in opened.results().rows for cell in row]
    assert not [name for name in names if "2026-11-29" in name]
    assert {row[-1] for row in opened.stages().rows} == {"còn đúng"}
