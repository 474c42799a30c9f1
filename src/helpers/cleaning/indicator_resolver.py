"""Which indicator a row label means, with group rows as context."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.cleaning.layout import SEPARATOR, FormRow
from helpers.core.text import fold


class LabelResolver:
    """Resolves the labels of one sheet, top down."""

    def __init__(self, form: str, aliases: Mapping[tuple[str, str], str]) -> None:
        self._form = form
        self._aliases = aliases
        self._group = ""

    def enter_group(self, label: str) -> None:
        """A row with a label and no values: the context of the rows below it."""
        self._group = label

    def resolve(self, label: str) -> str | None:
        """Indicator code of 'Group / Label', else of 'Label'; None if no alias knows it."""
        for text in (f"{self._group}{SEPARATOR}{label}", label):
            code = self._aliases.get((self._form, fold(text)))
            if code:
                return code
        return None


def is_group(row: FormRow, value_roles: frozenset[str]) -> bool:
    """True where a row has a label and none of its value cells is filled."""
    return bool(row.text("label")) and not value_roles & row.cells.keys()
