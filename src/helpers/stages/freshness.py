"""Is a report current? Batches, the mail and the start notebook all ask here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.input_hashes import (
    ReportInputs,
    SharedInputs,
    inputs_of,
    sha256,
    shaping_parameters,
    shared_inputs,
)
from helpers.stages.manifest import SHARED, read_manifest
from helpers.stages.set_aside import OutputFolder
from helpers.stages.unit_run import ROLL_UP

KEPT_TABLES = ("indicators", "charts")
"""Tables that others read after a report is made: roll-ups, mail, the index of a batch."""
EXECUTED = "/notebooks/"
UNITS = "data/reference/units.csv"


@dataclass(frozen=True)
class ReportFreshness:
    """A finished report against now: names of what differs since, by content.

    ``has_same_inputs``: what it was made from is the same. If not: ``parameters`` that are asked
    for now and were not then; ``sources``: raw files and corrections; ``members``: indicators of
    the units below; ``rules``: catalogues, code and versions. All empty where the manifest of an
    older program does not record enough to decide.
    ``tables``, ``edited``, ``lost``: tables and files that are no longer as they were made;
    ``published``: files that the program itself wrote since, from a notebook at the desk.
    ``has_notebooks``: the executed notebooks are there.
    ``failure``: why the last batch could not make it.
    """

    finished: datetime | None = None
    has_same_inputs: bool = False
    parameters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    has_notebooks: bool = False
    failure: str = ""

    @property
    def is_as_made(self) -> bool:
        """True where report and tables are what they were when it was finished."""
        differs = self.tables or self.edited or self.published or self.lost
        return self.finished is not None and not differs

    @property
    def is_current(self) -> bool:
        """True where making the report again would change nothing."""
        return self.is_as_made and self.has_same_inputs


def freshness_of(
    workspace: Workspace,
    period: Period,
    unit: str,
    *,
    asked: Mapping[str, object] | None = None,
    shared: SharedInputs | None = None,
) -> ReportFreshness:
    """Whether the report of a unit is current; without a date where there is none.

    ``asked``: the parameters of the report that somebody wants, without them those that it was
    made with. ``shared``: see ``shared_inputs``; to be given where many units are asked for.
    Raises CatalogueError.
    """
    manifest = read_manifest(workspace, str(period), unit) or {}
    if not manifest.get("outputs"):
        return ReportFreshness(failure=manifest.get("reason", ""))
    shared = shared or shared_inputs(workspace, period)
    made = {name: sha for name, sha in manifest["outputs"].items() if EXECUTED not in name}
    now = _hashes_now(workspace, made)
    tables = {
        name: sha
        for name, sha in manifest.get("tables", {}).items()
        if Path(name).stem in KEPT_TABLES
    }
    changed = _different({name: made[name] for name in now}, now)
    folder = OutputFolder(workspace, workspace.reports(period, unit))
    ours = set(map(workspace.relative, folder.written())) if changed else set()
    stages = manifest["seconds_by_stage"]
    notebooks = workspace.reports(period, unit) / "notebooks"
    return ReportFreshness(
        finished=datetime.fromisoformat(manifest["finished"]).astimezone(),
        **_changes(manifest, shared, unit, asked or manifest["parameters"]),
        tables=_different(tables, _hashes_now(workspace, tables)),
        edited=tuple(name for name in changed if name not in ours),
        published=tuple(name for name in changed if name in ours),
        lost=tuple(name for name in made if name not in now),
        has_notebooks=all((notebooks / f"{stage}.ipynb").is_file() for stage in stages),
    )


def _changes(
    manifest: dict, shared: SharedInputs, unit: str, values: Mapping[str, object]
) -> dict[str, Any]:
    """Whether the inputs are the same, and the names of those that are not."""
    is_roll_up = ROLL_UP in manifest["seconds_by_stage"]
    try:
        now = inputs_of(shared, unit, values, is_roll_up=is_roll_up)
    except ParameterError:
        return {"rules": (UNITS,)}
    if manifest.get("fingerprint") == now.fingerprint:
        return {"has_same_inputs": True}
    is_recorded = {"unit_rows", *SHARED} <= manifest.keys()
    return _named_changes(manifest, now) if is_recorded else {}


def _named_changes(manifest: dict, now: ReportInputs) -> dict[str, object]:
    units = (UNITS,) if manifest["unit_rows"] != now.unit_rows else ()
    parts = ((manifest[part], getattr(now, part)) for part in SHARED)
    return {
        "parameters": _different(shaping_parameters(manifest["parameters"]), now.parameters),
        "sources": _different(manifest["inputs"], now.inputs),
        "members": _different(manifest["members"], now.members),
        "rules": (*units, *(name for before, after in parts for name in _different(before, after))),
    }


def _hashes_now(workspace: Workspace, names: Mapping[str, str]) -> dict[str, str]:
    """Of the files that are still there."""
    paths = {name: workspace.root / name for name in names}
    return {name: sha256(path) for name, path in paths.items() if path.is_file()}


def _different(before: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    names = sorted({*before, *now})
    return tuple(name for name in names if before.get(name) != now.get(name))
