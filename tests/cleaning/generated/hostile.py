"""Hostile extras: at most one in a table, so that a failure has one cause.

``choose`` plans one before the page is written (columns and rows may be added); ``finish``
changes the written page. Each says what may come of the figures that it touches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generated.pages import Box, Expected

if TYPE_CHECKING:
    from generated.layouts import Draft, DraftRow

SHARE = 0.5
UNKNOWN_LABELS = ("Đàn đà điểu", "Cây mắc ca", "Số hộ trồng dược liệu", "Tổng cộng các loại")
UNKNOWN_TOTALS = ("Tổng số vốn năm trước chuyển sang", "Vốn đối ứng của xã", "Tổng vốn kéo dài")
UNKNOWN_GROUPS = ("Cây sắn dây", "Đàn hươu sao", "Nhóm khác", "Kinh phí bổ sung ngoài biểu")


def choose(draft: Draft) -> None:
    """Plan one hostile extra for half of the tables, where it fits."""
    draft.finishing = None
    if draft.chooser.random() >= SHARE:
        return
    names = [*BEFORE, *AFTER]
    name = draft.chooser.choice(names)
    if name in BEFORE:
        if BEFORE[name](draft):
            draft.hostile = name
            draft.features.add(f"! {name}")
    else:
        draft.finishing = name


def finish(draft: Draft) -> None:
    """Carry out what was planned for the written page."""
    name = getattr(draft, "finishing", None)
    if name and AFTER[name](draft):
        draft.hostile = name
        draft.features.add(f"! {name}")


# --- before the page is written


def _lines(draft: Draft) -> list[DraftRow]:
    return [row for row in draft.rows if row.kind == "line" and row.figures]


def _add_column(draft: Draft, role: str, heads: tuple[str, ...], before: str) -> None:
    from generated.layouts import Column

    at = next((n for n, c in enumerate(draft.columns) if c.role == before), len(draft.columns))
    draft.columns.insert(at, Column(role, heads))
    draft.two_level = draft.two_level or len(heads) > 1


def _role(draft: Draft) -> str:
    """A column of figures that some row fills."""
    roles = [c.role for c in draft.columns if any(c.role in row.figures for row in draft.rows)]
    return draft.chooser.choice(roles) if roles else ""


def unknown_column(draft: Draft) -> bool:
    from generated.layouts import Figure

    head = draft.chooser.choice(("Tháng 5", "Số liệu bổ sung", "Xã Cao Sơn", "Ước cả năm"))
    _add_column(draft, "extra", (head,), draft.chooser.choice((_role(draft), "")))
    for row in _lines(draft):
        row.figures["extra"] = Figure(None, Decimal(draft.chooser.randint(1, 900)))
    return True


def last_years_column(draft: Draft) -> bool:
    from generated.layouts import Figure

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
    from generated.layouts import Figure

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
    from generated.layouts import Column, Figure

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
    from generated.layouts import DraftRow, Figure

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
    from generated.layouts import DraftRow, Figure

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
    from generated.layouts import DraftRow

    if not (lines := [row for row in _lines(draft) if any(f.value for f in row.figures.values())]):
        return False
    row = draft.chooser.choice(lines)
    copy = DraftRow(row.label, "line", row.line, row.unit)
    for role, figure in row.figures.items():
        if not figure.value or figure.marker:
            continue
        copy.figures[role] = replace(figure, key=None, value=figure.value * 2)
        row.figures[role] = replace_key(figure)
    at = draft.rows.index(row) + 1
    while at < len(draft.rows) and draft.rows[at].kind == "line" and draft.chooser.random() < 0.6:
        at += 1
    draft.rows.insert(at, copy)
    return True


def text_row_between(draft: Draft) -> bool:
    from generated.layouts import DraftRow

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
    from generated.layouts import DraftRow

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
    """Further down the head comes again with its columns in another order."""
    figures = [n for n, c in enumerate(draft.columns) if any(c.role in r.figures for r in draft.rows)]
    if len(figures) < 2 or len(draft.rows) < 3 or draft.two_level:
        return False
    first, second = draft.chooser.sample(figures, 2)
    order = list(range(len(draft.columns)))
    order[first], order[second] = order[second], order[first]
    draft.switch = (draft.chooser.randint(1, len(draft.rows) - 1), order)
    return True


# --- on the written page


def _target(draft: Draft, *kinds: str, numbers: bool = False) -> int | None:
    """A figure with a value, if the kind of file can show the extra."""
    if kinds and draft.kind not in kinds:
        return None
    found = [
        n
        for n, e in enumerate(draft.expected)
        if e.key and e.value and not (set(e.features) & {"marker", "formula"})
        and (not numbers or isinstance(draft.page.boxes[e.position].content, Decimal))
    ]
    return draft.chooser.choice(found) if found else None


def _set(draft: Draft, at: int, box: Box, outcome: str) -> bool:
    expected = draft.expected[at]
    draft.page.boxes[expected.position] = box
    draft.expected[at] = replace(expected, outcome=outcome)
    return True


def changed(*kinds: str, box: Callable[[Draft, Box], Box], outcome: str, numbers: bool = False):
    """An extra that replaces the cell of one figure."""

    def apply(draft: Draft) -> bool:
        at = _target(draft, *kinds, numbers=numbers)
        if at is None:
            return False
        old = draft.page.boxes[draft.expected[at].position]
        return _set(draft, at, box(draft, old), outcome)

    return apply


def _as_text(draft: Draft, box: Box) -> str:
    from generated.writers import plain_text

    return plain_text(box)


def _two_values(draft: Draft, box: Box) -> Box:
    text = _as_text(draft, box)
    between = draft.chooser.choice(("\n", "; ", " và ", " / ", " - "))
    return Box(f"{text}{between}{draft.chooser.randint(11, 99)}")


def _with_words(draft: Draft, box: Box) -> Box:
    text = _as_text(draft, box)
    look = draft.chooser.choice(("{} (ước)", "khoảng {}", "{}*", "~{}", "{} (1)", "ước {}", "{}¹"))
    return Box(look.format(text))


def figure_outside(draft: Draft) -> bool:
    """A figure to the right of the head, or below the table without a label."""
    columns = len(draft.columns)
    row = draft.chooser.choice(draft.rows).number
    column = columns + draft.chooser.randint(1, 2)
    if draft.chooser.random() < 0.3:
        row = draft.row_number + 1
        column = next((e.position[1] for e in draft.expected), column)
    draft.page.boxes[row, column] = Box("4.321,5")
    draft.expected.append(
        Expected(None, None, "", (row, column), "refused", (), "", frozenset(), ())
    )
    return True


def merged_over_figure(draft: Draft) -> bool:
    """A merged area shows the left figure and hides the right one."""
    if draft.kind not in ("xlsx", "xls"):
        return False
    by_position = {e.position: n for n, e in enumerate(draft.expected) if e.key}
    pairs = [
        (n, by_position[row, column + 1])
        for (row, column), n in by_position.items()
        if (row, column + 1) in by_position
    ]
    if not pairs:
        return False
    left, right = draft.chooser.choice(pairs)
    row, column = draft.expected[left].position
    draft.page.merged.append((row, column, row, column + 1))
    draft.expected[left] = replace(draft.expected[left], outcome="either")
    draft.expected[right] = replace(draft.expected[right], outcome="nothing")
    return True


def unit_of_format_disagrees(draft: Draft) -> bool:
    """The format shows đồng where the row says another unit of money."""
    at = _target(draft, "xlsx", "openpyxl", "xls", "xml", numbers=True)
    if at is None or draft.expected[at].key is None:
        return False
    expected = draft.expected[at]
    row = next(r for r in draft.rows if r.number == expected.position[0])
    if not row.line or row.line.unit != "triệu đồng" or row.unit == "đồng":
        return False
    if any("pct" in part for part in expected.key):
        return False
    look = draft.chooser.choice(('#,##0" đồng"', '#,##0\\ "₫"', '#,##0" đ"', "#,##0 [$₫-42A]"))
    return _set(draft, at, Box(expected.value * 1_000_000, look), "either")


def percent_too_large(draft: Draft) -> bool:
    """A share typed as 79,44 in a cell of format per cent: shown as 7944 %."""
    found = [
        n
        for n, e in enumerate(draft.expected)
        if e.key and any("pct" in part for part in e.key) and e.value and e.value > 11
    ]
    if draft.kind not in ("xlsx", "openpyxl", "xls", "xml", "ods") or not found:
        return False
    at = draft.chooser.choice(found)
    return _set(draft, at, Box(draft.expected[at].value, "0.00%"), "refused")


def unquoted_commas(draft: Draft) -> bool:
    """Decimal commas in a file whose fields commas separate, without quotes."""
    if draft.kind != "csv" or not draft.style.startswith("vi"):
        return False
    draft.delimiter = ","
    draft.unquoted = True
    wide = {
        row
        for (row, _), box in draft.page.boxes.items()
        if isinstance(box.content, str) and "," in box.content
    }
    for n, expected in enumerate(draft.expected):
        row = expected.position[0]
        if row in wide or expected.outcome == "refused":
            also = {(row, column) for column in range(1, 30)}
            draft.expected[n] = replace(
                expected, outcome="refused", also=expected.also | frozenset(also)
            )
        else:
            draft.expected[n] = replace(expected, outcome="either")
    return bool(wide)


BEFORE: dict[str, Callable[[Draft], bool]] = {
    "unknown column": unknown_column,
    "last year's column": last_years_column,
    "head twice": double_head,
    "heads of years": heads_of_years,
    "unknown group": unknown_group,
    "unknown line": unknown_line,
    "same line twice": same_line_twice,
    "text row between": text_row_between,
    "bulleted labels": bulleted_labels,
    "numbered labels": numbered_labels,
    "unit in label": unit_in_label,
    "units disagree": units_disagree,
    "unit changes": unit_changes,
    "second head": second_head,
}
FORMATTED = ("xlsx", "openpyxl", "xls", "xml")
AFTER: dict[str, Callable[[Draft], bool]] = {
    "figure outside": figure_outside,
    "two values": changed(box=_two_values, outcome="refused"),
    "words beside": changed(box=_with_words, outcome="either"),
    "marks that clash": changed(
        box=lambda d, b: Box(d.chooser.choice(("1.234.56", "12,345,6", "1.23.456", "4,5,6"))),
        outcome="refused",
    ),
    "error": changed(
        "xlsx", "openpyxl", "xls", "ods", "csv", "html", "xml",
        box=lambda d, b: Box(None, error="#REF!"), outcome="refused",
    ),
    "formula without value": changed(
        "openpyxl", "xls", "ods", "xml",
        box=lambda d, b: Box(None, formula="=1*2", computed=False), outcome="refused",
    ),
    "struck": changed(
        "xlsx", "openpyxl", "xls",
        box=lambda d, b: replace(b, struck=True), outcome="refused",
    ),
    "raised mark": changed(
        "xlsx", "xls",
        box=lambda d, b: Box(_as_text(d, b), raised=d.chooser.choice(("1", "2", "(1)", "*"))),
        outcome="either",
    ),
    "date": changed(
        *FORMATTED, numbers=True, outcome="refused",
        box=lambda d, b: Box(Decimal(d.chooser.randint(44000, 46000)), "dd/mm/yyyy"),
    ),
    "hidden by format": changed(
        *FORMATTED, numbers=True, outcome="refused", box=lambda d, b: replace(b, number_format=";;;")
    ),
    "words of format by size": changed(
        *FORMATTED, numbers=True, outcome="either",
        box=lambda d, b: replace(b, number_format='[>=100]#,##0.00" k";#,##0.00'),
    ),
    "format adds digits": changed(
        *FORMATTED, numbers=True, outcome="refused", box=lambda d, b: replace(b, number_format='0"000"')
    ),
    "merged over figure": merged_over_figure,
    "unit of format disagrees": unit_of_format_disagrees,
    "percent too large": percent_too_large,
    "unquoted commas": unquoted_commas,
}  # fmt: skip
