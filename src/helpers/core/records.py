"""Values of a table's row with their types: what the schema promises, checked where it is read."""

from collections.abc import Mapping
from decimal import Decimal


def text_of(row: Mapping[str, object], column: str) -> str:
    """The text of a column that is never empty. Raises TypeError for anything else."""
    value = row[column]
    if not isinstance(value, str):
        raise TypeError(f"{column}: {value!r} is no text")
    return value


def optional_text_of(row: Mapping[str, object], column: str) -> str | None:
    """The text of a column, or None where it is empty. Raises TypeError for anything else."""
    return None if row.get(column) is None else text_of(row, column)


def number_of(row: Mapping[str, object], column: str) -> Decimal | None:
    """The exact number of a column, or None where it is empty. Raises TypeError for others."""
    value = row.get(column)
    if value is not None and not isinstance(value, Decimal):
        raise TypeError(f"{column}: {value!r} is no exact number")
    return value


def integer_of(row: Mapping[str, object], column: str) -> int:
    """The integer of a column, 0 where it is empty. Raises TypeError for anything else."""
    value = row.get(column) or 0
    if not isinstance(value, int):
        raise TypeError(f"{column}: {value!r} is no integer")
    return value
