"""What an office enters into a blank form arrives as entered, with no mapping."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from random import Random

import pytest
from filling import clean, entry_cells, figures, forms_of, save, source_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HIDDEN = {"hidden_sheet", "hidden_columns"}


def fill(books, catalogues, draw) -> dict[tuple[str, str], Decimal]:
    """Fill every open cell but the totals; what was entered. ``draw(low, high, places)``."""
    entered = {}
    for book in books.values():
        for code, measure, cell, computes in entry_cells(book):
            indicator = catalogues.indicators[code]
            if not computes:
                value = draw(indicator.minimum, indicator.maximum, indicator.decimals)
                cell.value = float(value) if indicator.decimals else int(value)
                entered[code, measure] = value
    return entered


def spread(low: Decimal, high: Decimal, places: int, share: Decimal) -> Decimal:
    """A value in a range that few totals of parts leave."""
    return round(low + (high - low) * share, places)


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6))
def test_every_figure_comes_back(tmp_path, seed):
    chance = Random(seed)
    source = source_of(tmp_path)
    books = forms_of(source)

    def draw(low, high, places):
        upper = min(high, Decimal(chance.choice([1, 15, 1500, 10**7])))
        return spread(low, max(upper, low), places, Decimal(str(chance.random())))

    entered = fill(books, source.catalogues, draw)
    shutil.rmtree(tmp_path / "data" / "raw" / "2023H1", ignore_errors=True)
    save(books, tmp_path)
    tables = clean(tmp_path)
    assert len(entered) > 500
    assert {k: v for k, v in figures(tables).items() if k in entered} == entered
    assert list(tables["quarantine"]["rule"]) == []
    assert not HIDDEN & set(tables["cleaning_log"]["rule"])


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_figures_come_back_from_libreoffice_with_its_totals(tmp_path, program, kind):
    source = source_of(tmp_path)
    books = forms_of(source, "nong_nghiep", "mtqg")
    share = Decimal("0.0137")
    entered = fill(books, source.catalogues, lambda low, high, n: spread(low, high, n, share))
    name = next(name for name in books if "mtqg" in name)
    money = books[name]["Vốn và giải ngân"]
    rows = {row[1].value: row for row in money.iter_rows(min_row=9)}
    line = next(row for label, row in rows.items() if str(label).startswith("Nội dung 02"))
    line[3].value, line[5].value = 1633.25, 12.345
    folder = save(books, tmp_path)
    work = tmp_path / "work"
    steps = ["ods"] if kind == "ods" else ["ods", "xlsx"]
    for step, target in enumerate(steps):
        files = [path for path in folder.iterdir() if path.is_file()]
        out = work / str(step)
        profile = f"-env:UserInstallation=file://{work}/profile"
        command = [program("soffice"), profile, "--headless", "--convert-to", target]
        subprocess.run([*command, "--outdir", out, *files], check=True, capture_output=True)
        for path in files:
            path.unlink()
        for path in out.iterdir():
            shutil.copy(path, folder / path.name)
    tables = clean(tmp_path)
    found = figures(tables)
    assert {k: v for k, v in found.items() if k in entered} == entered
    parts = ("agri.vegetables.winter_spring.area", "agri.vegetables.spring.area")
    total = sum(entered[part, "actual"] for part in parts)
    assert found["agri.vegetables.area", "actual"] == total
    budget = tables["programme"].to_dict("records")
    values = {(r["budget_line"], r["item"], r["capital"]): r["value"] for r in budget}
    for budget_line in ("DA1.ND2", "DA1", "MTQG"):
        assert values[budget_line, "allocated", "recurrent"] == Decimal("1633.25")
        assert values[budget_line, "disbursed", "recurrent"] == Decimal("12.345")


def test_figures_come_back_without_the_marks(tmp_path):
    """An office that copies the sheets into a workbook of its own is read by names and labels."""
    source = source_of(tmp_path)
    books = forms_of(source, "nong_nghiep", "y_te")
    share = Decimal("0.0137")
    entered = fill(books, source.catalogues, lambda low, high, n: spread(low, high, n, share))
    for book in books.values():
        del book["_baocao"], book["Hướng dẫn"]
        for sheet in book:
            sheet.delete_cols(sheet.max_column)
    save(books, tmp_path)
    found = figures(clean(tmp_path))
    labelled = set(source.labels["agriculture"]) | set(source.labels["health"])
    assert {k: found.get(k) for k in entered if k[0] in labelled} == {
        k: v for k, v in entered.items() if k[0] in labelled
    }


def test_a_moved_row_and_another_file_name_change_nothing(tmp_path):
    source = source_of(tmp_path)
    [book] = forms_of(source, "nong_nghiep").values()
    cells = {(code, measure): cell for code, measure, cell, _ in entry_cells(book)}
    cells["agri.spring_rice.yield", "actual"].value = 51.5
    book["Trồng trọt"].insert_rows(9, 2)
    save({"gui lai lan 2.xlsx": book}, tmp_path)
    tables = clean(tmp_path)
    assert figures(tables) == {("agri.spring_rice.yield", "actual"): Decimal("51.5")}


def test_what_a_form_lacks_is_asked_and_not_lost(tmp_path):
    source = source_of(tmp_path)
    [book] = forms_of(source, "nong_nghiep").values()
    sheet = book["Trồng trọt"]
    last = max(row[0].row for row in sheet.iter_rows(min_row=9) if row[0].value)
    sheet.cell(last + 1, 2).value = "Diện tích cây mẫu"
    sheet.cell(last + 1, 3).value = "ha"
    sheet.cell(last + 1, 5).value = 12.5
    save({"01_nong_nghiep.xlsx": book}, tmp_path)
    tables = clean(tmp_path)
    asked = [*tables["quarantine"]["raw_text"].dropna(), *tables["questions"]["shown"]]
    kept = tables["observations"]["raw_text"].tolist()
    assert "12.5" in [*asked, *kept]
