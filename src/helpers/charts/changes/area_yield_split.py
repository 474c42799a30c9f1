"""Why production changed: the part of the area and the part of the yield, as diverging bars."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart import Chart, new_chart
from helpers.charts.chart_table import ChartTable, table_of
from helpers.charts.drawing.canvas import Canvas, Scale
from helpers.charts.drawing.style import (
    DARK,
    INK,
    LIGHT,
    MIDDLE,
    chart_style,
    is_narrow,
    width_mm,
)
from helpers.charts.drawing.text_metrics import text_width, widest, wrap
from helpers.charts.drawing.value_labels import cell, column_name, decimals_of
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value, latest
from helpers.core.formatting import format_number
from helpers.core.tables import Row, records_of
from helpers.core.text import lower_first

MARKS = (("change", LIGHT), ("area_effect", DARK), ("yield_effect", MIDDLE))
BAR_MM = 3.2  # height of a bar
PITCH_MM = 4.4  # from one bar of a crop to the next
BETWEEN_MM = 3.4  # between crops
GAP_MM = 1.3  # between a bar and its label
EDGE_MM = 1.0  # above the first bar and below the last
WIDEST_NAME = 42.0
MOST_CLAUSES = 3


def production_split_chart(frame: pd.DataFrame, *, lang: str = "vi") -> Chart:
    """Each crop with both parts known (columns name, change, area_effect, yield_effect; tấn).

    Of several periods the newest; crops in the frame's order.
    """
    frame = latest(frame)
    known = pd.Series(True, frame.index)
    for column, _ in MARKS:
        known &= frame[column].map(has_value).astype(bool)
    columns = ["name", *(column for column, _ in MARKS)]
    rows = frame.loc[known, columns + [c for c in ("decimals",) if c in frame]]
    rows = rows.reset_index(drop=True)
    title, caption = phrase("split_title", lang), split_caption(rows, lang)
    table = split_table(rows, lang)
    with chart_style():
        if rows.empty:
            return new_chart("split", title, caption, None, rows[columns], table)
        return new_chart("split", title, caption, lambda: _draw(rows, lang), rows[columns], table)


def _draw(rows: pd.DataFrame, lang: str) -> Figure:
    """Three bars per crop from zero: the change, and the two parts that add up to it.

    Each bar is labelled with what it is and its size.
    """
    crops = records_of(rows)
    names = [wrap(str(row["name"]), WIDEST_NAME) for row in crops]
    left = 0.0 if is_narrow() else widest(names) + GAP_MM
    labelled = [(float(row[c]), _label(row, c, lang)) for row in crops for c, _ in MARKS]
    scale = _scale(labelled, left)
    canvas, zero = Canvas(len(crops) * _pitch() + 2 * EDGE_MM), scale.x(0)
    for number, name in enumerate(names):
        top = EDGE_MM + (number + 1) * _pitch() - PITCH_MM * len(MARKS) - BETWEEN_MM / 2
        if is_narrow():
            canvas.write(0, top - PITCH_MM / 2, str(crops[number]["name"]))
        else:
            middle = top + PITCH_MM * len(MARKS) / 2
            canvas.write_lines(left - GAP_MM, middle, name, ha="right")
        of_crop = labelled[number * len(MARKS) :]
        for position, ((value, label), (_, tone)) in enumerate(zip(of_crop, MARKS, strict=False)):
            y, is_whole = top + PITCH_MM * (position + 0.5), tone == LIGHT
            edge = INK if is_whole else ""
            canvas.bar(
                zero, scale.x(value), y, height=BAR_MM, color=tone, edge=edge, edge_width=0.6
            )
            side, ha = (1, "left") if value >= 0 else (-1, "right")
            weight = "bold" if is_whole else "normal"
            canvas.write(scale.x(value) + side * GAP_MM, y, label, ha=ha, fontweight=weight)
    line = [(zero, EDGE_MM), (zero, EDGE_MM + len(crops) * _pitch())]
    canvas.stroke(line, color=INK, linewidth=0.8)
    return canvas.finish()


def _scale(labelled: Sequence[tuple[float, str]], left: float) -> Scale:
    """The longest bars and their labels fit on either side of zero, right of ``left``."""
    sides = []
    for sign in (-1, 1):
        side = [
            (sign * v, text_width(t, bold=True) + GAP_MM)
            for v, t in labelled
            if sign * v > 0 or (v == 0 and sign > 0)
        ]
        sides.append(side or [(0.0, 0.0)])
    # Labels are of like width: the bars get what remains beside the widest label of each side.
    room = [max(mm for _, mm in side) for side in sides]
    reach = [max(v for v, _ in side) for side in sides]
    bars_mm = max(width_mm() - left - sum(room) - 2 * GAP_MM, 20.0)
    return Scale(left + room[0] + GAP_MM, -reach[0], (sum(reach) or 1.0) / bars_mm)


def _label(row: Row, column: str, lang: str) -> str:
    amount = format_number(row[column], decimals_of(row, row[column]), signed=True, lang=lang)
    return phrase(f"mark_{column}", lang, amount=amount)


def _pitch() -> float:
    """Millimetres of a crop: on a phone with a line above its bars for its name."""
    return PITCH_MM * len(MARKS) + BETWEEN_MM + (PITCH_MM if is_narrow() else 0)


def split_caption(rows: pd.DataFrame, lang: str) -> str:
    """One clause per crop, the largest changes first: change, area part, yield part."""
    if rows.empty:
        return phrase("split_none", lang)
    order = rows["change"].map(abs).sort_values(kind="stable", ascending=False).index
    named = [rows.loc[index] for index in sorted(order[:MOST_CLAUSES])]
    clauses = [
        phrase(
            "split_clause",
            lang,
            name=lower_first(row["name"]) if number else row["name"],
            **{column: effect_clause(row, column, lang) for column, _ in MARKS},
        )
        for number, row in enumerate(named)
    ]
    if len(rows) > len(named):
        clauses.append(phrase("split_more", lang))
    return "; ".join(clauses) + "."


def split_table(rows: pd.DataFrame, lang: str) -> ChartTable:
    """The change of each crop and its two parts, in tấn."""
    columns = [column_name(name, lang) for name in ("crop", *(column for column, _ in MARKS))]
    rows = rows.assign(unit_of_measure="")
    body = [(r["name"], *(cell(r, c, lang) for c, _ in MARKS)) for r in records_of(rows)]
    return table_of(columns, body)


def effect_clause(row: Row, column: str, lang: str) -> str:
    """``giảm 70,77 tấn``, ``làm tăng 31,92 tấn``, or that nothing changed."""
    value: Decimal = row[column]
    kind = "change" if column == "change" else "part"
    decimals = decimals_of(row, value)
    if not round(value, decimals):
        return phrase(f"{kind}_none", lang)
    amount = format_number(abs(value), decimals, lang=lang)
    return phrase(f"{kind}_{'up' if value > 0 else 'down'}", lang, amount=amount)
