"""Figures of many units, periods and indicators as integers of a millionth.

Money is kept in triệu đồng to the đồng, so that a millionth is exact for it; sums of integers
do not depend on their order. A dense array serves five thousand units in a second, where rows of
exact decimals would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np
import pyarrow
import pyarrow.compute as compute

from helpers.core.periods import Period
from helpers.indicators.observed import MATURITIES, least_mature

MILLIONTHS = 6
ONE = 10**MILLIONTHS
UNKNOWN = np.iinfo(np.int64).min
FIGURES = ("actual", "plan", "previous", "estimate", "unallocated")
COLUMNS = ("unit", "period", "indicator", "status", "maturity", "as_of", *FIGURES)
IMMATURE = MATURITIES[:-1]
NOT_ASKED = ("not_applicable", "withheld")
Mask = np.ndarray


@dataclass(frozen=True)
class Cube:
    """``figures[name]`` has shape (periods, units, codes) in millionths, UNKNOWN where absent.

    ``excused`` (same shape) is true where a unit reported that an indicator does not concern it,
    ``immature[name]`` where its actual value is an estimate, or preliminary: also where it counts
    up to a day before the period's end, for a sum of several days has none of its own.
    ``listed`` where its table has a row: it owes the indicator, or reports it all the same.
    """

    periods: tuple[str, ...]
    units: tuple[str, ...]
    codes: tuple[str, ...]
    figures: dict[str, np.ndarray]
    excused: Mask
    immature: Mapping[str, Mask] = field(default_factory=dict)
    listed: Mask | None = None

    @classmethod
    def build(
        cls,
        periods: Sequence[str],
        units: Sequence[str],
        codes: Sequence[str],
        tables: Iterable[pyarrow.Table],
    ) -> Cube:
        """From ``indicators`` tables (``COLUMNS``) of any number of units and periods.

        What names another unit, period or code is left out. Raises OverflowError for a value of
        more than nine million million.
        """
        shape = (len(periods), len(units), len(codes))
        figures = {name: np.full(shape, UNKNOWN, dtype=np.int64) for name in FIGURES}
        excused, listed = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        immature = {name: np.zeros(shape, dtype=bool) for name in IMMATURE}
        for table in tables:
            axes = zip(("period", "unit", "indicator"), (periods, units, codes), strict=True)
            indexes = [_indexes(table.column(name), wanted) for name, wanted in axes]
            inside = np.logical_and.reduce([index >= 0 for index in indexes])
            cells = tuple(index[inside] for index in indexes)
            for name, array in figures.items():
                array[cells] = in_millionths(table.column(name))[inside]
            is_excused = compute.is_in(table.column("status"), pyarrow.array(NOT_ASKED))
            excused[cells] = is_excused.to_numpy()[inside]
            listed[cells] = True
            for name, mask in immature.items():
                is_so = compute.equal(table.column("maturity"), name)
                mask[cells] = compute.fill_null(is_so, False).to_numpy()[inside]
            immature["preliminary"][cells] |= _is_early(table)[inside]
        names = tuple(periods), tuple(units), tuple(codes)
        return cls(*names, figures, excused, immature, listed)

    def asked(self, period: int, code: int) -> Mask:
        """Units that owe an indicator, or report it all the same.

        A unit of which no table is there owes it as well: what it would list is not known.
        """
        not_excused: Mask = ~self.excused[period, :, code]
        if self.listed is None:
            return not_excused
        asked: Mask = not_excused & (self.listed[period, :, code] | ~self._with_table[period])
        return asked

    @cached_property
    def _with_table(self) -> Mask:
        """Units of which there is a table: (periods, units)."""
        assert self.listed is not None
        found: Mask = np.any(self.listed, axis=2)
        return found

    def is_listed(self, period: int, code: int) -> bool:
        """True where the table of any unit has a row of an indicator."""
        return self.listed is None or bool(self.listed[period, :, code].any())

    def maturity(self, period: int, code: int) -> str:
        """That of the least certain actual value of all units."""
        known = self.figures["actual"][period, :, code] != UNKNOWN
        return least_mature(
            name for name, mask in self.immature.items() if (mask[period, :, code] & known).any()
        )

    def known(self, name: str) -> Mask:
        """Where a figure is known; shape (periods, units, codes)."""
        mask: Mask = self.figures[name] != UNKNOWN
        return mask

    def total(self, name: str, mask: Mask) -> np.ndarray:
        """Sum over units where ``mask`` holds, in millionths; shape (periods, codes)."""
        sums: np.ndarray = np.where(mask, self.figures[name], 0).sum(axis=1)
        return sums

    def values(self, name: str, periods: int | slice = slice(None)) -> np.ndarray:
        """As floats for statistics and pictures; not a number where unknown."""
        figures = self.figures[name][periods]
        return np.where(figures != UNKNOWN, figures / ONE, np.nan)

    @cached_property
    def _code_indexes(self) -> dict[str, int]:
        return {code: index for index, code in enumerate(self.codes)}

    def has(self, code: str) -> bool:
        """True for a code on the third axis."""
        return code in self._code_indexes

    def code_index(self, code: str) -> int:
        """Index of a code on the third axis. Raises KeyError."""
        return self._code_indexes[code]


def in_millionths(column: pyarrow.ChunkedArray) -> np.ndarray:
    """A column of decimals as integers of a millionth (int64), UNKNOWN where empty."""
    rounded = compute.round(column, MILLIONTHS).cast(pyarrow.decimal128(38, MILLIONTHS))
    return np.concatenate([np.empty(0, np.int64), *map(_unscaled_integers, rounded.chunks)])


def _unscaled_integers(chunk: pyarrow.Array) -> np.ndarray:
    """The unscaled numbers of an array of decimals: 16 bytes each, the low half first."""
    buffer = chunk.buffers()[1]
    halves = np.frombuffer(buffer, dtype="<i8")[2 * chunk.offset :][: 2 * len(chunk)]
    low, high = halves[::2], halves[1::2]
    is_empty = chunk.is_null().to_numpy(zero_copy_only=False)
    if np.any((high != low >> 63) & ~is_empty):
        raise OverflowError
    return np.where(is_empty, UNKNOWN, low)


def _is_early(table: pyarrow.Table) -> Mask:
    """Rows whose figure counts up to a day before the end of its period."""
    known = compute.unique(table.column("period"))
    ends = pyarrow.array([str(Period.parse(str(period)).end) for period in known], pyarrow.string())
    of_rows = ends.take(compute.index_in(table.column("period"), known).combine_chunks())
    early: Mask = compute.fill_null(compute.less(table.column("as_of"), of_rows), False).to_numpy()
    return early


def _indexes(column: pyarrow.ChunkedArray, wanted: Sequence[str]) -> np.ndarray:
    """The index of each value in ``wanted``; -1 for one that is not in it."""
    found = compute.index_in(column, pyarrow.array(wanted, pyarrow.string()))
    indexes: np.ndarray = compute.fill_null(found, -1).to_numpy()
    return indexes


def as_decimal(millionths: int | np.integer) -> Decimal:
    """The exact value of a number of millionths."""
    return Decimal(int(millionths)).scaleb(-MILLIONTHS)
