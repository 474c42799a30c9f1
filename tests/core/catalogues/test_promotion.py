"""A province takes a unit's confirmed own indicator into the catalogue that all share."""

from __future__ import annotations

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.promotion import promote
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace

OWN = "own.so-buoi-chieu-phim-buoi"
COLUMNS = (
    *("code", "name_vi", "unit_of_measure", "section", "sector", "aggregation", "direction"),
    *("decimals", "confirmed_by", "confirmed_on"),
)
ROWS = f"""{",".join(COLUMNS)}
{OWN},Số buổi chiếu phim lưu động,buổi,II.2,culture,sum,up,0,Nguyễn Văn Mẫu,2023-07-01
own.chua-xac-nhan,Chưa xác nhận,buổi,II.2,culture,sum,up,0,,
"""


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "data" / "reference" / "mappings" / "huyen-mau-91"
    folder.mkdir(parents=True)
    (folder / "own_indicators.csv").write_text(ROWS, encoding="utf-8")
    return Workspace(tmp_path)


def test_one_row_is_written_and_loads(workspace):
    path = promote(workspace, "huyen-mau-91", OWN, "culture.films", "Film evenings")
    known = load_catalogues(workspace, Period.parse("2023H1")).indicators["culture.films"]
    assert (known.name_vi, known.section, known.aggregation) == (
        "Số buổi chiếu phim lưu động", "II.2", "sum",
    )  # fmt: skip
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("code", "new_code"),
    [(OWN, "agri.spring_rice.area"), (OWN, "own.x"), ("own.chua-xac-nhan", "a.b")],
)
def test_what_is_known_or_unconfirmed_is_refused_and_nothing_is_written(workspace, code, new_code):
    with pytest.raises(ParameterError):
        promote(workspace, "huyen-mau-91", code, new_code)
    assert not (workspace.own_reference / "indicators").exists()


def test_a_second_time_is_refused(workspace):
    promote(workspace, "huyen-mau-91", OWN, "culture.films")
    with pytest.raises(ParameterError):
        promote(workspace, "huyen-mau-91", OWN, "culture.films_again")
