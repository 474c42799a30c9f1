"""The caption of the chart of largest changes, and the table of their figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from helpers.charts.changes.area_yield_split import effect_clause
from helpers.charts.chart_table import ChartTable, table_of
from helpers.charts.drawing.value_labels import cell, column_name
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value
from helpers.core.conversion import unit_name
from helpers.core.formatting import format_change_percent
from helpers.core.tables import Row
from helpers.core.text import lower_first

MOST_CAUSES = 2
NEGLIGIBLE = Decimal("0.1")
"""Percent: a smaller change is within the rounding of the sources, and not judged."""
FIELDS = ("previous", "actual", "change", "pct_change")
EFFECTS = ("area_effect", "yield_effect")
SIGNS = {"up": 1, "down": -1, "neutral": 0}


@dataclass(frozen=True)
class Changes:
    """All comparable rows; of those the ones with a bar (largest rise first), and without."""

    compared: Sequence[Row]
    rated: Sequence[Row]
    plain: Sequence[Row]

    @property
    def omitted(self) -> int:
        """How many that changed are not shown."""
        moved = sum(bool(row["change"]) for row in self.compared)
        return moved - len(self.rated) - len(self.plain)


def judgement(row: Row) -> str:
    """``good`` or ``bad`` by the direction that the catalogue calls good; else ``neutral``.

    ``level`` for a change too small to be judged.
    """
    sign = SIGNS.get(str(row["direction"]), 0)
    if has_value(row["pct_change"]) and abs(row["pct_change"]) < NEGLIGIBLE:
        return "level"
    if not sign or not row["change"]:
        return "neutral"
    return "good" if (row["change"] > 0) == (sign > 0) else "bad"


def change_caption(changes: Changes, lang: str) -> str:
    """How many rose and fell, which way is good, the largest of both, and why production moved."""
    if not changes.compared:
        return phrase("changes_none", lang)
    fields, item = _counts(changes), phrase("item_indicator", lang)
    clauses = [phrase("changes_caption", lang, **fields)]
    if fields["same"]:
        clauses.append(phrase("trend_same", lang, same=fields["same"], item=item))
    if fields["good"] or fields["bad"]:
        clauses.append(phrase("changes_judged", lang, **fields))
    for key, row in _largest(changes).items():
        share = format_change_percent(row["pct_change"], lang=lang)
        clauses.append(phrase(key, lang, name=lower_first(row["name"]), change=share))
    if changes.omitted:
        clauses.append(phrase("trend_left_out", lang, count=changes.omitted, item=item))
    return "".join([*clauses, *(_cause_clause(row, lang) for row in _caused(changes))]) + "."


def change_table(changes: Changes, lang: str) -> ChartTable:
    """What is shown, with last year's value, the judgement and the two causes of production."""
    names = ("name", "unit", *FIELDS, "judgement", *EFFECTS)
    body = [_cells(row, True, lang) for row in changes.rated]
    body += [_cells(row, False, lang) for row in changes.plain]
    counted = _counts(changes)
    keys = ("rises", "falls", "same", "good", "bad")
    item = phrase("item_indicator", lang)
    counts = [
        phrase(f"count_{key}", lang, count=counted[key], total=counted["total"], item=item)
        for key in keys
        if key in ("rises", "falls") or counted[key]
    ]
    if changes.omitted:
        counts.append(phrase("count_left_out", lang, count=changes.omitted, item=item))
    return table_of(
        [column_name(name, lang) for name in names], body, counts if counted["total"] else ()
    )


def _cells(row: Row, is_rated: bool, lang: str) -> list[str]:
    values = [cell(row, name, lang) for name in FIELDS]
    values[-1] = values[-1] if is_rated else ""
    effects = [_effect(row, name, lang) for name in EFFECTS]
    word = phrase(f"judged_{judgement(row)}", lang)
    return [str(row["name"]), unit_name(str(row["unit_of_measure"]), lang), *values, word, *effects]


def _effect(row: Row, name: str, lang: str) -> str:
    return cell(row, name, lang) if has_value(row[name]) else ""


def _counts(changes: Changes) -> dict[str, int]:
    moves: list[Decimal] = [row["change"] for row in changes.compared]
    judged = [judgement(row) for row in changes.compared]
    return {
        "total": len(moves),
        "rises": sum(move > 0 for move in moves),
        "falls": sum(move < 0 for move in moves),
        "same": sum(move == 0 for move in moves),
        "good": judged.count("good"),
        "bad": judged.count("bad"),
    }


def _largest(changes: Changes) -> dict[str, Row]:
    """First and last row of those with a bar, where they rose and fell."""
    found: dict[str, Row] = {}
    if changes.rated:
        first, last = changes.rated[0], changes.rated[-1]
        found |= {"trend_rise": first} if first["pct_change"] > 0 else {}
        found |= {"trend_fall": last} if last["pct_change"] < 0 else {}
    return found


def _cause_clause(row: Row, lang: str) -> str:
    effects = {name: cell(row, name, lang) for name in EFFECTS}
    change = effect_clause(row, "change", lang)
    return phrase("changes_cause", lang, name=lower_first(row["name"]), change=change, **effects)


def _caused(changes: Changes) -> list[Row]:
    """Rows of production whose change is split into its causes, the largest first."""
    known = [row for row in changes.rated if all(has_value(row[name]) for name in EFFECTS)]
    return sorted(known, key=lambda row: -abs(row["pct_change"]))[:MOST_CAUSES]
