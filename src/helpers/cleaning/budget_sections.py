"""Rows of a budget table that stand above lines of one kind: 'Vốn đầu tư', 'Vốn năm 2022'."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.cleaning.budget_labels import capital_of, names_year, opens_other_year
from helpers.core.catalogues.capitals import kind_of


@dataclass(frozen=True)
class BudgetSection:
    """What holds for the rows below: ``capital`` if they are of one kind; ``other``: label of a
    row that opened a block of money of another year."""

    capital: str | None = None
    capital_label: str = ""
    other: str = ""

    def below(self, label: str, year: int, *, has_figures: bool) -> BudgetSection:
        """The section after a row that names no budget line.

        A row 'Vốn sự nghiệp' with figures of its own is a part of the line above it; a row of
        another year's money opens a block with or without figures, unless it is marked as a part
        ('-').
        """
        capital = capital_of(label)
        if capital is not None:
            return self if has_figures else BudgetSection(capital, label, self.other)
        if names_year(label, year):
            return BudgetSection()
        is_part = label[:1] in "-+*•" or label.lower().startswith("trong đó")
        if not is_part and opens_other_year(label, year):
            return BudgetSection(other=label)
        return self

    def refusal(self, label: str, capital: str) -> tuple[str, dict[str, str]] | None:
        """Why a figure of ``capital`` below cannot be a line's: message key and fields."""
        if self.other:
            return "cleaning.money_of_other_year", {"label": f"{self.other} / {label}"}
        if self.capital is not None and self.capital != kind_of(capital):
            return "cleaning.other_capital", {"label": label, "section": self.capital_label}
        return None
