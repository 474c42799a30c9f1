"""Rebuild data/reference/units.csv and unit_successors.csv from the three source tables.

    python scripts/build_units.py SOURCE_FOLDER [--workspace DIR]

SOURCE_FOLDER holds units_2025-03-01.csv, units_2025-07-01.csv and successors_2025-07-01.csv
(see data/reference/units_sources.md). The same sources always give the same bytes.

Keys. A key is readable, and unique among the units valid at the same time. Each unit has a list
of candidates and gets the first one that no other unit of its level wants and no higher level
holds; units that want the same one all move on to their next:

- province: name without its type (`bac-kan`);
- district: name without its type (`bach-thong`); then with the key of its province
  (`chau-thanh-an-giang`); then with its type as well (`huyen-cao-lanh-dong-thap`).
  A district that bears the name of a province starts with its type (`thanh-pho-bac-kan`);
- commune: name with the key of its parent (`vi-huong-bach-thong`; from 1 July 2025 the parent is
  the province); then with its type (`thi-tran-yen-vien-gia-lam`);
- units of one type and parent whose names differ only in marks, or not at all, end in their code
  (`xa-minh-quan-tran-yen-04516`, Minh Quán beside Minh Quân).

A name that begins with a number keeps its type (`quan-1`, `phuong-2-bao-loc-lam-dong`).
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.cli.guard import guarded
from helpers.core.text import nfc, slug
from helpers.core.workspace import write_text

LAST_OLD_DAY, FIRST_NEW_DAY = "2025-06-30", "2025-07-01"
TYPES = ["Thành phố", "Tỉnh", "Huyện", "Quận", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu"]
UNIT_COLUMNS = ["code", "key", "name_vi", "level", "parent_code", "valid_from", "valid_to"]
SUCCESSOR_COLUMNS = ["level", "old_code", "new_code", "share", "date"]
HOMONYM = "Nguồn ghép nhầm với đơn vị trùng hoặc gần trùng tên: Nghị quyết số "

# Before 1 July 2025: code, name in the source (guard), right name, reason.
NAME_CORRECTIONS = [
    (
        "01978",
        "Xã Sĩ Bình",
        "Xã Sỹ Bình",
        "Cách viết trong Nghị quyết số 1683/NQ-UBTVQH15 (khoản 62 Điều 1) và báo cáo của huyện",
    ),
]

# Old commune, successors in the source (guard), the only real successor, reason.
SUCCESSOR_CORRECTIONS = [
    ("10963", "10675 10966", "10966", HOMONYM + "1669/NQ-UBTVQH15, khoản 40 và 86"),
    ("13219", "11995 13219", "13219", HOMONYM + "1666/NQ-UBTVQH15, khoản 29 và 93"),
    ("13768", "13669", "13753", HOMONYM + "1674/NQ-UBTVQH15, khoản 24 và 114"),
    ("14323", "14329 14674", "14329", HOMONYM + "1674/NQ-UBTVQH15, khoản 94 và 123"),
    ("14380", "14014 14365", "14365", HOMONYM + "1674/NQ-UBTVQH15, khoản 20 và 128"),
    ("14770", "14797 14818 16624", "14797", HOMONYM + "1686/NQ-UBTVQH15, khoản 127, 137, 144"),
    ("19039", "19030 19075", "19030", HOMONYM + "1680/NQ-UBTVQH15, khoản 2 và 14"),
    ("20669", "20242 20669", "20669", HOMONYM + "1659/NQ-UBTVQH15, khoản 1 và 59"),
    ("24292", "24301 24328", "24301", HOMONYM + "1660/NQ-UBTVQH15, khoản 2 và 11"),
    ("28924", "28921 29734", "28921", HOMONYM + "1687/NQ-UBTVQH15, khoản 20 và 68"),
    ("30622", "30259", "30604", HOMONYM + "1654/NQ-UBTVQH15, khoản 31"),
    ("31379", "31378 31582", "31378", HOMONYM + "1668/NQ-UBTVQH15, khoản 57 và 80"),
    ("31588", "31201 31579", "31579", HOMONYM + "1668/NQ-UBTVQH15, khoản 9 và 83"),
    ("31771", "31232", "31777", HOMONYM + "1668/NQ-UBTVQH15, khoản 40 và 87"),
]


@dataclass(frozen=True)
class Unit:
    """One unit of a source table; ``name`` begins with the unit's type."""

    level: str
    code: str
    name: str
    parent_code: str

    @property
    def bare_slug(self) -> str:
        """Slug without the type, unless what is left begins with a number."""
        bare = next(self.name.removeprefix(t) for t in TYPES if self.name.startswith(t + " "))
        return slug(self.name if bare.strip()[0].isdigit() else bare)


