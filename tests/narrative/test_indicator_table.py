"""A table that the outline sets out, with the rows that a province adds."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from helpers.core.catalogues.outlines import Content

COLUMNS = [{"title_vi": "Chế độ", "title_en": "Scheme"}, {"title_vi": "Số", "title_en": "No"}]
ROW = {"title_vi": "Ăn trưa", "title_en": "Lunch", "cells": ["education.lunch.amount"]}


def test_a_row_names_its_indicators():
    table = Content.model_validate({"kind": "table", "columns": COLUMNS, "indicators": [ROW]})
    assert table.codes == ("education.lunch.amount",)


@pytest.mark.parametrize(
    "row",
    [
        ROW | {"cells": ["education.lunch.amount", "education.rice.pupils"]},  # one too many
        ROW | {"code": "education.lunch.amount"},  # two ways at once
        {"title_vi": "Ăn trưa", "text_vi": "{a}", "text_en": "{a}"},
    ],
)
def test_a_row_has_a_cell_for_each_column_but_the_first(row):
    with pytest.raises(ValidationError):
        Content.model_validate({"kind": "table", "columns": COLUMNS, "indicators": [row]})
