"""What the audit finds in the real report that the project was made for; nothing may get lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from helpers.audit.examine import examine
from helpers.audit.readers import read_lines

TEXT = Path(__file__).parent / "corpus" / "reference_report.txt"
WRONG, UNSURE = "contradiction", "doubtful"
FOUND = [
    ("attainment", WRONG, "97,94%"),
    # 26.744 + 16.567,406 = 43.311,406: right only if 26.744 was rounded
    ("sum", UNSURE, "43.311,160"),
    ("change", WRONG, "100,7%"),
    ("form", UNSURE, "10.726, 547 triệu đồng"),
    ("attainment", WRONG, "3,3%"),
    ("time", WRONG, "30/12/2023"),
    ("form", UNSURE, "46.929,385,459"),
    ("repetition", UNSURE, "46.929,385,459"),
    ("form", UNSURE, "2.080,045,980"),
    ("form", UNSURE, "46.929,385,459"),
    ("form", UNSURE, "7,383.915"),
    ("time", WRONG, "14/9/2023"),
    ("form", UNSURE, "3.180,383,915"),
    ("time", WRONG, "30/12/2023"),
    ("attainment", WRONG, "18,14%"),
    ("repetition", UNSURE, "12"),
    ("time", WRONG, "2020-2021"),
    ("lines", UNSURE, "43.311,160"),
    ("lines", WRONG, "26.744"),
    ("lines", UNSURE, "16.567,406"),
    ("lines", WRONG, "26.744"),
    ("lines", WRONG, "26.744 + 46.929,385,459"),
    ("lines", WRONG, "46.929,385,459"),
]


def test_what_was_found_is_found():
    lines = TEXT.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("# "))
    found = Counter(
        (item.claim.kind, item.claim.verdict, item.claim.stated)
        for item in examine("x.txt", list(read_lines(text.encode(), "x.txt")))
    )
    assert not Counter(FOUND) - found
