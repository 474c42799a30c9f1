"""Batches: isolated units, failures told, nothing done twice, an interrupted run goes on."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from helpers.batch.jobs import is_done
from helpers.batch.run import run_batch
from helpers.batch.work import DONE, FAILED, MISSING, SKIPPED
from helpers.core.errors import InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.unit_selection import select_units

PERIOD = Period.parse("2023H1")
WHOLE = ("huyen-mau-0001", "huyen-mau-0002")
EMPTY = "huyen-mau-0003"


def page_of(workspace, unit):
    path = workspace.reports(PERIOD, unit) / f"bao-cao-{unit}-{PERIOD}.html"
    return path.read_text(encoding="utf-8")


def statuses(outcome):
    return {result.unit: result.status for result in outcome.results}


def copied(workspace, target) -> Workspace:
    shutil.copytree(workspace.root, target)
    return Workspace(target)


def test_one_failing_unit_stops_nobody(province):
    workspace, outcome = province
    assert statuses(outcome) == {WHOLE[0]: DONE, WHOLE[1]: DONE, EMPTY: FAILED}
    assert [result.unit for result in outcome.failed] == [EMPTY]


def test_every_report_names_its_own_unit_only(province):
    workspace, _ = province
    for own, other in (WHOLE, WHOLE[::-1]):
        page = page_of(workspace, own)
        number, foreign = own[-4:], other[-4:]
        assert f"HUYỆN MẪU {number}" in page
        assert f"mẫu {foreign}" not in page.lower() and f"mau-{foreign}" not in page


def test_a_failed_unit_gets_a_page_with_its_reason(province):
    workspace, _ = province
    page = page_of(workspace, EMPTY)
    assert "KHÔNG LẬP ĐƯỢC BÁO CÁO" in page and EMPTY in page
    assert str(workspace.root) not in page
    assert [p.suffix for p in workspace.reports(PERIOD, EMPTY).glob("bao-cao*")] == [".html"]


def test_parallel_reports_are_those_made_one_by_one(province, make_plan, quick_batch, tmp_path):
    workspace, _ = province
    alone = copied(workspace, tmp_path / "alone")
    shutil.rmtree(alone.root / "reports")
    quick_batch(alone, make_plan(alone, ",".join(WHOLE)))
    for unit in WHOLE:
        assert page_of(alone, unit) == page_of(workspace, unit)


def test_what_stands_is_not_made_again(province, make_plan, tmp_path):
    workspace = copied(province[0], tmp_path / "again")
    shutil.rmtree(workspace.raw(PERIOD, EMPTY))
    assert set(statuses(run_batch(workspace, PERIOD, make_plan(workspace))).values()) == {SKIPPED}
    source = next(workspace.raw(PERIOD, WHOLE[1]).glob("03_*"))
    source.touch()
    assert is_done(make_plan(workspace, WHOLE[1])[0]), "a new time is no change"
    source.write_bytes(source.read_bytes() + b"\0")
    assert not is_done(make_plan(workspace, WHOLE[1])[0]), "new content is one"
    assert is_done(make_plan(workspace, WHOLE[0])[0])
    assert not is_done(make_plan(workspace, WHOLE[0], formats=("html", "xlsx"))[0])
    (workspace.reports(PERIOD, WHOLE[0]) / "facts.json").write_text("[]")
    assert not is_done(make_plan(workspace, WHOLE[0])[0]), "an output was changed by hand"


def test_a_row_of_another_unit_changes_nothing(province, make_plan, tmp_path):
    workspace = copied(province[0], tmp_path / "rows")
    units = workspace.reference("units.csv")
    units.write_text(units.read_text().replace("Huyện Mẫu 0002", "Huyện Mẫu Hai"))
    first, second = make_plan(workspace, ",".join(WHOLE))
    assert is_done(first) and not is_done(second)


def test_index_and_manifest_tell_of_all_units(province):
    workspace, outcome = province
    folder = workspace.root / "reports" / str(PERIOD)
    page = (folder / "index.html").read_text(encoding="utf-8")
    record = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert record["outcome"] == {DONE: 2, FAILED: 1}
    for unit in (*WHOLE, EMPTY):
        assert f'href="{unit}/bao-cao-{unit}-{PERIOD}.html"' in page
    assert "://" not in page and str(workspace.root) not in page + json.dumps(record)


def test_a_batch_of_one_unit_keeps_the_others_in_the_index(
    province, make_plan, quick_batch, tmp_path
):
    workspace = copied(province[0], tmp_path / "one")
    shutil.rmtree(workspace.raw(PERIOD, WHOLE[1]))
    shutil.rmtree(workspace.reports(PERIOD, WHOLE[1]))
    quick_batch(workspace, make_plan(workspace, WHOLE[0]))
    page = (workspace.root / "reports" / str(PERIOD) / "index.html").read_text(encoding="utf-8")
    for unit, status in ((WHOLE[0], SKIPPED), (WHOLE[1], MISSING), (EMPTY, FAILED)):
        name = rf"<th[^>]*>(?:<a[^>]*>)?Huyện Mẫu {unit[-4:]}"
        row = re.search(rf'<tr[^>]*data-status="(\w+)"[^>]*>{name}', page)
        assert row and row[1] == status, unit


def test_a_folder_that_is_no_units_stops_nobody(province, make_plan, quick_batch, tmp_path):
    workspace = copied(province[0], tmp_path / "odd")
    names = ("khong-co-trong-danh-muc", "ghi chú")
    for name in names:
        workspace.raw(PERIOD, WHOLE[0]).with_name(name).mkdir()
    outcome = quick_batch(workspace, make_plan(workspace))
    told, reasons = statuses(outcome), {r.unit: r.reason for r in outcome.failed}
    assert told[WHOLE[0]] == told[WHOLE[1]] == SKIPPED
    for name in names:
        assert told[name] == FAILED and name in reasons[name]


def test_units_are_chosen_by_name_list_or_file(province, tmp_path):
    workspace, _ = province
    chosen = tmp_path / "list.txt"
    chosen.write_text("# của tỉnh\nhuyen-mau-0002\n\n", encoding="utf-8")
    assert select_units(workspace, PERIOD, "all") == [*WHOLE, EMPTY]
    assert select_units(workspace, PERIOD, "a, b") == ["a", "b"]
    assert select_units(workspace, PERIOD, f"@{chosen}") == ["huyen-mau-0002"]
    with pytest.raises(ParameterError):
        select_units(workspace, PERIOD, "@nowhere.txt")
    for nobody in ("", " ", ","):
        with pytest.raises(ParameterError, match="--units"):
            select_units(workspace, PERIOD, nobody)
    with pytest.raises(InputError):
        select_units(workspace, Period.parse("2020H1"), "all")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_batch_goes_on_and_ends_the_same(province, make_plan, quick_batch, tmp_path):
    """It is killed while the second unit is worked on: the first is whole, and stays."""
    workspace = copied(province[0], tmp_path / "killed")
    for folder in (workspace.root / "reports", workspace.root / "data" / "processed"):
        shutil.rmtree(folder)
    shutil.rmtree(workspace.raw(PERIOD, EMPTY))
    program = "from helpers.cli.main import run; run()"
    command = [sys.executable, "-c", program, "batch", "--period", str(PERIOD), "--to", "html"]
    command += ["--workspace", str(workspace.root), "--jobs", "1"]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    begun = workspace.processed(PERIOD, WHOLE[1])
    while not (begun.exists() and any(begun.iterdir())):
        assert running.poll() is None
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not workspace.reports(PERIOD, WHOLE[1]).exists()
    outcome = quick_batch(workspace, make_plan(workspace))
    assert statuses(outcome) == {WHOLE[0]: SKIPPED, WHOLE[1]: DONE}
    for unit in WHOLE:
        assert page_of(workspace, unit) == page_of(province[0], unit)
