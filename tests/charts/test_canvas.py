"""Strokes joined by looks: few elements, and nothing comes to lie over what it was under."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from helpers.charts.drawing.canvas import Canvas, Scale
from helpers.charts.drawing.style import POINTS_PER_MM, chart_style
from helpers.charts.drawing.svg import SVG, svg_of

RED, BLUE = "#ff0000", "#0000ff"


def paths(canvas: Canvas) -> list[tuple[str, dict[str, str]]]:
    """The course of each path of the picture, with its style, from the lowest up."""
    root = ElementTree.fromstring(svg_of(canvas.finish(), title="", caption=""))
    found = list(root.iter(f"{SVG}path"))
    styles = [dict(p.split(":") for p in e.get("style").split(";") if p) for e in found]
    return [(e.get("d"), style) for e, style in zip(found, styles, strict=True)]


def test_strokes_of_the_same_looks_become_one_path_under_looks_first_used_later():
    with chart_style():
        canvas = Canvas(30)
        for y in (5, 15):
            for color in (RED, BLUE):
                canvas.stroke([(10, y), (20, y)], color=color, linewidth=1)
        found = paths(canvas)
    assert [(course.count("M"), style["stroke"]) for course, style in found] == [
        (2, RED),
        (2, BLUE),
    ]


def test_a_bar_is_as_high_as_asked_for_and_its_edge_lies_around_it():
    with chart_style():
        canvas = Canvas(30)
        canvas.bar(10, 20, 5, height=2, color=RED, edge=BLUE, edge_width=0.5)
        (course, body), (around, edge) = paths(canvas)
    assert course == "M28.3 14.2L56.7 14.2"  # 10, 5 and 20 mm in points
    assert float(body["stroke-width"]) == pytest.approx(2 * POINTS_PER_MM, abs=0.001)
    assert around == "M28.3 11.3L56.7 11.3L56.7 17L28.3 17L28.3 11.3"
    assert (edge["stroke"], edge["fill"]) == (BLUE, "none")


def test_a_scale_gives_each_value_its_position():
    scale = Scale(left=40, low=-10, per_mm=2)
    assert [scale.x(value) for value in (-10, 0, 30)] == [40, 45, 60]
