"""Any text can be printed under any encoding, and read."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata

import pytest

from helpers.core.periods import Period
from helpers.core.tables import read_table
from helpers.core.workspace import PROJECT_ROOT

PERIOD = Period.parse("2023H1")
TEXT = "Không lập được báo cáo: Đường ộ – “x” ✓"
PRINT = f"from helpers.cli.console import make_printable; make_printable(); print({TEXT!a})"
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(arguments, environment, cwd=PROJECT_ROOT):
    own = {n: v for n, v in os.environ.items() if n not in ("PYTHONIOENCODING", "PYTHONUTF8")}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, env=own | environment, cwd=cwd)


@pytest.mark.parametrize(
    ("environment", "encoding", "expected"),
    [
        ({"PYTHONIOENCODING": "cp1252"}, "cp1252", "Không lâp duoc báo cáo: Duong ô – “x” x"),
        ({"PYTHONIOENCODING": "cp437"}, "cp437", 'Không lâp duoc báo cáo: Duong ô - "x" x'),
        ({"PYTHONIOENCODING": "ascii"}, "ascii", 'Khong lap duoc bao cao: Duong o - "x" x'),
        ({"PYTHONIOENCODING": "cp1258:strict"}, "cp1258", TEXT.replace("✓", "x")),
        (C_LOCALE, "utf-8", TEXT),
        ({}, "utf-8", TEXT),
    ],
)
def test_letters_that_an_encoding_lacks_are_written_in_the_nearest_way(
    environment, encoding, expected
):
    result = run(["-c", PRINT], environment)
    assert result.returncode == 0, result.stderr
    shown = result.stdout.decode(encoding).strip()
    assert unicodedata.normalize("NFC", shown) == unicodedata.normalize("NFC", expected)


def test_what_no_rule_knows_is_a_question_mark():
    code = PRINT.replace(ascii(TEXT), "'\\udce1 \\u4e2d'")
    result = run(["-c", code], {"PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stdout.strip()) == (0, b"? ?")


@pytest.mark.parametrize(
    ("environment", "arguments", "code"),
    [
        ({"PYTHONIOENCODING": "cp1258"}, ["units", "Bạch Thông"], 0),
        ({"PYTHONIOENCODING": "cp437"}, ["--help"], 0),
        ({"PYTHONIOENCODING": "cp1252"}, ["run", "--unit", "khong-co", "--period", "2023H1"], 2),
        ({"PYTHONIOENCODING": "cp1252"}, ["clean", "--unit", "bach-thong"], 2),
        (C_LOCALE, ["audit", "tệp không có.docx"], 2),
    ],
)
def test_lists_help_and_errors_are_printed(environment, arguments, code):
    result = run(["-m", "helpers.cli.main", *arguments], environment)
    assert result.returncode == code, result.stderr
    assert result.stdout + result.stderr and b"Traceback" not in result.stderr


def test_a_file_with_a_vietnamese_name_is_read_in_the_c_locale(real_workspace):
    folder = real_workspace.raw(PERIOD, "bach-thong")
    (folder / "07_giao_duc.xlsx").rename(folder / "Biểu lạ.xlsx")
    given = ["clean", "--unit", "bach-thong", "--period", "2023H1", "--workspace"]
    result = run(["-m", "helpers.cli.main", *given, str(real_workspace.root)], C_LOCALE)
    assert result.returncode in (0, 1), result.stderr
    read = read_table(real_workspace, "bach-thong", PERIOD, "observations")
    asked = read_table(real_workspace, "bach-thong", PERIOD, "quarantine")
    assert list(read.loc[read["file"] == "Biểu lạ.xlsx", "cell"]) == ["D9"], "its sheet has heads"
    (question,) = asked.loc[
        (asked["file"] == "Biểu lạ.xlsx") & (asked["cell"] == "D10:D41"), "rule"
    ]
    assert question == "cleaning.asked", "only a name or a mark makes a form of it"


def test_a_run_with_progress_and_tables_under_a_code_page(real_workspace):
    """One stage tells its counts; nothing of the unit contradicts itself: the exit code is 0."""
    given = ["clean", "--unit", "bach-thong", "--period", "2023H1", "--workspace"]
    command = ["-m", "helpers.cli.main", *given, str(real_workspace.root)]
    result = run(command, {"PYTHONIOENCODING": "cp1258"})
    assert result.returncode == 0, result.stderr
    shown = unicodedata.normalize("NFC", result.stdout.decode("cp1258"))
    assert "Số liệu đọc được" in shown
