"""CPU and wall seconds of reports, made in several ways, on an invented province.

Usage: python scripts/bench.py [--units N] [--workers N] [--page PAGE] [--only SECTION ...]

i    the command lines of papermill and nbconvert, one after the other (two units: it is slow)
ii   papermill's Python API with kernels, in a pool of processes (six units)
iii  baocao batch
iv   the same functions without notebooks, in the same pool as iii

CPU seconds include child processes. Another load on the machine makes them longer: the seconds of a
fixed loop before and after say by how much. From 510 units on, also how memory grows. ``--only``
measures single sections: ways, parts, single, periods, batch, rollups.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from helpers.batch.jobs import Job, plan_jobs
from helpers.batch.pool import run_jobs
from helpers.batch.run import MIN_JOBS_FOR_WARM_UP, BatchOptions, BatchOutcome, run_batch
from helpers.batch.warming import warm_up
from helpers.batch.work import DONE, Result, peak_mb
from helpers.cli.guard import guarded
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.demo.build import build_demo
from helpers.stages.notebooks import trends
from helpers.stages.notebooks.report import Report, open_report
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit
from helpers.stages.unit_selection import select_units

PERIODS = [Period.parse("2022H1"), Period.parse("2023H1")]
HISTORIES = (2, 8, 16)
FORMATS = (("html",), ("html", "pdf"), ("html", "pdf", "docx", "xlsx"))
Jobs = dict[tuple[str, ...], list[Job]]
"""Formats → the reports to make in them."""
FEW = 8
GROWTH, AROUND = (100, 500), 10
ROLLED_UP = (100, 1000)
COMMUNES = 3321
"""All communes of the country since July 2025: how long would their reports take?"""


@dataclass(frozen=True)
class Spent:
    """Seconds of CPU, those of ended child processes among them, and seconds that passed."""

    cpu: float
    wall: float

    def each(self, count: int) -> "Spent":
        return Spent(self.cpu / count, self.wall / count)


def spent_on(work: Callable[[], object]) -> Spent:
    """What ``work`` takes."""
    start, before = perf_counter(), os.times()
    work()
    after = os.times()
    return Spent(sum(after[:4]) - sum(before[:4]), perf_counter() - start)


def fixed_loop() -> None:
    """Always the same work, without memory or disk."""
    total = Decimal(0)
    for number in range(400_000):
        total += Decimal(number) / 7


def by_command_line(jobs: list[Job], workers: int) -> None:
    papermill, nbconvert = (
        Path(sys.executable).with_name(name) for name in ("papermill", "jupyter-nbconvert")
    )
    for job in jobs:
        for stage, model in STAGES.items():
            values = {
                "unit": job.unit,
                "period": job.period,
                "formats": f"[{', '.join(job.formats)}]",
            }
            given = [
                part
                for name, value in values.items()
                if name in model.model_fields
                for part in (
                    ("-y", f"{name}: {value}") if name == "formats" else ("-r", name, value)
                )
            ]
            source = str(job.workspace.notebook(stage))
            target = str(job.workspace.root / f"{stage}.ipynb")
            command = [papermill, source, target, *given, "--no-progress-bar"]
            subprocess.run(command, check=True, capture_output=True, cwd=job.workspace.root)
        command = [nbconvert, "--to", "html", "--no-input", target]
        subprocess.run(command, check=True, capture_output=True, cwd=job.workspace.root)


def one_with_kernels(job: Job) -> None:
    values = {"unit": job.unit, "period": job.period, "formats": list(job.formats)}
    run_unit(job.workspace, values, list(STAGES), lambda *_: None)


def by_kernels(jobs: list[Job], workers: int) -> None:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(one_with_kernels, jobs))


def by_batch(jobs: list[Job], workers: int) -> BatchOutcome:
    outcome = run_batch(
        jobs[0].workspace, PERIODS[-1], jobs, BatchOptions(workers=workers, force=True)
    )
    assert not outcome.failed, outcome.failed[0]
    return outcome


def by_functions(jobs: list[Job], workers: int) -> None:
    warm_up(jobs[0], with_report=len(jobs) >= MIN_JOBS_FOR_WARM_UP * workers)
    list(run_jobs(jobs, one_plain, workers=workers, timeout=600))


WAYS: dict[str, tuple[Callable[[list[Job], int], object], int]] = {
    "i": (by_command_line, 2),
    "ii": (by_kernels, 6),
    "iii": (by_batch, 60),
    "iv": (by_functions, 60),
}
"""What to run, and for how many units at most: the slow ways show the same with few."""
RATIOS = (("i", "iii"), ("ii", "iii"), ("iii", "iv"))


def steps(job: Job) -> Iterator[tuple[str, Callable[[], object]]]:
    """The work of one report as plain function calls, by what it is for."""
    values = {"unit": job.unit, "period": job.period, "formats": list(job.formats)}
    unit_period = open_unit_period(ReportParameters, workspace=job.workspace, **values)

    def indicators() -> None:
        unit_period.save({"indicators": unit_period.compute_with_history()})
        unit_period.save({"findings": unit_period.check(unit_period.read("indicators"))})

    def charts() -> None:
        drawers = ("trends", "plan", "changes", "split", "programme")
        placed_charts = [
            d for name in drawers for d in getattr(trends, f"draw_{name}")(unit_period)
        ]
        unit_period.save({"charts": trends.charts_table(unit_period, placed_charts)})

    def on_result() -> None:
        report = open_report(unit_period)
        for compose in (report.opening, report.parts, report.closing, report.annexes):
            compose()
        report.dossier()
        report.summary()
        reports.append(report)

    reports: list[Report] = []
    yield "cleaning", unit_period.clean_with_history
    yield "indicators and checks", indicators
    yield "charts", charts
    yield "narrative", on_result
    yield "files, with the audit", lambda: reports[0].publish()


def one_plain(job: Job) -> Result:
    for _, step in steps(job):
        step()
    return Result(job.unit, DONE)


def in_own_process(make: Callable, jobs: list[Job], workers: int) -> tuple[Spent, object]:
    """Each way pays for its start, and nothing of one is left to the next."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own:
        return own.submit(_timed, make, jobs, workers).result()


