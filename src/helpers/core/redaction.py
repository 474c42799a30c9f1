"""Text of errors without paths of this machine: what goes out names no folder outside itself."""

import re
import sys
from pathlib import Path
from tempfile import gettempdir

from helpers.core.workspace import PROJECT_ROOT, Workspace

# An absolute path down to its last name: /a/b/name, C:\a\b\name.
_ABSOLUTE = re.compile(r"(?<![\w./\\])(?:[A-Za-z]:[\\/]|~?/)(?:[^\s/\\'\":<>|]+[\\/])+")
# The last line of a traceback: what kind of error, and its words.
_WORDS = re.compile(r"^(?P<kind>[\w.]*(?:Error|Exception|Warning)): (?P<words>.+)$", re.MULTILINE)
_QUOTED = re.compile(r"""(['"])(.*?)\1""")
_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_NOT_ASCII = re.compile(r"\S*[^\x00-\x7f]\S*")
HIDDEN = "..."


def without_data(text: str) -> str:
    """A traceback whose errors hold no figure, no word with accents, and quote only names."""

    def quoted(found: re.Match[str]) -> str:
        return found[0] if _NAME.fullmatch(found[2]) else f"'{HIDDEN}'"

    def masked(found: re.Match[str]) -> str:
        words = _NOT_ASCII.sub(HIDDEN, _QUOTED.sub(quoted, found["words"]))
        return f"{found['kind']}: {re.sub('[0-9]', '0', words)}"

    return _WORDS.sub(masked, text)


def without_paths(text: str, workspace: Workspace) -> str:
    """``text`` with paths relative to the workspace or project, and other ones as bare names."""
    roots = (workspace.root, workspace.root.resolve(), PROJECT_ROOT)
    others = (sys.prefix, gettempdir(), str(Path.home()))
    for root in sorted({str(root) for root in (*roots, *others)}, key=len, reverse=True):
        text = re.sub(rf"{re.escape(root)}[\\/]", "" if Path(root) in roots else "/", text)
    return _ABSOLUTE.sub("", text)
