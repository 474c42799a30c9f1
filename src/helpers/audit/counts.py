"""Claims of a count against a list: ``05 thôn (Nà Mẫu, Bản Ví Dụ, …)``."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import words
from helpers.ground.text import fold

MOST_COUNTED, NEAR = 60, 4
AND = fold("và")


def find_counts(line: Line) -> Iterator[Claim]:
    """Counted things whose names stand in the bracket behind them."""
    for figure in line.quantities:
        if not figure.is_amount or figure.places or not 2 <= figure.value <= MOST_COUNTED:
            continue
        opening = _opening(line, figure)
        if opening is None:
            continue
        closing = _closing(line, opening)
        if closing is None:
            continue
        inside = line.tokens[opening + 1 : closing]
        if any(token.kind == "number" for token in inside):
            continue
        listed = _items(line, opening + 1, closing)
        if listed is None:
            continue
        count, is_sure = listed
        yield _claim(line, figure, closing, count, is_sure)


def _opening(line: Line, figure: Quantity) -> int | None:
    """The bracket after at most a few words."""
    for place in range(figure.last + 1, min(figure.last + 1 + NEAR, len(line.tokens))):
        if line.tokens[place].text == "(":
            return place
        if line.tokens[place].kind != "word":
            return None
    return None


def _closing(line: Line, opening: int) -> int | None:
    for place in range(opening + 1, len(line.tokens)):
        if line.tokens[place].text == "(":
            return None
        if line.tokens[place].text == ")":
            return place
    return None


def _items(line: Line, start: int, end: int) -> tuple[int, bool] | None:
    """How many names a list holds, and whether they can only be counted so."""
    folded = line.folded[start:end]
    told = set(folded)
    if told & words("and_so_on") or _trails_off(line, start, end):
        return None
    mark = ";" if ";" in told else ","
    items, current = [], []
    for place in range(start, end):
        is_and = folded[place - start] == AND and mark != ";"
        if line.tokens[place].text == mark or is_and:
            items.append(current)
            current = []
        else:
            current.append(line.tokens[place])
    items.append(current)
    names = [item for item in items if item]
    if len(names) < 2:
        return None
    capital = all(item[0].text[:1].isupper() for item in names)
    return len(names), capital or mark == ";"


def _trails_off(line: Line, start: int, end: int) -> bool:
    """``(Nà Mẫu, Bản Ví Dụ...)``: more than is told."""
    return "..." in line.text[line.tokens[start].start : line.tokens[end].start]


def _claim(line: Line, figure: Quantity, closing: int, count: int, is_sure: bool) -> Claim:
    agrees = figure.value == count
    worse = CONTRADICTION if is_sure else DOUBTFUL
    return Claim(
        "count", figure.start, line.tokens[closing].end, figure.text, str(count),
        AGREES if agrees else worse, ((figure.start, figure.end),),
    )  # fmt: skip
