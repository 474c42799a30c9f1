"""The console names what was not read, and what was repaired: file, cell, text, what to do."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from helpers.cli import show
from helpers.stages.run_summary import refusal_lines, repair_lines
from helpers.stages.unit_run import Outcome


def row(file, sheet, cell, rule, reason):
    return {"file": file, "sheet": sheet, "cell": cell, "rule": rule, "reason": reason}


def test_one_line_for_each_file_sheet_and_reason_and_missing_forms_last():
    rows = [
        row("", "", "", "cleaning.form_missing", "Thiếu biểu A."),
        row("a.xlsx", "Lúa", "E3", "numbers.two_values", "«12 34» là hai số."),
        *[row("a.xlsx", "Lúa", f"E{n}", "numbers.two_values", "x") for n in range(4, 6)],
        *[row("b.xlsx", "Lúa", f"E{n}", "cleaning.unknown_label", "y") for n in range(1, 20)],
        row("c.xlsx", "", "", "reading.truncated", "Tệp bị cắt."),
    ]
    assert refusal_lines(rows) == [
        "a.xlsx › Lúa › E3: «12 34» là hai số. (cùng lý do: E4, E5)",
        "b.xlsx › Lúa › E1: y (và 18 chỗ nữa cùng lý do)",
        "c.xlsx: Tệp bị cắt.",
        "Thiếu biểu A.",
    ]


def test_the_console_shows_the_first_reasons():
    lines = [f"a.xlsx › Lúa › E{n}: lý do {n}" for n in range(1, 12)]
    console = Console(file=StringIO(), width=60)
    show.outcome(
        console, Outcome("Mẫu", "6 tháng", {"quarantined": 11}, [], [], 1.0, refusals=lines)
    )
    text = console.file.getvalue()
    assert "Chưa đọc được:" in text and "• a.xlsx › Lúa › E8: lý do 8" in text
    assert "E9:" not in text and "… và 3 loại nữa" in text


def test_one_line_for_each_file_whose_words_were_restored():
    def repair(file, rule, before, after):
        return {"file": file, "rule": rule, "before": before, "after": after}

    rows = [
        *[repair("a.csv", "mojibake", "Ä\x90Ã n", "Đàn") for _ in range(5)],
        repair("a.csv", "vi_grouped", "4.242", "4242"),
        repair("b.xls", "tcvn3", "§µn", "Đàn"),
    ]
    lines = repair_lines(rows)
    assert [line.partition(",")[0] for line in lines] == [
        "a.csv: đã sửa chữ ở 5 ô",
        "b.xls: đã sửa chữ ở 1 ô",
    ]
    assert "«Đàn»" in lines[0] and "xem nhật ký" in lines[0]
    console = Console(file=StringIO(), width=60)
    show.outcome(console, Outcome("Mẫu", "6 tháng", {}, [], [], 1.0, repairs=lines))
    assert f"• {lines[0]}" in console.file.getvalue()
