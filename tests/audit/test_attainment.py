"""Rates of any report text: right ones, wrong ones, and what is no claim at all."""

from __future__ import annotations

import pytest

from helpers.audit.examine import examine, examine_file, without_quotes
from helpers.audit.passages import Passage
from helpers.audit.readers import read_passages
from helpers.core.errors import InputError

# What shows that a text is written in the Vietnamese way.
STYLE = Passage("", "tổng diện tích 1.234,56 ha")

# passage; class of each claim, recomputed by hand
CASES = [
    ("Gieo trồng 1.178,47ha/1.187 ha đạt 99,3% KH", ["agrees"]),
    ("sản lượng 2.972,96 tấn/2.974 tấn bằng 97,94 % KH", ["contradiction"]),  # 99,97
    ("09/281 = 3,3% cơ sở không đạt", ["contradiction"]),  # 3,20; counts are exact
    ("272/281 đạt 96,7%", ["truncation"]),  # 96,797
    ("217,6 tấn/369 tấn, đạt 58,9% KH", ["truncation"]),  # 58,97
    ("đàn trâu 4.242/4.310 con, đạt 98,4%; đàn bò 1.313/1.330 con, đạt 98,9%",
     ["agrees", "contradiction"]),  # 98,42; 98,72
    ("giải ngân 5.013,06 triệu đồng/26.744 triệu đồng, đạt 18,74%", ["agrees"]),
    ("giải ngân 5,01306 tỷ đồng/26.744 triệu đồng, đạt 18,74%", ["agrees"]),
    ("thu ngân sách 6.422 trđ/17.500 trđ (đạt 36,7% kế hoạch)", ["agrees"]),
    ("12/13 xã, thị trấn đạt chuẩn", []),
    ("ngày 01/5/2023 đạt 45% kế hoạch", []),
    ("Quyết định số 62/2023/QĐ-UBND đạt 20% vốn", []),
    ("4/8 chỉ tiêu tăng, 3/8 chỉ tiêu giảm 12,5%", []),
    ("năng suất 61,48 tạ/ha, tăng 0,44% so với cùng kỳ", []),
    ("tỷ lệ 5 ha/100 con đạt 5%", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claims_and_their_judgement(text, expected):
    found = examine("x", [STYLE, Passage("dòng 1", text)])
    assert [item.claim.verdict for item in found] == expected


def test_a_claim_keeps_its_words_and_place():
    found = list(examine("x", [STYLE, Passage("dòng 7", "trong đó 09/281 = 3,3% cơ sở")]))
    assert [(item.place, item.words) for item in found] == [("dòng 7", "09/281 = 3,3%")]


def test_words_quoted_from_a_source_are_no_claim():
    assert list(examine("x", [Passage("", "TH E15 «09/281 = 3,3%»; KH")])) == []
    assert without_quotes("a «b» c «d") == "a «b» c «d", "an open quotation hides nothing"


def test_a_sentence_over_a_page_break_is_read_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("sản lượng ước 2.972,96\n\ntấn/2.974 tấn bằng 97,94 % KH.\n\nMục mới", "utf-8")
    assert [p.place for p in read_passages(path)] == ["dòng 1", "dòng 5"]
    assert [item.is_contradiction for item in examine_file(path)] == [True]


def test_marks_of_a_scan_are_no_obstacle(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("hộ đăng ký: $8614/8698 = 99,03\\%$; **vốn** *1.234,5 ha*", encoding="utf-8")
    assert [item.claim.verdict for item in examine_file(path)] == ["agrees"]  # 99,034


def test_an_unknown_kind_of_file_is_told(tmp_path):
    path = tmp_path / "a.odp"
    path.write_bytes(b"PK")
    with pytest.raises(InputError, match="a.odp"):
        examine_file(path)


@pytest.mark.parametrize(
    "text",
    [
        "1.1" * 20_000,
        "1/" * 20_000,
        "(" * 40_000,
        "đạt " * 20_000,
        "1/2 " * 10_000,
        "(a, " * 10_000,
        "%" * 200_000,
    ],
)
def test_hostile_text_ends_and_claims_nothing(text):
    assert list(examine("x", [Passage("", text)])) == []


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_own_reports_hold_neither_contradiction_nor_wrong_pairing(finished, kind):
    workspace, _ = finished
    folder = workspace.root / "reports" / "2023H1" / "bach-thong"
    found = examine_file(next(folder.glob(f"bao-cao-*.{kind}")))
    assert len(found) > 50
    assert [i.words for i in found if i.claim.verdict in ("contradiction", "doubtful")] == []


def test_a_share_that_fits_but_for_its_last_digit_is_not_of_another_amount():
    # 5.01/29.92 = 16.745 %; of the first amount in the brackets 18.74 %
    text = (
        "29.92 billion VND assigned (investment 26.74 billion VND; recurrent 3.18 billion VND); "
        "disbursed 5.01 billion VND, or 16.8%."
    )
    found = examine("x", [Passage("", "total area 1,234.56 ha"), Passage("dòng 1", text)], "en")
    assert [item.claim.verdict for item in found] == ["agrees", "rounding"]
