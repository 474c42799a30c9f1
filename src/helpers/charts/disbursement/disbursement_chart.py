"""Capital of the programme by project: assigned against disbursed, investment and recurrent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeGuard

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.chart import Chart, new_chart
from helpers.charts.disbursement.disbursement_caption import (
    disbursement_caption,
    disbursement_table,
    due_text,
)
from helpers.charts.drawing.marks import bar, stroke
from helpers.charts.drawing.style import (
    DARK,
    INK,
    LIGHT,
    MUTED,
    THIN_LINE,
    add_axes,
    chart_style,
    is_narrow,
    new_figure,
    unit_per_mm,
    width_mm,
)
from helpers.charts.drawing.text import write
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
class Scale:
    """What both panels share: names from top to bottom, and one length for one amount.

    Projects without any figure are named by the caption alone. ``before_mm``: how far left of the
    bars heads and key begin, on a phone above and below the names too.
    """

    projects: list[str]
    before_mm: float
    reach: float
    label_mm: float
    rate_mm: float


def _draw_panels(rows: pd.DataFrame, programme_rows: pd.DataFrame, lang: str) -> Figure:
    capitals = _drawn_capitals(rows)
    parts = rows[rows["capital"].isin(capitals)]
    projects = list(dict.fromkeys(parts.loc[_known(parts), "project"]))
    amounts = [float(v) for v in (*parts["plan"], *parts["actual"]) if has_value(v)]
    left = widest(projects) + GAP_MM + 0.5
    scale = Scale(
        projects=projects,
        before_mm=left if is_narrow() else 0.0,
        reach=max(amounts, default=0.0) or 1.0,
        label_mm=widest([amounts_text(row, lang) for row in records_of(parts)]),
        rate_mm=widest([rate_text(row, lang) for row in records_of(parts)]),
    )
    beside = 1 if is_narrow() else len(capitals)
    width = (width_mm() - left - BETWEEN_MM * (beside - 1)) / beside
    height = ROW_MM * len(projects)
    panel_mm, stacked = HEAD_MM + height, len(capitals) // beside
    figure = new_figure(panel_mm * stacked + FOOT_MM * (2 if is_narrow() else 1))
    for number, capital in enumerate(capitals):
        row, column = divmod(number, beside)
        at = (left + column * (width + BETWEEN_MM), HEAD_MM + row * panel_mm)
        ax = add_axes(figure, *at, width, height)
        draw_capital(parts[parts["capital"] == capital], scale, panel_mm=width, ax=ax, lang=lang)
        total = programme_rows[programme_rows["capital"] == capital]
        _head(ax, capital, total, scale, lang)
        if column == 0:
            for position, name in enumerate(projects):
                write(ax, -GAP_MM * unit_per_mm(ax), position, name, ha="right")
        if row == stacked - 1 and column == 0:
            _key(ax, scale, due_text(programme_rows, lang), lang)
    return figure


def draw_capital(rows: pd.DataFrame, scale: Scale, *, panel_mm: float, ax: Axes, lang: str) -> Axes:
    """Pale bars to what was assigned, dark bars to what was disbursed, with amounts and rate."""
    bars_mm = panel_mm - scale.label_mm - scale.rate_mm - 4 * GAP_MM
    ax.set_xlim(0, scale.reach * panel_mm / bars_mm)
    ax.set_ylim(len(scale.projects) - 0.5, -0.5)
    right = ax.get_xlim()[1]
    for line in range(1, len(scale.projects)):
        stroke(ax, [0, right], [line - 0.5] * 2, color=LIGHT, linewidth=0.4, zorder=0)
    by_project = {row["project"]: row for row in records_of(rows)}
    for position, project in enumerate(scale.projects):
        row = by_project.get(project)
        if not has_amount(row):
            text = empty_text(row, lang)
            write(ax, GAP_MM * unit_per_mm(ax), position, text, color=MUTED)
            continue
        _draw_pair(row, position, ax=ax)
        end = max(float(v) for v in (row["plan"], row["actual"], 0) if v is not None)
        label = amounts_text(row, lang)
        write(ax, end + GAP_MM * unit_per_mm(ax), position, label)
        write(ax, right, position, rate_text(row, lang), ha="right")
    ends = [-0.5, len(scale.projects) - 0.5]
    stroke(ax, [0, 0], ends, color=THIN_LINE, linewidth=0.6)
    return ax


def _known(rows: pd.DataFrame) -> pd.Series:
    return rows["plan"].map(has_value).astype(bool) | rows["actual"].map(has_value).astype(bool)


def has_amount(row: Row | None) -> TypeGuard[Row]:
    """True where there is a bar to draw: an amount that is known and not zero."""
    return row is not None and any(has_value(row[c]) and row[c] for c in ("plan", "actual"))


def empty_text(row: Row | None, lang: str) -> str:
    """Nothing assigned; a dash for a kind of capital without a figure."""
    is_none = row is not None and has_value(row["plan"])
    return phrase("not_assigned", lang) if is_none else NO_CELL


def _draw_pair(row: Row, position: int, *, ax: Axes) -> None:
    if has_value(row["plan"]):
        style: dict[str, Any] = {"color": LIGHT, "edgecolor": MUTED, "linewidth": 0.4}
        bar(ax, position, float(row["plan"]), height=0.7, **style)
    if has_value(row["actual"]) and row["actual"]:
        bar(ax, position, float(row["actual"]), height=0.4, color=DARK)
    if has_value(row["plan"]) and row["plan"] and has_value(row["pace_expected"]):
        _tick(float(row["plan"] * row["pace_expected"]) / 100, position, ax=ax)


def _tick(x: float, y: float, *, ax: Axes) -> None:
    """What is due by the calendar, as a mark across a bar."""
    for color, width in (("white", 3.0), (INK, 1.4)):
        stroke(ax, [x, x], [y - 0.35, y + 0.35], color=color, linewidth=width)


def amounts_text(row: Row, lang: str) -> str:
    """``5.013/26.744``: disbursed of assigned, as reports write it."""
    return "/".join(
        short_amount(value, lang) if has_value(value) else NO_CELL
        for value in (row["actual"], row["plan"])
    )


def rate_text(row: Row, lang: str) -> str:
    """``18,7%``: disbursed of assigned; a dash where unknown."""
    return format_percent(row["pct_plan"], lang=lang) if has_value(row["pct_plan"]) else NO_CELL


def _head(ax: Axes, capital: str, total: pd.DataFrame, scale: Scale, lang: str) -> None:
    """Name of the capital, and what was disbursed of it in all."""
    start = -scale.before_mm * unit_per_mm(ax)
    write(ax, start, -0.85, phrase(f"capital_{capital}", lang), va="bottom", fontweight="bold")
    if not total.empty and has_value(total.iloc[0]["plan"]):
        row = records_of(total)[0]
        name = text_width(phrase(f"capital_{capital}", lang), bold=True) + GAP_MM
        text = phrase("of_which", lang, amounts=amounts_text(row, lang))
        write(ax, start + name * unit_per_mm(ax), -0.85, text, va="bottom")
        right = ax.get_xlim()[1]
        rate = rate_text(row, lang)
        write(ax, right, -0.85, rate, va="bottom", ha="right", fontweight="bold")
    stroke(ax, [start, ax.get_xlim()[1]], [-0.66, -0.66], color=INK, linewidth=0.6)


def _key(ax: Axes, scale: Scale, due: Sequence[str], lang: str) -> None:
    per_mm = unit_per_mm(ax)
    start = -scale.before_mm * per_mm
    x, y = start, len(scale.projects) - 0.5 + 3.2 / ROW_MM
    for name, tone, height in (("assigned", LIGHT, 0.6), ("disbursed", DARK, 0.36)):
        edge = MUTED if tone == LIGHT else tone
        style: dict[str, Any] = {"color": tone, "edgecolor": edge, "linewidth": 0.4}
        bar(ax, y, 5 * per_mm, left=x, height=height, **style)
        text = phrase(name, lang)
        write(ax, x + 6 * per_mm, y, text, color=MUTED)
        x += (6 + text_width(text) + 4) * per_mm
    for text in due:
        x, y = (start, y + FOOT_MM / ROW_MM) if is_narrow() else (x, y)
        _tick(x + 1 * per_mm, y, ax=ax)
        write(ax, x + 3 * per_mm, y, text, color=MUTED)
