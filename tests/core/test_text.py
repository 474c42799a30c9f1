"""Comparison keys and slugs of Vietnamese text."""

import unicodedata

import pytest

from helpers.core.text import fold, slug


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
