"""What ``baocao lab`` puts into a workspace before it starts."""

from __future__ import annotations

from helpers.cli.lab import add_missing_notebooks
from helpers.core.workspace import PROJECT_ROOT, Workspace


def test_notebooks_that_a_workspace_lacks_are_added_and_its_own_are_left(tmp_path):
    own = tmp_path / "notebooks" / "01_clean.ipynb"
    own.parent.mkdir()
    own.write_text("own", encoding="utf-8")
    add_missing_notebooks(Workspace(tmp_path), PROJECT_ROOT)
    guide = (tmp_path / "docs" / "huong-dan.md").read_bytes()
    assert guide == (PROJECT_ROOT / "docs" / "huong-dan.md").read_bytes()
    names = {path.name for path in (PROJECT_ROOT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in own.parent.iterdir()} == names
    assert own.read_text(encoding="utf-8") == "own"
