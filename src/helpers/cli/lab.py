"""Open JupyterLab on a workspace, without its calls to the network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from helpers.ground.workspace import Workspace

OFFLINE_OPTIONS = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def start_lab(workspace: Workspace, project: Path) -> None:
    """Run JupyterLab until it is closed; a workspace without notebooks gets a copy of them."""
    own = workspace.root / "notebooks"
    if not own.is_dir():
        shutil.copytree(project / "notebooks", own)
    subprocess.run([*lab_command(workspace.root)], check=False)


def lab_command(root: Path) -> list[str]:
    """The command line that opens JupyterLab at ``root``."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        "--LabApp.default_url=/lab/tree/notebooks/01_clean.ipynb",
        *OFFLINE_OPTIONS,
    ]
