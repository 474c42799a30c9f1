"""Hostile extras of single cells, carried out on a written page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generated.pages import Box, Expected
from generated.writers import plain_text

if TYPE_CHECKING:
    from generated.layouts import Draft


def _target(draft: Draft, *kinds: str, numbers: bool = False) -> int | None:
    """A figure with a value, if the kind of file can show the extra."""
    if kinds and draft.kind not in kinds:
        return None
    found = [
        n
        for n, e in enumerate(draft.expected)
        if e.key
        and e.value
        and not (set(e.features) & {"marker", "formula", "attainment"})
        and (not numbers or "typed figure" in e.features)
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
    return plain_text(box)


def _two_values(draft: Draft, box: Box) -> Box:
    text = _as_text(draft, box)
    between = draft.chooser.choice(("\n", "; ", " và ", " / ", " - "))
    return Box(f"{text}{between}{draft.chooser.randint(11, 99)}")


def _with_hidden_sign(draft: Draft, box: Box) -> Box:
    text = _as_text(draft, box)
    sign = draft.chooser.choice(("\u200b", "\u00ad", "\u200e", "\ufeff", "\u2060"))
    at = draft.chooser.randint(0, len(text))
    return Box(text[:at] + sign + text[at:])


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
    by_position = {e.position: n for n, e in enumerate(draft.expected) if e.key and not e.shared}
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
        if e.key and not e.shared and any("pct" in part for part in e.key) and (e.value or 0) > 11
    ]
    if draft.kind not in ("xlsx", "openpyxl", "xls", "xml", "ods") or not found:
        return False
    at = draft.chooser.choice(found)
    return _set(draft, at, Box(draft.expected[at].value, "0.00%"), "refused")


def unquoted_commas(draft: Draft) -> bool:
    """Decimal commas in a file whose fields commas separate, without quotes."""
    if draft.kind != "csv" or not draft.style.startswith("vi"):
        return False
    if not any("," in str(draft.page.boxes[e.position].content) for e in draft.expected):
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


def percent_on_amount(draft: Draft) -> bool:
    """An amount whose cell shows it as per cent."""
    at = _amount(draft)
    if at is None or draft.kind not in FORMATTED:
        return False
    row = next(r for r in draft.rows if r.number == draft.expected[at].position[0])
    box = draft.page.boxes[draft.expected[at].position]
    if row.unit in ("%", "‰") or not isinstance(box.content, Decimal):
        return False
    look = draft.chooser.choice(("0%", '0"%"', "0.00%"))
    return _set(draft, at, replace(box, number_format=look), "refused")


def merged_down(draft: Draft) -> bool:
    """One figure merged over two rows: the second row has none of its own."""
    if draft.kind not in ("xlsx", "xls", "openpyxl", "ods", "xml", "html"):
        return False
    by_position = {
        e.position: n for n, e in enumerate(draft.expected) if e.key and e.value and not e.shared
    }
    pairs = [
        (n, by_position[row + 1, column])
        for (row, column), n in by_position.items()
        if (row + 1, column) in by_position
    ]
    if not pairs:
        return False
    upper, lower = draft.chooser.choice(pairs)
    row, column = draft.expected[upper].position
    draft.page.merged.append((row, column, row + 1, column))
    del draft.page.boxes[row + 1, column]
    draft.expected[upper] = replace(draft.expected[upper], outcome="either")
    draft.expected[lower] = replace(draft.expected[lower], outcome="nothing")
    return True


def _amount(draft: Draft) -> int | None:
    """A figure with a value that is no percentage."""
    found = [
        n
        for n, e in enumerate(draft.expected)
        if e.key and e.value and not e.shared and not any("pct" in part for part in e.key)
    ]
    return draft.chooser.choice(found) if found else None


def negative(draft: Draft) -> bool:
    at = _amount(draft)
    text = draft.chooser.choice(("-5", "(7)", "−12", "-1,5"))
    return at is not None and _set(draft, at, Box(text), "refused")


def too_large(draft: Draft) -> bool:
    at = None if draft.is_programme else _amount(draft)
    return at is not None and _set(draft, at, Box("98.765.432.109.876.543"), "refused")


def share_in_amount(draft: Draft) -> bool:
    """«45%» in the column of an amount."""
    found = [
        n
        for n, e in enumerate(draft.expected)
        if e.key
        and e.value
        and not e.shared
        and not any("pct" in part for part in e.key)
        and not any(r.number == e.position[0] and r.unit in ("%", "‰") for r in draft.rows)
    ]
    return bool(found) and _set(draft, draft.chooser.choice(found), Box("45%"), "refused")


def unit_in_cell_disagrees(draft: Draft) -> bool:
    """A cell names another unit than its row."""
    if draft.is_programme or draft.unit_at != "unit column":
        return False
    at = _target(draft)
    if at is None or any("pct" in part for part in draft.expected[at].key or ()):
        return False
    row = next(r for r in draft.rows if r.number == draft.expected[at].position[0])
    units = [u for u in draft.stock.units_of(row.line.unit) if u != row.unit] if row.line else []
    if not units or draft.stock.is_count(row.line.unit):
        units = ["tấn", "ha"] if row.unit not in ("tấn", "ha") else ["người"]
    unit = draft.chooser.choice(units)
    return _set(draft, at, Box(f"{draft.chooser.randint(11, 99)} {unit}"), "refused")


MISLEADING_FORMATS = ('0"000"', '"1"0', "[h]:mm", "mmm", '"12"', "dd/mm", '0"/12"')
ODD_FORMATS = ("0.00E+00", "# ?/?", "+0;-0", "[$-42A]#,##0.00", '"Tổng: "#,##0.##', '0.0" (ước)"',
               "0000000", "[Blue][>100]#,##0.00;0.0", "_-* #,##0.00_-", "???0.00", "@",
               "0.00;[Red]-0.00;;@", '0"."000')  # fmt: skip
FORMATTED = ("xlsx", "openpyxl", "xls", "xml")
AFTER: dict[str, Callable[[Draft], bool]] = {
    "figure outside": figure_outside,
    "two values": changed(box=_two_values, outcome="refused"),
    "words beside": changed(box=_with_words, outcome="either"),
    "marks that clash": changed(
        box=lambda d, b: Box(d.chooser.choice(("1.234.56", "12,345,6", "1.23.456", "4,5,6"))),
        outcome="refused",
    ),
    "hidden sign in figure": changed(box=_with_hidden_sign, outcome="either"),
    "letters like digits": changed(
        box=lambda d, b: Box(d.chooser.choice(("1.2O4", "l23", "12E3", "I2", "5o"))),
        outcome="refused",
    ),
    "percent format on amount": percent_on_amount,
    "odd format": changed(
        *FORMATTED, numbers=True, outcome="either",
        box=lambda d, b: replace(b, number_format=d.chooser.choice(ODD_FORMATS)),
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
        *FORMATTED, numbers=True, outcome="refused",
        box=lambda d, b: replace(b, number_format=";;;"),
    ),
    "words of format by size": changed(
        *FORMATTED, numbers=True, outcome="either",
        box=lambda d, b: replace(b, number_format='[>=100]#,##0.00" k";#,##0.00'),
    ),
    "format adds digits": changed(
        *FORMATTED, numbers=True, outcome="refused",
        box=lambda d, b: replace(b, number_format=d.chooser.choice(MISLEADING_FORMATS)),
    ),
    "merged over figure": merged_over_figure,
    "merged down": merged_down,
    "share in amount": share_in_amount,
    "unit in cell disagrees": unit_in_cell_disagrees,
    "negative": negative,
    "too large": too_large,
    "other text": changed(
        box=lambda d, b: Box(d.chooser.choice((
            "chưa báo cáo", "xem biểu 2", "12/5", "Quý II", "đạt", "?", "1.2.3", "năm 2022",
            "12-15", "3 xã, 5 thôn", "Mục 2", "12h", "#", "N/A", "*", "2 lần/năm",
            "01/01/2023", "TRUE",
        ))),
        outcome="refused",
    ),
    "unit of format disagrees": unit_of_format_disagrees,
    "percent too large": percent_too_large,
    "unquoted commas": unquoted_commas,
}  # fmt: skip
