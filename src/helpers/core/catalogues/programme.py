"""Catalogue of the national target programmes: each with its projects, sub-projects and contents.

Codes are names and nothing else: which level a budget line has, which number, and in which section
it is reported are columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from helpers.core.catalogues.indicators import Indicator, valid_in
from helpers.core.catalogues.loading import (
    CatalogueRow,
    Codes,
    OptionalPeriod,
    OptionalText,
    broken_row,
    load_table,
    require_unique,
)
from helpers.core.errors import CatalogueError, InputError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.text import fold

BudgetLevel = Literal["programme", "project", "sub_project", "content"]
LEVELS: tuple[BudgetLevel, ...] = get_args(BudgetLevel)
"""From the programme down."""
CapitalKind = Literal["investment", "recurrent"]
CAPITALS: tuple[CapitalKind, ...] = get_args(CapitalKind)
TOTAL = "total"
"""All kinds of capital together."""
Key = tuple[str, str]
"""Programme and code."""


class BudgetLine(CatalogueRow):
    """A budget line: a row of a programme's hierarchy.

    ``section`` is where it is reported: empty for that of the first line of its level.
    ``prefix`` begins the codes of its figures; one row of a programme names it, else it is the
    programme's own code.
    """

    programme: str
    code: str
    parent: OptionalText
    level: BudgetLevel
    number: str
    name_vi: str
    name_en: str
    capital: Codes
    annex: OptionalText
    valid_from: OptionalPeriod
    valid_to: OptionalPeriod
    section: Annotated[str, BeforeValidator(lambda value: value or "")]
    prefix: OptionalText

    @property
    def key(self) -> Key:
        """Programme and code: unique among all budget lines."""
        return self.programme, self.code

    def name(self, lang: str) -> str:
        """The name in a language."""
        return self.name_en if lang == "en" else self.name_vi

    def indicator(self, capital: str) -> str:
        """Code of a figure in the indicators table, e.g. mtqg.DA1.total."""
        return f"{self.prefix}.{self.code}.{capital}"


class Programmes:
    """The budget lines of all programmes valid in one period, in official order.

    ``known`` holds the codes of figures of all periods: what other catalogues may name.
    ``known_lines`` holds the codes of budget lines of all periods.
    """

    def __init__(
        self,
        budget_lines: Iterable[BudgetLine],
        known: Iterable[str] = (),
        known_lines: Iterable[str] = (),
    ) -> None:
        self.budget_lines: dict[Key, BudgetLine] = {
            budget_line.key: budget_line for budget_line in budget_lines
        }
        self.known = frozenset(known)
        self.known_lines = frozenset(known_lines)
        self.amounts: dict[str, tuple[BudgetLine, str]] = {
            budget_line.indicator(capital): (budget_line, capital)
            for budget_line in self.budget_lines.values()
            for capital in (*CAPITALS, TOTAL)
        }
        self._with_code: dict[str, list[BudgetLine]] = {}
        self._children: dict[Key, list[BudgetLine]] = {}
        for budget_line in self.budget_lines.values():
            self._with_code.setdefault(budget_line.code, []).append(budget_line)
            if budget_line.parent:
                self._children.setdefault((budget_line.programme, budget_line.parent), []).append(
                    budget_line
                )

    @property
    def are_several(self) -> bool:
        """True where a budget line has to be named with its programme."""
        return len({budget_line.programme for budget_line in self.budget_lines.values()}) > 1

    def roots(self) -> list[BudgetLine]:
        """The budget line of each programme as such."""
        return [
            budget_line for budget_line in self.budget_lines.values() if budget_line.parent is None
        ]

    def root_of(self, budget_line: BudgetLine) -> BudgetLine:
        """The budget line of the programme that a budget line belongs to."""
        above = self.parent(budget_line)
        return budget_line if above is None else self.root_of(above)

    def of(self, root: BudgetLine) -> list[BudgetLine]:
        """All lines of one programme."""
        return [
            budget_line
            for budget_line in self.budget_lines.values()
            if budget_line.programme == root.programme
        ]

    def projects(self, root: BudgetLine) -> list[BudgetLine]:
        """The budget lines of a programme that are projects."""
        return [budget_line for budget_line in self.of(root) if budget_line.level == "project"]

    def children(self, budget_line: BudgetLine) -> list[BudgetLine]:
        """The budget lines right below."""
        return self._children.get(budget_line.key, [])

    def parent(self, budget_line: BudgetLine) -> BudgetLine | None:
        """The budget line above, None for a programme."""
        return (
            self.budget_lines.get((budget_line.programme, budget_line.parent))
            if budget_line.parent
            else None
        )

    def written(self, text: str) -> list[BudgetLine]:
        """The lines that a code may mean, written alone or as programme/code."""
        qualified = [
            budget_line
            for budget_line in self.budget_lines.values()
            if "/".join(budget_line.key) == text
        ]
        return qualified or self._with_code.get(text, [])

    def named_in(self, text: str) -> list[BudgetLine]:
        """The programmes that a text names, by name or by code.

        A name within a longer one that is there too is no name of its own.
        """
        folded = fold(text)
        found = {
            name: root
            for root in self.roots()
            for name in (fold(root.name_vi), fold(root.programme))
            if name in folded
        }
        longest = [root for name, root in found.items() if not _is_within_another(name, found)]
        return list({root.key: root for root in longest}.values())

    def find(self, programme: object, code: object) -> BudgetLine | None:
        """The line of a row of a table, or None where the period has none such.

        Rows written before programmes were kept apart name none: their code must be of one
        programme. Raises InputError where it is of several.
        """
        if programme:
            return self.budget_lines.get((str(programme), str(code)))
        found = self._with_code.get(str(code), [])
        if len(found) > 1:
            raise InputError("core.line_of_several", code=code)
        return found[0] if found else None


def _is_within_another(name: str, names: Iterable[str]) -> bool:
    return any(name in other and name != other for other in names)


def load_programmes(path: Path, period: Period) -> Programmes:
    """Budget lines of programme.csv valid in ``period``. Raises CatalogueError."""
    rows = load_table(path, BudgetLine)
    require_unique(path, ["/".join(row.key) for row in rows])
    _check(path, rows)
    budget_lines = _completed(path, rows)
    known = (
        budget_line.indicator(capital)
        for budget_line in budget_lines
        for capital in (*CAPITALS, TOTAL)
    )
    valid = (
        budget_line
        for budget_line in budget_lines
        if valid_in(budget_line.valid_from, budget_line.valid_to, period)
    )
    return Programmes(valid, known, (budget_line.code for budget_line in budget_lines))


def _check(path: Path, rows: Sequence[BudgetLine]) -> None:
    keys = {row.key: row for row in rows}
    for position, row in enumerate(rows, start=2):
        if row.parent and (row.programme, row.parent) not in keys:
            reason = message("core.dangling_code", code=row.parent, catalogue="programme")
            raise broken_row(path, position, "parent", reason)
        above, seen = row, {row.key}
        while above.parent:
            found = keys.get((above.programme, above.parent))
            if found is None:  # its own row is refused below
                break
            above = found
            if above.key in seen:
                reason = message("catalogues.parent_not_above", code=row.parent)
                raise broken_row(path, position, "parent", reason)
            seen.add(above.key)
        for capital in row.capital:
            if capital not in CAPITALS:
                reason = message(
                    "catalogues.unknown_capital", capital=capital, known=" ".join(CAPITALS)
                )
                raise broken_row(path, position, "capital", reason)


def _completed(path: Path, rows: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Rows with section and prefix, where they leave them to another row."""
    sections: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    owners: dict[str, str] = {}
    for position, row in enumerate(rows, start=2):
        if row.section:
            sections.setdefault(row.level, row.section)
        if row.prefix:
            prefix = prefixes.setdefault(row.programme, row.prefix)
            owner = owners.setdefault(row.prefix, row.programme)
            if (owner, row.prefix) != (row.programme, prefix):
                reason = message("catalogues.prefix_of_another", prefix=row.prefix)
                raise broken_row(path, position, "prefix", reason)
    return [
        row.model_copy(
            update={
                "section": row.section or sections.get(row.level, ""),
                "prefix": prefixes.get(row.programme, row.programme),
            }
        )
        for row in rows
    ]


def with_programmes(
    indicators: Mapping[str, Indicator], programmes: Programmes
) -> dict[str, Indicator]:
    """Indicators with the programme of their budget line, where they name its code alone.

    Raises CatalogueError where the code is of several programmes, or of none in any period.
    """
    completed = dict(indicators)
    for code, indicator in indicators.items():
        if not indicator.budget_line:
            continue
        if indicator.budget_line.rpartition("/")[2] not in programmes.known_lines:
            reason = message("catalogues.unknown_line", code=code, line=indicator.budget_line)
            raise CatalogueError("core.catalogue_yaml", file="indicators", reason=reason)
        if indicator.programme:
            continue
        found = programmes.written(indicator.budget_line)
        if len(found) > 1:
            reason = message("catalogues.line_of_several", code=code, line=indicator.budget_line)
            raise CatalogueError("core.catalogue_yaml", file="indicators", reason=reason)
        if found:
            budget_line = found[0]
            update = {"budget_line": budget_line.code, "programme": budget_line.programme}
            completed[code] = indicator.model_copy(update=update)
    return completed
