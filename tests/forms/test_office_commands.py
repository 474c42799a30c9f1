"""The two commands for offices' workbooks: what they say and how they end."""

from __future__ import annotations

import shutil

from typer.testing import CliRunner

from helpers.cli.main import app
from helpers.core.errors import InputError

RUN = CliRunner()


def test_forms_says_how_many_and_where(real_workspace):
    root = real_workspace.root
    result = RUN.invoke(app, ["forms", "-u", "bach-thong", "-p", "2023H1", "--workspace", root])
    files = list((root / "forms" / "2023H1" / "bach-thong").glob("*.xlsx"))
    assert result.exit_code == 0 and f"{len(files)} biểu mẫu" in result.output
    assert "forms/2023H1/bach-thong" in result.output


def test_feedback_names_files_and_ends_with_findings(real_workspace):
    root = real_workspace.root
    raw = root / "data" / "raw" / "2023H1" / "bach-thong"
    (raw / "la.xlsx").write_bytes(b"PK\x03\x04 cut off")
    arguments = ["feedback", "-u", "bach-thong", "-p", "2023H1", "--workspace", root]
    result = RUN.invoke(app, arguments)
    assert result.exit_code == 1 and "la.xlsx: không mở được" in result.output
    shutil.rmtree(raw)
    result = RUN.invoke(app, arguments)
    assert isinstance(result.exception, InputError)
