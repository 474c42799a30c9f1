"""The catalogue of administrative units holds together: counts, parents, keys, successors."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"
OLD, NEW = ("", "2025-06-30"), ("2025-07-01", "")
CODE_LENGTH = {"province": 2, "district": 3, "commune": 5}

BAC_KAN_DISTRICTS = {
    "058": "Thành phố Bắc Kạn",
    "060": "Huyện Pác Nặm",
    "061": "Huyện Ba Bể",
    "062": "Huyện Ngân Sơn",
    "063": "Huyện Bạch Thông",
    "064": "Huyện Chợ Đồn",
    "065": "Huyện Chợ Mới",
    "066": "Huyện Na Rì",
}
# Commune of Bạch Thông, and what it went into: Resolution 1683/NQ-UBTVQH15, article 1, 60 to 64.
BACH_THONG_COMMUNES = {
    "Thị trấn Phủ Thông": "Xã Phủ Thông",
    "Xã Vi Hương": "Xã Phủ Thông",
    "Xã Tân Tú": "Xã Phủ Thông",
    "Xã Lục Bình": "Xã Phủ Thông",
    "Xã Quân Hà": "Xã Cẩm Giàng",
    "Xã Nguyên Phúc": "Xã Cẩm Giàng",
    "Xã Mỹ Thanh": "Xã Cẩm Giàng",
    "Xã Cẩm Giàng": "Xã Cẩm Giàng",
    "Xã Sỹ Bình": "Xã Vĩnh Thông",
    "Xã Vũ Muộn": "Xã Vĩnh Thông",
    "Xã Cao Sơn": "Xã Vĩnh Thông",
    "Xã Dương Phong": "Xã Bạch Thông",
    "Xã Quang Thuận": "Xã Bạch Thông",
    "Xã Đôn Phong": "Xã Phong Quang",
}


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


UNITS, SUCCESSORS = read("units.csv"), read("unit_successors.csv")


def units_at(validity: tuple[str, str]) -> dict[str, dict[str, str]]:
    rows = [u for u in UNITS if (u["valid_from"], u["valid_to"]) == validity]
    by_code = {u["code"]: u for u in rows}
    assert len(by_code) == len(rows), "a code stands twice at the same time"
    return by_code


BEFORE, AFTER = units_at(OLD), units_at(NEW)


@pytest.mark.parametrize(
    ("units", "counts"),
    [
        (BEFORE, {"province": 63, "district": 696, "commune": 10_047}),
        (AFTER, {"province": 34, "commune": 3_321}),
    ],
)
def test_counts(units, counts):
    assert Counter(u["level"] for u in units.values()) == counts


def test_every_unit_is_of_one_of_the_two_times():
    assert len(BEFORE) + len(AFTER) == len(UNITS)


@pytest.mark.parametrize("units", [BEFORE, AFTER])
def test_parent_is_one_level_up_at_the_same_time(units):
    levels = [level for level in CODE_LENGTH if any(u["level"] == level for u in units.values())]
    above = dict(zip(levels[1:], levels, strict=False))
    for unit in units.values():
        if unit["level"] == "province":
            assert unit["parent_code"] == "", unit
        else:
            assert units[unit["parent_code"]]["level"] == above[unit["level"]], unit


@pytest.mark.parametrize("units", [BEFORE, AFTER])
def test_keys_are_unique_at_the_same_time(units):
    keys = Counter(u["key"] for u in units.values())
    assert [key for key, times in keys.items() if times > 1] == []


def test_keys_can_name_a_folder_and_are_no_code():
    for unit in UNITS:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", unit["key"]), unit


def test_codes_keep_their_leading_zeros():
    for unit in UNITS:
        assert re.fullmatch(r"\d+", unit["code"]), unit
        assert len(unit["code"]) == CODE_LENGTH[unit["level"]], unit
    assert {"01", "063", "01969"} <= BEFORE.keys()


def test_names_are_tidy():
    for unit in UNITS:
        name = unit["name_vi"]
        assert name == " ".join(name.split()), unit
        assert re.match(
            "(Tỉnh|Thành phố|Huyện|Quận|Thị xã|Xã|Phường|Thị trấn|Đặc khu) [A-ZÀ-Ỹ0-9]", name
        ), unit


def test_successions_are_between_known_units():
    for row in SUCCESSORS:
        assert BEFORE[row["old_code"]]["level"] == row["level"], row
        assert AFTER[row["new_code"]]["level"] == row["level"].replace("district", "commune"), row
        assert row["date"] == NEW[0], row


def test_share_is_full_exactly_when_there_is_one_successor():
    shares = defaultdict(list)
    for row in SUCCESSORS:
        shares[row["old_code"]].append(row["share"])
    for code, found in shares.items():
        assert found == ["full"] or (len(found) > 1 and set(found) == {"partial"}), code


def test_no_unit_is_lost_or_comes_from_nowhere():
    """A district needs no row of its own, except where it had no communes (five islands)."""
    have_communes = {u["parent_code"] for u in BEFORE.values() if u["level"] == "commune"}
    islands = {c for c, u in BEFORE.items() if u["level"] == "district" and c not in have_communes}
    assert islands == {"318", "471", "498", "536", "755"}
    expected = {c for c, u in BEFORE.items() if u["level"] != "district"} | islands
    assert {row["old_code"] for row in SUCCESSORS} == expected
    assert {row["new_code"] for row in SUCCESSORS} == AFTER.keys()


def test_communes_stay_with_their_province():
    """The resolutions of June 2025 went province by province."""
    province_became = {r["old_code"]: r["new_code"] for r in SUCCESSORS if r["level"] == "province"}
    for row in SUCCESSORS:
        if row["level"] == "commune":
            district = BEFORE[BEFORE[row["old_code"]]["parent_code"]]
            expected = province_became[district["parent_code"]]
            assert AFTER[row["new_code"]]["parent_code"] == expected, row


def test_bac_kan_has_its_eight_districts():
    found = {c: u["name_vi"] for c, u in BEFORE.items() if u["parent_code"] == "06"}
    assert found == BAC_KAN_DISTRICTS


def test_bach_thong_has_its_14_communes_and_their_successors():
    communes = {c: u["name_vi"] for c, u in BEFORE.items() if u["parent_code"] == "063"}
    rows = [r for r in SUCCESSORS if r["old_code"] in communes]
    found = {communes[r["old_code"]]: AFTER[r["new_code"]]["name_vi"] for r in rows}
    assert len(communes) == len(rows) == 14
    assert found == BACH_THONG_COMMUNES


@pytest.mark.parametrize(
    ("units", "key", "code"),
    [
        (BEFORE, "bac-kan", "06"),
        (BEFORE, "thanh-pho-bac-kan", "058"),
        (BEFORE, "bach-thong", "063"),
        (BEFORE, "cho-moi-bac-kan", "065"),
        (BEFORE, "phu-thong-bach-thong", "01969"),
        (BEFORE, "thanh-pho-cao-bang", "040"),
        (BEFORE, "quan-1", "760"),
        (BEFORE, "thanh-pho-cao-lanh-dong-thap", "866"),
        (AFTER, "phuong-2-bao-loc-lam-dong", "24820"),
        (AFTER, "thai-nguyen", "19"),
        (AFTER, "phu-thong-thai-nguyen", "01969"),
        (AFTER, "bach-thong-thai-nguyen", "02014"),
    ],
)
def test_keys_follow_the_rule(units, key, code):
    assert units[code]["key"] == key


def test_source_errors_stay_corrected():
    """Same-name mix-ups of the source, checked in the text of the resolutions."""
    found = {(r["old_code"], r["new_code"]): r["share"] for r in SUCCESSORS}
    assert found["30622", "30604"] == "full"  # Tân Phú, An Giang; source: a commune of Đồng Tháp
    assert found["13768", "13753"] == "full"  # Quang Trung, Vụ Bản; source: phường Nam Định
    assert found["31771", "31777"] == "full"  # Vĩnh Thành; source: Vĩnh Thạnh
    assert ("20669", "20242") not in found  # Phước Ninh, Quế Sơn; source: also phường Hải Châu
