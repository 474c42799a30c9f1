"""Holds for every text: the value comes back, two are never one, refusal is the only error."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from helpers.core.formatting import format_money, format_number, format_quantity
from helpers.core.messages import LANGUAGES, topic_messages
from helpers.core.numbers import (
    NumberRefused,
    column_style,
    marker,
    read_fraction,
    read_native,
    read_number,
)

STYLES = ("vi", "en")
UNITS = ("ha", "tạ/ha", "triệu đồng", "m²", "%", "trường hợp", "")
EDGE_BLANKS = ["", " ", "\u00a0", "\u2009", "\ufeff", "\n"]
figures = st.decimals(-(10**12), 10**12, places=6, allow_nan=False, allow_infinity=False)
places = st.integers(0, 6)
number_like = st.text(st.sampled_from("0123456789.,-+−–() %\u00a0eE/=đhatrcon²"), max_size=30)
printed = st.builds(format_number, figures, places, lang=st.sampled_from(STYLES))


def shown_value(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")


@given(figures, places, st.sampled_from(UNITS), st.booleans(), st.sampled_from(STYLES))
def test_print_then_read_gives_the_value_back(value, decimals, unit, signed, style):
    text = format_quantity(value, decimals, unit, signed=signed, lang=style)
    parsed = read_number(text, style=style)
    assert parsed.value == shown_value(value, decimals)
    assert parsed.decimal_places == decimals
    assert (parsed.unit or "") == unit


@given(figures)
def test_money_comes_back_to_the_dong(value):
    assert read_number(format_money(value), style="vi").value == value


@given(
    printed, printed, st.sampled_from([" ", "/", "-", " - ", "–", "; ", " và ", "\n", "=", "\t"])
)
def test_two_numbers_are_never_one(left, right, separator):
    text = f"{left}{separator}{right}"
    assume(not (separator in " \n\t" and is_group_of_three(right)))
    with pytest.raises(NumberRefused):
        read_number(text)


def is_group_of_three(text: str) -> bool:
    """True for digits after a blank that are a group of thousands in their own right."""
    return text[:3].isdigit() and not text[3:4].isdigit()


@given(printed, printed)
def test_a_list_with_commas_is_never_certain(left, right):
    try:
        parsed = read_number(f"{left}, {right}")
    except NumberRefused:
        return
    assert parsed.rule == "blank_repaired"
    assert not parsed.certain


@given(st.text() | number_like, st.sampled_from([None, *STYLES]), st.booleans())
@example("", None, False)
@example("(", None, False)
@example("1" * 100_000, None, False)
@example("1." * 50_000, None, False)
@example(" " * 100_000 + "1", "vi", True)
def test_refusal_is_the_only_error(text, style, is_whole_number):
    for read in (partial(read_number, plausible=(Decimal(0), Decimal(100))), read_fraction):
        try:
            parsed = read(text, style=style, is_whole_number=is_whole_number)
        except NumberRefused as refusal:
            assert str(refusal)
        else:
            assert read is read_fraction or parsed.value in parsed.alternatives
    column_style([text])
    marker(text)


@pytest.mark.parametrize("text", ["1" * 100_000, "1." * 50_000, " " * 100_000 + "1"])
def test_long_texts_are_refused_unread(text):
    with pytest.raises(NumberRefused) as refusal:
        read_number(text)
    assert refusal.value.reason == "too_long"
    assert len(str(refusal.value)) < 300


@given(number_like, st.sampled_from([None, *STYLES]), st.sampled_from(EDGE_BLANKS))
def test_parsing_is_stable_under_spelling(text, style, blank):
    expected = outcome(text, style)
    assert outcome(unicodedata.normalize("NFD", text), style) == expected
    assert outcome(text.replace(" ", "\u00a0"), style) == expected
    assert outcome(blank + text + blank, style) == expected


def outcome(text, style):
    try:
        return read_number(text, style=style)
    except NumberRefused as refusal:
        return refusal.reason


@given(printed, st.sampled_from([None, *STYLES]), st.sampled_from([None, *STYLES]))
def test_evidence_chooses_among_the_alternatives(text, style, other):
    """A reading without evidence and one with it never differ in what the text could mean."""
    try:
        parsed_numbers = read_number(text, style=style), read_number(text, style=other)
    except NumberRefused:
        return
    assert parsed_numbers[0].alternatives == parsed_numbers[1].alternatives


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["1.178,47", "1.234", "5"], "vi"),
        (["1,234.5", "1.234"], "en"),
        (["61.5", "48.2", "1.234"], "en"),
        (["12.34", "1.234"], None),
        (["0.5", "1.234"], None),
        (["0.5", "0.7", "1.234"], "en"),
        (["0.5", "61,48", "1.234"], "mixed"),
        (["12.34", "15.67", "61,48"], "vi"),
        (["1.178,47", "1,234.5"], "mixed"),
        (["46.929,385,459", "7,383.915", "1.329"], "vi"),
        (["1.234", "4.242", "5", "-", "…", "ghi chú", ""], None),
        ([], None),
    ],
)
def test_column_style(texts, style):
    assert column_style(texts) == style


@pytest.mark.parametrize(
    ("texts", "around", "style"),
    [
        (["1.234"], ["61,48"], "vi"),
        (["1.234"], ["0.5"], None),
        (["61.5", "48.2"], ["61,48"], "en"),
        (["61.5", "1.234"], ["61,48"], None),
        (["61.5", "1.234"], ["1,234.5"], "en"),
        (["61,5", "1,234.5"], ["61,48"], "mixed"),
        (["1.234"], ["61,48", "1,234.5"], None),
        (["1.234"], ["1.1", "1.2", "2.1"], None),
    ],
)
def test_the_table_speaks_where_the_column_is_silent(texts, around, style):
    assert column_style(texts, around) == style


@pytest.mark.parametrize(
    ("texts", "around", "style"),
    [
        (["1.178,47", "2,510"], [], "mixed"),
        (["2,510"], ["61,48"], "mixed"),
        (["1,234.5", "2,510"], [], "en"),
        (["61.5", "48.2"], [], "en"),
        (["2,510"], [], None),
    ],
)
def test_a_count_contradicts_the_style_of_its_column(texts, around, style):
    assert column_style([*texts, "10,032"], around, ["10,032"]) == style


def test_a_count_decides_for_whole_numbers():
    parsed = read_number("4.242 con", is_whole_number=True)
    assert (parsed.value, parsed.decided_by, parsed.certain) == (4242, "whole_number", False)
    with pytest.raises(NumberRefused):
        read_number("12.34 con", is_whole_number=True)


@pytest.mark.parametrize(
    ("value", "percent", "expected", "digits"),
    [
        (0.1, False, "0.1", 1),
        (1178.47, False, "1178.47", 2),
        (12.0, False, "12", 0),
        (-3, False, "-3", 0),
        (-0.0, False, "0", 0),
        (1e18, False, "1E+18", 0),
        (Decimal("46929.385459"), False, "46929.385459", 6),
        (Decimal("99.3"), True, "99.3", 1),
        (Decimal("0.98"), True, "0.98", 2),
        (1, True, "1", 0),
    ],
)
def test_reads_typed_cells(value, percent, expected, digits):
    parsed = read_native(value, percent=percent)
    assert parsed.value == Decimal(expected)
    assert (parsed.decimal_places, parsed.is_percent) == (digits, percent)
    assert (parsed.rule, parsed.certain) == ("native", True)
    assert not parsed.value.is_signed() or parsed.value < 0


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (date(2023, 2, 9), "date_ate_number"),
        (datetime(2023, 2, 9, 12), "date_ate_number"),
        (time(9, 2), "date_ate_number"),
        (timedelta(hours=30), "date_ate_number"),
        (True, "boolean"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        (None, "empty"),
        ("5", "not_a_number"),
        (1e100, "too_many_digits"),
        (-1e300, "too_many_digits"),
        (1e-200, "too_many_digits"),
    ],
)
def test_refuses_typed_cells(value, reason):
    with pytest.raises(NumberRefused) as refusal:
        read_native(value)
    assert refusal.value.reason == reason


def test_a_date_cell_shows_the_date():
    with pytest.raises(NumberRefused, match="09/02/2023"):
        read_native(datetime(2023, 2, 9))


def test_numbers_of_a_fraction_decide_for_each_other():
    fraction = read_fraction("1.178,47ha/1.187 ha")
    assert (fraction.numerator.value, fraction.denominator.value) == (Decimal("1178.47"), 1187)
    assert not fraction.denominator.certain


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("61,48 tạ/ha", "not_a_fraction"),
        ("09/02/2023", "not_a_fraction"),
        ("5", "not_a_fraction"),
        ("", "not_a_fraction"),
        ("/5", "empty"),
        ("5/", "not_a_fraction"),
        ("6.422/17.500", "ambiguous"),
        ("9/13 = 69,2", "stated_not_percent"),
        ("9/13 = 5 = 69%", "two_values"),
        ("-/13", "marker"),
    ],
)
def test_refuses_fractions(text, reason):
    with pytest.raises(NumberRefused) as refusal:
        read_fraction(text)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("-", "zero"),
        ("\ufeff-\u00a0", "zero"),
        (" – ", "zero"),
        ("−", "zero"),
        ("Không", "zero"),
        ("…", "missing"),
        ("...", "missing"),
        ("X", "not_applicable"),
        ("không công bố", "withheld"),
        ("0", None),
        ("-5", None),
        ("*", None),
        ("N/A", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_marker(text, status):
    assert marker(text) == status


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_have_the_same_messages(lang):
    assert topic_messages("numbers", lang).keys() == topic_messages("numbers", "vi").keys()


def test_every_rule_has_a_message():
    texts = ["5", "05", "1,5", "1.234.567", "46.929,385,459", "3.180,383.915", "1,234.5", "1E+05"]
    texts += ["16 000", "1.178, 47", "(-5)", "(0)", "~5", "968*"]
    rules = {read_number(text).rule for text in texts} | {read_native(1).rule, "dash_apart"}
    rules |= {"share", "repeated", "same_file", "confirmed", "answered"}  # of the cleaning log
    rules |= {"unit_converted"}
    rules |= {"corrected_copy", "corrected_cell", "corrected_copy_alone"}
    described = {key for key in topic_messages("numbers", "vi") if key.startswith("rule_")}
    assert {f"rule_{rule}" for rule in rules} == described
