"""How single figures are written: badly formed, above all of a whole, twice side by side."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.rules.figures import Figure
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.spoken import is_ambiguous, number_of_words
from helpers.audit.tokens import Token
from helpers.audit.units import unit_at
from helpers.audit.vocabulary import scales, tells, words
from helpers.core.formatting import format_number
from helpers.core.messages import current_language

NEAR, FAR, ALL, LONGEST, GROUP, SPOKEN = 3, 7, 100, 24, 3, 24


def find_forms(here: Paragraph) -> Iterator[Claim]:
    """A number that nobody can read one way; one torn by a blank; more than all of a whole.

    Right: ``46.929,385 triệu đồng``. Wrong: ``46.929,385,459 triệu đồng``, ``chiếm 104%``.
    """
    for token in here.tokens:
        if token.kind == "number" and _is_malformed(token):
            yield _doubtful(token.start, token.end, token.text, "form_malformed")
    for one, other in pairwise(here.figures):
        span = one.quantity.start, other.quantity.end
        if _is_torn(here, one, other):
            yield _doubtful(*span, here.text[slice(*span)], "form_torn")
        elif _is_without_unit(here, one, other):
            yield _doubtful(*span, here.text[slice(*span)], "form_unit")
    for figure in here:
        if figure.is_percent and figure.quantity.value > ALL and not figure.quantity.sign:
            yield from _above_all(here, figure)


def _is_malformed(token: Token) -> bool:
    """Three marks of two kinds or more that no way of writing has; or two decimal marks."""
    marks = [mark for mark in token.text if mark in ".,"]
    if len(token.text) > LONGEST or len(marks) < 2:
        return False
    groups = token.text.replace(",", ".").split(".")
    if [len(group) for group in groups[-1:]] == [4] and len(groups) == 3 and len(groups[1]) <= 2:
        return False  # 30.3.2022
    if token.value is None:  # 1.2.3 numbers a section
        return len(set(marks)) > 1 or "," in marks or any(len(group) > 2 for group in groups)
    return len(set(marks)) > 1 and token.decimal_places > GROUP and len(groups[-1]) == GROUP


def _is_torn(here: Paragraph, one: Figure, other: Figure) -> bool:
    """``10.726, 547 triệu đồng``: a decimal part behind a blank."""
    first, second = one.quantity, other.quantity
    return (
        first.measure is None
        and second.measure is not None
        and second.measure.is_money
        and "." in first.text
        and second.decimal_places == 0
        and len(second.text) == GROUP
        and here.between(one, other) == [","]
        and here.tokens[one.last + 1].start == first.end
    )


def _is_without_unit(here: Paragraph, part: Figure, whole: Figure) -> bool:
    """``16,4/26, đạt 63%``: measured, and nobody says in what."""
    is_fraction = here.between(part, whole) == ["/"] and part.quantity.decimal_places
    if part.quantity.measure or whole.quantity.measure or not is_fraction:
        return False
    behind = here.figures[whole.index + 1 : whole.index + 2]
    gap = here.between(whole, behind[0]) if behind else []
    states = bool(set(gap) & (words("states") | {"="}))
    return bool(behind) and behind[0].is_percent and len(gap) <= NEAR and states


def _above_all(here: Paragraph, figure: Figure) -> Iterator[Claim]:
    """Never more than suspected but behind "chiếm" and of people: another base may be meant."""
    span = (figure.quantity.start, figure.quantity.end)
    shown = f"{figure.quantity.text}%"
    before = here.before(figure, FAR)
    is_share = bool(set(before[-NEAR:]) & words("share_of_whole"))
    of_people = tells(before, "at_most_all") and not figure.way
    behind = here.after(figure, FAR)
    of_plan = tells(behind, "plan") or {"kh"} & set(behind) or tells(behind, "last_year")
    is_apart = bool({",", ";", "."} & set(before))
    if figure.way < 0:
        yield Claim("form", *span, shown, "≤ 100%", DOUBTFUL, (span,), "form_above_all")
    elif is_share or (of_people and not of_plan and not is_apart):
        yield Claim("form", *span, shown, "≤ 100%", CONTRADICTION, (span,), "form_above_all")


def _doubtful(start: int, end: int, text: str, hint: str) -> Claim:
    return Claim("form", start, end, text, "–", DOUBTFUL, ((start, end),), hint)


def find_worded(here: Paragraph) -> Iterator[Claim]:
    """A number and, in a bracket behind it or behind its unit, the same in words or digits.

    Right: ``5 tỷ (năm tỷ) đồng``, ``05 (05) vụ``. Wrong: ``5 tỷ (sáu tỷ) đồng``.
    """
    tokens = here.tokens
    for place, token in enumerate(tokens):
        if token.kind != "number" or token.value is None:
            continue
        near = range(place + 1, min(place + 2 + NEAR, len(tokens)))
        opened = next((n for n in near if tokens[n].text == "("), None)
        if opened is None or any(t.kind == "number" for t in tokens[place + 1 : opened]):
            continue
        closing = range(opened + 1, min(opened + 2 + SPOKEN, len(tokens)))
        closed = next((n for n in closing if tokens[n].text == ")"), opened + 1)
        inside = tokens[opened + 1 : closed]
        both = _in_words(here, place, opened, closed)
        worse = CONTRADICTION
        if both is None:  # 05 (01) vụ: one of them may be of another year
            both, worse = _in_digits(here, place, opened, inside), DOUBTFUL
        if both is not None:
            figure, again = both
            shown = format_number(again, 0, lang=current_language())
            last = tokens[opened + len(inside)]
            yield Claim(
                "worded", token.start, last.end, token.text, shown,
                AGREES if figure == again else worse, ((token.start, token.end),),
            )  # fmt: skip


def _in_digits(
    here: Paragraph, place: int, opened: int, inside: Sequence[Token]
) -> tuple[Decimal, Decimal] | None:
    """``05 (05) vụ``: a bracket right behind a number holds another, and the unit follows it."""
    is_pair = opened == place + 1 and len(inside) == 1 and inside[0].kind == "number"
    if not is_pair or inside[0].value is None or inside[0].text[0] != "0":
        return None
    has_unit = unit_at(here.tokens, opened + 3)[0] is not None
    return (here.tokens[place].number, inside[0].value) if has_unit else None


def _in_words(
    here: Paragraph, place: int, opened: int, closed: int
) -> tuple[Decimal, Decimal] | None:
    """The figure with its scale, and what the words in the bracket say."""
    inside = [w for w in here.folded[opened + 1 : closed] if w not in words("around_spoken")]
    value = number_of_words(inside)
    if value is None or all(word in scales() for word in inside):
        return None  # năm 2026 (triệu đồng): a unit, no number in words
    between = here.folded[place + 1 : opened]
    if between and between[0] not in scales() and between[-1] not in words("around_spoken"):
        return None  # 30 hộ (hai): nothing says that it is the same figure
    scale = scales().get(between[0], Decimal(1)) if between else Decimal(1)
    figure = here.tokens[place].number * scale
    if scale != 1 and not any(word in scales() for word in inside):
        value *= scale  # 5 triệu đồng (năm): the words may leave the scale to the unit
    return None if is_ambiguous(inside) and figure != value else (figure, value)
