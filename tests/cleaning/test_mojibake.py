"""UTF-8 that a program took for another encoding: repaired where nothing else can be meant."""

from __future__ import annotations

import pytest

from helpers.cleaning.readers.encodings import decode_bytes, repair_mojibake

TEXT = "Diện tích lúa xuân thực hiện 1.178,47 ha, đạt 95,3% kế hoạch; xã Ỷ La – “ưu đãi”"


def misread(text: str, page: str, times: int = 1) -> str:
    for _ in range(times):
        data = text.encode("utf-8")
        text = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in data)
    return text


@pytest.mark.parametrize("page", ["latin-1", "cp1252", "cp1258"])
@pytest.mark.parametrize("times", [1, 2])
def test_what_was_misread_comes_back(page, times):
    broken = misread(TEXT, page, times)
    assert broken != TEXT
    assert repair_mojibake(broken) == TEXT
    text, repair = decode_bytes(broken.encode("utf-8"))
    assert text == TEXT and repair[0] == "mojibake"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "XÃ\u00a0MỘT",
        "«ĐÃ»",
        "Café, naïve",
        "5° · km²",
        "CHÂ\u00a0A",
        "®Êt lóa §¹t",
        "dieän tích",
    ],
)
def test_what_may_be_meant_as_it_stands_is_left_alone(text):
    assert repair_mojibake(text) == text
