"""The sentence that reads the trend of one indicator."""

from __future__ import annotations

from helpers.charts.chart import Row, has_value, phrase
from helpers.charts.quantities import decimals_of, short_period, tells_by_percent, with_unit
from helpers.charts.series import Series
from helpers.ground.formatting import format_change_percent, format_number, format_percent
from helpers.ground.measures import PERCENT


def series_reading(series: Series, name: str, lang: str) -> str:
    """Newest value, change on last year, share of the plan; the extremes of a long series."""
    if not series.places:
        return phrase("one_none", lang, name=name)
    newest = series.newest
    if not has_value(newest["actual"]):
        last = series.known[-1]
        fields = {"value": with_unit(last, last["actual"], lang)}
        fields["period"] = short_period(str(last["period"]), lang)
        return phrase("one_missing", lang, name=name, **fields)
    clauses = [
        phrase("one_value", lang, name=name, value=with_unit(newest, newest["actual"], lang)),
        change_clause(newest, lang),
        _plan_clause(newest, lang),
        _extremes_clause(series, lang),
    ]
    return "".join(clauses) + "."


def change_clause(row: Row, lang: str) -> str:
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
    if tells_by_percent(row):
        share = format_change_percent(abs(row["pct_change"]), signed=False, lang=lang)
        return phrase(f"one_{direction}", lang, share=share)
    return phrase(f"one_amount_{direction}", lang, amount=with_unit(row, abs(change), lang))


def _plan_clause(row: Row, lang: str) -> str:
    if not has_value(row["pct_plan"]):
        return phrase("one_no_plan", lang)
    return phrase("one_plan", lang, share=format_percent(row["pct_plan"], lang=lang))


def _extremes_clause(series: Series, lang: str) -> str:
    if not series.is_long:
        return ""
    told = series.known
    picked = {
        key: pick(told, key=lambda row: float(row["actual"]))
        for key, pick in (("high", max), ("low", min))
    }
    fields = {key: with_unit(row, row["actual"], lang) for key, row in picked.items()}
    periods = {
        f"{key}_period": short_period(str(row["period"]), lang) for key, row in picked.items()
    }
    return phrase("one_extremes", lang, count=len(told), **fields, **periods)
