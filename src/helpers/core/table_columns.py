"""What each table and each column means: read once from ``tables.csv`` and ``table_columns.csv``.

A row of ``table_columns.csv`` without tables describes a column wherever it occurs; a row that
names tables describes it there. ``required`` is ``yes``, ``may be empty`` (never null, but perhaps
an empty text) or ``no``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from helpers.core.word_files import load_rows

TEXT, NUMBER, INTEGER = "text", "number", "integer"
YES, MAY_BE_EMPTY, NO = "yes", "may be empty", "no"


@dataclass(frozen=True)
class Column:
    """A column: ``unit`` is that of its values, "—" for none, ``unit_of_measure`` for the row's.

    ``allowed`` lists the values of a coded column; it is empty for every other one.
    """

    name: str
    type: str
    required: str
    unit: str
    allowed: tuple[str, ...]
    meaning_vi: str
    meaning_en: str

    @property
    def is_required(self) -> bool:
        """True where every row has a value, if only an empty text."""
        return self.required != NO

    @property
    def expected(self) -> str:
        """What a value must be: "text", "required text" and so on."""
        return f"required {self.type}" if self.is_required else self.type


@dataclass(frozen=True)
class TableDescription:
    """A table: what a row is, the notebooks that write it, its primary key (empty for none)."""

    name: str
    written_by: tuple[str, ...]
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    row_vi: str
    row_en: str


@cache
def described_tables() -> Mapping[str, TableDescription]:
    """Every table by its name, columns in the order in which they are written.

    Raises KeyError for a column that nobody described.
    """
    columns = {
        (table, row["column"]): _column(row)
        for row in load_rows(__package__, "table_columns.csv")
        for table in row["tables"].split() or ("",)
    }
    return {
        row["table"]: _description(row, columns) for row in load_rows(__package__, "tables.csv")
    }


def _description(
    row: Mapping[str, str], columns: Mapping[tuple[str, str], Column]
) -> TableDescription:
    name, names = row["table"], row["columns"].split()
    described = {n: columns.get((name, n)) or columns["", n] for n in names}
    written_by, key = tuple(row["written_by"].split()), tuple(row["key"].split())
    return TableDescription(name, written_by, key, described, row["row_vi"], row["row_en"])


def _column(row: Mapping[str, str]) -> Column:
    about = {name: row[name] for name in ("type", "required", "unit", "meaning_vi", "meaning_en")}
    return Column(row["column"], allowed=tuple(row["allowed"].split()), **about)
