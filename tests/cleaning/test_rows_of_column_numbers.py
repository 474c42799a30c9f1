"""Rows that number the columns, as offices write them; and rows of figures that look alike."""

import pytest

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.grid import is_number_row


def row(*texts: str) -> list[Cell]:
    return [Cell(1, column, text, text, "text") for column, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    "texts",
    [
        ("A", "B", "1", "2", "3=2/1"),
        ("a", "b", "1", "2", "3=1+2", "4"),
        ("(1)", "(2)", "(3)", "(4)=(3)/(2)"),
        ("[1]", "[2]", "[3]"),
    ],
)
def test_columns_are_numbered(texts: tuple[str, ...]) -> None:
    assert is_number_row(row(*texts))


@pytest.mark.parametrize("texts", [("1", "2"), ("5", "6", "7"), ("a", "b", "c"), ("1", "3", "4")])
def test_figures_are_no_numbers_of_columns(texts: tuple[str, ...]) -> None:
    assert not is_number_row(row(*texts))