def _timed(make: Callable, jobs: list[Job], workers: int) -> tuple[Spent, object]:
    found = []
    spent = spent_on(lambda: found.append(make(jobs, workers)))
    return spent, found[0]


def parts_of(jobs: list[Job], workers: int) -> dict[str, Spent]:
    """Steps of the second report in a process that has made one before, all periods new."""
    one_plain(jobs[0])
    return {name: spent_on(step) for name, step in steps(jobs[1])}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A table in Markdown."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return ["", *("| " + " | ".join(map(str, line)) + " |" for line in lines), ""]


def compared(jobs: Jobs, workers: int) -> list[str]:
    """The ways side by side, by formats."""
    rows, ratios = [], []
    for formats, chosen in jobs.items():
        spent: dict[str, Spent] = {}
        for way, (make, most) in WAYS.items():
            these = chosen[: most if formats == FORMATS[0] else min(most, FEW)]
            total, _ = in_own_process(make, these, workers)
            spent[way] = total.each(len(these))
            shown = (f"{spent[way].cpu:.2f}", f"{spent[way].wall:.2f}", len(these))
            rows.append([way, " + ".join(formats), *shown])
            print(*rows[-1], sep="  ", flush=True)
        ratios += [
            [f"{a} ÷ {b}", " + ".join(formats), f"{spent[a].wall / spent[b].wall:.1f}"]
            for a, b in RATIOS
        ]
    return [
        *table(["way", "formats", "CPU s a report", "wall s a report", "reports"], rows),
        *table(["ratio of wall seconds", "formats", "times"], ratios),
    ]


def parts_table(jobs: Jobs) -> list[str]:
    pairs = {formats: jobs[formats][2 * n : 2 * n + 2] for n, formats in enumerate(jobs)}
    found = {formats: in_own_process(parts_of, pair, 1)[1] for formats, pair in pairs.items()}
    names = list(next(iter(found.values())))
    rows = [[name, *(f"{parts[name].cpu:.2f}" for parts in found.values())] for name in names]
    sums = (sum(spent.cpu for spent in parts.values()) for parts in found.values())
    rows.append(["together", *(f"{total:.2f}" for total in sums)])
    return table(["CPU s of a warm report", *(" + ".join(f) for f in found)], rows)


def single_runs(workspace: Workspace, unit: str) -> list[str]:
    """One report by the command line, from the start of the program to its end."""
    command = [Path(sys.executable).with_name("baocao"), "run", "--unit", unit]
    command += ["--period", str(PERIODS[-1]), "--workspace", workspace.root, "--to"]
    rows = []
    for formats in FORMATS[1:]:
        for kept in ("first", "second"):
            if kept == "first":
                for record in workspace.root.glob("data/processed/*/*/made_from.json"):
                    record.unlink()
            run = [*command, ",".join(formats)]
            spent = spent_on(lambda run=run: subprocess.run(run, capture_output=True))
            rows.append([kept, " + ".join(formats), f"{spent.cpu:.1f}", f"{spent.wall:.1f}"])
    return table(["`baocao run`", "formats", "CPU s", "wall s"], rows)


def histories() -> list[str]:
    """Cleaning and computing with more and more periods on hand: all new, then kept."""
    rows = []
    for count in HISTORIES:
        periods = [Period(PERIODS[-1].year - back, "H", 1) for back in reversed(range(count))]
        with TemporaryDirectory() as folder:
            workspace = Workspace(Path(folder) / "province")
            build_demo(workspace.root, units=1, periods=periods, fault_rate=0)
            (unit,) = select_units(workspace, periods[-1], "all")
            opened = open_unit_period(workspace=workspace, unit=unit, period=str(periods[-1]))

            def make(opened=opened) -> None:
                opened.clean_with_history()
                opened.compute_with_history()

            rows.append([count, *(f"{spent_on(make).cpu:.2f}" for _ in range(2))])
    return table(["periods", "CPU s, all new", "CPU s, earlier ones kept"], rows)


