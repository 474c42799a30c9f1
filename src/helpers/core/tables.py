"""The tables that pass between stages: declared once, checked on write and on read."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

from helpers import __version__
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.table_columns import INTEGER, NUMBER, TEXT, Column, described_tables
from helpers.core.workspace import State, Workspace, atomic_path, state_of

Row = Mapping[str, Any]
"""A row of a table: its values by their columns, of the types that ``TABLES`` declares."""
Record = dict[str, Any]
"""A row that may still change."""
DECIMAL_PLACES = 12
_ARROW_TYPES = {
    TEXT: pyarrow.string(),
    NUMBER: pyarrow.decimal128(38, DECIMAL_PLACES),
    INTEGER: pyarrow.int64(),
}
_PYTHON_TYPES = {TEXT: str, NUMBER: Decimal, INTEGER: int}
_TYPES_OF = {
    (kind, is_required): {python} if is_required else {python, type(None)}
    for kind, python in _PYTHON_TYPES.items()
    for is_required in (True, False)
}

LATER_COLUMNS = frozenset(
    (
        *("text_en", "reason_en", "programme", "label", "findings.indicator", "findings.measure"),
        *("reason", "as_of", "maturity", "comparison_basis"),
        *("plan_province", "pct_plan_province"),
    )
)
"""Columns that tables of earlier versions lack, of all tables or of one: read as empty there."""


class _Tables(Mapping[str, Mapping[str, Column]]):
    """The columns of each table by name; the descriptions are read when first asked for."""

    def __getitem__(self, name: str) -> Mapping[str, Column]:
        return described_tables()[name].columns

    def __iter__(self) -> Iterator[str]:
        return iter(described_tables())

    def __len__(self) -> int:
        return len(described_tables())


TABLES = _Tables()
"""Table → column → its description (``helpers.core.table_columns``)."""


def make_table(name: str, records: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A frame of table ``name`` from records; missing columns and values become None."""
    columns = TABLES[name]
    rows = [[record.get(column) for column in columns] for record in records]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def records_of(frame: pd.DataFrame) -> list[Record]:
    """The rows of an object frame as they are; pandas' own way looks at every value's type."""
    columns = list(frame.columns)
    rows = frame.to_numpy(object).tolist()
    return [dict(zip(columns, values, strict=True)) for values in rows]


@cache
def schema_of(name: str) -> pa.DataFrameSchema:
    """The pandera schema of table ``name``."""
    return pa.DataFrameSchema(
        {name: _schema_column(column) for name, column in TABLES[name].items()}, strict=True
    )


def _schema_column(column: Column) -> pa.Column:
    expected = _PYTHON_TYPES[column.type]
    is_expected = pa.Check(
        lambda v: isinstance(v, expected), element_wise=True, name=column.expected
    )
    return pa.Column(object, is_expected, nullable=not column.is_required)


