"""A picture drawn in millimetres of paper on one plane, for pictures of many small parts.

Axes for each part and an artist for each stroke are most of the time of a picture.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D

from helpers.charts.drawing.style import INK, POINTS_PER_MM, new_figure, width_mm
from helpers.charts.drawing.text import TextLines, TextStyle
from helpers.charts.drawing.text_metrics import line_heights

Point = tuple[float, float]
_BREAK = (float("nan"), float("nan"))


@dataclass(frozen=True)
class Scale:
    """Values along a level line: ``low`` at ``left`` millimetres, ``per_mm`` more for each."""

    left: float
    low: float
    per_mm: float

    def x(self, value: float) -> float:
        """Millimetres from the left edge of the picture."""
        return self.left + (value - self.low) / self.per_mm


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
        self._texts: list[tuple[Point, str, TextStyle]] = []

    def stroke(self, *strokes: Sequence[Point], **look: object) -> None:
        """Lines through points; a point that is not a number breaks its line."""
        points = self._points[tuple(look.items())]
        for stroke in strokes:
            points += [*stroke, _BREAK]

    def bar(
        self, left: float, right: float, middle: float, *, height: float, color: str,
        edge: str = "", edge_width: float = 0.0,
    ) -> None:  # fmt: skip
        """A level bar between two positions, its middle at a height."""
        self.stroke(
            [(left, middle), (right, middle)], color=color, linewidth=height * POINTS_PER_MM
        )
        if edge:
            top, bottom = middle - height / 2, middle + height / 2
            corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            self.stroke(corners, color=edge, linewidth=edge_width)

    def tick(self, x: float, y: float, half: float, width: float) -> None:
        """A dark mark across a bar, set off by white: ``half`` its length, ``width`` in points."""
        for color, points in (("white", 2 * width), (INK, width)):
            self.stroke([(x, y - half), (x, y + half)], color=color, linewidth=points)

    def cut(self, x: float, middle: float) -> None:
        """Two white strokes across a bar that goes on beyond the scale."""
        for start in (x - 0.4, x + 0.7):
            self.stroke([(start, middle + 1.4), (start + 0.8, middle - 1.4)],
                        color="white", linewidth=1.2)  # fmt: skip

    def write(self, x: float, y: float, text: str, **style: str) -> None:
        """One line of text; ``style``: the fields of ``TextStyle``."""
        self._texts.append(((x, y), text, TextStyle(**style)))

    def write_lines(self, x: float, y: float, text: str, **style: str) -> None:
        """Lines of ``text`` centred on height ``y``, each a text of its own.

        As one text each line would be positioned by the width that is measured, and the right
        edge would be ragged in a reader's substitute face.
        """
        for height, line in line_heights(y, text):
            self.write(x, height, line, **style)

    def finish(self) -> Figure:
        """The figure with all strokes and texts."""
        for look, points in self._points.items():
            if points:
                xs, ys = zip(*points, strict=True)
                line = Line2D(xs, ys, transform=self._paper, clip_on=False, **dict(look))
                self._figure.add_artist(line)
        texts = TextLines(self._texts)
        texts.set_transform(self._paper)
        self._figure.add_artist(texts)
        return self._figure
