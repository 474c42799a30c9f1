"""What is said of a file that was set aside: one that is given out to be filled in is no alarm."""

from __future__ import annotations

import pytest

from helpers.stages.set_aside import kept_sentences

STAMP = "reports/2026H1/xa-mau/da-sua/2026-07-01-101500-"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hoi-dap.xlsx", "thì đã lưu"),
        ("2-hoi-dap.xlsx", "thì đã lưu"),
        ("ho-so-so-lieu-xa-mau-2026H1.xlsx", "đã được đọc"),
        ("bao-cao-xa-mau-2026H1.docx", "không ghi đè"),
    ],
)
def test_filled_workbooks_are_told_apart_from_edited_files(name, words):
    (sentence,) = kept_sentences([STAMP + name])
    assert words in sentence and STAMP + name in sentence
