"""Paths: tricks in unit and period are refused; writes are atomic."""

from pathlib import Path

import pytest

from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace, atomic_path, write_text

PERIOD = Period.parse("2023H1")


@pytest.mark.parametrize(
    "unit", ["../x", "a/b", "a\\b", "/etc", "C:x", "", ".", "..", "bạch", "a b"]
)
def test_unit_that_is_no_plain_code_is_refused(tmp_path, unit):
    with pytest.raises(ParameterError, match="đường dẫn"):
        Workspace(tmp_path).raw(PERIOD, unit)


def test_workspace_is_found_from_a_folder_within(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    assert Workspace.find(tmp_path / "notebooks").root == tmp_path.resolve()


def test_folder_outside_any_workspace_is_refused(tmp_path):
    with pytest.raises(ParameterError, match="--workspace"):
        Workspace.find(tmp_path)


def test_own_catalogue_replaces_the_projects(tmp_path):
    own = tmp_path / "data" / "reference" / "units.csv"
    assert Workspace(tmp_path).reference("units.csv").exists(), "falls back to the project's"
    write_text(own, "code\n")
    assert Workspace(tmp_path).reference("units.csv") == own


def test_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    target = tmp_path / "table.txt"
    write_text(target, "old")
    with pytest.raises(RuntimeError), atomic_path(target) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["table.txt"]


def test_shown_path_is_relative(tmp_path):
    path = tmp_path / "reports" / "a.html"
    assert Workspace(tmp_path).relative(path) == "reports/a.html"
    assert "/" not in Workspace(tmp_path / "x").relative(Path(tmp_path / "elsewhere.txt"))
