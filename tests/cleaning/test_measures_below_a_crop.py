"""Yield and production after the sown area are the crop's, not the area's."""

from office_sheets import read


def test_rows_after_the_sown_area_belong_to_the_crop():
    grid = (
        "UBND HUYỆN MẪU 01\nKẾT QUẢ TRỒNG TRỌT 6 THÁNG ĐẦU NĂM 2023\n\n"
        "TT|Cây trồng|ĐVT|TH 6 tháng 2022|TH 6 tháng 2023\n1|Lúa mùa|||\n"
        "|Diện tích gieo trồng|ha|#2140|#2165\n|Năng suất|tạ/ha|#48.5|#49.2\n"
        "|Sản lượng|tấn|#10379|#10651.8"
    )
    paths = {figure.cell.address: figure.label_path for figure in read(grid).figures}
    assert paths["E7"] == ("Lúa mùa", "Năng suất")
    assert paths["E8"] == ("Lúa mùa", "Sản lượng")
