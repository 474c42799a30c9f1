"""A robot that answers questions of the product from the truth of an office, as a person would.

It sees the cells that a question names and no others. It answers where all of them agree in what
is asked; where they do not, it gives no answer. Cells without a figure (labels, order numbers,
numbers of columns) say nothing unless the question is about nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from offices_score import Key, Row, Scorer, cell_key, is_asked, low, read_rows

from helpers.cleaning.recognition.model import Breakdown, Meaning, Question

Answered = tuple[Question, Meaning]
NO_FIGURE = frozenset(("column_number", "not_applicable"))
"""Reasons of cells that stand within tables of figures and say nothing about them."""
PART_FIELDS = ("period", "unit", "breakdown", "indicator")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


def breakdown_of(text: str) -> Breakdown:
    """The pairs of 'key=value; key=value'."""
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return tuple((name.strip(), member.strip()) for name, _, member in pairs)


def shared_breakdown(rows: Sequence[Row]) -> Breakdown:
    """What the breakdowns of all rows have in common."""
    first, *others = [breakdown_of(row["breakdown"]) for row in rows]
    return tuple(pair for pair in first if all(pair in other for other in others))


@dataclass(frozen=True)
class Robot:
    """``cells``: the figures of each cell from left to right; ``excluded``: cells that are no
    figures, with the reason."""

    cells: dict[Key, list[Row]]
    excluded: dict[Key, str]
    scorer: Scorer

    @classmethod
    def of(cls, office: Path, scorer: Scorer) -> Robot:
        """From truth.csv and must_not.csv of an office."""
        cells: dict[Key, list[Row]] = {}
        for row in read_rows(office / "truth.csv"):
            cells.setdefault(cell_key(row), []).append(row)
        path = office / "must_not.csv"
        rows = read_rows(path) if path.exists() else []
        return cls(cells, {cell_key(row): row["reason"] for row in rows}, scorer)

    def answers(self, questions: Iterable[Question]) -> list[Answered]:
        """What it can answer of the questions, each from its own cells."""
        found = ((question, self.meaning(question)) for question in questions)
        return [(question, meaning) for question, meaning in found if meaning]

    def meaning(self, question: Question) -> Meaning | None:
        """The answer to one question; None where its cells do not agree."""
        named = ({"file": w.file, "sheet": w.sheet, "cell": w.cells} for w in question.where)
        where = [cell_key(row) for row in named]
        figures = [rows for key, rows in self.cells.items() if is_asked(key, where)]
        reasons = {why for key, why in self.excluded.items() if is_asked(key, where)}
        if not figures:
            return Meaning(is_figure=False)
        if not question.asked or reasons - NO_FIGURE or self._is_mixed(where, question):
            return None
        if "parts" in question.asked:
            return self._parts(figures, question)
        needed = [[row for row in cell if row["required"] == "1"] or cell for cell in figures]
        rows = [row for cell in needed for row in cell]
        answer = Meaning()
        for field in question.asked:
            agreed = self._agreed(rows, field)
            if agreed is None:
                return None
            answer = replace(answer, **agreed)
        return answer

    def _is_mixed(self, where: list[Key], question: Question) -> bool:
        """Whether figures are asked about together with an area of order numbers or words."""
        return "is_figure" in question.asked and not all(
            any(is_asked(key, [area]) for key in self.cells) for area in where
        )

    def _agreed(self, rows: Sequence[Row], field: str) -> dict[str, object] | None:
        """What all rows say of a field; None where they differ."""
        if field == "is_figure":
            return {}
        if field == "breakdown":
            return {"breakdown": shared_breakdown(rows)}
        if field == "measure":
            allowed = [{row["measure"], *row["accepted_measures"].split()} for row in rows]
            common = set.intersection(*allowed)
            own = [row["measure"] for row in rows if row["measure"] in common]
            return {"measure": own[0] if own else min(common)} if common else None
        said = {low(self._said(row, field)): self._said(row, field) for row in rows}
        if len(said) > 1:
            return None
        (value,) = said.values()
        if field == "indicator":
            return {"code" if rows[0]["catalogue_code"] else "label": value}
        return {field: value}

    def _said(self, row: Row, field: str) -> str:
        if field == "indicator":
            return row["catalogue_code"] or row["label_plain"]
        if field == "unit":
            return self._unit(row)
        return row[field]

    def _unit(self, row: Row) -> str:
        """The unit that the cell shows its figure in, by a name that the table of units has."""
        printed, standard = row.get("unit_meant") or row["unit_printed"], row["unit_standard"]
        if low(printed) in self.scorer.units or not printed:
            return printed or standard
        shown = _NUMBER.findall(row["shown"])
        own = self.scorer.units.get(low(standard), ("", Decimal(1)))
        same = [name for name, unit in self.scorer.units.items() if unit[0] == own[0]]
        names = [standard, *same] if len(shown) == 1 else [standard]
        fitting = (name for name in names if self._is_shown({**row, "unit_meant": name}, shown[0]))
        return next(fitting, standard)

    def _parts(self, cells: list[list[Row]], question: Question) -> Meaning | None:
        """The meaning of each figure of such cells; what differs between the cells stays open."""
        number = len(question.proposals[0].parts) if question.proposals else 0
        rows = [self._placed(cell, number) for cell in cells]
        if None in rows or len({tuple(r is None for r in cell) for cell in rows}) > 1:
            return None
        parts = []
        for column in zip(*rows, strict=True):
            if column[0] is None:
                parts.append(Meaning(is_figure=False))
                continue
            measure = self._agreed(column, "measure")
            if measure is None:
                return None
            known = [self._agreed(column, field) or {} for field in PART_FIELDS]
            parts.append(Meaning(**{k: v for one in (measure, *known) for k, v in one.items()}))
        return Meaning(parts=tuple(parts))

    def _placed(self, cell: list[Row], number: int) -> list[Row | None] | None:
        """The figures of a cell at their numbers; None for a number that is no figure."""
        if number in (0, len(cell)):
            return list(cell)
        shown = _NUMBER.findall(cell[0]["shown"])
        if len(shown) != number:
            return None
        left, placed = list(cell), []
        for text in shown:
            placed.append(left.pop(0) if left and self._is_shown(left[0], text) else None)
        return placed if not left else None

    def _is_shown(self, row: Row, text: str) -> bool:
        value = Decimal(row["value"])
        printed = self.scorer.units.get(low(row.get("unit_meant") or row["unit_printed"]))
        standard = self.scorer.units.get(low(row["unit_standard"]))
        if printed and standard:
            value = value * standard[1] / printed[1]
        grouped, english = text.replace(".", "").replace(",", "."), text.replace(",", "")
        readings = [r for r in (grouped, english) if re.fullmatch(r"\d+(\.\d+)?", r)]
        return any(abs(Decimal(reading) - value) <= abs(value) / 10**6 for reading in readings)
