"""Labels of offices' own tables: sure only where every word agrees; a part is never the whole."""

import re
from functools import cache

import pytest

from helpers.cleaning.recognition.matching import IndicatorMatcher, LabelMatch
from helpers.core.catalogues import Catalogues, load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

EXAMPLE = re.compile(r"(?P<label>.+?) \[(?P<unit>.*?)\] (?P<sign>[=?]) (?P<code>\S+)")


@cache
def catalogues(period: str = "2023H1") -> Catalogues:
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period))


@cache
def matcher(level: str = "district", period: str = "2023H1") -> IndicatorMatcher:
    return IndicatorMatcher(catalogues(period), level)


def match(label: str, unit: str, *context: str, **of) -> LabelMatch:
    return matcher(**of).match(label.split(" > "), unit, context)


@pytest.mark.parametrize(
    ("label", "unit", "code"),
    [
        ("TRỒNG TRỌT > Lúa xuân > DTGT", "ha", "agri.spring_rice.area"),
        ("Lúa xuân > NS", "tạ/ha", "agri.spring_rice.yield"),
        ("Bắp xuân > SL", "tấn", "agri.spring_maize.production"),
        ("1. Tổng đàn heo", "con", "livestock.pigs.herd"),
        ("Chăn nuôi > Gia cầm", "con", "livestock.poultry.herd"),
        ("2. Độ che phủ rừng", "%", "forestry.cover_rate"),
        ("Trong đó: Thu NSNN trên địa bàn", "tỷ đồng", "budget.revenue"),
    ],
)
def test_a_label_whose_words_all_agree_is_sure(label, unit, code):
    found = match(label, unit)
    assert (found.degree, found.code) == ("sure", code), found


@pytest.mark.parametrize(
    ("label", "unit", "not_sure"),
    [
        ("Đàn lợn > Trong đó: lợn thịt", "con", "livestock.pigs.herd"),
        ("Đàn lợn > Trong đó", "con", "livestock.pigs.herd"),
        ("Đàn lợn > Trong đó: lợn", "con", "livestock.pigs.herd"),
        ("Đàn lợn bị chết", "con", "livestock.pigs.herd"),
        ("Đàn trâu > Xuất chuồng", "con", "livestock.buffaloes.herd"),
        ("Cây cam > Diện tích trồng mới bị chết", "ha", "agri.orange.new_area"),
        ("Diện tích trồng rừng lũy kế", "ha", "forestry.planted_area"),
        ("Ngô > Diện tích", "ha", "agri.spring_maize.area"),
        ("Lúa mùa > Diện tích", "ha", "agri.spring_rice.area"),
        ("Lúa xuân > Diện tích", "tấn", "agri.spring_rice.area"),
        ("Dien tich lua xuan", "ha", "agri.spring_rice.area"),
        ("Cộng", "ha", ""),
        ("", "ha", ""),
    ],
)
def test_what_a_label_does_not_say_is_never_sure(label, unit, not_sure):
    found = match(label, unit)
    assert found.degree != "sure" or found.code not in ("", not_sure), found


def test_near_indicators_are_proposed_with_what_differs():
    found = match("Số trẻ em sinh ra trong kỳ còn sống", "trẻ")
    assert found.degree == "proposed" and not found.code
    assert found.candidates[0].code == "health.births.total"
    assert "nhãn có thêm «còn, kỳ»" in found.candidates[0].reason
    assert len(found.candidates) <= 5
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)


def test_a_label_far_from_all_names_is_unknown():
    found = match("Số chuyến đò ngang", "lượt")
    assert (found.degree, found.code, found.candidates) == ("unknown", "", ())
    assert found.reason


def test_the_same_label_is_matched_once():
    assert match("Đàn trâu", "con") is match("Đàn trâu", "con")


def examples() -> list[tuple[str, str, str, str]]:
    texts = [row.example for row in catalogues().label_words if row.example]
    found = [EXAMPLE.fullmatch(text) for text in texts]
    assert all(found), [t for t, f in zip(texts, found, strict=True) if not f]
    return [(f["label"], f["unit"], f["sign"], f["code"]) for f in found if f]


@pytest.mark.parametrize(("label", "unit", "sign", "code"), examples())
def test_every_word_of_the_catalogue_does_what_its_example_says(label, unit, sign, code):
    """'=' is sure; '?' must not be."""
    found = match(label.replace(" / ", " > "), unit, period="2026H1" if sign == "=" else "2023H1")
    if sign == "?":
        assert found.degree != "sure" or found.code != code
    elif code in catalogues("2026H1").indicators:
        assert (found.degree, found.code) == ("sure", code), found
    else:
        assert match(label.replace(" / ", " > "), unit).code == code


@pytest.mark.parametrize(
    ("label", "unit", "code", "breakdown"),
    [
        ("Dân số > Trong đó: Tày", "người", "population.total", (("dân tộc", "Tày"),)),
        ("Dân số > Dân tộc Nùng", "người", "population.total", (("dân tộc", "Nùng"),)),
        ("Số hộ nghèo > H'Mông", "hộ", "poverty.poor", (("dân tộc", "Mông"),)),
        ("Hộ nghèo Khmer", "hộ", "poverty.poor", (("dân tộc", "Khmer"),)),
        ("Dân số > Nữ", "người", "population.total", (("giới", "nữ"),)),
    ],
)
def test_a_member_of_a_dimension_is_a_breakdown(label, unit, code, breakdown):
    found = match(label, unit)
    assert (found.degree, found.code, found.breakdown) == ("sure", code, breakdown), found


def test_a_name_that_is_also_a_crop_is_no_people():
    """Hoa: flowers, or the Hoa people."""
    assert match("Rau, hoa > Hoa", "ha").breakdown == ()


def test_a_code_of_its_own_goes_before_a_breakdown():
    found = match("Số trẻ em nam sinh ra sống", "trẻ")
    assert (found.code, found.breakdown) == ("health.births.boys", ())


@pytest.mark.parametrize("context", ["KQ SX vụ Đông xuân 2022-2023", "TH SX vu Dong Xuan.xlsx"])
def test_a_season_of_the_title_alone_is_a_doubt(context):
    found = match("Lạc > Diện tích", "ha", context)
    assert found.degree == "proposed"
    best = [candidate.code for candidate in found.candidates[:2]]
    assert best == ["agri.peanut.area", "agri.winter_spring_peanut.area"]
    assert match("Lạc > Diện tích", "ha").degree == "sure"
    assert match("Cây cam > Diện tích hiện có", "ha", context).degree == "sure"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Tỷ lệ hộ nghèo DTTS/tổng số hộ nghèo", ""),
        ("Tỷ lệ hộ nghèo DTTS/hộ nghèo", ""),
        ("Tỷ lệ hộ nghèo DTTS trong tổng số hộ nghèo", ""),
        ("Tỷ lệ hộ nghèo DTTS/tổng số hộ", ""),
        ("Tỷ lệ hộ nghèo DTTS/tổng số hộ DTTS", "poverty.minority_poor_rate"),
        ("Tỷ lệ hộ nghèo/tổng số hộ", "poverty.poor_rate"),
        ("Tỷ lệ hộ nghèo trong tổng số hộ", "poverty.poor_rate"),
        ("Tỷ lệ hộ nghèo trong đồng bào dân tộc thiểu số", "poverty.minority_poor_rate"),
    ],
)
def test_a_rate_of_another_whole_is_another_rate(label, code):
    assert matcher().match((label,), "%").code == code
