"""Tables as offices lay them out themselves: no form; the truth comes from what was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from random import Random

import yaml

from generated.choices import CAN_HIDE, CAN_MERGE, KINDS, ROMAN, UNIT_LINES, weighted
from generated.figures import STYLES
from generated.layouts import Draft
from generated.pages import Box, GeneratedTable, Page, Position

THEMES = yaml.safe_load(Path(__file__).with_name("own_lines.yml").read_text(encoding="utf-8"))
OFFICE = "Huyện Mẫu"
PERIODS = {"plan": "2023", "previous": "2022H1", "year_estimate": "2023", "older": "2021H1"}
MEASURES = {"half_plan": "plan", "year_estimate": "estimate", "older": "previous"}
"""Columns whose measure of the truth has another name."""
ACCEPTED = {"plan": "plan_province plan_council", "pct_plan": "pct_plan_province",
            "half_plan": "plan_province plan_council", "older": "actual"}  # fmt: skip
HEADS = {
    "plan": ("Kế hoạch năm 2023", "KH năm 2023", "KH 2023"),
    "actual": ("Thực hiện 6 tháng đầu năm 2023", "TH 6 tháng đầu năm 2023", "TH 6T/2023"),
    "previous": ("Thực hiện 6 tháng đầu năm 2022", "TH 6 tháng đầu năm 2022", "TH 6T/2022"),
    "estimate": ("Ước TH 6 tháng đầu năm 2023", "Ước thực hiện 6 tháng đầu năm 2023"),
    "half_plan": ("Kế hoạch 6 tháng đầu năm 2023", "KH 6 tháng đầu năm 2023"),
    "year_estimate": ("Ước thực hiện cả năm 2023", "Ước TH năm 2023"),
    "older": ("Thực hiện 6 tháng đầu năm 2021", "TH 6T/2021"),
    "change": ("Tăng, giảm so với cùng kỳ (+,-)", "Tăng (+), giảm (-) so với cùng kỳ"),
    "pct_plan": ("TH/KH (%)", "So với kế hoạch (%)", "% thực hiện so với kế hoạch"),
    "pct_previous": ("So với cùng kỳ (%)", "So với cùng kỳ năm trước (%)"),
}
UPPER = {"plan": "Năm 2023", "actual": "Năm 2023", "pct_plan": "So sánh (%)",
         "pct_previous": "So sánh (%)"}  # fmt: skip
LOWER = {"plan": "Kế hoạch", "actual": "Thực hiện 6 tháng đầu năm", "pct_plan": "TH/KH",
         "pct_previous": "TH/cùng kỳ"}  # fmt: skip
RATES = {"pct_plan": "plan", "pct_previous": "previous"}
WITHOUT_YEAR = {"plan": "Kế hoạch năm", "actual": "Thực hiện 6 tháng đầu năm",
                "previous": "Cùng kỳ năm trước"}  # fmt: skip
MONEY = {"triệu đồng": 1, "nghìn đồng": 1000, "tỷ đồng": Decimal("0.01"), "đồng": 1_000_000}
LABEL_HEADS = ("Chỉ tiêu", "Nội dung", "Tên chỉ tiêu", "Danh mục")
PLACES = [f"Xã Mẫu {number}" for number in range(1, 8)]
MARKS = ("khoảng {}", "{} (ước)", "~{}", "còn {}")


@dataclass(frozen=True)
class OwnLine:
    """A row: its label, section, unit, decimal places, largest value, code of the catalogue."""

    label: str
    section: str
    unit: str
    decimals: int
    largest: int
    code: str


@dataclass
class OwnTable:
    """One page in the making; ``truth`` and ``must_not`` are rows of the bench of offices."""

    chooser: Random
    kind: str
    name: str
    features: set[str] = field(default_factory=set)
    benign: bool = False

    def __post_init__(self) -> None:
        self.page = Page(self.name)
        self.truth: list[dict[str, str]] = []
        self.must_not: list[dict[str, str]] = []
        self.row = 1
        self.typed = self.kind != "csv" and self.chance("typed figures", 0.7)
        self.english = not self.typed and self.chance("!figures in English style", 0.05)

    def chance(self, feature: str, share: float) -> bool:
        """True in ``share`` of the tables, which then have the feature; '!' marks hostile ones."""
        is_so = self.chooser.random() < share and not (self.benign and feature.startswith("!"))
        self.features |= {feature} if is_so else set()
        return is_so

    def put(self, row: int, column: int, content: str | Decimal | Box) -> None:
        """Write one cell."""
        self.page.boxes[row, column] = content if isinstance(content, Box) else Box(content)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge an area where the kind of file can."""
        if self.kind in CAN_MERGE and (top, left) != (bottom, right):
            self.page.merged.append((top, left, bottom, right))

    def value(self, line: OwnLine) -> Decimal:
        """A true value; small ones are as likely as large ones."""
        step = Decimal(1).scaleb(-line.decimals)
        share = Decimal(str(10 ** -self.chooser.uniform(0, 2)))
        return max((line.largest * share).quantize(step), step)

    def text(self, value: Decimal) -> str:
        """Digits as the office writes them."""
        return STYLES["en" if self.english else "vi"](value)

    def figure(self, position: Position, value: Decimal, truth: dict[str, str]) -> None:
        """Write a figure, perhaps with a hostile extra, and note what it means."""
        box = Box(value, "#,##0.##" if value != value.to_integral() else "#,##0")
        if not self.typed:
            box = Box(self.text(value))
        is_rate = truth["measure"].startswith("pct")
        if self.typed and is_rate and self.chance("percent format", 0.3):
            box = Box(value / 100, "0.0%")
        required = "1"
        if self.typed and self.chance("formula", 0.02) and self.kind in ("xlsx", "ods", "xml"):
            box.formula = "=1*1"
        if self.typed and self.chance("!text among numbers", 0.02):
            box, required = Box(self.text(value)), "0"
        if self.kind in ("xlsx", "xls", "ods") and self.chance("!error value", 0.004):
            self.put(*position, Box(None, error="#DIV/0!"))
            return
        if not is_rate and self.chance("!words beside a figure", 0.01):
            box, required = Box(self.chooser.choice(MARKS).format(self.text(value))), "0"
        elif self.kind in ("xlsx", "openpyxl", "xls") and self.chance("!struck figure", 0.006):
            box.struck, required = True, "0"
            self.must_not.append(self._cell(position) | {"reason": "struck"})
            self.put(*position, box)
            return
        elif self.chance("!mark instead of a figure", 0.01):
            mark = self.chooser.choice(("…", "x", "-"))
            self.put(*position, mark)
            if mark == "-":  # nothing: zero, or asked
                zero = {"value": "0", "shown": mark, "required": "0", "tolerance": "0"}
                self.truth.append(self._cell(position) | truth | zero)
            return
        if self.chance("comment", 0.005):
            box.comment = "Số liệu đến 20/5: 1.234"
        self.put(*position, box)
        shown = {"shown": str(box.content), "required": required, "tolerance": "0"}
        if required == "0":
            truth = truth | {"accepted_measures": "actual estimate"}
        self.truth.append(self._cell(position) | truth | {"value": str(value)} | shown)

    def _cell(self, position: Position) -> dict[str, str]:
        row, column = position
        return {"sheet": self.name, "cell": f"{chr(64 + column)}{row}"}

    def shift(self, rows: int, columns: int) -> None:
        """Move everything down and to the right."""
        page = self.page
        page.boxes = {(row + rows, at + columns): box for (row, at), box in page.boxes.items()}
        page.merged = [
            (top + rows, left + columns, bottom + rows, right + columns)
            for top, left, bottom, right in page.merged
        ]
        page.hidden_rows = {row + rows for row in page.hidden_rows}
        for row in (*self.truth, *self.must_not):
            column, number = row["cell"][0], int(row["cell"][1:])
            row["cell"] = f"{chr(ord(column) + columns)}{number + rows}"

    def titles(self, title: str, *, unit: str = "", year: int = 2023, office: str = OFFICE) -> None:
        """The lines above the table."""
        width = self.chooser.randint(3, 6)
        lines = [f"UBND {office.upper()}", f"{title} 6 THÁNG ĐẦU NĂM {year}"]
        if self.chance("title in one line", 0.2) and office == OFFICE:
            lines = lines[1:]
        if self.chance("number and date of the report", 0.3):
            lines.append(f"(Kèm theo Báo cáo số 45/BC-UBND ngày 10/6/{year})")
        for line in lines:
            self.put(self.row, 1, line)
            if self.chance("merged title", 0.4):
                self.merge(self.row, 1, self.row, width)
            self.row += 1
        if unit:
            self.put(self.row, self.chooser.choice((1, 4)), self.unit_line(unit))
            self.row += 1
        self.row += self.chooser.randint(0, 1)

    def unit_line(self, unit: str) -> str:
        """'ĐVT: ha'."""
        return self.chooser.choice(UNIT_LINES).format(unit)


