"""The contents list: read from the headings that the fragments bring."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

LEVELS = {"h2": 2, "h3": 3}


class _Headings(HTMLParser):
    """Collects h2 and h3 that have an id, in document order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[dict[str, object]] = []
        self._open: dict[str, object] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        if tag in LEVELS and anchor:
            self._open = {"level": LEVELS[tag], "anchor": anchor, "text": ""}
        elif tag == "br":
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open["text"] = f"{self._open['text']}{data}"

    def handle_endtag(self, tag: str) -> None:
        if tag in LEVELS and self._open is not None:
            self._open["text"] = " ".join(str(self._open["text"]).split())
            self.found.append(self._open)
            self._open = None


def list_contents(fragments_html: Iterable[str]) -> list[dict[str, object]]:
    """Entries ``level`` (2 or 3), ``anchor``, ``text`` of the headings with an id."""
    parser = _Headings()
    for text in fragments_html:
        parser.feed(text)
    parser.close()
    return parser.found
