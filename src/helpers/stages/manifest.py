"""The manifest beside a report: what went in, what made it, what came out, and how long it took."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

from helpers import __version__
from helpers.ground.errors import ParameterError
from helpers.ground.periods import Period
from helpers.ground.workspace import PROJECT_ROOT, Workspace, state_of, write_text
from helpers.stages.case import Case
from helpers.stages.lineage import raw_folders
from helpers.stages.runner import StageRun
from helpers.stages.set_aside import OutputFolder

PACKAGES = ("pandas", "matplotlib", "papermill", "nbconvert", "weasyprint", "babel", "jupyterlab")
CODE = {"src/helpers": ("*.py", "*.yml", "*.j2", "*.csv", "*.ttf"), "notebooks": ("*.ipynb",)}
# It starts the other notebooks, and is saved with other parameters every time.
NOT_SHAPING = ("00_start.ipynb",)


def write_manifest(
    case: Case,
    runs: list[StageRun],
    counts: dict[str, int],
    started_at: datetime,
    fingerprint: str | None = None,
) -> None:
    """Write manifest.json into the report's folder."""
    workspace, period, unit = case.workspace, case.period, case.unit.key
    reports = workspace.reports(period, unit)
    folders = raw_folders(workspace, case.catalogues.units, case.unit, period)
    raw = [path for folder in folders for path in files(folder)]
    catalogues, code = shaping_hashes(workspace)
    manifest = {
        "unit": unit,
        "period": str(period),
        "fingerprint": fingerprint,
        "parameters": case.parameters.model_dump(),
        "started": started_at.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds_by_stage": {run.stage: round(run.seconds, 2) for run in runs},
        "summary": counts,
        "versions": versions(),
        "inputs": hashes(workspace, raw),
        "catalogues": catalogues,
        "code": code,
        "tables": hashes(workspace, files(workspace.processed(period, unit), "*.parquet")),
        "outputs": hashes(workspace, OutputFolder(workspace, reports).written()),
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


def versions() -> dict[str, str]:
    """Versions of the program, of Python and of the packages that shape the result."""
    own = {"bao-cao-dan-toc": __version__, "python": platform.python_version()}
    return own | {name: version(name) for name in PACKAGES}


def hashes(workspace: Workspace, paths: list[Path]) -> dict[str, str]:
    """Relative path → SHA-256."""
    return {workspace.relative(path): sha256(path) for path in paths}


def shaping_hashes(workspace: Workspace) -> tuple[dict[str, str], dict[str, str]]:
    """Hashes of the catalogues and of the code, which all reports of a batch have in common."""
    state = (*workspace.reference_state(), *state_of(code_files()))
    return _shaping_hashes(workspace, state)


@lru_cache(maxsize=2)
def _shaping_hashes(workspace: Workspace, state: object) -> tuple[dict[str, str], dict[str, str]]:
    return hashes(workspace, catalogue_files(workspace)), hashes(workspace, code_files())


def sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()


def files(folder: Path, pattern: str = "*") -> list[Path]:
    """Files below a folder, in a stable order, but for hidden ones."""
    return sorted(
        path for path in folder.rglob(pattern) if path.is_file() and not path.name.startswith(".")
    )


def catalogue_files(workspace: Workspace) -> list[Path]:
    """The project's catalogues and those that the workspace puts in their place."""
    names = {
        path.relative_to(root / "data" / "reference").as_posix()
        for root in (PROJECT_ROOT, workspace.root)
        for path in files(root / "data" / "reference")
    }
    return [workspace.reference(name) for name in sorted(names)]


def code_files() -> list[Path]:
    """What the project makes reports with: helpers with their texts and templates, notebooks."""
    return [
        path
        for folder, globs in CODE.items()
        for glob in globs
        for path in files(PROJECT_ROOT / folder, glob)
        if path.name not in NOT_SHAPING
    ]
