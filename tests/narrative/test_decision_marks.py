"""Marks of contradictions stand behind a figure with its unit, never within a fraction."""

from __future__ import annotations

from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from helpers.audit.examine import claims_alone
from helpers.narrative.blocks import Heading, Label, Paragraph, text_of
from helpers.narrative.decisions import DecisionNotes, words_around
from helpers.narrative.facts import Fact
from helpers.narrative.outline_sections import blank_sections, without_filled_lines
from helpers.narrative.phrases import phrase


def fact(text, field):
    number = D(text.split()[0])
    return Fact(field, number, text, "tiêu chí", None, (), "mau.criteria", field, "")


ACTUAL, PLAN = fact("13", "actual"), fact("15 tiêu chí", "plan")


def settled(*fields):
    findings = [{"indicator": "mau.criteria", "measure": field} for field in fields]
    return [SimpleNamespace(key=f"a:{f['measure']}", finding=f) for f in findings]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (("actual",), "13/15 tiêu chí [a], đạt 86,7%"),
        (("plan",), "13/15 tiêu chí [a], đạt 86,7%"),
        (("actual", "plan"), "13/15 tiêu chí [a] [b], đạt 86,7%"),
    ],
)
def test_the_mark_stands_behind_the_whole_fraction(fields, shown):
    settlements = settled(*fields)
    numbers = {found.key: n for n, found in enumerate(settlements, start=1)}
    notes = DecisionNotes(settlements, SimpleNamespace(lang="vi"), numbers)
    fraction = phrase("fraction", "vi", actual=ACTUAL, plan=PLAN)
    text = text_of(tuple(notes._runs((*fraction, Label(", đạt 86,7%")))))
    assert text == shown
    if len(fields) == 1:
        assert claims_alone(text).replace(" ", "").startswith("13/15tiêuchí,")


def test_a_figure_alone_keeps_its_mark():
    notes = DecisionNotes(settled("actual"), SimpleNamespace(lang="vi"), {"a:actual": 1})
    assert text_of(tuple(notes._runs((ACTUAL, " tiêu chí")))) == "13 [a] tiêu chí"


def test_a_line_to_fill_in_goes_where_the_section_has_a_text():
    dots, text = Paragraph(("……",), kind="blank"), Paragraph(("Thời tiết thuận lợi.",))
    heads = [Heading(2, f"Mục {name}", name) for name in "ABC"]
    blocks = [heads[0], dots, text, heads[1], dots, heads[2], dots]
    left = list(without_filled_lines(blocks))
    assert left == [heads[0], text, heads[1], dots, heads[2], dots]
    assert blank_sections(left) == ["Mục B", "Mục C"]


@pytest.mark.parametrize(
    ("figure", "quoted"),
    [
        ("98,3%", "… lúa xuân 1.178,47/1.187 ha, đạt 98,3% …"),
        ("1.187", "… lúa: diện tích lúa xuân 1.178,47/1.187 …"),
        ("1.178", "… giảm 0,18% so với cùng kỳ năm 2022."),  # no figure of the text
    ],
)
def test_a_sentence_is_quoted_around_its_figure(figure, quoted, monkeypatch):
    monkeypatch.setattr("helpers.narrative.decisions.LONGEST_EXCERPT", 38)
    text = "Cây lúa: diện tích lúa xuân 1.178,47/1.187 ha, đạt 98,3% kế hoạch, giảm 0,18% so với"
    assert words_around(figure, f"{text} cùng kỳ năm 2022.") == quoted
