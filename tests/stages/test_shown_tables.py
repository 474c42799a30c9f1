"""What notebooks show of tables: words, house numbers, problems first; nothing raw."""

from __future__ import annotations

import re
from decimal import Decimal

import nbformat
import pandas as pd
import pytest
import yaml

from helpers.core.errors import ParameterError
from helpers.core.table_columns import described_tables
from helpers.core.table_words import head_of, word_of
from helpers.core.tables import make_table, records_of
from helpers.core.workspace import PROJECT_ROOT
from helpers.export.html.panel import MarkedCell, NotebookPanel
from helpers.stages.notebooks.tables import show, show_frame
from helpers.stages.unit_period import open_unit_period

VIEWS = yaml.safe_load(
    (PROJECT_ROOT / "src/helpers/stages/notebooks/table_views.yml").read_text(encoding="utf-8")
)
# A column name of ours, an empty value of Python, a decimal with its exponent or its twelve places.
RAW = re.compile(r"\b(?:[a-z]+_[a-z_]+|None|nan|\dE-\d+|\d+[.,]\d{7,})\b")


@pytest.fixture
def unit_period(finished):
    workspace, _ = finished
    return open_unit_period(workspace=workspace, unit="bach-thong", period="2023H1")


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_shown_column_and_coded_value_has_words(name, lang):
    table = VIEWS[name].get("table", name)
    columns = described_tables()[table].columns
    for column in VIEWS[name]["columns"]:
        assert word_of(table, column, "", lang)[0], column
        if column != "source":
            for value in columns[column].allowed:
                word = word_of(table, column, value, lang)[0]
                assert word and "_" not in word and (word != value or lang == "en"), (column, value)


def test_a_column_without_words_has_the_beginning_of_its_meaning():
    assert head_of("indicators", "area_effect", "vi") == "Phần thay đổi sản lượng do diện tích"


def test_problems_stand_first_and_are_counted_and_marked(unit_period):
    found = [
        {"severity": s, "subject": s, "verdict": "rounding", "advice": "…", "section": ""}
        for s in ("note", "error", "warning", "error")
    ]
    shown = show(unit_period, "findings", make_table("findings", found))
    assert [str(row[0]) for row in shown.rows] == ["lỗi", "lỗi", "cần xem", "ghi chú"]
    assert [row[0].tone for row in shown.rows] == ["bad", "bad", "warn", ""]
    assert "4 dòng: lỗi 2, cần xem 1, ghi chú 1." in repr(shown)
    assert list(shown.frame["severity"]) == ["note", "error", "warning", "error"]


def test_numbers_follow_the_report_and_absent_ones_are_empty(unit_period):
    row = {
        "indicator": "agri.spring_rice.area",
        "kind": "indicator",
        "name": "Lúa",
        "status": "zero",
    }
    row |= {"unit_of_measure": "ha", "maturity": "official", "actual": Decimal("1178.470000000000")}
    row |= {"plan": Decimal("0E-12"), "pct_plan": Decimal("99.281381634372"), "as_of": "2023-06-30"}
    (cells,) = show(unit_period, "indicators", make_table("indicators", [row])).rows
    assert [str(cell) for cell in cells] == [
        *("Lúa", "ha", "bằng không", "0", "1.178,47", "99,3%", "30/6/2023", "chính thức"),
    ]


def test_a_long_table_says_so_and_is_searched(unit_period):
    shown = show(unit_period, "indicators")
    assert "100" in repr(shown) and repr(shown).count("\n") < repr(shown.all()).count("\n")
    found = shown.find("LÚA XUÂN")
    assert 0 < len(found.rows) < 20
    assert all("lúa" in str(row[0]).lower() for row in found.rows)


def test_an_unknown_view_is_answered_with_the_known_ones(unit_period):
    with pytest.raises(ParameterError, match="observations"):
        show(unit_period, "observation")


def test_what_is_shown_is_escaped_and_a_tone_has_a_word():
    html = NotebookPanel(("a",), ((MarkedCell("<b>lỗi</b>", "bad"),),))._repr_html_()
    assert "&lt;b&gt;lỗi" in html and "border-left" in html


def test_a_small_frame_has_vietnamese_heads_and_numbers():
    shown = show_frame(pd.DataFrame({"file": ["a.pdf"], "size_kb": [1234.5]}))
    assert repr(shown).splitlines()[1:] == ["Tệp | Cỡ (KB)", "a.pdf | 1.234,5"]


def test_executed_notebooks_show_nothing_raw(finished):
    workspace, outcome = finished
    folder = workspace.root / "reports" / "2023H1" / "bach-thong"
    for stage in ("01_clean", "02_indicators", "04_report"):
        cells = nbformat.read(next(folder.glob(f"**/{stage}.ipynb")), as_version=4).cells
        # keys and choices of decisions are what `report.decide` takes
        cells = [c for c in cells if c.source.strip() != "report.decisions()"]
        shown = [o for c in cells for o in c.get("outputs", []) if "data" in o]
        texts = [o.data["text/plain"] for o in shown if "RenderedPart" not in str(o.data)]
        assert texts
        for text in texts:
            # figures in the words of an edit are named by their codes, as people write them
            words = re.sub(r"\{[a-z0-9_.]+(:\w+)?\}", "", text)
            names = [n for n in RAW.findall(words) if not re.search(rf"\w*{n}\w*\.xlsx", words)]
            assert not names, (stage, names[:5])


def test_a_saved_table_and_the_frame_given_are_shown_alike(unit_period):
    frame = unit_period.read("findings")
    assert repr(show(unit_period, "findings")) == repr(show(unit_period, "findings", frame))
    assert records_of(show(unit_period, "findings", frame).frame) == records_of(frame)
