"""Where the earlier figures of a unit are: its own, or those of the units that it was made of."""

from __future__ import annotations

from pathlib import Path

from helpers.ground.catalogues.units import Unit, Units
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace, is_period


def units_by_period(
    workspace: Workspace, units: Units, unit: Unit, period: Period
) -> dict[Period, list[Unit]]:
    """Earlier periods of the same kind with figures → the units that sent them, oldest first.

    A period before the unit was formed counts only where all of its former units went wholly into
    it and each has sent files: a part of them would look like a fall.
    """
    senders = {}
    for past in earlier_periods(workspace, period):
        former, is_whole = units.origins(unit, past.end)
        has_all = all(workspace.raw(past, sender.key).is_dir() for sender in former)
        if former and is_whole and has_all:
            senders[past] = former
    return senders


def earlier_periods(workspace: Workspace, period: Period) -> list[Period]:
    """Periods of the same kind before this one that anybody sent files of, oldest first."""
    raw = workspace.root / "data" / "raw"
    found = (Period.parse(f.name) for f in raw.glob("*") if f.is_dir() and is_period(f.name))
    return sorted(past for past in found if past < period and past.same_kind(period))


def raw_folders(workspace: Workspace, units: Units, unit: Unit, period: Period) -> list[Path]:
    """Folders that a report is made from: of earlier periods, then of this one."""
    earlier = units_by_period(workspace, units, unit, period)
    folders = [workspace.raw(past, u.key) for past, senders in earlier.items() for u in senders]
    return [*folders, workspace.raw(period, unit.key)]
