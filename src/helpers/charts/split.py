"""Why production changed: the part of the area and the part of the yield, as diverging bars."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.chart import Chart, has_value, lower_first, phrase, svg_of
from helpers.charts.style import DARK, INK, MIDDLE, chart_style, new_figure
from helpers.ground.formatting import format_number

PARTS = (("area_effect", DARK), ("yield_effect", MIDDLE))
FEWEST_CROPS = 1
DECIMALS = 2


def production_split_chart(frame: pd.DataFrame, *, lang: str = "vi") -> Chart:
    """Each crop with both parts known (columns name, change, area_effect, yield_effect; tấn)."""
    known = frame["area_effect"].map(has_value) & frame["yield_effect"].map(has_value)
    rows = frame.loc[known, ["name", "change", "area_effect", "yield_effect"]]
    rows = rows.reset_index(drop=True)
    image = None
    if len(rows) >= FEWEST_CROPS:
        with chart_style():
            figure = new_figure(0.55 + 0.62 * len(rows))
            draw_split(rows, ax=figure.subplots(), lang=lang)
            image = svg_of(figure)
    return Chart("split", phrase("split_title", lang), split_reading(rows, lang), image, rows)


def draw_split(rows: pd.DataFrame, *, ax: Axes, lang: str) -> Axes:
    """Two bars per crop from zero, each labelled with what it is and its size."""
    span = max(abs(float(rows[part].iloc[i])) for part, _ in PARTS for i in range(len(rows))) or 1
    for number, row in rows.iterrows():
        for offset, (part, tone) in zip((-0.19, 0.19), PARTS, strict=True):
            value = float(row[part])
            ax.barh(number + offset, value, height=0.34, color=tone)
            amount = format_number(row[part], DECIMALS, signed=True, lang=lang)
            ax.text(
                value + (span * 0.02 if value >= 0 else -span * 0.02),
                number + offset,
                f"{phrase(part, lang)} {amount}",
                va="center",
                ha="left" if value >= 0 else "right",
            )
    ax.axvline(0, color=INK, linewidth=0.8)
    labels = [f"{row['name']}\n{_total(row, lang)}" for _, row in rows.iterrows()]
    ax.set_yticks(range(len(rows)), labels)
    ax.set_ylim(len(rows) - 0.45, -0.55)
    ax.set_xlim(-span * 1.75, span * 1.75)
    ax.set_xticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
    return ax


def _total(row: pd.Series, lang: str) -> str:
    return phrase(
        "tonnes", lang, amount=format_number(row["change"], DECIMALS, signed=True, lang=lang)
    )


def split_reading(rows: pd.DataFrame, lang: str) -> str:
    """One clause per crop: change, area part, yield part."""
    if rows.empty:
        return phrase("split_none", lang)
    clauses = [
        phrase(
            "split_clause",
            lang,
            name=lower_first(row["name"]) if number else row["name"],
            **{
                part: format_number(row[part], DECIMALS, signed=True, lang=lang)
                for part in ("change", "area_effect", "yield_effect")
            },
        )
        for number, row in rows.iterrows()
    ]
    return "; ".join(clauses) + "."
