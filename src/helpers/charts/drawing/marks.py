"""Bars and lines on a picture, at positions that are computed once.

What axes draw themselves is also measured for limits, ticks and cycles of looks, which these
pictures fix beforehand: that is most of the time of a picture of many bars.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Transform

from helpers.charts.drawing.style import figure_of


def bar(ax: Axes, y: float, width: float, *, height: float, left: float = 0.0, **look) -> None:
    """A level bar from ``left``, its middle at ``y``."""
    position = (left, y - height / 2)
    look = {"edgecolor": "none", "facecolor": look.pop("color"), **look}
    figure_of(ax).add_artist(
        Rectangle(position, width, height, transform=ax.transData, clip_on=False, **look)
    )


def stroke(ax: Axes, xs: Sequence[float], ys: Sequence[float], **look) -> None:
    """A line through points of the data."""
    add_stroke(figure_of(ax), ax.transData, xs, ys, **look)


def add_stroke(
    figure: Figure, transform: Transform, xs: Sequence[float], ys: Sequence[float], **look
) -> None:
    """A line through points; ``transform`` takes them to the figure."""
    figure.add_artist(Line2D(xs, ys, transform=transform, clip_on=False, **look))
