"""Regular expressions whose time grows faster than the text: a long cell would stop a reading.

Usage: python scripts/slow_patterns.py   (ends with 1 where there is one)
Every pattern that is compiled while the real workbooks of the project are cleaned is searched in
long texts that repeat one sign, word or piece of the pattern, as long as a cell may be.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]

SHORT, LONG = 1_000, 12_000
"""Letters of the texts; the short one finds the pairs that are worth a long one."""
LEAST = 0.0003
"""Seconds below which the growth of a time cannot be seen."""
MOST_GROWTH = 2.8
"""Of the time for a text of twice the length."""
MOST_SECONDS = 0.05
"""For the long text: a workbook of 10 MB has some 300 texts of the greatest length."""
PIECES = """ |1|a|đ|ệ|(|)|[|-|–|.|,|;|:|/|%|+|*|=|x|I|"|1.|1,|1 |1/|1-|(a|(1) |a |a.|a,|1a |- |* |
=1|năm 2023|năm |tháng 1|tháng |quý |ngày 1/1/2023|1/1/2023|từ |đến |so với |trong đó |tổng số |
xã |dự án 1 |đvt|đơn vị tính: |nghìn đồng |ha |ghi chú |kế hoạch |thực hiện |ước |biểu 1 |1.000 |
2021-2025 |giai đoạn |,00"""
_WORDS = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,})*")


def patterns_of_cleaning(folder: Path) -> list[re.Pattern[str]]:
    """All patterns that reading and recognising the workbooks of ``folder`` compile."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    inner = re._compile  # type: ignore[attr-defined]

    def compiled(pattern: object, flags: int) -> re.Pattern[str]:
        made = inner(pattern, flags)
        if isinstance(made.pattern, str):
            found[made.pattern, made.flags] = made
        return made

    re._compile = compiled  # type: ignore[attr-defined]
    try:
        from helpers.cleaning import clean_folder
        from helpers.core.catalogues import load_catalogues
        from helpers.core.periods import Period
        from helpers.core.workspace import PROJECT_ROOT, Workspace

        catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
        clean_folder(folder, catalogues, [], "bach-thong")
    finally:
        re._compile = inner  # type: ignore[attr-defined]
    return list(found.values())


def repeated_in(pattern: re.Pattern[str]) -> list[re.Pattern[str]]:
    """What a pattern repeats without end: only texts of that can take it long."""
    found: list[re.Pattern[str]] = []

    def look(parsed: object) -> None:
        if isinstance(parsed, _parser.SubPattern):
            for operator, argument in parsed:
                if str(operator).endswith("_REPEAT") and argument[1] is _parser.MAXREPEAT:
                    found.append(_compiler.compile(argument[2], pattern.flags & ~re.DEBUG))
                look(argument)
        elif isinstance(parsed, (tuple, list)):
            for part in parsed:
                look(part)

    look(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    return found


def pieces_for(pattern: re.Pattern[str]) -> Iterator[str]:
    """The pieces that a pattern repeats."""
    pieces = [*PIECES.replace("\n", "").split("|"), "\n", "\t", "|"]
    pieces += _WORDS.findall(pattern.pattern)[:4]
    repeated = repeated_in(pattern)
    for piece in dict.fromkeys(pieces):
        if any(part.search(piece) for part in repeated):
            yield piece


def seconds(pattern: re.Pattern[str], piece: str, length: int) -> float:
    """CPU seconds of all ways in which a pattern is used, in a text that repeats a piece.

    It ends with a sign that no pattern expects.
    """
    text = (piece * (length // len(piece) + 1))[:length] + "\x01"
    start = time.process_time()
    sum(1 for _ in pattern.finditer(text))
    pattern.fullmatch(text)
    return time.process_time() - start


def slow_piece(pattern: re.Pattern[str]) -> tuple[float, str]:
    """The seconds for the first piece that takes a pattern too long; nought for none."""
    for piece in pieces_for(pattern):
        first = seconds(pattern, piece, SHORT)
        grows = first > LEAST and seconds(pattern, piece, 2 * SHORT) > MOST_GROWTH * first
        if grows and (taken := seconds(pattern, piece, LONG)) > MOST_SECONDS:
            return taken, piece
    return 0.0, ""


def main() -> int:
    folder = Path(__file__).resolve().parent.parent / "data/raw/2023H1/bach-thong"
    patterns = patterns_of_cleaning(folder)
    slow = sorted((*slow_piece(pattern), pattern.pattern) for pattern in patterns)
    slow = [each for each in slow if each[1]]
    for taken, piece, written in slow:
        print(f"{taken:7.3f} s  «{piece}»  {written[:150]!r}")
    print(f"{len(patterns)} patterns, {len(slow)} slow")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
