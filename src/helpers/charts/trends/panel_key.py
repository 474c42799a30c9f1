"""The key under small multiples: plan, broken scale, gap; that each has a scale of its own."""

from helpers.charts.drawing.canvas import Canvas
from helpers.charts.drawing.style import MIDDLE, MUTED, THIN_LINE, width_mm
from helpers.charts.drawing.text_metrics import text_width
from helpers.charts.phrases import phrase
from helpers.charts.trends.panel_scale import Window
from helpers.charts.trends.series import IndicatorSeries

KEY_MM = 4.5  # height of a line of the key
KEY_MARK_MM = 4.5  # width of a mark with the space after it
KEY_GAP_MM = 5.0  # between entries
PLAN = {"color": MIDDLE, "linewidth": 2.0}
GAP = {"color": MUTED, "linewidth": 0.8, "linestyle": (0, (1, 1.5))}
FLOOR = {"color": THIN_LINE, "linewidth": 0.6}
BREAK = {"color": MUTED, "linewidth": 0.7}


def key_lines(
    many: list[IndicatorSeries],
    windows: list[Window],
    lang: str,
    break_period: str | None = None,
) -> list[list[str]]:
    """What to explain under panels, as lines of ``mark:text``; only marks that the panels have."""
    pairs = list(zip(many, windows, strict=True))
    marks = {
        "plan": any(window.holds(plan) for series, window in pairs for plan in series.plans),
        "break": any(window.is_broken for window in windows),
        "gap": any(series.has_gap for series in many),
        "formed": any(break_period in series.periods[1:] for series in many),
        "own": True,
    }
    lines: list[list[str]] = [[]]
    used = 0.0
    for mark in (mark for mark, is_present in marks.items() if is_present):
        text = phrase(f"key_{mark}", lang)
        width = KEY_MARK_MM + text_width(text) + KEY_GAP_MM
        if used + width > width_mm() + KEY_GAP_MM:
            lines.append([])
            used = 0.0
        lines[-1].append(f"{mark}:{text}")
        used += width
    return lines


def draw_key(lines: list[list[str]], top: float, canvas: Canvas) -> None:
    """Lines of a key, the first one beginning at height ``top``."""
    for number, line in enumerate(lines):
        x, y = 0.0, top + KEY_MM * (number + 0.5)
        for mark, _, text in (item.partition(":") for item in line):
            width = _draw_mark(mark, x, y, canvas)
            canvas.write(x + width, y, text, color=MUTED)
            x += width + text_width(text) + KEY_GAP_MM


def _draw_mark(mark: str, x: float, y: float, canvas: Canvas) -> float:
    """The mark itself; returns its width, 0 for a mark without a sign."""
    stroke = [(x, y), (x + 3.2, y)]
    if mark == "plan":
        canvas.stroke(stroke, **PLAN)
    elif mark == "gap":
        canvas.stroke(stroke, **GAP)
    elif mark == "formed":
        canvas.stroke([(x + 1.6, y - 1.6), (x + 1.6, y + 1.6)], **GAP)
    elif mark == "break":
        canvas.stroke(stroke, **FLOOR)
        draw_break(x + 1.1, y, canvas)
    else:
        return 0.0
    return KEY_MARK_MM


def draw_break(x: float, y: float, canvas: Canvas) -> None:
    """Two strokes through the line under a panel: the scale does not begin at zero."""
    for left in (x, x + 1.0):
        canvas.stroke([(left - 0.35, y + 0.5), (left + 0.35, y - 1.0)], **BREAK)
