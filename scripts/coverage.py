"""Which figures of a list are in the raw files, the processed tables and the finished report.

Usage: python scripts/coverage.py FIGURES.csv UNIT PERIOD   (columns printed, unit, line)

A figure counts as found in the report where its value is printed in the report's unit (97.540.000đ
as 97,54 triệu đồng), or where the printed number is that value rounded by the house rules (35,52%
as 35,5%).
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path

from helpers.cleaning.readers import list_inputs, read_workbook
from helpers.cli.guard import guarded
from helpers.core.conversion import canonical_unit, convert
from helpers.core.numbers import NumberRefused, read_number
from helpers.core.periods import Period
from helpers.core.tables import read_table
from helpers.core.workspace import Workspace

NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
IN_CELL = re.compile(r"\d[\d.,]*\d(?:, \d{3})?|\d")
UNIT_BEHIND = re.compile(r"\s?(trđ|triệu đồng|đồng|đ\b|m²)")
LARGEST_ROUNDED = 200
CLEANED = ("observations", "programme")
ANNEXES = re.compile(r"<section class=\"annex")


class Text(HTMLParser):
    """The visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(html: str) -> str:
    parser = Text()
    parser.feed(html)
    return " ".join(parser.pieces)


def printed_numbers(text: str) -> set[Decimal]:
    """Numbers of a text in the house's own style."""
    return {Decimal(m.replace(".", "").replace(",", ".")) for m in NUMBER.findall(text)}


def value_of(printed: str, unit: str) -> Decimal:
    """The listed figure in the unit in which the project stores it. Raises NumberRefused."""
    parsed = read_number(f"{printed} {unit}".strip(), style="vi")
    measure = canonical_unit(unit) if unit else None
    if measure is None or measure.dimension not in ("money", "area"):
        return abs(parsed.value)
    target = "triệu đồng" if measure.dimension == "money" else "ha"
    return abs(parsed.value if parsed.unit == target else convert(parsed.value, unit, target))


def is_printed(value: Decimal, numbers: Iterable[Decimal]) -> bool:
    """True where one of ``numbers`` is ``value``, or ``value`` rounded to that number's digits."""
    return any(number == value or _is_rounded(value, number) for number in numbers)


def _is_rounded(value: Decimal, number: Decimal) -> bool:
    """Only percentages and areas are printed with fewer digits than they have, never money."""
    digits = number.as_tuple().exponent
    if digits >= 0 or value >= LARGEST_ROUNDED:
        return False
    return number == value.quantize(Decimal(1).scaleb(digits), ROUND_HALF_UP)


def raw_values(workspace: Workspace, unit: str, period: Period) -> set[Decimal]:
    """Every number in a cell of the raw files."""
    found: set[Decimal] = set()
    folder = workspace.raw(period, unit)
    for path in list_inputs(folder)[0]:
        for sheet in read_workbook(path, root=folder).sheets:
            cells = [cell.text for row in sheet.rows for cell in row]
            found |= {value for text in cells for value in values_in(text)}
    return found


def values_in(text: str) -> Iterator[Decimal]:
    """Numbers of a cell, each read with the unit after it."""
    for match in IN_CELL.finditer(text):
        unit = UNIT_BEHIND.match(text[match.end() :])
        with suppress(NumberRefused):  # part of a date or of a document's number
            yield value_of(match.group().rstrip(".,"), unit.group(1) if unit else "")


def processed_values(workspace: Workspace, unit: str, period: Period) -> set[Decimal]:
    """Every value of the cleaned tables, and every stated percentage that was compared."""
    tables = {name: read_table(workspace, unit, period, name) for name in CLEANED}
    return {
        abs(value)
        for frame in tables.values()
        for value in frame["value"]
        if isinstance(value, Decimal)
    }


def report_numbers(workspace: Workspace, unit: str, period: Period) -> tuple[set, set]:
    """Numbers printed in the body and in the annexes of the finished HTML report."""
    page = next(workspace.reports(period, unit).glob("*.html")).read_text(encoding="utf-8")
    body, *annexes = ANNEXES.split(page)
    return printed_numbers(text_of(body)), printed_numbers(text_of(" ".join(annexes)))


def main(figures: str, unit: str, code: str) -> None:
    """Print the counts and what is not found."""
    workspace, period = Workspace.find(), Period.parse(code)
    raw = raw_values(workspace, unit, period)
    processed = processed_values(workspace, unit, period)
    body, annexes = report_numbers(workspace, unit, period)
    with Path(figures).open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    missing = {"raw": [], "processed": [], "report": [], "body": []}
    for row in listed:
        value = value_of(row["printed"], row["unit"])
        places = {
            "raw": value in raw,
            "processed": value in processed,
            "body": is_printed(value, body),
            "report": is_printed(value, body | annexes),
        }
        for stage, found in places.items():
            if not found:
                missing[stage].append(f"{row['printed']} {row['unit']}".strip())
    print(f"{len(listed)} figures listed ({figures})")
    for stage in ("raw", "processed", "report", "body"):
        absent = missing[stage]
        print(
            f"{stage:>9}: {len(listed) - len(absent)} found, {len(absent)} not",
            *absent,
            sep="\n  ",
        )


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(*sys.argv[1:])))
