"""Which budget line a label means: level word and number, in the context of the rows above."""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpers.cleaning.layout import LocatedTable
from helpers.core.catalogues.programme import LEVELS, BudgetLevel, BudgetLine, Programmes
from helpers.core.text import fold

PROGRAMME_LEVEL, *LOWER_LEVELS = LEVELS


class BudgetLineResolver:
    """Resolves labels of one sheet, top down; remembers the rows above.

    Where several programmes have such a line it is that of the programme named last: in the
    title of the sheet, or in a row.
    """

    def __init__(
        self,
        programmes: Programmes,
        level_words: Mapping[BudgetLevel, tuple[str, ...]],
        title: str = "",
    ) -> None:
        self._programmes = programmes
        self._totals = [fold(word) for word in level_words.get(PROGRAMME_LEVEL, ())]
        self._level_of = {
            fold(word): level for level in LOWER_LEVELS for word in level_words.get(level, ())
        }
        longest_first = sorted(self._level_of, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in longest_first)
        self._mention = re.compile(rf"\b({words})\s*(?:số\s*)?0*(\d{{1,3}})\b")
        self._path: dict[BudgetLevel, str] = {}
        self._roots = programmes.roots()
        named = programmes.named_in(title)
        if len(named) == 1:
            self._roots = named

    @classmethod
    def of(cls, table: LocatedTable, programmes: Programmes) -> BudgetLineResolver:
        """The resolver for a table of a sheet."""
        return cls(programmes, table.mapping.levels, f"{table.sheet.name}\n{table.title}")

    def resolve(self, label: str) -> list[BudgetLine]:
        """Budget lines that ``label`` may mean: none, one, or one of each of several programmes.

        'Tiểu DA 1, Dự án 3' needs no context.
        """
        folded = fold(label)
        named = self._programmes.named_in(label)
        if len(named) == 1 and named != self._roots:
            self._roots, self._path = named, {}
        if any(folded.startswith(word) for word in self._totals):
            self._path = {}
            return list(self._roots)
        numbers = {
            self._level_of[word]: number
            for word, number in self._mention.findall(folded.partition(":")[0])
        }
        if not numbers:
            return named
        self._path = self._extended(numbers)
        found = [self._line_below(root) for root in self._roots]
        return [budget_line for budget_line in found if budget_line is not None]

    def of_named_programme(self, found: list[BudgetLine]) -> list[BudgetLine]:
        """Those of ``found`` that belong to the programme named by the sheet."""
        named = {root.programme for root in self._roots}
        return [budget_line for budget_line in found if budget_line.programme in named]

    def _extended(self, numbers: dict[BudgetLevel, str]) -> dict[BudgetLevel, str]:
        """The path above the highest level named, then what is named."""
        highest = min(LOWER_LEVELS.index(level) for level in numbers)
        kept = {level: self._path[level] for level in LOWER_LEVELS[:highest] if level in self._path}
        return kept | numbers

    def _line_below(self, root: BudgetLine) -> BudgetLine | None:
        budget_line = root
        for level in LOWER_LEVELS:
            if level in self._path:
                below = self._programmes.children(budget_line)
                found = [
                    child
                    for child in below
                    if child.level == level and child.number.lstrip("0") == self._path[level]
                ]
                if not found:
                    return None
                budget_line = found[0]
        return budget_line


def refusal(
    label: str, found: list[BudgetLine], programmes: Programmes
) -> tuple[str, dict[str, str]]:
    """Why a label names no single budget line: the message's key and fields."""
    if not found:
        return "cleaning.unknown_line", {"label": label}
    names = "; ".join(programmes.root_of(budget_line).name_vi for budget_line in found)
    fields = {"label": label, "programmes": names, "example": "/".join(found[0].key)}
    return "cleaning.ambiguous_line", fields
