"""A figure above a limit that a document sets: nothing is recomputed, nothing is guessed."""

from __future__ import annotations

from decimal import Decimal as D
from types import SimpleNamespace

from helpers.checks.catalogue_checks import check_relations, load_relations
from helpers.checks.decisions import ASK_SENDER, OPEN, STATED, choices_of, settle
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import Paragraph, Part, text_of
from helpers.narrative.decisions import DecisionNotes
from helpers.narrative.facts import Fact
from helpers.stages.run_summary import finding_line

CODE = "rural.criteria_met"


def finding_of(met="13"):
    row = {"indicator": CODE, "name": "Số tiêu chí đạt", "section": "II.3", "actual": D(met)}
    relations = load_relations(Workspace(PROJECT_ROOT), Period.parse("2026H1"))
    found = check_relations(make_table("indicators", [row]), relations)
    return [finding.as_record() for finding in found]


def test_thirteen_of_ten_criteria_have_no_recomputed_figure():
    (finding,) = finding_of()
    assert (finding["stated"], finding["computed"], finding["difference"]) == ("13", None, None)
    assert choices_of(finding) == (STATED, ASK_SENDER)
    assert "tính lại" not in finding_line(finding)
    assert finding_of("10") == []


def test_the_note_says_what_is_stated_and_how_many_there_are():
    (settlement,) = settle(finding_of(), [], "vi")
    assert settlement.status == OPEN
    fact = Fact(CODE, D(13), "13", "tiêu chí", None, (), CODE, "actual", "")
    part = DecisionNotes([settlement], SimpleNamespace(lang="vi", find=lambda code: None)).applied(
        Part("x", (Paragraph((fact,)),))
    )
    marked, note = (text_of(block.runs) for block in part.blocks)
    assert marked == "13 [a]"
    assert note == (
        "[a] Số tiêu chí nông thôn mới đạt "
        "(theo Quyết định số 51/2025 có 10 tiêu chí): đơn vị báo cáo ghi 13 "
        "(chưa thống nhất)."
    )
