"""Catalogue of forms: where the tables are in a workbook, and which column is what."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from helpers.core.catalogues.capitals import capital_codes
from helpers.core.catalogues.files import shown, to_mend
from helpers.core.catalogues.loading import (
    CatalogueRow,
    Entry,
    KnownCodes,
    OptionalPeriod,
    broken_document,
    load_entries,
)
from helpers.core.catalogues.packs import is_valid, latest
from helpers.core.catalogues.units import Level
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.text import fold, without_marks
from helpers.core.workbook_marks import roles_of_own_columns

Table = Literal["observations", "programme", "texts", "documents", "heading"]
COMMON_ROLES = ("order", "label", "note", "cause", "source", "ignore", "code")
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
    "programme": frozenset(
        f"{item}_{capital}" for item in AMOUNT_ITEMS for capital in capital_codes()
    ),
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


class SheetMap(CatalogueRow):
    """Where one table is: sheet names, header row, and the header texts of each role.

    ``indicators``: patterns of the codes whose rows a blank form has here; of all sheets that
    have a pattern for a code, the one with the longest takes it. ``asked``: the columns of a blank
    form of budget lines, in order; all where it is empty.
    """

    names: tuple[str, ...]
    table: Table
    header_marker: str
    header_rows: Annotated[int, Field(ge=1, le=5)] = 1
    columns: dict[str, tuple[str, ...]]
    keys: dict[str, tuple[str, ...]] = {}
    levels: dict[str, tuple[str, ...]] = {}
    indicators: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @field_validator("columns")
    @classmethod
    def _roles_are_known(
        cls, columns: dict[str, tuple[str, ...]], info: ValidationInfo
    ) -> dict[str, tuple[str, ...]]:
        roles = ROLES.get(info.data.get("table", ""), ())
        for role in columns:
            if role not in roles:
                raise ValueError(
                    message("catalogues.unknown_role", role=role, roles=", ".join(roles))
                )
        return columns

    def role_of(self, header: str) -> str | None:
        """Role of a column by its joined header text."""
        key = fold(header)
        if key in self._roles:
            return self._roles[key]
        own = roles_of_own_columns().get(key)
        return own if own in ROLES[self.table] and own not in self.columns else None

    @cached_property
    def _roles(self) -> dict[str, str]:
        """Folded header text → role; of two roles with the same text the first."""
        columns = reversed(self.columns.items())
        return {fold(text): role for role, accepted in columns for text in accepted}

    @property
    def value_roles(self) -> frozenset[str]:
        """Roles of the columns that hold figures."""
        return VALUE_ROLES.get(self.table, frozenset())

    def fits(self, sheet_name: str) -> bool:
        """True where a sheet of this name holds the table."""
        return fold(sheet_name) in {fold(name) for name in self.names}


class Form(CatalogueRow):
    """One form: the workbooks that carry it and the tables in them.

    ``optional``: nobody is told that it was not received. ``levels``: of the units that owe it, all
    where it is empty; from others it is read if they send it.
    """

    form: str
    title_vi: str
    title_en: str
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None
    files: tuple[str, ...]
    sheets: tuple[SheetMap, ...]
    optional: bool = False
    levels: tuple[Level, ...] = ()

    def fits(self, file_name: str) -> bool:
        """True where the file's name (without extension and marks) fits one of the globs."""
        stem = without_marks(Path(file_name).stem).lower()
        return any(fnmatch(stem, pattern) for pattern in self.files)


class Alias(CatalogueRow):
    """A row label as offices write it → code of an indicator, within one form."""

    form: str
    label: str
    code: str


def forms_in(forms: Mapping[Path, Form], period: Period) -> list[Form]:
    """Forms in force in ``period``, of several with one name the latest.

    Raises CatalogueError for a form that two files have from the same time on.
    """
    found: dict[str, dict[Path, Form]] = {}
    for path, form in forms.items():
        if is_valid(form, period):
            found.setdefault(form.form, {})[path] = form
    valid = []
    for name, same in found.items():
        first, *others = latest(same)
        if others:
            (blamed, _), (other, _) = to_mend((first, 0), (others[0], 0))
            reason = message("catalogues.same_form", form=name, other=shown(other))
            raise broken_document(blamed, reason)
        valid.append(same[first])
    return valid


def owed_at(forms: Iterable[Form], level: str) -> list[Form]:
    """The forms as units of a level have them: those that others owe are optional."""
    update = {"optional": True}
    return [
        form if level in (form.levels or (level,)) else form.model_copy(update=update)
        for form in forms
    ]


def labels_by_form(paths: Iterable[Path]) -> dict[str, dict[str, str]]:
    """Form → indicator → the first label under which offices send it, as it is written."""
    found: dict[str, dict[str, str]] = {}
    for entry in load_entries(paths, Alias):
        found.setdefault(entry.row.form, {}).setdefault(entry.row.code, entry.row.label)
    return found


def load_aliases(
    paths: list[Path], indicators: KnownCodes, forms: KnownCodes | None = None
) -> dict[tuple[str, str], str]:
    """(form, folded label) → indicator code. Raises CatalogueError for a double or dangling one."""
    known = {"code": indicators} | ({"form": forms} if forms else {})
    found: dict[tuple[str, str], Entry[Alias]] = {}
    for entry in load_entries(paths, Alias, known):
        first = found.setdefault((entry.row.form, fold(entry.row.label)), entry)
        if first.row.code != entry.row.code:
            raise entry.twice(first, "label", entry.row.label)
    return {key: entry.row.code for key, entry in found.items()}
