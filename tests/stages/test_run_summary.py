"""What a run says of a finding in one line."""

from __future__ import annotations

import pytest

from helpers.core.tables import make_table
from helpers.stages.run_summary import finding_line, grave_findings

NOWHERE = dict.fromkeys(("file", "sheet", "cell"))
PLACED = {"file": "a.xlsx", "sheet": "Biểu", "cell": "E5"}


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        ({"stated": "23", "computed": "21", **PLACED},
         "Số trẻ: nguồn ghi 23, tính lại 21 [a.xlsx Biểu E5]"),
        ({"stated": "9.680", "computed": "1.635", "verdict": "unusual", **PLACED},
         "Số trẻ: nguồn ghi 9.680, dự kiến khoảng 1.635, cần hỏi lại [a.xlsx Biểu E5]"),
        ({"stated": None, "computed": None, **NOWHERE}, "Số trẻ: Nhắc nộp."),
    ],
)  # fmt: skip
def test_a_finding_tells_its_figures_or_what_to_do(finding, told):
    assert finding_line({"subject": "Số trẻ", "advice": "Nhắc nộp.", **finding}) == told


def test_a_unit_without_any_finding_has_a_summary():
    assert list(grave_findings(make_table("findings", []))) == []
