"""How the cells of workbooks for offices look, each format made once per workbook."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from helpers.forms.model import OPEN, Style

FONT, SIZE = "Times New Roman", 11
ENTRY_COLOUR = "#FFF8D6"
TOTAL_COLOUR = "#E8F1E4"
HEAD_COLOUR = "#E7E6E6"
CLOSED_COLOUR = "#F2F2F2"
WRONG_COLOUR = "#F4B6B6"
LOOKS: dict[Style, dict[str, Any]] = {
    "label": {"text_wrap": True},
    "group": {"bold": True, "text_wrap": True},
    "between": {"bg_color": CLOSED_COLOUR},
    "fixed": {"align": "center", "text_wrap": True},
    "entry": {"bg_color": ENTRY_COLOUR},
    "optional": {},
    "total": {"bg_color": TOTAL_COLOUR, "bold": True},
    "words": {"text_wrap": True, "valign": "top", "bg_color": ENTRY_COLOUR},
    "text": {"text_wrap": True, "valign": "top"},
    "closed": {"bg_color": CLOSED_COLOUR, "font_color": "#595959"},
}


class Styles:
    """Formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._wrong: Format | None = None

    def get(self, **properties: Any) -> Format:
        """The format with these properties of XlsxWriter, besides typeface and size."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def cell(self, style: Style, number_format: str = "", indent: int = 0) -> Format:
        """The format of a cell of a form: bordered, locked unless the style is open."""
        more: dict[str, Any] = {"border": 1, "border_color": "#808080", **LOOKS[style]}
        if style in OPEN:
            more["locked"] = False
        if number_format:
            more["num_format"] = number_format
        if indent:
            more["indent"] = indent
        return self.get(**more)

    def wrong(self) -> Format:
        """The colour of a cell whose content is refused: nothing else of it changes."""
        if self._wrong is None:
            self._wrong = self._book.add_format({"bg_color": WRONG_COLOUR})
        return self._wrong

    def head(self) -> Format:
        """The format of a column's head."""
        look = {"bold": True, "border": 1, "text_wrap": True, "align": "center"}
        return self.get(**look, border_color="#808080", bg_color=HEAD_COLOUR)
