"""The index of a batch: one page that is searched and sorted without a server."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.export.pages import render_page

_SCRIPT = Path(__file__).with_name("templates") / "index.js"


@dataclass(frozen=True)
class IndexCell:
    """What a cell shows, and what it is sorted by (empty: its text)."""

    text: str
    value: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class Link:
    """A file of a unit, relative to the page."""

    name: str
    address: str


@dataclass(frozen=True)
class IndexRow:
    """One unit: its status is a key of ``statuses``."""

    unit: str
    status: str
    cells: tuple[IndexCell, ...]
    links: tuple[Link, ...]


def render_index(
    title: str,
    summary: str,
    columns: Sequence[str],
    rows: Sequence[IndexRow],
    statuses: Sequence[tuple[str, str]],
    lang: str,
) -> str:
    """One page; its only script is the project's own, named by its hash in the page's policy."""
    script = _SCRIPT.read_text(encoding="utf-8")
    digest = b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    return render_page(
        "index.html.j2",
        lang,
        title=title,
        summary=summary,
        columns=columns,
        rows=rows,
        statuses=statuses,
        script=script,
        script_hash=digest,
    )
