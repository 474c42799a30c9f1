"""What a text says was assigned to a national programme: totals, and lines under its projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from helpers.audit.labels import is_changed, label_before
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import as_written, starts_of, tells, words
from helpers.core.catalogues.capitals import CAPITALS

SHORT, FAR, START = 300, 14, 8
MONEY = "money"
STARTS = frozenset("0123456789ivx")
"""What the number of a section begins with."""
PROGRAMMES = ("minorities", "poverty", "rural")
BELOW = ("project", "sub_project", "content")
"""Levels below the programme that have headings of their own."""
Path = tuple[tuple[str, str], ...]
"""Level and number of each heading."""


@dataclass(frozen=True)
class Capital:
    """Figures that make up what was assigned, and those of either kind where they are told.

    ``place`` says where a person finds them.
    """

    whole: tuple[Quantity, ...]
    investment: Quantity | None = None
    recurrent: Quantity | None = None
    place: str = ""

    @property
    def has_kinds(self) -> bool:
        """True where investment or recurrent capital is stated apart."""
        return self.investment is not None or self.recurrent is not None


@dataclass(frozen=True)
class Total:
    """The capital of a whole programme and the passage that tells it."""

    number: int
    programme: str
    capital: Capital
    is_of_years: bool


@dataclass
class Series:
    """Capital of one programme's projects by the heading under which it is told.

    ``number``: the passage of its first line.
    """

    programme: str
    number: int
    lines: dict[Path, Capital] = field(default_factory=dict)
    is_of_years: bool = False

    def leaves(self) -> dict[Path, Capital]:
        """Lines with none below their own heading: nothing is added twice."""
        above = {path[:length] for path in self.lines for length in range(1, len(path))}
        return {path: capital for path, capital in self.lines.items() if path not in above}


class ProgrammeLines:
    """Reads passages in order; keeps figures, not the text around them."""

    def __init__(self) -> None:
        self.totals: list[Total] = []
        self.series: list[Series] = []
        self._programme = ""
        self._path: dict[str, str] = {}

    def read(self, number: int, place: str, line: Line) -> None:
        """The next passage that is no row of a table."""
        if not _may_matter(line.text):
            return
        named, is_short = _programme(line), len(line.text) < SHORT
        if named and is_short:
            self._programme = named
        self._follow(line, named, is_short)
        if named or "project" not in self._path:
            capital = _capital_behind(line, _end_of_total(line))
            if capital is not None:
                programme = named or self._programme
                is_of_years = tells(line.folded, "of_years")
                self.totals.append(Total(number, programme, capital, is_of_years))
            return
        capital = _capital_behind(line, _end_of_label(line))
        if capital is not None:
            self._add(number, replace(capital, place=place), tells(line.folded, "of_years"))

    def _follow(self, line: Line, named: str, is_short: bool) -> None:
        """Keep the path of headings: a project begins a new one, any other section ends it.

        A section of the first order ends the programme too.
        """
        level, name = _heading(line)
        if level:
            kept = BELOW[: BELOW.index(level)]
            self._path = {key: self._path[key] for key in kept if key in self._path}
            self._path[level] = name
        elif is_short and (number := _section(line)):
            self._path = {}
            if "." not in number and not named:
                self._programme = ""

    def _add(self, number: int, capital: Capital, is_of_years: bool) -> None:
        path = tuple((level, self._path[level]) for level in BELOW if level in self._path)
        current = self.series[-1] if self.series else None
        goes_back = current and any(int(p[0][1]) > int(path[0][1]) for p in current.lines)
        if current is None or goes_back or current.programme != self._programme:
            current = Series(self._programme, number)
            self.series.append(current)
        current.lines.setdefault(path, capital)
        current.is_of_years |= is_of_years


def _may_matter(text: str) -> bool:
    """False for most passages, without reading their words one by one."""
    lowered = text.lower()
    return lowered[:1] in STARTS or any(hint in lowered for hint in as_written("of_capital"))


def _programme(line: Line) -> str:
    """The national programme that a passage names, where it names one of them."""
    if not tells(line.folded, "programme"):
        return ""
    found = [name for name in PROGRAMMES if tells(line.folded, f"programme_{name}")]
    return found[0] if len(found) == 1 else ""


def _heading(line: Line) -> tuple[str, str]:
    """``b) Tiểu dự án 2: …`` → its level and number; nothing for any other passage."""
    first = next((n for n, t in enumerate(line.folded[:START]) if len(t) > 1 and t.isalpha()), 0)
    for level in BELOW:
        for length in (3, 2, 1):
            behind = first + length
            if " ".join(line.folded[first:behind]) not in words(f"heading_{level}"):
                continue
            number = next(iter(line.folded[behind : behind + 1]), "")
            if number.isdigit():
                return level, str(int(number))
    return "", ""


def _section(line: Line) -> str:
    """``IV`` of ``IV. …``, ``2.1`` of ``2.1. …``; nothing where a passage has no such number."""
    first = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    number = first.rstrip(".)")
    is_numbered = set(number) <= set("IVX") or number.replace(".", "").isdigit()
    return number if first != number and is_numbered else ""


def _end_of_total(line: Line) -> int:
    """Where ``tổng số vốn`` ends that is told as assigned; −1 without it."""
    end = _end_of(line, "total_capital", len(line.folded))
    figures = line.figures_from(end, 1) if end >= 0 else []
    is_assigned = figures and tells(line.folded[end : figures[0].first], "assigns")
    return end if is_assigned else -1


def _end_of_label(line: Line) -> int:
    """Where a passage's ``vốn giao`` ends, before any figure; −1 without it."""
    first = line.quantities[0].first if line.quantities else 0
    return _end_of(line, "assigned_capital", first)


