"""What the command does before and around a run: little is imported, and which kernel runs."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from helpers.batch.engine import ENGINE
from helpers.cli.main import app
from helpers.stages import unit_run


def test_help_needs_no_table_library() -> None:
    code = "import helpers.cli.main, sys; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(("more", "engine"), [([], ENGINE), (["--kernels"], None)])
def test_notebooks_run_in_this_process_unless_kernels_are_asked_for(
    more: list[str], engine: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    seen: dict[str, object] = {}

    def run_unit(*_given: object, **options: object) -> None:
        seen.update(options)
        raise KeyboardInterrupt

    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.setattr(unit_run, "run_unit", run_unit)
    given = ["run", "-u", "x", "-p", "2023H1", "--workspace", str(tmp_path), *more]
    CliRunner().invoke(app, given)
    assert seen["engine"] == engine
