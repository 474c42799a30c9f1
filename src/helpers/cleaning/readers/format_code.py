"""Number format codes of spreadsheets, taken apart: sections, placeholders, literals.

The grammar is that of ECMA-376 Part 1, 18.8.30-31 (the same in .xlsx, .xlsb and .xls).
"""

import operator
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|Standard)|(?P<clock>AM/PM|A/P)|(?P<exponent>E[+-])"
    r"|(?P<date>[ymdhs]+)|(?P<sign>[0#?.,%@;/])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip

Token = tuple[str, str]


@dataclass(frozen=True)
class Section:
    """One section of a format code: its tokens (kind, text), and what they do to a number.

    Kinds of tokens: literal, currency, digit, point, group, percent, general, text, exponent,
    slash. ``scale``: how often the number is divided by a thousand.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    is_date: bool
    is_elapsed: bool
    scale: int

    def has(self, *kinds: str) -> bool:
        """Whether any token is of one of the kinds."""
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def percents(self) -> int:
        """How often the number is multiplied by a hundred."""
        return sum(kind == "percent" for kind, _ in self.tokens)

    def holds(self, number: Decimal) -> bool:
        """Whether the section's condition holds for a number."""
        return self.condition is None or _COMPARE[self.condition[0]](number, self.condition[1])


@dataclass(frozen=True)
class FormatCode:
    """A whole format code: one to four sections."""

    sections: tuple[Section, ...]

    @property
    def is_conditional(self) -> bool:
        """Whether any section states a condition of its own."""
        return any(section.condition for section in self.sections)

    def numeric(self) -> tuple[Section, ...]:
        """The sections for numbers: without the one for texts."""
        kept = self.sections[:3]
        return kept[:-1] if len(kept) > 1 and kept[-1].has("text") else kept

    def section_for(self, number: Decimal) -> Section | None:
        """The section that shows a number; None where no condition holds."""
        sections = self.numeric()
        if self.is_conditional:
            return next((section for section in sections if section.holds(number)), None)
        if number < 0 and len(sections) > 1:
            return sections[1]
        if number == 0 and len(sections) > 2:
            return sections[2]
        return sections[0]

    def text_section(self) -> Section | None:
        """The section that shows a text; None where texts are shown as they are."""
        last = self.sections[-1]
        return last if last.has("text") or len(self.sections) == 4 else None


@lru_cache(maxsize=2_000)
def parse_format(code: str) -> FormatCode:
    """A format code taken apart; an empty one is ``General``."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code or "General"):
        if match["sign"] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return FormatCode(tuple(map(_section, sections[:4])))


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition, is_date, is_elapsed = None, False, False
    for match in matches:
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "bracket":
            found = _CONDITION.fullmatch(text)
            if found:
                condition = found[1], Decimal(found[2])
            is_elapsed = is_elapsed or bool(_ELAPSED.fullmatch(text))
            if text.startswith("$"):
                tokens.append(("currency", text[1:].partition("-")[0]))
        elif kind in ("date", "clock"):
            is_date = True
        elif kind not in ("pad", "fill"):
            tokens.append(_token(kind, text))
    tokens, scale = _with_scale(tokens)
    return Section(tuple(tokens), condition, is_date or is_elapsed, is_elapsed, scale)


def _token(kind: str, text: str) -> Token:
    signs = {".": "point", ",": "group", "%": "percent", "@": "text", "/": "slash"}
    if kind == "sign":
        return signs.get(text, "digit"), text
    return ("literal" if kind in ("quoted", "escaped", "other") else kind), text


def _with_scale(tokens: list[Token]) -> tuple[list[Token], int]:
    """Commas directly behind the last digit before the point, or behind all digits, scale."""
    kinds = [kind for kind, _ in tokens]
    digits = [index for index, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    ends = {max((d for d in digits if d < point), default=-1), max(digits, default=-1)}
    scaling: set[int] = set()
    for end in ends - {-1}:
        index = end + 1
        while index < len(kinds) and kinds[index] == "group":
            scaling.add(index)
            index += 1
        if end != max(ends) and index < len(kinds) and kinds[index] != "point":
            scaling.clear()
    return [token for index, token in enumerate(tokens) if index not in scaling], len(scaling)
