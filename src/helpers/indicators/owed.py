"""Which indicators a unit owes: only these can be missing."""

from collections.abc import Collection, Iterable

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.units import Unit
from helpers.core.tables import Record

FIGURES = ("actual", "plan", "estimate", "previous", "pct_estimate", "change", "pct_change")


def owed_codes(catalogues: Catalogues, unit: Unit, reported: Collection[str]) -> frozenset[str]:
    """Codes of the indicators that a unit owes; ``reported``: those of which it had figures."""
    scope, period = catalogues.scope, catalogues.period
    return frozenset(c for c in catalogues.indicators if scope.owed(c, unit, period, reported))


def with_figure_or_owed(rows: Iterable[Record], owed_codes: Collection[str]) -> list[Record]:
    """Rows of the indicators table but those without any figure that the unit does not owe."""
    return [
        row
        for row in rows
        if row["status"] != "missing"
        or row["indicator"] in owed_codes
        or row["reason"]
        or any(row[name] is not None for name in FIGURES)
    ]
