"""What a file may hold at most: one with more is named and refused as a whole, quickly."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from files import sheet_xml, xlsx

from helpers.cleaning.readers import read_workbook
from helpers.cleaning.readers.limits import MOST, Tally
from helpers.cleaning.stated_periods.lines import without_other_years
from helpers.cleaning.stated_periods.phrases import phrases
from helpers.cleaning.tables.words import ends_with_figure, without_additions
from helpers.core.catalogues.measures import Measure
from helpers.core.errors import InputError
from helpers.core.text import fold, visible
from helpers.stages.unit_period import open_unit_period

NUMBER = "<c><v>1</v></c>"


def refusal(path: Path, key: str) -> str:
    """The message of a refusal under ``key`` that must come within ten seconds of work."""
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        read_workbook(path, root=path.parent)
    assert time.process_time() - start < 10
    assert caught.value.key == key
    assert path.name in str(caught.value)
    return str(caught.value)


def package(path: Path, rows: str, after: str = "") -> Path:
    """A workbook of one sheet with ``rows`` and what stands ``after`` them."""
    return sheet_xml(path, f"{rows}</sheetData>{after}<sheetData>")


def delimited(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def hundredth(monkeypatch):
    """Limits of a hundredth, so that small files reach them."""
    for kind, most in MOST.items():
        monkeypatch.setitem(MOST, kind, most // 100)


def test_notes_of_one_rule_are_counted_beyond_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.cleaning.readers.sheet_builder.MOST_NOTES", 3)
    formats = ("0%", "0%", "0%", "0%", "0%", "#,##0,")
    book = openpyxl.Workbook()
    for row, code in enumerate(formats, start=1):
        book.active.cell(row, 1, 5000 if row == 6 else 0.5).number_format = code
    book.save(tmp_path / "a.xlsx")
    notes = read_workbook(tmp_path / "a.xlsx", root=tmp_path).notes
    assert [(n.rule, n.cell) for n in notes[:4]] == [
        ("percent", "A1"),
        ("percent", "A2"),
        ("percent", "A3"),
        ("scaled", "A6"),
    ]
    assert [(n.rule, n.before, n.after) for n in notes[4:]] == [("more_of_same", "A3", "2")]
    assert "A3" in str(notes[4])


@pytest.mark.usefixtures("hundredth")
def test_more_cells_than_are_read_are_named(tmp_path):
    rows = f"<row>{NUMBER * 101}</row>" * 50
    assert "4.000 ô" in refusal(sheet_xml(tmp_path / "a.xlsx", rows), "reading.too_many")


def test_as_many_cells_as_are_read_are_read(tmp_path):
    rows = f"<row>{NUMBER * 100}</row>" * 200
    book = read_workbook(sheet_xml(tmp_path / "a.xlsx", rows), root=tmp_path)
    assert sum(map(len, book.sheets[0].rows)) == 20_000


@pytest.mark.parametrize(
    "merges",
    [
        "".join(f'<mergeCell ref="A{n * 200 + 1}:CV{n * 200 + 200}"/>' for n in range(100)),
        '<mergeCell ref="A1:B900"/>' * 300,
        '<mergeCell ref="A1:B1000000"/>' * 1_000,
    ],
)
def test_merges_without_end_are_refused(tmp_path, merges):
    path = package(tmp_path / "a.xlsx", f"<row>{NUMBER}</row>", merges)
    assert "ô gộp" in refusal(path, "reading.too_many")


def test_a_covered_cell_stays_covered_below_a_small_and_a_whole_column_merge(tmp_path):
    merges = '<mergeCell ref="A1:B1"/><mergeCell ref="D1:D1000000"/>'
    rows = f"<row>{NUMBER * 4}</row><row>{NUMBER * 4}</row>"
    path = package(tmp_path / "a.xlsx", rows, f"<mergeCells>{merges}</mergeCells>")
    book = read_workbook(path, root=tmp_path)
    cells = [cell.address for row in book.sheets[0].rows for cell in row]
    assert cells == ["A1", "C1", "D1", "A2", "B2", "C2"]
    assert [note.cell for note in book.notes if note.rule == "covered_by_merge"] == ["B1", "D2"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("<a/>" * 61_000, "reading.too_many"),
        ("<a>" * 300 + "</a>" * 300, "reading.truncated"),
        ("a" * 20_000_000, "reading.truncated"),
    ],
)
@pytest.mark.usefixtures("hundredth")
def test_tags_without_end_are_refused(tmp_path, content, key):
    refusal(sheet_xml(tmp_path / "a.xlsx", content), key)


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("a.csv", ("1;" * 500 + "\n") * 11, "reading.too_many"),
        ("a.csv", "a;b\n" + "\n" * 2_200_000, "reading.too_many"),
        ("a.csv", "1;" * 170 + "\n", "reading.too_many"),
        ("a.xls", "<html><table>" + "<tr><td>1</td></tr>" * 4_000, "reading.too_many"),
        (
            "a.xls",
            "<html><table>" + '<tr><td rowspan="1000" colspan="1000">1</td></tr>' * 20,
            "reading.too_many",
        ),
    ],
)
@pytest.mark.usefixtures("hundredth")
def test_text_files_without_end_are_refused(tmp_path, name, text, key):
    refusal(delimited(tmp_path / name, text), key)


def test_elements_within_elements_without_end_are_refused(tmp_path):
    text = "<html><table><tr><td>" + "<div>" * 50_000 + "1"
    refusal(delimited(tmp_path / "a.xls", text), "reading.truncated")


XML = (
    '<?xml version="1.0"?><Workbook xmlns="{0}" xmlns:s="{0}"><Worksheet s:Name="a"><Table>{1}'
    "</Table></Worksheet></Workbook>"
)


@pytest.mark.parametrize(
    "rows",
    [
        '<Row><Cell s:Index="-2"><Data s:Type="Number">1</Data></Cell></Row>',
        '<Row s:Index="99999999999999999"><Cell><Data s:Type="Number">1</Data></Cell></Row>',
        '<Row><Cell s:MergeAcross="-5" s:MergeDown="3"><Data s:Type="Number">1</Data></Cell></Row>',
    ],
)
def test_positions_that_no_sheet_has_are_damage(tmp_path, rows):
    text = XML.format("urn:schemas-microsoft-com:office:spreadsheet", rows)
    refusal(delimited(tmp_path / "a.xml", text), "reading.truncated")


@pytest.mark.parametrize("cell", ['<c t="s"><v>-1</v></c>', '<c s="-1"><v>1</v></c>'])
def test_an_index_from_the_end_is_damage(tmp_path, cell):
    refusal(package(tmp_path / "a.xlsx", f"<row>{cell}</row>"), "reading.truncated")


def test_the_long_cell_is_named(tmp_path):
    path = delimited(tmp_path / "a.csv", "a;b\nlúa;" + "đ" * 200_000)
    text = refusal(path, "reading.long_cell")
    assert "B2" in text and "200000" in text


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.write(b"a;b\n1;2\n")
        stream.truncate(40 << 20)
    assert "32 MB" in refusal(path, "reading.too_large")


def test_every_limit_has_words(tmp_path):
    for kind in MOST:
        with pytest.raises(InputError) as caught:
            Tally("a.xlsx").add(kind, MOST[kind] + 1)
        assert "a.xlsx" in str(caught.value)


def test_a_long_word_is_folded_in_time_that_grows_with_its_length():
    start = time.process_time()
    assert fold("a" * 200_000) == "a" * 200_000
    assert fold("ò" + "a" * 200_000) == fold("o" + "a" * 200_000 + "\u0300")
    assert time.process_time() - start < 2


# --- in a unit: the file is named, the others come through --------------------------------------


@pytest.fixture
def case(real_workspace):
    return open_unit_period(workspace=real_workspace, unit="bach-thong", period="2023H1")


FILE = "08_y_te_bao_hiem"


def cleaned_with(case, rows: list[tuple[str, ...]]):
    """The tables of a unit whose health workbook holds ``rows``."""
    folder = case.workspace.raw(case.period, case.unit.key)
    xlsx(folder / f"{FILE}.xlsx", rows, "Y tế - dân số")
    return case.clean().tables


def test_a_form_with_rows_without_end_loses_no_unit(case):
    head = ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện")
    tables = cleaned_with(case, [head, *[("1", "Dân số", "người", "5")] * 5_001])
    own = [r for r in tables["quarantine"].to_dict("records") if r["file"].startswith(FILE)]
    assert [row["rule"] for row in own] == ["cleaning.sheet_too_long"]
    assert len(tables["observations"]) > 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("dòng 1\ndòng 2\t3", "dòng 1\ndòng 2\t3"),
        ("a\u2066b\ud800c\x00", "a‹U+2066›b‹U+D800›c‹U+0000›"),
    ],
)
def test_only_what_nobody_sees_is_named(text, shown):
    assert visible(text) == shown


def test_a_measure_without_a_name_is_none():
    with pytest.raises(ValueError, match="unit"):
        Measure(unit="", dimension="area", factor=1, name_en="x", aliases="")


@pytest.mark.parametrize(
    ("read", "long", "short", "expected"),
    [
        (without_other_years, "kế hoạch ", "kế hoạch cấp nước cho bản năm 2022", " # "),
        (without_other_years, "1", "cấp theo 12/2022/nđ", "cấp theo  # "),
        (without_other_years, "\n" * 100 + "(", "na rì, tháng 6 năm 2022", " # "),
        (lambda text: phrases(text, 2023)[1].strip(), "đến ", "tính đến cuối năm", ""),
        (without_additions, "(1) ", "Đàn trâu (1) (2)*", "Đàn trâu"),
        (ends_with_figure, " " * 100 + "1", "Dân số: 1.250 người", True),
    ],
)
def test_a_text_of_a_long_cell_takes_no_time(read, long, short, expected):
    assert read(short) == expected
    text = (long * 8_000)[:8_000] + "\x01"
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 0.15
