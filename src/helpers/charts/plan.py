"""Attainment of the annual plan as bullet bars, with the share expected by the period's end."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.chart import Chart, has_value, lower_first, phrase, svg_of
from helpers.charts.style import DARK, INK, LIGHT, MIDDLE, chart_style, new_figure
from helpers.ground.formatting import format_percent

LABEL_WIDTH = 38
FEWEST_BARS = 2


def plan_bullets(frame: pd.DataFrame, *, sector: str, lang: str = "vi") -> Chart:
    """Indicators of one sector against plan, best first.

    ``frame``: indicators of one period with columns name, sector, pct_plan, pace_expected.
    With fewer than two bars there is no picture.
    """
    wanted = (frame["sector"] == sector) & frame["pct_plan"].map(has_value)
    rows = frame.loc[wanted, ["name", "pct_plan", "pace_expected"]]
    rows = rows.sort_values("pct_plan", kind="stable", ascending=False).reset_index(drop=True)
    title = phrase("plan_title", lang, sector=phrase(f"sector_{sector}", lang))
    image = None
    if len(rows) >= FEWEST_BARS:
        with chart_style():
            figure = new_figure(0.5 + 0.27 * len(rows))
            draw_plan(rows, ax=figure.subplots(), lang=lang)
            image = svg_of(figure)
    return Chart(f"plan:{sector}", title, plan_reading(rows, lang), image, rows)


def draw_plan(rows: pd.DataFrame, *, ax: Axes, lang: str) -> Axes:
    """Bars to attainment, a line at 100 %, a tick at the share expected by now."""
    positions = range(len(rows))
    values = [float(value) for value in rows["pct_plan"]]
    reach = max(100.0, *values)
    ax.barh(positions, [100.0] * len(rows), height=0.72, color=LIGHT)
    ax.barh(positions, values, height=0.36, color=DARK)
    for position, expected in zip(positions, rows["pace_expected"], strict=True):
        if has_value(expected):
            x = float(expected)
            ax.plot([x, x], [position - 0.36, position + 0.36], color=MIDDLE, linewidth=2)
    ax.axvline(100, color=INK, linewidth=0.8)
    for position, value in zip(positions, rows["pct_plan"], strict=True):
        label = format_percent(value, lang=lang)
        ax.text(max(float(value), 100) + reach * 0.01, position, label, va="center")
    ax.set_yticks(list(positions), [fill(name, LABEL_WIDTH) for name in rows["name"]])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(0, reach * 1.12)
    ax.set_xticks([0, 50, 100], [f"{share}%" for share in (0, 50, 100)])
    ax.spines[["left", "bottom"]].set_visible(False)
    return ax


def plan_reading(rows: pd.DataFrame, lang: str) -> str:
    """How many reached the plan, the highest and the lowest."""
    if rows.empty:
        return phrase("plan_none", lang)
    if len(rows) < FEWEST_BARS:
        only = rows.iloc[0]
        share = format_percent(only["pct_plan"], lang=lang)
        return phrase("plan_one", lang, name=only["name"], share=share)
    best, worst = rows.iloc[0], rows.iloc[-1]
    return phrase(
        "plan_reading",
        lang,
        reached=sum(value >= 100 for value in rows["pct_plan"]),
        total=len(rows),
        best=lower_first(best["name"]),
        best_share=format_percent(best["pct_plan"], lang=lang),
        worst=lower_first(worst["name"]),
        worst_share=format_percent(worst["pct_plan"], lang=lang),
    )
