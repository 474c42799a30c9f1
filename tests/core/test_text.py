"""Comparison keys and slugs of Vietnamese text."""

import unicodedata

import pytest

from helpers.core.text import fold, hidden_signs, sentence_case, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("Tỷ lệ hộ nghèo", unicodedata.normalize("NFD", "tỷ lệ hộ nghèo")),
        ("thuỷ  sản", "Thủy sản "),
        ("KHOẺ", "khỏe"),
    ],
)
def test_ways_of_writing_the_same_name_fold_to_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("lúa", "lùa"), ("ma", "mà"), ("đá", "da"), ("ô", "o")])
def test_different_words_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_slug_is_plain_ascii():
    assert slug("Đồng Đăng – Quận 1") == "dong-dang-quan-1"


@pytest.mark.parametrize(
    "text",
    ["Chỉ\u200b tiêu", "\ufeffChỉ tiêu", "Chỉ ti\u00adêu", "Chỉ\u00a0tiêu", "\u200eChỉ tiêu"],
)
def test_invisible_characters_do_not_count(text):
    assert fold(text) == fold("Chỉ tiêu")


@pytest.mark.parametrize("text", ["Ðàn trâu", "Ɖàn trâu"])
def test_letters_that_look_like_d_with_a_stroke_count_as_it(text):
    assert fold(text) == fold("Đàn trâu")


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Chỉ\u200b tiêu\u200b", "U+200B"),
        ("Đàn trâu", ""),
        ("Ðàn", "U+00D0"),
        ("m² – “x” ½ €", ""),
        ("Thực h\u0456ện\ufeff", "U+0456, U+FEFF"),
        ("dòng 1\ndòng 2\u00a0", ""),
    ],
)
def test_hidden_signs_are_named(text, signs):
    assert hidden_signs(text) == signs


@pytest.mark.parametrize(
    ("capitals", "sentence"),
    [
        ("TỔNG THU NSNN TRÊN ĐỊA BÀN", "Tổng thu NSNN trên địa bàn"),
        ("HỘ NGHÈO (DTTS)", "Hộ nghèo (DTTS)"),
        ("UBND HUYỆN", "UBND huyện"),
        ("Đàn trâu, DTTS", "Đàn trâu, DTTS"),
    ],
)
def test_capitals_become_a_sentence_and_abbreviations_stay(capitals, sentence):
    assert sentence_case(capitals) == sentence
