"""A file, a sheet or a line that is the bare name of another unit is asked; so is a village."""

import pytest
from grids import sheet_of
from office_sheets import catalogues

from helpers.cleaning.readers import Workbook
from helpers.cleaning.recognition import recognise

GRID = "TT|Chỉ tiêu|ĐVT|Kết quả\n1|Số hộ nghèo|hộ|#120\n2|Đàn trâu|con|#150"
TITLE = "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023"


def of_bach_thong(*titles, sheet="Sheet1", file="a.xlsx"):
    known = catalogues("2023H1")
    unit = next(u for u in known.units.rows if u.key == "bach-thong")
    grid = "\n".join((*titles, "", GRID))
    book = Workbook(file, (sheet_of(grid, sheet, file, ""),))
    return recognise([book], unit, known, ())


@pytest.mark.parametrize(
    "where",
    [
        {"file": "Vi Huong.xlsx"},
        {"file": "Vi Hương 6 tháng 2023.xlsx"},
        {"file": "so lieu Cho Don.xlsx"},
        {"sheet": "Vi Huong"},
        {"titles": ("Vi Hương", TITLE)},
        {"titles": ("SỐ LIỆU THÔN MẪU, XÃ VI HƯƠNG 6 THÁNG ĐẦU NĂM 2023",)},
        {"titles": ("SỐ LIỆU TỔ DÂN PHỐ 5, THỊ TRẤN PHỦ THÔNG 6 THÁNG ĐẦU NĂM 2023",)},
    ],
)
def test_figures_below_the_bare_name_of_another_unit_are_asked(where):
    where = dict(where)
    found = of_bach_thong(*where.pop("titles", (TITLE,)), **where)
    assert found.figures == ()
    assert [q.kind for q in found.questions] == ["table"]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ({"file": "so lieu Bach Thong.xlsx"}, ()),
        ({"file": "chan nuoi.xlsx", "sheet": "Tong hop"}, ()),
        ({"file": "xa Vi Huong.xlsx"}, (("xã", "Xã Vi Hương"),)),
        ({"sheet": "Xã Vi Hương"}, (("xã", "Xã Vi Hương"),)),
    ],
)
def test_own_names_and_names_with_their_kind_are_read(where, place):
    found = of_bach_thong(TITLE, **where)
    assert {f.meaning.breakdown for f in found.figures} == {place}
