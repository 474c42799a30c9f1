"""Compares the stored and asked cells of an office with the truth of its workbooks.

States of a figure: right, kept (right, under the office's own label although a code exists), asked
(not stored, a question names its cell), lost (nothing says so), wrong (a stored value contradicts
the truth). Cells that must not be stored, and cells that are neither, count as wrong too.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

Row = dict[str, str]
Key = tuple[str, str, str]
STATES = ("right", "kept", "asked", "lost", "wrong")
STORED = (
    "file",
    "sheet",
    "cell",
    "code",
    "label",
    "measure",
    "period",
    "value",
    "unit",
    "breakdown",
)
DETAILS = (
    "office",
    "file",
    "sheet",
    "cell",
    "state",
    "why",
    "label_plain",
    "measure",
    "value",
    "stored_value",
    "stored_unit",
    "stored_measure",
    "stored_period",
    "stored_code_or_label",
    "breakdown",
)
MEASURES = {
    "stated_pct_plan": "pct_plan",
    "pct_estimate": "pct_plan",
    "stated_pct_estimate": "pct_plan",
    "stated_pct_previous": "pct_previous",
    "stated_pct_change": "pct_change",
    "stated_change": "change",
    # The corpus tells the base of a change by its note and period, the product by the measure.
    "opening": "previous",
    "change_opening": "change",
    "pct_change_opening": "pct_change",
    "attainment": "actual",
    "allocated": "plan",
    "disbursed": "actual",
    "total": "whole",
    "remaining_plan": "change_plan",
}
SAME_COUNT = tuple(
    frozenset(names.split())
    for names in (
        "count:people count:inhabitants count:workers count:officials count:prestigious_persons",
        "count:times count:attendances",
        "count:villages count:urban_groups",
        "count:cases count:instances count:criminal_cases count:couples",
        "count:households count:poor_households count:near_poor_households",
        "percent percentage_points",
        "count:people count:subjects",
        "count:people count:pupils",
        "count:people count:children",
        "count:children count:pupils",
    )
)
SHORT = {
    **{"tt": "thị trấn", "x": "xã", "p": "phường", "tp": "thành phố", "tdp": "tổ dân phố"},
    "nstw": "ngân sách trung ương",
    "nsđp": "ngân sách địa phương",
    "nst": "ngân sách tỉnh",
    "đtpt": "đầu tư phát triển",
    "vđt": "vốn đầu tư",
    "sn": "sự nghiệp",
    "kptx": "kinh phí thường xuyên",
    "dtts": "dân tộc thiểu số",
    "kv": "khu vực",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "raglai": "ra glai",
    "bhyt": "bảo hiểm y tế",
    "csxh": "chính sách xã hội",
    "ns": "ngân sách",
    "hk": "học kỳ",
}
STOP = frozenset(
    ["vốn", "nguồn", "ngân", "sách", "của", "theo", "các", "dân", "tộc", "là", "và", "từ", "năm"]
)
OWN_PREFIXES = frozenset(("local", "rieng", "office", "x", "own"))
NEARLY = Decimal("1e-6")
WORDS_OF_TRUTH = [
    "label_path",
    "label_plain",
    "header_path",
    "breakdown",
    "unit_printed",
    "unit_standard",
]
_INNER_MARK = re.compile(r"(?<=\w)['’](?=\w)")
_SPLIT = re.compile(r"[^\w.]+")
_MONTH_OR_QUARTER = re.compile(r"\d{4}(M\d\d|Q\d)")


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(handle)]


def plain(text: object) -> str:
    """Text in one form of Unicode with single spaces."""
    composed = unicodedata.normalize("NFC", str(text or "")).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", composed).strip()


def low(text: object) -> str:
    """``plain`` in small letters."""
    return plain(text).casefold()


def words(text: object, stop: bool = False) -> set[str]:
    """The words of a text, abbreviations written out; «M'nông» is «Mnông»."""
    joined = _INNER_MARK.sub("", low(text).replace("_", " "))
    found = [word.strip(".") for word in _SPLIT.split(joined)]
    spelled = [part for word in found for part in SHORT.get(word, word).split()]
    return {word for word in spelled if word and not (stop and word in STOP)}


def _is_printed(unit: str, truth: Row) -> bool:
    """True for a unit that the list lacks and the sheet prints: «286 vị», «Đội văn nghệ (đội)»."""
    texts = (truth.get(name, "") for name in ("shown", "label_path", "header_path"))
    pattern = rf"(?:\d\s*|\(){re.escape(unit)}(?!\w)"
    return bool(unit) and any(re.search(pattern, low(text)) for text in texts)


