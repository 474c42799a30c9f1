"""One job of the command line: run stages for one unit, write the manifest, sum up."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from helpers.cleaning.readers import list_inputs
from helpers.core.workspace import Workspace
from helpers.stages.input_hashes import inputs_of, shared_inputs
from helpers.stages.manifest import write_manifest
from helpers.stages.parameters import STAGES
from helpers.stages.report_files import notebooks_at_hand, outputs_at_hand
from helpers.stages.run_summary import summary_of
from helpers.stages.runner import Progress, clear_work, run_stages, stage_parameters
from helpers.stages.running import exclusive_run
from helpers.stages.set_aside import OutputFolder, kept_sentences
from helpers.stages.unit_period import UnitPeriod, open_unit_period

ROLL_UP = "05_province"


@dataclass(frozen=True)
class Outcome:
    """What a run came to, for one screen.

    ``refusals``: what could not be read and why; ``repairs``: files whose words were restored;
    ``set_aside``: where files went that a person edited; ``decided``: decisions that were read.
    """

    unit_name: str
    period: str
    counts: dict[str, int]
    worst_findings: list[str]
    outputs: list[str]
    seconds: float
    set_aside: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """True without quarantined input, undecided contradictions and grave doubts."""
        return not any(self.counts.get(name) for name in ("quarantined", "errors", "grave"))

    @property
    def has_failures(self) -> bool:
        """True where the program itself failed at a file or sheet."""
        return "program_failures" in self.counts


def run_unit(
    workspace: Workspace,
    parameters: dict[str, object],
    stages: list[str],
    progress: Progress,
    engine: str | None = None,
    keep_notebooks: bool = True,
) -> Outcome:
    """Run ``stages`` for one unit and period; publish notebooks and manifest.

    ``engine`` names a papermill engine. Raises ReportError for what a person must mend first; its
    notes name what was set aside.
    """
    start, started_at = perf_counter(), datetime.now(UTC)
    given = stage_parameters(workspace, stages[-1], parameters)
    unit_period = open_unit_period(type(given), workspace=workspace, **given.model_dump())
    # A code (063) and a key (bach-thong) name the same unit: one folder for both.
    given = given.model_copy(update={"unit": unit_period.unit.key})
    if stages[0] == next(iter(STAGES)):  # a missing folder is named before anything runs
        list_inputs(workspace.raw(unit_period.period, given.unit))
    outputs = OutputFolder(workspace, workspace.reports(unit_period.period, unit_period.unit.key))
    kept_before = outputs.kept()
    # Part of what the report is made from: read before that is recorded.
    decided = unit_period.take_decisions()
    is_roll_up, is_complete_run = stages == [ROLL_UP], stages in (list(STAGES), [ROLL_UP])
    if is_complete_run:
        shared = shared_inputs(workspace, unit_period.period)
        inputs = inputs_of(shared, unit_period.unit.key, given.model_dump(), is_roll_up=is_roll_up)
    try:
        with exclusive_run(workspace, unit_period.period, unit_period.unit.key):
            if not keep_notebooks:
                _remove_notebooks(unit_period, outputs)
            values = given.model_dump()
            runs = run_stages(workspace, values, stages, progress, engine, keep_notebooks)
            summary = summary_of(unit_period, stages)
            if is_complete_run:
                write_manifest(unit_period, inputs, runs, summary.counts, started_at)
            clear_work(workspace, given)
    except Exception as error:
        for line in kept_sentences(outputs.kept(but=kept_before)):
            error.add_note(line)
        raise
    return Outcome(
        unit_name=unit_period.unit.name_vi,
        period=unit_period.period.label(),
        counts={n: c for n, c in summary.counts.items() if c or n not in ("decided", "grave")},
        worst_findings=summary.findings,
        outputs=_outputs(unit_period, outputs.folder),
        seconds=perf_counter() - start,
        set_aside=outputs.kept(but=kept_before),
        refusals=summary.refusals,
        repairs=summary.repairs,
        decided=decided,
    )


def _remove_notebooks(unit_period: UnitPeriod, outputs: OutputFolder) -> None:
    for path in notebooks_at_hand(unit_period.workspace, unit_period.period, unit_period.unit.key):
        outputs.remove(path)
    with suppress(OSError):  # not there, or with a person's own notebooks in it
        (outputs.folder / "notebooks").rmdir()


def _outputs(unit_period: UnitPeriod, folder: Path) -> list[str]:
    workspace, period, unit = unit_period.workspace, unit_period.period, unit_period.unit.key
    found = {*outputs_at_hand(workspace, period, unit), folder / "manifest.json"}
    shown = sorted(path for path in found if path.parent == folder and path.is_file())
    return [workspace.relative(path) for path in shown]
