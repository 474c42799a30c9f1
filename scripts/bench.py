"""Reports per second of four ways to make the same reports, on an invented province.

Usage: python scripts/bench.py [UNITS] [WORKERS]   (prints tables and a line of JSON)

i    the command lines of papermill and nbconvert, one after the other (two units: it is slow)
ii   papermill's Python API with kernels, in a pool of processes (six units)
iii  baocao batch
iv   the same functions without notebooks, in the same pool as iii

HTML alone, then HTML and PDF (eight units). From 510 units on, also how memory grows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from helpers.batch.jobs import Job, plan_jobs
from helpers.batch.pool import run_jobs
from helpers.batch.run import MIN_JOBS_FOR_WARM_UP, BatchOptions, BatchOutcome, run_batch
from helpers.batch.warming import warm_up
from helpers.batch.work import DONE, Result
from helpers.cli.guard import guarded
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.demo.build import MOST_UNITS, build_demo
from helpers.stages.notebooks import trends
from helpers.stages.notebooks.report import Report, open_report
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit
from helpers.stages.unit_selection import select_units

PERIODS = [Period.parse("2022H1"), Period.parse("2023H1")]
FORMATS = (("html",), ("html", "pdf"))
FEW = 8
GROWTH, AROUND = (100, 500), 10


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
        report.opening()
        report.parts()
        report.closing()
        report.annexes()
        reports.append(report)

    reports: list[Report] = []
    yield "cleaning", unit_period.clean_with_history
    yield "indicators and checks", indicators
    yield "charts", charts
    yield "narrative", on_result
    yield " + ".join(job.formats), lambda: reports[0].publish()


def one_plain(job: Job) -> Result:
    for _, step in steps(job):
        step()
    return Result(job.unit, DONE)


def shares(job: Job) -> dict[str, float]:
    """Seconds of each step of one report in a process that has made one before."""
    one_plain(job)
    seconds = {}
    for name, step in steps(job):
        start = perf_counter()
        step()
        seconds[name] = round(perf_counter() - start, 2)
    return seconds


def by_functions(jobs: list[Job], workers: int) -> None:
    warm_up(jobs[0], with_report=len(jobs) >= MIN_JOBS_FOR_WARM_UP * workers)
    list(run_jobs(jobs, one_plain, workers=workers, timeout=600))


WAYS: dict[str, tuple[Callable[[list[Job], int], object], int]] = {
    "i": (by_command_line, 2),
    "ii": (by_kernels, 6),
    "iii": (by_batch, MOST_UNITS),
    "iv": (by_functions, 60),
}
"""What to run, and for how many units at most: the slow ways show the same with few."""
RATIOS = {"iii/i": ("i", "iii"), "iii/ii": ("ii", "iii"), "time iii/iv": ("iii", "iv")}


def compared(jobs: list[Job], workers: int) -> tuple[dict[str, float], BatchOutcome]:
    """Seconds per report of each way, each in a process of its own that pays for its start.

    Also what became of the batch.
    """
    seconds, outcomes = {}, {}
    for way, (make, most) in WAYS.items():
        reports = jobs[:most]
        start = perf_counter()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own:
            outcomes[way] = own.submit(make, reports, workers).result()
        seconds[way] = (perf_counter() - start) / len(reports)
        print(f"{way:>4}: {seconds[way]:6.2f} s per report, {1 / seconds[way]:.3f} reports/s")
    return seconds, outcomes["iii"]


def growth(outcome: BatchOutcome) -> dict[str, float]:
    """Peak memory (MiB) around the 100th and the 500th report, in the order of their ends."""
    peaks = [result.peak_mb for result in outcome.results]
    medians = {
        n: median(peaks[n - AROUND : n + AROUND]) for n in GROWTH if n + AROUND <= len(peaks)
    }
    found = {"largest": max(peaks)} | {f"around {n}": peak for n, peak in medians.items()}
    if len(medians) == len(GROWTH):
        found["growth %"] = round((medians[GROWTH[1]] / medians[GROWTH[0]] - 1) * 100, 1)
    return found


def main(units: int = 48, workers: int = 0) -> None:
    workers = workers or os.cpu_count() or 1
    record: dict[str, object] = {"units": units, "workers": workers}
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "province")
        build_demo(workspace.root, units=units, periods=PERIODS, fault_rate=0)
        names = select_units(workspace, PERIODS[-1], "all")
        for formats in FORMATS:
            print(" + ".join(formats))
            jobs = plan_jobs(
                workspace, PERIODS[-1], names, lang="vi", formats=formats, keep_notebooks=False
            )
            seconds, outcome = compared(jobs if formats == FORMATS[0] else jobs[:FEW], workers)
            record.setdefault("memory MiB", growth(outcome))
            ratios = {name: round(seconds[a] / seconds[b], 2) for name, (a, b) in RATIOS.items()}
            print(*(f"{name} {value}" for name, value in ratios.items()), sep=", ")
            record["+".join(formats)] = {"seconds": seconds, "ratios": ratios}
        start = perf_counter()
        warm_up(jobs[0], with_report=True)
        once = round(perf_counter() - start, 2)
        record["steps"] = {"start-up, once": once, **shares(jobs[0])}
        for name, value in record["steps"].items():
            print(f"{name:>24}: {value:.2f} s")
        print(*(f"{name}: {value}" for name, value in record["memory MiB"].items()), sep=", ")
    print(json.dumps(record))


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(*(int(text) for text in sys.argv[1:]))))
