"""A unit's tables as CSV files beside a ``datapackage.json``: Frictionless Data Package, version 1.

A package is described by what ``helpers.core.table_columns`` says, so that other programs read the
files with their types, units and meanings.
"""

import json
from pathlib import Path

import pandas as pd

from helpers import __version__
from helpers.core.csv_text import csv_text
from helpers.core.errors import InputError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.table_columns import (
    INTEGER,
    NUMBER,
    TEXT,
    YES,
    Column,
    TableDescription,
    described_tables,
)
from helpers.core.tables import read_table
from helpers.core.workspace import Workspace, atomic_path

PACKAGE_FILE = "datapackage.json"
NOT_IN_CSV = {"charts": ("svg", "svg_narrow")}
"""Pictures are no data, and a cell of a spreadsheet holds 32,767 characters at most."""
FIELD_TYPES = {TEXT: "string", NUMBER: "number", INTEGER: "integer"}
ABOUT_TEXTS = (
    "A text that begins with = + - @, a tab or a carriage return has an apostrophe before it."
)


def write_data_package(workspace: Workspace, unit: str, period: Period, folder: Path) -> int:
    """Write the tables of one unit and period into ``folder``; how many there are.

    Raises InputError where there is none, where one does not fit its schema, and where a file
    with other content is in the folder: then nothing is written.
    """
    contents = data_package(workspace, unit, period)
    for name, content in contents.items():
        target = folder / name
        if target.exists() and target.read_bytes() != content:
            raise InputError("export.package_file_differs", folder=str(folder), file=name)
    for name, content in contents.items():
        with atomic_path(folder / name) as temporary:
            temporary.write_bytes(content)
    return len(contents) - 1


def data_package(workspace: Workspace, unit: str, period: Period) -> dict[str, bytes]:
    """File name → content: a CSV file for each table that is there, and ``datapackage.json``.

    Raises InputError where there is no table, or one does not fit its schema.
    """
    stored = workspace.processed(period, unit)
    tables = [t for t in described_tables().values() if (stored / f"{t.name}.parquet").exists()]
    if not tables:
        raise InputError("export.package_without_tables", unit=unit, period=str(period))
    contents = {
        f"{table.name}.csv": _csv(table, read_table(workspace, unit, period, table.name))
        for table in tables
    }
    package = {
        "profile": "tabular-data-package",
        "name": f"{unit}-{period}".lower(),
        "title": message("export.package_title", unit=unit, period=period.label()),
        "description": ABOUT_TEXTS,
        "producer": f"bao-cao-dan-toc {__version__}",
        "resources": [_resource(table) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return contents | {PACKAGE_FILE: text.encode("utf-8")}


def _columns(table: TableDescription) -> list[Column]:
    left_out = NOT_IN_CSV.get(table.name, ())
    return [column for column in table.columns.values() if column.name not in left_out]


def _csv(table: TableDescription, frame: pd.DataFrame) -> bytes:
    names = [column.name for column in _columns(table)]
    return csv_text(names, frame[names].to_numpy(object)).encode("utf-8")


def _resource(table: TableDescription) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in _columns(table)],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.row_en,
        "description_vi": table.row_vi,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required == YES:
        constraints["required"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    return {
        "name": column.name,
        "type": FIELD_TYPES[column.type],
        "description": column.meaning_en,
        "description_vi": column.meaning_vi,
        "unit": column.unit,
        **({"constraints": constraints} if constraints else {}),
    }
