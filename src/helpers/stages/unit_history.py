"""Where the figures of a unit are: its own, earlier ones, or those of other units."""

from pathlib import Path

from helpers.cleaning.readers import list_inputs
from helpers.core.catalogues.units import Unit, Units
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace, is_period


def units_by_period(
    workspace: Workspace, units: Units, unit: Unit, period: Period
) -> dict[Period, list[Unit]]:
    """Earlier periods of the same kind with figures → the units that sent them, oldest first.

    A period before the unit was formed counts only where all of its former units went wholly into
    it and each has sent files: a part of them would look like a fall.
    """
    source_units = {}
    for past in earlier_periods(workspace, period):
        former, is_complete = units.origins(unit, past.end)
        has_all = all(_has_files(workspace.raw(past, sender.key)) for sender in former)
        if former and is_complete and has_all:
            source_units[past] = former
    return source_units


def _has_files(folder: Path) -> bool:
    """True where an office sent something; a folder that was only prepared has nothing to read."""
    try:
        return bool(list_inputs(folder)[0])
    except InputError:
        return False


def earlier_periods(workspace: Workspace, period: Period) -> list[Period]:
    """Periods of the same kind before this one that anybody sent files of, oldest first."""
    raw = workspace.root / "data" / "raw"
    found = (Period.parse(f.name) for f in raw.glob("*") if f.is_dir() and is_period(f.name))
    return sorted(past for past in found if past < period and past.same_kind(period))


def raw_folders(workspace: Workspace, units: Units, unit: Unit, period: Period) -> list[Path]:
    """Folders that a report is made from: of earlier periods, then of this one."""
    earlier = units_by_period(workspace, units, unit, period)
    folders = [
        workspace.raw(past, u.key) for past, source_units in earlier.items() for u in source_units
    ]
    return [*folders, workspace.raw(period, unit.key)]


def members_by_period(
    workspace: Workspace, units: Units, unit: Unit, period: Period
) -> dict[Period, list[Unit]]:
    """The units right below in each period of this kind that has tables, this period last.

    Before a reorganisation those of that time.
    """
    found = {}
    for past in _periods_with_tables(workspace, period):
        parents, _ = units.origins(unit, past.end)
        found[past] = [below for p in parents for below in units.children(p, past.end)]
    return found


def _periods_with_tables(workspace: Workspace, period: Period) -> list[Period]:
    processed = workspace.root / "data" / "processed"
    found = {Period.parse(f.name) for f in processed.glob("*/") if is_period(f.name)}
    return sorted({p for p in found if not period < p and p.same_kind(period)} | {period})


def member_tables(workspace: Workspace, units: Units, unit: Unit, period: Period) -> list[Path]:
    """The indicators that a roll-up reads: of the units below, and of the units below these."""
    members = members_by_period(workspace, units, unit, period)
    below = [members_by_period(workspace, units, member, period) for member in members[period]]
    paths = {
        workspace.processed(past, member.key) / "indicators.parquet"
        for found in (members, *below)
        for past, those in found.items()
        for member in those
    }
    return sorted(path for path in paths if path.is_file())
