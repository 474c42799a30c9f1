"""What recognition gives: figures with the cells that say their meaning, and questions.

A figure is kept only when six things are known: value, unit, measure, period, breakdown and
indicator. What is not known is a question that names its cells. No cell that looks like a figure
is in neither list.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from helpers.cleaning.readers import Cell

FUND = "nguồn vốn"
"""The dimension of money by its source."""
CARRIED = "vốn"
"""The dimension of money that is carried over from an earlier year."""
RELIGION = "tôn giáo"
SCHOOL_LEVEL = "cấp học"
"""The dimensions of religions and of levels of schools."""
QuestionKind = Literal["table", "column", "counted", "unit", "pattern", "indicator", "cell"]
"""Is the table ours; what does a column (or row) of figures hold; what is counted in the table; in
which unit; how is a cell of several figures read; which indicator is a label; what is one cell."""
MeaningField = Literal["is_figure", "measure", "period", "unit", "breakdown", "indicator", "parts"]
"""What a question may ask for; ``indicator`` is answered by ``code`` or ``label``."""
Breakdown = tuple[tuple[str, str], ...]
"""Pairs of dimension and member in Vietnamese: (("dân tộc", "Tày"), ("nguồn vốn", "NSTW"))."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """Cells of one sheet: ``cells`` is a cell, a range, a column or a row ('C5', 'C5:F9', 'D',
    '12'), or empty for the whole sheet; ``sheet`` is empty for a file of one table (.csv)."""

    file: str
    sheet: str
    cells: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What cells mean, as recognised or as a person says. A field that is empty is not known.

    ``is_figure``: False for cells that are no figure of this unit and period (an order number,
    another unit's table, a draft). ``measure``: as in the catalogue of measures of value
    (actual, plan_province, …). ``period``: '2023H1', '2023', '2021-2025', '2022M03', '2024Q1'.
    ``code``: of an indicator of the catalogue; ``label``: name of an indicator of the office's
    own. ``parts``: of a cell with several figures, from left to right.
    """

    is_figure: bool = True
    measure: str = ""
    period: str = ""
    unit: str = ""
    breakdown: Breakdown = ()
    code: str = ""
    label: str = ""
    parts: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What says one thing about a figure: which field, by which words, in which cell.

    ``cell`` is empty for what an answer or the period of the folder says; then ``source`` says
    which: 'answer', 'arithmetic', 'title', 'header', 'label', 'cell', 'format', 'name'.
    """

    field: MeaningField
    source: str
    words: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class RecognisedFigure:
    """One figure of a cell (a cell may hold several), complete in all six things.

    ``label_path``: labels of its row, or of its header where indicators are columns, from the
    outermost group; ``header_path``: its header likewise; ``value`` in ``meaning.unit``;
    ``degree``: how the indicator was found ('sure' by the catalogue, 'own' under the office's own
    label, 'answered'); ``notes``: cells of notes in its row, and the comment of its cell.
    """

    file: str
    sheet: str
    cell: Cell
    value: Decimal | None
    decimal_places: int
    status: str
    meaning: Meaning
    label_path: tuple[str, ...]
    header_path: tuple[str, ...]
    degree: str
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Cell, ...] = ()

    @property
    def source(self) -> tuple[str, str, str]:
        """File, sheet and address of its cell."""
        return self.file, self.sheet, self.cell.address


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can say.

    ``key``: made from content, not from positions, with years as distances from the year of the
    period, so that next period's workbook has the same key. ``asked``: the fields to answer.
    ``where``: the cells that the answer counts for, and no others. ``shown``: the words in the
    sheet that it is about. ``proposals``: what it may mean, best first. ``reason``: why it is
    asked, a sentence.
    """

    kind: QuestionKind
    key: str
    asked: tuple[MeaningField, ...]
    where: tuple[SheetCells, ...]
    shown: str
    text: str
    reason: str
    proposals: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to a question; ``date`` in ISO 8601. Holds for the cells of the question
    with this key only. ``sheets``: pattern of the file, and sheet, of the tables it was given for.
    """

    key: str
    meaning: Meaning
    who: str
    date: str
    sheets: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised in the workbooks of a unit.

    ``answered``: questions that answers settled, with the cells that they were used for.
    ``left_out``: cells of other units beside the own ones: nothing is asked about them.
    """

    figures: tuple[RecognisedFigure, ...] = ()
    questions: tuple[Question, ...] = ()
    answered: tuple[Question, ...] = ()
    left_out: tuple[Question, ...] = ()
