"""More than all of a plan is no contradiction, in any sentence or caption that states it."""

from __future__ import annotations

from decimal import Decimal as D
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.audit.examine import examine
from helpers.audit.passages import Passage
from helpers.charts.phrases import sector_name
from helpers.charts.plan.plan_chart import plan_caption
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import TABLES
from helpers.core.text import lower_first
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import Label, text_of
from helpers.narrative.facts import FactBuilder
from helpers.narrative.indicator_sentence import SentenceBuilder
from helpers.narrative.phrases import sentence

PERIOD = Period.parse("2026H1")
FORMS = {
    "of a plan": {},
    "with last year": {"previous": D(40), "change": D(42), "pct_change": D(105)},
    "with an estimate": {"estimate": D(84), "pct_estimate": D(105)},
    "of two plans": {"plan_province": D(40), "pct_plan_province": D(205)},
    "of units with a plan": {"plan": None},
    "preliminary": {"maturity": "preliminary", "as_of": "2026-05-31"},
    "change as stated": {"pct_change": D(105), "comparison_basis": "stated"},
}
HEAD = (
    Passage("1", "Mẫu, ngày 20 tháng 6 năm 2026"),
    Passage("2", "Kết quả 6 tháng đầu năm 2026; kinh phí 1.234,56 triệu đồng"),
)


@pytest.fixture(scope="module")
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), PERIOD)


def contradictions(texts: list[str], lang: str) -> list[str]:
    """What the audit refuses in the texts, each examined as a paragraph of one report."""
    passages = [Passage(str(number), text) for number, text in enumerate(texts, start=3)]
    found = examine("x", [*HEAD, *passages], lang)
    return [f"{i.claim.shown}: {i.words}" for i in found if i.is_contradiction]


def row_of(indicator, values):
    known = {"indicator": indicator.code, "unit_of_measure": indicator.unit_of_measure}
    state = {"status": "reported", "maturity": "official", "period": str(PERIOD)}
    reached = {"actual": D(82), "plan": D(80), "pct_plan": D("102.5")}
    return dict.fromkeys(TABLES["indicators"]) | known | state | reached | values


def shared_out(indicators, form):
    """The part of the indicators that is tried in ``form``: one of each unit of measure, and of
    the rest every seventh. All indicators in all forms would be 14,000 sentences, a minute."""
    one_each = {item.unit_of_measure: item for item in indicators}
    first = list(FORMS).index(form)
    return [*one_each.values(), *list(indicators)[first :: len(FORMS)]]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_no_sentence_of_an_exceeded_plan_is_a_contradiction(catalogues, form, lang):
    units = SimpleNamespace(indicators=catalogues.indicators, period=PERIOD)
    texts = []
    for indicator in shared_out(catalogues.indicators.values(), form):
        row, builder = row_of(indicator, FORMS[form]), SentenceBuilder(FactBuilder(units, lang))
        first = sentence(builder.build(row, Label(indicator.name(lang))))
        name = Label(lower_first(indicator.name(lang)))
        texts.append(text_of((*first, " ", *sentence(builder.build(row, name, listed=True)))))
    assert len(texts) > 100
    assert not contradictions(texts, lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_caption_of_an_exceeded_plan_is_a_contradiction(catalogues, lang):
    captions = []
    for indicator in catalogues.indicators.values():
        sector = sector_name(indicator.sector, lang)
        shares = [(indicator.name(lang), D("108.4")), ("Đàn trâu", D("102.5"))]
        rows = [{"name": n, "pct_plan": share, "pace_expected": D(50)} for n, share in shares]
        shown = (pd.DataFrame(some, dtype=object) for some in (rows, rows[:1]))
        captions += [plan_caption(frame, sector, lang) for frame in shown]
    assert len(captions) > 200
    assert not contradictions(captions, lang)


def test_the_caption_names_the_plan_behind_each_share():
    rows = [
        {"name": "Tổng số hộ nghèo", "pct_plan": D("108.4"), "pace_expected": None},
        {"name": "Đàn trâu", "pct_plan": D("90"), "pace_expected": None},
    ]
    caption = plan_caption(pd.DataFrame(rows, dtype=object), "Dân số", "vi").replace("\u00a0", " ")
    assert "cao nhất là tổng số hộ nghèo (đạt 108,4% kế hoạch)" in caption
    assert "thấp nhất là đàn trâu (đạt 90,0% kế hoạch)" in caption
