"""What a batch has to do: the units, and which are done already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.core.errors import InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.freshness import freshness_of
from helpers.stages.input_hashes import SharedInputs

ALL = "all"


@dataclass(frozen=True)
class Job:
    """One report to be made."""

    workspace: Workspace
    unit: str
    period: str
    lang: str
    formats: tuple[str, ...]
    keep_notebooks: bool = False

    @property
    def parameters(self) -> dict[str, object]:
        """As the notebooks take them."""
        return {
            "unit": self.unit,
            "period": self.period,
            "lang": self.lang,
            "formats": list(self.formats),
        }


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
    """A job per unit. A name that is no unit's fails like any other, and stops nobody."""
    return [Job(workspace, unit, str(period), lang, formats, keep_notebooks) for unit in units]


def is_done(job: Job, shared: SharedInputs | None = None) -> bool:
    """True where the report that the job asks for is there and current. Raises CatalogueError."""
    found = freshness_of(
        job.workspace, Period.parse(job.period), job.unit, asked=job.parameters, shared=shared
    )
    return found.is_current and (found.has_notebooks or not job.keep_notebooks)
