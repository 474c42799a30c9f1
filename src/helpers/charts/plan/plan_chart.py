"""Attainment of the annual plan as bullet bars, with the share expected by the period's end."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart import Chart, new_chart
from helpers.charts.chart_table import ChartTable, table_of
from helpers.charts.drawing.style import chart_style
from helpers.charts.drawing.value_labels import cell, column_name
from helpers.charts.phrases import phrase, sector_name
from helpers.charts.plan.bullets import FULL, Bullets, draw_bullets, is_behind
from helpers.charts.rows import has_value, latest
from helpers.core.formatting import format_percent
from helpers.core.tables import records_of
from helpers.core.text import lower_first

FEWEST_BARS = 4
"""Of fewer, sentences say as much as a picture."""
MOST_BARS = 8
"""Drawn of one sector; the table of figures has all."""
MOST_NAMES = 3
FIELDS = ("pct_plan", "pace_expected", "pct_estimate")


def plan_bullets(
    frame: pd.DataFrame,
    *,
    sector: str,
    lang: str = "vi",
) -> Chart:
    """Indicators of one sector against plan, best first.

    ``frame``: indicators with columns name, sector, pct_plan, pace_expected (percent); of several
    periods the newest. With fewer than two bars there is no picture.
    """
    known = plan_rows(frame, sector)
    rows = _farthest(known)
    title = phrase("plan_title", lang)
    caption, table = plan_caption(known, sector_name(sector, lang), lang), plan_table(known, lang)
    if len(rows) < len(known):
        caption += " " + phrase("plan_left_out", lang)
    key = f"plan:{sector}"
    with chart_style():
        if len(rows) < FEWEST_BARS:
            return new_chart(key, title, caption, None, rows, table)
        return new_chart(key, title, caption, lambda: _draw(rows, lang), rows, table)


def _draw(rows: pd.DataFrame, lang: str) -> Figure:
    return draw_bullets(Bullets.measured(rows, lang), lang)


def plan_rows(frame: pd.DataFrame, sector: str) -> pd.DataFrame:
    """What is drawn: columns name and ``FIELDS``; best first."""
    frame = latest(frame)
    wanted = frame["pct_plan"].map(has_value).astype(bool) & (frame["sector"] == sector)
    rows = frame.loc[wanted].reindex(columns=["name", *FIELDS])
    rows = rows.sort_values("pct_plan", kind="stable", ascending=False)
    return rows.reset_index(drop=True)


def _farthest(rows: pd.DataFrame) -> pd.DataFrame:
    """Those to draw: the ends, which the caption names, and what is farthest from what is due."""
    due = [row if has_value(row) else FULL for row in rows["pace_expected"]]
    gaps = [abs(float(r) - float(d)) for r, d in zip(rows["pct_plan"], due, strict=True)]
    order = sorted(range(len(gaps)), key=lambda position: gaps[position], reverse=True)
    ends = dict.fromkeys((0, len(gaps) - 1)) if gaps else {}
    drawn = list({**ends, **dict.fromkeys(order)})[:MOST_BARS]
    return rows.iloc[sorted(drawn)].reset_index(drop=True)


def plan_caption(rows: pd.DataFrame, sector: str, lang: str) -> str:
    """Which are below the share due, how many reached the plan, the highest and the lowest."""
    if rows.empty:
        return phrase("plan_none", lang)
    if len(rows) == 1:
        only = rows.iloc[0]
        share = format_percent(only["pct_plan"], lang=lang)
        return phrase("plan_one", lang, name=only["name"], share=share)
    best, worst = rows.iloc[0], rows.iloc[-1]
    reached = sum(value >= FULL for value in rows["pct_plan"])
    ends = phrase(
        "plan_ends",
        lang,
        best=lower_first(best["name"]),
        best_share=format_percent(best["pct_plan"], lang=lang),
        worst=lower_first(worst["name"]),
        worst_share=format_percent(worst["pct_plan"], lang=lang),
    )
    of_plan = [phrase("plan_reached", lang, reached=reached, total=len(rows))] if reached else []
    first, *others = (*_pace_clause(rows, lang), *of_plan, ends)
    return "; ".join((phrase("finding", lang, sector=sector, text=first), *others)) + "."


def plan_table(rows: pd.DataFrame, lang: str) -> ChartTable:
    """Each indicator's share of its plan and what is due, and how many reached either."""
    fields = [f for f in FIELDS if f != "pct_estimate" or rows[f].map(has_value).any()]
    columns = [column_name(name, lang) for name in ("name", *fields)]
    body = [(row["name"], *(cell(row, f, lang) for f in fields)) for row in records_of(rows)]
    reached = sum(value >= FULL for value in rows["pct_plan"])
    counts = [phrase("count_reached", lang, reached=reached, total=len(rows))]
    paced = rows[rows["pace_expected"].map(has_value).astype(bool)]
    if not paced.empty:
        behind = _behind(paced).sum()
        counts.append(phrase("count_behind", lang, behind=behind, total=len(paced)))
    return table_of(columns, body, counts if len(rows) > 1 else ())


def _pace_clause(rows: pd.DataFrame, lang: str) -> tuple[str, ...]:
    paced = rows[rows["pace_expected"].map(has_value).astype(bool)]
    if paced.empty:
        return ()
    behind = paced[_behind(paced)]
    if behind.empty:
        key = "plan_on_pace" if (paced["pct_plan"] >= paced["pace_expected"]).all() else "plan_near"
        one = "_one" if len(paced) == 1 else ""
        name = lower_first(str(paced["name"].iloc[0]))
        return (phrase(f"{key}{one}", lang, total=len(paced), name=name),)
    fields = {"behind": len(behind), "total": len(paced)}
    if len(behind) > MOST_NAMES or len(behind) == len(rows):
        return (phrase("plan_behind", lang, **fields),)
    names = ", ".join(lower_first(name) for name in behind["name"])
    key = "plan_behind_one" if len(paced) == 1 else "plan_behind_named"
    return (phrase(key, lang, names=names, **fields),)


def _behind(rows: pd.DataFrame) -> pd.Series:
    return pd.Series([is_behind(row) for row in records_of(rows)], rows.index, dtype=bool)
