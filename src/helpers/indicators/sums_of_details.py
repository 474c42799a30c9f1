"""Totals against the details of the same tables: which sums exist and whether all parts are there.

The computing takes the sum where a total contradicts parts that are complete; the checks report it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from helpers.cleaning.recognition.vocabulary import vocabulary
from helpers.core.catalogues import Catalogues
from helpers.core.errors import ParameterError
from helpers.core.groups import grouped
from helpers.core.tables import Record
from helpers.core.text import fold
from helpers.indicators.observed import Observation, Observed
from helpers.indicators.sources import Source
from helpers.indicators.tolerance import Interval, classify, printed_interval, sum_image

SUMMED = ("actual", "plan", "estimate")
FEWEST_PARTS = 2
FEWEST_COLUMNS = 2
"""In one column a member may be the sum of those below it by chance."""
OF_MEMBER = " - "
BELOW_A_COMMUNE = "commune"
Table = tuple[str, str, str, str]
"""File, sheet, period of the figures, dimension: kinds of village are one."""


@dataclass(frozen=True)
class SumOfDetails:
    """A total that is stated, and the sum of its parts in one table by one dimension.

    ``is_complete``: nothing else belongs to the parts, by the table or by the list of units.
    ``is_only``: no other breakdown gives another sum.
    """

    code: str
    measure: str
    dimension: str
    whole: Observation
    parts: Mapping[str, Observation]
    ranges: tuple[Interval, ...] = ()
    is_complete: bool = False
    is_only: bool = True

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum((part.value or Decimal(0) for part in self.parts.values()), Decimal(0))

    @property
    def possible(self) -> Interval:
        """What the parts allow as printed."""
        return sum_image(self.ranges)

    @property
    def verdict(self) -> str:
        """As ``classify`` has it; agrees too where one kind of place alone gives the total."""
        stated = self.whole.value or Decimal(0)
        verdict = classify(stated, self.whole.decimal_places, self.total, self.possible)
        kinds = {part.partition("=")[0] for part in self.parts} if verdict != "agrees" else ()
        for kind in kinds:
            of_kind = [p.value or Decimal(0) for m, p in self.parts.items() if _is_of(m, kind)]
            if len(of_kind) < len(self.parts) and sum(of_kind) == stated:
                return "agrees"
        return verdict

    @property
    def is_contradiction(self) -> bool:
        """True where the total is wrong, and not only parts that are not listed."""
        is_more = self.total > (self.whole.value or Decimal(0))
        return self.verdict == "contradiction" and (is_more or self.is_complete)

    @property
    def replaces(self) -> bool:
        """True where the sum takes the place of the total: its parts are all there, and no other
        breakdown says otherwise. Else one of the parts may be wrong, and the total right."""
        return self.is_contradiction and self.is_complete and self.is_only


def _is_of(member: str, kind: str) -> bool:
    return member.partition("=")[0] == kind


@cache
def _kinds_of_village() -> frozenset[str]:
    return frozenset(vocabulary()["places"][BELOW_A_COMMUNE].values())


def one_dimension(name: str) -> str:
    """What dimensions with this name have in common: «buôn» and «thôn» divide a commune alike."""
    return BELOW_A_COMMUNE if name in _kinds_of_village() else name


def sums_of_details(
    records: Iterable[Record], now: Observed, catalogues: Catalogues, unit: str
) -> list[SumOfDetails]:
    """Every total of the unit that has details by one dimension, with their sum."""
    groups: dict[Table, dict[tuple[str, str], dict[str, Observation]]] = {}
    periods = ("", str(catalogues.period), str(catalogues.period.year))
    for row in records:
        part, measure = str(row["breakdown"] or ""), str(row["measure"])
        is_wanted = measure in SUMMED and part and ";" not in part and row["value"] is not None
        if not is_wanted or row["value_period"] not in periods:
            continue
        period, dimension = str(row["value_period"]), one_dimension(part.partition("=")[0])
        table = groups.setdefault((str(row["file"]), str(row["sheet"]), period, dimension), {})
        table.setdefault((str(row["indicator"]), measure), {})[part] = Observation.of(row)
    units = _members_of(unit, catalogues)
    columns = grouped(
        ((file, sheet, kind), _values(parts))
        for (file, sheet, _, kind), of_table in groups.items()
        for parts in of_table.values()
    )
    within = {sheet: within_others(figures) for sheet, figures in columns.items()}
    tables = [
        list(_of_table(of_table, within[file, sheet, kind], now, catalogues))
        for (file, sheet, _, kind), of_table in groups.items()
    ]
    return list(_with_others([found for sums in tables for found in _judged(sums, units)]))


def _of_table(
    groups: Mapping[tuple[str, str], Mapping[str, Observation]],
    beside: Collection[str],
    now: Observed,
    catalogues: Catalogues,
) -> Iterator[SumOfDetails]:
    """The sums of one table, without the members that others of it contain."""
    for (code, measure), every in groups.items():
        parts = {name: part for name, part in every.items() if name not in beside}
        indicator, whole = catalogues.indicators.get(code), now.get(code, measure)
        if indicator is None or indicator.aggregation != "sum" or whole is None:
            continue
        unit = indicator.unit_of_measure
        ranges = tuple(r for p in parts.values() if (r := printed_interval(p, unit)))
        if whole.value is not None and FEWEST_PARTS <= len(parts) == len(ranges):
            kinds = dict.fromkeys(part.partition("=")[0] for part in every)
            yield SumOfDetails(code, measure, ", ".join(kinds), whole, parts, ranges)


def _values(parts: Mapping[str, Observation]) -> dict[str, Decimal]:
    return {name: part.value or Decimal(0) for name, part in parts.items()}


def within_others(columns: Sequence[Mapping[str, Decimal]]) -> set[str]:
    """The members of a table, in its order, that others of it contain.

    By their names ("central budget - investment"), or where several columns show that a member
    is the sum of those right below it.
    """
    members = list(dict.fromkeys(member for column in columns for member in column))
    within = {m for m in members for other in members if m.startswith(f"{other}{OF_MEMBER}")}
    for first, member in enumerate(members):
        known = [column for column in columns if column.get(member)]
        if len(known) < FEWEST_COLUMNS or member in within:
            continue
        for end in range(first + 1 + FEWEST_PARTS, len(members) + 1):
            below = members[first + 1 : end]
            if all(column[member] == sum(column.get(m, 0) for m in below) for column in known):
                within |= set(below)
                break
    return within


def _judged(sums: Collection[SumOfDetails], units: frozenset[str]) -> Iterator[SumOfDetails]:
    """All parts are there where another column with the same rows adds up, or by their names."""
    adding = [s for s in sums if s.verdict == "agrees" and _has_several(s)]
    for each in sums:
        names = {fold(member.partition("=")[2]) for member in each.parts}
        beside = any(s.parts.keys() == each.parts.keys() for s in adding if s is not each)
        yield replace(each, is_complete=beside or bool(units) and units <= names)


def _has_several(found: SumOfDetails) -> bool:
    return sum(bool(part.value) for part in found.parts.values()) >= FEWEST_PARTS


def _members_of(unit: str, catalogues: Catalogues) -> frozenset[str]:
    """Folded names of all units directly below; none where the catalogue has none."""
    known, day = catalogues.units, catalogues.period.end
    try:
        below = known.children(known.find(unit, day), day)
    except ParameterError:
        return frozenset()
    return frozenset(fold(each.name_vi) for each in below)


def _with_others(sums: Collection[SumOfDetails]) -> Iterator[SumOfDetails]:
    for each in sums:
        same = [s for s in sums if (s.code, s.measure) == (each.code, each.measure)]
        others = {s.total for s in same if s.is_contradiction or s.verdict == "agrees"}
        yield replace(each, is_only=others <= {each.total})


def recomputed_totals(sums: Iterable[SumOfDetails]) -> dict[tuple[str, str], SumOfDetails]:
    """The totals that their parts contradict, where one sum alone can take their place."""
    return {(s.code, s.measure): s for s in sums if s.replaces}


def sources_of(found: SumOfDetails) -> list[Source]:
    """The source cells of the parts."""
    return [part.source for part in found.parts.values()]
