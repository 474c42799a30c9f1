"""Words on a picture, placed by the face alone.

matplotlib's own text measures its letters to find its line and gets a clip of its own, which is
most of the time of a picture of many words. An SVG is aligned by the reader who shows it; what is
left to know is how far below the wanted height the line of a word lies.
"""

from __future__ import annotations

from functools import cache

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.transforms import Transform

from helpers.charts.drawing.style import INK, TEXT_SIZE
from helpers.core.fonts import font_path

_TALLEST = "lp"
BOLD = 700
MEASURED_AT, POINTS_PER_INCH, SUBPIXELS = 100.0, 72.0, 64.0
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def extent(text: str, *, bold: bool = False) -> tuple[float, float, float]:
    """Width, height and descent of a line in the shipped face and print size, in points.

    To be called within ``chart_style``: what is measured with belongs to the whole process.
    """
    shape = get_font(font_path("sans-bold" if bold else "sans"))
    shape.set_size(MEASURED_AT, POINTS_PER_INCH)
    shape.set_text(text, flags=LoadFlags.NO_HINTING)
    scale = TEXT_SIZE / MEASURED_AT / SUBPIXELS
    width, height = shape.get_width_height()
    return width * scale, height * scale, shape.get_descent() * scale


@cache
def _drop(va: str) -> float:
    """Points from the wanted height down to the line on which the letters stand."""
    _, height, descent = extent(_TALLEST)
    above = height - descent
    return {"center_baseline": above / 2, "top": above, "bottom": -descent}[va]


class TextLine(Artist):
    """One line of text at ``x`` and ``y`` of the data; for figures that become an SVG."""

    zorder = 3

    def __init__(self, x: float, y: float, text: str, va: str, ha: str, color: str, weight: str):
        super().__init__()
        self._position, self._text, self._va = (x, y), text, va
        bold = f"font-weight: {BOLD}; " if weight == "bold" else ""
        self._style = f"{bold}text-anchor: {ANCHORS[ha]}; fill: {color}"

    def draw(self, renderer: RendererSVG) -> None:
        x, y = self.get_transform().transform(self._position)
        line = renderer.get_canvas_width_height()[1] - y + _drop(self._va)
        attributes = {"style": self._style, "x": f"{x:f}", "y": f"{line:f}"}
        renderer.writer.element("text", self._text, attrib=attributes)


def add_text_line(
    figure: Figure,
    transform: Transform,
    x: float,
    y: float,
    text: str,
    *,
    va: str = "center_baseline",
    ha: str = "left",
    color: str = INK,
    fontweight: str = "normal",
) -> None:
    """One line of text above all else; ``transform`` takes its place to the figure.

    To be called within ``chart_style``.
    """
    word = TextLine(x, y, text, va, ha, color, fontweight)
    word.set_transform(transform)
    figure.add_artist(word)


def write(ax: Axes, x: float, y: float, text: str, **style: str) -> None:
    """One line of text at a place of the data."""
    add_text_line(ax.figure, ax.transData, x, y, text, **style)
