"""A chart: picture, title, caption, and its figures."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart_table import ChartTable
from helpers.charts.drawing.style import MM_PER_INCH
from helpers.charts.drawing.svg import svg_of


@dataclass(frozen=True)
class Chart:
    """``image`` is SVG, or None where there is nothing worth drawing, which ``caption`` explains.

    ``size`` is width and height in millimetres, None without image. ``data`` holds the plotted
    values, one row per mark; ``table`` prints them, with every number of the caption.
    """

    key: str
    title: str
    caption: str
    image: bytes | None
    size: tuple[float, float] | None
    data: pd.DataFrame
    table: ChartTable


def new_chart(
    key: str,
    title: str,
    caption: str,
    figure: Figure | None,
    data: pd.DataFrame,
    table: ChartTable,
) -> Chart:
    """A chart with its picture, or without one if ``figure`` is None. Within ``chart_style``.

    A picture is headed by the finding, which is the first clause of ``caption``; what it shows and
    in which unit, ``title``, then begins the caption.
    """
    data = data.reset_index(drop=True)
    if figure is None:
        return Chart(key, title, caption, None, None, data, table)
    finding, _, rest = caption.removesuffix(".").partition("; ")
    title, caption = finding, ". ".join(filter(None, (title, rest[:1].upper() + rest[1:]))) + "."
    width, height = (round(float(inches) * MM_PER_INCH, 1) for inches in figure.get_size_inches())
    image = svg_of(figure, title=title, caption=caption)
    return Chart(key, title, caption, image, (width, height), data, table)
