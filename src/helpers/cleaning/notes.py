"""What a note says, typed: as-of date, estimate, scope, place, qualifier; else free text.

The patterns of words are rows of ``note_patterns.csv``, each with an example that it fits and
another text that it does not fit. ``D``, ``M`` and ``Y`` in a pattern stand for day, month and
year. Rows of kind ``head`` are read in titles and column heads only; one of kind ``table`` says
that a line below a table speaks of all its figures, one of kind ``plan`` that a date is a deadline,
``figures`` that a note says what its figures are, ``against`` that the figure is not right.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from helpers.core.text import nfc
from helpers.core.word_files import load_rows

AS_OF, ESTIMATE, FREE = "as_of", "estimate", "free"
HEAD, TABLE, PLAN = "head", "table", "plan"
FIGURES, AGAINST = "figures", "against"
_PLACEHOLDERS = {
    "D": r"(?P<day>\d{1,2})",
    "M": r"(?P<month>\d{1,2})",
    "Y": r"(?P<year>(?:19|20)\d\d|2\d(?!\d))",
}
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_SEGMENTS = re.compile(
    r"(?<!\s)\s*[;\n]\s*|(?<=\w)\.\s+(?=[^\W\d_a-z])|,\s*(?=(?:ước|dự kiến)\b)", re.I
)

LONGEST_STATEMENT = 2_000
"""Letters from which on a statement is a whole text, in which nothing is looked for."""
_LEFT_OF_DATE = re.compile(r"(?:\b(?:tính|số liệu|luỹ kế|lũy kế|từ đầu năm)\s*)+$", re.I)
_EMPTY_BRACKETS = re.compile(r"\(\s*\)")


@dataclass(frozen=True)
class NotePattern:
    """A row of the list: the kind of part, and what it says of a figure's maturity or absence."""

    kind: str
    maturity: str
    status: str
    expression: re.Pattern[str]
    example: str
    other: str


@dataclass(frozen=True)
class NoteDate:
    """A date as it was written; without a year where none is written, day 0 is a month's last."""

    day: int
    month: int
    year: int | None

    def in_year(self, year: int) -> date | None:
        """The day, of ``year`` where the text names none; None if the calendar lacks it."""
        year = self.year or year
        if not 1 <= self.month <= 12:
            return None
        last = monthrange(year, self.month)[1]
        return date(year, self.month, self.day or last) if self.day <= last else None


@dataclass(frozen=True)
class NotePart:
    """One statement of a note: its kind, its text as written, and what follows from it.

    ``is_estimate``: the statement, of whatever kind, speaks of an estimate; ``names_period``: its
    date is the end of the months that a head names.
    """

    kind: str
    text: str
    written: NoteDate | None = None
    maturity: str = ""
    status: str = ""
    is_estimate: bool = False
    names_period: bool = False


@cache
def note_patterns() -> tuple[NotePattern, ...]:
    """Every row of the list, in its order."""
    return tuple(
        NotePattern(
            kind=row["kind"],
            maturity=row["maturity"],
            status=row["status"],
            expression=_expression(row["pattern"]),
            example=row["example"],
            other=row["other"],
        )
        for row in load_rows(__package__, "note_patterns.csv")
    )


def _expression(pattern: str) -> re.Pattern[str]:
    """The pattern with its placeholders for day, month and year filled in."""
    filled = re.sub(r"(?<![\\A-Za-z<])[DMY](?![A-Za-z])", lambda m: _PLACEHOLDERS[m[0]], pattern)
    return re.compile(filled, re.IGNORECASE)


@lru_cache(maxsize=4096)
def note_parts(text: str, is_head: bool = False) -> tuple[NotePart, ...]:
    """The typed parts of a note, in its order; what fits no pattern is of kind ``free``.

    A statement that says several things is a part of each kind. Quoted words are not read.
    ``is_head``: the text is a title or column head, which may name its months.
    """
    segments = (" ".join(segment.split()) for segment in _SEGMENTS.split(nfc(text)))
    meant = (segment for segment in segments if segment.strip(" .,()"))
    return tuple(part for segment in meant for part in _typed(segment, is_head))


def without_as_of(head: str, year: int) -> str:
    """A column head without the as-of date of ``year`` in it: "Thực hiện đến 20/5/2023"."""
    rest = nfc(head)
    for pattern in note_patterns():
        match = pattern.expression.search(rest) if pattern.kind == AS_OF else None
        day = _date_of(match).in_year(year) if match else None
        if match and day and day.year == year:
            rest = _LEFT_OF_DATE.sub("", rest[: match.start()]) + rest[match.end() :]
            rest = _EMPTY_BRACKETS.sub("", rest)
    return rest.strip()


def speaks_of_table(text: str) -> bool:
    """True for a line below a table that speaks of all its figures."""
    return _fits(text, TABLE)


def speaks_of_plan(text: str) -> bool:
    """True for a statement on what is planned: a late date in it is a deadline."""
    return _fits(text, PLAN)


def speaks_of_figures(text: str) -> bool:
    """True for a statement of what its figures are: «Số liệu 6 tháng năm 2022»."""
    return _fits(text, FIGURES)


def speaks_against(text: str) -> bool:
    """True for a statement that the figure beside it is wrong, or another kind of figure."""
    return _fits(text, AGAINST)


def _fits(text: str, kind: str) -> bool:
    return any(p.expression.search(nfc(text)) for p in note_patterns() if p.kind == kind)


def _typed(segment: str, is_head: bool) -> Iterator[NotePart]:
    read = _QUOTED.sub("“”", segment) if len(segment) <= LONGEST_STATEMENT else ""
    found = [
        (pattern, match)
        for pattern in note_patterns()
        if pattern.kind not in (TABLE, PLAN, FIGURES, AGAINST) and (is_head or pattern.kind != HEAD)
        for match in pattern.expression.finditer(read)
    ]
    is_estimate = any(pattern.kind == ESTIMATE for pattern, _ in found)
    parts: dict[tuple[str, NoteDate | None], NotePart] = {}
    for pattern, match in found:
        kind = AS_OF if pattern.kind == HEAD else pattern.kind
        written = _date_of(match) if kind == AS_OF else None
        known = parts.get((kind, written), NotePart(kind, segment))
        parts[kind, written] = NotePart(
            kind,
            segment,
            written,
            known.maturity or pattern.maturity,
            known.status or pattern.status,
            is_estimate,
            pattern.kind == HEAD,
        )
    yield from parts.values() or [NotePart(FREE, segment)]


def _date_of(match: re.Match[str]) -> NoteDate:
    groups = match.groupdict()
    month = groups.get("months") or groups["month"]
    year = groups.get("year")
    century = 2000 if year and len(year) == 2 else 0
    return NoteDate(int(groups.get("day") or 0), int(month), century + int(year) if year else None)
