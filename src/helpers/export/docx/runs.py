"""Runs of the narrative within a Word paragraph: text, and figures that lead to their row."""

import re
from collections.abc import Container
from hashlib import sha256

from helpers.export.docx.xml import bookmark, link_to
from helpers.export.printable import printable
from helpers.narrative.blocks import Label, Runs
from helpers.narrative.facts import Fact

_TURNS = re.compile(r"[\t\n\r]")
NAME_LENGTH = 40
"""Characters of a bookmark's name that Word keeps."""


class RunWriter:
    """Writes runs and bookmarks of one document; nothing links to what is not in ``targets``."""

    def __init__(self, targets: Container[str]) -> None:
        self._bookmarks = 0
        self._targets = targets

    def write(self, paragraph, runs: Runs, *, linked: bool = True, bold: bool = False) -> None:
        """Add ``runs`` to a paragraph; figures and names with an anchor link where ``linked``."""
        for part in runs:
            run = _added(paragraph, printable(part if isinstance(part, str) else part.text))
            if bold:
                run.bold = True
            anchor = part.anchor if isinstance(part, (Fact, Label)) and linked else ""
            if anchor in self._targets:
                link_to(paragraph, run, name_of(anchor))

    def mark(self, paragraph, anchor: str) -> None:
        """Put the bookmark ``anchor`` at the start of a paragraph."""
        self._bookmarks += 1
        bookmark(paragraph, name_of(anchor), self._bookmarks)


def _added(paragraph, text: str):
    """A run with ``text``: python-docx first looks for what an empty run might hold."""
    if _TURNS.search(text):
        return paragraph.add_run(text)
    run = paragraph.add_run()
    if text:
        run._r.add_t(text)
    return run


def name_of(anchor: str) -> str:
    """A bookmark's name: letters, digits and underscores, a letter first, at most 40."""
    name = "a_" + re.sub(r"\W", "_", anchor)
    if len(name) <= NAME_LENGTH and name == f"a_{anchor}":
        return name
    # Anchors that differ must stay different where signs are replaced or the end is cut.
    mark = sha256(anchor.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{name[: NAME_LENGTH - 9]}_{mark[:8]}"
