"""Detailed figures in the shape of tables: members of a dimension by what is measured."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from helpers.core.periods import Period
from helpers.core.tables import Record
from helpers.indicators.sums_of_details import one_dimension

MOST_COLUMNS = 8
"""Columns of figures that a page bears."""
FULL_ENOUGH = 0.5
"""Share of the cells of a table that must hold a figure; fewer are a list."""
DERIVED = {
    "pct_plan": ("actual", "plan"),
    "pct_plan_province": ("actual", "plan_province"),
    "pct_plan_council": ("actual", "plan_council"),
    "pct_previous": ("actual", "previous"),
    "pct_change": ("actual", "previous"),
    "change": ("actual", "previous"),
    "change_plan": ("actual", "plan"),
    "change_opening": ("actual", "opening"),
    "pct_change_opening": ("actual", "opening"),
    "remaining": ("plan", "actual"),
    "share": ("actual", "whole"),
}
"""Measures that follow from two others: checked against them, and not printed beside them."""
MEASURES = (
    *("plan", "plan_council", "plan_province", "whole", "actual", "estimate", "previous"),
    *("opening", "stage_total", "cumulative", *DERIVED, "pct_stage"),
)
"""In the order in which a table has them."""
Members = tuple[tuple[str, str], ...]
"""Pairs of dimension and member."""


@dataclass(frozen=True)
class Measured:
    """What a figure is: of which indicator, which value of it, of which period, in which unit."""

    code: str
    measure: str
    value_period: str
    unit_of_measure: str


@dataclass(frozen=True)
class DetailTable:
    """Figures of one sheet by the same dimensions.

    ``kind``: ``members_down`` has a row for each member, ``members_across`` a column; a ``list``
    has a row for each figure.
    """

    kind: Literal["members_down", "members_across", "list"]
    file: str
    sheet: str
    dimensions: tuple[str, ...]
    members: tuple[Members, ...]
    measured: tuple[Measured, ...]
    figures: dict[tuple[Members, Measured], Record] = field(hash=False)

    @property
    def rows(self) -> int:
        """Number of rows."""
        if self.kind == "list":
            return len(self.figures)
        return len(self.members if self.kind == "members_down" else self.measured)

    @property
    def columns(self) -> int:
        """Number of columns of figures."""
        if self.kind == "list":
            return 1
        return len(self.measured if self.kind == "members_down" else self.members)


def members_of(breakdown: str) -> Members:
    """'dân tộc=Tày; giới=nữ' → (('dân tộc', 'Tày'), ('giới', 'nữ'))."""
    pairs = (part.partition("=") for part in breakdown.split(";") if part.strip())
    return tuple((name.strip(), member.strip()) for name, _, member in pairs)


def detail_tables(records: Iterable[Record]) -> list[DetailTable]:
    """All figures in tables: of each sheet and each set of dimensions, in the order received."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Record]] = {}
    for record in without_derived(r for r in records if r["value"] is not None):
        shared = tuple(one_dimension(name) for name, _ in members_of(record["breakdown"]))
        groups.setdefault((record["file"], record["sheet"], shared), []).append(record)
    return [
        table
        for (file, sheet, _), found in groups.items()
        for table in _tables(file, sheet, _dimensions(found), found)
    ]


def _dimensions(records: Iterable[Record]) -> tuple[str, ...]:
    """The names of the dimensions; of kinds of village in one table all names, by commas."""
    names = zip(*([n for n, _ in members_of(r["breakdown"])] for r in records), strict=True)
    return tuple(", ".join(dict.fromkeys(each)) for each in names)


def without_derived(records: Iterable[Record]) -> list[Record]:
    """Figures but those that follow from two others of the same indicator and member."""
    found = list(records)
    known = {(r["indicator"], r["breakdown"], r["measure"]) for r in found}
    return [
        r
        for r in found
        if not all(
            (r["indicator"], r["breakdown"], part) in known
            for part in DERIVED.get(r["measure"], ("",))
        )
    ]


def _tables(
    file: str, sheet: str, dimensions: tuple[str, ...], records: Sequence[Record]
) -> Iterator[DetailTable]:
    figures: dict[tuple[Members, Measured], Record] = {}
    for record in records:
        names = ("indicator", "measure", "value_period", "unit_of_measure")
        measured = Measured(*(record[name] for name in names))
        figures.setdefault((members_of(record["breakdown"]), measured), record)
    members = tuple(dict.fromkeys(member for member, _ in figures))
    codes = list(dict.fromkeys(measured.code for _, measured in figures))
    order = {measure: position for position, measure in enumerate(MEASURES)}
    by_code = sorted(
        dict.fromkeys(measured for _, measured in figures),
        key=lambda m: (codes.index(m.code), order[m.measure], m.value_period),
    )
    is_full = len(figures) >= FULL_ENOUGH * len(members) * len(by_code)
    if not dimensions or not is_full:
        yield DetailTable("list", file, sheet, dimensions, members, tuple(by_code), figures)
        return
    kind: Literal["members_down", "members_across"] = "members_down"
    if len(by_code) > len(members) and len(members) <= MOST_COLUMNS:
        kind = "members_across"
        yield DetailTable(kind, file, sheet, dimensions, members, tuple(by_code), figures)
        return
    for start in range(0, len(by_code), MOST_COLUMNS):
        some = tuple(by_code[start : start + MOST_COLUMNS])
        yield DetailTable(kind, file, sheet, dimensions, members, some, figures)


def is_of_period(value_period: str, period: Period) -> bool:
    """True for a figure of the period itself, or of its year."""
    return value_period in ("", str(period), str(period.year))
