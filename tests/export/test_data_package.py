"""Tables go out as CSV with a description that other programs can rely on."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal as D
from io import StringIO

import pytest
from typer.testing import CliRunner

from helpers.cli.main import app
from helpers.core.csv_text import csv_text
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.tables import TABLES, make_table, read_table, records_of, write_table
from helpers.core.workspace import Workspace
from helpers.export.data_package import NOT_IN_CSV, data_package, write_data_package

UNIT, PERIOD = "bach-thong", Period.parse("2023H1")
HEADING = {
    "unit": UNIT, "period": "2023H1", "key": "signer", "value": "=A1", "file": "f.xlsx",
    "sheet": "S", "cell": "B2", "raw_text": "=A1",
}  # fmt: skip
CONTRIBUTION = {
    "unit": UNIT, "period": "2023H1", "member": "xa-a", "indicator": "a.b", "actual": D("-1178.47"),
    "plan": D("0.000000000001"), "previous": D("1200"), "inputs": None,
}  # fmt: skip
READ = {"string": str, "number": D, "integer": int}


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    workspace = Workspace(tmp_path / "w")
    (workspace.root / "data" / "raw").mkdir(parents=True)
    for name, row in (("heading", HEADING), ("contributions", CONTRIBUTION)):
        write_table(workspace, UNIT, PERIOD, name, make_table(name, [row]))
    return workspace


def read_package(contents: dict[str, bytes]) -> dict[str, list[dict]]:
    """The rows of a package as Data Package v1 asks; an assertion fails where it does not fit."""
    package = json.loads(contents["datapackage.json"])
    assert package["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert contents.keys() - {"datapackage.json"} == {r["path"] for r in package["resources"]}
    tables = {}
    for resource in package["resources"]:
        assert resource["profile"] == "tabular-data-resource"
        assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
        text = contents[resource["path"]].decode("utf-8-sig")
        header, *lines = csv.reader(StringIO(text, newline=""))
        schema = resource["schema"]
        assert header == [field["name"] for field in schema["fields"]]
        rows = [dict(zip(header, line, strict=True)) for line in lines]
        tables[resource["name"]] = [typed(row, schema) for row in rows]
        if "primaryKey" in schema:
            keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
            assert len(set(keys)) == len(keys)
    return tables


def typed(row: dict[str, str], schema: dict) -> dict[str, object]:
    values = {}
    for field in schema["fields"]:
        text, constraints = row[field["name"]], field.get("constraints", {})
        value = None if text in schema["missingValues"] else READ[field["type"]](text)
        assert value is not None or not constraints.get("required"), field["name"]
        assert value is None or value in constraints.get("enum", [value]), field["name"]
        assert field["description"] and field["description_vi"] and field["unit"]
        values[field["name"]] = value
    return values


def test_values_come_back_exact_with_type_unit_and_meaning(workspace):
    contents = data_package(workspace, UNIT, PERIOD)
    assert read_package(contents)["contributions"] == [CONTRIBUTION]
    assert ",-1178.47,0.000000000001,1200," in contents["contributions.csv"].decode("utf-8")
    (resource,) = (
        r
        for r in json.loads(contents["datapackage.json"])["resources"]
        if r["name"] == "contributions"
    )
    actual = resource["schema"]["fields"][list(TABLES["contributions"]).index("actual")]
    assert (actual["type"], actual["unit"]) == ("number", "unit_of_measure")
    assert resource["schema"]["primaryKey"] == ["unit", "period", "member", "indicator"]


def test_a_text_that_begins_like_a_formula_cannot_run(workspace):
    (row,) = read_package(data_package(workspace, UNIT, PERIOD))["heading"]
    assert row["value"] == row["raw_text"] == "'=A1"


def test_a_form_that_is_missing_has_neither_file_nor_cell(workspace):
    row = {
        "unit": UNIT, "period": "2023H1", "rule": "cleaning.form_missing", "reason": "R",
        "file": "", "sheet": "", "cell": "", "raw_text": None, "label": None,
    }  # fmt: skip
    write_table(workspace, UNIT, PERIOD, "quarantine", make_table("quarantine", [row]))
    (found,) = read_package(data_package(workspace, UNIT, PERIOD))["quarantine"]
    assert found == row | dict.fromkeys(("file", "sheet", "cell"))


def test_csv_names_its_encoding_for_excel_and_quotes_only_texts():
    text = csv_text(["a", "b"], [["-", D("-0.50")], [None, -3]])
    assert text == "\ufeffa,b\r\n'-,-0.5\r\n,-3\r\n"


def test_tables_of_a_real_report_fit_their_description(finished):
    workspace, _ = finished
    tables = read_package(data_package(workspace, UNIT, PERIOD))
    assert set(tables) == set(TABLES) - {"contributions", "coverage"}
    for name, rows in tables.items():
        stored = records_of(read_table(workspace, UNIT, PERIOD, name))
        assert len(rows) == len(stored)
        left_out = NOT_IN_CSV.get(name, ())
        numbers = [
            c.name for c in TABLES[name].values() if c.type != "text" and c.name not in left_out
        ]
        for row, before in zip(rows, stored, strict=True):
            assert {n: row[n] for n in numbers} == {n: before[n] for n in numbers}


def test_a_file_with_other_content_is_kept_and_nothing_is_written(workspace, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    edited = folder / "heading.csv"
    edited.write_text("edited", encoding="utf-8")
    with pytest.raises(InputError, match="heading.csv"):
        write_data_package(workspace, UNIT, PERIOD, folder)
    assert [path.name for path in folder.iterdir()] == ["heading.csv"]
    assert edited.read_text(encoding="utf-8") == "edited"


def test_the_same_tables_may_be_written_again(workspace, tmp_path):
    assert write_data_package(workspace, UNIT, PERIOD, tmp_path / "out") == 2
    assert write_data_package(workspace, UNIT, PERIOD, tmp_path / "out") == 2


def test_a_unit_without_tables_is_an_error_that_says_what_to_run(workspace):
    with pytest.raises(InputError, match="baocao run --unit cho-don"):
        data_package(workspace, "cho-don", PERIOD)


def test_the_command_takes_the_units_code_and_writes_below_the_workspace(workspace):
    given = ["export", "--unit", "063", "--period", "2023H1", "--workspace", str(workspace.root)]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 0, result.output
    folder = workspace.root / "exports" / "2023H1" / UNIT
    names = {"heading.csv", "contributions.csv", "datapackage.json"}
    assert {path.name for path in folder.iterdir()} == names
