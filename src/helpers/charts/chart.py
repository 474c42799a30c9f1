"""A chart: picture, title, caption, and its figures."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart_table import ChartTable
from helpers.charts.drawing.style import MM_PER_INCH, narrow_pictures
from helpers.charts.drawing.svg import svg_of


@dataclass(frozen=True)
class Chart:
    """``image`` is SVG, or None where there is nothing worth drawing, which ``caption`` explains.

    ``size`` is width and height in millimetres, None without image. ``data`` holds the plotted
    values, one row per mark; ``table`` prints them, with every number of the caption.
    ``narrow`` is the same picture drawn for a phone.
    """

    key: str
    title: str
    caption: str
    image: bytes | None
    size: tuple[float, float] | None
    data: pd.DataFrame
    table: ChartTable
    narrow: bytes | None = None


def new_chart(
    key: str,
    title: str,
    caption: str,
    draw: Callable[[], Figure] | None,
    data: pd.DataFrame,
    table: ChartTable,
    *,
    has_narrow: bool = True,
) -> Chart:
    """A chart with its picture, or without one if ``draw`` is None. Within ``chart_style``.

    A picture is headed by the finding, which is the first clause of ``caption``; what it shows and
    in which unit, ``title``, then begins the caption.
    """
    data = data.reset_index(drop=True)
    if draw is None:
        return Chart(key, title, caption, None, None, data, table)
    finding, _, rest = caption.removesuffix(".").partition("; ")
    title, caption = finding, ". ".join(filter(None, (title, rest[:1].upper() + rest[1:]))) + "."
    figure = draw()
    width, height = (round(float(inches) * MM_PER_INCH, 1) for inches in figure.get_size_inches())
    image = svg_of(figure, title=title, caption=caption)
    narrow = None
    if has_narrow:
        with narrow_pictures():
            narrow = svg_of(draw(), title=title, caption=caption)
    return Chart(key, title, caption, image, (width, height), data, table, narrow)
