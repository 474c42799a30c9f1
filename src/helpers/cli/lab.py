"""Open JupyterLab on a workspace, without its calls to the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.core.workspace import Workspace

CONFIG_FOLDER = Path(__file__).with_name("jupyter")
OFFLINE_OPTIONS = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def start_lab(workspace: Workspace, project: Path) -> int:
    """Run JupyterLab on the start notebook until it is closed; its exit code."""
    add_missing_notebooks(workspace, project)
    command = lab_command(workspace.root)
    return subprocess.run(command, env=lab_environment(), check=False).returncode


def add_missing_notebooks(workspace: Workspace, project: Path) -> None:
    """Copy to the workspace those notebooks that it lacks; its own are left as they are."""
    own = workspace.root / "notebooks"
    own.mkdir(exist_ok=True)
    for notebook in sorted((project / "notebooks").glob("*.ipynb")):
        if not (own / notebook.name).exists():
            shutil.copy(notebook, own)


def lab_command(root: Path) -> list[str]:
    """The command line that opens JupyterLab at ``root``."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}"]
    command.append("--LabApp.default_url=/lab/tree/notebooks/00_start.ipynb")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*command, *OFFLINE_OPTIONS, *(["--allow-root"] if is_root else [])]


def lab_environment() -> dict[str, str]:
    """The environment with the project's settings: no question about news from the network."""
    paths = (str(CONFIG_FOLDER), os.environ.get("JUPYTER_CONFIG_PATH", ""))
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(path for path in paths if path)}
