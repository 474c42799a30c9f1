"""own_indicators.csv: a row that the report could not print truly is refused with its place."""

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.own_indicators import load_own_indicators, require_same_unit
from helpers.core.errors import CatalogueError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace

HEAD = "code,name_vi,unit_of_measure,section,sector,aggregation,direction,decimals"
GOOD = {
    "code": "own.dan-ngong-mau",
    "name_vi": "Đàn ngỗng mẫu",
    "unit_of_measure": "con",
    "section": "II.1.1",
    "sector": "livestock",
    "rest": "sum,up,0",
}


def load(folder, **changed):
    path = folder / "data" / "reference" / "mappings" / "huyen-mau-91" / "own_indicators.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEAD}\n{','.join((GOOD | changed).values())}\n", encoding="utf-8")
    workspace = Workspace(folder)
    catalogues = load_catalogues(workspace, Period.parse("2023H1"))
    return load_own_indicators(workspace, "huyen-mau-91", catalogues)


def test_a_good_row_is_loaded(tmp_path):
    assert load(tmp_path)["own.dan-ngong-mau"].name_vi == "Đàn ngỗng mẫu"


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("unit_of_measure", "trái", "trái"),
        ("section", "IX.9", "IX.9"),
        ("sector", "nope", "nope"),
        ("name_vi", "đàn trâu", "livestock.buffaloes.herd"),
    ],
)
def test_a_bad_row_is_refused_with_row_and_column(tmp_path, column, value, words):
    with pytest.raises(CatalogueError) as error:
        load(tmp_path, **{column: value})
    assert words in str(error.value) and "own_indicators.csv" in str(error.value)
    assert column in str(error.value) and "2" in str(error.value)


def test_figures_in_another_unit_are_refused(tmp_path):
    row = load(tmp_path)["own.dan-ngong-mau"]
    require_same_unit(row, "huyen-mau-91", {"con"})
    with pytest.raises(CatalogueError) as error:
        require_same_unit(row, "huyen-mau-91", {"hộ"})
    assert "«hộ»" in str(error.value) and "huyen-mau-91" in str(error.value)
