"""Money in sentences: few decimals, one unit a paragraph, parts that add up as printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.core.numbers import read_number
from helpers.narrative.blocks import BulletList, Paragraph, Part, Table, TableRow, runs_of, text_of
from helpers.narrative.facts import Fact
from helpers.narrative.money_in_prose import with_readable_money, with_rounded_money


def _fact(value: str, text: str | None = None, unit: str = "triệu đồng") -> Fact:
    text = f"{value}\u00a0triệu đồng" if text is None else text
    return Fact(f"k{value}", Decimal(value), text, unit, None, (), "k", "actual", "t1")


def _printed(*values: str, lang: str = "vi") -> list[str]:
    block = Paragraph(tuple(_fact(value) for value in values))
    (shown,) = with_readable_money(Part("p", (block,)), lang).blocks
    return [run.text for run in runs_of(shown) if isinstance(run, Fact)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("2386", "18"), ["2386\u00a0triệu đồng", "18\u00a0triệu đồng"]),  # short already
        (("2314.856", "21.828"), ["2.314,9\u00a0triệu đồng", "21,8\u00a0triệu đồng"]),
        (("26653.405", "1023.627"), ["26,65\u00a0tỷ đồng", "1,02\u00a0tỷ đồng"]),
        (("460.622", "0"), ["460,6\u00a0triệu đồng", "0\u00a0triệu đồng"]),
        (("0.004321",), ["0,004\u00a0triệu đồng"]),  # never printed as nothing
        (("100.0401", "100.0399"), ["100,0401\u00a0triệu đồng", "100,0399\u00a0triệu đồng"]),
    ],
)
def test_one_unit_and_few_decimals_in_a_paragraph(values: tuple, expected: list) -> None:
    assert _printed(*values) == expected


def test_more_decimals_where_rounded_parts_would_not_add_up() -> None:
    assert _printed("0.68", "0.34", "0.34") == [
        "0,68\u00a0triệu đồng",  # 0,7 of 0,3 and 0,3 would contradict itself
        "0,34\u00a0triệu đồng",
        "0,34\u00a0triệu đồng",
    ]


def test_parts_and_total_of_the_programme_add_up_as_printed() -> None:
    total, *parts = (
        read_number(text.split("\u00a0")[0]).value
        for text in _printed("76274.484915", "27842", "48432.484915")
    )
    assert total == sum(parts)


def test_english_unit_sign_and_figures_without_unit() -> None:
    assert _printed("76274.484915", lang="en") == ["76.27\u00a0billion VND"]
    facts = (_fact("-1234.567", "−1.234,567"), "/", _fact("2345.678", "2.345,678"))
    (shown,) = with_readable_money(Part("p", (Paragraph(facts),)), "vi").blocks
    assert text_of(runs_of(shown)) == "−1,23/2,35"


def test_a_list_is_rounded_as_one() -> None:
    items = BulletList((Paragraph((_fact("0.5"),)), Paragraph((_fact("9876.543"),))))
    (shown,) = with_readable_money(Part("p", (items,)), "vi").blocks
    assert [run.text for run in runs_of(shown)] == [
        "0,5\u00a0triệu đồng",
        "9.876,5\u00a0triệu đồng",
    ]


def test_the_exact_value_and_the_link_stay() -> None:
    (shown,) = with_readable_money(Part("p", (Paragraph((_fact("26653.405"),)),)), "vi").blocks
    (fact,) = runs_of(shown)
    assert (fact.value, fact.anchor) == (Decimal("26653.405"), "t1")


def test_areas_are_not_money() -> None:
    fact = _fact("26653.405", "26.653,405 ha", unit="ha")
    (shown,) = with_readable_money(Part("p", (Paragraph((fact,)),)), "vi").blocks
    assert list(runs_of(shown)) == [fact]


def _table(*columns: tuple[str, ...], unit: str = "triệu đồng", kind: str = "total") -> Table:
    cells = [[_fact(v, v.replace(".", ","), unit) for v in column] for column in columns]
    rows = [TableRow(("x", *line)) for line in zip(*cells, strict=True)]
    return Table("Bảng 1", (), (*rows[:-1], TableRow(rows[-1].cells, kind)))


def _cells(table: Table) -> list[list[str]]:
    (shown,) = with_readable_money(Part("p", (table,)), "vi").blocks
    return [[run.text for run in row.cells[1:]] for row in shown.rows], shown.note


def test_money_of_a_column_is_exact_to_the_thousand_and_says_where_it_is_rounded():
    """6.566,541 + 3.501,438 = 10.067,979 as printed; 0,0399 is less than a thousand đồng says."""
    columns = ("6566.541", "3501.438", "10067.979"), ("0.0399", "0", "2386"), ("5", "0", "5")
    cells, note = _cells(_table(*columns))
    assert cells == [
        ["6.566,541", "0,040", "5"],
        ["3.501,438", "0", "0"],
        ["10.067,979", "2.386,000", "5"],
    ]
    assert note == "Số liệu làm tròn; tổng cộng tính từ số chưa làm tròn."
    whole, note = _cells(_table(("18", "2386")))
    assert (whole, note) == ([["18"], ["2.386"]], "")


def test_figures_of_a_column_have_the_same_decimals():
    assert _cells(_table(("14.41", "21.1", "6"), unit="ha"))[0] == [["14,41"], ["21,10"], ["6,00"]]
    shares = ("32%", "12.9%", "100%", "0%")
    facts = [_fact(v.rstrip("%"), v.replace(".", ","), "%") for v in shares]
    table = Table("Bảng 1", (), tuple(TableRow(("x", fact)) for fact in facts))
    assert [line[0] for line in _cells(table)[0]] == ["32,0%", "12,9%", "100%", "0%"]


def test_thousand_millions_with_many_decimals_are_printed_in_millions():
    # 18,80 is not 13,86 + 4,95; in million đồng one decimal is enough.
    assert _printed("18801.318", "13855.193", "4946.125") == [
        "18.801,3\u00a0triệu đồng", "13.855,2\u00a0triệu đồng", "4.946,1\u00a0triệu đồng",
    ]  # fmt: skip


def test_nested_rows_of_a_table_add_up_as_printed():
    def amount(value):
        unit = "triệu đồng"
        return Fact(f"k{value}", Decimal(value), value, unit, None, (), "s", "plan", "")

    values = ("6566.541", "6566.541", "3501.438", "3501.438", "10067.979")
    rows = [TableRow(("x", amount(value))) for value in values]
    # Two components with one content each below the total: 6.566,5 + 3.501,4 is not 10.068.
    shown = with_rounded_money(rows, [], [[4, 0, 2], [0, 1], [2, 3]], "vi")
    assert [row.cells[1].text for row in shown] == [
        "6.566,54", "6.566,54", "3.501,44", "3.501,44", "10.067,98",
    ]  # fmt: skip
    alone = with_rounded_money(rows[:2], [], [[0, 1]], "vi")
    assert alone[0].cells[1].text == "6.566,5"
