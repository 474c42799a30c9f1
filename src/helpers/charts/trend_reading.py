"""The sentences that read a trend: of one indicator, and of a sector's panel."""

from __future__ import annotations

import pandas as pd

from helpers.charts.chart import has_value, lower_first, phrase
from helpers.charts.quantities import decimals_of, short_period, with_unit
from helpers.charts.series import known
from helpers.ground.formatting import format_change_percent, format_number, format_percent
from helpers.ground.measures import PERCENT

LONG_SERIES = 3


def series_reading(series: pd.DataFrame, name: str, lang: str) -> str:
    """Newest value, change on last year, share of the plan; the extremes of a long series."""
    told = known(series)
    if told.empty:
        return phrase("one_none", lang, name=name)
    newest = series.iloc[-1]
    if not has_value(newest["actual"]):
        last = told.iloc[-1]
        fields = {"value": with_unit(last, last["actual"], lang)}
        fields["period"] = short_period(str(last["period"]), lang)
        return phrase("one_missing", lang, name=name, **fields)
    clauses = [
        phrase("one_value", lang, name=name, value=with_unit(newest, newest["actual"], lang)),
        change_clause(newest, lang),
        _plan_clause(newest, lang),
        _extremes_clause(told, lang),
    ]
    return "".join(clauses) + "."


def change_clause(row: pd.Series, lang: str) -> str:
    """``, giảm 1,40% so với cùng kỳ``; points where the value itself is a percentage."""
    change = row["change"]
    if not has_value(change):
        return phrase("one_no_previous", lang)
    if change == 0:
        return phrase("one_unchanged", lang)
    direction = "up" if change > 0 else "down"
    if str(row["unit_of_measure"]) == PERCENT:
        points = format_number(abs(change), decimals_of(row, change), lang=lang)
        return phrase(f"one_points_{direction}", lang, points=points)
    if has_value(row["pct_change"]):
        share = format_change_percent(abs(row["pct_change"]), signed=False, lang=lang)
        return phrase(f"one_{direction}", lang, share=share)
    return phrase(f"one_amount_{direction}", lang, amount=with_unit(row, abs(change), lang))


def _plan_clause(row: pd.Series, lang: str) -> str:
    if not has_value(row["pct_plan"]):
        return phrase("one_no_plan", lang)
    return phrase("one_plan", lang, share=format_percent(row["pct_plan"], lang=lang))


def _extremes_clause(told: pd.DataFrame, lang: str) -> str:
    if len(told) < LONG_SERIES:
        return ""
    values = told["actual"].astype(float)
    picked = {"high": told.loc[values.idxmax()], "low": told.loc[values.idxmin()]}
    fields = {key: with_unit(row, row["actual"], lang) for key, row in picked.items()}
    periods = {
        f"{key}_period": short_period(str(row["period"]), lang) for key, row in picked.items()
    }
    return phrase("one_extremes", lang, count=len(told), **fields, **periods)


def _movement(row: pd.Series) -> object:
    """The change, which is known also where last year's zero leaves no percentage."""
    return row["change"] if has_value(row["change"]) else row["pct_change"]


def panel_reading(many: list[pd.DataFrame], drawn: int, sector: str, lang: str) -> str:
    """How many rose, fell and stayed against last year, and what changed most."""
    name = phrase(f"sector_{sector}", lang)
    if not many:
        return phrase("trend_none", lang, sector=name)
    newest = [series.iloc[-1] for series in many]
    compared = [row for row in newest if has_value(_movement(row))]
    if not compared:
        return phrase("trend_no_change", lang, sector=name)
    rises = [row for row in compared if _movement(row) > 0]
    falls = [row for row in compared if _movement(row) < 0]
    counts = {"total": len(compared), "rises": len(rises), "falls": len(falls)}
    clauses = [phrase("trend_reading", lang, sector=name, **counts)]
    same = len(compared) - len(rises) - len(falls)
    if same:
        clauses.append(phrase("trend_same", lang, same=same))
    for key, rows, pick in (("trend_rise", rises, max), ("trend_fall", falls, min)):
        rated = [row for row in rows if has_value(row["pct_change"])]
        if rated:
            most = pick(rated, key=lambda row: row["pct_change"])
            share = format_change_percent(most["pct_change"], lang=lang)
            clauses.append(phrase(key, lang, name=lower_first(most["name"]), change=share))
    if drawn < len(many):
        clauses.append(phrase("trend_drawn", lang, drawn=drawn, count=len(many)))
    return "".join(clauses) + "."
