"""Capital of the programme by project: assigned against disbursed, investment and recurrent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeGuard

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart import Chart, new_chart
from helpers.charts.disbursement.disbursement_caption import (
    disbursement_caption,
    disbursement_table,
    due_text,
)
from helpers.charts.drawing.canvas import Canvas, Scale
from helpers.charts.drawing.style import (
    DARK,
    INK,
    LIGHT,
    MUTED,
    THIN_LINE,
    chart_style,
    is_narrow,
    width_mm,
)
from helpers.charts.drawing.text_metrics import text_width, widest
from helpers.charts.drawing.value_labels import short_amount
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value, latest
from helpers.core.catalogues.capitals import CAPITALS, TOTAL
from helpers.core.formatting import format_percent
from helpers.core.tables import Row, records_of
from helpers.core.text import slug

COLUMNS = ["level", "project", "capital", "plan", "actual", "pct_plan"]
ROW_MM = 5.0  # height of a project's row
HEAD_MM = 7.5  # above the rows, for the kind of capital
FOOT_MM = 6.0  # below the rows, for the key
GAP_MM = 1.3  # between a bar and its label
BETWEEN_MM = 5.0  # between the two kinds of capital
NO_CELL = "–"
TICK_MM, TICK_POINTS = 1.75, 1.4
"""Half the length of a mark of what is due by the calendar, and its width."""


def disbursement_chart(frame: pd.DataFrame, *, lang: str = "vi", programme: str = "") -> Chart:
    """Projects of one programme in the order of their rows; money in triệu đồng.

    ``frame`` holds one row per budget line and capital (investment, recurrent, total) with the
    line's ``level`` and its name ``project``, which no other line has (columns ``COLUMNS``): the
    programme and its projects are drawn, by kind of capital where the kinds are the whole of every
    amount, else in total; of several periods the newest. ``programme`` is its name if several have
    charts.
    """
    budget = latest(frame).reindex(columns=[*COLUMNS, "pace_expected"])
    rows = budget[budget["level"] == "project"]
    programme_rows = budget[budget["level"] == "programme"]
    title = phrase("disbursement_title", lang)
    key = "disbursement"
    if programme:
        key = f"{key}:{slug(programme)}"
    caption = disbursement_caption(rows, programme_rows, lang, programme)
    data, table = pd.concat([rows, programme_rows]), disbursement_table(rows, programme_rows, lang)
    parts = rows[rows["capital"].isin(_drawn_capitals(rows))]
    with chart_style():
        if not any(has_amount(row) for row in records_of(parts)):
            return new_chart(key, title, caption, None, data, table)
        draw = partial(_draw_panels, rows, programme_rows, lang)
        return new_chart(key, title, caption, draw, data, table)


def _drawn_capitals(rows: pd.DataFrame) -> tuple[str, ...]:
    """The kinds of capital; the total alone where money of other sources would be left out."""
    amounts = rows[["plan", "actual"]].map(lambda v: v if has_value(v) else 0)
    sums = amounts.groupby(rows["capital"]).sum()
    of_kinds = sums[sums.index.isin(CAPITALS)].sum()
    is_whole = TOTAL not in sums.index or (of_kinds == sums.loc[TOTAL]).all()
    return tuple(CAPITALS) if is_whole else (TOTAL,)


@dataclass(frozen=True)
class Panel:
    """One kind of capital: its amounts from left to right, the first row from ``top`` down."""

    scale: Scale
    right: float
    top: float
    canvas: Canvas

    def middle(self, position: int) -> float:
        """Height of a project's row."""
        return self.top + ROW_MM * (position + 0.5)


def _draw_panels(rows: pd.DataFrame, programme_rows: pd.DataFrame, lang: str) -> Figure:
    capitals = _drawn_capitals(rows)
    parts = rows[rows["capital"].isin(capitals)]
    projects = list(dict.fromkeys(parts.loc[_known(parts), "project"]))
    left = widest(projects) + GAP_MM + 0.5
    before = left if is_narrow() else 0.0
    beside = 1 if is_narrow() else len(capitals)
    width = (width_mm() - left - BETWEEN_MM * (beside - 1)) / beside
    per_mm = _per_mm(records_of(parts), width, lang)
    panel_mm, stacked = HEAD_MM + ROW_MM * len(projects), len(capitals) // beside
    canvas = Canvas(panel_mm * stacked + FOOT_MM * (2 if is_narrow() else 1))
    # The key first: a look lies above those that were used before it.
    _key(left - before, panel_mm * stacked + 3.2, due_text(programme_rows, lang), lang, canvas)
    for number, capital in enumerate(capitals):
        row, column = divmod(number, beside)
        start = left + column * (width + BETWEEN_MM)
        panel = Panel(Scale(start, 0, per_mm), start + width, HEAD_MM + row * panel_mm, canvas)
        total = records_of(programme_rows[programme_rows["capital"] == capital])
        _head(panel, start - before, capital, total, lang)
        by_project = {row["project"]: row for row in records_of(parts[parts["capital"] == capital])}
        _draw_rows(panel, [by_project.get(project) for project in projects], lang)
        if column == 0:
            for position, name in enumerate(projects):
                canvas.write(start - GAP_MM, panel.middle(position), name, ha="right")
    return canvas.finish()


