"""True values: labels and units of the real forms, with values that the catalogue can hold."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import yaml

Row = dict[str, str]


@dataclass(frozen=True)
class Line:
    """A row of a form: group, label, code, and the unit, decimals and range of its values."""

    group: str
    label: str
    code: str
    unit: str
    decimals: int
    maximum: Decimal
    measures: tuple[str, ...]
    capitals: tuple[str, ...] = ()


class Stock:
    """Lines of every form, read from the catalogue files themselves."""

    def __init__(self, reference: Path) -> None:
        self.forms: list[dict[str, Any]] = [
            yaml.safe_load(path.read_text(encoding="utf-8"))
            for folder in ("forms", "packs/programme-2021/forms")
            for path in sorted((reference / folder).glob("*.yml"))
        ]
        indicators = {
            row["code"]: row
            for path in sorted((reference / "indicators").glob("*.csv"))
            for row in _rows(path)
        }
        measures = _rows(reference / "measures.csv")
        self.factors = {row["unit"]: Decimal(row["factor"]) for row in measures}
        self.dimensions = {row["unit"]: row["dimension"] for row in measures}
        self.spellings = {
            row["unit"]: [text for text in row["aliases"].split("|") if len(text) > 1]
            for row in measures
            if row["aliases"]
        }
        self.lines: dict[str, list[Line]] = {}
        for path in sorted((reference / "aliases").glob("*.csv")):
            for row in _rows(path):
                if indicator := indicators.get(row["code"]):
                    self.lines.setdefault(row["form"], []).append(_line(row["label"], indicator))
        self.forms = [f for f in self.forms if f["form"] in self.lines or not _is_of_figures(f)]
        self.budget_lines = _rows(reference / "packs/programme-2021/programme.csv")

    def units_of(self, unit: str) -> list[str]:
        """Units in which values of ``unit`` may be written, itself first."""
        wanted = self.dimensions[unit]
        return [unit, *(u for u, d in self.dimensions.items() if d == wanted and u != unit)]

    def is_count(self, unit: str) -> bool:
        """True for things that are counted."""
        return self.dimensions[unit].startswith("count")

    def true_value(self, chooser: Random, line: Line, share: Decimal | None = None) -> Decimal:
        """A value below the line's maximum; small ones are as likely as large ones."""
        exponent = Decimal(chooser.randint(0, 2600)) / 1000
        value = line.maximum * Decimal("0.6") / (Decimal(10) ** exponent)
        decimals = min(line.decimals, 2)
        value = value.quantize(Decimal(1).scaleb(-decimals))
        return value if value > 0 else Decimal(1).scaleb(-decimals)


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _line(label: str, indicator: Row) -> Line:
    group, _, own = label.rpartition(" / ")
    return Line(
        group=group,
        label=own,
        code=indicator["code"],
        unit=indicator["unit_of_measure"],
        decimals=int(indicator["decimals"] or 0),
        maximum=Decimal(indicator["maximum"] or 1000),
        measures=tuple(indicator["measures"].split()),
    )


def _is_of_figures(form: dict[str, Any]) -> bool:
    return any(sheet["table"] == "observations" for sheet in form["sheets"])
