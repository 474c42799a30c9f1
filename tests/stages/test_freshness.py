"""Is a report current? A batch, the mail and the start notebook give the same answer."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyarrow import parquet

from helpers.batch.engine import ENGINE
from helpers.batch.jobs import is_done, plan_jobs
from helpers.core import workspace as workspace_module
from helpers.core.catalogues import files
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.delivery.eligibility import STALE, eligibilities
from helpers.stages import input_hashes
from helpers.stages.freshness import freshness_of
from helpers.stages.notebooks.start import open_start
from helpers.stages.parameters import STAGES
from helpers.stages.unit_run import ROLL_UP, run_unit

PERIOD = Period.parse("2023H1")
BY_RUN, BY_BATCH, SILENT, BY_ROLL_UP = (
    *("huyen-mau-0001", "huyen-mau-0002", "huyen-mau-0003"),
    "minh-hoa",
)
ALL = {BY_RUN, BY_BATCH, BY_ROLL_UP}
"""Reports of the three ways to make one: ``baocao run``, ``baocao batch``, ``baocao rollup``."""


@dataclass(frozen=True)
class Office:
    """A workspace with the three reports, and the program that made them, both to be changed."""

    workspace: Workspace
    program: Path

    def report(self, unit: str) -> Path:
        return self.workspace.reports(PERIOD, unit)

    def own(self, name: str) -> Path:
        """A file of the workspace's own data/reference, as the project has it."""
        path = self.workspace.root / "data" / "reference" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT_ROOT / "data" / "reference" / name, path)
        return path


@pytest.fixture(scope="module")
def three_ways(province, tmp_path_factory) -> Workspace:
    """Unit 1 made by a run, unit 2 by a batch, the unit above by a roll-up of these two."""
    root = shutil.copytree(province[0].root, tmp_path_factory.mktemp("freshness") / "w")
    workspace = Workspace(root)
    for unit, stages in ((BY_RUN, list(STAGES)), (BY_ROLL_UP, [ROLL_UP])):
        values = {"unit": unit, "period": str(PERIOD), "lang": "vi", "formats": ["html"]}
        run_unit(workspace, values, stages, lambda stage, done, total: None, engine=ENGINE)
    return workspace


@pytest.fixture(scope="module")
def program_once(tmp_path_factory) -> Path:
    """A copy of the program; its 1,000 files are linked to for each test."""
    program = tmp_path_factory.mktemp("program")
    for folder in ("src/helpers", "notebooks", "data/reference"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT_ROOT / folder, program / folder, ignore=ignored)
    return program


@pytest.fixture
def office(three_ways, program_once, tmp_path, monkeypatch) -> Office:
    program = tmp_path / "program"
    shutil.copytree(program_once, program, copy_function=os.link)
    for module in (workspace_module, input_hashes):
        monkeypatch.setattr(module, "PROJECT_ROOT", program)
    for module in (workspace_module, files):
        monkeypatch.setattr(module, "PROJECT_REFERENCE", program / "data" / "reference")
    return Office(Workspace(shutil.copytree(three_ways.root, tmp_path / "w")), program)


def batch_says(workspace, unit):
    (job,) = plan_jobs(
        workspace, PERIOD, [unit], lang="vi", formats=("html",), keep_notebooks=False
    )
    return is_done(job)


def mail_says(workspace, unit):
    (found,) = eligibilities(workspace, PERIOD, [unit], "vi")
    return not found.refusal and STALE not in found.warnings


def notebook_says(workspace, unit):
    start = open_start(workspace=workspace, unit=unit, period=str(PERIOD), formats=["html"])
    return start.stages().rows[-1][-1] == "còn đúng"


ASKERS = (batch_says, mail_says, notebook_says)


def append(path: Path, text: str = "\n") -> None:
    assert path.is_file(), f"no such file to change: {path.name}"
    before = path.read_text(encoding="utf-8")
    path.unlink()  # others may be linked to it
    path.write_text(before + text, encoding="utf-8")


def edit_manifest(office: Office, unit: str, **values) -> None:
    path = office.report(unit) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | values
    kept = {name: value for name, value in manifest.items() if value is not ...}
    path.write_text(json.dumps(kept), encoding="utf-8")


def page(office: Office, unit: str) -> Path:
    return next(office.report(unit).glob("*.html"))


def table(office: Office, unit: str, name: str = "indicators") -> Path:
    return office.workspace.processed(PERIOD, unit) / f"{name}.parquet"


def changed_program(name: str):
    def happen(office: Office) -> None:
        append(office.program / name)

    return happen


def changed_catalogue(name: str):
    def happen(office: Office) -> None:
        append(office.own(name))

    return happen


def own_notebook(name: str):
    def happen(office: Office) -> None:
        path = office.workspace.root / "notebooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((office.program / "notebooks" / name).read_bytes() + b"\n")

    return happen


def touched_raw_file(office):
    next(office.workspace.raw(PERIOD, BY_RUN).glob("03_*")).touch()