def check_table(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` if it fits its schema. Raises InputError naming table, column and reason."""
    if _fits(name, frame):
        return frame
    try:
        return schema_of(name).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        first = errors.failure_cases.iloc[0]
        raise InputError(
            "core.table_invalid", table=name, column=first["column"], reason=first["check"]
        ) from errors


def _fits(name: str, frame: pd.DataFrame) -> bool:
    """Whether all values are of the types of the schema: pandera takes long to say so."""
    columns = TABLES[name]
    return set(frame.columns) == set(columns) and all(
        {*map(type, frame[name].tolist())} <= _TYPES_OF[column.type, column.is_required]
        for name, column in columns.items()
    )


@cache
def arrow_schema(name: str) -> pyarrow.Schema:
    """The schema of table ``name`` as Parquet keeps it, with what table and columns mean.

    Metadata of the schema: table, row (English), row_vi, version of the program; of each field:
    description (English), description_vi, unit.
    """
    table = described_tables()[name]
    about = {"table": name, "row": table.row_en, "row_vi": table.row_vi, "version": __version__}
    return pyarrow.schema([_arrow_field(column) for column in table.columns.values()], about)


def _arrow_field(column: Column) -> pyarrow.Field:
    about = {
        "description": column.meaning_en,
        "description_vi": column.meaning_vi,
        "unit": column.unit,
    }
    return pyarrow.field(column.name, _ARROW_TYPES[column.type], metadata=about)


def write_arrow(
    workspace: Workspace, unit: str, period: Period, name: str, table: pyarrow.Table
) -> None:
    """Write an Arrow table under the schema of ``name``; for more rows than frames bear."""
    schema = arrow_schema(name)
    with atomic_path(workspace.processed(period, unit) / f"{name}.parquet") as temporary:
        parquet.write_table(table.select(schema.names).cast(schema), temporary)


def write_table(
    workspace: Workspace, unit: str, period: Period, name: str, frame: pd.DataFrame
) -> None:
    """Check ``frame`` and write it whole, atomically, as Parquet."""
    checked = check_table(name, frame)
    schema = arrow_schema(name)
    arrays = [_stored(checked[field.name].tolist(), field.type) for field in schema]
    table = pyarrow.table(arrays, schema=schema)
    with atomic_path(workspace.processed(period, unit) / f"{name}.parquet") as temporary:
        parquet.write_table(table, temporary)


def _stored(values: list[object], arrow_type: pyarrow.DataType) -> pyarrow.Array:
    """The values as Parquet keeps them; only what has more decimal places is rounded."""
    try:
        return pyarrow.array(values, arrow_type)
    except pyarrow.ArrowInvalid:
        unit = Decimal(1).scaleb(-DECIMAL_PLACES)
        rounded = (v.quantize(unit) if isinstance(v, Decimal) else v for v in values)
        return pyarrow.array(list(rounded), arrow_type)


def read_table(workspace: Workspace, unit: str, period: Period, name: str) -> pd.DataFrame:
    """Table ``name`` of one unit and period.

    Raises InputError when it is not there or does not fit its schema.
    """
    path = workspace.processed(period, unit) / f"{name}.parquet"
    if not path.exists():
        stage = {"charts": "trends"}.get(name, "clean")
        stage = "indicators" if name in ("indicators", "findings") else stage
        raise InputError(
            "core.table_missing", table=name, unit=unit, period=str(period), stage=stage
        )
    return _read(name, state_of([path])).copy(deep=False)


@lru_cache(maxsize=16)
def _read(name: str, state: State) -> pd.DataFrame:
    """Kept, because the charts and the parts of one report read the same few tables."""
    # Threads would stay, and a process with threads must not be forked.
    file = parquet.ParquetFile(state[0][0], pre_buffer=False)
    stored = file.read(use_threads=False)
    _check_stored(name, stored)
    absent = [None] * stored.num_rows
    columns = {
        column: stored[column].to_pylist() if column in stored.schema.names else absent
        for column in TABLES[name]
    }
    return pd.DataFrame(columns, dtype=object)


def _check_stored(name: str, stored: pyarrow.Table) -> None:
    """What ``check_table`` sees in each value, seen in the types that Parquet keeps."""
    for column in TABLES[name].values():
        is_there = column.name in stored.schema.names
        if not is_there and LATER_COLUMNS & {column.name, f"{name}.{column.name}"}:
            continue
        has_type = is_there and stored.schema.field(column.name).type == _ARROW_TYPES[column.type]
        if not has_type or (column.is_required and stored[column.name].null_count):
            raise InputError(
                "core.table_invalid", table=name, column=column.name, reason=column.expected
            )


def read_together(
    workspace: Workspace, units: Iterable[str], period: Period, name: str, columns: Iterable[str]
) -> pyarrow.Table:
    """Columns of one table of many units; a unit without it has no rows.

    As written: the schema was checked then, and thousands of units are not checked again.
    """
    paths = [workspace.processed(period, unit) / f"{name}.parquet" for unit in units]
    found = [str(path) for path in paths if path.exists()]
    schema = arrow_schema(name)
    if not found:
        return schema.empty_table().select(list(columns))
    return dataset.dataset(found, schema=schema).to_table(columns=list(columns))
