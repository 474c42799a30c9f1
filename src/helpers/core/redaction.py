"""Text of errors without paths of this machine: what goes out names no folder outside itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import gettempdir

from helpers.core.workspace import PROJECT_ROOT, Workspace

# An absolute path down to its last name: /a/b/name, C:\a\b\name.
_ABSOLUTE = re.compile(r"(?<![\w./\\])(?:[A-Za-z]:[\\/]|~?/)(?:[^\s/\\'\":<>|]+[\\/])+")


def without_paths(text: str, workspace: Workspace) -> str:
    """``text`` with paths relative to the workspace or project, and other ones as bare names."""
    roots = (workspace.root, workspace.root.resolve(), PROJECT_ROOT)
    others = (sys.prefix, gettempdir(), str(Path.home()))
    for root in sorted({str(root) for root in (*roots, *others)}, key=len, reverse=True):
        text = re.sub(rf"{re.escape(root)}[\\/]", "" if Path(root) in roots else "/", text)
    return _ABSOLUTE.sub("", text)
