"""The command: exit codes, and messages that say what, where and what to do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.cli.main import run
from helpers.core.workspace import PROJECT_ROOT


def new_process(*arguments, cwd=PROJECT_ROOT):
    command = [sys.executable, "-m", "helpers.cli.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd)


@pytest.fixture
def baocao(monkeypatch, capsys):
    """``baocao("units", …)``: the entry point of the command, run in this process."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["baocao", *arguments])
        monkeypatch.chdir(PROJECT_ROOT)
        with pytest.raises(SystemExit) as ended:
            run()
        shown = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, ended.value.code or 0, shown.out, shown.err)

    return call


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["run", "--unit", "khong-co", "--period", "2023H1"], "khong-co"),
        (["run", "--unit", "bach-thong", "--period", "2023X"], "2023X"),
        (["run", "--unit", "../x", "--period", "2023H1"], "đường dẫn"),
        (["run", "--unit", "ba-be", "--period", "2023H1"], "ba-be"),
        (["run", "--unit", "bach-thong", "--period", "2023H1", "--to", "doc"], "doc"),
        (["periods", "--unit", "bach-thong", "--lang", "fr"], "fr"),
        (["clean", "--unit", "bach-thong"], "--period"),
        (["run", "--unit", "bach-thong", "--period", "2023H1", "--to", "doc"], "«--to»"),
        (["units", "--lang", "fr"], "«--lang»"),
        (["auditt", "a.docx"], "Có phải «baocao audit»?"),
        (["xyz"], "Không có lệnh «xyz». Các lệnh: units, start"),
    ],
)
def test_what_cannot_run_exits_with_2_and_says_why(baocao, arguments, word):
    result = baocao(*arguments)
    assert result.returncode == 2
    assert word in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_a_new_process_says_it_too():
    result = new_process("run", "--unit", "khong-co", "--period", "2023H1")
    assert result.returncode == 2
    assert "khong-co" in result.stderr and "Traceback" not in result.stderr


def test_messages_in_english(baocao):
    result = baocao("run", "--unit", "khong-co", "--period", "2023H1", "--lang", "en")
    assert result.returncode == 2 and "There is no unit" in result.stderr


def test_outside_a_workspace(tmp_path):
    result = new_process("periods", "--unit", "bach-thong", cwd=tmp_path)
    assert result.returncode == 2 and "--workspace" in result.stderr


def test_units_are_found_by_name(baocao):
    result = baocao("units", "Bạch Thông")
    assert result.returncode == 0
    assert "bach-thong" in result.stdout and "063" in result.stdout


def test_periods_on_hand(baocao):
    result = baocao("periods", "--unit", "bach-thong")
    assert result.returncode == 0
    assert "2022H1" in result.stdout and "2023H1" in result.stdout


def test_a_folder_in_place_of_a_catalogue_is_a_sentence(baocao, tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "reference" / "units.csv").mkdir(parents=True)
    result = baocao("units", "--workspace", str(tmp_path))
    assert result.returncode == 2 and "units.csv" in result.stderr and "thư mục" in result.stderr
