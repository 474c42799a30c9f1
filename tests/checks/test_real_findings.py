"""What the real report states and what follows from its own figures, recomputed by hand."""

from __future__ import annotations

import pytest

from helpers.core.periods import Period
from helpers.core.tables import read_table

PERIOD = Period.parse("2023H1")


@pytest.fixture(scope="module")
def findings(finished):
    workspace, _ = finished
    return read_table(workspace, "bach-thong", PERIOD, "findings").to_dict("records")


def found(findings, subject, severity):
    return [f for f in findings if f["subject"].startswith(subject) and f["severity"] == severity]


# subject; stated; recomputed (cut to the digits shown); how by hand
CONTRADICTIONS = [
    ("Sản lượng ngô vụ xuân", "97,94", "99,96", "2.972,96 / 2.974"),
    ("Tổng sản lượng lương thực có hạt", "100,7", "99,99", "10.218,19 / (7.316,00 + 2.902,93)"),
    ("Dự án 8: ", "18,14", "18,34", "619,950 / 3.379,979"),
    ("Tổng số Chương trình, vốn đầu tư", "26.744", "27.842", "26.744 + 1.098"),
    ("Tổng số Chương trình, vốn sự nghiệp", "46.929,385459", "48.432,484915", "sum of 15 lines"),
    ("Tổng số Chương trình, vốn đầu tư", "18,74", "18,00", "5.013,06 / 27.842"),
    ("Tổng số Chương trình, vốn sự nghiệp", "4,4", "4,29", "2.080,045980 / 48.432,484915"),
    ("Tổng vốn Chương trình", "43.311,16", "76.274,48", "27.842 + 48.432,484915"),
    ("Số cơ sở không đạt", "3,3", "3,20", "9 / 281"),
]


@pytest.mark.parametrize(("subject", "stated", "computed", "how"), CONTRADICTIONS)
def test_contradiction_is_found(findings, subject, stated, computed, how):
    rows = found(findings, subject, "error")
    assert [row for row in rows if row["stated"] == stated and row["computed"].startswith(computed)]
    assert all(row["file"] and row["cell"] and row["advice"] for row in rows)


TRUNCATIONS = [
    ("Sản lượng lúa xuân", "99,24"),
    ("Sản lượng thịt hơi đại gia súc", "58,9"),
    ("Sản lượng thịt hơi lợn", "63,2"),
    ("Sản lượng thịt hơi dê", "63,07"),
    ("Tổng sản lượng thịt hơi", "67,3"),
    ("Số lượt người bệnh", "58,01"),
    ("Tỷ lệ cơ sở đạt", "96,7"),
]


@pytest.mark.parametrize(("subject", "stated"), TRUNCATIONS)
def test_truncation_is_a_note(findings, subject, stated):
    rows = found(findings, subject, "note")
    assert (stated, "truncation") in {(row["stated"], row["verdict"]) for row in rows}


def test_figures_that_agree_raise_no_alarm(findings):
    """Spot checks of statements that are right: none of them is reported."""
    for subject in ("Diện tích lúa xuân", "Đàn trâu", "Thu ngân sách", "Giải ngân vốn đầu tư"):
        assert [f for f in findings if f["subject"].startswith(subject)] == []


def test_every_error_is_one_of_the_known_ones(findings):
    known = tuple(subject for subject, *_ in CONTRADICTIONS) + (
        "Vốn đầu tư Chương trình",
        "Vốn sự nghiệp Chương trình",
    )
    errors = [f["subject"] for f in findings if f["severity"] == "error"]
    assert [subject for subject in errors if not subject.startswith(known)] == []


def test_documents_dated_after_the_period(findings):
    rows = [f for f in findings if f["check"] == "document_after_period"]
    assert {row["stated"] for row in rows} == {"30/12/2023", "14/9/2023"}
