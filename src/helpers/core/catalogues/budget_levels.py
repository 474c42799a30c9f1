"""Catalogue of the levels of the programmes: what each is called, from the programme down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from helpers.core.catalogues.loading import CatalogueRow, load_table


def _split(value: object) -> object:
    return tuple(value.split("|")) if isinstance(value, str) else value


def _is_yes(value: object) -> object:
    return value == "yes" if isinstance(value, str) else value


class BudgetLevel(CatalogueRow):
    """A level of a programme.

    ``words``: what offices write before the number, the first is printed; ``label_vi`` and
    ``label_en``: how a report names a line; ``is_project``: lines that are reported one by one.
    """

    programme: str
    level: str
    words: Annotated[tuple[str, ...], BeforeValidator(_split)]
    label_vi: str
    label_en: str
    is_project: Annotated[bool, BeforeValidator(_is_yes)]

    def label(self, number: str, lang: str) -> str:
        """How a report names the line with a number: 'Dự án 1'."""
        return (self.label_en if lang == "en" else self.label_vi).format(number=number)


def load_budget_levels(paths: Iterable[Path]) -> dict[str, Sequence[BudgetLevel]]:
    """Programme → its levels, the highest first. Raises CatalogueError."""
    found: dict[str, list[BudgetLevel]] = {}
    for row in (row for path in paths for row in load_table(path, BudgetLevel)):
        found.setdefault(row.programme, []).append(row)
    return dict(found)
