"""The manifest of a report: what went in, what made it, what came out, and how long it took.

The hashes of catalogues and code are the same for all reports that one program made: they are in
``reports/PERIOD/made-with/DIGEST.json``, and a manifest names that file in ``made_with``.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace, safe_code, write_text
from helpers.stages.input_hashes import ReportInputs, files, hashes
from helpers.stages.runner import StageRun
from helpers.stages.set_aside import OutputFolder
from helpers.stages.unit_period import UnitPeriod

FAILED = "failed"
"""The outcome that a manifest records of a unit whose report could not be made."""
RECORDED = {"finished": str, "seconds_by_stage": dict, "parameters": dict, "outputs": dict}
"""What the manifest of every finished report has, of any version of the program."""
SHARED, MADE_WITH = ("catalogues", "code", "versions"), "made_with"


def write_shared(workspace: Workspace, period: Period, parts: Mapping[str, object]) -> str:
    """Write what many reports have in common, once; its digest, by which manifests name it."""
    text = json.dumps({name: parts[name] for name in SHARED}, ensure_ascii=False, indent=1)
    digest = sha256(text.encode("utf-8")).hexdigest()[:16]
    path = _shared_file(workspace, period, digest)
    if not path.exists():
        write_text(path, text + "\n")
    return digest


def _shared_file(workspace: Workspace, period: Period, digest: str) -> Path:
    return workspace.root / "reports" / str(period) / "made-with" / f"{digest}.json"


def write_manifest(
    unit_period: UnitPeriod,
    inputs: ReportInputs,
    runs: list[StageRun],
    counts: dict[str, int],
    started_at: datetime,
) -> None:
    """Write manifest.json into the report's folder; ``inputs`` as they were before the run."""
    workspace, period, unit = unit_period.workspace, unit_period.period, unit_period.unit.key
    reports = workspace.reports(period, unit)
    manifest = {
        "unit": unit,
        "period": str(period),
        "fingerprint": inputs.fingerprint,
        "started": started_at.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds_by_stage": {run.stage: round(run.seconds, 2) for run in runs},
        "summary": counts,
        **{name: part for name, part in vars(inputs).items() if name not in SHARED},
        MADE_WITH: write_shared(workspace, period, vars(inputs)),
        "parameters": unit_period.parameters.model_dump(),
        "tables": hashes(workspace, files(workspace.processed(period, unit), ".parquet")),
        "outputs": hashes(workspace, OutputFolder(workspace, reports).written()),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    write_text(reports / "manifest.json", text + "\n")


def read_manifest(workspace: Workspace, period: str, unit: str) -> dict | None:
    """The manifest of a report, or None where it is not there, was cut off or is another file.

    With its shared part where that is at hand.
    """
    try:
        path = workspace.reports(Period.parse(period), unit) / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, ParameterError):
        return None
    is_failure = isinstance(manifest, dict) and isinstance(manifest.get("reason"), str)
    is_report = isinstance(manifest, dict) and all(
        isinstance(manifest.get(name), kind) for name, kind in RECORDED.items()
    )
    if not (is_failure or is_report):
        return None
    return manifest | _shared_part(workspace, Period.parse(period), str(manifest.get(MADE_WITH)))


def _shared_part(workspace: Workspace, period: Period, digest: str) -> dict:
    """Catalogues, code and versions; empty where they are not at hand, or not as written."""
    try:
        text = _shared_file(workspace, period, safe_code(digest)).read_text(encoding="utf-8")
        is_whole = sha256(text.removesuffix("\n").encode("utf-8")).hexdigest()[:16] == digest
        return json.loads(text) if is_whole else {}
    except (OSError, ValueError, ParameterError):
        return {}
