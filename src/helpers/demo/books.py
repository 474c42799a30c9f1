"""Raw workbooks of an invented unit, laid out by the catalogue of forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.capitals import CAPITALS
from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.conversion import is_count
from helpers.demo.faults import DOUBLED_SHARE, SLIP, SLIPPED_SHARE, UNKNOWN_SHARE, Pen
from helpers.demo.invented_values import Values

TITLE_ROWS = 3
ORDERED = (
    *("order", "label", "unit_of_measure", "plan", "actual", "stated_pct_plan"),
    *(f"allocated_{capital}" for capital in CAPITALS),
    *(f"disbursed_{capital}" for capital in CAPITALS),
    *("kind", "number", "symbol", "date", "issuer", "subject", "section", "project"),
    *("text", "value"),
)
SheetRow = Sequence[object]


@dataclass(frozen=True)
class InventedUnit:
    """What the workbooks of one unit and period are written from.

    ``names``: the words of names.yml; ``values`` and ``budget``: the true figures; ``pen`` writes
    them, some with faults. ``tied``: codes that a relation of checks.csv names.
    """

    catalogues: Catalogues
    names: dict
    values: Values
    budget: dict
    pen: Pen
    tied: frozenset[str] = frozenset()

    @property
    def year(self) -> int:
        """That of the period."""
        return self.catalogues.period.year


def write_forms(folder: Path, unit: InventedUnit) -> None:
    """One workbook per form that the unit's names give a file to."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in unit.catalogues.forms:
        stem = unit.names["files"].get(form.form)
        if stem is None:
            continue
        book = Workbook(write_only=True)
        for sheet in form.sheets:
            rows = _rows(form, sheet, unit, f"{stem}.xlsx")
            page = book.create_sheet(sheet.names[0].replace("/", " "))
            for row in (*_head(form, sheet, unit.pen), *rows):
                page.append(row)
        path = folder / f"{stem}.xlsx"
        book.save(path)
        _spoil_file(path, unit.pen)


def _spoil_file(path: Path, pen: Pen) -> None:
    """A workbook cut off, missing, empty, none at all, or open on somebody's desk."""
    kind = pen.file_fault()
    if kind is None:
        return
    name = f"~${path.name}" if kind == "lock_file" else path.name
    match kind:
        case "lock_file":
            path.with_name(name).write_bytes(b"")
        case "missing_workbook":
            path.unlink()
        case "truncated":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        case "empty_file":
            path.write_bytes(b"")
        case "empty_workbook":
            Workbook().save(path)
        case "text_as_workbook":
            path.write_text("Báo cáo gửi sau", encoding="utf-8")
    if kind != "lock_file":
        pen.lose(name)
    pen.plant(kind, {"file": name, "sheet": "", "cell": ""}, "", "", "")


def _roles(sheet: SheetMap) -> list[str]:
    """The columns that the demo fills, in a usual order."""
    asked = [role for role in sheet.asked if role not in ("code", "note")]
    return [role for role in asked or ORDERED if role in sheet.columns]


def _head(form: Form, sheet: SheetMap, pen: Pen) -> list[SheetRow]:
    """Title rows and the header, in one or two rows as the form has it."""
    headers = [sheet.columns[role][0] for role in _roles(sheet)]
    title: list[SheetRow] = [[pen.unit], [f"{form.title_vi}, {pen.period}"], []]
    if sheet.header_rows == 1:
        return [*title, headers]
    upper = [header.partition(" / ")[0] for header in headers]
    lower = [header.partition(" / ")[2] or None for header in headers]
    return [*title, upper, lower]


def _rows(form: Form, sheet: SheetMap, unit: InventedUnit, file: str) -> list[SheetRow]:
    names = unit.names
    match sheet.table:
        case "observations":
            return list(_observations(form, sheet, unit, file))
        case "programme":
            return list(_programme(sheet, unit.catalogues, unit.budget))
        case "texts":
            number = int(unit.pen.unit.split()[-1])
            told = [text for text in names["texts"] if number % text.get("every", 1) == 0]
            return [[text.get(role) for role in _roles(sheet)] for text in told]
        case "documents":
            written = names["document"] | {"date": names["document"]["date"].format(year=unit.year)}
            return [[written.get(role) for role in _roles(sheet)]]
        case "heading":
            return list(_heading(sheet, names, unit.pen))
        case _:
            return []


