"""A text between the head of a report and its end, examined: what tests of the audit share."""

from __future__ import annotations

from helpers.audit.examine import examine
from helpers.audit.passages import Passage

HEAD = [
    Passage("1", "Mẫu, ngày 20 tháng 6 năm 2023"),
    Passage("2", "Kết quả 6 tháng đầu năm 2023; kinh phí 1.234,56 triệu đồng"),
]
RIGHT, WRONG, UNSURE = "agrees", "contradiction", "doubtful"


def claims_of(text: str) -> list[tuple[str, str]]:
    """Kind and verdict of each claim of one passage."""
    found = examine("x", [*HEAD, Passage("3", text)])
    return [(i.claim.kind, i.claim.verdict) for i in found if i.place == "3"]
