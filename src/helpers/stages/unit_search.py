"""Units that a text may mean, as commands and the start notebook list them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from helpers.core.catalogues.units import Unit, Units
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.owed_reports import owed_sentences

SHOWN_UNITS = 40
"""Rows that fit a screen; a longer list asks for more of the name."""
LISTED_WITHOUT_SEARCH = ("province",)
"""Levels that are listed where nothing is searched for: 34 rows instead of 3,355."""


@dataclass(frozen=True)
class UnitList:
    """Units with the columns that tell them apart, and sentences about those of another time."""

    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...]


def list_units(
    units: Units,
    text: str,
    period: Period,
    on_hand: Collection[str],
    workspace: Workspace | None = None,
) -> UnitList:
    """Units whose name, key or code has ``text``; without a text the provinces and ``on_hand``.

    Units of ``period`` come first; those of another time are listed with what they became. Of a
    single one also what it owes, by the packs of ``workspace``.
    """
    day = period.end
    if text.strip():
        found = units.search(text, day)
    else:
        wanted = [u for u in units.rows if u.valid_on(day)]
        found = [u for u in wanted if u.level in LISTED_WITHOUT_SEARCH or u.key in on_hand]
    shown = found[:SHOWN_UNITS]
    rows = tuple(_row(units, unit, day, on_hand) for unit in shown)
    sentences = [*_sentences(units, found, shown, text, period)]
    if workspace and len(found) == 1 and found[0].valid_on(day):
        sentences += owed_sentences(workspace, found[0], period)
    return UnitList(rows, tuple(sentences))


def columns() -> tuple[str, ...]:
    """The titles of the rows' cells."""
    names = ("key", "code", "name", "level", "validity", "raw")
    return tuple(message(f"cli.unit_{name}") for name in names)


def _row(units: Units, unit: Unit, day: date, on_hand: Collection[str]) -> tuple[str, ...]:
    mark = "✓" if unit.key in on_hand and unit.valid_on(day) else ""
    above = (message(f"cli.level_{unit.level}"), *(u.name_vi for u in units.above(unit)))
    return (unit.key, unit.code, unit.name_vi, ", ".join(above), validity(unit), mark)


def validity(unit: Unit) -> str:
    """From when to when a unit is valid; empty where the catalogue knows no bound."""
    bounds = (("from", unit.valid_from), ("to", unit.valid_to))
    known = [message(f"cli.unit_{name}", day=f"{day:%d/%m/%Y}") for name, day in bounds if day]
    return ", ".join(known)


def _sentences(
    units: Units, found: list[Unit], shown: list[Unit], text: str, period: Period
) -> Iterator[str]:
    if not found:
        yield message("cli.no_unit", text=text)
    if len(found) > len(shown):
        yield message("cli.more_units", count=len(found) - len(shown))
    for unit in shown:
        if not unit.valid_on(period.end):
            yield became_sentence(units, unit)


def became_sentence(units: Units, unit: Unit) -> str:
    """What a unit of another time is in the period: its successors, or from when it exists."""
    fields = {"unit": unit.name_vi, "code": unit.key, "validity": validity(unit)}
    new = ", ".join(
        message("cli.unit_part" if is_part else "cli.unit_whole", unit=u.name_vi, code=u.key)
        for u, is_whole in units.became(unit)
        for is_part in (not is_whole and unit.level != "district",)
    )
    return message("cli.unit_became" if new else "cli.unit_other_time", **fields, units=new)