def _observations(form: Form, sheet: SheetMap, unit: InventedUnit, file: str) -> Iterable[SheetRow]:
    """Indicators whose first fitting sheet this is, below the group that their label names."""
    catalogues, names, values, pen = unit.catalogues, unit.names, unit.values, unit.pen
    roles = _roles(sheet)
    free = _free_codes(catalogues)
    group = ""
    number = TITLE_ROWS + sheet.header_rows
    for code, label in names["labels"].get(form.form, {}).items():
        indicator = catalogues.indicators.get(code)
        if indicator is None or _sheet_of(form, indicator) is not sheet:
            continue
        above, _, own = label.rpartition(" / ")
        if above != group and above:
            number += 1
            yield [pen.label(above) if role == "label" else None for role in roles]
        group = above
        number += 1
        target = _RowCells(roles, file, sheet, number)
        written = values[code]
        if code in free - unit.tied:
            written = _misscaled(indicator, written, target, pen)
        yield _figures(indicator, own, written, target, pen, slips=code in free)
        if not pen.spoiled(file, sheet.names[0], number) and pen.happens(DOUBLED_SHARE):
            number += 1
            yield _again(indicator, own, values[code], target, pen)
    if pen.happens(UNKNOWN_SHARE):
        yield _unknown(_RowCells(roles, file, sheet, number + 1), pen)


def _free_codes(catalogues: Catalogues) -> set[str]:
    """Indicators that nothing else depends on: a slip in one is wrong once only."""
    used = {code for indicator in catalogues.indicators.values() for code in indicator.inputs}
    return {c for c, i in catalogues.indicators.items() if not i.formula and c not in used}


@dataclass(frozen=True)
class _RowCells:
    """A row of a sheet: its columns' roles, file, sheet and number."""

    roles: list[str]
    file: str
    sheet: SheetMap
    number: int

    def cell(self, role: str, *, below: int = 0) -> dict[str, str]:
        column = get_column_letter(self.roles.index(role) + 1)
        cell = f"{column}{self.number + below}"
        return {"file": self.file, "sheet": self.sheet.names[0], "cell": cell}


def _figures(indicator, label, value, target: _RowCells, pen: Pen, *, slips: bool) -> SheetRow:
    counted = is_count(indicator.unit_of_measure)
    cells: dict[str, object] = {
        "label": pen.label(label),
        "unit_of_measure": indicator.unit_of_measure,
    }
    has_share = "stated_pct_plan" in target.roles and bool(value.get("plan"))
    fits = 0 < value["actual"] * SLIP <= indicator.maximum
    is_wrong = pen.spoiled(target.file, target.sheet.names[0], target.number)
    slipped = slips and not is_wrong and has_share and fits and pen.happens(SLIPPED_SHARE)
    for role in target.roles:
        if role in ("plan", "actual") and role in value:
            figure = value[role] * SLIP if slipped and role == "actual" else value[role]
            text = pen.figure(figure, indicator.unit_of_measure, counted)
            where = target.cell(role)
            cells[role] = text if slipped or is_wrong else pen.spoil(text, where, indicator)
            if cells[role] == text:
                pen.record_readable(text, where, indicator)
        elif role == "stated_pct_plan" and has_share:
            share = value["actual"] / value["plan"] * 100
            where = target.cell(role)
            cells[role] = pen.percentage(share, where, indicator.code, sure=slipped or is_wrong)
            if slipped:
                true, written = value["actual"], cells["actual"]
                pen.plant("digit_slip", where, indicator.code, str(true), str(written))
    return [cells.get(role) for role in target.roles]


def _misscaled(indicator, value, target: _RowCells, pen: Pen) -> dict:
    """The figures with one of them in the wrong size; its percentage will follow from it."""
    kind, measure, written = pen.misscale(value, indicator) or ("", "", None)
    if measure not in target.roles:
        return value
    pen.plant(kind, target.cell(measure), indicator.code, str(value[measure]), str(written))
    return value | {measure: written}


