"""Capital of the programme by project: assigned against disbursed, investment and recurrent."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.chart import Chart, has_value, phrase, svg_of
from helpers.charts.style import DARK, LIGHT, MUTED, RULE, chart_style, new_figure
from helpers.ground.formatting import format_number, format_percent

CAPITALS = ("investment", "recurrent")


def disbursement_chart(frame: pd.DataFrame, *, lang: str = "vi") -> Chart:
    """Projects of the programme (columns project, capital, plan, actual, pct_plan; triệu đồng).

    ``frame`` holds one row per project and capital (investment, recurrent, total) and one for
    the programme's total (project without a number).
    """
    budget = frame[frame["capital"].map(lambda value: value is not None)]
    is_project = budget["project"].str.fullmatch(r"DA\d+")
    rows = budget.loc[is_project, ["project", "capital", "plan", "actual", "pct_plan"]]
    title = phrase("disbursement_title", lang)
    whole = budget[~budget["project"].str.startswith("DA") & (budget["capital"] == "total")]
    reading = disbursement_reading(rows, whole, lang)
    image = None
    if rows["plan"].map(has_value).any():
        with chart_style():
            figure = new_figure(3.1)
            axes = figure.subplots(1, 2, sharey=True)
            for ax, capital in zip(axes, CAPITALS, strict=True):
                draw_capital(rows, capital, ax=ax, lang=lang)
            image = svg_of(figure)
    return Chart("disbursement", title, reading, image, rows.reset_index(drop=True))


def draw_capital(rows: pd.DataFrame, capital: str, *, ax: Axes, lang: str) -> Axes:
    """Pale bars to what was assigned, dark bars to what was disbursed, with amount and rate."""
    projects = list(dict.fromkeys(rows["project"]))
    by_project = rows[rows["capital"] == capital].set_index("project")
    assigned = {p: by_project["plan"].get(p) for p in projects}
    reach = max((float(v) for v in assigned.values() if has_value(v)), default=1.0)
    for position, project in enumerate(projects):
        plan = assigned[project]
        if not has_value(plan) or not plan:
            ax.text(reach * 0.01, position, phrase("not_assigned", lang), va="center", color=MUTED)
            continue
        actual = by_project["actual"].get(project)
        ax.barh(position, float(plan), height=0.74, color=LIGHT, edgecolor=RULE, linewidth=0.6)
        if has_value(actual):
            ax.barh(position, float(actual), height=0.4, color=DARK)
        label = _label(plan, by_project["pct_plan"].get(project), lang)
        ax.text(float(plan) + reach * 0.015, position, label, va="center")
    ax.set_yticks(range(len(projects)), [_name(project, lang) for project in projects])
    ax.set_ylim(len(projects) - 0.4, -0.6)
    ax.set_xlim(0, reach * 1.55)
    ax.set_xticks([])
    ax.set_title(phrase(f"capital_{capital}", lang))
    ax.spines["bottom"].set_visible(False)
    return ax


def _label(plan: object, rate: object, lang: str) -> str:
    amount = format_number(plan, 0, lang=lang)
    return f"{amount} · {format_percent(rate, lang=lang)}" if has_value(rate) else amount


def _name(project: str, lang: str) -> str:
    return phrase("project", lang, number=project.removeprefix("DA"))


def disbursement_reading(rows: pd.DataFrame, whole: pd.DataFrame, lang: str) -> str:
    """Disbursed of assigned in all; the highest rate; projects with nothing disbursed."""
    totals = rows[(rows["capital"] == "total") & rows["pct_plan"].map(has_value)]
    if totals.empty or whole.empty or not has_value(whole.iloc[0]["pct_plan"]):
        return phrase("disbursement_none", lang)
    total = whole.iloc[0]
    best = totals.loc[totals["pct_plan"].astype(float).idxmax()]
    text = phrase(
        "disbursement_reading",
        lang,
        disbursed=format_number(total["actual"], 0, lang=lang),
        assigned=format_number(total["plan"], 0, lang=lang),
        share=format_percent(total["pct_plan"], lang=lang),
        best=_name(best["project"], lang),
        best_share=format_percent(best["pct_plan"], lang=lang),
    )
    idle = totals.loc[totals["actual"].map(lambda value: value == 0), "project"]
    if len(idle):
        names = ", ".join(_name(project, lang) for project in idle)
        text += phrase("disbursement_idle", lang, names=names)
    return f"{text}."
