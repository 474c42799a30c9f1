"""Where the values of a row came from: what is kept in its column ``inputs``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.core.records import number_of, optional_text_of, text_of
from helpers.indicators.formulas import Value


@dataclass(frozen=True)
class Source:
    """Where a value came from: role in the formula, value, file, sheet, cell, text as it was."""

    role: str
    indicator: str
    value: Value
    file: str
    sheet: str
    cell: str
    raw_text: str | None
    period: str

    @classmethod
    def of(cls, row: Mapping[str, object], role: str, indicator: str) -> Source:
        """The source of a cleaned value, from its row of ``observations`` or ``programme``."""
        return cls(
            role=role,
            indicator=indicator,
            value=number_of(row, "value"),
            file=text_of(row, "file"),
            sheet=text_of(row, "sheet"),
            cell=text_of(row, "cell"),
            raw_text=optional_text_of(row, "raw_text"),
            period=text_of(row, "period"),
        )

    def as_record(self) -> dict[str, object]:
        """A JSON-ready record; the value as text, so that it stays exact."""
        return {**vars(self), "value": None if self.value is None else format(self.value, "f")}


def inputs_text(sources: Sequence[Source]) -> str:
    """What a row keeps of its sources."""
    return json.dumps([source.as_record() for source in sources], ensure_ascii=False)


def inputs_of(row: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """The records of a row's sources, not to be changed; none where nothing was reported."""
    return _read(str(row["inputs"] or "[]"))


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Mapping[str, object], ...]:
    return tuple(json.loads(text))
