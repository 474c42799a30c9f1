"""Catalogue of forms: where the tables stand in a workbook, and which column is what."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

from pydantic import field_validator

from helpers.ground.catalogues.indicators import valid_in
from helpers.ground.catalogues.loading import (
    OptionalText,
    Row,
    broken_row,
    load_document,
    load_table,
)
from helpers.ground.catalogues.programme import CAPITALS, BudgetLevel
from helpers.ground.messages import say
from helpers.ground.periods import Period
from helpers.ground.text import fold, without_marks

Table = Literal["observations", "programme", "texts", "documents", "heading"]
COMMON_ROLES = ("order", "label", "note", "cause", "source", "ignore")
MEASURE_ROLES = ("actual", "plan", "estimate", "previous")
STATED_ROLES = (
    "stated_pct_plan",
    "stated_pct_estimate",
    "stated_change",
    "stated_pct_change",
    "stated_pct_previous",
)
AMOUNT_ITEMS = ("allocated", "disbursed", "stated_pct", "unallocated")
VALUE_ROLES: dict[str, frozenset[str]] = {
    "observations": frozenset((*MEASURE_ROLES, *STATED_ROLES, "attainment")),
    "programme": frozenset(f"{item}_{capital}" for item in AMOUNT_ITEMS for capital in CAPITALS),
}
ROLES: dict[str, tuple[str, ...]] = {
    "observations": (*COMMON_ROLES, "unit_of_measure", *VALUE_ROLES["observations"]),
    "programme": (*COMMON_ROLES, "reason", "reason_en", *VALUE_ROLES["programme"]),
    "texts": (*COMMON_ROLES, "section", "project", "kind", "text", "text_en"),
    "documents": (
        *COMMON_ROLES,
        *("kind", "number", "symbol", "date", "issuer", "subject", "section", "project"),
    ),
    "heading": (*COMMON_ROLES, "value"),
}


class SheetMap(Row):
    """Where one table stands: sheet names, header row, and the header texts of each role."""

    names: tuple[str, ...]
    table: Table
    header_marker: str
    header_rows: int = 1
    columns: dict[str, tuple[str, ...]]
    keys: dict[str, tuple[str, ...]] = {}
    levels: dict[BudgetLevel, tuple[str, ...]] = {}

    @field_validator("columns")
    @classmethod
    def _roles_are_known(cls, columns: dict, info) -> dict:
        roles = ROLES.get(info.data.get("table"), ())
        for role in columns:
            if role not in roles:
                raise ValueError(say("catalogues.unknown_role", role=role, roles=", ".join(roles)))
        return columns

    def role_of(self, header: str) -> str | None:
        """Role of a column by its joined header text."""
        key = fold(header)
        for role, accepted in self.columns.items():
            if key in {fold(text) for text in accepted}:
                return role
        return None

    @property
    def value_roles(self) -> frozenset[str]:
        """Roles of the columns that hold figures."""
        return VALUE_ROLES.get(self.table, frozenset())

    def fits(self, sheet_name: str) -> bool:
        return fold(sheet_name) in {fold(name) for name in self.names}


class Form(Row):
    """One form: the workbooks that carry it and the tables in them."""

    form: str
    title_vi: str
    title_en: str
    valid_from: OptionalText = None
    valid_to: OptionalText = None
    files: tuple[str, ...]
    sheets: tuple[SheetMap, ...]

    def fits(self, file_name: str) -> bool:
        """True where the file's name (without extension and marks) fits one of the globs."""
        stem = without_marks(Path(file_name).stem).lower()
        return any(fnmatch(stem, pattern) for pattern in self.files)


class Alias(Row):
    """A row label as offices write it → code of an indicator, within one form."""

    form: str
    label: str
    code: str


def load_forms(paths: list[Path], period: Period) -> list[Form]:
    """Forms valid in ``period``. Raises CatalogueError."""
    forms = [load_document(path, Form) for path in paths]
    return [form for form in forms if valid_in(form.valid_from, form.valid_to, period)]


def load_aliases(paths: list[Path], known_codes: set[str]) -> dict[tuple[str, str], str]:
    """(form, folded label) → indicator code. Raises CatalogueError for a double or dangling one."""
    aliases: dict[tuple[str, str], str] = {}
    for path in paths:
        for position, row in enumerate(load_table(path, Alias), start=2):
            key = (row.form, fold(row.label))
            if row.code not in known_codes:
                reason = say("ground.dangling_code", code=row.code, catalogue="indicators")
                raise broken_row(path, position, "code", reason)
            if aliases.setdefault(key, row.code) != row.code:
                reason = say("ground.duplicate_code", code=row.label)
                raise broken_row(path, position, "label", reason)
    return aliases
