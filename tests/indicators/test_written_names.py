"""Names of a unit's own figures as a report that is signed writes them."""

from __future__ import annotations

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.label_words import section_of_label
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.own import _joined


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("Số người tham gia BHYT",), "Số người tham gia bảo hiểm y tế"),
        (("HS bán trú",), "Học sinh bán trú"),
        (("Trường PTDTBT Mẫu",), "Trường PTDTBT Mẫu"),
        (("Số tín đồ", "Trong đó: DTTS"), "Số tín đồ, trong đó dân tộc thiểu số"),
        (
            ("TÌNH HÌNH TÔN GIÁO TRÊN ĐỊA BÀN XÃ (đến tháng 6/2026)", "Số hộ"),
            "Tôn giáo: số hộ",
        ),
        (("Kết quả", "Số hộ"), "Kết quả: số hộ"),
    ],
)
def test_short_forms_and_titles_are_written_out(path, name):
    assert _joined(path) == name


@pytest.mark.parametrize(
    ("label", "sector"),
    [
        ("Tiêm phòng / Vắc xin tụ huyết trùng trâu, bò", "livestock"),
        ("Tiêm phòng / Vắc xin dịch tả lợn", "livestock"),
        ("Trẻ dưới 1 tuổi tiêm chủng đủ vắc xin", "health"),
        ("Cây lâu năm / Cây dược liệu dưới tán rừng (sa nhân)", "crops"),
        ("Trồng rừng mới", "forestry"),
    ],
)
def test_animals_and_crops_belong_to_agriculture(label, sector):
    known = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))
    found = section_of_label(label, known.section_words)
    assert found is not None and found[1] == sector
