"""Precision and recall of the findings about figures of unusual size, on invented provinces.

Usage: python scripts/outlier_bench.py [--clean] [-v] [-m] SEED ...   (tables, one line of JSON)

Each seed is a province of 24 units with four earlier periods, its faults planted at three times the
usual rate (--clean: none). A finding is true where the row that it names, of this period or of the
year before, holds a planted figure of the wrong size; every other one is a false alarm (-v lists
them, -m what was missed).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from demo_score import UNUSUAL

from helpers.cli.guard import guarded
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.tables import Record, records_of
from helpers.core.workspace import Workspace
from helpers.demo.build import KEY_FILE, build_demo
from helpers.demo.faults import MISSCALED
from helpers.stages.unit_period import open_unit_period

UNITS, YEARS, FAULT_RATE = 24, range(2019, 2024), 0.06
SIZES = (*MISSCALED, "digit_slip")
"""Kinds of faults by which a figure has the wrong size."""


def main(arguments: list[str]) -> None:
    rate = 0.0 if "--clean" in arguments else FAULT_RATE
    total = Counter[str]()
    for seed in (int(argument) for argument in arguments if argument.isdigit()):
        with TemporaryDirectory() as folder:
            total += measured(Path(folder) / "w", seed, rate)
    print(f"{'kind':>14} {'planted':>8} {'found':>6} {'recall':>7}")
    for kind in SIZES:
        planted, found = total[f"planted {kind}"], total[f"found {kind}"]
        print(f"{kind:>14} {planted:>8} {found:>6} {found / max(planted, 1):>7.3f}")
    print(f"{'findings':>24} {'true':>6} {'precision':>10}")
    for name in sorted(n.removeprefix("all ") for n in total if n.startswith("all ")):
        true, listed = total[f"true {name}"], total[f"all {name}"]
        print(f"{name:>24} {listed:>6} {true:>6} {true / listed:>10.3f}")
    listed, true = (total[f"{word} findings"] for word in ("all", "true"))
    planted, found = (sum(total[f"{word} {k}"] for k in SIZES) for word in ("planted", "found"))
    print(json.dumps({
        "units": total["units"], "findings": listed,
        "per_unit": round(listed / max(total["units"], 1), 3),
        "precision": round(true / max(listed, 1), 4), "recall": round(found / max(planted, 1), 4),
    }))  # fmt: skip


def measured(root: Path, seed: int, rate: float) -> Counter[str]:
    """Counts of one province: planted and found by kind; all and true by check and severity."""
    periods = [Period(year, "H", 1) for year in YEARS]
    build_demo(root, units=UNITS, periods=periods, seed=seed, fault_rate=rate)
    faults = json.loads((root / KEY_FILE).read_text(encoding="utf-8"))["faults"]
    kinds = {_cell(fault, periods[-1]): fault["kind"] for fault in faults if fault["kind"] in SIZES}
    counts = Counter[str]()
    readable = set()
    found = set()
    for unit in sorted({fault["unit"] for fault in faults} | _units(root, periods[-1])):
        for row in findings(root, unit, periods[-1]):
            cell = (unit, row["file"], row["sheet"], _row(row))
            names = ("findings", row["check"], row["severity"])
            counts.update(f"all {name}" for name in names)
            if cell in kinds:
                counts.update(f"true {name}" for name in names)
                found.add(cell)
            elif "-v" in sys.argv:
                print(seed, unit, *(row[n] for n in SHOWN), sep=" | ", flush=True)
        readable.add(unit)
    counts["units"] = len(readable)
    for cell, kind in kinds.items():
        if "/" not in str(cell[1]):
            counts[f"planted {kind}"] += 1
            counts[f"found {kind}"] += cell in found
            if cell not in found and "-m" in sys.argv:
                print("missed", kind, *cell, sep=" | ")
    return counts


SHOWN = ("check", "severity", "subject", "stated", "computed", "formula", "file", "cell")


def findings(root: Path, unit: str, period: Period) -> Iterator[Record]:
    """The findings of unusual size of one unit; none of one whose files cannot be read."""
    unit_period = open_unit_period(workspace=Workspace(root), unit=unit, period=str(period))
    try:
        unit_period.clean_with_history()
    except InputError:
        return
    indicators = unit_period.compute_with_history()
    rows = records_of(unit_period.check(indicators))
    yield from (row for row in rows if row["verdict"] == UNUSUAL)


def _units(root: Path, period: Period) -> set[str]:
    return {path.name for path in (root / "data" / "raw" / str(period)).iterdir()}


def _cell(fault: dict[str, str], period: Period) -> tuple[str, ...]:
    earlier = "" if fault["period"] == str(period) else f"{fault['period']}/"
    return (fault["unit"], f"{earlier}{fault['file']}", fault["sheet"], _row(fault))


def _row(record: Record) -> str:
    """The row of a cell: a slip is recorded at the percentage beside the figure."""
    return str(record["cell"] or "").lstrip("ABCDEFGHIJKLMNOP")


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
