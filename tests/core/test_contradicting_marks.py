"""Texts of one column that use the dot and the comma in both ways: the doubtful ones are asked."""

import pytest

from helpers.core.numbers import column_style


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (("15.000", "12,000", "3.500,5"), "mixed"),  # 12,000 is 12 or 12000
        (("7.300", "6,000", "1,500.25"), "mixed"),
        (("15.000", "3.500,5"), "vi"),
        (("3,5", "1,125"), "vi"),
        (("1.540", "317,840", "7.759,995"), "vi"),
        (("15,000", "7.300", "0.125"), "en"),  # three decimal places are shown
        (("1,500.25", "6,000", "58.1", "4.37"), "en"),
    ],
)
def test_a_clear_text_decides_only_where_no_other_contradicts_it(texts, style):
    assert column_style(texts) == style
