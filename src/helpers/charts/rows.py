"""Which values and rows of a table charts show."""

from decimal import Decimal
from typing import TypeGuard

import pandas as pd

from helpers.core.periods import Period


def has_value(value: object) -> TypeGuard[Decimal]:
    """True for a number that is known; None and NaN are not."""
    return isinstance(value, Decimal) and value.is_finite()


def latest(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the newest period of a frame that may hold several."""
    if "period" not in frame or frame.empty:
        return frame
    newest = max(Period.parse(str(code)) for code in frame["period"].unique())
    return frame[frame["period"] == str(newest)]
