"""Offices without forms, from cleaned tables to the report: no figure is left behind."""

from __future__ import annotations

import openpyxl
import pytest
from invented_office import (
    OWN_COFFEE,
    OWN_COMMUNES,
    OWN_POOR,
    OWN_WORDS,
    coffee_details,
    coffee_figures,
    commune_figures,
    new_workspace,
    save,
)

from helpers.batch.engine import ENGINE
from helpers.core.records import number_of
from helpers.core.tables import records_of
from helpers.narrative.blocks import Heading, Table, runs_of, text_of
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import STAGES, ReportParameters
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit


def made(workspace, unit, period, formats=()):
    """The office's report after the stages behind cleaning: (opened unit and period, report)."""
    parameters = {"unit": unit, "period": period, "lang": "vi", "formats": list(formats)}
    run_unit(workspace, parameters, list(STAGES)[1:], lambda *_: None, engine=ENGINE)
    case = open_unit_period(ReportParameters, workspace=workspace, unit=unit, period=period)
    report = open_report(case)
    report.opening()
    report.parts()
    report.annexes()
    report.dossier()
    return case, report


def text(report) -> str:
    lines = (b.text if isinstance(b, Heading) else text_of(runs_of(b)) for b in report.blocks)
    return "\n".join(lines).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def coffee(tmp_path_factory):
    workspace = new_workspace(tmp_path_factory.mktemp("coffee"))
    save(workspace, "huyen-mau-91", "2023H1", coffee_figures(), coffee_details())
    return made(workspace, "huyen-mau-91", "2023H1", ("html", "xlsx"))


def test_own_indicators_have_two_plans_last_year_and_a_group(coffee):
    body = text(coffee[1])
    assert (
        "diện tích 12.402,5/12.650 ha, đạt 98,0% kế hoạch Hội đồng nhân dân giao; "
        "đạt 99,2% kế hoạch tỉnh giao (12.500 ha), tăng 2,08% (+252,5 ha)"
    ) in body


def test_a_share_and_a_rate_have_no_share_of_a_plan(coffee):
    body = text(coffee[1])
    assert "Số xã đạt chuẩn: 03/08 xã, đạt 37,5%." in body
    assert "Tỷ lệ hộ nghèo: 15,25% (kế hoạch 14,5%), giảm 2,85 điểm %" in body


def test_absences_are_listed_in_the_dossier_and_not_one_by_one_in_the_report(coffee):
    body = text(coffee[1])
    assert "đề nghị đơn vị phụ trách bổ sung" in body
    assert "danh sách ở" not in body
    assert ": chưa có số liệu" not in body
    assert "không triển khai" not in body
    assert "Chưa nhận được số liệu về vốn giao và giải ngân." in body


def test_tables_are_named_by_what_they_count(coffee):
    titles = [block.caption for block in coffee[1].blocks if isinstance(block, Table)]
    named = [title for title in titles if title.endswith(" theo xã")]
    assert named and not any("Số liệu theo" in title for title in named)
    assert all("à phê" in title for title in named)


def test_no_words_of_another_province(coffee):
    body = text(coffee[1])
    for words in ("Bắc Kạn", "Nghị quyết số 54", "do Ủy ban Dân tộc quản lý", "hồng không hạt:"):
        assert words not in body


def test_what_details_contradict_is_found(coffee):
    rows = records_of(coffee[0].read("findings"))
    found = {(r["check"], r["indicator"], r["cell"]): r["severity"] for r in rows}
    assert found["stated_pct_plan_council", OWN_COFFEE, "I9"] == "error"
    assert found["sum_of_details", OWN_COFFEE, "E9"] == "warning"
    assert ("stated_pct_plan_province", OWN_COFFEE, "H9") not in found


