"""Every figure of the body leads back: no numeral that is neither a fact, a name nor supplied."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from helpers.narrative.blocks import (
    Figure,
    Heading,
    Label,
    Supplied,
    facts_in,
    runs_of,
    text_of,
)
from helpers.narrative.decisions import decision_text
from helpers.narrative.facts import Fact, count_facts, facts_json, read_facts
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"\d[\d.,]*")
LINK = re.compile(r"<a (?:id=b([\w-]+) )?href=#(?!b)([\w-]+-[a-z_]+)>([^<]*)</a>")
ROW = re.compile(r"<tr id=([\w-]+) [^>]*>.*?<a href=#b([\w-]+)>")


@pytest.fixture(scope="module", params=["vi", "en"])
def report(request, finished):
    """The real report told once more in this process, its annexes left out of ``body``."""
    workspace, _ = finished
    values = {"unit": "bach-thong", "period": "2023H1", "lang": request.param}
    report = open_report(open_unit_period(ReportParameters, workspace=workspace, **values))
    report.opening()
    report.parts()
    report.closing()
    report.body = list(report.blocks)
    report.annexes()
    report.dossier()
    return report


def test_every_numeral_of_the_body_is_accounted_for(report, capsys):
    counts: Counter[str] = Counter()
    for run in (run for block in report.body for run in runs_of(block)):
        if isinstance(run, str):
            assert not DIGIT.search(run), f"a numeral in plain text: {run!r}"
            continue
        counts[type(run).__name__] += len(NUMBER.findall(run.text))
    with capsys.disabled():
        print(f"\n{report.report_data.lang}: numerals of the body by kind: {dict(counts)}")
    assert counts["Fact"] > 400


def test_names_with_digits_come_from_catalogues(report):
    """A label is a name: no unit of measure and no decimal mark may hide in it."""
    labels = {r.text for b in report.body for r in runs_of(b) if isinstance(r, Label)}
    suspicious = [t for t in labels if re.search(r"\d,\d|\d\s?(%|ha|tấn|triệu)", t)]
    assert suspicious == []


def test_every_fact_of_the_body_has_its_row_of_sources(report):
    html = "".join(part.html for part in report.rendered[:-1])
    rows = ROW.findall(html)
    assert all(anchor == back for anchor, back in rows)
    targets = {anchor for anchor, _ in rows}
    for fact in facts_in(report.body):
        assert fact.anchor in targets, fact.key
    texts = {(fact.card, fact.text) for fact in facts_in(report.blocks)}
    links = LINK.findall(html)
    assert len(links) > 400
    assert {back for back, _, _ in links if back} == targets
    for back, card, text in links:
        assert back in ("", card.rpartition("-")[0])
        assert (card, text) in texts


CARD_FIGURE = re.compile(r"<p id=([\w-]+) tabindex=-1>[^<]*<strong>([^<]*)</strong>")
CARD_LINK = re.compile(r"<a (?:id=b[\w-]+ |class=ref )?href=#([\w-]+)>([^<]*)</a>")


def test_every_figure_of_text_tables_and_pictures_leads_to_its_card(report):
    """To exactly the figure on the card: the card's value is what the fact holds."""
    cards = dict(CARD_FIGURE.findall(report.rendered[-1].html))
    for fact in facts_in(report.body):
        assert fact.card in cards, fact.key
    if report.report_data.lang != "vi":
        return  # The pictures of this workspace were drawn in Vietnamese.
    data = [b.data for b in report.body if isinstance(b, Figure) and b.data]
    linked = [c for t in data for r in t.rows for c in r.cells if isinstance(c, Label)]
    assert len(linked) > 100 and all(cell.anchor in cards for cell in linked)
    captions = re.findall(r"<figcaption>.*?</figcaption>", "".join(p.html for p in report.rendered))
    assert sum(len(CARD_LINK.findall(caption)) for caption in captions) > 15


