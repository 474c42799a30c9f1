"""A stored number and its format code → what a person sees, and whether both mean the same."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from helpers.cleaning.readers.format_code import Section, parse_format

_NOT_UNIT = " \u00a0\u202f\t()-−–+:/"
_MINUS = re.compile(r"[-−–]")
_DASH = re.compile(r"\s*[-−–]*\s*")
_LITERAL_DIGITS = re.compile(r"(?<![^\W\d_])\d")
_FIGURE = re.compile(r"\d[\d.,\s\u00a0\u202f']*")
NOISE = Decimal("1e-9")
"""A number nearer to zero than this is noise of binary arithmetic, not a figure."""


@dataclass(frozen=True)
class ShownNumber:
    """A number as its format shows it.

    ``number`` has all stored digits, after percent and scale; ``scale`` is what the stored number
    was divided by. ``unit``: words beside the digits. ``doubt`` names why shown and stored may
    mean different things: hidden, shown_zero, sign, format_digits, format_text.
    """

    text: str
    number: Decimal
    unit: str | None
    is_percent: bool
    scale: int
    doubt: str = ""


def is_date_format(code: str, number: Decimal) -> bool:
    """Whether a number in this format is shown as a date or time."""
    section = parse_format(code).section_for(number)
    return section is not None and section.is_date


@lru_cache(maxsize=2_000)
def is_plain(code: str, is_negative: bool) -> bool:
    """Whether a format shows numbers of one and more with nothing but their digits and sign."""
    parsed = parse_format(code)
    section = parsed.sections[0]
    if parsed.is_conditional or section.is_date or section.scale:
        return False
    kinds = {kind for kind, _ in section.tokens}
    is_own = not is_negative or len(parsed.numeric()) == 1
    return is_own and kinds <= {"digit", "group", "point", "general"} and len(kinds) > 0


def is_elapsed_format(code: str) -> bool:
    """Whether a format shows hours or minutes beyond a day: [h]:mm."""
    return parse_format(code).sections[0].is_elapsed


def show_number(number: Decimal, code: str, *, marks: str = ".,") -> ShownNumber:
    """A number as a format shows it; ``marks`` are the decimal mark and the grouping mark."""
    parsed = parse_format(code)
    section = parsed.section_for(number)
    if section is None:
        return ShownNumber("###", number, None, False, 1, "hidden")
    scaled = number * Decimal(100) ** section.percents / Decimal(1000) ** section.scale
    # programs differ in the sign of a conditional section: it counts as not shown
    has_own_sign = parsed.is_conditional or section is not parsed.sections[0]
    minus = number < 0 and not (len(parsed.numeric()) > 1 and has_own_sign)
    before, digits, after = _pieces(section, abs(scaled), marks)
    has_minus = minus and any(sign in digits for sign in "123456789")
    text = ("-" if has_minus else "") + before + digits + after
    doubt = _doubt(section, number, minus, (before, digits, after))
    if doubt == "noise":
        scaled, doubt = Decimal(0), ""
    unit = unit_words(before, after.replace("%", "", section.percents))
    return ShownNumber(text, scaled, unit, section.percents > 0, 1000**section.scale, doubt)


def show_text(text: str, code: str) -> tuple[str, str | None]:
    """A text as its format shows it, and the words that the format adds."""
    section = parse_format(code).text_section() if code not in ("", "General") else None
    if section is None or section.has("digit", "general") or section.is_date:
        return text, None
    at = next((i for i, (kind, _) in enumerate(section.tokens) if kind == "text"), None)
    literals = [word for kind, word in section.tokens if kind in ("literal", "currency")]
    if at is None:
        return "".join(literals), None
    shown = "".join(text if kind == "text" else word for kind, word in section.tokens)
    return shown, unit_words(*literals)


def agrees(text: str, number: Decimal) -> bool:
    """Whether a shown text can be a number: rounded, with point or comma as its decimal mark.

    A text without digits, or with an exponent, is not judged.
    """
    found = _FIGURE.search(text)
    if found is None or number == number.to_integral_value() == 0 or "E" in text or "/" in text:
        return True
    digits = re.sub(r"[\s\u00a0\u202f']", "", found[0])
    for mark, other in (",.", ".,"):
        whole, point, decimals = digits.replace(other, "").partition(mark)
        if digits.count(mark) > 1:
            continue
        value = Decimal(f"{whole or '0'}.{decimals or '0'}")
        if abs(abs(number) - value) <= Decimal("0.5000001").scaleb(-len(decimals)):
            return True
    return abs(number) == Decimal(re.sub(r"\D", "", digits))


def unit_words(*literals: str) -> str | None:
    """The words among the literals of a format, without signs and blanks; None without any."""
    words = [literal.strip(_NOT_UNIT) for literal in literals]
    return " ".join(word for word in words if word) or None


def _pieces(section: Section, number: Decimal, marks: str) -> tuple[str, str, str]:
    """What is shown before, as, and behind the digits."""
    number_kinds = ("digit", "point", "group", "general", "exponent", "slash")
    where = [i for i, (kind, _) in enumerate(section.tokens) if kind in number_kinds]
    if not section.has("digit", "general", "text"):
        return _joined(section, 0, len(section.tokens)), "", ""
    if not where:  # '@' shows a number as General does
        where = [i for i, (kind, _) in enumerate(section.tokens) if kind == "text"]
    first, last = where[0], where[-1]
    return (
        _joined(section, 0, first),
        _digits(section, section.tokens[first : last + 1], number, marks),
        _joined(section, last + 1, len(section.tokens)),
    )


def _joined(section: Section, first: int, last: int) -> str:
    return "".join(text for _, text in section.tokens[first:last])


def _digits(
    section: Section, tokens: tuple[tuple[str, str], ...], number: Decimal, marks: str
) -> str:
    if section.has("general", "text", "slash"):  # a fraction is given as a decimal
        return format(number.normalize(), "f").replace(".", marks[0])
    kinds = [kind for kind, _ in tokens]
    if "exponent" in kinds:
        behind_point = kinds[: kinds.index("exponent")].count("digit") - 1
        return f"{number:.{max(behind_point, 0)}E}".replace(".", marks[0])
    point = kinds.index("point") if "point" in kinds else len(kinds)
    fraction = [text for kind, text in tokens[point + 1 :] if kind == "digit"]
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    whole, _, decimals = format(rounded, "f").partition(".")
    digits = _whole_part(list(tokens[:point]), whole if int(whole) else "", marks[1])
    if point < len(kinds):
        behind = _decimal_part(list(tokens[point + 1 :]), decimals)
        digits += marks[0] + behind if behind else ""
    return digits


def _whole_part(tokens: list[tuple[str, str]], digits: str, mark: str) -> str:
    """Digits put into their placeholders from the right; the first takes all that are left."""
    grouped = any(kind == "group" for kind, _ in tokens)
    shown, count = "", 0
    left = sum(kind == "digit" for kind, _ in tokens)
    for kind, text in reversed(tokens):
        if kind != "digit":
            shown = ("" if kind == "group" else text) + shown
            continue
        left -= 1
        take = len(digits) if left == 0 else min(1, len(digits))
        piece = digits[len(digits) - take :] or text.replace("#", "").replace("?", "")
        digits = digits[: len(digits) - take]
        for digit in reversed(piece):
            shown = digit + (mark if grouped and count and count % 3 == 0 else "") + shown
            count += 1
    return shown


def _decimal_part(tokens: list[tuple[str, str]], digits: str) -> str:
    shown, index = "", 0
    for kind, text in tokens:
        if kind != "digit":
            shown += text
            continue
        is_rest_zero = not digits[index:].strip("0")
        shown += "" if text in "#?" and is_rest_zero else digits[index]
        index += 1
    return shown


def _doubt(section: Section, number: Decimal, minus: bool, pieces: tuple[str, str, str]) -> str:
    """Why what is shown may not mean what is stored; 'noise' for a figure of no size."""
    before, digits, after = pieces
    if not (before + digits + after).strip():
        return "hidden"
    if not section.has("digit", "general", "text"):
        return "" if number == 0 and _DASH.fullmatch(before) else "format_text"
    if not any(sign.isdigit() for sign in digits):
        return "hidden" if number else ""
    if _LITERAL_DIGITS.search(before) or _LITERAL_DIGITS.search(after):
        return "format_digits"
    if not section.has("exponent", "slash", "general", "text") and _digits_changed(section):
        return "format_digits"
    if number and not digits.strip("0.,"):
        return "noise" if abs(number) < NOISE else "shown_zero"
    bracketed = "(" in before and ")" in after
    shown_minus = minus or bracketed or bool(_MINUS.search(before)) or after.strip() in ("-", "−")
    return "sign" if number and shown_minus != (number < 0) else ""


def _digits_changed(section: Section) -> bool:
    """Whether literals among the placeholders change the number that a person reads.

    A blank before each three digits only groups them, and so does a point in a whole number.
    """
    where = [i for i, (kind, _) in enumerate(section.tokens) if kind in ("digit", "point")]
    inside = section.tokens[where[0] : where[-1] + 1]
    if all(kind != "literal" for kind, _ in inside):
        return False
    shape = "".join(
        {"digit": "0", "point": "|", "group": ""}.get(kind, text) for kind, text in inside
    )
    whole, has_decimals, decimals = shape.partition("|")
    grouping = "[\u00a0 ]" if has_decimals else "[.\u00a0 ]"
    return re.fullmatch(f"0+(?:{grouping}000)*", whole) is None or not set(decimals) <= {"0"}
