"""What a person may have edited is never deleted or overwritten: it is moved, and that is said."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from helpers.batch.engine import ENGINE
from helpers.batch.jobs import is_done, plan_jobs
from helpers.batch.work import fail
from helpers.cli.main import app
from helpers.core.errors import InputError, ReportError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages import publishing
from helpers.stages.manifest import read_manifest
from helpers.stages.notebooks.audit import open_audit
from helpers.stages.notebooks.start import open_start
from helpers.stages.parameters import STAGES
from helpers.stages.set_aside import EDITED, OutputFolder
from helpers.stages.unit_run import ROLL_UP, run_unit

PERIOD, UNIT = Period.parse("2023H1"), "huyen-mau-0001"
NAME = f"bao-cao-{UNIT}-{PERIOD}"


@pytest.fixture
def outputs(tmp_path) -> OutputFolder:
    workspace = Workspace(tmp_path)
    return OutputFolder(workspace, workspace.reports(PERIOD, UNIT))


@pytest.fixture
def made(province, tmp_path) -> Workspace:
    """A copy of the invented province with its reports."""
    return Workspace(shutil.copytree(province[0].root, tmp_path / "w"))


def edit(path: Path) -> bytes:
    """What a person leaves in the file ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"edited")
    return path.read_bytes()


def kept_in(folder: Path) -> dict[str, bytes]:
    """Original name → content of what was set aside."""
    found = sorted((folder / EDITED).glob("*"))
    return {path.name[len("2026-11-29-153012-") :]: path.read_bytes() for path in found}


def run(workspace, stages=tuple(STAGES), unit=UNIT, formats=("html",)):
    values = {"unit": unit, "period": str(PERIOD), "formats": list(formats)}
    return run_unit(workspace, values, list(stages), lambda stage, done, total: None, engine=ENGINE)


REPORT = ("04_report",)
"""The stage that writes what a person may edit; the tables before it are there already."""


def test_own_file_is_replaced_and_removed(outputs):
    target = outputs.folder / "a.docx"
    assert outputs.replace(target, b"1") is None and outputs.replace(target, b"2") is None
    assert target.read_bytes() == b"2" and outputs.written() == [target]
    assert outputs.remove(target) is None
    assert not target.exists() and outputs.kept() == [] and outputs.written() == []


@pytest.mark.parametrize("was_ours", [True, False])
def test_edited_and_unknown_files_are_moved_before_a_new_one_is_written(outputs, was_ours):
    target = outputs.folder / "notebooks" / "a.ipynb"
    if was_ours:
        outputs.replace(target, b"1")
    edited = edit(target)
    kept = outputs.replace(target, b"2")
    assert target.read_bytes() == b"2" and kept.read_bytes() == edited
    assert kept.parent == outputs.folder / EDITED and kept.name.endswith("-a.ipynb")
    assert datetime.strptime(kept.name[:17], "%Y-%m-%d-%H%M%S")
    assert outputs.kept() == [f"reports/2023H1/{UNIT}/{EDITED}/{kept.name}"]
    assert outputs.written() == [target]


def test_what_is_set_aside_within_one_second_has_names_of_its_own(outputs):
    target = outputs.folder / "a.docx"
    for content in (b"one", b"two", b"three"):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        outputs.remove(target)
    assert sorted(kept_in(outputs.folder).values()) == [b"one", b"three", b"two"]


def test_the_same_content_by_another_hand_is_no_edit(outputs):
    target = outputs.folder / "a.docx"
    edited = edit(target)
    assert outputs.replace(target, edited) is None and outputs.written() == [target]


def test_a_report_made_before_there_were_records_is_known_by_its_manifest(made):
    shutil.rmtree(made.root / "data" / "processed" / "_written")
    assert run(made).set_aside == []


def test_a_folder_that_has_the_name_of_an_output_is_named(outputs):
    target = outputs.folder / f"{NAME}.html"
    target.mkdir(parents=True)
    with pytest.raises(InputError, match=f"{NAME}.html"):
        outputs.replace(target, b"new")


def test_a_file_that_has_the_name_of_the_folder_for_edited_files_is_named(outputs):
    target = outputs.folder / f"{NAME}.html"
    edited = edit(target)
    (outputs.folder / EDITED).write_bytes(b"a file")
    with pytest.raises(InputError, match=EDITED):
        outputs.replace(target, b"new")
    assert target.read_bytes() == edited


