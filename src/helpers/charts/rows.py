"""Rows of the tables that charts read: their values, and which are known."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeGuard

import pandas as pd

from helpers.core.periods import Period
from helpers.core.tables import records_of

Row = Mapping[str, Any]
"""A row by its columns; the type of each value is that of its column."""


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame of objects, in its order."""
    return list(records_of(frame))


def has_value(value: object) -> TypeGuard[Decimal]:
    """True for a number that is known; None and NaN are not."""
    return isinstance(value, Decimal) and value.is_finite()


def latest(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the newest period of a frame that may hold several."""
    if "period" not in frame or frame.empty:
        return frame
    newest = max(Period.parse(str(code)) for code in frame["period"].unique())
    return frame[frame["period"] == str(newest)]