def sizes(workspace: Workspace) -> list[str]:
    """Mean size of what a unit leaves behind, and the index of all."""
    reports = workspace.root / "reports" / str(PERIODS[-1])
    kinds: dict[str, list[int]] = {}
    for path in sorted(reports.rglob("*")):
        if path.is_file():
            name = path.suffix if path.suffix != ".json" else path.name
            name = f"all units: {path.name}" if path.parent == reports else name
            kinds.setdefault(name, []).append(path.stat().st_size)
    rows = [
        [name, len(found), f"{sum(found) / len(found) / 1024:.0f}"] for name, found in kinds.items()
    ]
    return table(["file", "number", "mean KB"], rows)


def large_batch(workspace: Workspace, jobs: list[Job], workers: int) -> list[str]:
    """A batch of all units: seconds, peak memory in the order of the ends, sizes."""
    spent, (outcome, own_peak) = in_own_process(_batch_with_peak, jobs, workers)
    each, peaks = spent.each(len(jobs)), [result.peak_mb for result in outcome.results]
    medians = {
        n: median(peaks[n - AROUND : n + AROUND]) for n in GROWTH if n + AROUND <= len(peaks)
    }
    rows = [
        ["reports", len(jobs)],
        ["CPU s a report", f"{each.cpu:.2f}"],
        ["wall s a report", f"{each.wall:.2f}"],
        [f"hours for {COMMUNES} reports", f"{each.wall * COMMUNES / 3600:.2f}"],
        ["largest peak of a child, MiB", max(peaks)],
        *([f"median peak around report {n}, MiB", peak] for n, peak in medians.items()),
        ["peak of the batch's own process, MiB", own_peak],
    ]
    return [*table(["batch of " + " + ".join(jobs[0].formats), ""], rows), *sizes(workspace)]


def _batch_with_peak(jobs: list[Job], workers: int) -> tuple[BatchOutcome, int]:
    return by_batch(jobs, workers), peak_mb()


def roll_ups() -> list[str]:
    """Imported here: numpy's threads, where it comes first, would keep a batch from forking."""
    from bench_rollup import PERIODS as ROLL_UP_PERIODS
    from bench_rollup import seconds_for

    known = load_catalogues(Workspace(PROJECT_ROOT), ROLL_UP_PERIODS[-1])
    rows = [[units, seconds_for(units, known)] for units in ROLLED_UP]
    return table([f"units of a roll-up, {len(ROLL_UP_PERIODS)} periods", "s"], rows)


def machine() -> str:
    cpu = Path("/proc/cpuinfo")
    text = cpu.read_text(encoding="utf-8") if cpu.exists() else ""
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


def main(units: int, workers: int, page: Path | None, only: list[str]) -> None:
    lines = [
        "# How long reports take",
        "",
        f"Measured on {date.today()} by `make bench`: {machine()}, "
        f"Python {platform.python_version()}.",
        "Ways: i = command lines of papermill and nbconvert; ii = papermill's API with kernels; "
        "iii = `baocao batch`; iv = the same functions without notebooks.",
        f"Invented province of {units} units with two periods, {workers} processes.",
        "",
    ]
    loop = spent_on(fixed_loop).cpu
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "province")
        build_demo(workspace.root, units=units, periods=PERIODS, fault_rate=0)
        names = select_units(workspace, PERIODS[-1], "all")
        jobs = {
            formats: plan_jobs(
                workspace, PERIODS[-1], names, lang="vi", formats=formats, keep_notebooks=False
            )
            for formats in FORMATS
        }
        sections: dict[str, tuple[str, Callable[[], list[str]]]] = {
            "ways": ("Ways to make the same reports", lambda: compared(jobs, workers)),
            "parts": ("Parts of a report", lambda: parts_table(jobs)),
            "single": ("One report", lambda: single_runs(workspace, names[0])),
            "periods": ("Growth with periods", histories),
            "batch": ("A batch", lambda: large_batch(workspace, jobs[FORMATS[1]], workers)),
            "rollups": ("Roll-ups, after the figures are loaded", roll_ups),
        }
        for title, measure in (sections[name] for name in only or sections):
            lines += [f"## {title}", *measure()]
            print("\n".join(lines[-12:]), flush=True)
    after = spent_on(fixed_loop).cpu
    lines.append(
        f"A fixed loop took {loop:.2f} CPU seconds before and {after:.2f} after: where it takes "
        "longer than on another day, so does everything above."
    )
    text = "\n".join(lines) + "\n"
    print(text)
    if page:
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--units", type=int, default=48)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--page", type=Path)
    asked.add_argument("--only", nargs="*", default=[])
    sys.exit(guarded(lambda: main(**vars(asked.parse_args()))))