def test_a_file_that_another_program_holds_is_named(outputs, monkeypatch):
    target = outputs.folder / "a.docx"
    edited = edit(target)

    def refuse(*given):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(InputError, match=r"a\.docx.*đang mở"):
        outputs.replace(target, b"2")
    assert target.read_bytes() == edited and kept_in(outputs.folder) == {}


def test_a_format_that_is_not_asked_for_is_removed_only_where_it_is_ours(made):
    folder = made.reports(PERIOD, UNIT)
    run(made, REPORT, formats=("html", "docx", "xlsx"))
    edited = edit(folder / f"{NAME}.docx")
    outcome = run(made, REPORT, formats=("html",))
    assert not list(folder.glob("*.docx")) and not list(folder.glob("*.xlsx"))
    assert kept_in(folder) == {f"{NAME}.docx": edited}
    (kept,) = outcome.set_aside
    assert (made.root / kept).read_bytes() == edited


def test_every_edited_output_is_kept_when_a_report_is_made_again(made):
    folder = made.reports(PERIOD, UNIT)
    formats = ("html", "pdf", "docx", "xlsx")
    run(made, REPORT, formats=("html", "docx", "xlsx"))
    dossier = [f"{NAME.replace('bao-cao', 'ho-so-so-lieu')}.{kind}" for kind in ("html", "xlsx")]
    summary = f"{NAME.replace('bao-cao', 'tom-tat-trinh-ky')}.pdf"
    names = [*(f"{NAME}.{kind}" for kind in formats), *dossier, summary, "facts.json"]
    names.append("notebooks/04_report.ipynb")
    edited = {Path(name).name: edit(folder / name) for name in names}
    edited[f"thu-{UNIT}-{PERIOD}.eml"] = edit(folder / f"thu-{UNIT}-{PERIOD}.eml")
    outcome = run(made, formats=formats)
    assert kept_in(folder) == edited and len(outcome.set_aside) == len(edited)
    recorded = read_manifest(made, str(PERIOD), UNIT)["outputs"]
    prefix = f"reports/2023H1/{UNIT}"
    notebooks = [f"{prefix}/notebooks/{stage}.ipynb" for stage in STAGES]
    assert sorted(recorded) == sorted([*(f"{prefix}/{name}" for name in names[:-1]), *notebooks])
    again = run(made, REPORT, formats=("html", "docx"))
    assert again.set_aside == [], "our own are replaced and removed in silence"


def test_a_unit_whose_page_cannot_be_written_has_failed_like_any_other(made):
    folder = made.reports(PERIOD, UNIT)
    shutil.rmtree(folder)
    (folder / f"{NAME}.html").mkdir(parents=True)
    job = plan_jobs(made, PERIOD, [UNIT], lang="vi", formats=("html",), keep_notebooks=False)[0]
    result = fail(job, "Thiếu tệp", "", 0.0)
    assert (result.status, result.outputs, result.reason) == ("failed", (), "Thiếu tệp")


def test_a_persons_own_file_beside_the_report_is_neither_touched_nor_counted(made, quick_batch):
    folder = made.reports(PERIOD, UNIT)
    own = [folder / "ghi chú.docx", folder / "notebooks" / "của tôi.ipynb"]
    contents = [edit(path) for path in own]
    outcome = run(made, REPORT)
    quick_batch(made, [_job(made)], force=True)
    assert [path.read_bytes() for path in own] == contents and outcome.set_aside == []
    outputs = read_manifest(made, str(PERIOD), UNIT)["outputs"]
    assert not [name for name in (*outputs, *outcome.outputs) if "ghi chú" in name]
    start = open_start(workspace=made, unit=UNIT, period=str(PERIOD))
    assert "ghi chú" not in repr(start.results()) + repr(start.stages())


def _job(workspace):
    choices = {"lang": "vi", "formats": ("html",), "keep_notebooks": False}
    (job,) = plan_jobs(workspace, PERIOD, [UNIT], **choices)
    return job


def test_failure_page_keeps_what_was_edited_and_removes_our_own(made):
    folder = made.reports(PERIOD, UNIT)
    run(made, REPORT, formats=("html", "docx", "xlsx"))
    edited = {name: edit(folder / name) for name in (f"{NAME}.html", f"{NAME}.docx")}
    result = fail(_job(made), "hỏng", "", 1.0)
    assert kept_in(folder) == edited and len(result.set_aside) == 2
    left = {path.name for path in folder.iterdir() if path.is_file()}
    assert left == {f"{NAME}.html", "manifest.json"} and not list(folder.glob("notebooks/*"))


