"""The tables that pass between stages: declared once, checked on write and on read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache

import pandas as pd
import pandera.pandas as pa
import pyarrow
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet
from pandas.api.types import infer_dtype

from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.workspace import State, Workspace, atomic_path, state_of

Row = Mapping[str, object]
"""A row of a table: its values by their columns."""
Record = dict[str, object]
"""A row that is being made."""
TEXT, REQUIRED, NUMBER, INTEGER = "text", "required text", "number", "integer"
DECIMAL_PLACES = 12
_ARROW_TYPES = {
    TEXT: pyarrow.string(),
    REQUIRED: pyarrow.string(),
    NUMBER: pyarrow.decimal128(38, DECIMAL_PLACES),
    INTEGER: pyarrow.int64(),
}
_PYTHON_TYPES = {TEXT: str, REQUIRED: str, NUMBER: Decimal, INTEGER: int}
_INFERRED = {TEXT: "string", REQUIRED: "string", NUMBER: "decimal", INTEGER: "integer"}


def _columns(kind: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), kind)


_PLACE = _columns(REQUIRED, "unit period")
_SOURCE = _columns(REQUIRED, "file sheet cell") | _columns(TEXT, "raw_text")

FORMER_NAMES = {
    "budget_line": ("line", "project"),
    "decimal_places": ("places",),
    "verdict": ("classification",),
}
"""What columns were called in version 0.1: their files are read until version 0.3."""
LATER_COLUMNS = frozenset(("text_en", "reason_en", "programme"))
"""Columns that tables of version 0.1 lack: read as empty there."""

TABLES: dict[str, dict[str, str]] = {
    "observations": _PLACE
    | _columns(REQUIRED, "indicator measure")
    | _columns(NUMBER, "value")
    | _columns(INTEGER, "decimal_places")
    | _columns(REQUIRED, "status unit_of_measure as_of maturity")
    | _columns(TEXT, "cause note")
    | _SOURCE,
    "programme": _PLACE
    | _columns(TEXT, "programme")
    | _columns(REQUIRED, "budget_line capital item")
    | _columns(NUMBER, "value")
    | _columns(INTEGER, "decimal_places")
    | _columns(REQUIRED, "status")
    | _columns(TEXT, "reason reason_en note")
    | _SOURCE,
    "texts": _PLACE
    | _columns(REQUIRED, "section kind text")
    | _columns(TEXT, "text_en programme budget_line")
    | _columns(INTEGER, "order")
    | _SOURCE,
    "documents": _PLACE
    | _columns(REQUIRED, "symbol section")
    | _columns(TEXT, "kind number date issuer subject programme budget_line")
    | _SOURCE,
    "heading": _PLACE | _columns(REQUIRED, "key value") | _SOURCE,
    "cleaning_log": _PLACE | _SOURCE | _columns(REQUIRED, "rule before after"),
    "quarantine": _PLACE | _columns(REQUIRED, "rule reason") | _SOURCE,
    "indicators": _PLACE
    | _columns(REQUIRED, "indicator kind name section sector unit_of_measure status maturity")
    | _columns(TEXT, "programme budget_line capital cause")
    | _columns(NUMBER, "actual plan pct_plan previous change pct_change estimate pct_estimate")
    | _columns(NUMBER, "remaining pace_expected pace_gap area_effect yield_effect unallocated")
    | _columns(TEXT, "reason reason_en formula inputs"),
    "charts": _PLACE
    | _columns(REQUIRED, "kind key title reading")
    | _columns(TEXT, "sector svg data"),
    "findings": _PLACE
    | _columns(REQUIRED, "check severity section subject verdict advice")
    | _columns(TEXT, "stated computed difference tolerance formula")
    | _columns(TEXT, "file sheet cell raw_text"),
    "contributions": _PLACE
    | _columns(REQUIRED, "member indicator")
    | _columns(NUMBER, "actual plan previous")
    | _columns(TEXT, "inputs"),
    "coverage": _PLACE
    | _columns(REQUIRED, "indicator")
    | _columns(INTEGER, "units actual plan previous"),
}


def make_table(name: str, records: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A frame of table ``name`` from records; missing columns and values become None."""
    columns = TABLES[name]
    rows = [[record.get(column) for column in columns] for record in records]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def records_of(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of an object frame as they are; pandas' own way looks at every value's type."""
    columns = list(frame.columns)
    return [dict(zip(columns, values, strict=True)) for values in frame.to_numpy(object)]


@cache
def schema_of(name: str) -> pa.DataFrameSchema:
    """The pandera schema of table ``name``."""
    return pa.DataFrameSchema(
        {column: _schema_column(kind) for column, kind in TABLES[name].items()}, strict=True
    )


def _schema_column(kind: str) -> pa.Column:
    expected = _PYTHON_TYPES[kind]
    is_expected = pa.Check(lambda v: isinstance(v, expected), element_wise=True, name=kind)
    return pa.Column(object, is_expected, nullable=kind != REQUIRED)


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
    """Whether the kinds that pandas finds are those of the schema: pandera takes long to agree."""
    columns = TABLES[name]
    return set(frame.columns) == set(columns) and all(
        infer_dtype(frame[column], skipna=True) in (_INFERRED[kind], "empty")
        and not (kind == REQUIRED and frame[column].isna().any())
        for column, kind in columns.items()
    )


def write_arrow(
    workspace: Workspace, unit: str, period: Period, name: str, table: pyarrow.Table
) -> None:
    """Write an Arrow table under the schema of ``name``; for more rows than frames bear."""
    schema = pyarrow.schema([(c, _ARROW_TYPES[kind]) for c, kind in TABLES[name].items()])
    with atomic_path(workspace.processed(period, unit) / f"{name}.parquet") as temporary:
        parquet.write_table(table.select(schema.names).cast(schema), temporary)


def write_table(
    workspace: Workspace, unit: str, period: Period, name: str, frame: pd.DataFrame
) -> None:
    """Check ``frame`` and write it whole, atomically, as Parquet."""
    checked = check_table(name, frame)
    fields = [(column, _ARROW_TYPES[kind]) for column, kind in TABLES[name].items()]
    arrays = [
        pyarrow.array([_storable(v, kind) for v in checked[column]], kind)
        for column, kind in fields
    ]
    table = pyarrow.table(arrays, schema=pyarrow.schema(fields))
    with atomic_path(workspace.processed(period, unit) / f"{name}.parquet") as temporary:
        parquet.write_table(table, temporary)


def _storable(value: object, arrow_type: pyarrow.DataType) -> object:
    if isinstance(value, Decimal) and pyarrow.types.is_decimal(arrow_type):
        return value.quantize(Decimal(1).scaleb(-DECIMAL_PLACES))
    return value


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
    stored = _with_present_names(name, parquet.ParquetFile(state[0][0]).read())
    _check_stored(name, stored)
    absent = [None] * stored.num_rows
    columns = {
        column: stored[column].to_pylist() if column in stored.schema.names else absent
        for column in TABLES[name]
    }
    return pd.DataFrame(columns, dtype=object)


def _with_present_names(name: str, stored: pyarrow.Table) -> pyarrow.Table:
    present = {former: column for column in TABLES[name] for former in FORMER_NAMES.get(column, ())}
    if not present.keys() & set(stored.schema.names) - TABLES[name].keys():
        return stored
    return stored.rename_columns([present.get(column, column) for column in stored.schema.names])


def _check_stored(name: str, stored: pyarrow.Table) -> None:
    """What ``check_table`` sees in each value, seen in the types that Parquet keeps."""
    for column, kind in TABLES[name].items():
        is_there = column in stored.schema.names
        if not is_there and column in LATER_COLUMNS:
            continue
        has_type = is_there and stored.schema.field(column).type == _ARROW_TYPES[kind]
        if not has_type or (kind == REQUIRED and stored[column].null_count):
            raise InputError("core.table_invalid", table=name, column=column, reason=kind)


def read_together(
    workspace: Workspace, units: Iterable[str], period: Period, name: str, columns: Iterable[str]
) -> pyarrow.Table:
    """Columns of one table of many units; a unit without it has no rows.

    As written: the schema was checked then, and thousands of units are not checked again.
    """
    paths = [workspace.processed(period, unit) / f"{name}.parquet" for unit in units]
    found = [str(path) for path in paths if path.exists()]
    schema = pyarrow.schema([(c, _ARROW_TYPES[kind]) for c, kind in TABLES[name].items()])
    if not found:
        return schema.empty_table().select(list(columns))
    return dataset.dataset(found, schema=schema).to_table(columns=list(columns))
