"""Texts name figures by code: printed as facts, not told again by the outline."""

from __future__ import annotations

import pytest

from helpers.core.errors import InputError
from helpers.narrative.blocks import runs_of, text_of
from helpers.narrative.facts import Fact
from helpers.narrative.outline_sections import render_part
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

VALUES = {"unit": "bach-thong", "period": "2023H1", "lang": "vi"}
MEETING = "Kế hoạch mua sắm thiết bị"


def report_with(finished, text):
    """The real report, in which one text of the section on education is ``text``."""
    report = open_report(open_unit_period(ReportParameters, workspace=finished[0], **VALUES))
    texts = report.report_data.tables["texts"].copy()
    row = texts.index[texts["text"].str.startswith(MEETING)][0]
    texts.loc[row, "text"] = text
    report.report_data.tables["texts"] = texts
    report.report_data.edited_texts = {}
    return report


def section_of(report, section):
    part = next(p for p in report.report_data.outline.parts if p.id == "II")
    blocks = render_part(report.report_data, part).blocks
    start = next(n for n, b in enumerate(blocks) if getattr(b, "anchor", "") == section)
    ends = (n for n, b in enumerate(blocks) if n > start and getattr(b, "level", 9) <= 3)
    return blocks[start : next(ends)]


def words(blocks):
    return " ".join(text_of(runs_of(block)) for block in blocks)


def test_a_figure_in_a_text_is_a_fact_and_is_told_once(finished):
    report = report_with(finished, "Kinh phí mua sắm là {education.equipment.budget}.")
    blocks = section_of(report, "II.3")
    facts = [r for b in blocks for r in runs_of(b) if isinstance(r, Fact)]
    assert [fact.subject for fact in facts] == ["education.equipment.budget"]
    assert "tổng kinh phí mua sắm trang thiết bị" not in words(blocks).lower()


def test_without_a_figure_in_the_text_the_outline_tells_it(finished):
    report = report_with(finished, "Việc mua sắm {đang được} triển khai.")
    text = words(section_of(report, "II.3"))
    assert "{đang được}" in text, "braces of a person are no placeholder"
    assert "ổng kinh phí mua sắm trang thiết bị dạy học tối thiểu" in text


@pytest.mark.parametrize("code", ["education.equipment.bugdet", "education.no.such"])
def test_an_unknown_figure_names_the_cell(finished, code):
    report = report_with(finished, f"Kinh phí là {{{code}}}.")
    with pytest.raises(InputError) as error:
        section_of(report, "II.3")
    assert code in str(error.value) and "13_" in str(error.value) and ", ô " in str(error.value)


def test_the_real_report_tells_each_of_these_once(finished):
    """Words without numbers and numbers without words stood apart in all of these."""
    report = open_report(open_unit_period(ReportParameters, workspace=finished[0], **VALUES))
    report.parts()
    facts = [r for b in report.blocks for r in runs_of(b) if isinstance(r, Fact)]
    told = [fact.subject for fact in facts if fact.field == "actual"]
    for code in (
        "rural.new_rural_villages",
        "rural.mtqg.inspection_teams",
        "cooperatives.staff_support",
        "ocop.recognised",
        "culture.festivals.visitors",
        "education.equipment.budget",
        "health.communes.reviewed",
        "health.food.reminded",
        "ethnic_affairs.tet_gifts.people",
        "ethnic_affairs.nominated.national",
        "security.drug_prevention.sessions",
        "ethnic_affairs.inspections.count",
    ):
        assert told.count(code) == 1, code
