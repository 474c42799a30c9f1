"""What tables by village say in the text: women, the beginning of the year, totals, one date."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.outlines import Content, Section, Statement
from helpers.core.catalogues.units import Unit
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators import compute_indicators
from helpers.indicators.own import with_own_indicators
from helpers.narrative.blocks import BulletList, Paragraph, Table, cell_runs, text_of
from helpers.narrative.outline_statements import render_statements
from helpers.narrative.report_data import ReportData
from helpers.narrative.section_figures import section_figures

PEOPLE, POOR, RATE = "population.total", "poverty.poor", "poverty.poor_rate"
NBSP = "\u00a0"


def figure(code, value, unit, part="", measure="actual", as_of=None, label="x"):
    return {
        "unit": "x", "period": "2026H1", "indicator": code, "measure": measure,
        "value": D(str(value)), "decimal_places": 0, "status": "reported", "unit_of_measure": unit,
        "as_of": as_of, "maturity": "official", "label": label, "file": "f.xlsx", "sheet": "s",
        "cell": f"C{len(part)}", "raw_text": str(value), "value_period": "2026H1",
        "breakdown": part, "header": "",
    }  # fmt: skip


def data_of(observed, detailed):
    known = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))
    observations = make_table("observations", observed)
    details = make_table("detailed_figures", detailed)
    known = with_own_indicators(known, {}, [(observations, details)])
    computed = compute_indicators(observations, make_table("observations", []), known, "x", details)
    outline = next(
        o for o in known.outlines.values() if "commune" in o.levels and o.chain == "ethnic"
    )
    unit = Unit(
        code="1", key="x", name_vi="Xã Mẫu", level="commune", parent_code=None, valid_from=None,
        valid_to=None,
    )  # fmt: skip
    tables = {"indicators": computed, "detailed_figures": details}
    return ReportData(unit, known, outline, tables, "vi")


def section(data, section_id):
    return next(s for s in data.outline.all_sections() if section_id in s.sources)


def blocks(data, section_id):
    return list(section_figures(data, section(data, section_id), Content(kind="figures")))


def said(data, section_id):
    found = blocks(data, section_id)
    items = [i for b in found if isinstance(b, BulletList) for i in b.items]
    leads = [b for b in found if isinstance(b, Paragraph)]
    return [f"{i.lead} {text_of(i.runs)}".strip().replace(NBSP, " ") for i in (*leads, *items)]


def cells(table):
    return [[text_of(cell_runs(cell)) for cell in row.cells] for row in table.rows]


VILLAGES = [
    figure(PEOPLE, 300, "người", "thôn=Thôn A"),
    figure(PEOPLE, 200, "người", "thôn=Thôn B"),
    figure(PEOPLE, 140, "người", "thôn=Thôn A; giới=nữ"),
    figure(PEOPLE, 90, "người", "thôn=Thôn B; giới=nữ"),
    figure(PEOPLE, 230, "người", "giới=nữ"),
]


def test_women_of_each_village_are_a_column_and_those_of_the_commune_a_clause():
    data = data_of([figure(PEOPLE, 500, "người")], VILLAGES)
    (table,) = [b for b in blocks(data, "II.1.4") if isinstance(b, Table)]
    assert [c.title for c in table.columns][1:] == [
        "Dân số trên địa bàn (người)",
        "Dân số trên địa bàn, nữ (người)",
    ]
    assert cells(table)[-1] == ["Toàn xã", "500", "230"]
    text = text_of(render_statements([Statement(code=PEOPLE)], data)).replace(NBSP, " ")
    assert text == "dân số trên địa bàn 500 người, trong đó nữ 230 người"


def test_a_part_above_its_whole_is_not_said_to_be_of_it():
    detailed = [*VILLAGES[:4], figure(PEOPLE, 501, "người", "giới=nữ")]
    data = data_of([figure(PEOPLE, 500, "người")], detailed)
    assert data.facts.parts_of(data.find(PEOPLE)) == []


POVERTY = [
    figure(POOR, 173, "hộ", measure="opening"),
    figure(RATE, "20.9", "%", measure="opening"),
    *(
        figure(code, value, unit, f"thôn=Thôn {name}", measure)
        for code, unit, measure, values in (
            (POOR, "hộ", "opening", (100, 73)),
            (POOR, "hộ", "actual", (90, 58)),
            (RATE, "%", "actual", ("20", "16.1")),
        )
        for name, value in zip("AB", values, strict=True)
    ),
]


def test_the_beginning_of_the_year_gives_the_change_and_a_total():
    data = data_of([figure(POOR, 148, "hộ"), figure(RATE, "17.9", "%")], POVERTY)
    told = render_statements([Statement(code=POOR), Statement(code=RATE)], data)
    assert text_of(told).replace(NBSP, " ") == (
        "tổng số hộ nghèo 148 hộ, giảm 25 hộ so với đầu năm; "
        "tỷ lệ hộ nghèo 17,9%, giảm 3 điểm % so với đầu năm"
    )
    change, _ = data.facts.change_since_opening(data.find(POOR))
    assert change.formula == "actual − opening"
    assert {source["role"] for source in change.inputs} == {"actual", "opening"}
    data.placed_details.clear()
    (table,) = [b for b in blocks(data, "II.1.5") if isinstance(b, Table)]
    shown = {tuple(row) for row in cells(table)}
    assert ("Tổng số hộ nghèo, đầu kỳ (hộ)", "100", "73", "173") in shown
    assert ("Tỷ lệ hộ nghèo (%)", "20%", "16,1%", "") in shown


def test_a_total_that_is_not_the_sum_of_its_villages_is_left_out():
    data = data_of([figure(POOR, 150, "hộ"), figure(RATE, "17.9", "%")], POVERTY)
    (table,) = [b for b in blocks(data, "II.1.5") if isinstance(b, Table)]
    assert ["Tổng số hộ nghèo (hộ)", "90", "58", ""] in cells(table)


def test_a_day_that_all_figures_of_a_list_share_is_said_once():
    day = "2026-06-15"
    codes = ("poverty.escaped", "poverty.minority_near_poor")
    observed = [figure(code, 9, "hộ", as_of=day) for code in codes]
    told = said(data_of(observed, []), "II.1.5")
    assert told[0] == "Số liệu tính đến ngày 15/6/2026:"
    assert "15/6" not in "".join(told[1:])
    observed[1]["as_of"] = None
    told = said(data_of(observed, []), "II.1.5")
    assert not told[0].startswith("Số liệu") and "15/6/2026" in "".join(told)


def test_area_yield_and_production_of_a_crop_are_one_item():
    parts = (("area", 20, "ha"), ("yield", 50, "tạ/ha"), ("production", 100, "tấn"))
    observed = [figure(f"agri.spring_maize.{name}", v, unit) for name, v, unit in parts]
    told = [text for text in said(data_of(observed, []), "II.1.1") if "gô" in text]
    assert told == ["Ngô vụ xuân: diện tích 20 ha; năng suất 50 tạ/ha; sản lượng 100 tấn."]


@pytest.mark.parametrize(
    ("labels", "lines"),
    [
        (["Cấp báo / Số người"], ["Cấp báo: 05 người."]),
        (["Cộng / Kinh phí"], ["Cộng các nội dung trên: kinh phí 05 người."]),
        (["Số tín đồ / Trong đó: DTTS"], ["Số tín đồ, trong đó dân tộc thiểu số: 05 người."]),
    ],
)
def test_names_of_own_figures_are_sentences(labels, lines):
    observed = [
        figure(f"own.mau-{n}.people", 5, "người", label=label) for n, label in enumerate(labels)
    ]
    data = data_of([figure("religion.followers", 9, "người"), *observed], [])
    found = Section(id="all", title_vi="", title_en="", of_others=True)
    items = [
        i
        for s in (*data.outline.all_sections(), found)
        for b in section_figures(data, s, Content(kind="figures"))
        if isinstance(b, BulletList)
        for i in b.items
    ]
    told = [f"{i.lead} {text_of(i.runs)}".strip().replace(NBSP, " ") for i in items]
    assert set(lines) <= set(told)


def test_a_part_without_its_whole_is_no_part():
    code = "agri.vegetables.winter_spring.area"
    data = data_of([figure(code, 216, "ha")], [])
    rest = Statement(code=code, title_vi="trong đó rau vụ đông xuân", title_en="of which")
    assert text_of(render_statements([rest], data)).startswith("rau vụ đông xuân")
    total = Statement(code="agri.vegetables.area", title_vi="diện tích rau", title_en="area")
    both = data_of([figure(code, 216, "ha"), figure(total.code, 300, "ha")], [])
    assert "; trong đó rau vụ đông xuân" in text_of(render_statements([total, rest], both))


def test_what_a_figure_is_a_part_of_stands_beside_it():
    schools = "education.standard_schools.count"
    data = data_of([figure(schools, 2, "trường")], [figure(schools, 3, "trường", measure="whole")])
    text = text_of(render_statements([Statement(code=schools)], data)).replace(NBSP, " ")
    assert text.endswith("02/03 trường")
    data = data_of([figure(schools, 4, "trường")], [figure(schools, 3, "trường", measure="whole")])
    text = text_of(render_statements([Statement(code=schools)], data)).replace(NBSP, " ")
    assert text.endswith("04 trường")  # more than the whole: one of the two is wrong


def test_parts_of_parts_are_not_counted_twice_in_the_total_of_a_table():
    fund = "capital.mobilised"
    members = {"trung ương": 70, "trung ương - đầu tư": 50, "địa phương": 30}
    detailed = [
        figure(fund, value, "triệu đồng", f"nguồn vốn={name}") for name, value in members.items()
    ]
    data = data_of([figure(fund, 100, "triệu đồng")], detailed)
    (table,) = [b for s in data.outline.all_sections() for c in (Content(kind="figures"),)
                for b in section_figures(data, s, c) if isinstance(b, Table)]  # fmt: skip
    assert [row[0] for row in cells(table)] == [
        "Trung ương", "Trung ương - đầu tư", "Địa phương", "Toàn xã",
    ]  # fmt: skip
    assert cells(table)[-1][1] == "100"
