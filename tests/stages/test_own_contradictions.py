"""A contradiction of the finished text makes a draft and a question, and holds no report back."""

import shutil

import pytest

from helpers.batch.engine import ENGINE
from helpers.checks.decisions import DECIDED, OPEN, OWN_TEXT, choices_of, decisions_file
from helpers.core.workspace import Workspace
from helpers.stages.decided import add_decision
from helpers.stages.edits import Edit, add_edit, edits_file
from helpers.stages.parameters import STAGES
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit

PERIOD, UNIT = "2023H1", "huyen-mau-0001"
WORDS = "Đã cấp giống cho 1.187/1.350 hộ, đạt 78,9% kế hoạch."
"""1.187 of 1.350 are 87,926 %."""


@pytest.fixture
def edited(province, tmp_path) -> Workspace:
    """A copy of the invented province; a person added a sentence with a wrong rate."""
    workspace = Workspace(shutil.copytree(province[0].root, tmp_path / "w"))
    edit = Edit(action="insert_after", section="II.1.1", paragraph=WORDS)
    add_edit(edits_file(workspace, PERIOD, UNIT), edit)
    return workspace


def run(workspace):
    values = {"unit": UNIT, "period": PERIOD, "formats": ["html"]}
    return run_unit(workspace, values, list(STAGES), lambda stage, done, total: None, engine=ENGINE)


def settlements(workspace):
    case = open_unit_period(workspace=workspace, unit=UNIT, period=PERIOD)
    return case.settlements(case.read("findings"))


def own(workspace):
    return [found for found in settlements(workspace) if found.finding["check"] == OWN_TEXT]


def settle_all(workspace):
    """The first choice of each contradiction, which a draft waits for."""
    found = settlements(workspace)
    for one in found:
        given = {"key": one.key, "choice": choices_of(one.finding)[0], "reason": "x", "name": "Mẫu"}
        add_decision(decisions_file(workspace, PERIOD, UNIT), given, found)


def test_a_sentence_whose_rate_is_wrong_makes_a_draft_until_somebody_decides(edited):
    page = edited.reports(PERIOD, UNIT) / f"bao-cao-{UNIT}-{PERIOD}.html"
    result = run(edited)
    assert not result.is_clean
    (asked,) = own(edited)
    assert (asked.status, asked.stated, asked.computed) == (OPEN, "78.9%", "87.926%")
    assert "1.187/1.350 hộ" in asked.finding["subject"]
    assert "DỰ THẢO" in page.read_text() and WORDS in page.read_text()
    dossier = page.with_name(f"ho-so-so-lieu-{UNIT}-{PERIOD}.html").read_text()
    assert "1.187/1.350 hộ" in dossier

    settle_all(edited)
    run(edited)
    (decided,) = own(edited)
    assert decided.status == DECIDED
    assert "DỰ THẢO" not in page.read_text() and WORDS in page.read_text()


def test_a_sentence_that_was_mended_is_asked_no_more(edited):
    run(edited)
    edits_file(edited, PERIOD, UNIT).unlink()
    run(edited)
    assert own(edited) == []
