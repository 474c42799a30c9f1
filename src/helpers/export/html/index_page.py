"""The index of a batch: one page that is searched and sorted without a server."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.export.html.templating import render_page

# Rows laid out at first; thousands would take seconds.
PAGE_ROWS = 200
_SCRIPT = Path(__file__).with_name("templates") / "index.js"


@dataclass(frozen=True)
class IndexCell:
    """A figure as it is shown, the number that it is sorted by, and whether it is a bad sign."""

    text: str
    value: str = ""
    is_grave: bool = False


@dataclass(frozen=True)
class Link:
    """A file of a unit, relative to the page."""

    name: str
    address: str


@dataclass(frozen=True)
class IndexRow:
    """One unit: ``status`` is a key of ``statuses``, ``status_text`` is its name with the reason.

    The name leads to the first of ``links``. Columns: unit, status, links, then ``cells``.
    """

    unit: str
    status: str
    status_text: str
    links: tuple[Link, ...]
    cells: tuple[IndexCell, ...]


@dataclass(frozen=True)
class IndexPage:
    """What the page shows; ``statuses`` are keys with their names, which the page filters by."""

    title: str
    summary: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[IndexRow]
    statuses: Sequence[tuple[str, str]]


def render_index(page: IndexPage, lang: str) -> str:
    """One page; its only script is the project's own, named by its hash in the page's policy."""
    script = _SCRIPT.read_text(encoding="utf-8")
    digest = b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    return render_page(
        "index.html.j2",
        lang,
        **vars(page),
        page_rows=PAGE_ROWS,
        script=script,
        script_hash=digest,
    )
