"""Hostile extras of columns and rows, planned before a page is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generated.choices import Column, DraftRow, Figure

if TYPE_CHECKING:
    from generated.layouts import Draft

UNKNOWN_LABELS = ("Đàn đà điểu", "Cây mắc ca", "Số hộ trồng dược liệu", "Tổng cộng các loại")
UNKNOWN_TOTALS = ("Tổng số vốn năm trước chuyển sang", "Vốn đối ứng của xã", "Tổng vốn kéo dài")
UNKNOWN_GROUPS = ("Cây sắn dây", "Đàn hươu sao", "Nhóm khác", "Kinh phí bổ sung ngoài biểu")


def _lines(draft: Draft) -> list[DraftRow]:
    return [row for row in draft.rows if row.kind == "line" and row.figures]


def _add_column(draft: Draft, role: str, heads: tuple[str, ...], before: str) -> None:
    at = next((n for n, c in enumerate(draft.columns) if c.role == before), len(draft.columns))
    draft.columns.insert(at, Column(role, heads))
    draft.two_level = draft.two_level or len(heads) > 1


def _role(draft: Draft) -> str:
    """A column of figures that some row fills."""
    roles = [c.role for c in draft.columns if any(c.role in row.figures for row in draft.rows)]
    return draft.chooser.choice(roles) if roles else ""


def unknown_column(draft: Draft) -> bool:
    head = draft.chooser.choice(("Tháng 5", "Số liệu bổ sung", "Xã Cao Sơn", "Ước cả năm"))
    _add_column(draft, "extra", (head,), draft.chooser.choice((_role(draft), "")))
    for row in _lines(draft):
        row.figures["extra"] = Figure(None, Decimal(draft.chooser.randint(1, 900)))
    return True


def last_years_column(draft: Draft) -> bool:
    if draft.is_programme or not any("actual" in row.figures for row in _lines(draft)):
        return False
    head = draft.chooser.choice(
        ("Thực hiện 6 tháng đầu năm 2022", "Cùng kỳ năm trước", "Thực hiện cùng kỳ năm 2022")
    )
    _add_column(draft, "extra", (head,), "actual")
    for row in _lines(draft):
        if row.line and "actual" in row.figures and row.figures["actual"].value:
            value = row.figures["actual"].value * 2
            row.figures["extra"] = Figure((row.line.code, "previous"), value)
            draft.may_ask.add("extra")
    return True


def double_head(draft: Draft) -> bool:
    role = _role(draft)
    if not role:
        return False
    heads = next(c.heads for c in draft.columns if c.role == role)
    _add_column(draft, "extra", heads, draft.chooser.choice((role, "")))
    for row in draft.rows:
        if role in row.figures:
            row.figures["extra"] = Figure(None, Decimal(draft.chooser.randint(1, 900)))
            row.figures[role] = replace_key(row.figures[role])
    return True


def replace_key(figure):
    """The same figure, of which no value may come out."""
    return replace(figure, key=None)


def heads_of_years(draft: Draft) -> bool:
    at = next((n for n, c in enumerate(draft.columns) if c.role == "actual"), None)
    if draft.is_programme or at is None:
        return False
    head = draft.columns[at].heads[-1]
    draft.columns[at] = Column("actual", ("Năm 2023", head))
    draft.columns.insert(at, Column("extra", ("Năm 2022", head)))
    draft.two_level = True
    for row in _lines(draft):
        if row.line and "actual" in row.figures and row.figures["actual"].value:
            value = row.figures["actual"].value * 2
            row.figures["extra"] = Figure((row.line.code, "previous"), value)
    draft.may_ask |= {"actual", "extra"}
    return True


def unknown_group(draft: Draft) -> bool:
    """A group that nobody knows, whose lines are called like those of the group above."""
    groups = [n for n, row in enumerate(draft.rows) if row.kind in ("group", "total", "both")]
    lines = [row for row in _lines(draft) if row.line and row.line.group]
    if draft.is_programme or not groups or not lines:
        return False
    group = DraftRow(draft.chooser.choice(UNKNOWN_GROUPS), "group")
    members = [row for row in lines if row.line.group == draft.rows[groups[-1]].label] or lines
    look = draft.chooser.choice(("plain", "marker", "figure"))
    if look != "plain":
        group.kind = "total"
        marker = draft.chooser.choice(("x", "-", "")) if look == "marker" else ""
        group.figures["actual"] = Figure(None, Decimal(77), marker=marker)
    draft.rows.append(group)
    for row in members:
        copy = DraftRow(row.label, "line", row.line, row.unit)
        copy.figures = {role: replace_key(f) for role, f in row.figures.items() if not f.marker}
        draft.rows.append(copy)
    return True


def unknown_line(draft: Draft) -> bool:
    role = _role(draft)
    if not role:
        return False
    labels = UNKNOWN_TOTALS if draft.is_programme else UNKNOWN_LABELS
    row = DraftRow(draft.chooser.choice(labels), "line")
    row.figures[role] = Figure(None, Decimal(draft.chooser.randint(1, 900)))
    draft.rows.insert(draft.chooser.randint(0, len(draft.rows)), row)
    if not draft.is_programme:
        draft.ask_below = draft.rows.index(row)
    return True


def same_line_twice(draft: Draft) -> bool:
    if not (lines := [row for row in _lines(draft) if any(f.value for f in row.figures.values())]):
        return False
    row = draft.chooser.choice(lines)
    copy = DraftRow(row.label, "line", row.line, row.unit)
    for role, figure in row.figures.items():
        too_large = row.line and figure.value and figure.value * 2 > row.line.maximum
        if not figure.value or figure.marker or too_large:
            continue
        copy.figures[role] = replace(figure, key=None, value=figure.value * 2)
        row.figures[role] = replace_key(figure)
    at = draft.rows.index(row) + 1
    if not draft.is_programme:
        while (
            at < len(draft.rows) and draft.rows[at].kind == "line" and draft.chooser.random() < 0.6
        ):
            at += 1
    draft.rows.insert(at, copy)
    return True


def line_elsewhere(draft: Draft) -> bool:
    """A budget line below another project: its name says what it is, its number does not."""
    lines = {row["code"]: row for row in draft.stock.budget_lines}
    if not draft.is_programme:
        return False
    inner = [r for r in _lines(draft) if r.line and lines[r.line.code]["level"] == "content"]
    if not inner:
        return False
    row = draft.chooser.choice(inner)
    draft.rows.remove(row)
    draft.rows.append(row)
    draft.ask_below = len(draft.rows) - 1
    return True


def text_row_between(draft: Draft) -> bool:
    if draft.is_programme or len(_lines(draft)) < 2:
        return False
    at = draft.rows.index(draft.chooser.choice(_lines(draft)[1:]))
    text = draft.chooser.choice(("Trong đó:", "Số liệu do xã báo cáo", "Cụ thể như sau:"))
    draft.rows.insert(at, DraftRow(text, "other"))
    draft.ask_below = at
    return True


def bulleted_labels(draft: Draft) -> bool:
    bullet = draft.chooser.choice(("- ", "+ ", "* ", "– "))
    for row in _lines(draft):
        row.label = bullet + row.label
    draft.doubt()
    return True


def numbered_labels(draft: Draft) -> bool:
    if draft.is_programme:
        return False
    look = draft.chooser.choice(("{}. ", "{}) ", "1.{} ", "2.{}. "))
    for number, row in enumerate(_lines(draft), start=1):
        row.label = look.format(number) + row.label
    draft.doubt()
    return True


def unit_in_label(draft: Draft) -> bool:
    if draft.is_programme or draft.unit_at not in ("unit column", "no unit"):
        return False
    for row in _lines(draft):
        row.label += f" ({row.unit})"
    draft.doubt()
    return True


def units_disagree(draft: Draft) -> bool:
    """The line above the head and the column of units say different things."""
    lines = [row for row in draft.rows if row.line]
    dimensions = {draft.stock.dimensions[row.line.unit] for row in lines}
    if draft.is_programme or draft.unit_at != "unit column" or dimensions != {"money"}:
        return False
    used = {row.unit for row in lines}
    others = [u for u in ("đồng", "nghìn đồng", "tỷ đồng", "triệu đồng") if u not in used]
    if not others:
        return False
    draft.second_unit = draft.chooser.choice(others)
    for row in lines:
        for role, figure in row.figures.items():
            if "pct" not in role and figure.value:
                row.figures[role] = replace_key(figure)
    return True


def unit_changes(draft: Draft) -> bool:
    """A line between the rows gives another unit from there on."""
    if draft.unit_at != "unit line above" or len(_lines(draft)) < 3:
        return False
    own = draft.rows[-1].line.unit if draft.rows[-1].line else ""
    if draft.stock.dimensions.get(own) != "money":
        return False
    at = draft.chooser.randint(1, len(draft.rows) - 1)
    unit = draft.chooser.choice(("đồng", "nghìn đồng", "triệu đồng"))
    for row in draft.rows[at:]:
        row.unit = unit if row.line else row.unit
    draft.rows.insert(at, DraftRow(f"Đơn vị tính: {unit}", "other"))
    draft.ask_below = at
    draft.may_ask_all = True
    return True


def second_head(draft: Draft) -> bool:
    """Further down the head comes again with two columns in another order."""
    figures = [
        column.role
        for column in draft.columns
        if any(column.role in row.figures for row in draft.rows)
    ]
    if len(figures) < 2 or len(draft.rows) < 3 or draft.two_level:
        return False
    draft.switch = (draft.chooser.randint(1, len(draft.rows) - 1), draft.chooser.sample(figures, 2))
    return True


def two_heads_of_a_role(draft: Draft) -> bool:
    """Two columns whose heads differ and mean the same."""
    role = _role(draft)
    own = next((c.heads for c in draft.columns if c.role == role), ())
    others = [
        tuple(text.split(" / "))
        for text in draft.sheet["columns"].get(role, ())
        if tuple(text.split(" / ")) != own
    ]
    if not others:
        return False
    _add_column(draft, "extra", draft.chooser.choice(others), draft.chooser.choice((role, "")))
    for row in draft.rows:
        if role in row.figures:
            row.figures["extra"] = Figure(None, Decimal(draft.chooser.randint(1, 900)))
            row.figures[role] = replace_key(row.figures[role])
    return True


def head_names_date(draft: Draft) -> bool:
    """«Thực hiện đến 31/5/2023», «Kế hoạch năm 2023»: more words than the form's head."""
    column = next(
        (c for c in draft.columns if c.role == draft.chooser.choice(("actual", "plan"))), None
    )
    if draft.is_programme or column is None:
        return False
    words = draft.chooser.choice((" đến 31/5/2023", " 2023", " năm 2023", " (ước)", " - đến 15/5"))
    column.heads = (*column.heads[:-1], column.heads[-1] + words)
    draft.may_ask.add(column.role)
    return True


