"""Open JupyterLab on a workspace, without its calls to the network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.core.workspace import Workspace
from helpers.stages.desk_errors import DESK

CONFIG_FOLDER = Path(__file__).with_name("jupyter")
VIETNAMESE = CONFIG_FOLDER.with_name("jupyter_vi")
"""Settings for Vietnamese menus: what the language pack lacks stays English."""
DATA_FOLDER = CONFIG_FOLDER.with_name("jupyter_data")
"""The kernel of the desk: as usual, and errors are explained from its first cell on."""
HANDED_OUT = (
    "notebooks/*.ipynb",
    "docs/huong-dan.md",
    "docs/tu-tep-den-thu.md",
    "docs/images/*.png",
)
OFFLINE_OPTIONS = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
PICKER_OPTION = "--LabApp.expose_app_in_browser=True"
"""By which the pick lists of 00_start reach the parameters cell."""


def start_lab(workspace: Workspace, project: Path, lang: str, base_url: str = "") -> int:
    """Run JupyterLab on the start notebook until it is closed; its exit code.

    ``base_url`` is the path under which another server passes it on.
    """
    add_missing_notebooks(workspace, project)
    command = lab_command(workspace.root)
    if base_url:  # requests bear the other server's name; the token is asked for
        command += [f"--ServerApp.base_url={base_url}", "--ServerApp.allow_remote_access=True"]
    return subprocess.run(command, env=lab_environment(lang), check=False).returncode


def add_missing_notebooks(workspace: Workspace, project: Path) -> None:
    """Copy to the workspace the notebooks and the guide that it lacks; its own are left."""
    for pattern in HANDED_OUT:
        for source in sorted(project.glob(pattern)):
            target = workspace.root / source.relative_to(project)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)


def lab_command(root: Path) -> list[str]:
    """The command line that opens JupyterLab at ``root``."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}"]
    command.append("--LabApp.default_url=/lab/tree/notebooks/00_start.ipynb")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command += [*OFFLINE_OPTIONS, PICKER_OPTION]
    return [*command, *(["--allow-root"] if is_root else [])]


def lab_environment(lang: str = "vi") -> dict[str, str]:
    """The environment with the project's settings: no question about news from the network."""
    own = str(VIETNAMESE) if lang == "vi" else ""
    return {
        **os.environ,
        DESK: "1",
        "JUPYTER_CONFIG_PATH": _before("JUPYTER_CONFIG_PATH", own, str(CONFIG_FOLDER)),
        "JUPYTER_PATH": _before("JUPYTER_PATH", str(DATA_FOLDER)),
    }


def _before(name: str, *folders: str) -> str:
    """A list of folders in the environment with others before it."""
    return os.pathsep.join(filter(None, (*folders, os.environ.get(name, ""))))