def lines_of(theme: dict) -> list[OwnLine]:
    """The lines of a theme."""
    return [
        OwnLine(label, section, unit, decimals, largest, code)
        for section, lines in theme["sections"].items()
        for label, unit, decimals, largest, code in lines
    ]


def by_rows(table: OwnTable) -> None:
    """Indicators as rows; plan, actual and last year as columns; heads in one to three rows."""
    chooser, theme = table.chooser, table.chooser.choice(THEMES)
    lines = [line for line in lines_of(theme) if chooser.random() < 0.8] or lines_of(theme)[:2]
    if lines[0].unit in MONEY and table.chance("money in another unit", 0.4):
        unit = chooser.choice(list(MONEY))
        lines = [replace(x, unit=unit, largest=int(x.largest * MONEY[unit]) + 1) for x in lines]
    one_unit = len({line.unit for line in lines}) == 1
    unit_at = "unit in title" if one_unit and chooser.random() < 0.7 else ""
    unit_at = unit_at or weighted(chooser, {"unit column": 6, "ditto units": 1, "unit in label": 2})
    table.features.add(unit_at)
    table.titles(theme["title"], unit=lines[0].unit if unit_at == "unit in title" else "")
    before = [(chooser.choice(LABEL_HEADS), "label")]
    if table.chance("numbering", 0.7):
        before = [(chooser.choice(("TT", "STT", "Số TT")), "order"), *before]
    if unit_at in ("unit column", "ditto units"):
        before.append((chooser.choice(("ĐVT", "Đơn vị tính", "Đơn vị")), "unit"))
    measures = _measures(table)
    heads = _head(table, before, measures)
    body_of(table, lines, before, measures, heads, unit_at, theme.get("needs_sections", False))
    below(table)


