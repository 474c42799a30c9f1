"""English texts: numbers, words and units are read as English, and what a rule finds in them."""

import pytest
import weasyprint
from docx import Document

from helpers.audit.examine import examine, examine_file
from helpers.audit.gate import own_contradictions
from helpers.audit.passages import Passage

# The capital of one sub-project: 1,098 + 117 = 1,215; 124 / 1,215 = 10.2%.
CAPITAL = (
    "Assigned capital: 1,215 million VND (investment 1,098 million VND; recurrent 117 million "
    "VND); disbursed 124 million VND, or {share}."
)
RIGHT, WRONG = CAPITAL.format(share="10.2%"), CAPITAL.format(share="12.2%")


def found_in(*texts, lang="en"):
    passages = [Passage(str(number), text) for number, text in enumerate(texts)]
    return [
        (item.claim.kind, item.claim.stated, item.claim.verdict)
        for item in examine("x", passages, lang)
    ]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (RIGHT, [("sum", "1,215", "agrees"), ("attainment", "10.2%", "agrees")]),
        (WRONG, [("sum", "1,215", "agrees"), ("attainment", "12.2%", "contradiction")]),
        # 9 / 13 = 69.2%
        ("9 of 13 communes, or 69.2%", [("attainment", "69.2%", "agrees")]),
        ("9 of 13 communes, or 59.2%", [("attainment", "59.2%", "contradiction")]),
        ("9 out of 13 communes, or 59.2%", [("attainment", "59.2%", "contradiction")]),
        # 1,178.47 / 1,187 = 99.3%; before it was 1,178.47 + 16.74 = 1,195.21, so 1.40% less
        ("Rice: 1,178.47 of 1,187 ha, 99.3% of the plan, down 1.40% (−16.74 ha) on 2022",
         [("attainment", "99.3%", "agrees"), ("base", "1.40%", "agrees")]),
        ("Rice: 1,178.47 of 1,187 ha, 99.3% of the plan, down 2.40% (−16.74 ha) on 2022",
         [("attainment", "99.3%", "agrees"), ("base", "2.40%", "contradiction")]),
        # 100 ha × 50 quintals per ha = 5,000 quintals = 500 tonnes
        ("Rice: area 100 ha, yield 50 quintals per ha, production 500 tonnes",
         [("product", "500", "agrees")]),
        ("Rice: area 100 ha, yield 50 quintals per ha, production 650 tonnes",
         [("product", "650", "contradiction")]),
        # 25.3 − 21.1 = 4.2
        ("The rate fell from 25.3% to 21.1%, down 5.2 percentage points.",
         [("change", "5.2%", "contradiction")]),
        # 7 June is no part of 12
        ("Decision no. 12 of 7 June 2023, 58% of it is done.", []),
    ],
)  # fmt: skip
def test_a_claim_is_read_as_english(text, claims):
    assert found_in(text) == claims


def test_of_before_the_first_figure_divides_nothing():
    # "of" divides only with a figure before it: 9 of 13 communes. 45 × 50 / 10 = 225
    assert found_in("Production of 500 tonnes of rice.") == []
    text = "Area of 45 ha, yield 50 quintals per ha, production {} tonnes"
    assert found_in(text.format(225)) == [("product", "225", "agrees")]
    assert found_in(text.format(252)) == [("product", "252", "contradiction")]


def test_a_unit_is_known_in_singular_and_plural():
    assert found_in("1 household of 4 households, or 25%") == [("attainment", "25%", "agrees")]
    # 1 million VND of 2 thousand people is no share
    assert found_in("1 million VND of 2 thousand people, or 25%") == []


@pytest.mark.parametrize(("told", "verdict"), [("90%", "agrees"), ("80%", "contradiction")])
def test_a_vietnamese_paragraph_of_an_english_text_stays_vietnamese(told, verdict):
    # 1.350 / 1.500 = 90%, and 1,5 tỷ is one and a half
    paragraph = f"Đã giao 1,5 tỷ đồng; có 1.350/1.500 hộ được hỗ trợ, đạt {told}."
    assert found_in(RIGHT, paragraph)[2:] == [("attainment", told, verdict)]


def test_vietnamese_names_do_not_make_a_paragraph_vietnamese():
    assert found_in("Xã Vi Hương, Lục Bình: 1,350 of 1,500 households, or 80%") == [
        ("attainment", "80%", "contradiction")
    ]


def test_columns_and_totals_of_an_english_table_are_checked():
    rows = [
        ("Project", "Assigned", "Disbursed", "Disbursement rate"),
        ("Project 1", "2,386", "18", "0.8%"),
        ("Project 2", "1,200", "300", "25.0%"),
        ("Project 3", "1,000", "500", "60.0%"),  # 500 / 1,000 = 50%
        ("Total", "4,686", "818", "17.5%"),  # 2,386 + 1,200 + 1,000 = 4,586
    ]
    passages = [Passage.row(str(n), list(row), 1) for n, row in enumerate(rows)]
    wrong = {i.claim.stated for i in examine("x", passages, "en") if i.is_contradiction}
    assert {"60.0%", "4,686"} <= wrong
    assert not wrong & {"0.8%", "25.0%", "818"}


def write(path, text):
    match path.suffix:
        case ".html":
            path.write_text(f"<p>{text}</p>", encoding="utf-8")
        case ".docx":
            document = Document()
            document.add_paragraph(text)
            document.save(path)
        case ".pdf":
            weasyprint.HTML(string=f"<p>{text}</p>").write_pdf(path)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_the_gate_reads_an_english_report(tmp_path, kind):
    path = tmp_path / f"report.{kind}"
    write(path, "1,187 of 1,350 households, or 87.9%.")
    assert not list(own_contradictions(path, lang="en"))
    assert [item.claim.verdict for item in examine_file(path, "en")] == ["agrees"]
    write(path, "1,187 of 1,350 households, or 78.9%.")
    assert [found.stated for found in own_contradictions(path, lang="en")] == ["78.9%"]


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="fr"):
        examine("x", [Passage("1", RIGHT)], "fr")


def test_the_words_before_a_comma_are_those_of_the_figure_before_it():
    text = (
        "22 projects of last year continued, 11 projects of this year begun; "
        "projects of this year down 1 project."
    )
    found = examine("x", [Passage("1", text)], "en")
    assert not [item for item in found if item.claim.verdict != "agrees"]