def test_a_card_has_formula_cells_and_what_stood_there(report):
    html = report.rendered[-1].html
    card = next(c for c in html.split("</aside>") if "id=t1-pct_plan" in c)
    # Plan 1.187 ha, reached 1.178,47 ha: 1178.47 / 1187 = 0.99281
    assert "99" in re.search(r"id=t1-pct_plan [^<]*<[^<]*", card).group()
    assert "× 100" in card and "01_nong_nghiep.xlsx" in card
    assert "E10 «1.178,47ha»" in card and "2022H1" in card


def test_a_card_names_the_contradiction_and_its_decision(report):
    """Reported 97,94 %, but 2.972,96 / 2.974 is 99,965 %."""
    card = next(
        c for c in report.rendered[-1].html.split("</aside>") if "97,94" in c or "97.94" in c
    )
    note = re.search(r"<em>([^<]*)</em>", card).group(1)
    assert re.search(r"99[.,]965", note)
    assert decision_text(report.settlements[0], report.report_data.lang) in note


def test_a_row_of_sources_holds_cell_and_text_as_it_stood(report):
    html = "".join(part.html for part in report.rendered)
    row = re.search(r"<tr id=t1 .*", html).group()
    assert "1.178,47ha" in row and "E10" in row and "2022H1" in row


def test_supplied_text_keeps_its_cell(report):
    supplied = [r for b in report.body for r in runs_of(b) if isinstance(r, Supplied)]
    assert len([run for run in supplied if run.cell]) > 80


def test_facts_json_is_what_was_told(finished):
    workspace, _ = finished
    path = workspace.root / "reports" / "2023H1" / "bach-thong" / "facts.json"
    records = read_facts(path.read_text(encoding="utf-8"))
    assert {"key", "value", "text", "inputs", "anchor"} <= set(records[0])
    assert set(records[0]) == set(Fact.__dataclass_fields__)


def test_facts_json_lists_each_source_cell_once(report):
    facts = facts_in(report.blocks)
    text = facts_json(facts)
    sources = [json.dumps(source) for source in json.loads(text)["sources"]]
    assert len(set(sources)) == len(sources) > 250
    cited = [json.dumps(dict(source)) for fact in facts for source in fact.inputs]
    assert set(cited) == set(sources) and len(cited) > 2 * len(sources)
    assert count_facts(text) == len(facts) == len(read_facts(text))
    assert [list(map(dict, f.inputs)) for f in facts] == [r["inputs"] for r in read_facts(text)]


ABBREVIATION = re.compile(r"(?<![\w/-])[A-ZĐ]{2,}(?![\w/-])")
ROMAN = re.compile(r"[IVX]+$")


def own_texts(blocks):
    """What the report says in its own words: headings, leads, plain text and names."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        for item in (block, *getattr(block, "items", ())):
            yield getattr(item, "lead", "")
        for run in runs_of(block):
            if not isinstance(run, (Supplied, Fact)):
                yield run if isinstance(run, str) else run.text


def test_own_words_hold_no_abbreviation_that_is_not_explained_first(report):
    explained: set[str] = set()
    for text in own_texts(report.body):
        explained |= set(re.findall(r"\(([A-ZĐ]{2,})\)", text))
        used = {m for m in ABBREVIATION.findall(text) if not ROMAN.match(m)}
        assert used <= explained, text
    assert explained == {"OCOP"}


def test_headings_are_never_empty(report):
    """Behind every heading stands something that tells, or a heading below it."""
    for here, after in zip(report.body, report.body[1:], strict=False):
        if isinstance(here, Heading) and isinstance(after, Heading):
            assert after.level > here.level, here.text


def test_word_and_sign_agree(report):
    """Behind "tăng" no minus, behind "giảm" no plus (up and down in English)."""
    text = " ".join(text_of(r) for r in paragraphs(report.body))
    assert not re.search(r"(tăng|up) [^(;.]*\(\u2212", text)
    assert not re.search(r"(giảm|down) [^(;.]*\(\+", text)
    assert len(re.findall(r"(?:tăng|giảm|up|down) [\d.,]+%", text)) >= 8


def paragraphs(blocks):
    for block in blocks:
        for item in (block, *getattr(block, "items", ())):
            if hasattr(item, "runs"):
                yield item.runs