def _measures(table: OwnTable) -> list[str]:
    """What the columns hold, from left to right."""
    measures = ["estimate" if table.chance("estimate", 0.1) else "actual"]
    measures = ["plan", *measures] if table.chance("plan", 0.7) else measures
    measures = ["half_plan", *measures] if table.chance("plan of the half-year", 0.07) else measures
    measures = ["previous", *measures] if table.chance("last year", 0.5) else measures
    measures = ["older", *measures] if table.chance("the year before last", 0.05) else measures
    if table.chance("estimate of the year", 0.1):
        measures.append("year_estimate")
    for rate, base in RATES.items():
        if base in measures and table.chance("rates", 0.5):
            measures.append(rate)
    if "previous" in measures and table.chance("change in numbers", 0.15):
        measures.append("change")
    if table.chance("columns in any order", 0.15):
        table.chooser.shuffle(measures)
    return measures


def _head(table: OwnTable, before: list, measures: list[str]) -> dict[str, str]:
    """The head rows; the printed head of each measure."""
    chooser, top = table.chooser, table.row
    can_be_two = "plan" in measures and "actual" in measures
    two = can_be_two and table.chance("head in two rows", 0.5)
    three = two and table.chance("head in three rows", 0.3)
    last = top + two + three
    after = ["Ghi chú"] if table.chance("note column", 0.3) else []
    for number, head in enumerate([*(h for h, _ in before), *["x"] * len(measures), *after], 1):
        if head != "x":
            table.put(top, number, head)
            table.merge(top, number, last, number)
    first = len(before) + 1
    if three:
        table.put(top, first, "Kết quả")
        table.merge(top, first, top, first + len(measures) - 1)
    heads, upper = {}, ""
    has_years = two or not table.chance("heads without years", 0.15)
    for number, measure in enumerate(measures, first):
        row = top + three
        heads[measure] = chooser.choice(HEADS[measure])
        if not has_years and measure in WITHOUT_YEAR:
            heads[measure] = WITHOUT_YEAR[measure]
        if not two or measure not in UPPER:
            table.put(row, number, heads[measure])
            table.merge(row, number, last, number)
            upper = ""
            continue
        heads[measure] = f"{UPPER[measure]} > {LOWER[measure]}"
        if UPPER[measure] != upper:
            upper, left = UPPER[measure], number
            table.put(row, number, upper)
        else:
            table.page.merged = [a for a in table.page.merged if a[:2] != (row, left)]
            table.merge(row, left, row, number)
        table.put(last, number, LOWER[measure])
    table.row = last + 1
    if table.chance("column numbers", 0.3):
        for number in range(1, len(before) + len(measures) + 1):
            table.put(table.row, number, Box(Decimal(number)) if table.typed else str(number))
        table.row += 1
    return heads


