"""Catalogue of administrative units, each valid for a span of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from helpers.core.catalogues.loading import (
    CatalogueRow,
    Entry,
    OptionalDate,
    OptionalText,
    load_entries,
    load_table,
)
from helpers.core.errors import ParameterError
from helpers.core.groups import grouped
from helpers.core.messages import message
from helpers.core.text import fold, short, slug
from helpers.core.workspace import State, state_of

Level = Literal["nation", "province", "district", "commune"]
ABOVE: dict[str, tuple[Level, ...]] = {
    "nation": (),
    "province": (),
    "district": ("province",),
    "commune": ("province", "district"),
}
"""Levels of the units that a unit may belong to."""
NEAR_NAMES = 3
LONGEST_NAME = 100
"""Letters of a name for which near ones are looked for."""


class Unit(CatalogueRow):
    """A province, district or commune: a code with a validity, never a code alone."""

    code: str
    key: str
    name_vi: str
    level: Level
    parent_code: OptionalText
    valid_from: OptionalDate
    valid_to: OptionalDate

    def valid_on(self, day: date) -> bool:
        """True where the unit exists on ``day``."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


NATION = Unit(
    code="vn", key="ca-nuoc", name_vi="Cả nước", level="nation",
    parent_code=None, valid_from=None, valid_to=None,
)  # fmt: skip
"""The whole country, above the provinces of any catalogue of units; itself no row of one."""


class Succession(CatalogueRow):
    """What became of a unit: all or a part of the old one went into the new one."""

    level: Level
    old_code: str
    new_code: str
    share: Literal["full", "partial"]
    date: date


def _check_parents(entries: Sequence[Entry[Unit]]) -> None:
    """Raise CatalogueError for a unit above that is unknown, or not above: nothing goes round."""
    levels = grouped((entry.row.code, entry.row.level) for entry in entries)
    for entry in entries:
        code = entry.row.parent_code
        if code and not {*levels.get(code, ())} & {*ABOVE[entry.row.level]}:
            key = "catalogues.parent_not_above" if code in levels else "core.dangling_code"
            raise entry.broken("parent_code", key, code=code, catalogue="units")