def _per_mm(rows: Sequence[Row], width: float, lang: str) -> float:
    """One length for one amount in all panels, that leaves room for amounts and rates."""
    amounts = [float(row[c]) for row in rows for c in ("plan", "actual") if has_value(row[c])]
    labels = widest([amounts_text(row, lang) for row in rows])
    rates = widest([rate_text(row, lang) for row in rows])
    return (max(amounts, default=0.0) or 1.0) / (width - labels - rates - 4 * GAP_MM)


def _draw_rows(panel: Panel, rows: Sequence[Row | None], lang: str) -> None:
    """Pale bars to what was assigned, dark bars to what was disbursed, with amounts and rate."""
    left, canvas = panel.scale.left, panel.canvas
    for line in range(1, len(rows)):
        y = panel.top + ROW_MM * line
        canvas.stroke([(left, y), (panel.right, y)], color=LIGHT, linewidth=0.4)
    for position, row in enumerate(rows):
        y = panel.middle(position)
        if not has_amount(row):
            canvas.write(left + GAP_MM, y, empty_text(row, lang), color=MUTED)
            continue
        _draw_pair(row, y, panel)
        end = max(float(v) for v in (row["plan"], row["actual"], 0) if v is not None)
        canvas.write(panel.scale.x(end) + GAP_MM, y, amounts_text(row, lang))
        canvas.write(panel.right, y, rate_text(row, lang), ha="right")
    ends = [(left, panel.top), (left, panel.top + ROW_MM * len(rows))]
    canvas.stroke(ends, color=THIN_LINE, linewidth=0.6)


def _known(rows: pd.DataFrame) -> pd.Series:
    return rows["plan"].map(has_value).astype(bool) | rows["actual"].map(has_value).astype(bool)


def has_amount(row: Row | None) -> TypeGuard[Row]:
    """True where there is a bar to draw: an amount that is known and not zero."""
    return row is not None and any(has_value(row[c]) and row[c] for c in ("plan", "actual"))


def empty_text(row: Row | None, lang: str) -> str:
    """Nothing assigned; a dash for a kind of capital without a figure."""
    is_none = row is not None and has_value(row["plan"])
    return phrase("not_assigned", lang) if is_none else NO_CELL


def _draw_pair(row: Row, y: float, panel: Panel) -> None:
    scale = panel.scale
    for column, draw in (("plan", _assigned_bar), ("actual", _disbursed_bar)):
        if has_value(row[column]) and (row[column] or column == "plan"):
            draw(scale.left, scale.x(float(row[column])), y, panel.canvas)
    if has_value(row["plan"]) and row["plan"] and has_value(row["pace_expected"]):
        due = float(row["plan"] * row["pace_expected"]) / 100
        panel.canvas.tick(scale.x(due), y, TICK_MM, TICK_POINTS)


def _assigned_bar(left: float, right: float, y: float, canvas: Canvas) -> None:
    canvas.bar(left, right, y, height=3.5, color=LIGHT, edge=MUTED, edge_width=0.4)


def _disbursed_bar(left: float, right: float, y: float, canvas: Canvas) -> None:
    canvas.bar(left, right, y, height=2.0, color=DARK)


def amounts_text(row: Row, lang: str) -> str:
    """``5.013/26.744``: disbursed of assigned, as reports write it."""
    return "/".join(
        short_amount(value, lang) if has_value(value) else NO_CELL
        for value in (row["actual"], row["plan"])
    )


def rate_text(row: Row, lang: str) -> str:
    """``18,7%``: disbursed of assigned; a dash where unknown."""
    return format_percent(row["pct_plan"], lang=lang) if has_value(row["pct_plan"]) else NO_CELL


def _head(panel: Panel, start: float, capital: str, total: Sequence[Row], lang: str) -> None:
    """Name of the capital, and what was disbursed of it in all."""
    canvas, right, y = panel.canvas, panel.right, panel.top - 1.75
    name = phrase(f"capital_{capital}", lang)
    canvas.write(start, y, name, va="bottom", fontweight="bold")
    for row in total[:1]:
        if has_value(row["plan"]):
            text = phrase("of_which", lang, amounts=amounts_text(row, lang))
            canvas.write(start + text_width(name, bold=True) + GAP_MM, y, text, va="bottom")
            rate = rate_text(row, lang)
            canvas.write(right, y, rate, va="bottom", ha="right", fontweight="bold")
    line = panel.top - 0.8
    canvas.stroke([(start, line), (right, line)], color=INK, linewidth=0.6)


def _key(start: float, y: float, due: Sequence[str], lang: str, canvas: Canvas) -> None:
    x = start
    for name, draw in (("assigned", _assigned_bar), ("disbursed", _disbursed_bar)):
        draw(x, x + 5, y, canvas)
        text = phrase(name, lang)
        canvas.write(x + 6, y, text, color=MUTED)
        x += 6 + text_width(text) + 4
    for text in due:
        x, y = (start, y + FOOT_MM) if is_narrow() else (x, y)
        canvas.tick(x + 1, y, TICK_MM, TICK_POINTS)
        canvas.write(x + 3, y, text, color=MUTED)
