"""A new office begins: folder, profile and next steps; what is there is never replaced."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from openpyxl import load_workbook

from helpers.cleaning.readers import list_inputs
from helpers.cli.main import run
from helpers.core.catalogues.unit_profiles import UnitProfile, load_unit_profile
from helpers.core.errors import CatalogueError, InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages import first_steps
from helpers.stages.blank_forms import write_blank_forms
from helpers.stages.first_steps import prepare_unit
from helpers.stages.notebooks.start import open_start

UNITS = """code,key,name_vi,level,parent_code,valid_from,valid_to
98,minh-hoa-cu,Tỉnh Minh Họa Cũ,province,,,2025-06-30
980,huyen-mau,Huyện Mẫu,district,98,,2025-06-30
98001,xa-mau-cu,Xã Mẫu Cũ,commune,980,,2025-06-30
99,minh-hoa,Tỉnh Minh Họa,province,,2025-07-01,
99001,xa-mau,Xã Mẫu,commune,99,2025-07-01,
"""
SUCCESSORS = "level,old_code,new_code,share,date\ncommune,98001,99001,full,2025-07-01\n"
H2, H1 = Period.parse("2026H2"), Period.parse("2026H1")
FORMS = "forms/2026H2/xa-mau"
PROFILE = "data/reference/unit_profiles/xa-mau.yml"


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "data" / "reference").mkdir(parents=True)
    (tmp_path / "data" / "raw").mkdir()
    (tmp_path / "data" / "reference" / "units.csv").write_text(UNITS, "utf-8")
    (tmp_path / "data" / "reference" / "unit_successors.csv").write_text(SUCCESSORS, "utf-8")
    return Workspace(tmp_path)


@pytest.fixture(autouse=True)
def one_form(monkeypatch):
    """One empty form for all that the program has: they have tests of their own."""

    def write(workspace, unit, period):
        path = workspace.root / "forms" / str(period) / unit / "01_bieu.xlsx"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"form")

    monkeypatch.setattr(first_steps, "write_blank_forms", write)


def files_of(workspace):
    return {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}


def test_what_is_made_and_what_comes_next(workspace):
    steps = prepare_unit(workspace, "xa-mau", H2)
    assert steps.made == ("data/raw/2026H2/xa-mau", PROFILE, FORMS)
    assert steps.kept == ()
    assert PROFILE in steps.steps[0]
    assert "data/raw/2026H2/xa-mau/" in steps.steps[1] and f"{FORMS}/" in steps.steps[1]
    assert "baocao run --unit xa-mau --period 2026H2" in " ".join(steps.steps)
    assert "reports/2026H2/xa-mau/" in steps.steps[-1]


def test_last_years_folder_is_named_only_where_the_unit_was_there(workspace):
    assert "data/raw/2025H2/xa-mau/" in prepare_unit(workspace, "xa-mau", H2).steps[1]
    assert "2025H1" not in prepare_unit(workspace, "xa-mau", H1).steps[1]


def test_twice_changes_nothing_even_what_a_person_wrote(workspace):
    prepare_unit(workspace, "xa-mau", H2)
    (workspace.root / PROFILE).write_text('signer: "Nguyễn Văn Mẫu"\n', "utf-8")
    (workspace.root / FORMS / "01_bieu.xlsx").write_bytes(b"filled in")
    before = files_of(workspace)
    steps = prepare_unit(workspace, "xa-mau", H2)
    assert steps.made == () and PROFILE in steps.kept
    assert files_of(workspace) == before


def test_a_folder_with_files_gets_no_other(workspace):
    folder = workspace.raw(H2, "xa-mau")
    folder.mkdir(parents=True)
    (folder / "so_lieu.csv").write_text("a", "utf-8")
    assert prepare_unit(workspace, "xa-mau", H2).made == (PROFILE, FORMS)
    assert [path.name for path in folder.iterdir()] == ["so_lieu.csv"]


def test_the_profile_is_blank_and_marks_what_is_unknown(workspace):
    prepare_unit(workspace, "xa-mau", H2)
    path = workspace.root / PROFILE
    assert load_unit_profile(path) == UnitProfile()
    text = path.read_text("utf-8")
    assert "CHƯA BIẾT, CẦN ĐIỀN: họ và tên người ký" in text
    assert "UBND TỈNH MINH HỌA" in text and "ỦY BAN NHÂN DÂN XÃ MẪU" in text


def test_the_text_in_the_folder_is_no_input(workspace):
    prepare_unit(workspace, "xa-mau", H2)
    folder = workspace.raw(H2, "xa-mau")
    with pytest.raises(InputError, match="không có bảng tính"):
        list_inputs(folder)
    (folder / "so_lieu.csv").write_text("a", "utf-8")
    files, skipped = list_inputs(folder)
    assert [path.name for path in files] == ["so_lieu.csv"] and skipped == ()


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("Xã Mẫu", ["xa-mau (Xã Mẫu)"]),
        ("xa-mau-cu", ["kết thúc ngày 30/06/2025", "xa-mau (Xã Mẫu)"]),
        ("huyen-mau", ["kết thúc ngày 30/06/2025", "xa-mau (Xã Mẫu)"]),
    ],
)
def test_an_unknown_or_former_unit_is_told_what_to_use(workspace, unit, words):
    before = files_of(workspace)
    with pytest.raises(ParameterError) as refused:
        prepare_unit(workspace, unit, H2)
    assert all(word in str(refused.value) for word in words)
    assert files_of(workspace) == before


def test_a_level_without_an_outline_is_refused_before_anything_is_made(workspace):
    before = files_of(workspace)
    with pytest.raises(CatalogueError):
        prepare_unit(workspace, "xa-mau-cu", Period.parse("2019H1"))
    assert files_of(workspace) == before


def test_the_command_numbers_the_steps_and_takes_the_period_of_today(
    workspace, monkeypatch, capsys
):
    given = ["start", "--unit", "xa-mau", "--workspace", str(workspace.root)]
    monkeypatch.setattr(sys, "argv", ["baocao", *given])
    with pytest.raises(SystemExit) as ended:
        run()
    assert not ended.value.code
    shown = capsys.readouterr().out
    assert "\n1. " in shown and "\n5. " in shown
    assert f"--period {Period.half_year_of(date.today())}" in shown


def test_the_real_forms_are_made_for_the_unit(workspace, monkeypatch):
    monkeypatch.setattr(first_steps, "write_blank_forms", write_blank_forms)
    prepare_unit(workspace, "xa-mau", H2)
    books = sorted((workspace.root / FORMS).glob("*.xlsx"))
    assert "Xã Mẫu".upper() in {load_workbook(book).worksheets[0]["A1"].value for book in books}


def test_a_new_folder_becomes_a_workspace(tmp_path, monkeypatch):
    given = ["start", "--unit", "yen-phu-tuyen-quang", "--workspace", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", ["baocao", *given])
    with pytest.raises(SystemExit) as ended:
        run()
    assert not ended.value.code
    assert (tmp_path / "data/reference/unit_profiles/yen-phu-tuyen-quang.yml").is_file()


def test_the_notebook_prepares_a_unit_once(workspace):
    start = open_start(workspace=workspace, unit="xa-mau", period="2026H2")
    panel = start.prepare()
    assert PROFILE in " ".join(panel.sentences) and panel.sentences[-5].startswith("1. ")
    before = files_of(workspace)
    (workspace.root / PROFILE).unlink()
    assert "đã có" in start.prepare().sentences[0]
    assert files_of(workspace).keys() < before.keys(), "a profile is made with the folder only"
