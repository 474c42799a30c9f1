"""Contradictions are decided by people: read, obeyed, and asked again when figures change."""

from __future__ import annotations

import re
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest

from helpers.batch.engine import ENGINE
from helpers.checks.decisions import (
    CHANGED,
    DECIDED,
    IMPOSSIBLE,
    NOT_YET,
    OPEN,
    decisions_file,
    is_draft,
    load_decisions,
    settle,
)
from helpers.checks.explain import explanation
from helpers.core.errors import CatalogueError, ParameterError
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.delivery.eligibility import STALE, eligibilities
from helpers.narrative.blocks import Paragraph, Table, cell_runs, text_of
from helpers.narrative.decisions import short_figure_name
from helpers.narrative.signer_page import _weightiest_first
from helpers.stages.freshness import freshness_of
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.run_summary import finding_line
from helpers.stages.set_aside import kept_sentences
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit

PERIOD, UNIT = Period.parse("2023H1"), "bach-thong"
VALUES = {"unit": UNIT, "period": str(PERIOD), "lang": "vi", "formats": ["html"]}
TOTAL = "mtqg.MTQG.investment"
KEY = f"budget_total_allocated:{TOTAL}:plan"
HEADER = "key,choice,reason,name,date,stated,computed\n"
WHY = {"reason": "hai cách tính", "name": "Nguyễn Thị Thử"}
MAIZE = "stated_pct_plan:agri.spring_maize.production:stated_pct_plan"


@pytest.fixture
def workspace(finished_copy):
    return finished_copy


def opened(workspace):
    return open_unit_period(ReportParameters, workspace=workspace, **VALUES)


def write(workspace, *rows):
    path = decisions_file(workspace, PERIOD, UNIT)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def row_of(choice, stated="26744", computed="27842.00", key=KEY):
    return f"{key},{choice},hai cách tính,Nguyễn Thị Thử,2023-07-03,{stated},{computed}"


def plan_of(unit_period):
    rows = {row["indicator"]: row for row in records_of(unit_period.compute())}
    return rows[TOTAL]["plan"]


def status_of(unit_period, key=KEY):
    found = unit_period.settlements(unit_period.read("findings"))
    return {settlement.key: settlement.status for settlement in found}[key]


# The form states 26.744 in total; its lines and what is unallocated (1.098) add up to 27.842.
@pytest.mark.parametrize(
    ("rows", "plan", "status"),
    [
        ([], 27842, OPEN),
        ([row_of("recomputed")], 27842, DECIDED),
        ([row_of("stated")], 26744, DECIDED),
        ([row_of("stated", '"26744,0"', 27842)], 26744, DECIDED),
        ([row_of("stated", "26700")], 27842, CHANGED),
        ([row_of("stated", 97.94, "99.9650", MAIZE)], 27842, OPEN),
    ],
)
def test_a_total_is_kept_as_stated_where_that_was_decided_of_these_figures(
    workspace, rows, plan, status
):
    write(workspace, *rows)
    assert plan_of(opened(workspace)) == Decimal(plan)
    assert status_of(opened(workspace)) == status


def test_a_stated_rate_cannot_stand_beside_figures_that_give_another(workspace):
    write(workspace, row_of("stated", 97.94, "99.9650", MAIZE))
    assert status_of(opened(workspace), MAIZE) == IMPOSSIBLE


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (row_of("maybe"), "choice"),
        (row_of("both").replace("2023-07-03", "hôm qua"), "date"),
        (row_of("both").replace("Nguyễn Thị Thử", ""), "name"),
    ],
)
def test_a_broken_file_says_where(workspace, row, column):
    path = write(workspace, row)
    with pytest.raises(CatalogueError) as error:
        load_decisions(path)
    assert all(text in str(error.value) for text in (path.name, "2", column))


def test_the_notebook_decides_and_the_text_says_so(workspace):
    report = open_report(opened(workspace))
    assert "Chưa quyết định" in repr(report.decisions())
    before = notes_of(report)
    assert any("chưa thống nhất" in note and "26.744" in note for note in before)
    current = freshness_of(workspace, PERIOD, UNIT).is_current
    before_it = errors_in_the_way(workspace)
    report.decide(KEY, "both", **WHY)
    assert errors_in_the_way(workspace) == before_it - 1
    assert current and not freshness_of(workspace, PERIOD, UNIT).is_current
    assert status_of(opened(workspace)) == DECIDED
    notes = [note for note in notes_of(open_report(opened(workspace))) if "26.744" in note]
    assert notes and all("chưa thống nhất" not in note for note in notes)
    with pytest.raises(ParameterError):
        report.decide("không có", "both", **WHY)
    with pytest.raises(ParameterError):
        report.decide(MAIZE, "stated", **WHY)


