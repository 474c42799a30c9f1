"""Read one printed number."""

from helpers.core.numbers.deciding import decide
from helpers.core.numbers.grammar import Candidate, candidates_of
from helpers.core.numbers.parsed_number import ParsedNumber, Range, Style
from helpers.core.numbers.scanner import Printed, scan


def read_number(
    text: str,
    *,
    style: Style | None = None,
    plausible: Range = (None, None),
    is_whole_number: bool = False,
) -> ParsedNumber:
    """The number that ``text`` prints.

    ``style`` is the evidence of the column's other values (``column_style``), ``plausible`` the
    range of possible values in the printed unit (both ends included), ``is_whole_number`` is
    true for a count. They are asked in the order whole number, style, range, and only where the
    text has several meanings. Raises NumberRefused: never a guess.
    """
    printed = scan(text)
    candidates = candidates_of(printed, text)
    chosen, decided_by = decide(candidates, text, style, plausible, is_whole_number)
    fits_column = style is None or chosen.style in (None, style)
    repaired = bool(
        printed.approximate
        or printed.repaired
        or printed.note_mark
        or chosen.rule == "blank_grouped"
    )
    return ParsedNumber(
        value=chosen.value,
        unit=printed.unit,
        rule=_rule(printed, chosen),
        certain=decided_by is None and fits_column and not repaired,
        alternatives=tuple(dict.fromkeys(candidate.value for candidate in candidates)),
        decimal_places=chosen.decimal_places,
        is_percent=(printed.unit or "").startswith("%"),
        decided_by=decided_by,
    )


def unit_after(text: str) -> str | None:
    """The unit that ``text`` prints after its number. Raises NumberRefused."""
    return scan(text).unit


def _rule(printed: Printed, chosen: Candidate) -> str:
    """The most remarkable thing about how the text was read."""
    if printed.approximate:
        return "approximate"
    if printed.note_mark:
        return "note_mark"
    if printed.repaired:
        return "blank_repaired"
    if printed.bracketed:
        return "bracketed_signed" if len(printed.signs) == 1 else "bracketed"
    return "dash_apart" if len(printed.signs) > 1 else chosen.rule
