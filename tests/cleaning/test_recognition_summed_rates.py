"""Totals that add up rates, means or yields are asked; true totals are read."""

from office_sheets import read

TITLE = "UBND HUYỆN MẪU 01\nSỐ LIỆU ĐẾN 30/6/2023\n\n"
HEADS = "TT|Xã|Số hộ nghèo (hộ)|Số tiêu chí đạt (tiêu chí)|Tỷ lệ che phủ rừng (%)\n"
ROWS = "1|Xã Mẫu 02|#30|#13|#70\n2|Xã Mẫu 03|#35|#15|#75\n"


def addresses(found):
    return {f.cell.address for f in found.figures}


def test_sums_of_rates_and_of_criteria_are_asked_and_sums_of_households_read():
    found = read(TITLE + HEADS + ROWS + "|Tổng|#65|#28|#145")
    assert "C7" in addresses(found)
    assert not {"D7", "E7"} & addresses(found)
    reasons = {w.cells for q in found.questions for w in q.where}
    assert {"D7", "E7"} <= reasons


def test_totals_that_are_no_sums_are_read():
    found = read(TITLE + HEADS + ROWS + "|Tổng|#65|#14|#72.4")
    assert {"C7", "E7"} <= addresses(found)


def test_more_than_all_is_asked():
    grid = TITLE + "TT|Chỉ tiêu|ĐVT|Kết quả\n1|Tỷ lệ che phủ rừng|%|#145\n2|Số hộ nghèo|hộ|#65"
    assert addresses(read(grid)) == {"D6"}