def body_of(
    table: OwnTable, lines: list[OwnLine], before: list, measures: list, heads: dict,
    unit_at: str, needs_sections: bool,
) -> None:  # fmt: skip
    """The rows with their sections; a section may hold the sum of its lines."""
    section, in_sections = "", needs_sections or table.chance("sections", 0.6)
    columns = {role: number for number, (_, role) in enumerate(before, 1)}
    # Without numbers nobody can say whether a row with figures begins a section.
    has_order = in_sections and "order" in columns
    with_sums = has_order and table.chance("sections with sums", 0.25)
    table.features |= {"same label in sections"} if needs_sections else set()
    values = {line: _values(table, line, measures) for line in lines}
    count = sections = 0
    last_unit = ""
    for line in lines:
        if in_sections and line.section != section:
            section, count, sections = line.section, 0, sections + 1
            own = [other for other in lines if other.section == section]
            table.put(table.row, columns["label"], section)
            if "order" in columns:
                table.put(table.row, columns["order"], ROMAN[sections - 1])
            if with_sums and len(own) > 1 and len({other.unit for other in own}) == 1:
                whole = replace(line, label=section, code="")
                sums = _sums([values[other] for other in own])
                _write_row(table, whole, columns, sums, heads, section, unit_at)
                last_unit = ""
            table.row += 1
        count += 1
        label = f"{line.label} ({line.unit})" if unit_at == "unit in label" else line.label
        if table.chance("dash before a label", 0.05):
            label = f"- {label}"
        table.put(table.row, columns["label"], label)
        if "order" in columns:
            table.put(table.row, columns["order"], Decimal(count) if table.typed else str(count))
        path = f"{section} > {label}" if in_sections else label
        is_ditto = unit_at == "ditto units" and line.unit == last_unit
        shown = replace(line, unit=f"ditto {line.unit}") if is_ditto else line
        _write_row(table, shown, columns, values[line], heads, path, unit_at)
        last_unit = line.unit
        table.row += 1
        if table.chance("blank row", 0.03):
            table.row += 1


