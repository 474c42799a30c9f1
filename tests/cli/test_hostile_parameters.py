"""Parameters without end and files that are none: one short sentence, quickly."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest

from helpers.audit.readers import read_passages
from helpers.cli.guard import guarded
from helpers.cli.outcomes import COULD_NOT_RUN
from helpers.core.catalogues.units import Units
from helpers.core.errors import InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE, Workspace, safe_code

LONG = "bach-thong" * 10_000


@pytest.fixture(scope="module")
def units() -> Units:
    return Units.load(PROJECT_REFERENCE / "units.csv")


def sentence(call, error: type[Exception]) -> str:
    """The message of an error that must come within two seconds of work."""
    start = time.process_time()
    with pytest.raises(error) as caught:
        call()
    assert time.process_time() - start < 2
    assert len(str(caught.value)) < 900
    return str(caught.value)


def test_a_unit_of_100000_letters_is_unknown(units):
    text = sentence(lambda: units.find(LONG, date(2023, 6, 30)), ParameterError)
    assert "bach-thongbach" in text


@pytest.mark.parametrize("call", [Period.parse, safe_code])
def test_a_code_of_100000_letters_is_none(call):
    sentence(lambda: call(LONG), ParameterError)


def test_a_name_of_a_folder_is_at_most_100_letters():
    assert safe_code("a" * 100)
    sentence(lambda: safe_code("a" * 101), ParameterError)


def test_a_path_of_5000_letters_ends_with_a_sentence(capsys):
    def run() -> None:
        Workspace.find(Path("/tmp", "a" * 5_000))

    assert guarded(run) == COULD_NOT_RUN
    shown = capsys.readouterr().err
    assert "dài quá mức" in " ".join(shown.split()) and len(shown) < 900


@pytest.mark.parametrize("name", ["pipe.docx", "zero.docx", "folder.docx"])
def test_what_is_no_file_is_not_read(tmp_path, name):
    os.mkfifo(tmp_path / "pipe.docx")
    (tmp_path / "zero.docx").symlink_to("/dev/zero")
    (tmp_path / "folder.docx").mkdir()
    assert name in sentence(lambda: read_passages(tmp_path / name), InputError)


def test_a_report_without_end_is_not_read(tmp_path):
    path = tmp_path / "dài.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)
    assert "64 MB" in sentence(lambda: read_passages(path), InputError)