def head_over_all(draft: Draft) -> bool:
    """One more head above those of the figures."""
    if draft.is_programme or draft.two_level:
        return False
    over = draft.chooser.choice(("Năm 2023", "6 tháng đầu năm 2023", "Kết quả"))
    for column in draft.columns:
        if any(column.role in row.figures for row in draft.rows):
            column.heads = (over, *column.heads)
    draft.two_level = True
    draft.doubt()
    return True


def unknown_unit(draft: Draft) -> bool:
    lines = [row for row in _lines(draft) if row.unit]
    if draft.is_programme or draft.unit_at != "unit column" or not lines or draft.unit_in_cells:
        return False
    row = draft.chooser.choice(lines)
    row.written_unit = draft.chooser.choice(("đơn vị", "x", "kg/sào", "thùng", "gùi"))
    for role, figure in row.figures.items():
        if "pct" not in role and not figure.marker and figure.value:
            row.figures[role] = replace_key(figure)
    return True


def unknown_head_of_units(draft: Draft) -> bool:
    """The column of units has a head that no form knows, or none."""
    column = next((c for c in draft.columns if c.role == "unit_of_measure"), None)
    if column is None or draft.unit_at != "unit column" or draft.unit_in_cells:
        return False
    column.heads = (draft.chooser.choice(("Đơn vị đo", "ĐV tính", "Đ/v", "Đvị", "", "Quy cách")),)
    draft.doubt()
    return True


