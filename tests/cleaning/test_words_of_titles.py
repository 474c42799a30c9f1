"""A unit of money in a title is not that of a column that counts households."""

from office_sheets import asked, read, values


def test_households_below_a_line_of_money_are_asked():
    grid = (
        "UBND HUYỆN MẪU 01\nGIAO KHOÁN BẢO VỆ RỪNG 6 THÁNG ĐẦU NĂM 2023\n(tiền: đồng)\n\n"
        "TT|Tên xã|Hộ nhận khoán|Tiền đã chi\n"
        "1|Xã Mẫu 02|#48|#144393900\n2|Xã Mẫu 03|#75|#68317200"
    )
    found = read(grid)
    assert not [line for line in values(found) if "C6" in line or "C7" in line]
    assert any("C6" in cells for _, cells in asked(found))
