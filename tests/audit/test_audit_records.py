"""What an audit gives to other programs: suspected findings apart, measured precision beside."""

from __future__ import annotations

import json

from helpers.audit.examine import examine
from helpers.audit.passages import Passage
from helpers.audit.records import as_csv, as_json, measured_precision
from helpers.export.html.audit_page import render_audit

PASSAGES = [
    Passage("1", "Kinh phí 1.234,56 triệu đồng"),
    Passage("2", "Có 45 người, trong đó nữ 52 người."),
    Passage("3", "Đã giải ngân 50/80 triệu đồng, đạt 65,2% kế hoạch."),
    Passage("4", "Đã giải ngân 50/80 triệu đồng, đạt 62,5% kế hoạch."),
]


def test_the_gravest_come_first_with_their_measured_precision():
    records = json.loads(as_json(examine("x", PASSAGES)))
    assert [(r["place"], r["verdict"]) for r in records] == [
        ("3", "contradiction"),
        ("2", "doubtful"),
        ("4", "agrees"),
    ]
    assert [bool(r["measured"]) for r in records] == [True, True, False]
    assert as_csv(examine("x", PASSAGES)).splitlines()[0].rstrip().endswith("measured")


def test_the_measured_precision_names_both_ends_and_the_date():
    """198 of 210 are 94,3 %; the interval of Wilson is 90,28 to 96,70 %."""
    assert "90 đến 97" in measured_precision("contradiction")
    assert "2026-12-01" in measured_precision("doubtful")


def test_the_page_lists_suspected_findings_apart():
    page = render_audit("x", PASSAGES, examine("x", PASSAGES), "vi")
    lists = [part.partition("</details>")[0] for part in page.split("<details")[1:]]
    assert ["65,2%" in part for part in lists] == [True, False]
    assert ["nữ 52" in part for part in lists] == [False, True]
