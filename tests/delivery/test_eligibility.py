"""What may go out: a report that is there, unchanged, up to date and without contradictions."""

from __future__ import annotations

import json
import shutil

import pytest
from offices import PEOPLE, PERIOD, UNITS

from helpers.batch.jobs import is_done, plan_jobs
from helpers.batch.work import fail
from helpers.core.errors import ParameterError
from helpers.delivery.eligibility import eligibilities
from helpers.delivery.ledger import open_ledger
from helpers.delivery.send_plan import PlanOptions, allowed_warnings, plan_letters

UNIT = UNITS[0]


def manifest_of(workspace, unit=UNIT):
    return workspace.reports(PERIOD, unit) / "manifest.json"


def edit_manifest(workspace, unit=UNIT, **values):
    path = manifest_of(workspace, unit)
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | values), encoding="utf-8")


def job_of(workspace):
    (job,) = plan_jobs(
        workspace, PERIOD, [UNIT], lang="vi", formats=("html", "docx"), keep_notebooks=False
    )
    return job


def no_report(workspace):
    shutil.rmtree(workspace.reports(PERIOD, UNIT))


def failed_report(workspace):
    fail(job_of(workspace), "hỏng", "", 0.0)


def cut_manifest(workspace):
    path = manifest_of(workspace)
    path.write_bytes(path.read_bytes()[:500])


def edited_report(workspace):
    next(workspace.reports(PERIOD, UNIT).glob("*.docx")).write_bytes(b"x")


def lost_report(workspace):
    next(workspace.reports(PERIOD, UNIT).glob("*.html")).unlink()


def new_raw_file(workspace):
    (workspace.raw(PERIOD, UNIT) / "them.csv").write_text("a\n1\n", encoding="utf-8")


def changed_catalogue(workspace):
    original = workspace.reference("seasonal_shares.csv")
    own = workspace.root / "data" / "reference" / "seasonal_shares.csv"
    own.write_bytes(original.read_bytes() + b"\n")


def older_manifest(workspace):
    """As an earlier version of the program left it after ``baocao run``."""
    edit_manifest(workspace, fingerprint=None)


def lost_table(workspace):
    (workspace.processed(PERIOD, UNIT) / "charts.parquet").unlink()


def contradictions(workspace):
    edit_manifest(workspace, summary={"errors": 4})


def nobody(workspace):
    path = workspace.root / "data" / "reference" / "recipients.csv"
    path.write_text(PEOPLE.replace(UNIT, UNITS[1]), encoding="utf-8")


CASES = [
    (no_report, "", "chưa có báo cáo"),
    (failed_report, "", "không lập được báo cáo"),
    (cut_manifest, "", "chưa có báo cáo"),
    (edited_report, "", "đã bị sửa hoặc thiếu"),
    (lost_report, "", "đã bị sửa hoặc thiếu"),
    (lost_table, "", "đã bị sửa hoặc thiếu"),
    (new_raw_file, "stale", "cũ hơn số liệu"),
    (changed_catalogue, "stale", "cũ hơn số liệu"),
    (older_manifest, "stale", "cũ hơn số liệu"),
    (contradictions, "contradictions", "4 chỗ mâu thuẫn"),
    (nobody, "", "chưa có người nhận"),
]


def letter(workspace, allow=()):
    with open_ledger(workspace, PERIOD) as ledger:
        return plan_letters(
            workspace, PERIOD, [UNIT], ledger, lang="vi", options=PlanOptions(allow)
        )[0]


@pytest.mark.parametrize("spoil, allowed_by, reason", CASES, ids=[c[0].__name__ for c in CASES])
def test_what_does_not_go_and_what_lets_it_go(office, spoil, allowed_by, reason):
    assert letter(office).due, "before, it may go"
    spoil(office)
    kept = letter(office)
    assert kept.due == () and kept.is_undelivered and reason in kept.refusal
    everything = letter(office, allow={"stale", "contradictions"})
    assert bool(everything.due) is bool(allowed_by)
    if allowed_by:
        (other,) = {"stale", "contradictions"} - {allowed_by}
        assert letter(office, allow={allowed_by}).due
        assert not letter(office, allow={other}).due, "one permission is not the other"


def test_a_new_recipient_does_not_make_reports_old(office):
    (office.root / "data/reference/recipients.csv").write_text(
        PEOPLE + f"{UNIT},Mới,moi@example.com,cc\n", encoding="utf-8"
    )
    assert "moi@example.com" in letter(office).due
    assert is_done(job_of(office))


def test_the_version_is_that_of_the_files_that_go_out(office):
    first = letter(office).eligibility.version
    edit_manifest(office, finished="2999-01-01T00:00:00+00:00", fingerprint=None)
    assert letter(office).eligibility.version == first
    assert len({s.version for s in eligibilities(office, PERIOD, UNITS, "vi")}) == len(UNITS)


@pytest.mark.parametrize("text, found", [
    ("", set()), ("stale", {"stale"}), (" stale , contradictions", {"stale", "contradictions"}),
])  # fmt: skip
def test_permissions_are_read(text, found):
    assert allowed_warnings(text) == found


def test_an_unknown_permission_is_a_mistake():
    with pytest.raises(ParameterError, match="missing"):
        allowed_warnings("stale,missing")
