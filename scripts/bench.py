"""Reports per second of four ways to make the same reports, on an invented province.

Usage: python scripts/bench.py [UNITS] [WORKERS] [FORMATS]   (prints a table and a line of JSON)

i    the command lines of papermill and nbconvert, one after the other (two units: it is slow)
ii   papermill's Python API with kernels, in a pool of processes
iii  baocao batch
iv   the same functions without notebooks, in the same pool as iii
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from helpers.batch.jobs import Job, plan_jobs, select_units
from helpers.batch.pool import run_jobs
from helpers.batch.run import run_batch, warm_up
from helpers.batch.work import DONE, Result
from helpers.demo.build import build_demo
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace
from helpers.stages import charting
from helpers.stages.case import open_case
from helpers.stages.job import run_unit
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.reporting import Report, open_report

PERIODS = [Period.parse("2022H1"), Period.parse("2023H1")]
SLOW_UNITS = 2


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


def by_batch(jobs: list[Job], workers: int) -> None:
    outcome = run_batch(jobs[0].workspace, PERIODS[-1], jobs, workers=workers, force=True)
    assert not outcome.failed, outcome.failed[0]


def steps(job: Job) -> Iterator[tuple[str, Callable[[], object]]]:
    """The work of one report as plain function calls, by what it is for."""
    values = {"unit": job.unit, "period": job.period, "formats": list(job.formats)}
    case = open_case(ReportParameters, workspace=job.workspace, **values)

    def indicators() -> None:
        case.save({"indicators": case.compute_with_history()})
        case.save({"findings": case.check(case.read("indicators"))})

    def charts() -> None:
        drawers = ("trends", "plan", "changes", "split", "programme")
        drawn = [d for name in drawers for d in getattr(charting, f"draw_{name}")(case)]
        case.save({"charts": charting.charts_table(case, drawn)})

    def tell() -> None:
        report = open_report(case)
        report.opening()
        report.parts()
        report.closing()
        report.annexes()
        told.append(report)

    told: list[Report] = []
    yield "cleaning", case.clean_with_history
    yield "indicators and checks", indicators
    yield "charts", charts
    yield "narrative", tell
    yield " + ".join(job.formats), lambda: told[0].publish()


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
    warm_up()
    list(run_jobs(jobs, one_plain, workers=workers, timeout=600))


WAYS: dict[str, Callable[[list[Job], int], None]] = {
    "i": by_command_line,
    "ii": by_kernels,
    "iii": by_batch,
    "iv": by_functions,
}


def main(units: int = 8, workers: int = 0, formats: str = "html") -> None:
    workers = workers or os.cpu_count() or 1
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "province")
        build_demo(workspace.root, units=units, periods=PERIODS)
        names = select_units(workspace, PERIODS[-1], "all")
        jobs = plan_jobs(
            workspace,
            PERIODS[-1],
            names,
            lang="vi",
            formats=tuple(formats.split(",")),
            keep_notebooks=False,
        )
        start = perf_counter()
        warm_up()
        once = round(perf_counter() - start, 2)
        seconds = {}
        for way, make in WAYS.items():
            told = jobs[:SLOW_UNITS] if way == "i" else jobs
            start = perf_counter()
            make(told, workers)
            seconds[way] = (perf_counter() - start) / len(told)
            print(f"{way:>4}: {seconds[way]:6.2f} s per report, {1 / seconds[way]:.3f} reports/s")
        by_step = shares(jobs[0])
    for name, value in {"start-up, once": once, **by_step}.items():
        print(f"{name:>24}: {value:.2f} s")
    ratios = {
        "iii/i": seconds["i"] / seconds["iii"],
        "iii/ii": seconds["ii"] / seconds["iii"],
        "time iii/iv": seconds["iii"] / seconds["iv"],
    }
    rounded = {name: round(value, 2) for name, value in ratios.items()}
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    record = {"units": units, "workers": workers, "formats": formats, "seconds": seconds}
    print(json.dumps(record | {"ratios": rounded, "steps": by_step, "peak_mb": peak}))


if __name__ == "__main__":
    main(*(int(text) if text.isdigit() else text for text in sys.argv[1:]))
