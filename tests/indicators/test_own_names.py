"""Names and sections of a unit's own indicators: what is printed of a path of labels."""

from __future__ import annotations

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.label_words import section_of_label
from helpers.core.catalogues.own_indicators import OwnIndicator
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.own import direction_of, with_own_indicators

NO_DETAILS = make_table("detailed_figures", [])


@pytest.fixture(scope="module")
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))


def named(catalogues, labels, confirmed=()):
    rows = [
        {
            "unit": "x", "period": "2026H1", "indicator": f"own.mau-{n}.percent",
            "measure": "actual", "value": 18, "decimal_places": 2, "status": "reported",
            "unit_of_measure": "%", "maturity": "official", "label": label, "file": "f.xlsx",
            "sheet": "s", "cell": f"C{n}", "raw_text": "18",
        }
        for n, label in enumerate(labels)
    ]  # fmt: skip
    pair = (make_table("observations", rows), NO_DETAILS)
    found = with_own_indicators(catalogues, dict(confirmed), [pair]).indicators
    return [found[row["indicator"]].name_vi for row in rows]


def test_a_level_has_no_words_for_what_was_reached(catalogues):
    assert named(catalogues, ["Độ phủ mẫu / Đã đạt"]) == ["Độ phủ mẫu"]
    labels = ["Đường mẫu", "Đường mẫu / Đã đạt"]
    assert named(catalogues, labels) == ["Đường mẫu", "Đường mẫu: đã đạt"]


def test_a_name_taken_over_from_a_question_has_no_mark_of_levels(catalogues):
    values = {"name_vi": "Hỗ trợ mẫu > Số học sinh", "unit_of_measure": "%", "section": "II.3"}
    values |= {"code": "own.mau-0.percent", "sector": "education", "aggregation": "none"}
    values |= {"direction": "neutral", "decimals": 0}
    values |= {"confirmed_by": "Thử", "confirmed_on": "2026-06-30"}
    row = OwnIndicator.model_validate(values)
    found = named(catalogues, ["Hỗ trợ mẫu > Số học sinh"], {"own.mau-0.percent": row})
    assert found == ["Hỗ trợ mẫu: số học sinh"]


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Hỗ trợ gạo cứu đói / Số khẩu", "II.1.5"),
        ("Trợ cấp xã hội hằng tháng / Số khẩu", "II.1.5"),
        ("Tiêu chí nông thôn mới của xã", "II.1.6"),
        ("Nhà sinh hoạt cộng đồng thôn", "II.1.6"),
        ("Hộ được hỗ trợ đất ở", "II.1.6"),
        ("Hộ được hỗ trợ chuyển đổi nghề / Kinh phí", "II.1.5"),
        ("Hội nghị tuyên truyền pháp luật", "II.6"),
        ("Cán bộ, công chức xã là người DTTS", "II.6"),
        ("Giấy chứng nhận quyền sử dụng đất ở", "II.1.3"),
        ("Người có uy tín là đảng viên", "III.2.1"),
        ("Ca mắc sốt xuất huyết", "II.4"),
    ],
)
def test_the_words_of_a_row_say_its_section(catalogues, label, section):
    found = section_of_label(label, catalogues.section_words)
    assert found is not None and found[0] == section


@pytest.mark.parametrize(
    ("name", "unit", "direction"),
    [
        ("Dịch bệnh: lợn mắc dịch tả lợn châu Phi phải tiêu hủy", "con", "down"),
        ("Dịch bệnh: khối lượng tiêu hủy", "tấn", "down"),
        ("Số trâu, bò chết rét", "con", "down"),
        ("Số lợn được tiêm phòng dịch tả, không con nào mắc", "con", "neutral"),
        ("Kinh phí hỗ trợ lợn bị tiêu hủy", "triệu đồng", "neutral"),
        ("Đàn lợn", "con", "neutral"),
        ("Hàng giả bị tiêu hủy", "kg", "neutral"),
    ],
)
def test_fewer_animals_lost_are_better(name, unit, direction):
    assert direction_of(name, unit) == direction
