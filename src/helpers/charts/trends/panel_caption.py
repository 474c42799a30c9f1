"""The caption under small multiples, and the counts that it states."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from helpers.charts.drawing.value_labels import change_text, is_stated_in_percent
from helpers.charts.phrases import phrase, sector_name
from helpers.charts.rows import has_value
from helpers.charts.trends.series import IndicatorSeries
from helpers.core.formatting import format_change_percent
from helpers.core.tables import Row
from helpers.core.text import lower_first

MOST_NAMES = 3


@dataclass(frozen=True)
class Subject:
    """The topic of a picture (``name``) and what each panel shows: an indicator, or a unit."""

    name: str
    item: str

    @classmethod
    def of_sector(cls, sector: str, lang: str) -> Subject:
        """The indicators of a sector."""
        return cls(sector_name(sector, lang), phrase("item_indicator", lang))


def panel_caption(page: list[IndicatorSeries], subject: Subject, lang: str, *, omitted: int) -> str:
    """How many rose, fell and stayed against last year, what changed most, what is a record."""
    name, item = subject.name, subject.item
    if not page:
        return phrase("trend_none", lang, sector=name)
    rises, falls, same = _moves(page)
    total = len(rises) + len(falls) + len(same)
    if not total:
        return phrase("trend_no_change", lang, sector=name)
    counts = {"total": total, "rises": len(rises), "falls": len(falls)}
    clauses = [phrase("trend_caption", lang, sector=name, item=item, **counts)]
    if same:
        clauses.append(phrase("trend_same", lang, same=len(same), item=item))
    for key, rows, pick in (("trend_rise", rises, max), ("trend_fall", falls, min)):
        rated = [row for row in rows if is_stated_in_percent(row)]
        if rows and not rated:
            clauses.append(_plain_clause(key, rows, lang))
        if rated:
            most = pick(rated, key=lambda row: row["pct_change"])
            share = format_change_percent(most["pct_change"], lang=lang)
            clauses.append(phrase(key, lang, name=lower_first(most["name"]), change=share))
    for key, rows in _records(page).items():
        if rows:
            clauses.append(_record_clause(key, rows, item, lang))
    if omitted:
        clauses.append(phrase("trend_left_out", lang, count=omitted, item=item))
    return "".join(clauses) + "."


def _plain_clause(key: str, rows: list[Row], lang: str) -> str:
    """``; giảm: số vụ tai nạn giao thông (−3 vụ)``: changes that are not stated in percent."""
    named = [row for row in rows if has_value(row["change"])][:MOST_NAMES]
    names = ", ".join(f"{lower_first(row['name'])} ({change_text(row, lang)})" for row in named)
    return phrase(f"{key}_plain", lang, names=names) if names else ""


def panel_counts(page: list[IndicatorSeries], item: str, lang: str, *, omitted: int) -> list[str]:
    """The counts of the caption, each as a row of the chart's table."""
    rises, falls, same = _moves(page)
    total = len(rises) + len(falls) + len(same)
    if not total:
        return []
    counted = {"count_rises": len(rises), "count_falls": len(falls)}
    counted |= {"count_same": len(same)} if same else {}
    lines = [
        phrase(key, lang, count=count, total=total, item=item) for key, count in counted.items()
    ]
    records = {f"count_{key}": len(rows) for key, rows in _records(page).items() if rows}
    lines += [phrase(key, lang, count=count, item=item) for key, count in records.items()]
    if omitted:
        lines.append(phrase("count_left_out", lang, count=omitted, item=item))
    return lines


def movement(row: Row) -> Decimal | None:
    """The change, which is known also where last year's zero leaves no percentage."""
    for column in ("change", "pct_change"):
        if has_value(row[column]):
            return row[column]
    return None


def _moves(page: list[IndicatorSeries]) -> tuple[list[Row], list[Row], list[Row]]:
    """Newest rows that rose, fell, stayed; those without a comparison are in none."""
    newest = [series.newest for series in page]
    moves = [(row, move) for row in newest if (move := movement(row)) is not None]
    return (
        [row for row, move in moves if move > 0],
        [row for row, move in moves if move < 0],
        [row for row, move in moves if move == 0],
    )


def _records(page: list[IndicatorSeries]) -> dict[str, list[Row]]:
    """Newest rows of long series above, or below, every earlier value."""
    found: dict[str, list[Row]] = {"peak": [], "trough": []}
    for series in page:
        if not series.is_long or not has_value(series.newest["actual"]):
            continue
        *earlier, newest = series.values
        if newest > max(earlier):
            found["peak"].append(series.newest)
        elif newest < min(earlier):
            found["trough"].append(series.newest)
    return found


def _record_clause(key: str, rows: list[Row], item: str, lang: str) -> str:
    if len(rows) > MOST_NAMES:
        return phrase(f"trend_{key}_count", lang, count=len(rows), item=item)
    names = ", ".join(lower_first(row["name"]) for row in rows)
    return phrase(f"trend_{key}", lang, names=names)
