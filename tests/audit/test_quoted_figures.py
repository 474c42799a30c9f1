"""A figure that is quoted after another, and was given before."""

from __future__ import annotations

import pytest
from examined_text import HEAD, RIGHT, UNSURE

from helpers.audit.examine import examine
from helpers.audit.passages import Passage


@pytest.mark.parametrize(
    ("again", "classes"),
    [
        ("phát hiện 12 vụ với 13 đối tượng phạm tội “tàng trữ trái phép chất ma túy”", [UNSURE]),
        ("phát hiện 11 vụ với 12 đối tượng phạm tội “tàng trữ trái phép chất ma túy”", [RIGHT]),
        ("phát hiện 12 vụ với 13 đối tượng phạm tội “vận chuyển trái phép chất ma túy”", []),
    ],
)
def test_what_is_quoted_behind_a_figure_was_told_before(again, classes):
    """Other closing dates may explain it, so it is never an error."""
    first = "gồm: trộm cắp tài sản: 04 vụ; tàng trữ trái phép chất ma túy: 11 vụ = 12 đối tượng"
    passages = [*HEAD, Passage("3", first), Passage("4", again)]
    found = [i.claim for i in examine("x", passages) if i.claim.kind == "repetition"]
    assert [claim.verdict for claim in found] == classes
