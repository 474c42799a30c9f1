"""Claims of a count against a list: ``05 thôn (Nà Mẫu, Bản Ví Dụ, …)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.quantities import Line, Quantity
from helpers.audit.tokens import Token
from helpers.audit.units import may_hold, unit_at
from helpers.audit.vocabulary import words
from helpers.core.text import fold

MOST_COUNTED, NEAR, LONGEST_LIST = 60, 8, 600


def find_counts(line: Line) -> Iterator[Claim]:
    """Counted things whose names stand behind them: in a bracket, or behind "gồm"."""
    for figure in line.quantities:
        if not figure.is_amount or figure.decimal_places or not 2 <= figure.value <= MOST_COUNTED:
            continue
        span = _list_span(line, figure)
        if span is None or _holds_figures(line, *span):
            continue
        claim = _claim(line, figure, *span)
        if claim is not None:
            yield claim


def _list_span(line: Line, figure: Quantity) -> tuple[int, int] | None:
    """First and last token of the list behind a figure and at most a few words."""
    for place in range(figure.last + 1, min(figure.last + 1 + NEAR, len(line.tokens))):
        token = line.tokens[place]
        if token.text == "(":
            return _closing(line, place)
        if line.folded[place] in words("full"):
            start = place + 1
            if start < len(line.tokens) and line.tokens[start].text == ":":
                start += 1
            return start, _sentence_end(line, start)
        if token.text == ":" and place - figure.last <= 2:
            end = _sentence_end(line, place + 1)
            items = _items(line, place + 1, end)
            return (place + 1, end) if all(_capital(item) for item in items) else None
        if token.kind == "mark" or (token.kind == "number" and not _is_year(token)):
            return None
    return None


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4


def _closing(line: Line, opening: int) -> tuple[int, int] | None:
    for place in range(opening + 1, min(len(line.tokens), opening + LONGEST_LIST)):
        if line.tokens[place].text == "(":
            return None
        if line.tokens[place].text == ")":
            return opening + 1, place
    return None


def _sentence_end(line: Line, start: int) -> int:
    for place in range(start, min(len(line.tokens), start + LONGEST_LIST)):
        if line.tokens[place].text in (".", "("):
            return place
    return min(len(line.tokens), start + LONGEST_LIST)


def _holds_figures(line: Line, start: int, end: int) -> bool:
    """True where something is counted or measured within: the list is of parts."""
    place = line.place_of(start)
    return place < len(line.quantities) and line.quantities[place].first < end


def _claim(line: Line, figure: Quantity, start: int, end: int) -> Claim | None:
    folded = line.folded[start:end]
    if set(folded) & words("and_so_on") or _trails_off(line, start, end):
        return None
    noun = line.folded[figure.first + 1 : figure.first + 2]
    items = _items(line, start, end)
    if len(items) < 2:
        return None
    pieces = _items(line, start, end, marks=(";", ",", *words("and")))
    named = sum([fold(piece[0].text)] == noun for piece in pieces)
    most = max(len(items), named, len(pieces) if named else 0)
    is_right = figure.value in (len(items), named)
    if not is_right and len(items) <= figure.value <= most:
        return None
    is_event = figure.measure is not None and figure.measure.unit in words("events")
    if not is_right and len(items) < figure.value and is_event and not named:
        # 7 vụ (Hà Giang, Cao Bằng): where they happened
        return None
    if not is_right and not all(_is_name(figure, item, noun) for item in items):
        return None
    counted = int(figure.value) if is_right else max(len(items), named)
    is_sure = ";" in folded or named >= len(items) or all(_capital(item) for item in items)
    worse = CONTRADICTION if is_sure else DOUBTFUL
    last = line.tokens[min(end, len(line.tokens) - 1)]
    return Claim(
        "count", figure.start, last.end, figure.text, str(counted),
        AGREES if is_right else worse, ((figure.start, figure.end),),
    )  # fmt: skip


def _items(
    line: Line, start: int, end: int, marks: tuple[str, ...] | None = None
) -> list[list[Token]]:
    """The names that a list holds, parted by semicolons, else by commas and "và"."""
    marks = marks or ((";",) if ";" in line.folded[start:end] else (",", *words("and")))
    items: list[list[Token]] = []
    current: list[Token] = []
    for place in range(start, end):
        if line.folded[place] in marks:
            items.append(current)
            current = []
        else:
            current.append(line.tokens[place])
    items.append(current)
    return [item for item in items if item]


def _is_name(figure: Quantity, item: Sequence[Token], noun: Sequence[str]) -> bool:
    """A name of its own or with the counted noun before it; not a place where things happened."""
    first = fold(item[0].text)
    if [first] == list(noun):
        return True
    kind = unit_at(item, 0)[0]
    return _capital(item) and (kind is None or may_hold(figure.measure, kind))


def _capital(item: Sequence[Token]) -> bool:
    return item[0].text[:1].isupper()


def _trails_off(line: Line, start: int, end: int) -> bool:
    """``(Nà Mẫu, Bản Ví Dụ...)``: more than is told."""
    last = line.tokens[min(end, len(line.tokens) - 1)].end
    return "..." in line.text[line.tokens[start].start : last + 2] if start < end else False
