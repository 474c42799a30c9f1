"""Run the notebooks of one unit and period through papermill, and keep only what succeeded."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from helpers.core.errors import (
    CatalogueError,
    InputError,
    InternalError,
    ParameterError,
    ReportError,
    StorageError,
)
from helpers.core.failures import record_failure
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.redaction import without_paths
from helpers.core.workspace import State, Workspace, atomic_path, state_of
from helpers.stages.compat import LocalKernelManager
from helpers.stages.parameters import NOTEBOOKS, UNIT_NOTEBOOKS, StageParameters, validated
from helpers.stages.set_aside import OutputFolder

KERNEL = "python3"
GIVEN_CELL = 1
"""Papermill puts the parameters given into a cell of their own."""
# Errors whose message was written for the user.
USER_ERRORS = {
    kind.__name__
    for kind in (ReportError, CatalogueError, InputError, ParameterError, StorageError)
}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class StageRun:
    """One executed notebook: its name and how long it took in seconds."""

    stage: str
    seconds: float


def run_stages(
    workspace: Workspace,
    parameters: dict[str, object],
    stages: list[str],
    progress: Progress = lambda stage, done, total: None,
    engine: str | None = None,
    keep_notebooks: bool = True,
) -> list[StageRun]:
    """Execute ``stages`` in order for one unit and period.

    ``engine`` names a papermill engine; without it every notebook gets a kernel of its own.
    Executed notebooks are put next to the report, or where they are not kept never written.
    Every stage's parameters are checked before the first one runs. Raises ParameterError, or
    ReportError ``stages.failed`` with the notebook, the cell and the reason.
    """
    plans = [(stage, stage_parameters(workspace, stage, parameters)) for stage in stages]
    runs: list[StageRun] = []
    for stage, given in plans:
        start = perf_counter()
        target = _target(workspace, stage, given) if keep_notebooks else None
        try:
            _execute(workspace, stage, given, progress, engine, target)
        except KeyboardInterrupt as error:
            done = ", ".join(run.stage for run in runs) or message("stages.none_done")
            error.add_note(message("stages.interrupted", stage=stage, done=done))
            raise
        if target is not None:
            _publish(workspace, given, target)
        runs.append(StageRun(stage, perf_counter() - start))
    return runs


def stage_parameters(
    workspace: Workspace, stage: str, parameters: dict[str, object]
) -> StageParameters:
    """The parameters of one stage, checked against its model and its notebook.

    Parameters that only another stage takes are left out. Raises ParameterError.
    """
    model = UNIT_NOTEBOOKS[stage]
    foreign = {name for other in NOTEBOOKS.values() for name in other.model_fields}
    accepted = {
        name: value
        for name, value in parameters.items()
        if name in model.model_fields or name not in foreign
    }
    given = validated(model, accepted)
    declared, _ = _contract(workspace.notebook(stage))
    if declared != set(model.model_fields):
        differing = ", ".join(sorted(declared ^ set(model.model_fields)))
        raise ParameterError("stages.contract_broken", notebook=stage, names=differing)
    return given


def _contract(notebook: Path) -> tuple[frozenset[str], int]:
    """The parameters that a notebook declares, and how many cells it has."""
    return _read_contract(notebook, state_of([notebook]))


@cache
def _read_contract(notebook: Path, state: State) -> tuple[frozenset[str], int]:
    declared = frozenset(papermill.inspect_notebook(str(notebook)))
    return declared, len(nbformat.read(notebook, as_version=4).cells)


def _execute(
    workspace: Workspace,
    stage: str,
    given: StageParameters,
    progress: Progress,
    engine: str | None,
    target: Path | None,
) -> None:
    """Run one notebook; what came of it is in ``target`` whether or not it succeeded."""
    total = _contract(workspace.notebook(stage))[1] + GIVEN_CELL
    progress(stage, 0, total)
    try:
        papermill.execute_notebook(
            str(workspace.notebook(stage)),
            target and str(target),
            parameters=given.model_dump(),
            kernel_name=KERNEL,
            engine_name=engine,
            progress_bar=False,
            kernel_manager_class=LocalKernelManager,
            resources={"metadata": {"path": str(workspace.root)}},
            on_cell_executed=lambda cell, cell_index, execute_reply: progress(
                stage, cell_index + 1, total
            ),
        )
    except PapermillExecutionError as error:
        if target:
            _cover_traces(target, workspace)
        raise _failure(workspace, stage, given.unit, error) from error
    progress(stage, total, total)


def _failure(
    workspace: Workspace, stage: str, unit: str, error: PapermillExecutionError
) -> ReportError:
    """What to raise for a notebook that stopped; the traceback of an unforeseen error is kept."""
    failed_cell = {"notebook": stage, "cell": error.exec_count}
    reason = without_paths(error.evalue, workspace)
    if error.ename == MemoryError.__name__:
        return StorageError("core.out_of_memory")
    if error.ename in USER_ERRORS:
        return ReportError("stages.failed", **failed_cell, reason=reason)
    file = record_failure(workspace, str(error), f"{stage}-{unit}")
    reason = message("stages.unexpected", kind=error.ename, reason=reason, file=file)
    return InternalError("stages.failed", **failed_cell, reason=reason)


def _target(workspace: Workspace, stage: str, given: StageParameters) -> Path:
    """Where a notebook is executed to before it is known to have succeeded."""
    folder = workspace.work(Period.parse(given.period), given.unit)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{stage}.ipynb"


def _publish(workspace: Workspace, given: StageParameters, executed: Path) -> None:
    """Move an executed notebook next to the report, without traces of this machine."""
    notebook = _without_traces(executed)
    outputs = OutputFolder(workspace, workspace.reports(Period.parse(given.period), given.unit))
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    outputs.replace(outputs.folder / "notebooks" / executed.name, text.encode("utf-8"))
    executed.unlink()


def _without_traces(executed: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(executed, as_version=4)
    for name in ("input_path", "output_path", "environment_variables"):
        notebook.metadata.get("papermill", {}).pop(name, None)
    return notebook


def _cover_traces(failed: Path, workspace: Workspace) -> None:
    """A notebook that stopped stays in the work folder for its developer, paths made relative."""
    notebook = _without_traces(failed)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.evalue = without_paths(output.evalue, workspace)
                output.traceback = [without_paths(text, workspace) for text in output.traceback]
    with atomic_path(failed) as temporary:
        nbformat.write(notebook, temporary)


def clear_work(workspace: Workspace, given: StageParameters) -> None:
    """Remove the work folder of a finished run."""
    shutil.rmtree(workspace.work(Period.parse(given.period), given.unit), ignore_errors=True)