def changed_raw_file(office):
    with next(office.workspace.raw(PERIOD, BY_RUN).glob("03_*")).open("ab") as file:
        file.write(b"\0")


def new_raw_file(office):
    (office.workspace.raw(PERIOD, BY_BATCH) / "them.csv").write_text("a\n1\n", encoding="utf-8")


def new_recipient(office):
    append(office.own("recipients.csv"), f"{BY_RUN},Mới,moi@example.com,to\n")


def corrections_of(unit: str):
    def happen(office: Office) -> None:
        path = office.workspace.root / f"data/reference/corrections/{PERIOD}/{unit}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = "file,sheet,cell,expected,corrected,reason,author,date\n"
        path.write_text(head, encoding="utf-8")

    return happen


def renamed_unit(office):
    path = office.own("units.csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Huyện Mẫu 0001", "Huyện Mẫu Một"), encoding="utf-8")


def edited_page(office):
    append(page(office, BY_RUN))


def lost_page(office):
    page(office, BY_BATCH).unlink()


def edited_facts(office):
    (office.report(BY_ROLL_UP) / "facts.json").write_text("[]", encoding="utf-8")


def edited_executed_notebook(office):
    append(office.report(BY_RUN) / "notebooks" / "01_clean.ipynb")


def member_with_new_figures(office):
    """As making it again leaves it where its figures changed."""
    path = table(office, BY_BATCH)
    parquet.write_table(parquet.read_table(path).slice(1), path)
    tables = {str(p.relative_to(office.workspace.root)): input_hashes.sha256(p)
              for p in path.parent.glob("*.parquet")}  # fmt: skip
    edit_manifest(office, BY_BATCH, tables=tables, finished="2999-01-01T00:00:00+00:00")


def member_with_the_same_figures(office):
    edit_manifest(office, BY_BATCH, finished="2999-01-01T00:00:00+00:00")


def new_member(office):
    path = table(office, SILENT)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(table(office, BY_BATCH), path)


def lost_table(office):
    table(office, BY_BATCH).unlink()


def edited_charts(office):
    path = table(office, BY_RUN, "charts")
    parquet.write_table(parquet.read_table(path).slice(1), path)


def recorded_by_an_older_program(office):
    edit_manifest(office, BY_RUN, fingerprint=None, unit_rows=..., members=...)


def failed(office):
    shutil.rmtree(office.report(BY_BATCH))
    office.report(BY_BATCH).mkdir()
    edit = {"unit": BY_BATCH, "period": str(PERIOD), "outcome": "failed", "reason": "hỏng"}
    text = json.dumps(edit)
    (office.report(BY_BATCH) / "manifest.json").write_text(text, encoding="utf-8")


def cut_manifest(office):
    path = office.report(BY_RUN) / "manifest.json"
    path.write_bytes(path.read_bytes()[:500])


def unit_not_in_the_catalogue(office):
    path = office.own("units.csv")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if BY_BATCH not in line), encoding="utf-8")


HELPERS = "src/helpers"
HARMLESS = (
    touched_raw_file,
    new_recipient,
    changed_catalogue("units_sources.md"),
    corrections_of("ba-be"),
    changed_program(f"{HELPERS}/cli/show.py"),
    changed_program(f"{HELPERS}/delivery/send_plan.py"),
    changed_program(f"{HELPERS}/demo/build.py"),
    changed_program(f"{HELPERS}/core/messages/vi/delivery.yml"),
    changed_program(f"{HELPERS}/export/html/templates/mail.html.j2"),
    changed_program("notebooks/00_start.ipynb"),
    changed_program("notebooks/06_audit.ipynb"),
    edited_executed_notebook,
    member_with_the_same_figures,
)
"""After all of these together every report is still current."""


def all_that_is_harmless(office):
    for happen in HARMLESS:
        happen(office)


