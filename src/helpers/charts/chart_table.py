"""The figures of a picture, printed: for readers who cannot see it or want its numbers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class ChartTable:
    """Printed cells in the report's language: rows of marks, then rows that count them.

    Every number of the picture (but those of its scale) and of its caption is in a cell. The
    first cell of a row names it; a row that counts has only its first cell.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_json(self) -> str:
        """One line of JSON with the keys ``columns`` and ``rows``."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def table_of(
    columns: Sequence[str], rows: Iterable[Sequence[str]], counts: Iterable[str] = ()
) -> ChartTable:
    """Rows of marks under their columns, without the columns that are empty throughout."""
    body = [tuple(row) for row in rows]
    kept = [n for n in range(len(columns)) if n == 0 or any(row[n] for row in body)]
    blank = ("",) * (len(kept) - 1)
    return ChartTable(
        tuple(columns[n] for n in kept),
        (*(tuple(row[n] for n in kept) for row in body), *((text, *blank) for text in counts)),
    )
