"""What an office notes of a figure changes what the figure says: it stands in the sentence."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import TABLES, records_of
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import text_of
from helpers.narrative.facts import FactBuilder
from helpers.narrative.figure_notes import notes_of_figures
from helpers.narrative.indicator_sentence import SentenceBuilder
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period
from helpers.stages.word_lines import lines_of

CODE = "forestry.planted_area"
VALUES = {"actual": D("317.94"), "plan": D(405), "pct_plan": D("78.5"), "pct_estimate": D(100)}


def sentence(kind, text, lang="vi", told=()):
    known = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    identity = {"indicator": CODE, "unit_of_measure": "ha", "status": "reported"}
    row = dict.fromkeys(TABLES["indicators"]) | identity | VALUES
    row |= {"maturity": "official", "period": "2023H1"}
    facts = FactBuilder(known, lang)
    note = {"indicator": CODE, "kind": kind, "text": text, "date": None}
    facts.notes = notes_of_figures([note], told)
    return text_of(SentenceBuilder(facts).build(row, "x")).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kind", "text", "end"),
    [
        ("estimate", "Ước đến khi kết thúc trồng rừng",
         "đạt 78,5% kế hoạch, ước đến khi kết thúc trồng rừng đạt 100% kế hoạch"),
        ("estimate", "Số ước", "đạt 78,5% kế hoạch, ước thực hiện đến hết kỳ đạt 100% kế hoạch"),
        ("qualifier", "Kế hoạch cả năm",
         "đạt 78,5% kế hoạch cả năm, ước thực hiện đến hết kỳ đạt 100%"),
        ("qualifier", "Xếp loại năm 2022",
         "đạt 78,5% kế hoạch, ước thực hiện đến hết kỳ đạt 100% kế hoạch"),
        ("scope", "Chưa bao gồm thị trấn.",
         "ước thực hiện đến hết kỳ đạt 100% kế hoạch (chưa bao gồm thị trấn)"),
        ("free", "Đang thi công", "ước thực hiện đến hết kỳ đạt 100% kế hoạch"),
    ],
)  # fmt: skip
def test_a_note_stands_in_the_sentence(kind, text, end):
    assert sentence(kind, text).endswith(end)


def test_a_place_that_a_text_names_is_not_told_twice():
    note = "Tại xã Mẫu (chuyến 1)"
    assert "(tại xã Mẫu" in sentence("place", note)
    told = "Trồng rừng tập trung tại xã Mẫu trong quý II."
    assert "Mẫu" not in sentence("place", note, told=[told])


def test_words_of_a_note_are_quoted_in_another_language():
    assert "«kế hoạch cả năm»" in sentence("qualifier", "Kế hoạch cả năm", "en")


WAIVED = {
    "Công nhận cho năm 2022": "the text on the villages says so",
    "Xếp loại năm 2022": "the sentence says of which year the ranks are",
    "ước thực hiện đến 30/6/2023": "the text at the head of the section names the day",
    "Khoảng hơn": "the text has «ước»",
    "Giá trị ước khoảng": "the text has «ước»",
    "Mức khoảng": "the sentence has «ước»",
    "Ghi chú: Các nhóm đối tượng": "the sentence lists them as parts («trong đó»)",
    "Ghi chú: Dấu": "about the signs of a form",
    "Ghi chú: Ô trống": "about the signs of a form",
    "Vốn ghi chung cho cả": "the annex has one row for the whole project",
    "Tại tỉnh Đắk Lắk (chuyến 1)": "the text names the place",
    "Chưa rõ đối tượng": "the reason beside the missing figure",
}
"""Beginnings of notes that the reference report does not print as notes, and why."""


def test_every_note_is_printed_or_waived(finished):
    opened = open_unit_period(
        ReportParameters, workspace=finished[0], unit="bach-thong", period="2023H1"
    )
    report = open_report(opened)
    for add in (report.opening, report.parts, report.closing):
        add()
    text = "\n".join(line.text for line in lines_of(report.blocks, {})).replace("\u00a0", " ")
    rows = {row["indicator"]: row for row in report.report_data.records("indicators")}
    left = []
    for note in report.report_data.records("notes"):
        row, words = rows.get(note["indicator"]), str(note["text"])
        day = str(note["date"] or "")
        if note["kind"] == "free" or words.startswith(tuple(WAIVED)):
            continue
        if day:
            printed = f"{int(day[8:])}/{int(day[5:7])}/{day[:4]}" in text
        elif note["kind"] == "estimate":
            printed = words == "Số ước" or words[1:] in text
        else:
            printed = words[1:].rstrip(".") in text or (row is not None and row["actual"] == 0)
        if not printed:
            left.append(words)
    assert left == []
    assert records_of(opened.read("notes"))
