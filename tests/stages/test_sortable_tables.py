"""Long tables of the desk: what a press on a head sorts by, what the box searches in."""

from __future__ import annotations

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.export.html.panel import MarkedCell
from helpers.stages.desk_errors import DESK
from helpers.stages.notebooks.sortable_tables import (
    FEWEST_ROWS,
    WIDGET,
    cells_and_ranks,
    load_ipython_extension,
)
from helpers.stages.notebooks.tables import ShownTable


def table_of(*columns, heads=None):
    """A table with these columns of cells."""
    rows = tuple(zip(*columns, strict=True))
    names = heads or tuple(f"Cột {n}" for n in range(len(columns)))
    return ShownTable(pd.DataFrame(rows), names, rows)


def numbers(*texts):
    return [MarkedCell(text, is_number=True) if text else "" for text in texts]


def in_order(table, column=0):
    """The cells of a column as a press on its head shows them."""
    frame, options = cells_and_ranks(table)
    rank = next(o["orderData"][0] for o in options if o["targets"] == [column])
    return list(frame.sort_values(frame.columns[rank]).iloc[:, column])


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (numbers("1.178,47", "98,4%", "", "-16,74", "9"), ["", "-16,74", "9", "98,4%", "1.178,47"]),
        (["30/6/2023", "1/7/2022", "15/12/2022"], ["1/7/2022", "15/12/2022", "30/6/2023"]),
        (["Đàn trâu", "Ao hồ", "đàn bò", "Dê"], ["Ao hồ", "đàn bò", "Đàn trâu", "Dê"]),
    ],
)
def test_a_head_sorts_numbers_and_days_by_value_and_words_without_marks(cells, wanted):
    assert in_order(table_of(cells)) == wanted


def test_a_tone_stays_and_nothing_of_a_file_becomes_html():
    frame, _ = cells_and_ranks(table_of([MarkedCell("<b>lỗi</b>", "bad")], heads=("<i>Cột</i>",)))
    assert "&lt;b&gt;lỗi" in frame.iloc[0, 0] and "#c62828" in frame.iloc[0, 0]
    assert frame.columns[0] == "&lt;i&gt;Cột&lt;/i&gt;"


def test_words_are_searched_with_and_without_marks():
    frame, options = cells_and_ranks(table_of(["Lúa xuân"], numbers("1.178,47")))
    assert frame.iloc[0, -1] == "lua xuan 1.178,47"
    hidden = next(o["targets"] for o in options if o.get("visible") is False)
    unsearched = {n for o in options if o.get("searchable") is False for n in o["targets"]}
    assert hidden == [2, 3, 4] and 4 not in unsearched


def bundle_of(table, monkeypatch, *, desk):
    monkeypatch.setenv(DESK, desk)
    shell = InteractiveShell()
    load_ipython_extension(shell)
    return shell.display_formatter.format(table)[0]


@pytest.mark.parametrize(
    ("desk", "rows", "is_widget"),
    [("1", FEWEST_ROWS, True), ("1", FEWEST_ROWS - 1, False), ("", FEWEST_ROWS, False)],
)
def test_only_a_long_table_at_the_desk_is_a_widget(monkeypatch, desk, rows, is_widget):
    table = table_of(["Lúa"] * rows)
    shown = bundle_of(table, monkeypatch, desk=desk)
    assert (WIDGET in shown) is is_widget
    assert (shown["text/plain"], shown["text/html"]) == (repr(table), table._repr_html_())
