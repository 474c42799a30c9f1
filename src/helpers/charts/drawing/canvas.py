"""A picture drawn in millimetres of paper on one plane, for pictures of many small parts.

Axes for each part and an artist for each stroke are most of the time of small multiples.
"""

from collections import defaultdict

from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from helpers.charts.drawing.marks import add_stroke
from helpers.charts.drawing.style import new_figure, width_mm
from helpers.charts.drawing.text import add_text_line
from helpers.charts.drawing.text_metrics import line_heights

Point = tuple[float, float]
_BREAK = (float("nan"), float("nan"))


class Canvas:
    """Positions are millimetres from the left and the upper edge. For use within ``chart_style``.

    Strokes of one look become one path, and looks lie above each other in the order in which
    they were first used; texts lie above all.
    """

    def __init__(self, height: float) -> None:
        self._figure = new_figure(height)
        upwards = Affine2D().scale(1 / width_mm(), -1 / height).translate(0, 1)
        self._paper = upwards + self._figure.transFigure
        self._points: dict[tuple, list[Point]] = defaultdict(list)

    def stroke(self, *strokes: list[Point], **look: object) -> None:
        """Lines through points; a point that is not a number breaks its line."""
        points = self._points[tuple(look.items())]
        for stroke in strokes:
            points += [*stroke, _BREAK]

    def write(self, x: float, y: float, text: str, **style: str) -> None:
        """One line of text; ``style``: the fields of ``TextStyle``."""
        add_text_line(self._figure, self._paper, (x, y), text, **style)

    def write_lines(self, x: float, y: float, text: str) -> None:
        """Lines of ``text`` centred on height ``y``, each a text of its own."""
        for height, line in line_heights(y, text, per_mm=1):
            self.write(x, height, line)

    def finish(self) -> Figure:
        """The figure with all strokes and texts."""
        for look, points in self._points.items():
            if points:
                xs, ys = zip(*points, strict=True)
                add_stroke(self._figure, self._paper, xs, ys, **dict(look))
        self._points.clear()
        return self._figure