def _write_row(
    table: OwnTable, line: OwnLine, columns: dict, values: dict, heads: dict, path: str,
    unit_at: str,
) -> None:  # fmt: skip
    """The unit and the figures of a row."""
    is_ditto, unit = line.unit.startswith("ditto "), line.unit.removeprefix("ditto ")
    if "unit" in columns:
        table.put(table.row, columns["unit"], '"' if is_ditto else unit)
    for number, (measure, value) in enumerate(values.items(), len(columns) + 1):
        truth = _truth(replace(line, unit=unit), measure, path, heads[measure])
        table.figure((table.row, number), value, truth)


def _sums(values: list[dict[str, Decimal]]) -> dict[str, Decimal]:
    """The sums of several rows; rates follow from the sums."""
    sums = {measure: sum(row[measure] for row in values) for measure in values[0]}
    reached = sums.get("actual", sums.get("estimate"))
    for rate, base in RATES.items():
        if rate in sums:
            sums[rate] = (reached * 100 / sums[base]).quantize(Decimal("0.1"))
    return sums


def _values(table: OwnTable, line: OwnLine, measures: list[str]) -> dict[str, Decimal]:
    """Figures of a line near one another; the rates and changes that follow from them."""
    actual, step = table.value(line), Decimal(1).scaleb(-line.decimals)
    values = {"actual": actual, "estimate": actual}
    near = {"plan": (1.0, 2.2), "previous": (0.8, 1.2), "older": (0.7, 1.1),
            "half_plan": (0.9, 1.1), "year_estimate": (1.3, 2.1)}  # fmt: skip
    for measure, (low, high) in near.items():
        factor = Decimal(str(round(table.chooser.uniform(low, high), 3)))
        values[measure] = max((actual * factor).quantize(step), step)
    for rate, base in RATES.items():
        values[rate] = (actual * 100 / values[base]).quantize(Decimal("0.1"))
    values["change"] = actual - values["previous"]
    return {measure: values[measure] for measure in measures}


def _truth(line: OwnLine, measure: str, path: str, head: str, place: str = "") -> dict[str, str]:
    unit = "%" if measure in RATES else line.unit
    label = f"{line.section} {line.label}" if line.label in ("Diện tích", "Sản lượng") else ""
    return {
        "label_path": path,
        "label_plain": label or line.label,
        "header_path": head,
        "unit_printed": unit,
        "unit_standard": unit,
        "measure": MEASURES.get(measure, measure),
        "period": PERIODS.get(measure, "2023H1"),
        "breakdown": f"xã={place}" if place else "",
        "catalogue_code": line.code,
        "accepted_measures": ACCEPTED.get(measure, ""),
        "accepted_codes": "",
        "note": "",
    }


def by_places(table: OwnTable) -> None:
    """Places as rows with their sum, indicators with their units as columns."""
    chooser, theme = table.chooser, table.chooser.choice(THEMES)
    table.features.add("places as rows")
    usable = [line for line in lines_of(theme) if not theme.get("needs_sections")]
    lines = chooser.sample(usable or lines_of(THEMES[0]), chooser.randint(1, 3))
    table.titles(theme["title"])
    heads = ["TT", chooser.choice(("Xã, thị trấn", "Đơn vị", "Tên xã"))]
    heads += [f"{line.label} ({line.unit})" for line in lines]
    for number, head in enumerate(heads, 1):
        table.put(table.row, number, head)
    table.row += 1
    places = PLACES[: chooser.randint(3, len(PLACES))]
    values = [[table.value(line) for line in lines] for _ in places]
    rows = [
        (str(n), place, own) for n, (place, own) in enumerate(zip(places, values, strict=True), 1)
    ]
    if table.chance("total of places", 0.6):
        rows.append(("", "Tổng cộng", [sum(column) for column in zip(*values, strict=True)]))
    for order, place, own in rows:
        table.put(table.row, 1, order)
        table.put(table.row, 2, place)
        for number, (line, value) in enumerate(zip(lines, own, strict=True), 3):
            name = place if place in PLACES else ""
            truth = _truth(line, "actual", heads[number - 1], heads[number - 1], name)
            table.figure((table.row, number), value, truth)
        table.row += 1
    below(table)


