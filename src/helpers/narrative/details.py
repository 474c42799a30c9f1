"""Detailed figures in the shape of tables: members of a dimension by what is measured."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from helpers.core.periods import Period
from helpers.core.tables import Record
from helpers.indicators.formulas import RELATIONS
from helpers.indicators.sums_of_details import one_dimension

MOST_COLUMNS = 8
"""Columns of figures that a page bears."""
FULL_ENOUGH = 0.5
"""Share of the cells of a table that must hold a figure; fewer are a list."""
DERIVED = {
    "share": ("actual", "whole"),
    **{measure: relation[:2] for measure, relation in RELATIONS.items()},
}
"""Measures that follow from two others: checked against them, and not printed beside them."""
MEASURES = (
    *("plan", "plan_council", "plan_province", "whole", "opening", "actual", "estimate"),
    *("previous", "stage_total", "cumulative", *DERIVED, "pct_stage"),
)
"""In the order in which a table has them."""
Members = tuple[tuple[str, str], ...]
"""Pairs of dimension and member."""


@dataclass(frozen=True)
class Measured:
    """What a figure is: of which indicator, which value of it, of which period, in which unit.

    ``part`` is the one member that the sheet has of a further dimension: women, of whom each
    village has a figure.
    """

    code: str
    measure: str
    value_period: str
    unit_of_measure: str
    part: Members = ()

    def is_of(self, period: Period) -> bool:
        """True for a figure of the period itself, or of its year."""
        return is_of_period(self.value_period, period)


@dataclass(frozen=True)
class DetailTable:
    """Figures of one sheet by the same dimensions.

    ``kind``: ``members_down`` has a row for each member, ``members_across`` a column; a ``list``
    has a row for each figure. ``totals`` are the figures of the sheet about the whole unit.
    """

    kind: Literal["members_down", "members_across", "list"]
    file: str
    sheet: str
    dimensions: tuple[str, ...]
    members: tuple[Members, ...]
    measured: tuple[Measured, ...]
    figures: Mapping[tuple[Members, Measured], Record] = field(hash=False)
    totals: Mapping[Measured, Record] = field(hash=False, default_factory=dict)

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
    sheets: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in without_derived(r for r in records if r["value"] is not None):
        sheets[record["file"], record["sheet"]].append(record)
    return [table for where, found in sheets.items() for table in _of_sheet(where, found)]


def _of_sheet(where: tuple[str, str], records: Sequence[Record]) -> Iterator[DetailTable]:
    lone = _lone_members(records)
    groups: dict[tuple[str, ...], dict[tuple[Members, Measured], Record]] = defaultdict(dict)
    for record in records:
        pairs = members_of(record["breakdown"])
        members = tuple(pair for pair in pairs if pair not in lone)
        measured = Measured(
            record["indicator"],
            record["measure"],
            record["value_period"],
            record["unit_of_measure"],
            tuple(pair for pair in pairs if pair in lone),
        )
        shared = tuple(one_dimension(name) for name, _ in members)
        groups[shared].setdefault((members, measured), record)
    totals = {measured: record for (_, measured), record in groups.get((), {}).items()}
    for figures in groups.values():
        yield from _tables(*where, figures, totals)


def _lone_members(records: Iterable[Record]) -> set[tuple[str, str]]:
    """Members that are the only one of their dimension in a sheet, and stand beside others."""
    members: dict[str, set[str]] = defaultdict(set)
    beside: set[str] = set()
    for pairs in (members_of(record["breakdown"]) for record in records):
        for name, member in pairs:
            members[name].add(member)
        beside |= {name for name, _ in pairs} if len(pairs) > 1 else set()
    return {
        (n, m) for n, found in members.items() if len(found) == 1 and n in beside for m in found
    }


def _dimensions(members: Iterable[Members]) -> tuple[str, ...]:
    """The names of the dimensions; of kinds of village in one table all names, by commas."""
    names = zip(*([name for name, _ in pairs] for pairs in members), strict=True)
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
    file: str,
    sheet: str,
    figures: Mapping[tuple[Members, Measured], Record],
    totals: Mapping[Measured, Record],
) -> Iterator[DetailTable]:
    members = tuple(dict.fromkeys(member for member, _ in figures))
    codes = list(dict.fromkeys(measured.code for _, measured in figures))
    by_code = sorted(
        dict.fromkeys(measured for _, measured in figures),
        key=lambda m: (codes.index(m.code), m.part, MEASURES.index(m.measure), m.value_period),
    )
    dimensions = _dimensions(members)
    kind: Literal["members_down", "members_across", "list"] = "members_down"
    most = MOST_COLUMNS
    if not dimensions or len(figures) < FULL_ENOUGH * len(members) * len(by_code):
        kind, most = "list", len(by_code)
    elif len(members) < len(by_code) and len(members) <= MOST_COLUMNS:
        kind, most = "members_across", len(by_code)
    for start in range(0, len(by_code), most):
        some = tuple(by_code[start : start + most])
        yield DetailTable(kind, file, sheet, dimensions, members, some, figures, totals)


def is_of_period(value_period: str, period: Period) -> bool:
    """True for a figure of the period itself, or of its year."""
    return value_period in ("", str(period), str(period.year))