def _again(indicator, label, value, target: _RowCells, pen: Pen) -> SheetRow:
    """The same indicator in the row below, with another figure."""
    actual = value["actual"]
    other = actual - 1 if actual >= 1 else actual + 1
    text = pen.figure(other, indicator.unit_of_measure, False)
    for below in (0, 1):
        where = target.cell("actual", below=below)
        pen.plant("duplicate", where, indicator.code, str(actual), text)
    cells = {"label": label, "unit_of_measure": indicator.unit_of_measure, "actual": text}
    return [cells.get(role) for role in target.roles]


def _unknown(target: _RowCells, pen: Pen) -> SheetRow:
    label, text = "Chỉ tiêu minh họa ngoài danh mục", "12"
    pen.plant("unknown_label", target.cell("actual"), "", "", text)
    cells = {"label": label, "actual": text}
    return [cells.get(role) for role in target.roles]


def _sheet_of(form: Form, indicator) -> SheetMap | None:
    """The form's first sheet of figures that has the columns the indicator needs."""
    sheets = [s for s in form.sheets if s.table == "observations" and "actual" in s.columns]
    fitting = [s for s in sheets if "plan" in s.columns or len(indicator.measures) == 1]
    return next(iter(fitting or sheets), None)


def _programme(sheet: SheetMap, catalogues: Catalogues, budget: dict) -> Iterable[SheetRow]:
    """Lines with their amounts; a line with lines below has none of its own.

    Each of several programmes begins with a row of its name.
    """
    programmes = catalogues.programmes
    roles = _roles(sheet)
    amounts = {role: role.partition("_") for role in roles if role.startswith(("alloc", "disb"))}
    capitals = {capital for _, _, capital in amounts.values()}
    with_money = {key[0] for key, capital in budget if capital in capitals}
    for line in programmes.budget_lines.values():
        if line.programme not in with_money or not line.name_vi:
            continue
        if line.parent is None:
            if programmes.are_several:
                yield [line.name_vi if role == "label" else None for role in roles]
            continue
        word = programmes.level(line).words[0]
        cells = {"label": f"{word} {line.number}: {line.name_vi}".replace(" :", ":")}
        for role, (item, _, capital) in amounts.items():
            if (line.key, capital) in budget:
                cells[role] = _money(budget[line.key, capital][item == "disbursed"])
        yield [cells.get(role) for role in roles]


def _money(value) -> str:
    """46.929,385trđ; a dash where nothing was spent."""
    if value == 0:
        return "-"
    integer_part, _, digits = f"{value:f}".partition(".")
    grouped = f"{int(integer_part):,}".replace(",", ".")
    digits = digits.rstrip("0")
    return f"{grouped},{digits}trđ" if digits else f"{grouped}trđ"


def _heading(sheet: SheetMap, names: dict, pen: Pen) -> Iterable[SheetRow]:
    roles = _roles(sheet)
    for key, texts in names["heading"].items():
        for text in [texts] if isinstance(texts, str) else texts:
            value = text.format(name=pen.unit.upper(), **pen.sending_date())
            cells = {"label": sheet.keys[key][0], "value": value}
            yield [cells.get(role) for role in roles]


def write_groups(folder: Path, unit: InventedUnit) -> None:
    """A table of the office's own: people, households and poor ones by ethnic group."""
    groups = unit.names["groups"]
    divided = groups["columns"]
    columns = [_by_group(unit.values, code, part, groups) for code, part in divided]
    names = [groups["majority"], *groups["minorities"]]
    book = Workbook(write_only=True)
    page = book.create_sheet("Dân tộc")
    lines = [[name, *(column[n] for column in columns)] for n, name in enumerate(names)]
    total = [None, "Cộng", *map(sum, columns)]
    day = {"month": unit.catalogues.period.end.month, "year": unit.year}
    title = [[unit.pen.unit], [groups["title"].format(**day)], [], groups["head"]]
    for row in (*title, *([n, *line] for n, line in enumerate(lines, start=1)), total):
        page.append(row)
    book.save(folder / f"{groups['file']}.xlsx")


def _by_group(values: Values, code: str, of_minorities: str, groups: dict) -> list[int]:
    """A total divided: the majority, then the minorities, each half of what is left."""
    whole = int(values[code]["actual"])
    rest = min(int(values[of_minorities]["actual"]), whole)
    shares = [whole - rest]
    for _ in groups["minorities"][1:]:
        shares.append(rest - rest // 2)
        rest //= 2
    return [*shares, rest]
