"""Budget lines of the national target programmes in tables of any office."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.cleaning.budget_line_resolver import BudgetLineResolver
from helpers.cleaning.recognition.model import FUND, Breakdown
from helpers.cleaning.recognition.table import Item, Table
from helpers.cleaning.recognition.vocabulary import any_of, group, key
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.capitals import TOTAL
from helpers.core.catalogues.programme import BudgetLine

FEWEST_LINES = 2


class BudgetCodes:
    """Codes of the figures of a table whose rows are budget lines; none for any other table.

    Numbers of lines mean something only within a programme: it must be named above the table, and
    no other one.
    """

    def __init__(self, table: Table, catalogues: Catalogues) -> None:
        self._lines: dict[int, BudgetLine] = {}
        roots = catalogues.programmes.roots()
        titles = " ".join((*table.context.titles, table.block.grid.sheet.file.replace("_", " ")))
        if table.is_turned:
            for item in table.items:
                if len(roots) == 1 and names_programme(" ".join(item.path)):
                    self._lines[item.number] = roots[0]
        elif len(roots) == 1 and names_programme(titles) and not table.context.carried:
            self._resolve(table, catalogues)

    def _resolve(self, table: Table, catalogues: Catalogues) -> None:
        resolver = BudgetLineResolver(catalogues.programmes)
        found: dict[int, BudgetLine] = {}
        named = 0
        for item in table.items:
            lines = resolver.resolve(item.name)
            named += resolver.names_line(item.name)
            if len(lines) == 1:
                found[item.number] = lines[0]
        if named >= FEWEST_LINES:
            self._lines = found

    def code(self, item: Item, breakdown: Breakdown) -> tuple[str, Breakdown]:
        """Code of a figure and what is left of its breakdown; '' where it is no whole line."""
        line = self._lines.get(item.number)
        if line is None or any(name != FUND for name, _ in breakdown):
            return "", breakdown
        fund = key(dict(breakdown).get(FUND, ""))
        for capital, words in _capitals().items():
            if fund in words:
                return line.indicator(capital), ()
        return (line.indicator(TOTAL), ()) if not fund else ("", breakdown)


def _capitals() -> Mapping[str, frozenset[str]]:
    return {kind: group(kind) for kind in ("investment", "recurrent")}


def names_programme(text: str) -> bool:
    """True for a text that names the programme of ethnic minority areas and no other."""
    folded = key(text)
    own = any_of(group("programmes", "own")).search(folded)
    others = any_of(group("programmes", "others")).search(folded)
    return own is not None and others is None
