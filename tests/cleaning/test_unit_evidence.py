"""The unit of a figure: stated in its cell, row, head or a line; what disagrees is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.figure_reader import CellReader, Target
from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.readers.model import Cell, Doubt, Sheet
from helpers.core.catalogues.forms import SheetMap
from helpers.core.messages import topic_messages

MAPPING = SheetMap(names=("T",), table="observations", header_marker="Chỉ tiêu", columns={})
ROLES = {"Chỉ tiêu": "label", "ĐVT": "unit_of_measure", "Kế hoạch": "plan", "Thực hiện": "actual"}
ROLES |= {"Cùng kỳ": "previous", "%": "stated_pct_plan", "Tăng": "stated_pct_change"}
HEAD = ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"]


def table(rows, merged=(), changed=None):
    """A located table: the head is the row that begins with 'Chỉ tiêu'; '' is an empty cell."""
    cells = [
        tuple(
            Cell(r, c, str(v), v if isinstance(v, str) else Decimal(str(v)), kind_of(v))
            for c, v in enumerate(row, 1)
            if v != ""
        )
        for r, row in enumerate(rows, 1)
    ]
    head = next(n for n, row in enumerate(rows, 1) if row and str(row[0]).startswith("Chỉ tiêu"))
    headers = {c: text for c, text in enumerate(rows[head - 1], 1) if text}
    roles = {
        c: role
        for c, text in headers.items()
        for start, role in ROLES.items()
        if text.startswith(start)
    }
    for row in cells:
        for cell in row:
            for name, value in (changed or {}).get(cell.address, {}).items():
                object.__setattr__(cell, name, value)
    return LocatedTable(
        sheet=Sheet("t.xlsx", "T", False, tuple(row for row in cells if row), tuple(merged)),
        mapping=MAPPING,
        header_rows=range(head, head + 1),
        roles=roles,
        headers=headers,
        last_row=len(rows),
        columns=range(1, 10),
        label_columns=(1,),
    )


def kind_of(value):
    return "text" if isinstance(value, str) else "number"


def read(located, address, unit="triệu đồng"):
    """The value of a cell in ``unit``, or the rule of its refusal."""
    log = CleaningLog()
    cell = next(c for row in located.sheet.rows for c in row if c.address == address)
    role = located.roles[cell.column]
    wanted = "%" if "pct" in role else unit
    found = CellReader(located, log).read(role, cell, Target("X", wanted, None, None))
    return found.value if found else log.refusals[-1]["rule"].partition(".")[2]


def above(*lines):
    return table([*([line] for line in lines), HEAD, ["Thu", "", 1750, 642]])


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Đơn vị: nghìn đồng", "0.642"),
        ("Đơn vị tính: nghìn đồng", "0.642"),
        ("Đơn\u00a0vị\u00a0tính:\u00a0nghìn\u00a0đồng", "0.642"),
        ("ĐƠN  VỊ:  nghìn  đồng ", "0.642"),
        ("Đvt\u00ad : nghìn\u200b đồng", "0.642"),
        ("Đơn vị\ntính:\nnghìn đồng", "0.642"),
        ("ĐVT 1.000 đồng", "0.642"),
        ("Đvt: 1.000 đ", "0.642"),
        ("(ĐVT: Triệu đồng)", "642"),
        ("ĐƠN VỊ TÍNH : ĐỒNG", "0.000642"),
        ("[Đơn vị: tỷ đồng]", "642000"),
        ("Đơn vị: Nghìn đồng; ha; con", "0.642"),
        ("Đơn vị tính: ha, con, tr.đ", "642"),
        ("Biểu 3 (Đơn vị tính: ngàn đồng)", "0.642"),
        ("ĐVT: nghìn đồng Biểu số 02", "0.642"),
        ("(Nghìn đồng)", "0.642"),
        ("Tỷ đồng", "642000"),
        ("Đơn vị: trăm triệu đồng", "64200"),
        ("Đơn vị: Phòng Tài chính", "642"),
        ("Đơn vị báo cáo: UBND xã Cẩm Giàng", "642"),
        ("Đơn vị tính: ghi theo từng dòng", "642"),
        ("Đơn vị tính: ha", "642"),
        ("Các đơn vị vùng đồng bào dân tộc thiểu số", "642"),
        ("KẾ HOẠCH", "642"),
        ("THU NGÂN SÁCH (Nghìn đồng)", "0.642"),
        ("THU NGÂN SÁCH (x 1.000 đ)", "0.642"),
        ("ĐVT:1000đ", "0.642"),
        ("(Đvt : tr.VNĐ)", "642"),
        ("Đơn vị tính (1.000đ)", "0.642"),
        ("Đơn vị tính là: đồng", "0.000642"),
        ("Đơn vị tính: nghìn chùm", "unknown_unit_of_measure"),
        ("Đơn vị tính: 1.000", "unknown_unit_of_measure"),
        ("ĐVT 1000", "unknown_unit_of_measure"),
        ("Số tiền (x1000)", "unknown_unit_of_measure"),
        ("Hộ đồng bào (đồng bào thiểu số)", "642"),
        ("Đơn vị tính toán theo quy định", "642"),
    ],
)
def test_a_line_above_the_head_states_the_unit(line, value):
    found = read(above("BIỂU THU CHI", line, ""), "D5")
    assert found == (value if "_" in value else Decimal(value))


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (["Đơn vị: nghìn đồng", "Đơn vị: triệu đồng"], "units_disagree"),
        (["ĐVT: nghìn đồng, triệu đồng"], "units_disagree"),
        (["ĐVT: nghin dong"], "unknown_unit_of_measure"),
        (["Đơn vị: quy đồng"], "unknown_unit_of_measure"),
        (["Đơn vị: nghìn USD"], "wrong_unit"),
    ],
)
def test_lines_that_leave_the_unit_open_are_refused(lines, rule):
    assert read(above(*lines), f"D{len(lines) + 2}") == rule


@pytest.mark.parametrize(
    ("head", "row", "value"),
    [
        (HEAD, ["Thu", "nghìn đồng", 1750, 642], "0.642"),
        (HEAD, ["Thu", "(Nghìn đồng)", 1750, 642], "0.642"),
        (HEAD, ["Thu", "1.000 đ", 1750, 642], "0.642"),
        (HEAD, ["Thu", "", 1750, "642.500 đ"], "0.6425"),
        (HEAD, ["Thu (nghìn đồng)", "", 1750, 642], "0.642"),
        (HEAD, ["Thu", "tỉ đồng", 1750, 642], "642000"),
        ([*HEAD[:3], "Thực hiện (nghìn đồng)"], ["Thu", "", 1750, 642], "0.642"),
        ([*HEAD[:3], "Thực hiện / ĐVT: 1.000 đồng"], ["Thu", "", 1750, 642], "0.642"),
        ([*HEAD[:3], "Thực hiện / Tỷ đồng"], ["Thu", "", 1750, 642], "642000"),
        (["Chỉ tiêu (ĐVT: đồng)", *HEAD[1:]], ["Thu", "", 1750, 642], "0.000642"),
        ([*HEAD[:3], "Thực hiện (6 tháng)"], ["Thu", "", 1750, 642], "642"),
        ([*HEAD[:3], "Thực hiện (4=3/2)"], ["Thu", "", 1750, 642], "642"),
        ([*HEAD[:3], "Thực hiện (1.000)"], ["Thu", "", 1750, 642], "unknown_unit_of_measure"),
        ([*HEAD[:3], "Thực hiện (x1000đ)"], ["Thu", "", 1750, 642], "0.642"),
        ([*HEAD[:3], "Thực hiện (nghìn đồng)"], ["Thu", "triệu đồng", 1, 642], "units_disagree"),
        ([*HEAD[:3], "Thực hiện (ha)"], ["Thu", "triệu đồng", 1, 642], "wrong_unit"),
        (HEAD, ["Thu", "nghìn đồng", 1750, "642 triệu"], "642"),
        (HEAD, ["Thu", "nghìn đồng", 419220609, "41 triệu đồng"], "units_disagree"),
        (HEAD, ["Thu", "triệu đồng", 1750, "17,5 tỷ"], "17500"),
        (HEAD, ["Thu", "nghìn đồng", 1750, "642.000.000 đồng"], "units_disagree"),
        (HEAD, ["Thu", "xyz", 1750, "642 triệu"], "unknown_unit_of_measure"),
        (HEAD, ["Thu (nghìn đồng)", "triệu đồng", 1750, 642], "units_disagree"),
        (HEAD, ["Thu", "đồng chẵn", 1750, 642], "unknown_unit_of_measure"),
        (HEAD, ["Thu", "con", 1750, 642], "wrong_unit"),
        (HEAD, ["Thu", "()", 1750, 642], "642"),
        (HEAD, ["Thu", "nghìn đồng " * 40, 1750, 642], "unknown_unit_of_measure"),
    ],
)
def test_cell_row_and_head_state_the_unit(head, row, value):
    found = read(table([head, row]), "D2")
    assert found == (value if "_" in value else Decimal(value))


def test_the_message_names_both_statements_and_both_readings():
    log = CleaningLog()
    located = table([["Đơn vị: triệu đồng"], HEAD, ["Thu", "nghìn đồng", 1750, 642]])
    cell = located.sheet.cell(3, 4)
    assert (
        CellReader(located, log).read("actual", cell, Target("X", "triệu đồng", None, None)) is None
    )
    reason = log.refusals[0]["reason"]
    for part in ("«nghìn đồng» (B3)", "«triệu đồng» (A1)", "0,642", "642"):
        assert part in reason


@pytest.mark.parametrize("mark", ['"', "-nt-", "nt", "như trên", "〃", "″"])
def test_a_ditto_mark_repeats_the_unit_above(mark):
    rows = [HEAD, ["Thu", "nghìn đồng", 1, 2], ["Chi", mark, 3, 4], ["Khác", mark, 5, 6]]
    assert read(table(rows), "D4") == Decimal("0.006")
    broken = [HEAD, ["Thu", "nghìn đồng", 1, 2], ["Chi", "", 3, 4], ["Khác", mark, 5, 6]]
    assert read(table(broken), "D4") == "unknown_unit_of_measure"


@pytest.mark.parametrize(
    ("text", "value"),
    [("ước 4,27", "427"), ("khoảng 4,27", "427"), ("\u00ad4,27", "ambiguous"), ("≈ 4,27", "427")]
    + [("\u200b 4,27", "427"), ("đạt 4,27", "words_before"), ("4,27 km2", "427")],
)
def test_a_figure_that_is_not_clean_keeps_the_unit_of_its_row(text, value):
    rows = table([HEAD, ["Rừng", "km2", "", text], ["Đất", "ha", "-", "-"]])
    assert str(read(rows, "D2", "ha")) in (value, f"{value}.00")


def test_a_merged_unit_holds_for_the_rows_that_it_covers():
    rows = [HEAD, ["Thu", "nghìn đồng", 1, 2], ["Chi", "", 3, 4], ["Khác", "", 5, 6]]
    located = table(rows, merged=[(2, 2, 3, 2)])
    assert [read(located, a) for a in ("D2", "D3")] == [Decimal("0.002"), Decimal("0.004")]
    assert read(located, "D4") == "units_elsewhere"


def test_lines_within_the_table_hold_for_the_rows_below_them():
    rows = [
        ["Đơn vị tính: triệu đồng"],
        HEAD,
        ["Thu", "", 1, 2],
        ["Đơn vị: nghìn đồng"],
        ["Chi", "", 3, 4],
        ["(ĐVT: ha)"],
        ["Khác", "", 5, 6],
    ]
    found = [read(table(rows), address) for address in ("D3", "D5", "D7")]
    assert found == [2, Decimal("0.004"), Decimal("0.006")]


@pytest.mark.parametrize("position", [2, 4])
def test_a_line_below_the_head_or_the_figures_holds_for_all(position):
    rows = [HEAD, ["Thu", "", 1, 2], ["Chi", "", 3, 4]]
    rows.insert(position - 1, ["ĐVT: 1.000 đồng"])
    assert read(table(rows), "D3") in (Decimal("0.002"), Decimal("0.004"))
    assert read(table([["ĐVT: đồng"], *rows]), "D4") == "units_disagree"


def test_a_note_below_the_figures_may_state_the_unit():
    rows = [HEAD, ["Thu", "", 1, 2], ["Ghi chú: số liệu theo đơn vị tính nghìn đồng."]]
    assert read(table(rows), "D2") == Decimal("0.002")
    signed = [HEAD, ["Thu", "", 1, 2], ["THỦ TRƯỞNG ĐƠN VỊ"]]
    assert read(table(signed), "D2") == 2


def test_the_line_of_another_table_above_does_not_count():
    rows = [["ĐVT: nghìn đồng"], ["Thu", "", 1, 2], ["Chi", "", 3, 4], HEAD, ["Thu", "", 5, 6]]
    assert read(table(rows), "D5") == 6


def test_a_unit_in_a_group_label_holds_until_the_next_group():
    rows = [HEAD, ["Thu (nghìn đồng)"], ["Thuế", "", 1, 2], ["Chi"], ["Lương", "", 3, 4]]
    assert [read(table(rows), address) for address in ("D3", "D5")] == [Decimal("0.002"), 4]


def test_a_count_in_thousands_is_read_by_its_unit():
    rows = [HEAD, ["Gia cầm", "nghìn con", "262,7", "262,7"], ["Trâu", "con", "4.310", "4.242"]]
    assert read(table(rows), "D2", "con") == 262700
    assert read(table(rows), "D3", "con") == 4242


def test_the_unit_of_the_number_format_is_beside_the_figure():
    rows = [["Đơn vị: triệu đồng"], HEAD, ["Thu", "", 1, 6.5], ["Chi", "", 1, 7]]
    located = table(rows[1:], changed={"D2": {"format_unit": "tỷ"}})
    assert (read(located, "D2"), read(located, "D3")) == (6500, 7)
    assert read(table(rows, changed={"D3": {"format_unit": "đ"}}), "D3") == "units_disagree"
    herd = [HEAD, ["Trâu", "con", 1, 4242], ["Bò", "", 1, 1313]]
    currency = {"format_unit": "VND"}
    assert read(table(herd, changed={"D2": currency}), "D2", "con") == 4242
    assert read(table(herd, changed={"D3": currency}), "D3", "con") == "wrong_unit"
    assert read(table(herd, changed={"D2": {"format_unit": "tỷ"}}), "D2", "con") == "wrong_unit"
    unknown = table(rows[1:], changed={"D2": {"format_unit": "qwerty"}})
    assert read(unknown, "D2") == "unknown_unit_of_measure"


@pytest.mark.parametrize(
    "reason", sorted(k for k in topic_messages("reading", "vi") if k.startswith("doubt_"))
)
def test_a_cell_with_a_doubt_is_refused(reason):
    doubt = Doubt(reason.removeprefix("doubt_"), "2", "2000")
    located = table([HEAD, ["Thu", "", 1, 2]], changed={"D2": {"doubt": doubt}})
    assert read(located, "D2") == reason


BITS = [
    "1.000",
    "12",
    "đồng",
    "ĐVT",
    ":",
    "(",
    ")",
    "nghìn",
    "%",
    "con",
    "\n",
    "*",
    "²",
    "x",
    "-nt-",
]
TEXTS = st.lists(st.sampled_from(BITS), max_size=6).map(" ".join) | st.text(max_size=20)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS | st.floats(allow_nan=False, allow_infinity=False))
def test_no_text_around_a_figure_stops_the_reading(title, head, unit, figure):
    rows = [[title], [*HEAD[:3], f"Thực hiện {head}"], [title, unit, 1, figure], ["a", unit, 1, 2]]
    assert read(table(rows), "D4") is not None


RATES = ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "% so với KH"]


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([["a", "", 4080, 4000, 0.98]], "98.00"),
        ([["a", "", 4080, 4000, 98]], "98"),
        ([["a", "", 4080, 4000, "98,04"]], "98.04"),
        ([["a", "", 4080, 40, 0.98]], "0.98"),
        ([["a", "", 4080, 40, "0,98%"]], "0.98"),
        ([["a", "", "", "", 0.98]], "percent_or_share"),
        ([["a", "", "", "", 99.3]], "99.3"),
        ([["a", "", "", "", 0.98], ["b", "", 100, 95, 0.95]], "98.00"),
        ([["a", "", "", "", 0.98], ["b", "", 100, 1, 1]], "0.98"),
        (
            [["a", "", "", "", 0.98], ["b", "", 100, 95, 0.95], ["c", "", 9, 8, 88.9]],
            "percent_or_share",
        ),
        (
            [["a", "", "", "", 0.98], ["b", "", "", "", 97], ["c", "", "", "", 88]],
            "percent_or_share",
        ),
        ([["a", "", 4080, 4000, 0]], "0"),
        ([["a", "", 100, 592, 5.92]], "592.00"),
    ],
)
def test_a_rate_without_a_sign_is_held_against_its_row(rows, value):
    found = read(table([RATES, *rows]), "E2")
    assert found == (value if "_" in value else Decimal(value))


def test_a_unit_over_amounts_and_rate_is_not_the_rates():
    head = [*RATES[:2], "Kế hoạch (nghìn đồng)", "Thực hiện (nghìn đồng)", "% KH / (nghìn đồng)"]
    located = table([head, ["a", "nghìn đồng", 200, 100, "50"]])
    assert (read(located, "D2"), read(located, "E2")) == (Decimal("0.1"), 50)


def test_small_changes_are_percentages_where_the_column_shows_it():
    head = ["Chỉ tiêu", "ĐVT", "Cùng kỳ", "Thực hiện", "Tăng, giảm"]
    values = ["0,44", "5,28", "-2,72", "1,4", "2,41"]
    located = table([head, *(["a", "", "", "", value] for value in values)])
    assert read(located, "E2") == Decimal("0.44")
    assert read(table([head, ["a", "", 200, 230, 0.15]]), "E2") == 15


@pytest.mark.parametrize(
    ("unit", "scale", "value"),
    [
        ("triệu đồng", 1_000_000, "642"),
        ("triệu đồng", 1_000, "642"),
        ("nghìn đồng", 1_000, "0.642"),
        ("đồng", 1_000_000, "doubt_scaled"),
        ("nghìn đồng", 1_000_000, "doubt_scaled"),
    ],
)
def test_a_number_shown_in_thousands_needs_a_unit_of_thousands(unit, scale, value):
    rows = [HEAD, ["Thu", unit, 1750, 642]]
    found = read(table(rows, changed={"D2": {"format_scale": scale}}), "D2")
    assert found == (Decimal(value) if value[0].isdigit() else value)


def test_a_currency_format_on_a_count_changes_nothing():
    located = table([HEAD, ["Trâu", "con", 4310, 4242]], changed={"D2": {"format_unit": "VND"}})
    assert read(located, "D2", unit="con") == 4242
    unstated = table([HEAD, ["Trâu", "", 4310, 4242]], changed={"D2": {"format_unit": "VND"}})
    assert read(unstated, "D2", unit="con") == "wrong_unit"


def test_the_percent_sign_over_fractions_is_of_their_rate():
    located = table([[*HEAD[:3], "Thực hiện (%)"], ["Hộ", "hộ", "", "8614/8698 = 99,03%"]])
    log = CleaningLog()
    cell = located.sheet.cell(2, 4)
    target = Target("X", "hộ", None, None)
    found = dict(CellReader(located, log).read_fraction("actual", cell, target))
    assert [found[m].value for m in ("actual", "plan")] == [8614, 8698]
    assert not log.refusals


@pytest.mark.parametrize("scale", ["Nghìn", "triệu", "Tỷ"])
def test_a_unit_split_over_two_rows_is_asked(scale):
    """«Nghìn» above «đồng» may be one unit of both rows or two units: 2 may be 2 or 2,000 đồng."""
    located = table([HEAD, ["Thu", scale, 1, 2], ["Chi", "đồng", 3, 4]])
    assert isinstance(read(located, "D3"), str)
    alone = table([HEAD, ["Thu", f"{scale} đồng", 1, 2], ["Chi", "đồng", 3, 4]])
    assert read(alone, "D3") == Decimal("0.000004")
