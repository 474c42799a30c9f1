"""Words on a picture, placed by the face alone.

matplotlib's own text measures its letters to find its line and gets a clip of its own, which is
most of the time of a picture of many words. An SVG is aligned by the reader who shows it; what is
left to know is how far below the wanted height the line of a word lies.
"""

from __future__ import annotations

from functools import cache

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Transform

from helpers.charts.style import FAMILY, INK, TEXT_SIZE

_TALLEST = "lp"


@cache
def face(weight: str) -> FontProperties:
    """The shipped face in print size; ``weight`` is normal or bold."""
    return FontProperties(family=FAMILY, size=TEXT_SIZE, weight=weight)


@cache
def _drop(va: str) -> float:
    """Points from the wanted height down to the line on which the letters stand."""
    _, height, descent = text_to_path.get_text_width_height_descent(_TALLEST, face("normal"), False)
    above = height - descent
    return {"center_baseline": above / 2, "top": above, "bottom": -descent}[va]


class Word(Artist):
    """One line of text at ``x`` and ``y`` of the data; for figures that become an SVG."""

    zorder = 3

    def __init__(self, x: float, y: float, text: str, va: str, ha: str, color: str, weight: str):
        super().__init__()
        self._place, self._text = (x, y), text
        self._va, self._ha, self._color, self._weight = va, ha, color, weight

    # What a renderer asks of a text that it aligns itself.
    def get_unitless_position(self) -> tuple[float, float]:
        return self._place

    def get_ha(self) -> str:
        return self._ha

    def draw(self, renderer: RendererBase) -> None:
        x, y = self.get_transform().transform(self._place)
        height = renderer.get_canvas_width_height()[1]
        context = renderer.new_gc()
        context.set_foreground(self._color)
        line = height - y + _drop(self._va)
        renderer.draw_text(context, x, line, self._text, face(self._weight), 0.0, mtext=self)
        context.restore()


def add_word(
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
    word = Word(x, y, text, va, ha, color, fontweight)
    word.set_transform(transform)
    figure.add_artist(word)


def write(ax: Axes, x: float, y: float, text: str, **style: str) -> None:
    """One line of text at a place of the data."""
    add_word(ax.figure, ax.transData, x, y, text, **style)
