"""What a run came to, read from its tables: counts, and lines for one screen."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pandas import DataFrame

from helpers.checks.decisions import DECIDED
from helpers.checks.outlier_findings import OTHER_UNIT
from helpers.checks.whole_tables import CHECKS as CHECKS_OF_TABLES
from helpers.cleaning.cleaning_log import FAILED
from helpers.core.errors import InputError
from helpers.core.messages import message
from helpers.core.tables import Row, records_of
from helpers.narrative.facts import count_facts
from helpers.stages.report_files import FACTS
from helpers.stages.unit_period import UnitPeriod

SHOWN_IN_LINE = ("subject", "stated", "computed")
SHOWN_CELLS = 6
"""Addresses listed of a kind of refusal, before the rest is counted."""
REPAIRED_TEXT = ("mojibake", "tcvn3", "vni", "windows_1258", "bytes_lost", "encoding_uncertain")
"""Rules of the log by which the words of a file were read otherwise than they stand in it."""
MEASURED_TABLES = ("observations", "programme", "cleaning_log", "quarantine", "findings")


class RunSummary(NamedTuple):
    """Counts by their names, and a line for each grave finding, kind of refusal and repair."""

    counts: dict[str, int]
    findings: list[str]
    refusals: list[str]
    repairs: list[str]


def summary_of(unit_period: UnitPeriod, stages: list[str]) -> RunSummary:
    """What the tables hold after ``stages``; findings of an earlier run are none of a cleaning.

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
        return RunSummary(counts, [], refusals, repairs)
    settled = unit_period.settlements(findings, unit_period.read("indicators"))
    done = [settlement.finding for settlement in settled if settlement.status == DECIDED]
    counts |= {"errors": len(settled) - len(done), "decided": len(done)}
    for name, severity in (("grave", "error"), ("warnings", "warning"), ("notes", "note")):
        counts[name] = int((findings["severity"] == severity).sum())
    counts["grave"] -= len(settled)
    facts = unit_period.workspace.reports(unit_period.period, unit_period.unit.key) / FACTS
    if facts.exists():
        counts["facts"] = count_facts(facts.read_text(encoding="utf-8"))
    grave = [row for row in grave_findings(findings) if row not in done]
    return RunSummary(counts, [finding_line(row) for row in grave], refusals, repairs)


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
