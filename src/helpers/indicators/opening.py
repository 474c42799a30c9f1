"""The change since the beginning of the year: as a source states it, else from its opening figure.

The opening figure stands beside the actual one in the tables of the same period.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from helpers.core.periods import Period
from helpers.core.tables import Record
from helpers.indicators.sources import Source, inputs_of


@dataclass(frozen=True)
class SinceOpening:
    """The change; the figure of the beginning, unless the change itself is stated; sources."""

    change: Decimal
    opening: Decimal | None
    inputs: tuple[Mapping[str, object], ...]


def changes_since_opening(
    rows: Mapping[str, Record], details: Iterable[Record], period: Period
) -> dict[str, SinceOpening]:
    """By indicator; ``rows`` of the indicators table, ``details`` the ``detailed_figures``."""
    found: dict[str, SinceOpening] = {}
    periods = ("", str(period), str(period.year))
    whole = [r for r in details if not r["breakdown"] and r["value_period"] in periods]
    for record in sorted(whole, key=lambda r: str(r["measure"]) != "change_opening"):
        code, row = str(record["indicator"]), rows.get(str(record["indicator"]))
        if row is None or row["actual"] is None or record["value"] is None or code in found:
            continue
        value = Decimal(record["value"])
        if record["measure"] == "change_opening":
            stated = Source.of(record, "stated_change", code).as_record()
            found[code] = SinceOpening(value, None, (stated,))
        elif record["measure"] == "opening" and record["unit_of_measure"] == row["unit_of_measure"]:
            actual = (i for i in inputs_of(row) if i["role"] == "actual")
            opening = Source.of(record, "opening", code).as_record()
            found[code] = SinceOpening(row["actual"] - value, value, (*actual, opening))
    return found
