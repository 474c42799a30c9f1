"""A picture prints a figure with as many digits as a sentence does."""

from decimal import Decimal as D

from helpers.charts.drawing.value_labels import bare


def test_tonnes_have_two_decimals_whatever_their_source_had():
    row = {"unit_of_measure": "tấn", "decimals": 4}
    assert bare(row, D("1.215"), "vi") == "1,22"
    assert bare({"unit_of_measure": "lít", "decimals": 3}, D("1.215"), "vi") == "1,215"
