"""How exactly a report prints each kind of quantity: the rows of ``precision.csv``.

Tables and the dossier have every digit of money; sentences and pictures have what is said here.
"""

import csv
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from helpers.core.workspace import PROJECT_REFERENCE


class Precision(NamedTuple):
    """``decimals`` of a kind of quantity in ``unit``, for amounts from ``least`` on.

    ``least`` is in the unit in which tables keep the kind.
    """

    unit: str
    least: Decimal
    decimals: int


@cache
def precisions(kind: str) -> tuple[Precision, ...]:
    """The rows of a kind, those for the smallest amounts first; none for an unknown kind."""
    with (PROJECT_REFERENCE / "precision.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return tuple(Precision(r["unit"], Decimal(r["from"]), int(r["decimals"])) for r in rows)


def decimals_of(kind: str) -> int:
    """Decimals of a kind with one row, such as shares."""
    return precisions(kind)[0].decimals


def decimals_in(unit: str, otherwise: int) -> int:
    """Decimals of quantities in ``unit``; ``otherwise`` for a unit that no row names."""
    return _by_unit().get(unit, otherwise)


@cache
def _by_unit() -> dict[str, int]:
    return {row.unit: row.decimals for row in precisions("quantity")}
