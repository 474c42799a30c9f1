"""The manifest beside a report: what went in, what made it, what came out, and how long it took."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from helpers.ground.errors import ParameterError
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace, write_text
from helpers.stages.case import Case
from helpers.stages.input_hashes import ReportInputs, files, hashes
from helpers.stages.runner import StageRun

NOT_HASHED = ("manifest.json",)


def write_manifest(
    case: Case,
    inputs: ReportInputs,
    runs: list[StageRun],
    counts: dict[str, int],
    started_at: datetime,
) -> None:
    """Write manifest.json into the report's folder; ``inputs`` as they were before the run."""
    workspace, period, unit = case.workspace, case.period, case.unit.key
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
        "parameters": case.parameters.model_dump(),
        "tables": hashes(workspace, files(workspace.processed(period, unit), "*.parquet")),
        "outputs": hashes(workspace, [p for p in files(reports) if p.name not in NOT_HASHED]),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    write_text(reports / "manifest.json", text + "\n")


def read_manifest(workspace: Workspace, period: str, unit: str) -> dict | None:
    """The manifest beside a report, or None where it is not there or was cut off."""
    try:
        path = workspace.reports(Period.parse(period), unit) / "manifest.json"
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, ParameterError):
        return None
