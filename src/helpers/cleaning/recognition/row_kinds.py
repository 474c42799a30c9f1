"""What the rows of a table are: indicators, or places, schools, peoples, funds, periods.

Rows that are other units than that of the report are left out: the total of several communes is
not that of one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helpers.cleaning.recognition.answers import merged
from helpers.cleaning.recognition.block import Block, bare_head
from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.labels import Row
from helpers.cleaning.recognition.model import FUND, RELIGION, SCHOOL_LEVEL, Breakdown
from helpers.cleaning.recognition.peoples import DIMENSION, names_several
from helpers.cleaning.recognition.place_columns import place_beside
from helpers.cleaning.recognition.places import (
    ABOVE,
    OWN,
    SAME_LEVEL,
    bare_name,
    place_below,
    place_named,
    says_whole,
    village_named,
    whose,
    zone_of,
)
from helpers.cleaning.recognition.programme_words import is_programme_row
from helpers.cleaning.recognition.table import Item
from helpers.cleaning.recognition.vocabulary import (
    group,
    head_words,
    is_religion,
    is_total,
    key,
    names_fund,
    plain,
    vocabulary,
)
from helpers.cleaning.stated_periods.labels import row_period
from helpers.cleaning.stated_periods.meaning import resolve
from helpers.cleaning.stated_periods.phrases import phrases_of

_NAME = r"\D+(?:\s\d[\d.]*)?"
"""A name, perhaps with a number: «Khu 2»."""
MOST = 0.6
"""Share of the rows that must be of one kind (places, funds, measures) for all to be."""


@dataclass
class RowKinds:
    """The kind of the rows of one table, and what each of them is."""

    block: Block
    rows: list[Row]
    context: Context
    beside: int = 0
    """The column of places beside the labels of the rows; 0: there is none."""

    def __post_init__(self) -> None:
        self._heads = self._label_heads()
        self._units = {row.number: self._whose(row) for row in self.rows}
        self.of_others = [row for row in self.rows if self._units[row.number] == SAME_LEVEL]
        self.kind = "place" if self.of_others else self._kind()
        names = [row.name for row in self.rows if not row.is_total and not row.is_group]
        bare = [name for name in names if not _names_place(name, self.context)]
        self._are_bare = self._are_places and len(bare) >= MOST * len(names)

    def _label_heads(self) -> list[str]:
        columns = [c for c in self.block.of_kind("label") if c != self.beside]
        heads = (t for c in columns for t in self.block.header_path(c)[-1:])
        return [bare_head(head) for head in heads]

    @property
    def _are_places(self) -> bool:
        return any(head in group("heads", "place") for head in self._heads)

    def _whose(self, row: Row) -> str:
        found = whose(row.name, self.context.unit)
        if found != OWN and row.place and whose(row.place, self.context.unit) != OWN:
            found = whose(row.place, self.context.unit)
        is_bare_own = self._are_places and key(row.name) == bare_name(self.context.unit)
        return OWN if is_bare_own else found

    def left_out(self) -> list[Row]:
        """Rows of other units, beside which the unit's own rows stand.

        Where none is its own, the table is perhaps none of the report: that is asked.
        """
        has_own = OWN in self._units.values()
        filled = [row for row in self.rows if not row.is_group]
        if self.of_others and not has_own and len(self.of_others) >= MOST * len(filled):
            self.context.foreign.append(("other_unit", self.of_others[0].name))
            return []
        found = [row for row in self.rows if self._units[row.number] in (SAME_LEVEL, ABOVE)]
        if self.of_others:
            totals = (r for r in filled if r.is_total and self._units[r.number] != OWN)
            found += [row for row in totals if row not in found]
        return found

    def _kind(self) -> str:
        filled = [row for row in self.rows if not row.is_group and not row.is_total]
        filled = [row for row in filled if not self._units[row.number]]
        if not filled:
            return "indicator"
        kinds = dict(_KINDS)
        named = [label for row in filled for label in _money_of(row) if not is_total(label)]
        if named or any(is_programme_row(label) for row in filled for label in row.path):
            del kinds["fund"]  # 'Vốn đầu tư' is a part of the money of a programme
        if any(_counts(row.name) for row in filled):  # «Số khẩu», and below it «- Tày», «- Dao»
            del kinds["people"]
        for kind, test in kinds.items():
            if sum(test(row.name, self.context) for row in filled) >= MOST * len(filled):
                return kind
        for kind in kinds:
            members = vocabulary()["member_heads"].get(kind, ())
            if members and any(head in group("member_heads", kind) for head in self._heads):
                return kind
        return "place" if self._are_places or self._are_units(filled) else "indicator"

    def _are_units(self, filled: list[Row]) -> bool:
        """True below «Đơn vị» for bare names beside one with its kind: «An Mẫu», «Thị trấn Mẫu»."""
        unit, level = self.context.unit, self.context.unit.level
        kinds = list(vocabulary()["places"][level])[:1]
        has_head = any(head in group("heads", "unit_or_place") for head in self._heads)
        named = [_names_place(row.name, self.context) for row in filled]
        if not has_head or not any(named):
            return False
        bare = [row for row, is_named in zip(filled, named, strict=True) if not is_named]
        are_names = all(place_named(row.name, unit, kinds) for row in bare)
        if are_names:
            self._heads = [*self._heads, *kinds]
        return are_names

    def settle(self, item: Item, row: Row) -> None:
        """Give an item its kind and its breakdown."""
        context = self.context
        if self.kind != "indicator" and (row.is_total or self._units[row.number] == OWN):
            item.kind = "total"
        elif self.kind != "indicator":
            item.kind = self.kind
            self._of_kind(item, row)
            if item.kind == "unknown" and self._is_part_of_total(row):
                item.kind = "part"
        elif row.is_group and _names_place(row.name, context):
            place = village_named(row.name, context.unit) or place_below(row.name, context.unit)
            item.breakdown = (place,) if place else ()
        elif _names_place(row.name, context) and not row.is_group:
            item.kind = "unknown"
        elif not row.is_group and (named := _money_of(row)):
            item.path, item.breakdown = named, ((FUND, _fund_of(row.path[len(named) :])),)
        is_of_all = row.is_total and row.place in ("", row.name)
        if self.beside and (self._is_of_one_place(row) or (row.place and not is_of_all)):
            self._at_place(item, row)

    def _is_of_one_place(self, row: Row) -> bool:
        """True for the total of a table whose rows are all of the one place that they name."""
        places = {other.place for other in self.rows if not other.is_total}
        is_one = row.is_total and len(places) == 1 and self._units[row.number] != OWN
        if is_one:
            row.place, row.is_place_open = places.pop(), False
        return is_one

    def _at_place(self, item: Item, row: Row) -> None:
        """Add the place that stands beside the label; a row without other label is asked."""
        found = place_beside(row.place, self.block, self.beside, self.context.unit)
        if found is None or row.name == row.place or row.is_place_open:
            item.kind = "unknown"
        elif found[0]:
            item.breakdown = merged((found,), item.breakdown)

    def _is_part_of_total(self, row: Row) -> bool:
        """True for 'Trong đó: hộ dân tộc thiểu số' below the row 'Cộng': a part of all places."""
        above = (other for other in reversed(self.rows) if other.number < row.number)
        whole = next((other for other in above if not other.is_part), None)
        return row.is_part and whole is not None and whole.is_total

    def _of_kind(self, item: Item, row: Row) -> None:
        context, name = self.context, row.name
        if self.kind == "place":
            self._of_place(item, row)
        elif self.kind == "people" and (people := context.peoples.member(name)):
            item.breakdown = ((DIMENSION, people),)
        elif self.kind == "people" and names_several(name):
            item.kind = "part"
        elif self._is_member_by_head(row):
            item.breakdown = ((DIMENSION if self.kind == "people" else RELIGION, plain(name)),)
            item.is_bare = True
        elif self.kind == "school" and self._names_school_level(name):
            item.breakdown = ((SCHOOL_LEVEL, name),)
        elif self.kind == "school" and self._names_one_school(name):
            item.breakdown = (("trường", name),)
        elif self.kind == "religion" and _names_religion(name, context):
            item.breakdown = ((RELIGION, name),)
        elif self.kind == "fund" and all(names_fund(each) or is_total(each) for each in row.path):
            item.breakdown = ((FUND, _fund_of(row.path)),)
        elif self.kind == "month" and _names_month(name, context):
            month = next(
                m for m in phrases_of(name, context.own.year) if m.kind in ("month", "quarter")
            )
            resolved = resolve(month, context.own, context.year)
            item.period = resolved.period if resolved else ""
            item.kind = "month" if resolved else "unknown"
        elif self.kind != "period" or not _names_period(name, context):
            item.kind = "unknown"

    def _is_member_by_head(self, row: Row) -> bool:
        """True for «Dân tộc khác», «Bà La Môn giáo»: below «Dân tộc», «Tôn giáo» any row is one."""
        of_kind = self.kind in ("people", "religion")
        heads = group("member_heads", self.kind) if of_kind else ()
        is_plain = not (row.is_part or row.path[:-1]) and not any(map(str.isdigit, row.name))
        return is_plain and any(head in heads for head in self._heads)

    def _of_place(self, item: Item, row: Row) -> None:
        unit, name = self.context.unit, row.name
        if re.match(vocabulary()["sums_of_some"], name):  # of some of them
            item.kind = "part"
            return
        village = village_named(name, unit, self._heads)
        if village:
            places = [place_below(label, unit) for label in (*row.path[:-1], name)]
            item.breakdown = (*[place for place in places if place][-1:], village)
            return
        found = zone_of(name) or place_below(name, unit)
        if not found and self._are_bare:
            found = place_named(name, unit, self._heads) or self._of_level(name)
            item.is_bare = found is not None
        if not found and (found := self._by_head(row)):
            item.is_bare = True
        item.breakdown = (found,) if found else ()
        item.kind = item.kind if found else "unknown"

    def _by_head(self, row: Row) -> tuple[str, str] | None:
        """The place that a numbered row is below «Thôn» among others: «Khu trung tâm Mẫu»."""
        kinds: dict[str, str] = vocabulary()["places"][self.context.unit.level]
        said = {kinds[head] for head in self._heads if head in kinds}
        is_numbered = row.numbering is not None and row.numbering.style == "digits"
        is_plain = is_numbered and not (row.is_part or row.is_group or row.path[:-1])
        is_named = row.name[:1].isupper() and not says_whole(row.name)
        is_name = is_named and re.fullmatch(_NAME, row.name.strip())
        return (said.pop(), plain(row.name)) if len(said) == 1 and is_plain and is_name else None

    def _of_level(self, name: str) -> tuple[str, str] | None:
        """The place that a bare name is below «Địa bàn»: of the level below that of the unit."""
        own, unit = self.context.own, self.context.unit
        level = vocabulary()["bare_places"].get(unit.level, {})
        ended = date.fromisoformat(vocabulary()["districts_ended"])
        kind = level.get("since" if own.end >= ended else "before", "")
        named = place_named(name, unit, [kind]) if kind else None
        return (named[0], plain(name)) if named else None

    def _names_one_school(self, name: str) -> bool:
        """True for «TH Mẫu» too, which below the names of other schools is no «thực hiện»."""
        short, _, rest = plain(name).partition(" ")
        is_short = key(short) in group("short_schools") and rest[:1].isupper()
        return is_short or _names_school(name, self.context)

    def _names_school_level(self, name: str) -> bool:
        """True for a level of schools, no school: 'Tiểu học', and all rows below 'Cấp học'."""
        bare = key(name).removeprefix("trường ").strip()
        is_below = any(head in group("member_heads", "school") for head in self._heads[:1])
        return is_below or bare in group("school_levels")


def _names_place(name: str, context: Context) -> bool:
    kinds = vocabulary()["places"].get(context.unit.level, {})
    is_kind = any(key(name).startswith(f"{kind} ") for kind in kinds)
    is_below = is_kind and place_below(name, context.unit) is not None
    return is_below or village_named(name, context.unit) is not None


def _names_school(name: str, context: Context) -> bool:
    return any(key(name).startswith(word) for word in group("schools"))


def _names_people(name: str, context: Context) -> bool:
    return bool(context.peoples.member(name))


def _counts(name: str) -> bool:
    """True for «Số hộ»: a row that is counted by itself, no member among others."""
    return any(key(name).startswith(f"{key(word)} ") for word in vocabulary()["counting"])


def _names_religion(name: str, context: Context) -> bool:
    return is_religion(name)


def _names_fund(name: str, context: Context) -> bool:
    return names_fund(name)


def _money_of(row: Row) -> tuple[str, ...]:
    """The labels of what 'NSTW' is the money of: 'Dự án 1 > NSTW'; () for any other row."""
    path = row.path
    while path and names_fund(path[-1]):
        path = path[:-1]
    return path if len(path) < len(row.path) else ()


def _names_month(name: str, context: Context) -> bool:
    found = phrases_of(name, context.own.year)
    return any(m.kind in ("month", "quarter") for m in found) and len(name.split()) <= 4


def _names_period(name: str, context: Context) -> bool:
    said = row_period((name,), context.own, context.year)
    return said.found is not None and said.found.resolved is not None and not said.names


_KINDS = {
    "place": _names_place,
    "school": _names_school,
    "people": _names_people,
    "religion": _names_religion,
    "fund": _names_fund,
    "month": _names_month,
    "period": _names_period,
}


def _fund_of(path: Iterable[str]) -> str:
    """'Ngân sách địa phương > Tỉnh' → 'ngân sách tỉnh'; 'NSTW > ĐTPT' → both."""
    found: list[str] = []
    for name in path:
        words, _ = head_words(key(name))
        for word in words:
            if word.gives == "fund":
                found.append(word.value)
            elif word.gives == "level":
                found = [vocabulary()["fund_levels"][word.value]]
    return " - ".join(dict.fromkeys(found))


def named_place(label: str, breakdown: Breakdown, context: Context) -> bool:
    """True for a label that says of which of the places of a breakdown a row is."""
    place = place_below(label, context.unit) if breakdown else None
    return place is not None and place in breakdown