def errors_in_the_way(workspace):
    (found,) = eligibilities(workspace, PERIOD, [UNIT], "vi")
    return found.contradictions


def notes_of(report):
    report.parts()
    blocks = [b for b in report.blocks if isinstance(b, Paragraph) and b.kind == "note"]
    texts = [text for b in blocks if (text := text_of(b.runs)).startswith("[")]
    return [note for text in texts for note in re.split(r" (?=\[[a-z]+\] )", text)]


def test_a_report_is_a_draft_until_everything_is_decided(workspace):
    unit_period = opened(workspace)
    findings = records_of(unit_period.read("findings"))
    (finding,) = [
        f for f in findings if f["check"] == KEY.split(":")[0] and f["indicator"] == TOTAL
    ]
    (undecided,) = settle([finding], [], "vi")
    assert (undecided.stated, undecided.computed) == ("26744", "27842")
    for choice, is_open in (("both", False), ("ask_sender", True)):
        decisions = load_decisions(write(workspace, row_of(choice)))
        assert is_draft(settle([finding], decisions, "vi")) == is_open
    page = next(workspace.reports(PERIOD, UNIT).glob("bao-cao-*.html")).read_text(encoding="utf-8")
    assert "DỰ THẢO BÁO CÁO" in page


def fill_dossier(workspace, choice):
    """In Excel, with the words of the pick list; a row without a choice is left alone."""
    (book_file,) = (workspace.root / "reports").rglob("ho-so-so-lieu-*.xlsx")
    book = openpyxl.load_workbook(book_file)
    sheet = book["Quyết định"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    (row,) = [r for r in range(4, sheet.max_row + 1) if sheet.cell(r, heads["Mã"]).value == KEY]
    # 27.842 − 26.744 is what the form itself reports as unallocated.
    assert "1.098 (" in sheet.cell(row, heads["Có thể vì"]).value
    filled = {"Chọn dùng": choice, "Lý do": "hai cách tính", "Họ tên": "Thử"}
    for head, text in filled.items():
        sheet.cell(row, heads[head]).value = text
    book.save(book_file)
    return book, book_file, sheet, (row, heads)


def test_a_report_made_from_a_filled_dossier_is_current_and_says_what_was_decided(workspace):
    fill_dossier(workspace, "dùng số tính lại")
    values = VALUES | {"formats": ["html", "xlsx"]}
    before = open_errors(workspace)
    outcome = run_unit(workspace, values, list(STAGES), lambda *_: None, engine=ENGINE)
    assert freshness_of(workspace, PERIOD, UNIT).is_current
    (found,) = eligibilities(workspace, PERIOD, [UNIT], "vi")
    assert STALE not in found.warnings and found.contradictions == before - 1
    assert len(outcome.decided) == 1 and "dùng số tính lại" in outcome.decided[0]
    assert (outcome.counts["decided"], outcome.counts["errors"]) == (1, before - 1)
    settled = opened(workspace).settlements(opened(workspace).read("findings"))
    lines = {each.key: finding_line(each.finding) for each in settled}
    assert lines.pop(KEY) not in outcome.worst_findings
    assert set(lines.values()) <= set(outcome.worst_findings)
    (kept,) = kept_sentences(outcome.set_aside)
    assert "đã được đọc" in kept and "sửa tay" not in kept
    # The next run has nothing new to read.
    assert not opened(workspace).take_decisions()


def open_errors(workspace):
    findings = opened(workspace).read("findings")
    return int((findings["severity"] == "error").sum())


def test_a_decision_filled_in_on_the_dossier_is_read_back_by_the_next_run(workspace):
    book, book_file, sheet, (row, heads) = fill_dossier(workspace, "Dùng số đơn vị ghi")
    unit_period = opened(workspace)
    # What the run computes first obeys it already: the report of this run prints it.
    assert plan_of(unit_period) == 26744
    (decision,) = load_decisions(decisions_file(workspace, PERIOD, UNIT))
    assert (decision.key, decision.choice, decision.name) == (KEY, "stated", "Thử")
    sheet.cell(row, heads["Họ tên"]).value = None
    book.save(book_file)
    with pytest.raises(ParameterError):
        unit_period.compute()


@pytest.mark.parametrize(
    ("day", "kept", "lost"), [("01/06/2023", "recomputed", "stated"), ("", "stated", "recomputed")]
)
def test_of_two_decisions_the_later_holds_and_both_are_named(workspace, day, kept, lost):
    """The file has one of 3 July 2023; the sheet one of June, or none but the day it was saved."""
    write(workspace, row_of("recomputed"))
    book, book_file, sheet, (row, heads) = fill_dossier(workspace, "dùng số đơn vị ghi")
    sheet.cell(row, heads["Ngày"]).value = day
    book.save(book_file)
    (sentence,) = opened(workspace).take_decisions()
    (decision,) = load_decisions(decisions_file(workspace, PERIOD, UNIT))
    assert decision.choice == kept
    words = {
        "recomputed": "«dùng số tính lại» (Nguyễn Thị Thử",
        "stated": "«dùng số đơn vị ghi» (Thử",
    }
    assert sentence.index(words[kept]) < sentence.index(words[lost])
    # Nothing is written twice: the next run says the same, or only that it was read.
    assert len(opened(workspace).take_decisions()) == 1


def test_the_mark_of_a_contradiction_stands_at_the_cell_of_the_table(workspace):
    report = open_report(opened(workspace))
    report.parts()
    rows = [row for block in report.blocks if isinstance(block, Table) for row in block.rows]
    marked = [text_of(cell_runs(cell)) for row in rows for cell in row.cells]
    assert any(re.fullmatch(r"[\d.,]+ \[[a-z]+\]", text) for text in marked)


def test_the_signers_page_names_a_budget_line_shortly(workspace):
    report = open_report(opened(workspace))
    found = next(s.finding for s in report.settlements if s.key == KEY)
    about = {"da1": f"{TOTAL.replace('MTQG.investment', 'DA1.total')}", "total": TOTAL}
    names = {
        name: short_figure_name({**found, "indicator": code}, report.report_data)
        for name, code in about.items()
    }
    assert names["da1"] == "Dự án 1, vốn giao"
    assert names["total"].endswith(", vốn đầu tư, vốn giao") and ":" not in names["total"]


def test_no_check_fills_the_signers_page_before_another_is_named():
    def found(check, stated, computed):
        finding = {"check": check, "indicator": "x"}
        return SimpleNamespace(finding=finding, stated=stated, computed=computed)

    rows = [found("ways", "100", part) for part in ("90", "40", "0")]
    rows += [found("limit", "13", ""), found("sum", "10", "9")]
    data = SimpleNamespace(find=lambda code: None)
    order = [(s.finding["check"], s.computed) for s in _weightiest_first(rows, data)]
    assert [check for check, _ in order[:3]] == ["ways", "limit", "sum"]
    assert [computed for check, computed in order if check == "ways"] == ["0", "40", "90"]


def test_a_report_that_was_computed_without_a_decision_stays_a_draft(workspace):
    """The decision came after notebook 02: what is printed is not what was decided."""
    write(workspace, row_of("stated"))
    report = open_report(opened(workspace))
    (settlement,) = [found for found in report.settlements if found.key == KEY]
    assert settlement.status == NOT_YET and is_draft([settlement])
    assert any("cần lập lại báo cáo" in note for note in notes_of(report))
    unit_period = opened(workspace)
    unit_period.save({"indicators": unit_period.compute()})
    again = open_report(opened(workspace)).settlements
    assert [found.status for found in again if found.key == KEY] == [DECIDED]


@pytest.mark.parametrize(
    ("stated", "computed", "kind"),
    [
        ("100", "130", "equals"),  # 30 is a line's
        ("100", "150", "equals"),  # 30 + 20
        ("7100", "71", "scale"),
        ("18.14", "18.34", "digit"),
        ("18.14", "18.41", "digit"),
        ("100", "101.7", ""),
    ],
)
def test_what_may_explain_two_figures(stated, computed, kind):
    same = dict.fromkeys(("kind", "programme", "capital", "sector", "unit_of_measure"), "x")
    blank = dict.fromkeys(("plan", "actual", "unallocated", "as_of", "maturity"))
    about = same | blank | {"indicator": "total"}
    rows = [about, about | {"indicator": "a", "plan": Decimal(30)}]
    rows.append(about | {"indicator": "b", "unallocated": Decimal(20)})
    assert explanation(stated, computed, about, rows)[0] == kind
