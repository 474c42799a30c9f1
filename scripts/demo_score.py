"""How many planted faults a batch has found, and what it found that was not planted."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from helpers.core.periods import Period
from helpers.core.tables import read_together
from helpers.core.workspace import Workspace
from helpers.demo.build import KEY_FILE
from helpers.demo.faults import AMBIGUOUS, FILE_KINDS, MISSCALED

UNUSUAL = "unusual"
"""The verdict of every check that finds a figure far from what is expected."""
DETECTED_BY = {
    AMBIGUOUS: "numbers.ambiguous",
    "unreadable": "numbers.bad_grouping",
    "words": "numbers.not_a_number",
    "two_values": "numbers.two_values",
    "negative": "cleaning.below_minimum",
    "too_large": "cleaning.above_maximum",
    "date": "numbers.date_ate_number",
    "formula": "cleaning.formula_without_value",
    "script": "numbers.words_before",
    "duplicate": "cleaning.duplicate_differs",
    "unknown_label": "cleaning.unknown_label",
    "truncated": "reading.truncated",
    "text_as_workbook": "reading.not_a_spreadsheet",
    "empty_file": "reading.empty_file",
    "empty_workbook": "reading.empty_workbook",
    "lock_file": "cleaning.file_skipped",
    "missing_workbook": "cleaning.form_missing",
    "wrong_percentage": "stated_pct_plan",
    "digit_slip": "stated_pct_plan",
    **dict.fromkeys(MISSCALED, UNUSUAL),
    "empty_folder": "failed",
    "nothing_sent": "missing",
}
"""The rule of the quarantine, the check, or the status that reports each kind of planted fault."""
FORM_MISSING = "cleaning.form_missing"
NEED_FIGURES = ("wrong_percentage", "digit_slip")
Detected = tuple[str, str, str, str, str]
"""Rule, unit, file, sheet, cell."""


@dataclass
class Score:
    """Counts by kind.

    ``hidden`` need not be found: a percentage next to a figure that cannot be read, a figure of
    two meanings that the figures around it have decided, and one of the wrong size that nothing
    contradicts. False alarms about sizes are counted by scripts/outlier_bench.py, not here.
    """

    planted: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[dict] = field(default_factory=list)
    invented: list[Detected] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the faults that can be found which were found, 1 where there are none."""
        wanted = self.planted.total() - self.hidden.total()
        return self.found.total() / wanted if wanted else 1.0

    @property
    def precision(self) -> float:
        """Share of what was detected which was planted, 1 where nothing was detected."""
        detected = self.found.total() + len(self.invented)
        return self.found.total() / detected if detected else 1.0


def score_batch(workspace: Workspace, period: Period) -> Score:
    """Compare the tables of all units of ``period`` with the demo's answer key."""
    record = json.loads((workspace.root / KEY_FILE).read_text(encoding="utf-8"))
    faults = [fault for fault in record["faults"] if fault["period"] == str(period)]
    folder = workspace.root / "data" / "processed" / str(period)
    units = sorted(path.name for path in folder.iterdir() if path.is_dir())
    return scored(faults, {*in_tables(workspace, period, units), *_statuses(workspace, period)})


def scored(faults: Iterable[dict], detected: set[Detected]) -> Score:
    """Compare what was detected with what was planted (records of the answer key)."""
    faults, score = list(faults), Score()
    spoiled = {_row(fault) for fault in faults if fault["kind"] not in NEED_FIGURES}
    expected = set()
    for fault in faults:
        kind, detection = fault["kind"], _detection_of(fault)
        score.planted[kind] += 1
        expected.add(detection)
        if detection in detected:
            score.found[kind] += 1
        elif kind in (AMBIGUOUS, *MISSCALED) or (kind in NEED_FIGURES and _row(fault) in spoiled):
            score.hidden[kind] += 1
        else:
            score.missed.append(fault)
        # The form of a workbook that does not open counts as not sent too.
        if kind in FILE_KINDS:
            expected.add((FORM_MISSING, fault["unit"], "", "", ""))
    # The percentage beside a figure of the wrong size may be out of its range.
    wrong_rows = {_row(fault) for fault in faults if fault["kind"] in MISSCALED}
    score.invented = sorted(
        d for d in detected - expected if d[0] != UNUSUAL and _row_of(*d[1:]) not in wrong_rows
    )
    return score


def _row(fault: dict) -> tuple[str, str, str, str]:
    return _row_of(*(fault[name] for name in ("unit", "file", "sheet", "cell")))


def _row_of(unit: str, file: str, sheet: str, cell: str) -> tuple[str, str, str, str]:
    return (unit, file, sheet, (cell or "").lstrip("ABCDEFGHIJKLM"))


def _detection_of(fault: dict) -> Detected:
    rule, unit = DETECTED_BY[fault["kind"]], fault["unit"]
    if rule == FORM_MISSING:
        return (rule, unit, "", "", "")
    return (rule, unit, fault["file"], fault["sheet"], fault["cell"])


def in_tables(workspace: Workspace, period: Period, units: list[str]) -> Iterator[Detected]:
    """What quarantine and error findings of ``units`` list, and what is of unusual size."""
    source_cell = ["unit", "file", "sheet", "cell"]
    quarantine = read_together(workspace, units, period, "quarantine", ["rule", *source_cell])
    yield from zip(*quarantine.to_pydict().values(), strict=True)
    columns = [*source_cell, "check", "severity", "verdict"]
    for row in read_together(workspace, units, period, "findings", columns).to_pylist():
        cell = tuple(row[name] for name in source_cell)
        if row["verdict"] == UNUSUAL:
            yield (UNUSUAL, *cell)
        elif row["severity"] == "error":
            yield (row["check"], *cell)


def _statuses(workspace: Workspace, period: Period) -> Iterator[Detected]:
    path = workspace.root / "reports" / str(period) / "manifest.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    detected = {unit["unit"]: unit["status"] for unit in record["units"]} | record["others"]
    yield from (
        (status, unit, "", "", "")
        for unit, status in detected.items()
        if status in DETECTED_BY.values()
    )
