"""A column of places beside another column of labels: each figure is of both."""

from office_sheets import asked, lines, read, values

CROPS = "GIEO TRỒNG ĐẾN 30/6/2023\nTT|Xã|Cây trồng|Diện tích (ha)\n"
HOUSES = "HỘ NGHÈO ĐẾN 30/6/2023\nTT|{}|Số hộ nghèo\n"


def test_the_row_is_named_by_the_thing_and_broken_down_by_the_place():
    found = read(CROPS + "1|Xã Mẫu Một|Lúa xuân|#120\n2|Mẫu Hai|Ngô xuân|#80")
    assert values(found) == lines("""
        D3 | Lúa xuân > Diện tích | actual | 2023H1 | 120 | ha | xã=Xã Mẫu Một
        D4 | Ngô xuân > Diện tích | actual | 2023H1 | 80 | ha | xã=Xã Mẫu Hai
    """)


def test_people_of_places_have_both_in_any_order_and_the_total_has_none():
    first = HOUSES.format("Xã|Dân tộc") + (
        "1|Xã Mẫu Một|Tày|#60\n||Dao|#50\n2|Xã Mẫu Hai|Tày|#40\n3|nt|Dao|#10\n|Tổng||#160"
    )
    second = HOUSES.format("Dân tộc|Xã") + "1|Tày|Xã Mẫu Một|#60"
    assert values(read(first)) == lines("""
        D3 | Số hộ nghèo | actual | 2023H1 | 60 | hộ | xã=Xã Mẫu Một; dân tộc=Tày
        D4 | Số hộ nghèo | actual | 2023H1 | 50 | hộ | xã=Xã Mẫu Một; dân tộc=Dao
        D5 | Số hộ nghèo | actual | 2023H1 | 40 | hộ | xã=Xã Mẫu Hai; dân tộc=Tày
        D6 | Số hộ nghèo | actual | 2023H1 | 10 | hộ | xã=Xã Mẫu Hai; dân tộc=Dao
        D7 | Số hộ nghèo | actual | 2023H1 | 160 | hộ
    """)
    assert {line.split(" | ")[-1] for line in values(read(second))} == {
        "xã=Xã Mẫu Một; dân tộc=Tày"
    }


def test_a_place_that_is_none_of_the_unit_is_asked():
    found = read(CROPS + "1|Xã Mẫu Một|Lúa xuân|#120\n2|các nơi khác|Lúa xuân|#80")
    assert asked(found) == {("cell", "D4")}
    assert [q.proposals[0].breakdown for q in found.questions] == [(("xã", "các nơi khác"),)]


def test_a_total_without_place_is_of_all_unless_the_rows_above_lack_theirs_too():
    head = HOUSES.format("Xã|Dân tộc")
    rows = head + "1|Xã Mẫu Một|Tày|#60\n2|Xã Mẫu Hai|Dao|#50\n||Tổng|#110"
    part = head + "1|Xã Mẫu Một|Tày|#60\n||Dao|#50\n||Tổng|#110\n2|Xã Mẫu Hai|Dao|#50"
    one = head + "1|Xã Mẫu Một|Tày|#60\n||Dao|#50\n||Tổng|#110"
    assert "D5 | Số hộ nghèo | actual | 2023H1 | 110 | hộ" in values(read(rows))
    assert "D5 | Số hộ nghèo | actual | 2023H1 | 110 | hộ | xã=Xã Mẫu Một" in values(read(one))
    assert asked(read(part)) == {("cell", "D5")}
