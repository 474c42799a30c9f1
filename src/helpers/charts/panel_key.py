"""The key under small multiples: plan, broken scale, gap; and on which scale they stand."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.chart import phrase
from helpers.charts.lettering import text_width
from helpers.charts.panel_scale import Window
from helpers.charts.series import has_gap
from helpers.charts.style import MIDDLE, MUTED, RULE, WIDTH_MM

KEY_MM, KEY_MARK_MM, KEY_GAP_MM = 4.5, 4.5, 5.0


def key_lines(
    many: list[pd.DataFrame], windows: list[Window], is_long: bool, lang: str
) -> list[list[str]]:
    """What to explain under panels, as lines of ``mark:text``; only marks that are there."""
    pairs = list(zip(many, windows, strict=True))
    marks = {
        "plan": any(window.holds(plan) for series, window in pairs for plan in series["plan"]),
        "break": any(window.is_broken for window in windows),
        "gap": any(has_gap(series) for series in many),
        "own" if is_long else "relative": True,
    }
    lines: list[list[str]] = [[]]
    used = 0.0
    for mark in (mark for mark, is_there in marks.items() if is_there):
        text = phrase(f"key_{mark}", lang)
        width = KEY_MARK_MM + text_width(text) + KEY_GAP_MM
        if used + width > WIDTH_MM + KEY_GAP_MM:
            lines.append([])
            used = 0.0
        lines[-1].append(f"{mark}:{text}")
        used += width
    return lines


def draw_key(lines: list[list[str]], *, ax: Axes) -> None:
    """Axes in millimetres, downwards."""
    ax.set_xlim(0, WIDTH_MM)
    ax.set_ylim(KEY_MM * len(lines), 0)
    for number, line in enumerate(lines):
        x, y = 0.0, KEY_MM * (number + 0.5)
        for mark, _, text in (item.partition(":") for item in line):
            width = _draw_mark(mark, x, y, ax=ax)
            ax.text(x + width, y, text, va="center_baseline", color=MUTED)
            x += width + text_width(text) + KEY_GAP_MM


def _draw_mark(mark: str, x: float, y: float, *, ax: Axes) -> float:
    """The mark itself; returns the room it takes, none for a mere remark."""
    if mark == "plan":
        ax.plot([x, x + 3.2], [y, y], color=MIDDLE, linewidth=2.0, clip_on=False)
    elif mark == "gap":
        draw_gap([x, x + 3.2], [y, y], ax=ax)
    elif mark == "break":
        ax.plot([x, x + 3.2], [y, y], color=RULE, linewidth=0.6, clip_on=False)
        draw_break(x + 1.1, y, 1.0, -1.0, ax=ax)
    else:
        return 0.0
    return KEY_MARK_MM


def draw_gap(xs: list[float], ys: list[float], *, ax: Axes) -> None:
    """A dotted line: where periods without figures lie between known ones."""
    style = {"linewidth": 0.8, "linestyle": (0, (1, 1.5)), "clip_on": False}
    ax.plot(xs, ys, color=MUTED, **style)


def draw_break(x: float, y: float, per_mm: float, down: float, *, ax: Axes) -> None:
    """Two strokes through the line under a panel: the scale does not begin at zero."""
    strokes = [
        [(x + (shift - 0.35) * per_mm, y - 0.5 * down), (x + (shift + 0.35) * per_mm, y + down)]
        for shift in (0.0, 1.0)
    ]
    draw_strokes(strokes, ax=ax, color=MUTED, linewidth=0.7)


def draw_strokes(strokes: list[list[tuple[float, float]]], *, ax: Axes, **style: object) -> None:
    """Strokes of one kind as one path: each as an element of its own would weigh much more."""
    points = [point for stroke in strokes for point in (*stroke, (float("nan"), float("nan")))]
    if points:
        xs, ys = zip(*points, strict=True)
        ax.plot(xs, ys, clip_on=False, **style)
