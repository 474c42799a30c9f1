"""The manifest of a report: what went in, what made it, what came out, and how long it took."""

import json
from datetime import UTC, datetime

from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace, write_text
from helpers.stages.input_hashes import ReportInputs, files, hashes
from helpers.stages.runner import StageRun
from helpers.stages.set_aside import OutputFolder
from helpers.stages.unit_period import UnitPeriod

FAILED = "failed"
"""The outcome that a manifest records of a unit whose report could not be made."""
RECORDED = {"finished": str, "seconds_by_stage": dict, "parameters": dict, "outputs": dict}
"""What the manifest of every finished report has, of any version of the program."""


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
        **vars(inputs),
        "parameters": unit_period.parameters.model_dump(),
        "tables": hashes(workspace, files(workspace.processed(period, unit), "*.parquet")),
        "outputs": hashes(workspace, OutputFolder(workspace, reports).written()),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    write_text(reports / "manifest.json", text + "\n")


def read_manifest(workspace: Workspace, period: str, unit: str) -> dict | None:
    """The manifest of a report, or None where it is not there, was cut off or is another file."""
    try:
        path = workspace.reports(Period.parse(period), unit) / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, ParameterError):
        return None
    is_failure = isinstance(manifest, dict) and isinstance(manifest.get("reason"), str)
    is_report = isinstance(manifest, dict) and all(
        isinstance(manifest.get(name), kind) for name, kind in RECORDED.items()
    )
    return manifest if is_failure or is_report else None
