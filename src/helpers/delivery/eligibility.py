"""Whether a unit's report may go out: there, as it was made, current, without contradictions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256 as hash_of
from pathlib import Path

from helpers.checks.decisions import DECIDED, decisions_file, load_decisions, settle
from helpers.core.catalogues.chains import Chain, load_chains
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.tables import read_table, records_of
from helpers.core.workspace import Workspace
from helpers.export.formats import FORMATS
from helpers.stages.freshness import KEPT_TABLES, ReportFreshness, freshness_of
from helpers.stages.input_hashes import sha256, shared_inputs
from helpers.stages.manifest import FAILED, read_manifest
from helpers.stages.report_files import is_of_chain

ATTACHED = tuple(known.suffix for known in FORMATS if known.is_attached)
STALE, CONTRADICTIONS = WARNINGS = ("stale", "contradictions")


@dataclass(frozen=True)
class SendEligibility:
    """Of one unit's report to one side, ``chain``.

    ``refusal``: why nothing can go out; ``warnings``: why nothing goes out unless it is allowed.

    ``version`` is the hash of the names and contents of ``attached``.
    """

    unit: str
    refusal: str = ""
    chain: Chain | None = None
    warnings: dict[str, str] = field(default_factory=dict)
    attached: tuple[Path, ...] = ()
    version: str = ""
    contradictions: int = 0
    digests: dict[Path, str] = field(default_factory=dict, repr=False)

    @property
    def code(self) -> str:
        """The code of the side."""
        return self.chain.chain if self.chain else ETHNIC

    def is_unchanged(self) -> bool:
        """True while files and tables are what they were when the report was made."""
        return all(path.is_file() and sha256(path) == d for path, d in self.digests.items())


def eligibilities(
    workspace: Workspace, period: Period, units: Iterable[str], lang: str
) -> list[SendEligibility]:
    """Whether the reports of units may go out now, to each side that has one.

    Raises CatalogueError.
    """
    shared, chains = shared_inputs(workspace, period), load_chains(workspace)
    found: list[SendEligibility] = []
    for unit in units:
        manifest = read_manifest(workspace, str(period), unit)
        freshness = freshness_of(workspace, period, unit, shared=shared)
        names = [Path(name) for name in (manifest or {}).get("outputs", {})]
        made = [c for c in chains.values() if any(is_of_chain(name, c) for name in names)]
        found += [
            _eligibility(workspace, (unit, chain), manifest, freshness, lang)
            for chain in made or [chains[ETHNIC]]
        ]
    return found


def _eligibility(
    workspace: Workspace,
    unit_and_side: tuple[str, Chain],
    manifest: dict | None,
    freshness: ReportFreshness,
    lang: str,
) -> SendEligibility:
    unit, chain = unit_and_side
    if manifest is None:
        return SendEligibility(unit, message("delivery.no_report", lang), chain)
    if manifest.get("outcome") == FAILED:
        return SendEligibility(unit, message("delivery.failed_report", lang), chain)
    attached = {
        name: digest
        for name, digest in manifest["outputs"].items()
        if Path(name).suffix in ATTACHED and is_of_chain(Path(name), chain)
    }
    shown = {
        name: digest
        for name, digest in manifest.get("tables", {}).items()
        if Path(name).stem in KEPT_TABLES
    }
    is_complete = attached and len(shown) == len(KEPT_TABLES)
    if not is_complete or not freshness.is_as_made:
        return SendEligibility(unit, message("delivery.changed_report", lang), chain)
    errors = _undecided(workspace, unit, manifest)
    warnings = {}
    if not freshness.is_current:
        warnings[STALE] = message("delivery.stale_report", lang)
    counted = {"contradictions": errors, "grave": manifest["summary"].get("grave", 0)}
    if any(counted.values()):
        found = (message(f"delivery.{key}", lang, count=n) for key, n in counted.items() if n)
        warnings[CONTRADICTIONS] = "; ".join(found)
    ordered = sorted(attached, key=lambda name: ATTACHED.index(Path(name).suffix))
    paths = tuple(workspace.root / name for name in ordered)
    digests = {workspace.root / name: digest for name, digest in (attached | shown).items()}
    version = hash_of(json.dumps(attached, sort_keys=True).encode("utf-8")).hexdigest()
    return SendEligibility(unit, "", chain, warnings, paths, version, errors, digests)


def _undecided(workspace: Workspace, unit: str, manifest: dict) -> int:
    """How many contradictions nobody has settled."""
    errors = manifest["summary"].get("errors", 0)
    period = Period.parse(manifest["parameters"]["period"])
    decisions = load_decisions(decisions_file(workspace, period, unit))
    if not decisions:
        return errors
    findings, indicators = (
        records_of(read_table(workspace, unit, period, name)) for name in ("findings", "indicators")
    )
    settled = settle(findings, decisions, manifest["parameters"]["lang"], indicators)
    return sum(settlement.status != DECIDED for settlement in settled)
