"""Children of every kind: one that dies, hangs or loses its parent ends nothing but its unit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from helpers.batch.children import forked, is_single_threaded, spawned
from helpers.batch.cluster import run_in_child
from helpers.batch.jobs import Job
from helpers.batch.pool import Crew, run_jobs, run_over
from helpers.batch.work import DONE, FAILED, Result
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

WAYS = {
    "forked": pytest.param(
        forked, marks=pytest.mark.skipif(sys.platform == "win32", reason="no fork"), id="forked"
    ),
    "spawned": pytest.param(spawned, id="spawned"),
}
# A process of its own: pytest's may have threads, and then is not forked.
PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from test_children import {name}
{name}({argument!r})
"""


NAPS = {"nap": 1.0, "slow": 2.0}


def quick(job: Job) -> Result:
    """A stand-in for a report: some units die, hang or fail; the reason is the process."""
    if job.unit == "dies":
        os._exit(9)
    if job.unit == "segfaults":
        os.kill(os.getpid(), signal.SIGSEGV)
    if job.unit == "raises":
        raise RuntimeError("not foreseen")
    if job.unit in NAPS:
        time.sleep(NAPS[job.unit])
    if job.unit == "hangs":
        time.sleep(60)
    return Result(job.unit, DONE, reason=str(os.getpid()))


def stand_ins(folder: Path, *units: str) -> list[Job]:
    return [Job(Workspace(folder), unit, "2023H1", "vi", ("html",)) for unit in units]


def page_of(folder: Path, unit: str) -> str:
    report = Workspace(folder).reports(Period.parse("2023H1"), unit) / f"bao-cao-{unit}-2023H1.html"
    return report.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("way", WAYS.values())
def test_a_child_that_dies_or_hangs_ends_its_own_unit_only(way, tmp_path):
    names = ("a", "dies", "b", "segfaults", "hangs", "c", "raises", "d")
    jobs = stand_ins(tmp_path, *names)
    # Long enough for the record of a failure on a loaded machine: only one unit takes a minute.
    results = {r.unit: r for r in run_jobs(jobs, quick, workers=2, timeout=20, way=way())}
    assert {unit for unit, r in results.items() if r.status == DONE} == {"a", "b", "c", "d"}
    assert "9" in results["dies"].reason and "-11" in results["segfaults"].reason
    assert "20" in results["hangs"].reason and not results["hangs"].is_internal
    assert "1" in results["raises"].reason and results["raises"].is_internal
    assert len(results) == len(names)
    assert "KHÔNG LẬP ĐƯỢC" in page_of(tmp_path, "dies")


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("way", WAYS.values())
def test_a_result_that_waits_for_a_slow_reader_is_in_time(way, tmp_path):
    results = []
    jobs = stand_ins(tmp_path, "nap", "slow")
    for result in run_jobs(jobs, quick, workers=2, timeout=4, way=way()):
        results.append((result.unit, result.status))
        time.sleep(5 if len(results) == 1 else 0)
    assert results == [("nap", DONE), ("slow", DONE)]


def test_a_spawned_child_is_replaced_after_its_jobs(tmp_path):
    few = replace(spawned(), jobs_per_child=2)
    jobs = stand_ins(tmp_path, "a", "b", "c")
    first, second, third = (r.reason for r in run_jobs(jobs, quick, workers=1, timeout=30, way=few))
    assert first == second != third


def test_a_child_stays_for_the_next_run_until_the_crew_is_closed(tmp_path):
    crew = Crew(quick, 1, spawned())
    first, second = (list(crew.run(stand_ins(tmp_path, "a"), 30))[0].reason for _ in range(2))
    assert first == second
    crew.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(first), 0)


def test_any_executor_will_do(tmp_path):
    with ThreadPoolExecutor(2) as pool:
        results = list(run_over(pool, stand_ins(tmp_path, "a", "raises"), quick))
    assert {r.unit: r.status for r in results} == {"a": DONE, "raises": FAILED}


def test_a_report_of_a_worker_elsewhere_has_its_time_too(tmp_path):
    jobs = stand_ins(tmp_path, "a")
    result = run_in_child(jobs[0], 0.0)
    assert result.status == FAILED and "0" in result.reason


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted on Linux")
def test_a_process_with_a_second_thread_is_not_forked():
    end = Event()
    thread = Thread(target=end.wait)
    thread.start()
    try:
        assert not is_single_threaded()
    finally:
        end.set()
        thread.join()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted on Linux")
def test_the_bench_measures_a_batch_that_forks():
    """numpy starts threads where it is imported before the project."""
    code = "import bench, helpers.batch.children as c; raise SystemExit(not c.is_single_threaded())"
    scripts = PROJECT_ROOT / "scripts"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=scripts, timeout=120)


def warm_and_count(folder: str) -> None:
    """All that a batch loads before it forks, and the threads that are left."""
    from helpers.batch.warming import warm_up

    formats = ("html", "docx", "xlsx", "pdf")
    warm_up(replace(stand_ins(Path(folder), "a")[0], formats=formats), with_report=True)
    print(len(list(Path("/proc/self/task").iterdir())))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted on Linux")
def test_warming_up_leaves_no_thread(tmp_path):
    assert run_apart("warm_and_count", tmp_path).split()[-1] == "1"


def count_after_imports_of_the_command(folder: str) -> None:
    import helpers.batch.run
    import helpers.cli.main
    import helpers.cli.show_batch  # noqa: F401

    print(len(list(Path("/proc/self/task").iterdir())))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted on Linux")
def test_the_command_itself_starts_no_thread(tmp_path):
    assert run_apart("count_after_imports_of_the_command", tmp_path).split()[-1] == "1"


def run_apart(name: str, folder: Path) -> str:
    done = subprocess.run(
        program(name, folder), capture_output=True, text=True, timeout=300, check=True
    )
    return done.stdout


def program(name: str, folder: Path) -> list[str]:
    own = str(Path(__file__).parent)
    code = PROGRAM.format(folder=own, name=name, argument=str(folder))
    return [sys.executable, "-W", "error::DeprecationWarning:multiprocessing", "-c", code]


def hang(job: Job) -> Result:
    (job.workspace.root / f"{job.unit}.pid").write_text(str(os.getpid()))
    time.sleep(120)
    return Result(job.unit, DONE)


def fork_two(folder: str) -> None:
    list(run_jobs(stand_ins(Path(folder), "a", "b"), hang, workers=2, timeout=100))


def spawn_two(folder: str) -> None:
    jobs = stand_ins(Path(folder), "a", "b")
    list(run_jobs(jobs, hang, workers=2, timeout=100, way=spawned()))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["fork_two", "spawn_two"])
def test_children_end_with_a_killed_parent(name, tmp_path):
    running = subprocess.Popen(program(name, tmp_path))
    files = [tmp_path / "a.pid", tmp_path / "b.pid"]
    wait_until(lambda: all(file.exists() and file.read_text() for file in files), 120)
    children = [int(file.read_text()) for file in files]
    assert all(map(is_running, children))
    running.kill()
    running.wait()
    wait_until(lambda: not any(map(is_running, children)), 10)


def is_running(process: int) -> bool:
    """Whether it is there and not merely waiting to be buried."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    try:
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(holds, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
