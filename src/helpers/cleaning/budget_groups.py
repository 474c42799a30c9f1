"""Group rows of a budget table: of another programme, of a place, of a source of money.

The lines below them are not the lines of the programme of the table.
"""

from dataclasses import dataclass, field
from functools import cached_property

from helpers.cleaning.budget_labels import capital_of, opens_other_year, words
from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.cleaning.numbering import Numbering, numbering_of, split_label
from helpers.cleaning.tables.group_context import (
    NeutralWords,
    names_programme,
    other_programme,
    titles_other_programme,
    without_years_of_programme,
)
from helpers.cleaning.tables.outline import GROUP_RANK
from helpers.core.catalogues import Catalogues

PARTS = ("-", "+", "*", "•", "trong đó", "gồm", "bao gồm")
"""Beginnings of rows that divide the row above and open no group."""
COARSE = 3.0
"""Letters and Roman numbers stand above '1': such a row is a group, also where it has figures."""


@dataclass
class BudgetGroups:
    """Follows the group rows of one table, top down; ``unit``: its name changes nothing."""

    table: LocatedTable
    catalogues: Catalogues
    unit: str = ""
    _programme: str = field(default="", init=False)
    _is_of_other: bool = field(default=False, init=False)
    _group: str = field(default="", init=False)
    _rank: float = field(default=GROUP_RANK, init=False)
    _has_lines: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        title = f"{self.table.sheet.name}\n{self.table.title}"
        if not self.catalogues.programmes.named_in(title):
            self._programme = titles_other_programme(title, self._own)

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return tuple(root.name_vi for root in self.catalogues.programmes.roots())

    @cached_property
    def _official(self) -> tuple[str, ...]:
        """Every official name: a line's may hold that of another programme."""
        return tuple(x.name_vi for x in self.catalogues.programmes.budget_lines.values())

    @cached_property
    def _neutral(self) -> NeutralWords:
        mapping, period = self.table.mapping, self.catalogues.period
        known = self.catalogues.programmes.words_of_levels()
        levels = (word for level in (*known.values(), *mapping.levels.values()) for word in level)
        listed = ("totals_of", "before_a_line", "investment", "recurrent")
        phrases = (word for group in listed for word in words(group))
        unit = self.catalogues.units.find(self.unit, period.end).name_vi if self.unit else ""
        texts = (*mapping.names, *levels)
        return NeutralWords(texts, period, (*self._own, *phrases, unit), "own_programme")

    @cached_property
    def _names_several(self) -> bool:
        """True where a row names another programme: a total may be one of all programmes."""
        rows = self.table.rows()
        return any(self._is_of_other_programme(row, row.text("label")) for row in rows)

    def pass_row(self, row: FormRow, label: str, *, is_line: bool) -> None:
        """Take the next row into account; ``is_line``: it names a budget line by its number."""
        numbering = _numbering(row, label)
        rank = numbering.rank if numbering else GROUP_RANK
        named = is_line and names_programme(label)
        self._is_of_other = named and other_programme(label, self._official)
        if is_line:
            if numbering and self._group and rank <= self._rank:
                self._group = ""
            self._has_lines = True
        elif self.catalogues.programmes.named_in(label):
            self._programme = self._group = ""
        elif self._is_of_other_programme(row, label):
            self._programme, self._group = label, ""
        elif self._is_group(row, label, numbering):
            self._enter(label, rank)

    def refusal(self, label: str, *, is_total: bool) -> tuple[str, dict[str, str]] | None:
        """Why a figure below the groups above is not the line's: message key and fields."""
        if is_total and self._names_several and not self.catalogues.programmes.named_in(label):
            return "cleaning.other_total", {"label": label}
        if self._programme:
            return "cleaning.other_programme", {"label": label, "group": self._programme}
        if self._is_of_other:
            return "cleaning.line_of_other_programme", {"label": label}
        if self._group and not is_total:
            return "cleaning.group_not_understood", {"label": label, "group": self._group}
        return None

    def _enter(self, label: str, rank: float) -> None:
        text = without_years_of_programme(label)
        if not self._neutral.is_neutral(text):
            self._group, self._rank, self._has_lines = label, rank, False
            return
        if names_programme(label):
            self._programme = ""
        if rank < self._rank or self._has_lines:
            self._group = "" if rank <= self._rank else self._group

    def _is_of_other_programme(self, row: FormRow, label: str) -> bool:
        if not label or label.lower().startswith(PARTS) or not other_programme(label, self._own):
            return False
        return names_programme(label) or self._is_heading(row)

    def _is_group(self, row: FormRow, label: str, numbering: Numbering | None) -> bool:
        if label.lower().startswith(PARTS) or capital_of(label):
            return False
        if opens_other_year(label, self.catalogues.period.year):
            return False
        return self._is_heading(row) or (numbering is not None and numbering.rank < COARSE)

    def _is_heading(self, row: FormRow) -> bool:
        return not self.table.mapping.value_roles & row.cells.keys()


def _numbering(row: FormRow, label: str) -> Numbering | None:
    order = row.text("order")
    return (numbering_of(order) if order else None) or split_label(label)[0]
