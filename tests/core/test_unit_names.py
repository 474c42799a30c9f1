"""Names of units in a text, and which belong to one unit."""

from __future__ import annotations

import pytest

from helpers.core.catalogues.unit_names import kind_of_unit, names_of
from helpers.core.catalogues.units import Units
from helpers.core.periods import Period
from helpers.core.text import fold
from helpers.core.workspace import PROJECT_REFERENCE


@pytest.fixture(scope="module")
def units():
    return Units.load(PROJECT_REFERENCE / "units.csv", PROJECT_REFERENCE / "unit_successors.csv")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("UBND HUYỆN BA BỂ", ["Huyện Ba Bể"]),
        ("UBND H. BA BỂ", ["Huyện Ba Bể"]),
        ("Uỷ ban nhân dân huyện Ba Bể, tỉnh Bắc Kạn", ["Huyện Ba Bể", "Tỉnh Bắc Kạn"]),
        ("THỊ XÃ SƠN TÂY", ["Thị xã Sơn Tây"]),
        ("UBND TỈNH BÀ RỊA - VŨNG TÀU", ["Tỉnh Bà Rịa - Vũng Tàu"]),
        ("UBND XÃ HỘI SƠN", ["Xã Hội Sơn"]),
        ("BẢO HIỂM XÃ HỘI SƠN LA", []),
        ("PHÁT TRIỂN KINH TẾ - XÃ HỘI SƠN LA", []),
        ("HỢP TÁC XÃ MỸ THANH", []),
        ("các huyện, xã, thị trấn", []),
    ],
)
def test_names_in_a_text(units, text, named):
    assert [name for _, name in names_of(units).mentions(text)] == named


def test_a_district_with_its_communes_and_its_province(units):
    day = Period.parse("2023H1").end
    known = names_of(units).of(units.find("bach-thong", day))
    own = {name for name, _ in names_of(units).mentions("Huyện Bạch Thông, xã Quang Thuận")}
    assert own <= known.own
    assert known.superior == {name for name, _ in names_of(units).mentions("tỉnh Bắc Kạn")}
    assert not {name for name, _ in names_of(units).mentions("huyện Ba Bể")} & known.own


def test_a_commune_of_today_with_what_it_was_made_of(units):
    day = Period.parse("2025H2").end
    known = names_of(units).of(units.find("bach-thong-thai-nguyen", day))
    mentioned = {name for name, _ in names_of(units).mentions("xã Dương Phong, xã Quang Thuận")}
    assert mentioned <= known.own
    above = {n for n, _ in names_of(units).mentions("huyện Bạch Thông, tỉnh Thái Nguyên")}
    assert above <= known.superior


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Huyện Ba Bể", "huyện"), ("Thị xã Sơn Tây", "thị xã"), ("Phường Phúc Xá", "phường")],
)
def test_the_kind_of_a_unit(name, kind):
    assert fold(kind_of_unit(name)) == fold(kind)
