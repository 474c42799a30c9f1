"""What stands of a case already, and whether it still follows from what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pyarrow import parquet

from helpers.stages.case import Case
from helpers.stages.lineage import raw_folders
from helpers.stages.manifest import (
    files,
    hashes,
    read_manifest,
    shaping_hashes,
    versions,
)

LEAVES: dict[str, tuple[str, ...]] = {
    "01_clean": (
        *("observations", "programme", "texts", "documents", "heading"),
        *("cleaning_log", "quarantine"),
    ),
    "02_indicators": ("indicators", "findings"),
    "03_trends": ("charts",),
}
"""The tables that each stage leaves for the next ones."""


@dataclass(frozen=True)
class Standing:
    """A finished report against now: paths that differ since, by their content.

    ``sources``: raw files that came, went or changed; ``rules``: catalogues, code and versions;
    ``edited``: files of the report that were changed after it was made; ``lost``: those gone.
    ``failure``: why the last batch could not make it.
    """

    finished: datetime | None = None
    sources: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    failure: str = ""

    @property
    def is_current(self) -> bool:
        return self.finished is not None and not (self.sources or self.rules or self.lost)


def standing_of(case: Case) -> Standing:
    """How the report of a case stands, by its manifest; nothing where there is no report."""
    workspace, key = case.workspace, case.unit.key
    manifest = read_manifest(workspace, str(case.period), key) or {}
    if not manifest.get("outputs"):
        return Standing(failure=manifest.get("reason", ""))
    folders = raw_folders(workspace, case.catalogues.units, case.unit, case.period)
    sources = hashes(workspace, [path for folder in folders for path in files(folder)])
    catalogues, code = shaping_hashes(workspace)
    rules = catalogues | code | versions()
    were = {**manifest["catalogues"], **manifest["code"], **manifest["versions"]}
    made = {name: sha for name, sha in manifest["outputs"].items() if "/notebooks/" not in name}
    there = [workspace.root / name for name in made if (workspace.root / name).is_file()]
    now = hashes(workspace, there)
    return Standing(
        finished=datetime.fromisoformat(manifest["finished"]).astimezone(),
        sources=_different(manifest["inputs"], sources),
        rules=tuple(name for name in _different(were, rules) if _concerns(case, name)),
        edited=_different({name: made[name] for name in now}, now),
        lost=tuple(name for name in made if name not in now),
    )


def _different(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    names = sorted({*before, *now})
    return tuple(name for name in names if before.get(name) != now.get(name))


def _concerns(case: Case, name: str) -> bool:
    """False for corrections of another unit."""
    return "/corrections/" not in name or name.endswith(f"/{case.unit.key}.csv")


def rows_of(case: Case, stage: str) -> dict[str, int]:
    """Tables that a stage has left: name → rows."""
    folder = case.workspace.processed(case.period, case.unit.key)
    paths = {name: folder / f"{name}.parquet" for name in LEAVES[stage]}
    return {n: parquet.read_metadata(p).num_rows for n, p in paths.items() if p.exists()}
