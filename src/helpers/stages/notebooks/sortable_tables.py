"""Long tables in JupyterLab: a press on a head sorts all rows, a box filters them.

ITables brings DataTables along in a widget: nothing is fetched. The kernels of ``baocao lab`` load
this module as an extension before any cell runs; elsewhere a table stays the HTML that it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.stages.desk_errors import DESK

if TYPE_CHECKING:
    from helpers.stages.notebooks.tables import ShownTable

FEWEST_ROWS = 20
"""Fewer are overlooked at a glance, and stay where the notebook is opened without a kernel."""
PAGE = 50
LONG_TEXT = 20
"""From here on a text has a width below which it is not squeezed."""
WIDGET = "application/vnd.jupyter.widget-view+json"
WORDS = ("search", "info", "infoEmpty", "infoFiltered", "zeroRecords")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NUMBER = re.compile(r"[-−]?\d[\d.,]*")


def load_ipython_extension(shell: Any) -> None:
    """Show long tables so from now on; in a kernel that no desk started nothing changes."""
    if os.environ.get(DESK):
        bundles = shell.display_formatter.mimebundle_formatter
        bundles.for_type_by_name("helpers.stages.notebooks.tables", "ShownTable", widget_bundle)


def widget_bundle(table: ShownTable) -> dict[str, Any] | None:
    """The widget of a long table beside its HTML and text; None for a short one."""
    if len(table.rows) < FEWEST_ROWS:
        return None
    from helpers.core.messages import message

    frame, columns = cells_and_ranks(table)
    words: dict[str, Any] = {name: message(f"tables.sort_{name}") for name in WORDS}
    counted = {"div": {"text": table.panel.sentences[0]}}
    layout: dict[str, Any] = {
        "topStart": counted, "topEnd": "search", "bottomStart": "info", "bottomEnd": "paging",
    }  # fmt: skip
    widget = _whole_table()(
        frame, columnDefs=columns, language=words, layout=layout, pageLength=PAGE,
        autoWidth=False, allow_html=True, showIndex=False, maxBytes=0,
        classes="display compact", style="width: 100%",
        text_in_header_can_be_selected=False,  # else the arrow alone sorts
    )  # fmt: skip
    widget.open()
    bundle = widget._repr_mimebundle_()
    return {WIDGET: bundle[0][WIDGET]} if bundle else None


def _whole_table() -> Any:
    """A table that the browser hears of when its rows are in.

    ITables sends them in later messages: where the browser takes more than two seconds to load the
    script these are lost (anywidget 0.11), and the table says that it is empty.
    """
    from itables.widget import ITable

    class WholeTable(ITable):
        def open(self) -> None:
            if self._dt_args:
                super().open()

    return WholeTable


def cells_and_ranks(table: ShownTable) -> tuple[Any, list[dict[str, Any]]]:
    """The cells as HTML, then hidden columns: ranks to sort by, text without marks to search in."""
    from pandas import DataFrame

    from helpers.core.text import without_marks
    from helpers.export.html.panel import is_number

    count, by_column = len(table.heads), list(zip(*table.rows, strict=True))
    values: list[Sequence[object]] = [[_html(cell) for cell in cells] for cells in by_column]
    values += [_ranks(cells) for cells in by_column]
    values.append([without_marks(" ".join(map(str, row))).lower() for row in table.rows])
    numeric = [n for n, cells in enumerate(by_column) if any(map(is_number, cells))]
    hidden = list(range(count, 2 * count + 1))
    columns: list[dict[str, Any]] = [
        {"targets": [n], "orderData": [count + n], "searchable": False} for n in range(count)
    ]
    as_number = {"className": "dt-right dt-nowrap", "orderSequence": ["desc", "asc"]}
    columns.append({"targets": numeric, **as_number})
    columns += [
        {"targets": hidden, "visible": False},
        {"targets": hidden[:-1], "searchable": False},
    ]
    names = [escape(head) for head in table.heads] + [f"_{n}" for n in hidden]
    frame = DataFrame(list(zip(*values, strict=True)))
    return frame.set_axis(names, axis=1), columns


def _html(cell: Any) -> str:
    from helpers.export.html.panel import TONES

    text, tone = escape(str(cell)), TONES.get(getattr(cell, "tone", ""))
    if tone:
        return f'<span style="{tone}; padding: 0 0.3em; white-space: nowrap">{text}</span>'
    return f'<div style="min-width: 12em">{text}</div>' if len(text) >= LONG_TEXT else text


def _ranks(cells: Sequence[Any]) -> list[int]:
    """The position of each cell in the order of its column; an empty one before all others."""
    keys = [_key(cell) for cell in cells]
    order = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [order[key] for key in keys]


def _key(cell: Any) -> tuple[int, float, str]:
    """Numbers and days by their values, before words by their letters."""
    from helpers.core.messages import current_language
    from helpers.core.text import without_marks
    from helpers.export.html.panel import is_number

    text = str(cell)
    if not text:
        return 0, 0, ""
    if day := _DAY.fullmatch(text):
        return 1, float(day[3] + day[2].zfill(2) + day[1].zfill(2)), ""
    if is_number(cell) and (found := _NUMBER.search(text)):
        thousands, point = ",." if current_language() == "en" else ".,"
        plain = found[0].replace(thousands, "").replace(point, ".").replace("−", "-")
        return 1, float(plain.rstrip(".")), ""
    return 2, 0, without_marks(text).lower()
