"""What a generated table is about: its form, columns, rows, values, units, and types."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from generated.figures import PLAIN_FORMATS, STYLES, decides
from generated.pages import Expected, Key, Page, Position
from generated.stock import Line, Stock

KINDS = {"xlsx": 30, "openpyxl": 10, "xls": 14, "ods": 14, "csv": 20, "xml": 4, "html": 4}
CAN_FORMAT = {"xlsx", "openpyxl", "xls", "ods", "xml"}
CAN_MERGE = {"xlsx", "openpyxl", "xls", "ods", "xml", "html"}
CAN_RAISE = {"xlsx", "xls"}
CAN_HIDE = {"xlsx", "openpyxl", "xls"}
TITLES = ("UBND HUYỆN BẠCH THÔNG", "PHÒNG TÀI CHÍNH - KẾ HOẠCH", "BIỂU SỐ LIỆU 6 THÁNG ĐẦU NĂM",
          "(Kèm theo Báo cáo số 45/BC-UBND ngày 10/6/2023)", "6 tháng đầu năm 2023",
          "Đơn vị: UBND huyện Bạch Thông", "Đơn vị báo cáo: Phòng Dân tộc")  # fmt: skip
UNIT_LINES = ("Đơn vị tính: {}", "ĐVT: {}", "(Đơn vị tính: {})", "Đơn vị: {}", "ĐVT {}",
              "Đvt : {}", "ĐƠN VỊ TÍNH: {}", "Đơn vị tính {}", "(ĐVT: {})",
              "Biểu số 2 - Đơn vị tính: {}")  # fmt: skip
MARKERS = {"-": ("zero", Decimal(0)), "x": ("not_applicable", None), "…": ("missing", None),
           "không phát sinh": ("zero", Decimal(0)), "...": ("missing", None)}  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
VALUE_ROLES = ("plan", "actual", "estimate", "previous")


@dataclass
class Column:
    """A column: its role ('' for one that no form knows), head texts from top to bottom."""

    role: str
    heads: tuple[str, ...]
    unit: str = ""


@dataclass
class Figure:
    """A value of a row before it gets a cell; ``plan``: both stand in it, as «9/13 = 69,2%»."""

    key: Key | None
    value: Decimal | None
    status: str = "reported"
    marker: str = ""
    plan: Decimal | None = None


@dataclass
class DraftRow:
    """A row below the head: a group, a line with figures by role, or other text."""

    label: str
    kind: str
    line: Line | None = None
    unit: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    order: str = ""
    number: int = 0
    written_unit: str = ""


def weighted(chooser: Random, weights: dict[str, int]) -> str:
    """A key, as often as its weight says."""
    return chooser.choice([key for key, weight in weights.items() for _ in range(weight)])


class Choices:
    """Everything about one table that is chosen before it is written."""

    def __init__(self, chooser: Random, stock: Stock, number: str, *, benign: bool, kind: str = ""):
        self.chooser, self.stock = chooser, stock
        self.kind = kind or weighted(chooser, KINDS)
        self.features: set[str] = {self.kind}
        self.hostile = ""
        self.page = Page("")
        self.expected: list[Expected] = []
        self.columns: list[Column] = []
        self.rows: list[DraftRow] = []
        self.head_rows: list[int] = []
        self.head_of: dict[int, set[Position]] = {}
        self.unit_cells: set[Position] = set()
        self.outcome = "right"
        self.number = number
        self.style = "vi"
        self.typed = False
        self.benign = benign
        self.row_number = 1
        self.may_ask: set[str] = set()
        self.may_ask_all = False
        self.ask_below: int | None = None
        self.second_unit = ""
        self.switch: tuple[int, list[str]] | None = None
        self.unquoted = False
        self.finishing: str | None = None
        self.former: Choices | None = None
        self.next_sheet: dict[str, object] = {}
        self.used: set[str] = set()

    def chance(self, feature: str, share: float) -> bool:
        """True with this probability; the feature is noted."""
        if self.chooser.random() >= share:
            return False
        self.features.add(feature)
        return True

    def doubt(self) -> None:
        """From now on a careful person may ask instead of reading."""
        self.outcome = "either"

    def _choose_form(self) -> None:
        if self.former:
            self._follow(self.former)
            return
        tables = [
            (form, sheet)
            for form in self.stock.forms
            if not form.get("optional")
            for sheet in form["sheets"]
            if sheet["table"] in ("observations", "programme")
        ]
        programmes = [pair for pair in tables if pair[1]["table"] == "programme"]
        self.form, self.sheet = self.chooser.choice(
            programmes if self.chooser.random() < 0.25 else tables
        )
        self.is_programme = self.sheet["table"] == "programme"
        self.features.add("programme" if self.is_programme else "observations")
        pattern = self.chooser.choice(self.form["files"])
        self.stem = pattern.replace("*", self.chooser.choice(("", "03_", "2023_"))).strip("_")
        self.page.name = self.chooser.choice(self.sheet["names"])
        self.encoding, self.delimiter = "utf-8", ";"
        if self.kind == "csv":
            self.encoding = self.chooser.choice(("utf-8", "utf-8-sig", "utf-16"))
            self.delimiter = self.chooser.choice((";", ",", "\t", "|"))
            self.features.add(f"csv {self.encoding}")

    def _follow(self, former: Choices) -> None:
        """The same form and file as another table's, on the sheet that it says."""
        self.form, self.sheet, self.stem = former.form, former.next_sheet, former.stem
        self.is_programme, self.used = False, set(former.used)
        self.encoding, self.delimiter = former.encoding, former.delimiter
        self.page.name = self.chooser.choice(self.sheet["names"])

    def _roles(self) -> dict[str, tuple[str, ...]]:
        """Head texts by role, split into levels; one of the accepted texts each."""
        return {
            role: tuple(self.chooser.choice(texts).split(" / "))
            for role, texts in self.sheet["columns"].items()
            if role not in ("ignore", "cause", "source", "reason_en", "reason")
            and "_carried." not in role
            and not role.startswith(("stated_change", "stated_pct_change", "stated_pct_previous"))
        }

    def _choose_columns(self) -> None:
        roles = self._roles()
        figures = [r for r in roles if r not in ("order", "label", "unit_of_measure", "note")]
        if self.is_programme:
            kept = [r for r in figures if not r.startswith("stated") or self.chooser.random() < 0.5]
            roles = self._programme_heads(roles)
        else:
            kept = [r for r in figures if r == "actual" or self.chooser.random() < 0.75]
            if len(kept) > 1 and self.chance("columns in other order", 0.2):
                self.chooser.shuffle(kept)
        self.two_level = any(len(roles[role]) > 1 for role in kept)
        before = ["order"] if "order" in roles and self.chance("order numbers", 0.7) else []
        before.append("label")
        if "unit_of_measure" in roles:
            before.append("unit_of_measure")
        after = ["note"] if "note" in roles and self.chooser.random() < 0.6 else []
        self.columns = [Column(role, roles[role]) for role in (*before, *kept, *after)]

    def _programme_heads(self, roles: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Both capitals of an item stand under the same upper head."""
        upper: dict[str, str] = {}
        for role, texts in self.sheet["columns"].items():
            item = role.rpartition("_")[0]
            if len(texts[0].split(" / ")) > 1:
                level = self.chooser.choice(texts).split(" / ")
                upper.setdefault(item, level[0])
                roles[role] = (upper[item], level[1])
        return roles

    def _choose_rows(self) -> None:
        if self.is_programme:
            self._choose_budget_rows()
            return
        lines = self.stock.lines[self.form["form"]]
        self.money_only = False
        groups = sorted({line.group for line in lines})
        self.chooser.shuffle(groups)
        chosen = groups[: self.chooser.randint(1, 4)]
        if "" in groups and self.chooser.random() < 0.5 and "" not in chosen:
            chosen[0] = ""
        used = self.used
        for group in sorted(chosen, key=lambda name: name != ""):
            members = [line for line in lines if line.group == group and line.code not in used]
            if not members:
                continue
            count = self.chooser.randint(1, min(6, len(members)))
            if group:
                self._group_row(group, used)
            for line in sorted(self.chooser.sample(members, count), key=lines.index):
                if line.code not in used:
                    used.add(line.code)
                    self._line_row(line)
        self._choose_units()
        self._choose_values()

    def _group_row(self, group: str, used: set[str]) -> None:
        self.features.add("groups")
        row = DraftRow(group, "group")
        self.rows.append(row)
        own = next(
            (x for x in self.stock.lines[self.form["form"]] if not x.group and x.label == group),
            None,
        )
        if own:
            if own.code not in used and self.chance("group row is a line too", 0.5):
                used.add(own.code)
                row.line, row.kind = own, "both"
        elif self.chance("group with total", 0.12):
            row.kind = "total"

    def _line_row(self, line: Line) -> None:
        self.rows.append(DraftRow(line.label, "line", line))

    def _choose_units(self) -> None:
        """Where the unit stands, and the unit in which each row is written."""
        lines = [row.line for row in self.rows if row.line]
        dimensions = {self.stock.dimensions[line.unit] for line in lines}
        options = {"unit column": 10}
        if len(dimensions) == 1:
            options |= {"unit line above": 4, "unit in head": 2, "unit line below head": 2,
                        "unit merged": 2 if self.kind in CAN_MERGE else 0,
                        "unit ditto": 1, "no unit": 1}  # fmt: skip
        self.unit_at = weighted(self.chooser, options)
        self.features.add(self.unit_at)
        other = self.chance("other unit", 0.35)
        shared = ""
        for row in self.rows:
            if row.line:
                possible = self._writable(row.line) if other else [row.line.unit]
                row.unit = self.chooser.choice(possible)
                if len(dimensions) == 1 and self.unit_at not in ("unit column", "no unit"):
                    shared = shared or row.unit
                    row.unit = shared
                if self.unit_at == "no unit":
                    row.unit = row.line.unit
        if self.unit_at in ("unit in head", "no unit", "unit ditto"):
            self.doubt()
        if self.unit_at == "no unit":
            self.features.discard("other unit")

    def _writable(self, line: Line) -> list[str]:
        """Units of which a factor of at most a million leads to the line's own."""
        own = self.stock.factors[line.unit]
        units = self.stock.units_of(line.unit)
        return [u for u in units if Decimal("1e-6") <= self.stock.factors[u] / own <= 1000]

    def _choose_values(self) -> None:
        roles = [c.role for c in self.columns if c.role in VALUE_ROLES or "stated" in c.role]
        for row in self.rows:
            if row.kind == "total":
                for role in roles:
                    if role in VALUE_ROLES:
                        row.figures[role] = Figure(None, Decimal(self.chooser.randint(100, 9000)))
            if not row.line:
                continue
            self._values_of(row, row.line, roles)
            if self.chance("empty row", 0.04):
                row.figures = {}

    def _values_of(self, row: DraftRow, line: Line, roles: list[str]) -> None:
        plan = self.stock.true_value(self.chooser, line)
        share = Decimal(self.chooser.randint(40, 105)) / 100
        values = {"plan": plan, "actual": plan * share, "estimate": plan * min(share * 2, 1),
                  "previous": plan * Decimal("0.9")}  # fmt: skip
        if self._is_attained(line):
            whole, done = plan.to_integral_value() + 1, (plan * share).to_integral_value()
            row.figures["attainment"] = Figure((line.code, "actual"), min(done, whole), plan=whole)
            return
        for role in roles:
            if role in VALUE_ROLES and role in line.measures:
                row.figures[role] = self._figure(row, line, role, values[role])
        stated = "stated_pct_plan"
        if stated in roles and {"plan", "actual"} <= row.figures.keys():
            top, bottom = (row.figures[r].value for r in ("actual", "plan"))
            if top and bottom and not row.figures["actual"].marker:
                rate = (top * 100 / bottom).quantize(Decimal("0.1"))
                row.figures[stated] = Figure((line.code, stated), rate)

    def _is_attained(self, line: Line) -> bool:
        """True where the row's values stand in one cell, as a fraction and its percentage."""
        fits = self.stock.is_count(line.unit) and {"plan", "whole"} & set(line.measures)
        column = any(c.role == "attainment" for c in self.columns)
        return bool(fits) and column and self.chance("attainment", 0.6)

    def _figure(self, row: DraftRow, line: Line, measure: str, value: Decimal) -> Figure:
        """The value as it is written in the row's unit, and what it is in the catalogue's."""
        if self.chance("marker", 0.03):
            marker = self.chooser.choice(list(MARKERS))
            status, known = MARKERS[marker]
            return Figure((line.code, measure), known, status, marker)
        if self.chance("zero", 0.02):
            return Figure((line.code, measure), Decimal(0), "zero")
        factor = self.stock.factors[row.unit] / self.stock.factors[line.unit]
        whole = self.stock.is_count(line.unit) or row.unit in ("đồng", "nghìn đồng", "kg", "m²")
        decimals = 0 if whole else self.chooser.choice((0, 1, 2, 2, line.decimals))
        written = (value / factor).quantize(Decimal(1).scaleb(-decimals))
        if written == 0:
            written = Decimal(1).scaleb(-decimals)
        return Figure((line.code, measure), written * factor)

    def written(self, row: DraftRow, role: str, value: Decimal) -> Decimal:
        """A true value in the unit in which the row is written."""
        if "pct" in role or not row.unit or row.line is None:
            return value
        own = row.line.unit
        return value * self.stock.factors[own] / self.stock.factors[row.unit]

    # --- budget lines

    def _choose_budget_rows(self) -> None:
        lines = {row["code"]: row for row in self.stock.budget_lines}
        roles = [c.role for c in self.columns if "_" in c.role]
        codes = [code for code, row in lines.items() if row["level"] != "programme"]
        chosen = set(self.chooser.sample(codes, self.chooser.randint(2, 10)))
        for code in list(chosen):
            while lines[code]["parent"] not in ("", "MTQG"):
                code = lines[code]["parent"]
                chosen.add(code)
        self.unit_at = weighted(
            self.chooser, {"unit line above": 8, "unit line below head": 2, "no unit": 1}
        )
        self.features.add(self.unit_at)
        unit = "triệu đồng"
        if self.unit_at != "no unit" and self.chance("other unit", 0.4):
            unit = self.chooser.choice(("nghìn đồng", "đồng", "tỷ đồng"))
        if self.unit_at == "no unit":
            self.doubt()
        self.programme_unit = unit
        if self.chance("total row first", 0.6):
            self._budget_row(lines["MTQG"], self.chooser.choice(("Tổng cộng", "Tổng số")), roles)
        for code in [code for code in lines if code in chosen]:
            self._budget_row(lines[code], self._budget_label(lines[code]), roles)

    def _budget_label(self, line: dict[str, str]) -> str:
        words = {"project": "Dự án", "sub_project": "Tiểu dự án", "content": "Nội dung số"}
        number = line["number"]
        return f"{words[line['level']]} {number}: {line['name_vi']}" if number else line["name_vi"]

    def _budget_row(self, line: dict[str, str], label: str, roles: list[str]) -> None:
        row = DraftRow(label, "line", unit=self.programme_unit)
        row.line = Line(
            "",
            label,
            line["code"],
            "triệu đồng",
            3,
            Decimal(9000),
            (),
            tuple(line["capital"].split()),
        )
        factor = self.stock.factors[row.unit]
        allocated: dict[str, Decimal] = {}
        for role in roles:
            item, _, capital = role.rpartition("_")
            if capital not in row.line.capitals or self.chooser.random() < 0.1:
                continue
            key = (line["code"], item, capital)
            if item == "stated_pct":
                if rate := self._rate(row, capital):
                    row.figures[role] = Figure(key, rate)
                continue
            if self.chance("marker", 0.03):
                marker = self.chooser.choice(list(MARKERS))
                row.figures[role] = Figure(key, MARKERS[marker][1], MARKERS[marker][0], marker)
                continue
            value = self.stock.true_value(self.chooser, row.line)
            if item == "disbursed" and capital in allocated:
                value = allocated[capital] * Decimal(self.chooser.randint(5, 99)) / 100
            decimals = {"đồng": 0, "nghìn đồng": 0, "tỷ đồng": 3}.get(row.unit, 2)
            written = (value / factor).quantize(Decimal(1).scaleb(-decimals))
            value = (written or Decimal(1).scaleb(-decimals)) * factor
            allocated[capital] = value if item == "allocated" else allocated.get(capital, value)
            row.figures[role] = Figure(key, value)
        self.rows.append(row)

    def _rate(self, row: DraftRow, capital: str) -> Decimal | None:
        """The stated rate of a capital: what the row's amounts give, where both are there."""
        known = [row.figures.get(f"{item}_{capital}") for item in ("allocated", "disbursed")]
        amounts = [figure.value for figure in known if figure and figure.value]
        if self.chooser.random() < 0.2:
            return None
        if len(amounts) < len(known):
            return Decimal(self.chooser.randint(100, 999)) / 10
        return (amounts[1] * 100 / amounts[0]).quantize(Decimal("0.1"))

    # --- how figures stand

    def _choose_types(self) -> None:
        """The type of the table's figures: typed numbers, or text in one style."""
        options = {"text vi": 4, "text vi plain": 2, "text vi blank": 1, "text en": 2}
        if self.kind in CAN_FORMAT:
            options |= {"typed": 12}
        else:
            options |= {"text plain": 2}
        name = weighted(self.chooser, options)
        self.features.add(name)
        self.typed = name == "typed"
        self.number_format = "General"
        self.style = {"text vi": "vi", "text vi plain": "vi_plain", "text vi blank": "vi_blank",
                      "text en": "en", "text plain": "plain"}.get(name, "vi")  # fmt: skip
        if self.style in ("en", "plain") and not self._style_is_shown():
            self.style = "vi"
            self.features.discard(name)
            self.features.add("text vi")
        if self.typed:
            formats = [f for f in PLAIN_FORMATS if not (self.kind == "xls" and f.startswith("_"))]
            self.number_format = self.chooser.choice(formats)
        if self.typed and self.number_format != "General":
            self.features.add("number format")
        self.unit_in_cells = (
            not self.typed and not self.is_programme and self.chance("unit in text of cell", 0.12)
        )

    def _style_is_shown(self) -> bool:
        """True where each column has a figure that can only be read in the chosen style."""
        write = STYLES[self.style]
        for column in self.columns:
            texts = [
                write(self.written(row, column.role, figure.value))
                for row in self.rows
                for role, figure in row.figures.items()
                if role == column.role and figure.value is not None and not figure.marker
            ]
            if texts and not any(map(decides, texts)):
                return False
        return True

    def column_decides(self, role: str) -> bool:
        """True where another figure of the column shows the decimal mark."""
        write = STYLES[self.style]
        return any(
            decides(write(self.written(row, role, row.figures[role].value)))
            for row in self.rows
            if role in row.figures and row.figures[role].value and not row.figures[role].marker
        )
