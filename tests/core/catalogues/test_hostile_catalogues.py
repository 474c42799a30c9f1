"""Catalogues that are damaged or hostile: refused at once, with file, row or field and reason."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from helpers.core.catalogues.forms import Form
from helpers.core.catalogues.indicators import Indicator, load_indicators
from helpers.core.catalogues.loading import KnownCodes, load_document, load_table
from helpers.core.catalogues.measures import Measure
from helpers.core.catalogues.programme import load_budget_levels, load_programmes
from helpers.core.catalogues.seasonal_shares import SeasonalShare
from helpers.core.catalogues.units import Unit, Units
from helpers.core.errors import CatalogueError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE

FORM = """form: land
title_vi: Đất
title_en: Land
files: ["*dat*"]
sheets:
  - names: [Đất]
    table: observations
    header_marker: Chỉ tiêu
    header_rows: 1
    columns: {label: [Chỉ tiêu]}
"""
UNITS = "code,key,name_vi,level,parent_code,valid_from,valid_to\n"
PROVINCE = "06,bac-kan,Bắc Kạn,province,,,\n"
INDICATOR = "a.b,Tên,Name,tên,ha,II.1,crops,,year_to_date,sum,,,,up,2,0,100,actual,,,"


def written(tmp_path: Path, text: str, name: str = "land.yml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(load, *arguments) -> str:
    """The message of a refusal that must come within five seconds."""
    start = time.process_time()
    with pytest.raises(CatalogueError) as caught:
        load(*arguments)
    assert time.process_time() - start < 5
    text = str(caught.value)
    assert len(text) < 600
    return text


BOMB = "\n".join(
    ["x0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    + [f"x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
)


@pytest.mark.parametrize(
    ("old", "new", "row", "reason"),
    [
        ("files:", f"{BOMB}\nfiles:", "dòng 4", "&a0"),
        ("[Chỉ tiêu]", "&a [Chỉ tiêu, *a]", "dòng 10", "&a"),
        ("[Chỉ tiêu]", "[" * 90_000, "dòng 10", "tối đa 30"),
        ("header_rows: 1", f"header_rows: {'9' * 10_000}", "dòng 9", "quá dài"),
        ("header_rows: 1", f"header_rows: 0x{'f' * 10_000}", "dòng 9", "quá dài"),
        ("header_rows: 1", "header_rows: 1000000000", "header_rows", "5"),
        ("header_rows: 1", "header_rows: -1", "header_rows", "1"),
        ("header_rows: 1", "header_rows: 1\n    header_rows: 2", "dòng 10", "header_rows"),
        ("title_en: Land", "title_en: Land\nvalid_from: 2023H9", "valid_from", "2023H9"),
        ("title_en: Land", f"title_en: Land\nvalid_to: {'9H' * 50_000}", "valid_to", "9H"),
    ],
)
def test_a_hostile_yaml_file_is_refused_by_place_and_reason(tmp_path, old, new, row, reason):
    text = refusal(load_document, written(tmp_path, FORM.replace(old, new, 1)), Form)
    assert "land.yml" in text and row in text and reason in text


def test_a_form_as_it_should_be_is_read(tmp_path):
    assert load_document(written(tmp_path, FORM), Form).sheets[0].header_rows == 1


@pytest.mark.parametrize(
    ("rows", "place", "reason"),
    [
        (PROVINCE + "0601,a,A,district,0601,,\n", "dòng 3", "0601"),
        (PROVINCE + "0601,a,A,district,07,,\n", "dòng 3", "07"),
        ("06,a,A,district,07,,\n07,b,B,district,06,,\n", "dòng 2", "cấp cao hơn"),
        (PROVINCE + "0601,a,A,district,06,tháng 7,\n", "dòng 3", "valid_from"),
        (PROVINCE + f'0601,a,"{"A" * 200_000}",district,06,,\n', "dòng 3", "131.072"),
        (PROVINCE + f"0601,a,A,{'A' * 100_000},06,,\n", "dòng 3", "level"),
    ],
)
def test_units_that_cannot_be_are_refused(tmp_path, rows, place, reason):
    text = refusal(Units.load, written(tmp_path, UNITS + rows, "units.csv"))
    assert "units.csv" in text and place in text and reason in text


def test_all_units_of_the_country_have_a_unit_above():
    units = Units.load(PROJECT_REFERENCE / "units.csv")
    assert all(unit.parent_code or unit.level == "province" for unit in units.rows)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (INDICATOR.replace(",ha,", ",,"), "unit_of_measure"),
        (INDICATOR.replace(",ha,", ",bao tải,"), "unit_of_measure"),
        (INDICATOR.replace(",2,0,", ",-2,0,"), "decimals"),
        (INDICATOR.replace(",2,0,", ",1000000000,0,"), "decimals"),
        (INDICATOR.replace(",0,100,", ",0,1e999999,"), "maximum"),
        (INDICATOR.replace(",0,100,", f",0,{'9' * 100_000},"), "maximum"),
        (f"{INDICATOR[:-2]}2023-13,,", "valid_from"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(tmp_path, row, column):
    header = ",".join(list(Indicator.model_fields)[:21])
    path = written(tmp_path, f"{header}\n{row}\n", "crops.csv")
    text = refusal(load_indicators, [path], KnownCodes("measures", {"ha"}))
    assert "crops.csv" in text and "dòng 2" in text and column in text


@pytest.mark.parametrize("share", ["-5", "101", "NaN"])
def test_a_share_below_nought_or_above_all_is_refused(tmp_path, share):
    path = written(tmp_path, f"indicator,part,share_pct,reason\na.b,H1,{share},x\n", "shares.csv")
    text = refusal(load_table, path, SeasonalShare)
    assert "dòng 2" in text and "share_pct" in text


def test_budget_lines_that_go_round_are_refused(tmp_path):
    lines = (
        (PROJECT_REFERENCE / "packs/programme-2021/programme.csv")
        .read_text(encoding="utf-8-sig")
        .splitlines()
    )
    names = lines[0].split(",")
    rows = [line.split(",") for line in lines[1:]]
    code, parent = names.index("code"), names.index("parent")
    child = next(row for row in rows if row[parent])
    above = next(row for row in rows if row[code] == child[parent])
    above[parent] = child[code]
    text = "\n".join([lines[0], *(",".join(row) for row in rows)])
    path = written(tmp_path, text, "programme.csv")
    levels = load_budget_levels([PROJECT_REFERENCE / "packs/programme-2021/levels.csv"])
    assert "parent" in refusal(load_programmes, [path], levels, Period.parse("2023H1"))


def test_a_factor_without_end_is_refused(tmp_path):
    header = ",".join(Measure.model_fields)
    path = written(tmp_path, f"{header}\ncon,count:head,1e400,head,,\n", "measures.csv")
    assert "factor" in refusal(load_table, path, Measure)


def test_a_catalogue_that_is_a_device_is_refused(tmp_path):
    path = tmp_path / "units.csv"
    path.symlink_to("/dev/zero")
    assert "units.csv" in refusal(load_table, path, Unit)
