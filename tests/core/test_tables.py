"""Tables fit their schema when they are written and when they are read."""

from __future__ import annotations

from decimal import Decimal as D

import pyarrow
import pyarrow.parquet as parquet
import pytest

from helpers import __version__
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.tables import (
    TABLES,
    arrow_schema,
    make_table,
    read_table,
    write_arrow,
    write_table,
)
from helpers.core.workspace import Workspace

UNIT, PERIOD, NAME = "huyen-mau", Period.parse("2023H1"), "coverage"
ROW = {"unit": UNIT, "period": "2023H1", "indicator": "a.b", "units": 3, "actual": 2, "plan": None}


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def test_a_table_comes_back_as_it_was_written(workspace):
    row = dict.fromkeys(TABLES["contributions"]) | {
        "unit": UNIT, "period": "2023H1", "member": "xa-mau", "indicator": "a.b",
        "actual": D("1178.47"),
    }  # fmt: skip
    for rows in ([row], []):
        frame = make_table("contributions", rows)
        write_table(workspace, UNIT, PERIOD, "contributions", frame)
        told = read_table(workspace, UNIT, PERIOD, "contributions")
        assert told.to_dict("records") == rows
        assert list(told.columns) == list(frame.columns)


@pytest.mark.parametrize(
    "wrong", [{"indicator": None}, {"indicator": 7}, {"units": "3"}, {"plan": D(1)}]
)
def test_a_row_that_does_not_fit_is_not_written(workspace, wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        write_table(workspace, UNIT, PERIOD, NAME, make_table(NAME, [ROW | wrong]))
    assert not (workspace.processed(PERIOD, UNIT) / f"{NAME}.parquet").exists()


@pytest.mark.parametrize(
    ("column", "stored"),
    [
        ("units", None),
        ("units", pyarrow.array(["3"])),
        ("indicator", pyarrow.array([None], pyarrow.string())),
    ],
)
def test_a_stored_table_that_does_not_fit_is_not_read(workspace, column, stored):
    write_table(workspace, UNIT, PERIOD, NAME, make_table(NAME, [ROW]))
    path = workspace.processed(PERIOD, UNIT) / f"{NAME}.parquet"
    table = parquet.read_table(path)
    place = table.schema.get_field_index(column)
    table = table.remove_column(place)
    if stored is not None:
        table = table.add_column(place, column, stored)
    parquet.write_table(table, path)
    with pytest.raises(InputError, match=column):
        read_table(workspace, UNIT, PERIOD, NAME)


def test_a_file_says_what_its_columns_mean(workspace):
    write_table(workspace, UNIT, PERIOD, "contributions", make_table("contributions", []))
    schema = parquet.read_schema(workspace.processed(PERIOD, UNIT) / "contributions.parquet")
    about = {name: text.decode("utf-8") for name, text in schema.metadata.items()}
    assert (about[b"table"], about[b"version"]) == ("contributions", __version__)
    assert about[b"row"] == "The figures of one member in a total"
    member = schema.field("member").metadata
    assert member[b"description"] == b"Key of the member"
    assert member[b"description_vi"].decode("utf-8") == "Mã đơn vị trực thuộc"
    assert schema.field("actual").metadata[b"unit"] == b"unit_of_measure"


def test_tables_for_many_rows_carry_the_same_description(workspace):
    rows = {"unit": UNIT, "period": "2023H1", "indicator": "a.b"}
    counts = {"units": 3, "actual": 2, "plan": 1, "previous": 0}
    table = pyarrow.Table.from_pylist([rows | counts])
    write_arrow(workspace, UNIT, PERIOD, NAME, table)
    schema = parquet.read_schema(workspace.processed(PERIOD, UNIT) / f"{NAME}.parquet")
    assert schema.equals(arrow_schema(NAME), check_metadata=True)
