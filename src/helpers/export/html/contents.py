"""The contents list: read from the headings of the parts."""

from collections.abc import Iterable, Mapping

from lxml.etree import HTMLParser

LEVELS = {"h2": 2, "h3": 3}


class _Headings:
    """Collects h2 and h3 that have an id, in document order, from what a parser reports."""

    def __init__(self) -> None:
        self.found: list[dict[str, object]] = []
        self._open: dict[str, object] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        anchor = attributes.get("id")
        if tag in LEVELS and anchor:
            self._open = {"level": LEVELS[tag], "anchor": anchor, "text": ""}
        elif tag == "br":
            self.data(" ")

    def data(self, data: str) -> None:
        if self._open is not None:
            self._open["text"] = f"{self._open['text']}{data}"

    def end(self, tag: str) -> None:
        if tag in LEVELS and self._open is not None:
            self._open["text"] = " ".join(str(self._open["text"]).split())
            self.found.append(self._open)
            self._open = None

    def close(self) -> list[dict[str, object]]:
        return self.found


def list_contents(parts_html: Iterable[str]) -> list[dict[str, object]]:
    """Entries ``level`` (2 or 3), ``anchor``, ``text`` of the headings with an id."""
    headings = _Headings()
    # The stubs of lxml ask for a target with all methods; lxml calls those that are there.
    parser = HTMLParser(target=headings, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
    parser.feed(b"<html>")
    for text in parts_html:
        parser.feed(text.encode("utf-8"))
    parser.close()
    return headings.found
