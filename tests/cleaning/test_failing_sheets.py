"""The program itself fails at a sheet or file: that one is named, the others come through."""

from __future__ import annotations

import pytest
from files import xlsx

from helpers import cleaning
from helpers.cleaning.cleaning_log import FAILED
from helpers.cleaning.recognition import engine
from helpers.core.errors import CatalogueError, InputError
from helpers.stages.unit_period import open_unit_period

FORM = "07_giao_duc.xlsx"
KEPT = (FORM, "08_y_te_bao_hiem.xlsx")
OWN = ("dan_trau.xlsx", "dan_bo.xlsx", "dan_lon.xlsx")
TITLE = "BÁO CÁO 6 THÁNG ĐẦU NĂM 2023 HUYỆN BẠCH THÔNG"
HERDS = {OWN[0]: "Đàn trâu", OWN[1]: "Đàn bò", OWN[2]: "Đàn lợn"}


@pytest.fixture
def case(real_workspace):
    """A unit with two forms, and tables of its own in files of one sheet."""
    opened = open_unit_period(workspace=real_workspace, unit="bach-thong", period="2023H1")
    folder = real_workspace.raw(opened.period, opened.unit.key)
    for path in folder.iterdir():
        if path.name not in KEPT:
            path.unlink()
    for file, label in HERDS.items():
        head = ("Chỉ tiêu", "ĐVT", "Thực hiện 6 tháng đầu năm 2023")
        xlsx(folder / file, [(TITLE,), head, (label, "con", 4_242)], "Sheet1")
    return opened


def figures(cleaned) -> dict[str, int]:
    """How many figures came of each file."""
    return cleaned.tables["observations"].groupby("file").size().to_dict()


def failed(cleaned) -> list[tuple[str, str]]:
    rows = cleaned.tables["quarantine"].to_dict("records")
    assert all(r["reason"] for r in rows)
    return [(r["file"], r["sheet"]) for r in rows if r["rule"] == FAILED]


def details(case) -> list[str]:
    folder = case.workspace.root / "data" / "processed" / "_errors"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*"))]


def fail_at(monkeypatch, owner, name: str, is_hit, error: Exception) -> None:
    """Make a function raise where ``is_hit`` holds for what it is given."""
    real = getattr(owner, name)

    def replaced(*given, **named):
        if is_hit(*given, **named):
            raise error
        return real(*given, **named)

    monkeypatch.setattr(owner, name, replaced)


def test_a_recogniser_that_fails_at_one_sheet_loses_that_sheet_alone(case, monkeypatch):
    whole = figures(case.clean())
    assert set(OWN) < set(whole) and not details(case)
    fail_at(monkeypatch, engine.Recogniser, "_sheet", lambda _, s: s.file == OWN[1], KeyError(7))
    cleaned = case.clean()
    assert failed(cleaned) == [(OWN[1], "Sheet1")]
    assert figures(cleaned) == {file: n for file, n in whole.items() if file != OWN[1]}
    assert len(details(case)) == 1 and "KeyError" in details(case)[0]


def test_sheets_that_fail_only_together_are_parted(case, monkeypatch):
    def holds_both(found, _):
        return {OWN[0], OWN[2]} <= {read.file for read in found}

    fail_at(monkeypatch, engine, "make_figures", holds_both, ZeroDivisionError())
    cleaned = case.clean()
    assert len(failed(cleaned)) == 1 and OWN[1] in figures(cleaned)
    assert len({OWN[0], OWN[2]} & set(figures(cleaned))) == 1


def test_where_all_recognition_fails_the_forms_come_through(case, monkeypatch):
    fail_at(monkeypatch, engine.Recogniser, "run", lambda *given: True, RecursionError())
    cleaned = case.clean()
    assert set(OWN) <= {file for file, _ in failed(cleaned)}
    assert set(KEPT) <= set(figures(cleaned))


def test_a_form_that_fails_is_not_said_to_be_missing(case, monkeypatch):
    def is_form(found, _):
        return found.table.sheet.file == FORM

    fail_at(monkeypatch, cleaning, "_read_table", is_form, KeyError())
    cleaned = case.clean()
    assert failed(cleaned) and {file for file, _ in failed(cleaned)} == {FORM}
    assert KEPT[1] in figures(cleaned) and FORM not in figures(cleaned)
    rows = cleaned.tables["quarantine"].to_dict("records")
    missing = [r["reason"] for r in rows if r["rule"].endswith("_missing")]
    assert missing and not any("giao_duc" in reason for reason in missing)


def test_a_reader_that_fails_loses_that_file_alone(case, monkeypatch):
    def is_form(path, root):
        return path.name == FORM

    fail_at(monkeypatch, cleaning, "read_workbook", is_form, TypeError())
    cleaned = case.clean()
    assert failed(cleaned) == [(FORM, "")]
    assert set(figures(cleaned)) == {KEPT[1], *OWN}


@pytest.mark.parametrize("error", [CatalogueError("cleaning.unknown_workbook"), MemoryError()])
def test_what_is_no_fault_of_a_sheet_stops(case, monkeypatch, error):
    fail_at(monkeypatch, engine.Recogniser, "run", lambda *given: True, error)
    with pytest.raises(type(error)):
        case.clean()


def test_a_unit_of_which_no_file_can_be_read_is_refused_with_each_file(case):
    folder = case.workspace.raw(case.period, case.unit.key)
    for path in folder.iterdir():
        path.write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        case.clean_with_history()
    assert all(file in str(caught.value) for file in (*KEPT, *OWN))
    assert len(case.read("quarantine")) >= len((*KEPT, *OWN))