def below(table: OwnTable) -> None:
    """What stands below a table, and what is hidden."""
    if table.chance("signature below", 0.4):
        table.put(table.row + 1, 3, f"{OFFICE}, ngày 15 tháng 6 năm 2023")
        table.put(table.row + 2, 1, "NGƯỜI LẬP BIỂU")
        table.put(table.row + 2, 4, "TRƯỞNG PHÒNG")
    if table.chance("!note with a figure below", 0.1):
        table.put(table.row + 3, 1, "Ghi chú: 1.234 là số ước tính đến ngày 20/5")
    if table.kind in CAN_HIDE and table.chance("!hidden row", 0.05):
        table.page.hidden_rows.add(table.row - 1)


def not_ours(table: OwnTable, first: OwnTable) -> None:
    """A second page that must not be read: a copy, last year's table, or another unit's."""
    kinds = {"!draft sheet": 2, "!another unit": 2, "!last year's table": 2}
    what = weighted(table.chooser, kinds)
    table.features.add(what)
    is_old = what == "!last year's table"
    changes = {
        "2023": "2021" if is_old else "2023",
        "2022": "2020" if is_old else "2022",
        OFFICE.upper(): "HUYỆN THỬ KHÁC" if what == "!another unit" else OFFICE.upper(),
    }
    table.page = replace(first.page, name=table.name, boxes={})
    has_name = False
    for position, box in first.page.boxes.items():
        content = box.content
        for old, new in changes.items():
            if isinstance(content, str):
                content = content.replace(old, new)
                has_name |= old != new and new in content
        if isinstance(content, Decimal):
            content += 1
        table.page.boxes[position] = replace(box, content=content)
    if what == "!draft sheet" or not has_name:
        table.name = table.page.name = "Bản nháp"
    table.must_not = [
        {"sheet": table.name, "cell": row["cell"], "reason": what} for row in first.truth
    ]


@dataclass
class OwnWorkbook:
    """A workbook of own tables, and rows of truth and must_not as the bench of offices has them."""

    table: GeneratedTable
    truth: list[dict[str, str]]
    must_not: list[dict[str, str]]


def generate_own(chooser: Random, number: str, *, benign: bool = False) -> OwnWorkbook:
    """A workbook of one to four pages that ``chooser`` decides."""
    kind = weighted(chooser, KINDS)
    pages: list[OwnTable] = []
    count = 1 if kind in ("csv", "html") else weighted(chooser, {1: 6, 2: 3, 3: 1})
    for n in range(count):
        table = OwnTable(chooser, kind, f"Biểu {n + 1}" if count > 1 else "Sheet1", benign=benign)
        weighted(chooser, {by_rows: 4, by_places: 1})(table)
        if table.chance("two tables on a sheet", 0.08):
            table.row += chooser.randint(4, 6)
            by_rows(table)
        if not benign:
            Draft._odd_signs(table)
        if table.chance("table away from the corner", 0.1):
            table.shift(chooser.randint(0, 2), chooser.randint(1, 2))
        pages.append(table)
    if count > 1 and not benign and chooser.random() < 0.3:
        copy = OwnTable(chooser, kind, "Biểu khác", {"typed figures"})
        not_ours(copy, pages[0])
        pages.append(copy)
    features = set().union(*(table.features for table in pages), {kind})
    features |= {"several sheets"} if len(pages) > 1 else set()
    made = GeneratedTable(
        number, f"Bieu tong hop {number}", kind, pages[0].page, [], features,
        ", ".join(sorted(f[1:] for f in features if f.startswith("!"))),
        more_pages=[table.page for table in pages[1:]],
    )  # fmt: skip
    truth = [row for table in pages for row in table.truth]
    return OwnWorkbook(made, truth, [row for table in pages for row in table.must_not])
