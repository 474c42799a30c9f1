"""What a batch has to do: the units, and which are done already."""

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.freshness import freshness_of
from helpers.stages.input_hashes import SharedInputs


@dataclass(frozen=True)
class Job:
    """One report to be made."""

    workspace: Workspace
    unit: str
    period: str
    lang: str
    formats: tuple[str, ...]
    keep_notebooks: bool = False
    chains: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, object]:
        """As the notebooks take them."""
        return {
            "unit": self.unit,
            "period": self.period,
            "lang": self.lang,
            "formats": list(self.formats),
            "chains": list(self.chains),
        }


def plan_jobs(
    workspace: Workspace,
    period: Period,
    units: Iterable[str],
    *,
    lang: str,
    formats: tuple[str, ...],
    keep_notebooks: bool,
    chains: tuple[str, ...] = (),
) -> list[Job]:
    """A job per unit. A name that is no unit's fails like any other, and stops nobody."""
    choices = (lang, formats, keep_notebooks, chains)
    return [Job(workspace, unit, str(period), *choices) for unit in units]


def is_done(job: Job, shared: SharedInputs | None = None) -> bool:
    """True where the report that the job asks for is there and current. Raises CatalogueError."""
    found = freshness_of(
        job.workspace, Period.parse(job.period), job.unit, asked=job.parameters, shared=shared
    )
    return found.is_current and (found.has_notebooks or not job.keep_notebooks)
