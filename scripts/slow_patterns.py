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
from typing import Any

SHORT, LONG = 500, 8_000
"""Letters of the texts: from the short one on each is twice as long as the one before."""
LEAST = 0.0002
"""Seconds below which the growth of a time cannot be seen."""
TRIES = 4
MOST_GROWTH = 2.8
"""Of the time from one text to the next: twice is linear, four times is the square."""
MOST_SECONDS = 0.05
"""For the longest text: a workbook of 10 MB has more than a thousand of them."""
PIECES = """1|a|đ|ệ|(|)|[|-|–|.|,|;|:|/|%|+|*|=|x|I|"|1.|1,|1 |1/|1-|(a|(1) |a |a.|a,|1a |- |* |
=1|năm 2023|năm |tháng 1|tháng |quý |ngày 1/1/2023|1/1/2023|từ |đến |so với |trong đó |tổng số |
xã |dự án 1 |đvt|đơn vị tính: |nghìn đồng |ha |ghi chú |kế hoạch |thực hiện |ước |biểu 1 |1.000 |
2021-2025 |giai đoạn |,00"""
SEARCHES = frozenset(("search", "finditer", "findall", "sub", "subn", "split"))
_WORDS = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,})*")


class Used:
    """A pattern that remembers in which ways it is used."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.of, self.ways = pattern, set()

    def __getattr__(self, name: str) -> Any:
        self.ways.add(name)
        return getattr(self.of, name)


def patterns_of_cleaning(folder: Path) -> list[Used]:
    """All patterns that reading and recognising the workbooks of ``folder`` use."""
    found: dict[tuple[str, int], Used] = {}
    inner = re._compile  # type: ignore[attr-defined]

    def compiled(pattern: Any, flags: int) -> Any:
        if isinstance(pattern, Used):
            return pattern
        made = inner(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals["__name__"] == "re":
            frame = frame.f_back
        if not (isinstance(pattern, str) and frame.f_globals["__name__"].startswith("helpers.")):
            return made
        return found.setdefault((made.pattern, made.flags), Used(made))

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
    from helpers.cleaning.readers.cell_text import MOST_BLANKS  # its patterns are looked at too

    blanks = (f"{blank * MOST_BLANKS}{sign}" for blank in " \n" for sign in "a1(;")
    pieces = [*blanks, *PIECES.replace("\n", "").split("|"), "|"]
    pieces += _WORDS.findall(pattern.pattern)[:4]
    repeated = repeated_in(pattern)
    for piece in dict.fromkeys(pieces):
        if any(part.search(piece) for part in repeated):
            yield piece


def seconds(used: Used, piece: str, length: int) -> float:
    """CPU seconds of the ways in which a pattern is used, in a text that repeats a piece.

    It ends with a sign that no pattern expects. The least of some tries: others use the processor.
    """
    text = (piece * (length // len(piece) + 1))[:length] + "\x01"

    def tried() -> float:
        start = time.process_time()
        if used.ways & SEARCHES:
            sum(1 for _ in used.of.finditer(text))
        for way in used.ways & {"match", "fullmatch"}:
            getattr(used.of, way)(text)
        return time.process_time() - start

    least = tried()
    return min(least, *(tried() for _ in range(TRIES))) if least > LEAST else least


def slow_piece(used: Used) -> tuple[float, str]:
    """The seconds for the first piece that takes a pattern too long; nought for none."""
    for piece in pieces_for(used.of):
        length, taken = SHORT, seconds(used, piece, SHORT)
        while length < LONG and taken > LEAST:
            before, length = taken, 2 * length
            taken = seconds(used, piece, length)
            if taken > MOST_SECONDS * length / LONG and taken > MOST_GROWTH * before:
                return taken * (LONG / length) ** 2, piece
            if taken < MOST_GROWTH * before:
                break
    return 0.0, ""


def main() -> int:
    folder = Path(__file__).resolve().parent.parent / "data/raw/2023H1/bach-thong"
    patterns = patterns_of_cleaning(folder)
    print(f"{len(patterns)} patterns", flush=True)
    slow = 0
    for used in patterns:
        taken, piece = slow_piece(used)
        if piece:
            slow += 1
            ways = " ".join(sorted(used.ways & {"match", "fullmatch", *SEARCHES}))
            print(f"{taken:7.3f} s  {piece!r}  {ways}: {used.of.pattern[:150]!r}", flush=True)
    print(f"{slow} slow")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
