"""The tick «không phát sinh» arrives as a declared absence, apart from what was not received."""

from __future__ import annotations

from filling import clean, entry_cells, figures, forms_of, save, source_of


def tick(sheet):
    cell = next(c for c in sheet[5] if not c.protection.locked)
    cell.value = "x"
    return cell.coordinate


def status(tables, sheet):
    rows = tables["received_tables"].to_dict("records")
    return next(row["status"] for row in rows if row["sheet"] == sheet)


def test_a_ticked_sheet_declares_each_of_its_figures(tmp_path):
    book = forms_of(source_of(tmp_path), "13_an_ninh.xlsx")["13_an_ninh.xlsx"]
    address = tick(book["Tội phạm"])
    save({"13_an_ninh.xlsx": book}, tmp_path)
    tables = clean(tmp_path)
    rows = tables["observations"].to_dict("records")
    theft = next(r for r in rows if r["indicator"] == "security.crime.theft.cases")
    assert (theft["value"], theft["status"], theft["cell"]) == (0, "zero", address)
    assert theft["reason"].startswith("Không phát sinh")
    rate = next(r for r in rows if r["indicator"] == "security.crime.clearance_rate")
    assert (rate["value"], rate["status"]) == (None, "not_applicable")
    assert status(tables, "Tội phạm") == "nothing_occurred"
    assert status(tables, "Trật tự - tôn giáo") == "empty"
    assert status(tables, "Ngân sách") == "not_received"
    assert {r["sheet"] for r in rows} == {"Tội phạm"}


def test_a_ticked_programme_has_no_capital(tmp_path):
    book = forms_of(source_of(tmp_path), "10_chuong_trinh_mtqg.xlsx")["10_chuong_trinh_mtqg.xlsx"]
    tick(book["Vốn và giải ngân"])
    save({"10_chuong_trinh_mtqg.xlsx": book}, tmp_path)
    tables = clean(tmp_path)
    rows = tables["programme"].to_dict("records")
    assert {(r["value"], r["status"]) for r in rows} == {(0, "zero")}
    assert {r["item"] for r in rows} == {"allocated", "disbursed"}
    assert status(tables, "Vốn và giải ngân") == "nothing_occurred"
    assert status(tables, "Chưa phân bổ") == "empty"


def test_a_tick_beside_figures_is_asked_and_the_figures_are_read(tmp_path):
    book = forms_of(source_of(tmp_path), "13_an_ninh.xlsx")["13_an_ninh.xlsx"]
    address = tick(book["Tội phạm"])
    cells = {(code, measure): cell for code, measure, cell, _ in entry_cells(book)}
    cells["security.crime.theft.cases", "actual"].value = 3
    save({"13_an_ninh.xlsx": book}, tmp_path)
    tables = clean(tmp_path)
    assert figures(tables) == {("security.crime.theft.cases", "actual"): 3}
    refused = tables["quarantine"].to_dict("records")
    asked = [row["cell"] for row in refused if row["rule"] == "cleaning.tick_with_figures"]
    assert asked == [address]


def test_last_years_figure_beside_a_tick_is_no_contradiction(tmp_path):
    book = forms_of(source_of(tmp_path), "13_an_ninh.xlsx")["13_an_ninh.xlsx"]
    tick(book["Tội phạm"])
    cells = {(code, measure): cell for code, measure, cell, _ in entry_cells(book)}
    cells["security.crime.theft.cases", "previous"].value = 3
    save({"13_an_ninh.xlsx": book}, tmp_path)
    tables = clean(tmp_path)
    assert figures(tables)["security.crime.theft.cases", "actual"] == 0
    assert figures(tables)["security.crime.theft.cases", "previous"] == 3
    assert status(tables, "Tội phạm") == "nothing_occurred"


def test_a_form_of_which_nothing_is_filled_is_empty(tmp_path):
    save(forms_of(source_of(tmp_path)), tmp_path)
    tables = clean(tmp_path)
    assert set(tables["received_tables"]["status"]) == {"empty"}
    assert list(tables["observations"].index) == [] and list(tables["quarantine"].index) == []