def wrong_dimension(draft: Draft) -> bool:
    lines = [
        row
        for row in _lines(draft)
        if row.line and draft.stock.dimensions[row.line.unit] != "percent"
    ]
    if draft.is_programme or draft.unit_at != "unit column" or not lines or draft.unit_in_cells:
        return False
    row = draft.chooser.choice(lines)
    own = draft.stock.dimensions[row.unit]
    others = [u for u in ("ha", "tấn", "triệu đồng", "m³") if draft.stock.dimensions[u] != own]
    row.written_unit = draft.chooser.choice(others)
    for role, figure in row.figures.items():
        if "pct" not in role and not figure.marker and figure.value:
            row.figures[role] = replace_key(figure)
    return True


BEFORE: dict[str, Callable[[Draft], bool]] = {
    "unknown column": unknown_column,
    "last year's column": last_years_column,
    "head twice": double_head,
    "heads of years": heads_of_years,
    "unknown group": unknown_group,
    "unknown line": unknown_line,
    "same line twice": same_line_twice,
    "line elsewhere": line_elsewhere,
    "text row between": text_row_between,
    "bulleted labels": bulleted_labels,
    "numbered labels": numbered_labels,
    "unit in label": unit_in_label,
    "units disagree": units_disagree,
    "unit changes": unit_changes,
    "second head": second_head,
    "two heads of a role": two_heads_of_a_role,
    "head names a date": head_names_date,
    "head over all": head_over_all,
    "unknown unit": unknown_unit,
    "unknown head of units": unknown_head_of_units,
    "wrong dimension": wrong_dimension,
}