def test_every_value_that_was_read_is_in_the_workbook(coffee):
    case, _ = coffee
    path = next(case.workspace.reports(case.period, case.unit.key).glob("*.xlsx"))
    sheet = openpyxl.load_workbook(path, data_only=True)["Mọi số liệu đã đọc"]
    shown = {
        (str(row[6].value), round(float(row[5].value) * (100 if row[4].value == "%" else 1), 6))
        for row in sheet.iter_rows(min_row=4)
        if row[5].value is not None
    }
    rows = [r for n in ("observations", "detailed_figures") for r in records_of(case.read(n))]
    for row in rows:
        where = ", ".join(row[name] for name in ("file", "sheet", "cell"))
        assert (where, round(float(number_of(row, "value")), 6)) in shown, where
    assert len(rows) > 60


def test_every_detail_is_printed_in_the_report_and_in_the_dossier(coffee):
    body = text(coffee[1])
    for printed in ("17.800", "12.400", "1.507", "Phần IV. Số liệu chi tiết", "900"):
        assert printed in body
    # Once in the text of the report, once in the dossier with its source cell.
    assert body.count("17.800") == 2


def test_an_unconfirmed_indicator_is_marked_and_a_confirmed_one_is_not(coffee):
    case, _ = coffee
    assert OWN_COMMUNES in case.unit_catalogues.unconfirmed
    path = case.workspace.own_reference / "mappings" / "huyen-mau-91" / "own_indicators.csv"
    path.parent.mkdir(parents=True)
    path.write_text(
        "code,name_vi,unit_of_measure,section,sector,aggregation,direction,decimals,"
        "confirmed_by,confirmed_on\n"
        f"{OWN_COMMUNES},Số xã có chợ đạt chuẩn,xã,II.1.1,rural_programmes,sum,up,0,"
        "Nguyễn Văn Mẫu,2023-07-01\n",
        encoding="utf-8",
    )
    known = case.unit_catalogues
    assert OWN_COMMUNES not in known.unconfirmed
    assert known.indicators[OWN_COMMUNES].name_vi == "Số xã có chợ đạt chuẩn"
    path.unlink()


@pytest.fixture(scope="module")
def commune(tmp_path_factory):
    workspace = new_workspace(tmp_path_factory.mktemp("commune"))
    save(workspace, "xa-mau-91", "2025H2", commune_figures())
    return made(workspace, "xa-mau-91", "2025H2", ("html",))


def test_a_commune_is_told_of_nothing_that_it_does_not_owe(commune):
    body = text(commune[1])
    assert "huyện" not in body.lower()
    assert "Đàn trâu: 1.150/1.200 con, đạt 95,8% kế hoạch" in body
    heading = "1. Giảm nghèo, thu nhập, việc làm và tín dụng chính sách"
    assert f"{heading}\nSố hộ nghèo: 232/210 hộ" in body
    assert "cà phê" not in body


def test_a_province_sums_what_adds_and_averages_no_rate(tmp_path):
    from helpers.stages.notebooks.province import open_province

    workspace = new_workspace(tmp_path)
    for unit in ("huyen-mau-91", "huyen-mau-92"):
        rows = coffee_figures()
        kept = [r for r in rows if unit.endswith("91") or r["indicator"] != OWN_WORDS]
        save(workspace, unit, "2023H1", kept)
        case = open_unit_period(workspace=workspace, unit=unit, period="2023H1")
        case.save({"indicators": case.compute()})
    province = open_province(workspace=workspace, unit="minh-hoa", period="2023H1")
    rows = {row["indicator"]: row for row in records_of(province.sum_up())}
    assert (rows[OWN_COFFEE]["actual"], rows[OWN_COFFEE]["plan"]) == (24805, 25300)
    assert OWN_POOR not in rows, "a rate of which nothing is known but the rates of members"
    assert rows[OWN_COMMUNES]["actual"] == 6
    assert province.unit_catalogues.indicators[OWN_COMMUNES].has_denominator
    covered = {row["indicator"]: row for row in records_of(province.coverage())}
    assert (covered[OWN_WORDS]["units"], covered[OWN_COFFEE]["units"]) == (1, 2)
    assert rows[OWN_WORDS]["maturity"] == "official"