def cell_key(row: Row) -> Key:
    """File name, sheet and cell; a file of one table has no sheet."""
    file = plain(row["file"]).replace("\\", "/").rsplit("/", 1)[-1]
    sheet = "" if file.lower().endswith(".csv") else plain(row["sheet"])
    return file, sheet, plain(row["cell"]).replace("$", "").upper()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _reference(text: str) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"\$?([A-Z]*)\$?(\d*)", text.strip().upper())
    letters, digits = match.groups() if match else ("", "")
    return (_column(letters) if letters else None, int(digits) if digits else None)


def inside(cell: str, area: str) -> bool:
    """Whether a cell is in an area: C5, C5:F9, D, 12, or empty for the whole sheet."""
    if not area.strip():
        return True
    first, _, last = area.partition(":")
    (left, top), (right, bottom) = _reference(first), _reference(last or first)
    column, row = _reference(cell)
    return (left is None or left <= column <= (right or left)) and (
        top is None or top <= row <= (bottom or top)
    )


def is_asked(key: Key, asked: list[Key]) -> bool:
    """Whether one of the asked areas holds the cell."""
    file, sheet, cell = key
    return any(file == f and s in ("", sheet) and inside(cell, area) for f, s, area in asked)


def _per(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", plain(text).upper()).replace("YEAR", "").rstrip("Y")


def same_period(stored: Row, truth: Row, own: str) -> bool:
    """A plan may stand under the year or the period, ``previous`` under either.

    What was reached in a year is the figure of the report that ends with it.
    """
    period, wanted, measure = _per(stored["period"]), _per(truth["period"]), truth["measure"]
    if period == wanted:
        return True
    if _MONTH_OR_QUARTER.fullmatch(wanted):
        return period in ("", own)  # the month must then stand in the breakdown
    if measure == "previous":
        before = f"{int(own[:4]) - 1}{own[4:]}"
        # The report of a second half compares whole years.
        is_before = before in (wanted, f"{wanted}H2") and period in ("", own)
        ends = {f"{year}H2" for year in (wanted, period) if len(year) == 4}
        return is_before or bool(ends & {wanted, period})  # the end of a year is that of its half
    if measure.startswith("plan"):
        return wanted == own[:4] and period in ("", own)
    if wanted != own:
        return wanted == own[:4] and own[4:] == "H2" and period in ("", own)
    is_rate = measure.startswith(("pct", "change", "share", "whole"))
    return period == "" or (is_rate and period == own[:4])


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = [part for part in map(plain, re.split(r"[;|]", text or "")) if part]
    return [tuple(part.split("=", 1)) if "=" in part else ("", part) for part in parts]


def _exact(found: set[str]) -> set[str]:
    return {w for w in found if re.search(r"\d", w) or re.fullmatch(r"[ivx]+|[a-z]", w)}


CAPITAL_WORDS = {
    **{"đầu tư": "investment", "sự nghiệp": "recurrent", "thường xuyên": "recurrent"},
    **{"trung ương": "central", "địa phương": "local", "tỉnh": "province", "xã": "commune"},
    **{"lồng ghép": "integrated", "tín dụng": "credit", "doanh nghiệp": "enterprises"},
    **{"cộng đồng": "community", "tiền mặt": "cash", "ngày công": "labour", "kéo dài": "carried"},
}
"""Words of a breakdown → part of the code of a kind or source of money."""
WHOLES = {"local", "community"}
"""Parts of a code that its other parts say too."""


def _alike(first: str, second: str) -> bool:
    a, b = words(first, True) or words(first), words(second, True) or words(second)
    most = b and len(b) * 5 >= len(a) * 3
    return _exact(a) == _exact(b) and (
        a <= b or bool(b <= a and most) or len(a & b) * 5 >= len(a | b) * 3
    )


def _same_time(wanted: str, pair: tuple[str, str]) -> bool:
    number = re.match(r"[0-9]+|[IV]+", wanted)[0].lstrip("0")
    pattern = rf"(^|\D)0?{number}(\D|$)" if number.isdigit() else rf"\b{number}\b"
    return bool(re.search(pattern, pair[1]))


def same_breakdown(stored: Row, truth: Row, own_label: bool) -> bool:
    """Names are compared by words, numbers exactly; an own label may hold the breakdown."""
    have = _pairs(stored["breakdown"])
    for name, member in _pairs(truth["breakdown"]):
        if name in ("tháng", "quý"):
            if _per(stored["period"]) == _per(truth["period"]):
                have = [x for x in have if x[0] not in ("tháng", "quý", "month", "quarter")]
                continue
            hits = [pair for pair in have if _same_time(member, pair)]
        else:
            hits = [pair for pair in have if _alike(member, pair[1])]
        if hits:
            have.remove(hits[0])
        elif not (own_label and words(member, True) <= words(stored["label"])):
            return False
    columns = ("label_path", "label_plain", "header_path", "breakdown")
    known = words(" ".join(truth[name] for name in columns))
    return all(words(member, True) <= known for _, member in have)


def line_faults(stored: Row, truth: Row) -> list[str]:
    """What differs where a budget line has a code that is newer than the truth."""
    text = low(truth["breakdown"])
    known, _, kind = truth["catalogue_code"].rpartition(".")
    wanted = {piece for word, piece in CAPITAL_WORDS.items() if word in text} | {kind}
    got = set(stored["capital"].split("."))
    open_to = {*WHOLES, "total", ""}
    bad = [] if got - wanted <= open_to and wanted - got <= open_to else ["breakdown"]
    if known and plain(stored["code"]).startswith(f"{known}."):
        return bad
    printed = words(" ".join(truth[name] for name in ("label_path", "label_plain")))
    line = words(stored["line"])
    is_same = {word.lstrip("0") for word in line if word.isdigit()} & {
        word.lstrip("0") for word in printed if word.isdigit()
    }
    return bad if is_same or len(printed & line) * 2 >= len(printed) else [*bad, "label"]


def same_label(stored: Row, truth: Row) -> bool:
    """Whether an own label shares half of its words with the printed ones."""
    got = words(stored["label"])
    known = words(" ".join(truth[name] for name in WORDS_OF_TRUTH))
    return bool(got) and len(got & known) * 2 >= len(got)


@dataclass
class Score:
    """What became of the figures of one office: counts by state, reasons, failing cells."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    details: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Scorer:
    """``units``: printed unit → dimension and factor; ``codes``: of the catalogue of the day that
    the truth was written."""

    units: dict[str, tuple[str, Decimal]]
    codes: frozenset[str]

    @classmethod
    def load(cls, units: Path, codes: Path) -> Scorer:
        """From units.csv and catalogue_codes.csv."""
        rows = read_rows(units)
        return cls(
            {low(row["name"]): (row["dimension"], Decimal(row["factor"])) for row in rows},
            frozenset(row["code"] for row in read_rows(codes)),
        )

    def value_faults(self, stored: Row, truth: Row) -> list[str]:
        """Empty if value and unit agree, in whatever unit of the dimension it is stored."""
        try:
            value = Decimal(stored["value"].strip())
        except InvalidOperation:
            return ["value"]
        wanted = Decimal(truth["value"])
        slack = max(Decimal(truth["tolerance"] or "0"), abs(wanted) * NEARLY, Decimal("1e-9"))

        def near(number: Decimal) -> bool:
            return abs(number - wanted) <= slack

        names = (low(stored["unit"]), low(truth["unit_standard"]), low(truth["unit_printed"]))
        unit, standard, printed = (self.units.get(name) for name in names)
        comparable = bool(unit and standard) and (
            unit[0] == standard[0] or any({unit[0], standard[0]} <= group for group in SAME_COUNT)
        )
        if comparable and near(value * unit[1] / standard[1]):
            return []
        if not (unit and standard) and names[0] and names[0] in names[1:]:
            return [] if near(value) else ["value"]
        if unit is None and near(value) and _is_printed(names[0], truth):
            return []
        if near(value) or (printed and standard and near(value * printed[1] / standard[1])):
            return ["unit"]  # the number is right, its unit is not
        return ["value"] if comparable else ["value", "unit"]

    def is_own(self, code: str) -> bool:
        """Whether a figure stands under the office's own label, or a code newer than the truth."""
        return not code or code.split(".")[0].casefold() in OWN_PREFIXES or code not in self.codes

    def judge(self, stored: Row, truth: Row, own_period: str) -> tuple[str, list[str]]:
        """State of one stored value against one truth, and what differs."""
        code = plain(stored["code"])
        own, measure = self.is_own(code), low(stored["measure"])
        measure = MEASURES.get(measure, measure)
        bad = self.value_faults(stored, truth)
        if measure not in (truth["measure"], *truth["accepted_measures"].split()):
            bad.append("measure")
        if not same_period(stored, truth, own_period):
            bad.append("period")
        if own and stored.get("line"):
            return ("wrong", bad) if (bad := bad + line_faults(stored, truth)) else ("right", [])
        if not same_breakdown(stored, truth, own):
            bad.append("breakdown")
        if own and not same_label(stored, truth):
            bad.append("label")
        if not own and code not in (truth["catalogue_code"], *truth["accepted_codes"].split()):
            bad.append("code")
        if bad:
            return "wrong", bad
        return ("kept" if own and truth["catalogue_code"] else "right"), []

    def _rank(self, stored: Row, truth: Row, own_period: str) -> tuple[object, ...]:
        """Order of the truths of a cell of several figures, the nearest first."""
        state, bad = self.judge(stored, truth, own_period)
        a, b = words(stored["label"]), words(truth["label_plain"])
        near = len(a & b) / (len(a | b) or 1)
        return len(bad), state != "right", "value" in bad, "measure" in bad, -near

    def score(self, office: Path, stored: list[Row], asked: list[Row]) -> Score:
        """Compare what was stored and asked with truth.csv and must_not.csv of an office."""
        return _Comparison(self, office, asked).score(stored)


class _Comparison:
    """The truth of one office while its stored figures are compared with it."""

    def __init__(self, scorer: Scorer, office: Path, asked: list[Row]) -> None:
        self.scorer, self.office, self.result = scorer, office.name, Score()
        self.own_period = read_rows(office / "office.csv")[0]["period"]
        self.truth = read_rows(office / "truth.csv")
        self.by_cell: dict[Key, list[int]] = defaultdict(list)
        for number, row in enumerate(self.truth):
            self.by_cell[cell_key(row)].append(number)
        excluded = office / "must_not.csv"
        rows = read_rows(excluded) if excluded.exists() else []
        self.must_not = {cell_key(row): row["reason"] for row in rows}
        self.asked = [cell_key(row) for row in asked]
        self.states: dict[int, set[str]] = defaultdict(set)

    def score(self, stored: list[Row]) -> Score:
        counts, hit = self.result.counts, set()
        for row in stored:
            key = cell_key(row)
            if key in self.by_cell:
                self._compare(key, row)
            elif key in self.must_not:
                hit.add(key)
                self._wrong(key, f"must_not {self.must_not[key]}", row)
            else:
                counts["stray"] += 1
                self._wrong(key, "stray", row)
        for number, row in enumerate(self.truth):
            self._count(number, row)
        counts["must_not"], counts["stored"] = len(self.must_not), len(hit)
        counts["wrong"] += len(hit) + counts["stray"]
        return self.result

    def _compare(self, key: Key, row: Row) -> None:
        numbers = self.by_cell[key]
        scorer, own = self.scorer, self.own_period
        best = min(numbers, key=lambda n: scorer._rank(row, self.truth[n], own))
        state, bad = scorer.judge(row, self.truth[best], own)
        self.states[best].add(state)
        if bad:
            self._wrong(key, " ".join(bad), row, self.truth[best])

    def _wrong(self, key: Key, why: str, row: Row, truth: Row | None = None) -> None:
        self.result.reasons[why] += 1
        wanted = [truth[name] if truth else "" for name in ("label_plain", "measure", "value")]
        got = [row[name] for name in ("value", "unit", "measure", "period")]
        what = row["code"] or row["label"]
        self.result.details.append(
            (self.office, *key, "wrong", why, *wanted, *got, what, row["breakdown"])
        )

    def _count(self, number: int, row: Row) -> None:
        counts, key, states = self.result.counts, cell_key(row), self.states[number]
        state = next((name for name in ("wrong", "right", "kept") if name in states), "lost")
        if state == "lost" and is_asked(key, self.asked):
            state = "asked"
        if row["required"] != "1":
            counts["wrong"] += state == "wrong"
            return
        counts["figures"] += 1
        counts[state] += 1
        if state in ("lost", "asked"):
            wanted = [row[name] for name in ("label_plain", "measure", "value")]
            self.result.details.append(
                (self.office, *key, state, "", *wanted, *[""] * 5, row["breakdown"])
            )
