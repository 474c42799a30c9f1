"""One job of the command line: run stages for one unit, write the manifest, sum up."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from pandas import DataFrame

from helpers.checks.decisions import DECIDED
from helpers.checks.outlier_findings import OTHER_UNIT
from helpers.checks.whole_tables import CHECKS as CHECKS_OF_TABLES
from helpers.cleaning.cleaning_log import FAILED
from helpers.cleaning.readers import list_inputs
from helpers.core.errors import InputError
from helpers.core.messages import message
from helpers.core.tables import Row, records_of
from helpers.core.workspace import Workspace
from helpers.narrative.facts import count_facts
from helpers.stages.input_hashes import inputs_of, shared_inputs
from helpers.stages.manifest import write_manifest
from helpers.stages.parameters import STAGES
from helpers.stages.report_files import FACTS, notebooks_at_hand, outputs_at_hand
from helpers.stages.runner import Progress, clear_work, run_stages, stage_parameters
from helpers.stages.running import exclusive_run
from helpers.stages.set_aside import OutputFolder, kept_sentences
from helpers.stages.unit_period import UnitPeriod, open_unit_period

ROLL_UP = "05_province"
SHOWN_IN_LINE = ("subject", "stated", "computed")
IDENTITY = ("check", "subject", "stated", "computed", "file", "sheet", "cell")
"""Columns by which two findings are the same."""
SHOWN_CELLS = 6
"""Addresses listed of a kind of refusal, before the rest is counted."""
REPAIRED_TEXT = ("mojibake", "tcvn3", "vni", "windows_1258", "bytes_lost", "encoding_uncertain")
"""Rules of the log by which the words of a file were read otherwise than they stand in it."""
MEASURED_TABLES = ("observations", "programme", "cleaning_log", "quarantine", "findings")


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
        """True without quarantined input and without findings of severity error."""
        return not self.counts.get("quarantined") and not self.counts.get("errors")

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
            counts, findings, refusals, repairs = _summary(unit_period, stages)
            if is_complete_run:
                write_manifest(unit_period, inputs, runs, counts, started_at)
            clear_work(workspace, given)
    except Exception as error:
        for line in kept_sentences(outputs.kept(but=kept_before)):
            error.add_note(line)
        raise
    return Outcome(
        unit_name=unit_period.unit.name_vi,
        period=unit_period.period.label(),
        counts=_without_settled(counts),
        worst_findings=findings,
        outputs=_outputs(unit_period, outputs.folder),
        seconds=perf_counter() - start,
        set_aside=outputs.kept(but=kept_before),
        refusals=refusals,
        repairs=repairs,
        decided=decided,
    )


def _without_settled(counts: dict[str, int]) -> dict[str, int]:
    """The counts for a person: contradictions that were decided are no errors any more."""
    if not counts.get("decided"):
        return {name: count for name, count in counts.items() if name != "decided"}
    return counts | {"errors": counts["errors"] - counts["decided"]}


def _remove_notebooks(unit_period: UnitPeriod, outputs: OutputFolder) -> None:
    for path in notebooks_at_hand(unit_period.workspace, unit_period.period, unit_period.unit.key):
        outputs.remove(path)
    with suppress(OSError):  # not there, or with a person's own notebooks in it
        (outputs.folder / "notebooks").rmdir()


def _summary(
    unit_period: UnitPeriod, stages: list[str]
) -> tuple[dict[str, int], list[str], list[str], list[str]]:
    """Counts, findings, refusals, repairs; findings of an earlier run are none of a cleaning.

    Decided contradictions are counted, and not shown as findings.
    """
    tables = {}
    for name in MEASURED_TABLES:
        try:
            tables[name] = unit_period.read(name)
        except InputError:
            continue
    has_raw = unit_period.workspace.raw(unit_period.period, unit_period.unit.key).is_dir()
    counts = {"files": len(unit_period.inputs())} if has_raw else {}
    if "programme" in tables:
        figures = [tables[name]["value"].notna().sum() for name in ("observations", "programme")]
        counts["figures"] = int(sum(figures))
        counts["repaired"] = len(tables["cleaning_log"])
        counts["quarantined"] = len(tables["quarantine"])
        if failures := int((tables["quarantine"]["rule"] == FAILED).sum()):
            counts["program_failures"] = failures
    findings = tables.get("findings")
    refusals, repairs = (
        lines_of(records_of(tables[name])) if name in tables else []
        for name, lines_of in (("quarantine", refusal_lines), ("cleaning_log", repair_lines))
    )
    if findings is None or stages == ["01_clean"]:
        return counts, [], refusals, repairs
    for severity in ("error", "warning", "note"):
        counts[f"{severity}s"] = int((findings["severity"] == severity).sum())
    facts = unit_period.workspace.reports(unit_period.period, unit_period.unit.key) / FACTS
    if facts.exists():
        counts["facts"] = count_facts(facts.read_text(encoding="utf-8"))
    open_findings = _without_decided(unit_period, findings)
    counts["decided"] = len(findings) - len(open_findings)
    return counts, [finding_line(row) for row in grave_findings(open_findings)], refusals, repairs


def _without_decided(unit_period: UnitPeriod, findings: DataFrame) -> DataFrame:
    """The findings but for contradictions that a decision settles."""
    settled = unit_period.settlements(findings, unit_period.read("indicators"))
    done = [s.finding for s in settled if s.status == DECIDED]
    keys = {tuple(finding[name] for name in IDENTITY) for finding in done}
    is_open = [tuple(row[name] for name in IDENTITY) not in keys for row in records_of(findings)]
    return findings.loc[is_open]  # an empty list: no row, every column


def grave_findings(findings: DataFrame) -> Sequence[Row]:
    """Errors, and what says that a file or table is none of this unit's report."""
    is_error = findings["severity"] == "error"
    is_grave = is_error | findings["check"].isin((OTHER_UNIT, *CHECKS_OF_TABLES))
    return records_of(findings[is_grave])


