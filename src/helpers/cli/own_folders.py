"""Folders of the workspace for what libraries keep: a run writes nothing to the user's home."""

import os
from contextlib import suppress

from helpers.core.workspace import Workspace

FOLDER = "_cache"
_FOLDERS = {
    "MPLCONFIGDIR": "matplotlib",
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "jupyter/config",
    "JUPYTER_DATA_DIR": "jupyter/data",
    "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
    "XDG_CACHE_HOME": "other",
}
"""Variable of the environment → its folder under ``data/processed/_cache``."""


def keep_out_of_home(workspace: Workspace) -> None:
    """Tell libraries and kernels where to keep things; before any of them is imported."""
    root = workspace.root.absolute() / "data" / "processed" / FOLDER
    for variable, name in _FOLDERS.items():
        with suppress(OSError):  # said by the run itself
            (root / name).mkdir(parents=True, exist_ok=True)
        os.environ[variable] = str(root / name)
