"""Every column of every table is described once, and as the code uses it."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import get_args

import pytest
import yaml

import helpers.core
from helpers.checks import SEVERITIES
from helpers.checks.catalogue_checks import RelationCheck
from helpers.checks.finding import SEVERITY_OF_VERDICT
from helpers.cleaning import DATA_TABLES
from helpers.cleaning.budget_amounts import UNREAD
from helpers.cleaning.plain_tables import TEXT_KINDS
from helpers.cleaning.received_tables import (
    EMPTY,
    NOT_RECEIVED,
    NOTHING_OCCURRED,
    PARTLY_READ,
    READ,
)
from helpers.core import numbers
from helpers.core.catalogues.capitals import CAPITALS, TOTAL
from helpers.core.catalogues.forms import AMOUNT_ITEMS, MEASURE_ROLES, STATED_ROLES
from helpers.core.catalogues.measures import Measures
from helpers.core.catalogues.outlines import Content
from helpers.core.messages import LANGUAGES, topic_messages
from helpers.core.table_columns import MAY_BE_EMPTY, NO, YES, described_tables
from helpers.core.tables import TABLES
from helpers.core.workspace import PROJECT_REFERENCE
from helpers.stages.notebooks.start_panels import STAGE_OUTPUTS

COLUMNS = {(t, c.name): c for t, columns in TABLES.items() for c in columns.values()}
NO_UNIT, OF_THE_ROW, MEMBERS = "—", "unit_of_measure", "đơn vị"
MARKERS = yaml.safe_load(files(numbers).joinpath("scale_words.yml").read_text(encoding="utf-8"))
CHARTS = [chart for chart in get_args(Content.model_fields["chart"].annotation) if chart]


def rows(name: str) -> list[dict[str, str]]:
    text = files(helpers.core).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(("table", "name"), COLUMNS)
def test_a_column_has_both_meanings_a_unit_and_a_type(table, name):
    column, known = COLUMNS[table, name], Measures.load(PROJECT_REFERENCE / "measures.csv")
    assert column.meaning_vi and column.meaning_en
    assert column.type in ("text", "number", "integer")
    assert column.required in (YES, MAY_BE_EMPTY, NO)
    assert (column.type == "number") <= (column.unit != NO_UNIT)
    if column.unit not in (NO_UNIT, OF_THE_ROW, MEMBERS):
        assert all(known.find(part) for part in column.unit.split(" | "))
    if column.unit == OF_THE_ROW and table != "contributions":
        assert OF_THE_ROW in TABLES[table]


def test_every_description_is_used_once():
    described = [(t, r["column"]) for r in rows("table_columns.csv") for t in r["tables"].split()]
    shared = [r["column"] for r in rows("table_columns.csv") if not r["tables"]]
    assert len(described) == len(set(described)) and set(described) <= set(COLUMNS)
    assert len(shared) == len(set(shared))
    for name in shared:
        assert any(c == name and (t, c) not in described for t, c in COLUMNS), name


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_what_a_row_is_who_writes_it_and_what_is_unique(table):
    description = described_tables()[table]
    assert description.row_vi and description.row_en and description.written_by
    for name in description.key:
        assert description.columns[name].required == YES


@pytest.mark.parametrize("stage", STAGE_OUTPUTS)
def test_the_writers_of_a_table_are_those_that_leave_it(stage):
    written = {name for name, table in described_tables().items() if stage in table.written_by}
    assert written == set(STAGE_OUTPUTS[stage])


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("observations", "measure", {*MEASURE_ROLES, *STATED_ROLES}),
        ("observations", "status", {"reported", *MARKERS["markers"]}),
        ("programme", "status", {"reported", UNREAD.status, *MARKERS["markers"]}),
        ("received_tables", "status", {NOT_RECEIVED, EMPTY, NOTHING_OCCURRED, PARTLY_READ, READ}),
        ("received_tables", "contents", set(DATA_TABLES)),
        ("indicators", "status", {"reported", "computed", *MARKERS["markers"]}),
        ("indicators", "capital", {*CAPITALS, TOTAL}),
        ("programme", "item", set(AMOUNT_ITEMS)),
        ("texts", "kind", set(TEXT_KINDS)),
        ("charts", "kind", {*CHARTS, "members"}),
        ("findings", "severity", set(SEVERITIES)),
        ("findings", "severity", set(get_args(RelationCheck.model_fields["severity"].annotation))),
        ("findings", "verdict", {*SEVERITY_OF_VERDICT, "missing", "unusual"}),
    ],
)
def test_allowed_values_are_those_of_the_code(table, column, values):
    assert set(COLUMNS[table, column].allowed) == values


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_has_a_word_for_each_verdict(lang):
    words = topic_messages("checks", lang)
    named = {key.removeprefix("class_") for key in words if key.startswith("class_")}
    assert set(COLUMNS["findings", "verdict"].allowed) <= named


def test_keys_of_the_heading_are_those_of_the_form():
    form = yaml.safe_load(
        (PROJECT_REFERENCE / "forms/report_texts.yml").read_text(encoding="utf-8")
    )
    keys = {key for sheet in form["sheets"] for key in sheet.get("keys", {})}
    assert set(COLUMNS["heading", "key"].allowed) == keys