def _end_of(line: Line, name: str, until: int) -> int:
    """Where the first entry of a list of words ends that begins before a token; −1 for none."""
    folded, starts, known = line.folded, starts_of(name), words(name)
    for place in range(until):
        if folded[place] not in starts:
            continue
        for length in (4, 3, 2):
            if " ".join(folded[place : place + length]) in known:
                return place + length
    return -1


def _capital_behind(line: Line, position: int) -> Capital | None:
    """The money told behind a label as assigned, up to what was done with it."""
    if position < 0:
        return None
    figures = line.figures_from(position, START)
    if not figures or figures[0].first - position > FAR:
        return None
    found: list[Quantity] = []
    before = position
    for figure in figures:
        between = line.folded[before : figure.first]
        if tells(between, "spent") or "." in between:
            break
        before = figure.last + 1
        if figure.measure is None or figure.measure.dimension != MONEY:
            break
        if figure.is_rough or is_changed(line, figure):
            break
        found.append(figure)
    return _sorted(line, found) if found else None


def _sorted(line: Line, figures: list[Quantity]) -> Capital | None:
    """Figures by the kind that their words name; two kinds make up the whole."""
    kinds = [_kind(line, figure) for figure in figures[:3]]
    first = figures[0]
    match kinds:
        case ["", "investment", "recurrent"] | ["", "recurrent", "investment"]:
            named = dict(zip(kinds, figures, strict=False))
            return Capital((first,), named["investment"], named["recurrent"])
        case ["investment", "recurrent"] | ["recurrent", "investment"]:
            named = dict(zip(kinds, figures, strict=False))
            return Capital(tuple(figures[:2]), named["investment"], named["recurrent"])
        case ["", "recurrent"] if label_before(line, first) and not _divides(line, figures):
            # A slip in the word for the first kind: VNĐ 1.098trđ, VSN 117trđ.
            return Capital(tuple(figures[:2]), first, figures[1])
        case ["investment"]:
            return Capital((first,), investment=first)
        case ["recurrent"]:
            return Capital((first,), recurrent=first)
        case ["", *_]:
            return Capital((first,))
    return None


def _divides(line: Line, figures: Sequence[Quantity]) -> bool:
    """``100 triệu đồng, trong đó vốn sự nghiệp 20``: a part, not one beside it."""
    between = line.gap(figures[0], figures[1])
    return "(" in between or tells(between, "partial") or tells(between, "full")


def _kind(line: Line, figure: Quantity) -> str:
    label = label_before(line, figure)
    found = [kind for kind in CAPITALS if tells(label, f"capital_{kind}")]
    return found[0] if len(found) == 1 else ""
