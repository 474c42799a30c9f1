"""A second table on a sheet: no unit of the table above, no row of column numbers, is its own."""

from grids import workbook_of

from helpers.cleaning import clean_workbooks
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.core.workspace import PROJECT_ROOT, Workspace

TITLE = "UBND HUYỆN BẠCH THÔNG\nKẾT QUẢ {} 6 THÁNG ĐẦU NĂM 2023\n"


def cleaned(grid):
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    book = workbook_of(grid, "Sheet1", "Bieu tong hop.xlsx")
    tables = clean_workbooks([book], catalogues, "bach-thong", CleaningLog()).tables
    stored = {r["cell"]: r["unit_of_measure"] for r in records_of(tables["observations"])}
    return stored, {r["cell"] for r in records_of(tables["quarantine"]) if r["file"]}


def test_a_count_whose_unit_is_unknown_is_not_in_the_unit_of_the_table_above():
    grid = (
        TITLE.format("THU, CHI NGÂN SÁCH")
        + "||Đơn vị tính: tỷ đồng\nChỉ tiêu|TH 6T/2023\nThu từ cho thuê mặt bằng chợ|29,7\n\n\n"
        + "KẾT QUẢ CÔNG TÁC VĂN HÓA 6 THÁNG ĐẦU NĂM 2023\nNội dung|TH 6T/2023\n"
        + "Số hộ được dùng nước từ bể công cộng (hộ)|2.463\nSố thư viện cấp xã (thư viện)|16"
    )
    stored, refused = cleaned(grid)
    assert stored == {"B5": "triệu đồng", "B10": "hộ"}
    assert any("B11" in cells for cells in refused)


def test_the_numbers_of_two_columns_are_no_indicator():
    grid = (
        TITLE.format("THU, CHI NGÂN SÁCH")
        + "Đơn vị tính: triệu đồng\nChỉ tiêu|TH 6T/2023\n1|2\nThu từ cho thuê mặt bằng chợ|29,7"
    )
    stored, refused = cleaned(grid)
    assert "B5" not in stored
    assert refused == {"A5:B6"}
