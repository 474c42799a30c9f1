"""Lines of text on a picture, positioned by the typeface alone.

matplotlib's own text measures its letters to find its line and gets a clip of its own, which is
most of the time of a picture of many words. An SVG is aligned by the reader who shows it; what
remains to know is how far below the wanted height its baseline lies.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.transforms import Transform

from helpers.charts.drawing.style import INK, TEXT_SIZE, figure_of
from helpers.core.fonts import font_path

_TALLEST = "lp"
BOLD = 700
MEASURED_AT = 100.0  # points: large enough that rounding does not show
POINTS_PER_INCH = 72.0
SUBPIXELS = 64.0  # FreeType measures in 64ths of a pixel
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def extent(text: str, *, bold: bool = False) -> tuple[float, float, float]:
    """Width, height and descent of a line in the shipped face and print size, in points.

    To be called within ``chart_style``: the typeface object is shared by the process.
    """
    shape = get_font(font_path("sans-bold" if bold else "sans"))
    shape.set_size(MEASURED_AT, POINTS_PER_INCH)
    shape.set_text(text, flags=LoadFlags.NO_HINTING)
    scale = TEXT_SIZE / MEASURED_AT / SUBPIXELS
    width, height = shape.get_width_height()
    return width * scale, height * scale, shape.get_descent() * scale


@cache
def _drop(va: str) -> float:
    """Points from the wanted height down to the baseline."""
    _, height, descent = extent(_TALLEST)
    above = height - descent
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


class TextLine(Artist):
    """One line of text at a point (x, y) of the data; for figures that become an SVG."""

    zorder = 3

    def __init__(self, point: tuple[float, float], text: str, style: TextStyle):
        super().__init__()
        self._point, self._text, self._style = point, text, style

    def draw(self, renderer: Any) -> None:
        """Write the text into the SVG. Called by matplotlib."""
        # matplotlib passes a proxy of its RendererSVG, which its types do not describe.
        x, y = self.get_transform().transform(self._point)
        baseline = renderer.get_canvas_width_height()[1] - y + _drop(self._style.va)
        attributes = {"style": self._style.css, "x": f"{x:f}", "y": f"{baseline:f}"}
        renderer.writer.element("text", self._text, attrib=attributes)


def add_text_line(
    figure: Figure, transform: Transform, point: tuple[float, float], text: str, **style: str
) -> None:
    """One line of text above all else; ``transform`` maps ``point`` to the figure.

    ``style``: the fields of ``TextStyle``. To be called within ``chart_style``.
    """
    line = TextLine(point, text, TextStyle(**style))
    line.set_transform(transform)
    figure.add_artist(line)


def write(ax: Axes, x: float, y: float, text: str, **style: str) -> None:
    """One line of text at a point of the data; ``style``: the fields of ``TextStyle``."""
    add_text_line(figure_of(ax), ax.transData, (x, y), text, **style)
