"""A column «Khu vực» beside the communes says what kind of commune each is: it names no row."""

from office_sheets import lines, read, values


def test_the_zone_of_a_commune_is_neither_its_name_nor_another_place():
    grid = (
        "UBND HUYỆN MẪU 01\nTỔNG HỢP KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023 THEO XÃ\n\n"
        "TT|Xã|Khu vực|Hộ nghèo (hộ)||\n|||KH 2023|TH 6T|%\n"
        "1|Xã Mẫu 02|I|#112|#56|#50\n2|Xã Mẫu 03|II|#200|#122|#61\n"
        "3|Xã Mẫu 04|III|#190|#57|#30\n4|Xã Mẫu 05|I|#60|#36|#60\n"
        "5|Xã Mẫu 06|II|#80|#40|#50\n6|Xã Mẫu 07|III|#60|#30|#50"
    )
    found = read(grid)
    assert values(found) >= lines(
        "E6 | Hộ nghèo | actual | 2023H1 | 56 | hộ | xã=Xã Mẫu 02\n"
        "E8 | Hộ nghèo | actual | 2023H1 | 57 | hộ | xã=Xã Mẫu 04"
    )
    assert not [q for q in found.questions if q.kind == "cell"]