def main() -> None:
    """Read the command line and rebuild both tables."""
    parser = argparse.ArgumentParser(description="Rebuild the catalogue of administrative units.")
    parser.add_argument("source", type=Path, help="folder with the three source tables")
    parser.add_argument("--workspace", type=Path, default=Path(), help="default: current folder")
    arguments = parser.parse_args()
    source, target = arguments.source, arguments.workspace / "data" / "reference"
    old = correct_names(read_units(source / "units_2025-03-01.csv"))
    new = read_units(source / "units_2025-07-01.csv")
    successors = successor_rows(read_rows(source / "successors_2025-07-01.csv"), old, new)
    units = [*unit_rows(old, "", LAST_OLD_DAY), *unit_rows(new, FIRST_NEW_DAY, "")]
    write_text(target / "units.csv", csv_text(UNIT_COLUMNS, units))
    write_text(target / "unit_successors.csv", csv_text(SUCCESSOR_COLUMNS, successors))
    print(f"units.csv: {len(units)} rows; unit_successors.csv: {len(successors)} rows")


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a source table, NFC."""
    return list(csv.DictReader(io.StringIO(nfc(path.read_text(encoding="utf-8-sig")))))


def read_units(path: Path) -> list[Unit]:
    """Units of a source table, names tidied."""
    return [
        Unit(row["level"], row["code"], tidy_name(row["name"]), row["parent_code"])
        for row in read_rows(path)
    ]


def tidy_name(name: str) -> str:
    """One blank between words; the type as the law writes it ('Thành Phố' → 'Thành phố')."""
    name = " ".join(name.split())
    for unit_type in TYPES:
        if name.lower().startswith(unit_type.lower() + " "):
            return unit_type + name[len(unit_type) :]
    raise ValueError(f"{name!r}: no known type of unit")


def correct_names(units: list[Unit]) -> list[Unit]:
    """Apply NAME_CORRECTIONS. Raises ValueError where the source has changed."""
    by_code = {unit.code: unit for unit in units}
    for code, expected, name, _reason in NAME_CORRECTIONS:
        require(by_code[code].name, expected, code)
        by_code[code] = replace(by_code[code], name=name)
    return list(by_code.values())


def successor_rows(
    source: list[dict[str, str]], old: list[Unit], new: list[Unit]
) -> list[tuple[str, ...]]:
    """Rows of unit_successors.csv, corrected, in the order of the old units.

    The level is that of the old unit: the source calls five island districts communes.
    """
    corrections = {code: rest for code, *rest in SUCCESSOR_CORRECTIONS}
    order = {unit.code: (position, unit.level) for position, unit in enumerate(old)}
    pairs: dict[str, dict[str, str]] = {}
    for row in source:
        pairs.setdefault(row["old_code"], {})[row["new_code"]] = row["share"]
    for code, (expected, successor, _reason) in corrections.items():
        require(" ".join(sorted(pairs[code])), expected, code)
        pairs[code] = {successor: "full"}
    unknown = {new_code for found in pairs.values() for new_code in found} - {u.code for u in new}
    if unknown:
        raise ValueError(f"unknown successors: {sorted(unknown)}")
    return [
        (order[code][1], code, new_code, share, FIRST_NEW_DAY)
        for code in sorted(pairs, key=lambda code: order[code])
        for new_code, share in sorted(pairs[code].items())
    ]


def require(found: str, expected: str, code: str) -> None:
    """Guard of a correction. Raises ValueError when it does not match."""
    if found != expected:
        raise ValueError(f"correction of {code}: expected {expected!r}, the source has {found!r}")


def unit_rows(units: list[Unit], valid_from: str, valid_to: str) -> list[tuple[str, ...]]:
    """Rows of units.csv for the units of one time, in the order of the source."""
    keys = make_keys(units)
    return [
        (u.code, keys[u.code], u.name, u.level, u.parent_code, valid_from, valid_to) for u in units
    ]


def make_keys(units: list[Unit]) -> dict[str, str]:
    """Key by code, for units valid at the same time (the rule is at the top of this file)."""
    keys: dict[str, str] = {}
    for level in ("province", "district", "commune"):
        wanted = {u.code: candidates(u, keys) for u in units if u.level == level}
        keys |= first_free(wanted, set(keys.values()))
    return keys


def candidates(unit: Unit, keys: Mapping[str, str]) -> list[str]:
    """Possible keys of a unit, best first; ``keys`` are those of the levels above."""
    bare, typed = unit.bare_slug, slug(unit.name)
    if unit.level == "province":
        return [bare]
    parent = keys[unit.parent_code]
    full = f"{typed}-{parent}"
    last = f"{full}-{unit.code}"
    if unit.level == "commune":
        return [f"{bare}-{parent}", full, last]
    first = [typed] if bare in keys.values() else [bare, f"{bare}-{parent}"]
    return [*first, full, last]


def first_free(wanted: Mapping[str, list[str]], taken: set[str]) -> dict[str, str]:
    """First candidate of each code that is not taken and that no other code wants at that step."""
    found: dict[str, str] = {}
    step = 0
    while waiting := {code: wishes[step] for code, wishes in wanted.items() if code not in found}:
        times_wanted = Counter(waiting.values())
        used = taken | set(found.values())
        found |= {c: k for c, k in waiting.items() if times_wanted[k] == 1 and k not in used}
        step += 1
    return found


def csv_text(columns: list[str], rows: Iterable[tuple[str, ...]]) -> str:
    """Text of a CSV file with LF line ends."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(guarded(main))
