"""What the index shows of each unit besides counts: completeness and key indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

import pyarrow
import pyarrow.compute as compute

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.key_indicators import KeyIndicator, load_key_indicators
from helpers.core.formatting import format_change_percent, format_number, format_percent
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.tables import read_together
from helpers.core.workspace import Workspace
from helpers.export.html.index_page import IndexCell
from helpers.indicators.formulas import scaled_quotient

COLUMNS = ("unit", "indicator", "kind", "status", "actual", "pct_plan", "pct_change")
Printer = Callable[..., str]
PRINTERS: dict[str, Printer] = {
    "pct_plan": format_percent,
    "pct_change": format_change_percent,
    "actual": lambda value, lang: format_number(value, 0, lang=lang),
}


@dataclass(frozen=True)
class Overview:
    """Share of the expected indicators that have a figure, and the key figures, by unit."""

    keys: list[KeyIndicator]
    complete: dict[str, Decimal | None]
    figures: dict[tuple[str, str], Decimal]

    @classmethod
    def load(cls, workspace: Workspace, period: Period, units: Iterable[str]) -> Overview:
        """Of units whose indicators are at hand."""
        known = load_catalogues(workspace, period)
        keys = load_key_indicators(workspace, period, known.known_codes)
        table = read_together(workspace, units, period, "indicators", COLUMNS)
        wanted = [key.code for key in keys]
        key_rows = table.filter(
            compute.is_in(table["indicator"], pyarrow.array(wanted, pyarrow.string()))
        )
        fields = {key.code: key.field for key in keys}
        figures = {
            (row["unit"], row["indicator"]): row[fields[row["indicator"]]]
            for row in key_rows.to_pylist()
        }
        return cls(keys, _completeness(table), figures)

    def columns(self, lang: str) -> list[str]:
        """Titles: completeness, then the key indicators."""
        return [message("batch.column_completeness", lang), *(key.short(lang) for key in self.keys)]

    def cells(self, unit: str, lang: str) -> tuple[IndexCell, ...]:
        """One cell per column; empty where a unit has no figure."""
        shares: list[tuple[Decimal | None, Printer]]
        shares = [(self.complete.get(unit), format_percent)]
        shares += [(self.figures.get((unit, k.code)), PRINTERS[k.field]) for k in self.keys]
        return tuple(
            IndexCell("") if value is None else IndexCell(printer(value, lang=lang), str(value))
            for value, printer in shares
        )


def _completeness(table) -> dict[str, Decimal | None]:
    """Indicators with a figure of those expected, in percent, by unit."""
    rows = table.filter(compute.equal(table["kind"], "indicator"))
    has_figure = compute.not_equal(rows["status"], "missing")
    counted = rows.append_column("has_figure", has_figure).group_by("unit")
    sums = counted.aggregate([("has_figure", "sum"), ("has_figure", "count")]).to_pylist()
    return {
        row["unit"]: scaled_quotient(
            Decimal(row["has_figure_sum"]), Decimal(row["has_figure_count"])
        )
        for row in sums
    }
