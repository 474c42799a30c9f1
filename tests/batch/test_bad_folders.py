"""One unit's unreadable file, odd name or damaged record is that unit's failure alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from helpers.batch import work
from helpers.batch.jobs import is_done
from helpers.batch.work import fail
from helpers.core.errors import StorageError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.manifest import read_manifest

PERIOD = Period.parse("2023H1")
FIRST, SECOND, EMPTY = (f"huyen-mau-000{number}" for number in (1, 2, 3))
UNREADABLE = Path("/proc/self/mem")


@pytest.fixture
def office(province, tmp_path) -> Workspace:
    """A copy of two units with current reports, and one that sent an empty folder."""
    workspace = Workspace(shutil.copytree(province[0].root, tmp_path / "w"))
    shutil.rmtree(workspace.raw(PERIOD, EMPTY))
    return workspace


def statuses(outcome) -> dict[str, str]:
    return {result.unit: result.status for result in outcome.results}


@pytest.mark.skipif(not UNREADABLE.exists(), reason="a file that even root cannot read")
def test_a_file_that_cannot_be_read_fails_its_unit_with_a_page(office, make_plan, quick_batch):
    (locked,) = office.raw(PERIOD, FIRST).glob("01_*")
    locked.unlink()
    locked.symlink_to(UNREADABLE)
    outcome = quick_batch(office, make_plan(office))
    assert statuses(outcome) == {FIRST: "failed", SECOND: "skipped"}
    (result,) = outcome.failed
    assert locked.name in result.reason and not result.is_internal and len(result.outputs) == 1


def test_a_unit_without_a_readable_file_fails_with_each_of_them(office, make_plan, quick_batch):
    files = [path for path in office.raw(PERIOD, FIRST).iterdir() if path.suffix == ".xlsx"]
    for path in files:
        path.write_bytes(b"x")
    outcome = quick_batch(office, make_plan(office))
    assert statuses(outcome) == {FIRST: "failed", SECOND: "skipped"}
    (result,) = outcome.failed
    assert not result.is_internal and all(path.name in result.reason for path in files)


def test_a_report_without_figures_is_not_listed_like_the_others(office, make_plan, quick_batch):
    for path in office.raw(PERIOD, FIRST).iterdir():
        if path.name.startswith("13_"):
            continue
        path.unlink()
    outcome = quick_batch(office, make_plan(office))
    assert [result.unit for result in outcome.without_figures] == [FIRST]
    index = (office.root / "reports/2023H1/index.html").read_text(encoding="utf-8")
    assert index.count("chưa có số liệu nào") == 1
    (again,) = quick_batch(office, make_plan(office, FIRST)).results
    assert again.status == "skipped" and "chưa có số liệu nào" in again.reason


def test_a_sheet_at_which_the_program_fails_stops_no_report_and_is_no_success(
    office, make_plan, quick_batch, monkeypatch
):
    def fail(*given):
        raise KeyError("x")

    monkeypatch.setattr("helpers.cleaning.ObservationReader.records", fail)
    (office.reports(PERIOD, FIRST) / "manifest.json").unlink()
    (job,) = make_plan(office, FIRST)
    result = work.make_report(job)
    assert result.status == "done" and result.is_internal and result.outputs
    assert list((office.root / "data/processed/_errors").iterdir())
    assert quick_batch(office, [job]).results[0].is_internal


def test_a_name_that_is_no_text_fails_its_unit_with_a_page(office, make_plan, quick_batch):
    folder = os.fsencode(office.raw(PERIOD, FIRST))
    Path(os.fsdecode(folder + b"/b\xe1o c\xe1o.xlsx")).write_bytes(b"x")
    outcome = quick_batch(office, make_plan(office))
    assert statuses(outcome) == {FIRST: "failed", SECOND: "skipped"}
    assert r"b\xe1o c\xe1o.xlsx" in outcome.failed[0].reason


def test_a_folder_whose_name_is_no_text_stands_in_the_index(office, make_plan, quick_batch):
    folder = os.fsencode(office.raw(PERIOD, FIRST).parent)
    Path(os.fsdecode(folder + b"/m\xe3")).mkdir()
    outcome = quick_batch(office, make_plan(office))
    assert statuses(outcome)[r"m\xe3"] == "failed"
    assert r"m\xe3" in (office.root / "reports/2023H1/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["[]", '{"outputs": []}', "7", "", "[" * 100_000])
def test_a_damaged_manifest_is_none_and_the_report_not_done(office, make_plan, content):
    path = office.reports(PERIOD, FIRST) / "manifest.json"
    path.write_text(content, encoding="utf-8")
    assert read_manifest(office, str(PERIOD), FIRST) is None
    assert [is_done(job) for job in make_plan(office, f"{FIRST},{SECOND}")] == [False, True]


def test_a_report_with_a_damaged_manifest_is_made_again(office, make_plan, quick_batch):
    path = office.reports(PERIOD, FIRST) / "manifest.json"
    path.write_text("[]", encoding="utf-8")
    outcome = quick_batch(office, make_plan(office))
    assert statuses(outcome) == {FIRST: "done", SECOND: "skipped"}
    assert json.loads(path.read_text(encoding="utf-8"))["unit"] == FIRST


def before_and_after(office, act) -> tuple[dict[str, bytes], dict[str, bytes]]:
    folder = office.reports(PERIOD, FIRST)

    def content() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = content()
    act()
    return before, content()


def full_disk(*given: object, **named: object) -> None:
    raise StorageError("core.disk_full", folder="w", free=0, needed=64)


def test_a_full_disk_leaves_the_older_report(office, make_plan, monkeypatch):
    monkeypatch.setattr(work, "run_unit", full_disk)
    (job,) = make_plan(office, FIRST)
    results = []
    before, after = before_and_after(office, lambda: results.append(work.make_report(job)))
    assert before == after
    (result,) = results
    assert "ổ đĩa" in result.reason.lower() and not result.is_internal


def test_a_failure_page_that_cannot_be_written_leaves_the_older_report(
    office, make_plan, monkeypatch
):
    (job,) = make_plan(office, FIRST)
    monkeypatch.setattr("helpers.stages.set_aside.OutputFolder.replace", full_disk)
    before, after = before_and_after(office, lambda: fail(job, "hỏng", "", 0.0))
    assert before == after


def test_an_index_that_cannot_be_written_is_said_to_be_old(
    office, make_plan, quick_batch, monkeypatch
):
    monkeypatch.setattr("helpers.batch.run.write_summary", full_disk)
    with pytest.raises(StorageError) as caught:
        quick_batch(office, make_plan(office, SECOND))
    assert "index.html vẫn là bản cũ" in "".join(caught.value.__notes__)
