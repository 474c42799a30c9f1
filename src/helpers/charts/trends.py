"""Series over all periods on hand as small multiples; two points make a slope."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.chart import Chart, has_value, lower_first, phrase, svg_of
from helpers.charts.style import DARK, INK, MIDDLE, MUTED, chart_style, new_figure
from helpers.ground.formatting import format_change_percent, format_number

COLUMNS, MOST_PANELS, TITLE_WIDTH = 4, 12, 24
FEWEST_POINTS = 2
LEAST_REACH, HEADROOM = 0.03, 1.9


def trend_panel(history: pd.DataFrame, *, sector: str, lang: str = "vi") -> Chart:
    """One small chart per indicator of a sector that has at least two periods.

    ``history``: indicators of several periods (columns period, indicator, name, sector, actual,
    plan, pct_change, decimals), oldest period first. Without a series there is no picture.
    """
    rows = history[(history["sector"] == sector) & history["actual"].map(has_value)]
    counts = rows.groupby("indicator", sort=False)["period"].nunique()
    codes = list(counts.index[counts >= FEWEST_POINTS])[:MOST_PANELS]
    data = rows[rows["indicator"].isin(codes)]
    title = phrase("trend_title", lang, sector=phrase(f"sector_{sector}", lang))
    image = None
    if codes:
        with chart_style():
            image = _small_multiples(data, codes, lang)
    columns = ["indicator", "name", "period", "actual", "plan"]
    reading = trend_reading(data, sector, lang)
    return Chart(f"trend:{sector}", title, reading, image, data[columns].reset_index(drop=True))


def _small_multiples(data: pd.DataFrame, codes: list[str], lang: str) -> bytes:
    lines = -(-len(codes) // COLUMNS)
    figure = new_figure(0.1 + 1.45 * lines)
    axes = figure.subplots(lines, COLUMNS, squeeze=False).ravel()
    reach = relative_reach(data, codes)
    for ax, code in zip(axes, codes, strict=False):
        draw_trend(data[data["indicator"] == code], reach=reach, ax=ax, lang=lang)
    for ax in axes[len(codes) :]:
        ax.set_axis_off()
    return svg_of(figure)


def relative_reach(data: pd.DataFrame, codes: list[str]) -> float:
    """Largest deviation of a series from its middle, relative to it.

    One scale for all panels, so that a change of 0,01% does not look like one of 5%.
    """
    deviations = [LEAST_REACH]
    for code in codes:
        values = [float(value) for value in data.loc[data["indicator"] == code, "actual"]]
        middle = (max(values) + min(values)) / 2
        if middle:
            deviations.append((max(values) - min(values)) / 2 / abs(middle))
    return max(deviations)


def draw_trend(rows: pd.DataFrame, *, reach: float, ax: Axes, lang: str) -> Axes:
    """The series of one indicator with its values, and a mark for the latest plan.

    ``reach``: half the height of the panel as a share of the middle of the series.
    """
    positions = list(range(len(rows)))
    values = [float(value) for value in rows["actual"]]
    ax.plot(positions, values, color=DARK, linewidth=1.6, marker="o", markersize=4)
    latest = rows.iloc[-1]
    middle = (max(values) + min(values)) / 2
    half = (abs(middle) or 1) * reach * HEADROOM
    ax.set_ylim(middle - half, middle + half)
    if has_value(latest["plan"]) and abs(float(latest["plan"]) - middle) < half:
        plan = float(latest["plan"])
        ax.plot(positions[-1], plan, color=MIDDLE, marker="D", markersize=5, fillstyle="none")
    for position in {positions[0], positions[-1]}:
        row = rows.iloc[position]
        text = format_number(row["actual"], int(row["decimals"]), lang=lang)
        above = values[position] >= values[-1 - position] if len(values) > 1 else True
        ax.annotate(
            text, (position, values[position]), xytext=(0, 6 if above else -6),
            textcoords="offset points", ha="center", va="bottom" if above else "top", color=INK,
        )  # fmt: skip
    ax.set_title(fill(str(latest["name"]), TITLE_WIDTH), fontsize=8, fontweight="normal")
    ax.set_xticks(positions, [str(period) for period in rows["period"]], color=MUTED, fontsize=8)
    ax.set_xlim(-0.5, len(rows) - 0.5)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    return ax


def trend_reading(data: pd.DataFrame, sector: str, lang: str) -> str:
    """How many rose and fell against last year, and what changed most."""
    name = phrase(f"sector_{sector}", lang)
    if data.empty:
        return phrase("trend_none", lang, sector=name)
    latest = data[data["period"] == data["period"].iloc[-1]]
    latest = latest[latest["pct_change"].map(has_value)]
    if latest.empty:
        return phrase("trend_no_change", lang, sector=name)
    rises = latest[latest["pct_change"].map(lambda value: value > 0)]
    falls = latest[latest["pct_change"].map(lambda value: value < 0)]
    text = phrase(
        "trend_reading", lang, sector=name, total=len(latest), rises=len(rises), falls=len(falls)
    )
    for key, rows, pick in (("trend_rise", rises, "idxmax"), ("trend_fall", falls, "idxmin")):
        if len(rows):
            most = rows.loc[getattr(rows["pct_change"].astype(float), pick)()]
            change = format_change_percent(most["pct_change"], lang=lang)
            text += phrase(key, lang, name=lower_first(most["name"]), change=change)
    return f"{text}."
