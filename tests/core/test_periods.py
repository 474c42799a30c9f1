"""Period codes: what they cover, and what is no period."""

from datetime import date

import pytest

from helpers.core.errors import ParameterError
from helpers.core.periods import Period

CASES = """
code    start       end         last_year  label
2023H1  2023-01-01  2023-06-30  2022H1     6 tháng đầu năm 2023
2023H2  2023-07-01  2023-12-31  2022H2     6 tháng cuối năm 2023
2023    2023-01-01  2023-12-31  2022       năm 2023
2024Q1  2024-01-01  2024-03-31  2023Q1     quý 1 năm 2024
2024M02 2024-02-01  2024-02-29  2023M02    tháng 2 năm 2024
"""


@pytest.mark.parametrize("line", CASES.strip().splitlines()[1:])
def test_period_covers_its_part_of_the_year(line):
    code, start, end, last_year, label = line.split(maxsplit=4)
    period = Period.parse(code)
    assert str(period) == code
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert str(period.previous_year()) == last_year
    assert period.label("vi") == label


@pytest.mark.parametrize(
    "code", ["", "2023H3", "2023Q5", "2023M13", "23H1", "2023h1", "../x", 2023]
)
def test_no_period(code):
    with pytest.raises(ParameterError) as caught:
        Period.parse(code)
    assert "2023H1" in str(caught.value), "the message shows how a period is written"


def test_periods_sort_by_time():
    codes = ["2023", "2022H2", "2023Q1", "2023H1"]
    assert [str(p) for p in sorted(map(Period.parse, codes))] == [
        "2022H2",
        "2023Q1",
        "2023H1",
        "2023",
    ]
