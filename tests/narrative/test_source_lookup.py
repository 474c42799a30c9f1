"""Words of a finished report lead back to the cells of their figures, and only to those."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.narrative.blocks import BulletList, Column, Paragraph, Table, TableRow
from helpers.narrative.facts import Fact
from helpers.narrative.source_lookup import source_cells_of


def fact(text, cell):
    source = {"file": "a.xlsx", "sheet": "Biểu", "cell": cell, "raw_text": text}
    return Fact(text, Decimal(1), text, "vụ", None, (source,), "x", "actual", "t1")


CASES, CARRIED, OTHER = fact("72 vụ", "E2"), fact("91 vụ", "E3"), fact("5 vụ", "E4")
SENTENCE = Paragraph(
    ("phát hiện ", CASES, " vi phạm (trong đó ", CARRIED, " chuyển tiếp); ", OTHER)
)
TABLE = Table("Bảng 1", (Column("Tên"),), (TableRow(("Số vụ", CASES, None, (OTHER,))),))


@pytest.mark.parametrize(
    ("words", "blocks", "cells"),
    [
        ("72\u00a0vụ vi phạm (trong đó 91 vụ", [SENTENCE], ["E2", "E3"]),
        ("91 vụ chuyển tiếp", [BulletList((SENTENCE,))], ["E3"]),
        ("5 vụ", [Paragraph((), items=(SENTENCE,))], ["E4"]),
        ("Số vụ 72 vụ", [TABLE], ["E2"]),
        ("vi phạm", [SENTENCE], []),
        ("không có ở đâu", [SENTENCE, TABLE], []),
    ],
)
def test_cells_behind_words(words, blocks, cells):
    told = source_cells_of(words, blocks)
    assert [part.split("ô ")[1].split(" ")[0] for part in told.split("; ") if part] == cells


def test_a_cell_is_named_with_file_sheet_and_text():
    assert source_cells_of("5 vụ", [SENTENCE]) == "a.xlsx, trang «Biểu», ô E4 («5 vụ»)"


def test_a_sum_over_units_is_named_in_words():
    source = {"file": "contributions.parquet", "sheet": "contributions", "cell": "3/3"}
    total = replace(CASES, inputs=(source | {"raw_text": None},))
    told = source_cells_of("72 vụ", [Paragraph((total,))])
    assert told.startswith("số của 3/3 đơn vị") and "None" not in told
