"""Lines of text on a picture, positioned by the typeface alone.

matplotlib's own text measures its letters to find its line and gets a clip of its own, which is
most of the time of a picture of many words. An SVG is aligned by the reader who shows it; what
remains to know is how far below the wanted height its baseline lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from helpers.charts.drawing.style import INK, TEXT_SIZE
from helpers.core.fonts import font_path

_TALLEST = "lp"
BOLD = 700
MEASURED_AT = 100.0  # points: large enough that rounding does not show
POINTS_PER_INCH = 72.0
SUBPIXELS = 64.0  # FreeType measures in 64ths of a pixel
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@cache
def drop(va: str) -> float:
    """Points from the wanted height down to the baseline."""
    shape = get_font(font_path("sans"))
    shape.set_size(MEASURED_AT, POINTS_PER_INCH)
    shape.set_text(_TALLEST, flags=LoadFlags.NO_HINTING)
    scale = TEXT_SIZE / MEASURED_AT / SUBPIXELS
    descent = shape.get_descent() * scale
    above = shape.get_width_height()[1] * scale - descent
    return {"center_baseline": above / 2, "top": above, "bottom": -descent}[va]


@dataclass(frozen=True)
class TextStyle:
    """How a line of text looks: vertical and horizontal alignment, colour, weight."""

    va: str = "center_baseline"
    ha: str = "left"
    color: str = INK
    fontweight: str = "normal"

    @property
    def css(self) -> str:
        """The style attribute of an SVG text."""
        bold = f"font-weight: {BOLD}; " if self.fontweight == "bold" else ""
        return f"{bold}text-anchor: {ANCHORS[self.ha]}; fill: {self.color}"


class TextLines(Artist):
    """Lines of text, each at a point (x, y) of the data; for figures that become an SVG."""

    zorder = 3

    def __init__(self, lines: Sequence[tuple[tuple[float, float], str, TextStyle]]):
        super().__init__()
        self._lines = lines

    def draw(self, renderer: Any) -> None:
        """Write the texts into the SVG. Called by matplotlib."""
        # matplotlib passes a proxy of its RendererSVG, which its types do not describe.
        height = renderer.get_canvas_width_height()[1]
        points = self.get_transform().transform([point for point, *_ in self._lines])
        for (x, y), (_, text, style) in zip(points.tolist(), self._lines, strict=True):
            baseline = height - y + drop(style.va)
            attributes = {"style": style.css, "x": f"{x:f}", "y": f"{baseline:f}"}
            renderer.writer.element("text", text, attrib=attributes)