SITUATIONS = {
    "harmless": (all_that_is_harmless, set()),
    "raw file changed": (changed_raw_file, {BY_RUN}),
    "raw file new": (new_raw_file, {BY_BATCH}),
    "catalogue of all reports": (changed_catalogue("seasonal_shares.csv"), ALL),
    "catalogue in a folder": (changed_catalogue("packs/district-2020/outline.yml"), ALL),
    "catalogue of the comparison": (changed_catalogue("key_indicators.csv"), {BY_ROLL_UP}),
    "corrections of the unit": (corrections_of(BY_RUN), {BY_RUN}),
    "row of the unit": (renamed_unit, {BY_RUN, BY_ROLL_UP}),
    "unit no longer there": (unit_not_in_the_catalogue, {BY_BATCH, BY_ROLL_UP}),
    "module of reports": (changed_program(f"{HELPERS}/narrative/outline_sections.py"), ALL),
    "module named like the mail": (changed_program(f"{HELPERS}/audit/readers/mail.py"), ALL),
    "message of reports": (changed_program(f"{HELPERS}/core/messages/vi/narrative.yml"), ALL),
    "template of reports": (
        changed_program(f"{HELPERS}/export/html/templates/report/style.css.j2"),
        ALL,
    ),
    "settings of the template": (
        changed_program(f"{HELPERS}/export/html/templates/report/conf.json"),
        ALL,
    ),
    "module of roll-ups": (
        changed_program(f"{HELPERS}/stages/notebooks/province.py"),
        {BY_ROLL_UP},
    ),
    "notebook of reports": (changed_program("notebooks/04_report.ipynb"), ALL),
    "notebook of roll-ups": (changed_program("notebooks/05_province.ipynb"), {BY_ROLL_UP}),
    "notebook of the workspace": (own_notebook("01_clean.ipynb"), ALL),
    "page edited": (edited_page, {BY_RUN}),
    "page lost": (lost_page, {BY_BATCH}),
    "facts edited": (edited_facts, {BY_ROLL_UP}),
    "member with new figures": (member_with_new_figures, {BY_ROLL_UP}),
    "new member": (new_member, {BY_ROLL_UP}),
    "table lost": (lost_table, {BY_BATCH, BY_ROLL_UP}),
    "charts edited": (edited_charts, {BY_RUN}),
    "older manifest": (recorded_by_an_older_program, {BY_RUN}),
    "cut manifest": (cut_manifest, {BY_RUN}),
    "failed": (failed, {BY_BATCH}),
}


@pytest.mark.parametrize(("happen", "spoiled"), SITUATIONS.values(), ids=SITUATIONS)
def test_all_who_ask_get_the_same_answer(office, happen, spoiled):
    happen(office)
    for asker in ASKERS:
        old = {unit for unit in ALL if not _asked(asker, office.workspace, unit)}
        assert old == spoiled, asker.__name__


def _asked(asker, workspace, unit) -> bool:
    """The start notebook cannot be opened for a unit that no catalogue has."""
    try:
        return asker(workspace, unit)
    except ParameterError:
        return False


def test_another_version_of_a_package_makes_every_report_old(office, monkeypatch):
    now = input_hashes.versions()
    monkeypatch.setattr(input_hashes, "versions", lambda: now | {"pandas": "0.1"})
    for asker in ASKERS:
        assert not any(asker(office.workspace, unit) for unit in ALL), asker.__name__


WANTED = {"lang": "vi", "formats": ["html"]}


@pytest.mark.parametrize(("asked", "names"), [
    (WANTED, ()),
    (WANTED | {"formats": ["html", "xlsx"]}, ("formats",)),
    (WANTED | {"lang": "en"}, ("lang",)),
    (WANTED | {"report_date": "30 tháng 6"}, ("report_date",)),
])  # fmt: skip
def test_who_asks_for_another_report_gets_another_answer(three_ways, asked, names):
    for unit in ALL:
        found = freshness_of(three_ways, PERIOD, unit, asked=asked)
        assert (found.parameters, found.is_current) == (names, not names)


def test_a_batch_that_keeps_notebooks_wants_them_beside_the_report(three_ways):
    jobs = plan_jobs(
        three_ways, PERIOD, [BY_RUN, BY_BATCH], lang="vi", formats=("html",), keep_notebooks=True
    )
    assert [is_done(job) for job in jobs] == [True, False]


@pytest.mark.parametrize(("happen", "unit", "words"), [
    (renamed_unit, BY_RUN, ["Danh mục hoặc chương trình đã đổi", "units.csv"]),
    (corrections_of(BY_RUN), BY_RUN, ["khai báo sửa lỗi đã đổi", f"{BY_RUN}.csv"]),
    (new_member, BY_ROLL_UP, ["đơn vị trực thuộc đã đổi", f"{SILENT}/indicators.parquet"]),
    (lost_table, BY_BATCH, ["Bảng số liệu của báo cáo", "indicators.parquet"]),
    (recorded_by_an_older_program, BY_RUN, ["phiên bản trước của chương trình"]),
])  # fmt: skip
def test_the_start_notebook_names_what_differs(office, happen, unit, words):
    happen(office)
    start = open_start(workspace=office.workspace, unit=unit, period=str(PERIOD), formats=["html"])
    panel = start.stages()
    assert panel.rows[-1][-1] == "đã cũ, cần chạy lại"
    assert all(word in " ".join(panel.sentences) for word in words)


def test_shared_files_are_hashed_once_for_many_units(three_ways, monkeypatch):
    shared = input_hashes.shared_inputs(three_ways, PERIOD)
    freshness_of(three_ways, PERIOD, BY_RUN, shared=shared)
    read = []
    real = input_hashes.sha256
    monkeypatch.setattr(input_hashes, "sha256", lambda path: read.append(path) or real(path))
    assert freshness_of(three_ways, PERIOD, BY_BATCH, shared=shared).is_current
    assert {path.parent.parent.parent.name for path in read} == {"raw"}