def finding_line(row: Row) -> str:
    """One finding in one line: where, stated, computed or expected; else what to do."""
    if not row["stated"]:
        return message("stages.finding_to_do", subject=row["subject"], advice=row["advice"])
    kind = "unusual" if row.get("verdict") == "unusual" else "line" if row["computed"] else "limit"
    source_cell = " ".join(str(row[name]) for name in ("file", "sheet", "cell") if row[name])
    return message(
        f"stages.finding_{kind}",
        source_cell=source_cell,
        **{name: str(row[name]) for name in SHOWN_IN_LINE},
    )


def _outputs(unit_period: UnitPeriod, folder: Path) -> list[str]:
    workspace, period, unit = unit_period.workspace, unit_period.period, unit_period.unit.key
    found = {*outputs_at_hand(workspace, period, unit), folder / "manifest.json"}
    shown = sorted(path for path in found if path.parent == folder and path.is_file())
    return [workspace.relative(path) for path in shown]


def refusal_lines(quarantine: Iterable[Row]) -> list[str]:
    """A line for each group of refusals. ``quarantine`` are rows of that table."""
    return [refusal_line(rows) for rows in refusal_groups(quarantine)]


def refusal_groups(quarantine: Iterable[Row]) -> list[list[Row]]:
    """The rows by file, sheet and reason, in the order of the files; what is missing comes last."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in quarantine:
        groups.setdefault((row["file"], row["sheet"], row["rule"]), []).append(row)
    return sorted(groups.values(), key=lambda rows: not rows[0]["file"])


def refusal_line(rows: list[Row]) -> str:
    """Where, why, and how many more cells there are of the kind."""
    first, *others = rows
    names = [str(first[name]) for name in ("file", "sheet", "cell") if first[name]]
    line = ": ".join(filter(None, (" › ".join(names), str(first["reason"]))))
    if not others:
        return line
    cells = [str(row["cell"]) for row in others if row["cell"]][:SHOWN_CELLS]
    if len(cells) < len(others):
        return message("stages.refused_alike", line=line, count=len(others))
    return message("stages.refused_alike_in", line=line, cells=", ".join(cells))


def repair_lines(cleaning_log: Iterable[Row]) -> list[str]:
    """A line per file and kind of damage whose words were restored: how many cells, an example.

    ``cleaning_log`` are rows of that table.
    """
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in cleaning_log:
        if row["rule"] in REPAIRED_TEXT:
            groups.setdefault((row["file"], row["rule"]), []).append(row)
    lines = []
    for (file, rule), rows in groups.items():
        before, after = rows[0]["before"], rows[0]["after"]
        example = message(f"reading.rule_{rule}", before=before, after=after)
        lines.append(message("stages.text_repaired", file=file, count=len(rows), example=example))
    return lines