@pytest.mark.usefixtures("batch_in_this_process")
def test_batch_makes_an_edited_report_again_and_says_where_the_edited_one_is(made, capsys):
    folder = made.reports(PERIOD, UNIT)
    edited = edit(folder / f"{NAME}.html")
    assert not is_done(_job(made))
    given = ["--period", str(PERIOD), "--units", UNIT, "--to", "html"]
    with pytest.raises(SystemExit):
        app(["batch", *given, "--workspace", str(made.root), "--jobs", "1"])
    assert kept_in(folder) == {f"{NAME}.html": edited}
    (kept,) = OutputFolder(made, folder).kept()
    assert kept in capsys.readouterr().out
    index = (made.root / "reports/2023H1/index.html").read_text(encoding="utf-8")
    assert EDITED not in index
    record = json.loads((made.root / "reports/2023H1/manifest.json").read_text(encoding="utf-8"))
    assert [unit["set_aside"] for unit in record["units"]] == [[kept]]
    assert is_done(_job(made)), "what was set aside makes no report out of date"


def test_a_roll_up_and_its_notebook_are_kept_alike(made):
    run(made, [ROLL_UP], "minh-hoa", ("html", "docx"))
    folder = made.reports(PERIOD, "minh-hoa")
    name = f"bao-cao-minh-hoa-{PERIOD}.docx"
    edited = {
        name: edit(folder / name),
        f"{ROLL_UP}.ipynb": edit(folder / "notebooks" / f"{ROLL_UP}.ipynb"),
    }
    run(made, [ROLL_UP], "minh-hoa", ("html",))
    assert kept_in(folder) == edited


def test_an_edited_index_of_a_period_is_kept(made, quick_batch):
    index = made.root / "reports/2023H1/index.html"
    edited = edit(index)
    batch = quick_batch(made, [_job(made)])
    assert kept_in(index.parent) == {"index.html": edited}
    assert batch.set_aside.startswith(f"reports/2023H1/{EDITED}/")


def test_an_edited_list_of_an_audit_is_kept(made, capsys):
    audit = open_audit(workspace=made, file=f"{NAME}.html")
    audit.save()
    folder = made.root / "reports" / "audit"
    edited = edit(folder / f"{NAME}.html.csv")
    audit.save()
    assert kept_in(folder) == {f"{NAME}.html.csv": edited}
    assert f"-{NAME}.html.csv" in capsys.readouterr().out
    assert run(made, [ROLL_UP], "minh-hoa").counts, "records of files are no period"


def test_files_that_state_different_things_leave_the_earlier_ones(made, monkeypatch):
    folder = made.reports(PERIOD, UNIT)
    before = {path: path.read_bytes() for path in folder.glob("*.*")}

    def refuse(*given):
        raise ReportError("stages.no_members", unit="x")

    monkeypatch.setattr(publishing, "require_same_text", refuse)
    result = _published(made)
    assert result is ReportError
    assert {path: path.read_bytes() for path in folder.glob("*.*")} == before


def _published(workspace):
    """The kind of error that the report notebook's calls end with, in this process."""
    from helpers.stages.notebooks.report import open_report
    from helpers.stages.parameters import ReportParameters
    from helpers.stages.unit_period import open_unit_period

    case = open_unit_period(ReportParameters, workspace=workspace, unit=UNIT, period=str(PERIOD))
    report = open_report(case)
    report.opening(), report.parts(), report.closing(), report.annexes(), report.dossier()
    with pytest.raises(ReportError) as caught:
        report.publish()
    return caught.type


def test_a_run_that_stops_says_what_was_set_aside_before(made):
    run(made)
    folder = made.reports(PERIOD, UNIT)
    edited = edit(folder / "notebooks" / "01_clean.ipynb")
    (made.processed(PERIOD, UNIT) / "observations.parquet").unlink()
    (made.root / "notebooks").mkdir()
    text = made.notebook("02_indicators").read_text(encoding="utf-8")
    broken = made.root / "notebooks" / "02_indicators.ipynb"
    broken.write_text(
        text.replace("open_unit_period(", "open_unit_period(no_such="), encoding="utf-8"
    )
    with pytest.raises(ReportError) as caught:
        run(made)
    assert kept_in(folder) == {"01_clean.ipynb": edited}
    assert "-01_clean.ipynb" in caught.value.__notes__[0]
