"""A province of communes, 2026H1: invented, cleaned, summed, reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.core.errors import ParameterError
from helpers.core.formatting import format_number
from helpers.core.periods import Period
from helpers.core.tables import read_table, records_of
from helpers.core.workspace import Workspace
from helpers.demo.build import build_demo, level_in
from helpers.narrative.blocks import BulletList, Heading, Paragraph, Table, facts_in, text_of
from helpers.narrative.facts import Fact
from helpers.narrative.unit_comparison import Member, members_annex
from helpers.narrative.unit_messages import front_part, words_part
from helpers.stages.notebooks.province import open_province
from helpers.stages.notebooks.province_report import open_rollup
from helpers.stages.notebooks.trends import charts_table
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period

PERIOD = Period.parse("2026H1")
OLD = "MTQG-DTTS-2021-2025"
UNITS = ("xa-mau-0001", "xa-mau-0002")


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    root = tmp_path_factory.mktemp("communes") / "demo"
    build_demo(root, units=len(UNITS), periods=[PERIOD], fault_rate=0, level="commune")
    workspace = Workspace(root)
    for unit in UNITS:
        opened = open_unit_period(
            ReportParameters, workspace=workspace, unit=unit, period=str(PERIOD)
        )
        opened.save(opened.clean().tables)
        opened.save({"indicators": opened.compute()})
        opened.save({"findings": opened.check(opened.read("indicators"))})
    found = open_province(workspace=workspace, unit="minh-hoa", period=str(PERIOD))
    found.sum_up()
    found.coverage()
    found.compare()
    found.save({"charts": charts_table(found, [])})
    return found


def test_invented_communes_hold_the_rules(province):
    findings = records_of(province.read("findings"))
    assert [row["subject"] for row in findings if row["severity"] == "error"] == []


def test_money_of_both_programmes_is_the_sum_of_the_communes(province):
    total = {row["indicator"]: row for row in records_of(province.read("indicators"))}
    for code in ("mtqg.MTQG.carried.total", "mtqg26.MTQG26.total", "mtqg26.MTQG26.credit"):
        of_units = [
            row["plan"]
            for unit in UNITS
            for row in records_of(read_table(province.workspace, unit, PERIOD, "indicators"))
            if row["indicator"] == code and row["plan"] is not None
        ]
        assert len(of_units) == len(UNITS)
        assert total[code]["plan"] == sum(of_units)


def test_the_report_begins_with_its_main_points_and_ends_with_the_words_of_units(province):
    report = open_rollup(province)
    front = report.opening()
    parts = report.parts()
    annex = report.annexes()
    headings = [block.text for block in front[1].blocks if isinstance(block, Heading)]
    assert headings == ["Những điểm chính"]
    (points,) = [b for b in front[1].blocks if isinstance(b, BulletList)]
    texts = [text_of(item.runs).replace("\u00a0", " ") for item in points.items]
    assert texts[0].startswith("02/02 đơn vị đã gửi số liệu")
    assert any("Giải ngân vốn kéo dài" in text for text in texts)
    assert "Những điểm chính" in front._repr_html_()
    assert "(Xã Mẫu 0001, Xã Mẫu 0002)" in parts[-1].html.replace("\u00a0", " ")
    tables = [b for part in annex for b in part.blocks if isinstance(b, Table)]
    (owed,) = [table for table in tables if "phải gửi" in table.caption]
    assert "Sở Dân tộc và Tôn giáo (hoặc Sở Nội vụ)" in {str(row.cells[1]) for row in owed.rows}
    # No text sets the day: the report says so, and calls no default of the program a rule.
    assert {row.cells[-1] for row in owed.rows} == {"Chưa có văn bản quy định thời hạn"}


def test_religion_has_a_section_of_its_own_with_the_sum_of_the_communes(province):
    report, code = open_rollup(province), "religion.followers"
    blocks = [block for part in report.parts() for block in part.blocks]
    (start,) = [
        n
        for n, b in enumerate(blocks)
        if isinstance(b, Heading) and "Tín ngưỡng, tôn giáo" in b.text
    ]
    tables = [read_table(province.workspace, unit, PERIOD, "indicators") for unit in UNITS]
    rows = [row for table in tables for row in records_of(table) if row["indicator"] == code]
    text = text_of(blocks[start + 1].items[0].runs).replace("\u00a0", " ")
    assert format_number(sum(row["actual"] for row in rows), 0) in text


def test_a_unit_that_sent_nothing_is_named_once_and_owes_no_thousand_figures(province):
    report = open_rollup(province)
    found, silent = report.comparison, Member("Xã Chưa Gửi", 0, 1010, 0)
    late = Member("Xã Gửi Thiếu", 3, 40, 0)
    part = members_annex(report.report_data, replace(found, members=[silent, late]))
    words = [text_of(b.runs) for b in part.blocks if isinstance(b, Paragraph)]
    cells = [str(r.cells) for b in part.blocks if isinstance(b, Table) for r in b.rows]
    assert any("Chưa có số liệu: Xã Chưa Gửi" in text for text in words)
    assert not any("Xã Chưa Gửi" in row for row in cells)
    assert any("Xã Gửi Thiếu" in row for row in cells)


def test_each_unit_has_its_money_by_source_and_the_columns_add_up(province):
    report = open_rollup(province)
    tables = [b for part in report.annexes() for b in part.blocks if isinstance(b, Table)]
    (table,) = [t for t in tables if "từng đơn vị theo nguồn vốn" in t.caption]
    *units, total = [[getattr(c, "value", None) or 0 for c in r.cells[1:]] for r in table.rows]
    assert len(units) == len(UNITS)
    # The first column is the whole of a row; the last row is the sum of the units.
    assert all(row[0] == sum(row[1:]) for row in (*units, total))
    assert total == [sum(column) for column in zip(*units, strict=True)]


def test_the_report_to_the_other_side_compares_what_that_side_takes(province):
    (other,) = open_rollup(province).for_others
    assert [key.code for key in other.comparison.keys if "mtqg" in key.code] == [
        "mtqg26.MTQG26.total"
    ]
    tables = [b for b in other.blocks if isinstance(b, Table)]
    (owed,) = [table for table in tables if "phải gửi" in table.caption]
    assert {row.cells[1] for row in owed.rows} == {"Sở Nông nghiệp và Môi trường"}


def test_a_figure_in_doubt_is_in_no_headline(province):
    report = open_rollup(province)
    found, key = report.comparison, "poverty.poor_rate"
    (top, _) = max(found.rows[key], key=lambda entry: entry[1]["actual"])
    assert any(top in text for text in _headlines(report, found, "Tỷ lệ hộ nghèo:"))
    doubted = replace(found, doubted=frozenset({(top, key)}))
    assert not any(top in text for text in _headlines(report, doubted, "Tỷ lệ hộ nghèo:"))


def _headlines(report, comparison, start):
    (points,) = [
        b for b in front_part(report.report_data, comparison).blocks if isinstance(b, BulletList)
    ]
    texts = (text_of(item.runs) for item in points.items)
    return [text for text in texts if text.startswith(start)]


def test_what_units_wrote_of_a_project_is_below_its_name(province):
    data, names = open_rollup(province).report_data, {f"u{n}": f"Xã {n}" for n in range(12)}
    text = {"kind": "difficulties", "programme": OLD, "budget_line": "DA4", "text": "Chậm."}
    rows = [text | {"unit": key} for key in names]
    rows.append(text | {"unit": "u0", "budget_line": None, "text": "Khác."})
    blocks = words_part(data, rows, names).blocks
    lines = [text_of(b.runs) for b in blocks if isinstance(b, Paragraph)]
    assert any(line.startswith("Dự án 4") for line in lines)
    items = [text_of(i.runs) for b in blocks if isinstance(b, BulletList) for i in b.items]
    assert items == ["Khác (Xã 0).", "Chậm (tất cả 12 đơn vị)."]
    counted = [fact for fact in facts_in(blocks) if fact.field == "count"]
    assert [data.count_name(fact.key) for fact in counted] == ["Số đơn vị cùng nêu một ý kiến"]


def test_a_level_has_files_of_the_periods_that_it_exists_in(tmp_path):
    assert level_in(Period.parse("2025H1")) == "district"
    assert level_in(Period.parse("2025H2")) == "commune"
    with pytest.raises(ParameterError):
        build_demo(tmp_path / "demo", units=1, periods=[PERIOD], level="district")


def test_a_figure_named_in_a_text_is_that_of_the_unit_that_wrote_it(province):
    report, code = open_rollup(province), "poverty.poor_rate"
    data, names = report.report_data, dict(province.names)
    text = {"kind": "proposals", "programme": "", "budget_line": None}
    text |= {"text": f"Đề nghị hỗ trợ {{{code}}} hộ và {{agri.none_such.area}}."}
    texts = [text | {"unit": unit} for unit in UNITS]
    blocks = words_part(data, texts, names, report._rows_named(texts)).blocks
    items = [i for b in blocks if isinstance(b, BulletList) for i in b.items]
    assert len(items) == len(UNITS)
    for unit in UNITS:
        table = records_of(read_table(province.workspace, unit, PERIOD, "indicators"))
        (own,) = [row["actual"] for row in table if row["indicator"] == code]
        (item,) = [item for item in items if names[unit] in text_of(item.runs)]
        (fact,) = [run for run in item.runs if isinstance(run, Fact)]
        assert fact.value == own and fact.key.startswith(f"{names[unit]}: ")
        assert "{" not in text_of(item.runs) and " và …" in text_of(item.runs)
