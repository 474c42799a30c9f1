"""Counts against lists: ``05 thôn (Nà Mẫu, Bản Ví Dụ, …)``, ``gồm``, a colon and names."""

from collections.abc import Iterator, Sequence

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.rules.figures import Figure
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.tokens import Token
from helpers.audit.units import may_hold, unit_at
from helpers.audit.vocabulary import words
from helpers.core.text import fold

MOST_COUNTED, NEAR, LONGEST_LIST = 60, 8, 600


def find_counts(here: Paragraph) -> Iterator[Claim]:
    """Counted things whose names stand behind them: in a bracket, or behind "gồm".

    Right: ``03 thôn (Nà Mẫu, Bản Ví Dụ, Cốc Hoa)``. Wrong: ``04 thôn`` with the same names.
    """
    for figure in here:
        quantity = figure.quantity
        is_count = quantity.is_amount and not quantity.decimal_places
        if not is_count or not 2 <= quantity.value <= MOST_COUNTED:
            continue
        span = _list_behind(here, figure)
        if span is None:
            continue
        inside = here.from_token(span[0], 1)
        if not inside or inside[0].first >= span[1]:  # figures within: the list is of parts
            claim = _claim(here, figure, *span)
            if claim is not None:
                yield claim


def _list_behind(here: Paragraph, figure: Figure) -> tuple[int, int] | None:
    """First and last token of the list behind a figure and at most a few words."""
    tokens, last = here.tokens, figure.last
    for place in range(last + 1, min(last + 1 + NEAR, len(tokens))):
        token = tokens[place]
        if token.text == "(":
            end = _end(here, place + 1, ("(", ")"))
            is_closed = end < len(tokens) and tokens[end].text == ")"
            return (place + 1, end) if is_closed else None
        if here.folded[place] in words("full"):
            start = place + 1 + (here.folded[place + 1 : place + 2] == [":"])
            return start, _end(here, start, (".", "("))
        if token.text == ":" and place - last <= 2:
            end = _end(here, place + 1, (".", "("))
            items = _items(here, place + 1, end)
            return (place + 1, end) if all(_is_capital(item) for item in items) else None
        is_year = token.text.isdigit() and len(token.text) == 4
        if token.kind == "mark" or (token.kind == "number" and not is_year):
            return None
    return None


def _end(here: Paragraph, start: int, marks: tuple[str, ...]) -> int:
    """The next of some marks, or where a long list is given up."""
    last = min(len(here.tokens), start + LONGEST_LIST)
    return next((n for n in range(start, last) if here.folded[n] in marks), last)


def _claim(here: Paragraph, figure: Figure, start: int, end: int) -> Claim | None:
    folded, quantity = here.folded[start:end], figure.quantity
    last = here.tokens[min(end, len(here.tokens) - 1)]
    trails_off = start < end and "..." in here.text[here.tokens[start].start : last.end + 2]
    items = _items(here, start, end)
    if set(folded) & words("and_so_on") or trails_off or len(items) < 2:
        return None
    noun = here.folded[figure.first + 1 : figure.first + 2]
    pieces = _items(here, start, end, marks=(";", ",", *words("and")))
    named = sum([fold(piece[0].text)] == noun for piece in pieces)
    most = max(len(items), named, len(pieces) if named else 0)
    is_right = quantity.value in (len(items), named)
    is_event = quantity.measure is not None and quantity.measure.unit in words("events")
    if not is_right and (
        len(items) <= quantity.value <= most
        # 7 vụ (Hà Giang, Cao Bằng): where they happened
        or (len(items) < quantity.value and is_event and not named)
        or not all(_is_name(figure, item, noun) for item in items)
    ):
        return None
    counted = int(quantity.value) if is_right else max(len(items), named)
    is_sure = ";" in folded or named >= len(items) or all(_is_capital(item) for item in items)
    verdict = AGREES if is_right else CONTRADICTION if is_sure else DOUBTFUL
    span = (quantity.start, quantity.end)
    return Claim("count", span[0], last.end, quantity.text, str(counted), verdict, (span,))


def _items(
    here: Paragraph, start: int, end: int, marks: tuple[str, ...] | None = None
) -> list[list[Token]]:
    """The names that a list holds, parted by semicolons, else by commas and "và"."""
    marks = marks or ((";",) if ";" in here.folded[start:end] else (",", *words("and")))
    items: list[list[Token]] = [[]]
    for place in range(start, end):
        if here.folded[place] in marks:
            items.append([])
        else:
            items[-1].append(here.tokens[place])
    return [item for item in items if item]


def _is_name(figure: Figure, item: Sequence[Token], noun: Sequence[str]) -> bool:
    """A name of its own or with the counted noun before it; not a place where things happened."""
    if [fold(item[0].text)] == list(noun):
        return True
    kind = unit_at(item, 0)[0]
    return _is_capital(item) and (kind is None or may_hold(figure.quantity.measure, kind))


def _is_capital(item: Sequence[Token]) -> bool:
    return item[0].text[:1].isupper()
