"""The data dictionary is complete: every table and column, and every field of the JSON files."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from helpers.core.table_columns import described_tables
from helpers.core.workspace import PROJECT_ROOT
from helpers.narrative.facts import Fact

PAGE = (PROJECT_ROOT / "docs/data-dictionary.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    return re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)[1]


def listed(name: str) -> list[list[str]]:
    """Cells of the rows of a section's table, without its head."""
    rows = [line for line in section(name).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


@pytest.mark.parametrize("name", described_tables())
def test_the_page_has_every_column_with_both_meanings(name):
    table, rows = described_tables()[name], listed(name)
    assert [row[0].strip("`") for row in rows] == list(table.columns)
    assert all(all(row) for row in rows) and {len(row) for row in rows} == {6}
    for column, row in zip(table.columns.values(), rows, strict=True):
        assert row[1].startswith(column.meaning_en) and row[2].startswith(column.meaning_vi)
        assert set(column.allowed) <= set(re.findall(r"`(\w+)`", row[1]))
    for stage in table.written_by:
        assert f"`notebooks/{stage}.ipynb`" in section(name)
        assert (Path(PROJECT_ROOT) / f"notebooks/{stage}.ipynb").exists()


def test_the_page_has_every_field_of_a_fact():
    assert [row[0].strip("`") for row in listed("facts.json")] == [f.name for f in fields(Fact)]


def test_the_page_has_every_field_of_a_manifest(finished):
    workspace, _ = finished
    path = workspace.root / "reports/2023H1/bach-thong/manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert [row[0].strip("`") for row in listed("manifest.json")] == list(manifest)
