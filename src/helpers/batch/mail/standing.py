"""Whether a unit's report may go out: there, as it was made, up to date, without contradictions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256 as hash_of
from pathlib import Path

from helpers.batch.jobs import NOT_SHAPING, RECIPIENTS, plan_jobs, read_manifest
from helpers.batch.work import FAILED
from helpers.ground.catalogues import load_catalogues
from helpers.ground.errors import InputError
from helpers.ground.messages import say
from helpers.ground.periods import Period
from helpers.ground.tables import read_table
from helpers.ground.workspace import Workspace
from helpers.stages.lineage import raw_folders
from helpers.stages.manifest import files, hashes, sha256, shaping_hashes

ATTACHED = (".html", ".pdf", ".docx")
SHOWN_TABLES = ("indicators", "charts")
STALE, CONTRADICTIONS = DOUBTS = ("stale", "contradictions")


@dataclass(frozen=True)
class Standing:
    """``refusal`` says why nothing can go out; ``doubts`` why not unless somebody allows it.

    ``version`` is the hash of the names and contents of ``attached``.
    """

    unit: str
    refusal: str = ""
    doubts: dict[str, str] = field(default_factory=dict)
    attached: tuple[Path, ...] = ()
    version: str = ""
    contradictions: int = 0
    digests: dict[Path, str] = field(default_factory=dict, repr=False)

    def is_unchanged(self) -> bool:
        """True while files and tables are what they were when the report was made."""
        return all(path.is_file() and sha256(path) == d for path, d in self.digests.items())


def standings(
    workspace: Workspace, period: Period, units: Iterable[str], lang: str
) -> list[Standing]:
    """How the reports of units stand now, by their manifests and the files themselves."""
    manifests = {unit: read_manifest(workspace, str(period), unit) for unit in units}
    planned = _fingerprints(workspace, period, manifests)
    return [
        _standing(workspace, period, unit, manifest, planned.get(unit), lang)
        for unit, manifest in manifests.items()
    ]


def _standing(
    workspace: Workspace,
    period: Period,
    unit: str,
    manifest: dict | None,
    fingerprint: str | None,
    lang: str,
) -> Standing:
    if manifest is None:
        return Standing(unit, say("mail.no_report", lang))
    if manifest.get("outcome") == FAILED:
        return Standing(unit, say("mail.failed_report", lang))
    attached = {
        name: digest
        for name, digest in manifest["outputs"].items()
        if Path(name).suffix in ATTACHED
    }
    shown = {
        name: digest
        for name, digest in manifest.get("tables", {}).items()
        if Path(name).stem in SHOWN_TABLES
    }
    digests = {workspace.root / name: digest for name, digest in (attached | shown).items()}
    is_whole = attached and len(shown) == len(SHOWN_TABLES)
    if not is_whole or not Standing(unit, digests=digests).is_unchanged():
        return Standing(unit, say("mail.changed_report", lang))
    errors = manifest["summary"].get("errors", 0)
    doubts = {}
    is_current = (
        fingerprint == manifest["fingerprint"]
        if fingerprint
        else not _differs(workspace, period, unit, manifest)
    )
    if not is_current:
        doubts[STALE] = say("mail.stale_report", lang)
    if errors:
        doubts[CONTRADICTIONS] = say("mail.contradictions", lang, count=errors)
    ordered = sorted(attached, key=lambda name: ATTACHED.index(Path(name).suffix))
    paths = tuple(workspace.root / name for name in ordered)
    text = json.dumps(attached, sort_keys=True)
    version = hash_of(text.encode("utf-8")).hexdigest()
    return Standing(unit, "", doubts, paths, version, errors, digests)


def _fingerprints(
    workspace: Workspace, period: Period, manifests: dict[str, dict | None]
) -> dict[str, str]:
    """What a batch would note now for the reports that it made, by unit."""
    alike: dict[tuple, list[str]] = {}
    for unit, manifest in manifests.items():
        if manifest and manifest.get("fingerprint"):
            keeps = any("/notebooks/" in name for name in manifest["outputs"])
            values = manifest["parameters"]
            alike.setdefault((values["lang"], *values["formats"], keeps), []).append(unit)
    return {
        job.unit: job.fingerprint
        for (lang, *formats, keeps), units in alike.items()
        for job in plan_jobs(
            workspace, period, units, lang=lang, formats=tuple(formats), keep_notebooks=keeps
        )
    }


def _differs(workspace: Workspace, period: Period, unit: str, manifest: dict) -> bool:
    """For a report that no batch made: whether anything that its manifest recorded is new."""
    units = load_catalogues(workspace, period).units
    folders = raw_folders(workspace, units, units.find(unit, period.end), period)
    catalogues, code = shaping_hashes(workspace)
    now = {
        "inputs": hashes(workspace, [path for folder in folders for path in files(folder)]),
        "catalogues": catalogues,
        "code": code,
    }
    return any(
        _shaping(now[part]) != _shaping(manifest[part]) for part in now
    ) or _has_newer_members(workspace, period, unit, manifest)


def _shaping(digests: dict[str, str]) -> dict[str, str]:
    ignored = (*NOT_SHAPING, RECIPIENTS)
    return {n: d for n, d in digests.items() if not any(part in n for part in ignored)}


def _has_newer_members(workspace: Workspace, period: Period, unit: str, manifest: dict) -> bool:
    """True where a report that a roll-up is made of was made again after it."""
    try:
        members = set(read_table(workspace, unit, period, "contributions")["member"])
    except InputError:
        return False
    found = (read_manifest(workspace, str(period), member) for member in members)
    return any(m.get("finished", "") > manifest["started"] for m in found if m)
