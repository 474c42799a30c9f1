"""What a batch has to do: the units, the fingerprint of each, and which are done already."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.ground.catalogues import load_catalogues
from helpers.ground.catalogues.units import Units
from helpers.ground.errors import InputError, ParameterError
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace
from helpers.stages.lineage import raw_folders
from helpers.stages.manifest import (
    files,
    hashes,
    read_manifest,
    shaping_hashes,
    versions,
)

ALL = "all"
# Code that drives batches, prints, mails or invents does not shape a unit's report.
NOT_SHAPING = (
    *("src/helpers/cli/", "src/helpers/demo/", "notebooks/05_", "notebooks/06_", "/mail"),
    *(
        f"src/helpers/batch/{name}"
        for name in ("cluster", "jobs", "overview", "pool", "run", "summary", "warming")
    ),
)
# To whom a report goes does not shape it.
RECIPIENTS = "recipients.csv"
# Of these the fingerprint holds what concerns the unit, not the whole file.
OWN_PART = ("units.csv", "unit_successors.csv", "units_sources.md", "corrections/", RECIPIENTS)


@dataclass(frozen=True)
class Job:
    """One report to be made."""

    workspace: Workspace
    unit: str
    period: str
    lang: str
    formats: tuple[str, ...]
    fingerprint: str
    keep_notebooks: bool = False


def select_units(workspace: Workspace, period: Period, wanted: str) -> list[str]:
    """Keys of units: ``all`` that sent files, a list ``a,b``, or ``@file`` with one per line.

    Raises ParameterError for a file that is not there, InputError where nobody sent files.
    """
    if wanted == ALL:
        folder = workspace.root / "data" / "raw" / str(period)
        keys = sorted(path.name for path in folder.glob("*") if path.is_dir())
        if not keys:
            raise InputError("batch.no_units", folder=workspace.relative(folder))
        return keys
    if not wanted.startswith("@"):
        return [key.strip() for key in wanted.split(",") if key.strip()]
    path = Path(wanted[1:])
    if not path.is_file():
        raise ParameterError("batch.no_list", file=path.name)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def plan_jobs(
    workspace: Workspace,
    period: Period,
    units: Iterable[str],
    *,
    lang: str,
    formats: tuple[str, ...],
    keep_notebooks: bool,
) -> list[Job]:
    """A job per unit with the fingerprint of everything that its report depends on.

    A name that is no unit's has none: its job fails like any other, and stops nobody.
    """
    catalogues, code = shaping_hashes(workspace)
    shared = {
        "parameters": {"lang": lang, "formats": formats, "notebooks": keep_notebooks},
        "catalogues": _without(catalogues, OWN_PART),
        "code": _without(code, NOT_SHAPING),
        "versions": versions(),
    }
    catalogue = load_catalogues(workspace, period).units
    return [
        Job(
            workspace,
            unit,
            str(period),
            lang,
            formats,
            _fingerprint(workspace, period, unit, catalogue, shared),
            keep_notebooks,
        )
        for unit in units
    ]


def _fingerprint(
    workspace: Workspace, period: Period, unit: str, catalogue: Units, shared: dict[str, object]
) -> str:
    try:
        own = _own(workspace, period, unit, catalogue)
    except ParameterError:
        return ""
    return fingerprint_of(shared | own)


def _without(found: dict[str, str], parts: tuple[str, ...]) -> dict[str, str]:
    return {path: digest for path, digest in found.items() if not any(p in path for p in parts)}


def _own(workspace: Workspace, period: Period, key: str, units: Units) -> dict[str, object]:
    """The unit's rows of the catalogue, its raw files of this kind of period, its corrections."""
    unit = units.find(key, period.end)
    folders = raw_folders(workspace, units, unit, period)
    raw = [path for folder in folders for path in files(folder)]
    names = [f"corrections/{folder.parent.name}/{folder.name}.csv" for folder in folders]
    corrections = [path for path in map(workspace.reference, names) if path.exists()]
    senders = {folder.name for folder in folders}
    rows = [row.model_dump(mode="json") for row in units.rows if row.key in senders]
    return {"unit": rows, "raw": hashes(workspace, [*raw, *corrections])}


def fingerprint_of(parts: dict[str, object]) -> str:
    """SHA-256 of everything that a report is made from."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8")).hexdigest()


def is_done(job: Job) -> bool:
    """True where the report stands as its manifest says, made from the same things."""
    manifest = read_manifest(job.workspace, job.period, job.unit)
    if manifest is None or manifest.get("fingerprint") != job.fingerprint:
        return False
    outputs = manifest.get("outputs", {})
    paths = [job.workspace.root / name for name in outputs]
    if not outputs or not all(path.is_file() for path in paths):
        return False
    return hashes(job.workspace, paths) == outputs