class Units:
    """All units of the catalogue, found by key or code on a day."""

    def __init__(self, rows: list[Unit], successions: Sequence[Succession] = ()) -> None:
        self.rows = rows
        self.successions = successions

    @classmethod
    def load(cls, path: Path, successors: Path | None = None) -> Units:
        """Read units.csv, and what became of units. Raises CatalogueError.

        The whole country is 26,000 rows, 0.25 s: what was read is used again as long as the files
        are unchanged, also by a workspace that replaces another catalogue file.
        """
        return _read(path, successors, state_of(filter(None, (path, successors))))

    @cached_property
    def _by_name(self) -> dict[str, list[Unit]]:
        return grouped((name, unit) for unit in self.rows for name in {unit.key, unit.code})

    def find(self, name: str, day: date) -> Unit:
        """The unit with this key or code on ``day``.

        Raises ParameterError: of a unit of another time with what it became, else with near names.
        """
        known = [NATION] if name == NATION.key else self._by_name.get(name, [])
        for unit in known:
            if unit.valid_on(day):
                return unit
        if known:
            raise self._of_another_time(known[-1], day)
        shown = short(str(name))
        wanted = slug(str(name)[:LONGEST_NAME])
        near = [f"{unit.key} ({unit.name_vi})" for unit in self._near(wanted, day)]
        hint = message("core.unit_hint", names=", ".join(near)) if near else ""
        raise ParameterError("core.unknown_unit", unit=shown, date=f"{day:%d/%m/%Y}", hint=hint)

    def _near(self, wanted: str, day: date) -> list[Unit]:
        """Up to three units: of that name, with or without the word for its level; then alike."""
        valid = {unit.key: unit for unit in self.rows if unit.valid_on(day)}
        named = [k for k, u in valid.items() if f"-{slug(u.name_vi)}".endswith(f"-{wanted}")]
        length = len(wanted.split("-"))
        # «ea-kly-dak-lak» is often given without its province.
        written = grouped((t, k) for k in valid for t in {k, "-".join(k.split("-")[:length])})
        alike = [key for text in get_close_matches(wanted, written) for key in written[text]]
        keys = dict.fromkeys([*named, *alike])
        return [valid[key] for key in keys][:NEAR_NAMES]

    def _of_another_time(self, unit: Unit, day: date) -> ParameterError:
        """The error for a unit that no longer is, or is not yet, on ``day``."""
        fields = {"unit": unit.name_vi, "code": unit.key, "date": f"{day:%d/%m/%Y}"}
        if unit.valid_to and unit.valid_to < day:
            became = ", ".join(f"{new.key} ({new.name_vi})" for new, _ in self.became(unit))
            hint = message("core.unit_became", units=became) if became else ""
            return ParameterError(
                "core.unit_ended", **fields, end=f"{unit.valid_to:%d/%m/%Y}", hint=hint
            )
        start, before = unit.valid_from, ""
        if start:
            origins, _ = self.origins(unit, start - timedelta(days=1))
            before = ", ".join(f"{old.key} ({old.name_vi})" for old in origins)
        hint = message("core.unit_was", units=before) if before else ""
        return ParameterError("core.unit_begins", **fields, start=f"{start:%d/%m/%Y}", hint=hint)

    def became(self, unit: Unit) -> list[tuple[Unit, bool]]:
        """What took the place of a unit that ended, and whether all of ``unit`` went into it.

        A district has no successor of its own: it is the units that its communes went into.
        """
        if unit.valid_to is None:
            return []
        change = unit.valid_to + timedelta(days=1)
        sources = [unit]
        if unit.level == "district" and ("district", unit.code, change) not in self._went_to:
            sources = self.children(unit, unit.valid_to)
        shares: dict[str, bool] = {}
        for source in sources:
            for row in self._went_to.get((source.level, source.code, change), []):
                shares[row.new_code] = row.share == "full" and shares.get(row.new_code, True)
        new = {
            code: u for code in shares for u in self._by_name.get(code, []) if u.valid_on(change)
        }
        is_divided = len(new) > 1
        return [(u, shares[code] and not is_divided) for code, u in new.items()]

    def search(self, text: str, day: date) -> list[Unit]:
        """Units of any time whose name, key or code has ``text``, those of ``day`` first.

        Marks may be left out. Where none has it, up to three with a name that is like it.
        """
        wanted, bare = fold(text[:LONGEST_NAME]), slug(text[:LONGEST_NAME])
        found = [u for u in self.rows if wanted in fold(f"{u.name_vi} {u.key} {u.code}")]
        if not found and bare:
            found = [u for u in self.rows if f"-{bare}" in f"-{slug(u.name_vi)}"]
        return sorted(found, key=lambda u: not u.valid_on(day)) or self.like(text, day)

    def like(self, text: str, day: date) -> list[Unit]:
        """Up to three units of ``day`` that may be meant by ``text``."""
        return self._near(slug(text[:LONGEST_NAME]), day)

    @cached_property
    def _went_to(self) -> dict[tuple[str, str, date], list[Succession]]:
        return grouped(((row.level, row.old_code, row.date), row) for row in self.successions)

    @cached_property
    def _came_from(self) -> dict[tuple[str, str, date], list[Succession]]:
        return grouped(((row.level, row.new_code, row.date), row) for row in self.successions)

    @cached_property
    def _days_of_change(self) -> list[date]:
        """The days on which units became others, the last first."""
        return sorted({row.date for row in self.successions}, reverse=True)

    def origins(self, unit: Unit, day: date) -> tuple[list[Unit], bool]:
        """The units that were on ``day`` what ``unit`` is now, and whether they are it exactly.

        A unit that already was there is its own origin. Not exactly: where only a part of an
        older unit went into it, or where an older one is unknown.
        """
        if unit.valid_from is None or unit.valid_from <= day:
            return [unit], True
        codes, is_exact = [unit.code], True
        for change in self._days_of_change:
            if change <= day:
                break
            before: list[str] = []
            for code in codes:
                rows = self._came_from.get((unit.level, code, change), [])
                is_exact &= all(row.share == "full" for row in rows)
                before += [row.old_code for row in rows] or [code]
            codes = list(dict.fromkeys(before))
        known = [
            u
            for code in codes
            for u in self._by_name.get(code, [])
            if u.level == unit.level and u.valid_on(day)
        ]
        return known, is_exact and len(known) == len(codes)

    def parent(self, unit: Unit, day: date) -> Unit | None:
        """The unit above, on ``day``; None for a province."""
        return self.find(unit.parent_code, day) if unit.parent_code else None

    def province(self, unit: Unit, day: date) -> Unit:
        """The highest unit above, on ``day``; a province is its own."""
        above = self.parent(unit, day)
        return unit if above is None else self.province(above, day)

    def above(self, unit: Unit) -> list[Unit]:
        """The units above, nearest first, as they were at the unit's own time."""
        found: list[Unit] = []
        while code := (found[-1] if found else unit).parent_code:
            upper = [u for u in self._by_name.get(code, []) if u.level in ABOVE[unit.level]]
            at_the_time = [u for u in upper if u.valid_to == unit.valid_to] or upper
            if not at_the_time:
                break
            found.append(at_the_time[0])
        return found

    def children(self, unit: Unit, day: date) -> list[Unit]:
        """The units right below, on ``day``, in the catalogue's order."""
        if unit.level == NATION.level:
            return [u for u in self.rows if u.level == "province" and u.valid_on(day)]
        return [u for u in self.rows if u.parent_code == unit.code and u.valid_on(day)]


@lru_cache(maxsize=2)
def _read(path: Path, successors: Path | None, state: State) -> Units:
    entries = list(load_entries([path], Unit))
    _check_parents(entries)
    successions = load_table(successors, Succession) if successors else ()
    return Units([entry.row for entry in entries], successions)
