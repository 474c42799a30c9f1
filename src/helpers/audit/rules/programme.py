"""A national programme's capital: its total against the budget lines under its projects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim, printed
from helpers.audit.quantities import Quantity
from helpers.audit.rules.figures import Figure
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.vocabulary import as_written, starts_of, tells, words
from helpers.core.catalogues.capitals import CAPITALS
from helpers.core.messages import message
from helpers.indicators.tolerance import Interval, sum_image

SHORT, FAR, START, LABEL = 300, 14, 8, 12
"""Characters of a heading; tokens to a figure, of a heading, of a label."""
STARTS = frozenset("0123456789ivx")
"""What the number of a section begins with."""
PROGRAMMES = ("minorities", "poverty", "rural")
LEVELS = ("project", "sub_project", "content")
"""Levels below the programme that have headings of their own."""
FEWEST_PROJECTS, FEWEST_LINES = 3, 4
NEARLY = Decimal("1.25")
"""Lines that make more than this of a total may be of another year or of more than it."""
Path = tuple[tuple[str, str], ...]
"""Level and number of each heading."""


@dataclass(frozen=True)
class Capital:
    """Figures that make up what was assigned, and those of either kind where they are stated.

    ``place`` says where a person finds them.
    """

    place: str
    whole: tuple[Figure, ...]
    investment: Figure | None = None
    recurrent: Figure | None = None


@dataclass
class Series:
    """A programme's capital: stated as its total, or by project under the headings.

    ``number``: the passage of its first figure.
    """

    programme: str
    number: int
    is_of_years: bool = False
    lines: dict[Path, Capital] = field(default_factory=dict)

    def leaves(self) -> list[Capital]:
        """Lines with none below their own heading: nothing is added twice."""
        above = {path[:length] for path in self.lines for length in range(1, len(path))}
        return [capital for path, capital in self.lines.items() if path not in above]


class ProgrammeCapital:
    """Reads passages in order; keeps figures, not the text around them.

    Right: ``tổng số vốn được giao 11.400`` above lines that make 11.400 or, where some are left
    out, less. Wrong: a total that is up to a quarter smaller than its lines.
    """

    def __init__(self) -> None:
        self._totals: list[tuple[Series, Capital]] = []
        self._series: list[Series] = []
        self._programme = ""
        self._path: dict[str, str] = {}

    def read(self, here: Paragraph, place: str) -> None:
        """The next passage that is no row of a table."""
        lowered = here.text.lower()
        is_hinted = any(hint in lowered for hint in as_written("of_capital"))
        if lowered[:1] not in STARTS and not is_hinted:
            return
        named, is_short = _programme(here), len(here.text) < SHORT
        if named and is_short:
            self._programme = named
        self._follow(here, named, is_short=is_short)
        is_total = bool(named) or "project" not in self._path
        capital = _capital(here, _end_of_label(here, is_total=is_total), place)
        if capital is None:
            return
        is_of_years = tells(here.folded, "of_years")
        if is_total:
            total = Series(named or self._programme, here.number, is_of_years)
            self._totals.append((total, capital))
        else:
            self._add(here.number, capital, is_of_years=is_of_years)

    def claims(self) -> Iterator[tuple[int, Claim]]:
        """Claims of totals with the number of the passage that states each, when all is read.

        A list may leave lines out, so a larger total says nothing. One that is smaller than the
        sum of its lines is wrong, unless they are of several years.
        """
        for total, capital in self._totals:
            same = [s for s in self._series if s.programme == total.programme and s.programme]
            behind = next((s for s in same if s.number > total.number), None)
            series = behind or (same[-1] if same else None)
            lines = series.leaves() if series is not None else []
            projects = {path[0] for path in series.lines} if series is not None else ()
            if series is None or len(lines) < FEWEST_LINES or len(projects) < FEWEST_PROJECTS:
                continue
            is_sure = not total.is_of_years and not series.is_of_years
            claims = _claims(capital, lines, is_sure=is_sure)
            for claim in sorted(claims, key=lambda claim: (claim.start, claim.end)):
                yield total.number, claim

    def _follow(self, here: Paragraph, named: str, *, is_short: bool) -> None:
        """Keep the path of headings: a project begins a new one, any other section ends it.

        A section of the first order ends the programme too.
        """
        level, name = _heading(here)
        if level:
            kept = LEVELS[: LEVELS.index(level)]
            self._path = {key: self._path[key] for key in kept if key in self._path} | {level: name}
        elif is_short and (number := _section(here.text)):
            self._path = {}
            if "." not in number and not named:
                self._programme = ""

    def _add(self, number: int, capital: Capital, *, is_of_years: bool) -> None:
        path = tuple((level, self._path[level]) for level in LEVELS if level in self._path)
        current = self._series[-1] if self._series else None
        goes_back = current and any(int(p[0][1]) > int(path[0][1]) for p in current.lines)
        if current is None or goes_back or current.programme != self._programme:
            current = Series(self._programme, number)
            self._series.append(current)
        current.lines.setdefault(path, capital)
        current.is_of_years |= is_of_years


def _programme(here: Paragraph) -> str:
    """The national programme that a passage names, where it names one of them."""
    if not tells(here.folded, "programme"):
        return ""
    found = [name for name in PROGRAMMES if tells(here.folded, f"programme_{name}")]
    return found[0] if len(found) == 1 else ""


def _heading(here: Paragraph) -> tuple[str, str]:
    """``b) Tiểu dự án 2: …`` → its level and number; nothing for any other passage."""
    folded = here.folded
    first = next((n for n, t in enumerate(folded[:START]) if len(t) > 1 and t.isalpha()), 0)
    for level in LEVELS:
        for behind in (first + 3, first + 2, first + 1):
            number = next(iter(folded[behind : behind + 1]), "")
            named = " ".join(folded[first:behind]) in words(f"heading_{level}")
            if named and number.isdigit():
                return level, str(int(number))
    return "", ""


def _section(text: str) -> str:
    """``IV`` of ``IV. …``, ``2.1`` of ``2.1. …``; nothing where a passage has no such number."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    number = first.rstrip(".)")
    is_numbered = set(number) <= set("IVX") or number.replace(".", "").isdigit()
    return number if first != number and is_numbered else ""


def _end_of_label(here: Paragraph, *, is_total: bool) -> int:
    """Where ``tổng số vốn`` ends that is assigned, or a line's ``vốn giao``; −1 without it."""
    if is_total:
        end = _end_of(here, "total_capital", len(here.folded))
        figures = here.from_token(end, 1) if end >= 0 else []
        assigned = figures and tells(here.folded[end : figures[0].first], "assigns")
        return end if assigned else -1
    return _end_of(here, "assigned_capital", here.figures[0].first if here.figures else 0)


def _end_of(here: Paragraph, name: str, until: int) -> int:
    """Where the first entry of a list of words ends that begins before a token; −1 for none."""
    starts, known = starts_of(name), words(name)
    for place in (n for n in range(until) if here.folded[n] in starts):
        for length in (4, 3, 2):
            if " ".join(here.folded[place : place + length]) in known:
                return place + length
    return -1


def _capital(here: Paragraph, position: int, place: str) -> Capital | None:
    """The money behind a label as assigned, up to what was done with it, by its kinds."""
    figures = here.from_token(position, START) if position >= 0 else []
    if not figures or figures[0].first - position > FAR:
        return None
    found: list[Figure] = []
    before = position
    for figure in figures:
        between, measure = here.folded[before : figure.first], figure.quantity.measure
        is_money = measure is not None and measure.is_money
        is_changed = figure.way and not figure.reached
        if tells(between, "spent") or "." in between or not is_money:
            break
        if figure.quantity.is_rough or is_changed:
            break
        found.append(figure)
        before = figure.last + 1
    if not found:
        return None
    first, kinds = found[0], [_kind(here, figure) for figure in found[:3]]
    named = {kind: figure for kind, figure in zip(kinds, found, strict=False) if kind}
    both = named.get("investment"), named.get("recurrent")
    if len(kinds) == 3 and kinds[0] == "" and all(both):
        return Capital(place, (first,), *both)
    if len(kinds) == 2 and all(both):
        return Capital(place, tuple(found[:2]), *both)
    if kinds == ["", "recurrent"] and _label(here, first) and not _divides(here, found):
        # A slip in the word for the first kind: VNĐ 1.098trđ, VSN 117trđ.
        return Capital(place, tuple(found[:2]), first, found[1])
    if kinds[0] and len(kinds) > 1:
        return None
    return Capital(place, (first,), *(both if kinds[0] else ()))


def _divides(here: Paragraph, figures: Sequence[Figure]) -> bool:
    """``100 triệu đồng, trong đó vốn sự nghiệp 20``: a part, not one beside it."""
    between = here.between(figures[0], figures[1])
    return "(" in between or tells(between, "partial") or tells(between, "full")


def _kind(here: Paragraph, figure: Figure) -> str:
    found = [kind for kind in CAPITALS if tells(_label(here, figure), f"capital_{kind}")]
    return found[0] if len(found) == 1 else ""


def _label(here: Paragraph, figure: Figure) -> list[str]:
    """Words that lead to a figure within its clause, nearest figures and marks excluded."""
    found: list[str] = []
    for token in reversed(here.before(figure, LABEL)):
        if token in (",", ";", ".", ")") or (token in (":", "(") and found):
            break
        if token[:1].isalpha():
            found.append(token)
    return found[::-1]


def _claims(capital: Capital, lines: Sequence[Capital], *, is_sure: bool) -> Iterator[Claim]:
    whole = _claim(capital.whole, [(c, c.whole) for c in lines], is_sure=is_sure)
    if whole is not None:
        yield whole
    if capital.investment is None or capital.recurrent is None:
        return
    invested = [(c, (c.investment,)) for c in lines if c.investment is not None]
    investment = _claim((capital.investment,), invested, is_sure=is_sure)
    if investment is None:
        return
    yield investment
    # All investment is in the lines that name it, so those without a kind are of the other.
    others: list[tuple[Capital, tuple[Figure, ...]]] = [
        (c, (c.recurrent,) if c.recurrent is not None else c.whole)
        for c in lines
        if c.recurrent is not None or c.investment is None
    ]
    recurrent = _claim((capital.recurrent,), others, is_sure=is_sure)
    if recurrent is not None:
        yield recurrent


def _claim(
    stated: Sequence[Figure], lines: Sequence[tuple[Capital, tuple[Figure, ...]]], *, is_sure: bool
) -> Claim | None:
    """None where the figures of the lines make less than the total."""
    unit = stated[0].quantity
    figures = [figure.quantity for _, found in lines for figure in found]
    total, summed = _sum([f.quantity for f in stated], unit), _sum(figures, unit)
    if summed.high < total.low:
        return None
    value = sum((q.in_unit_of(unit).value for q in figures), Decimal(0))
    verdict = AGREES
    if summed.low > total.high:
        verdict = CONTRADICTION if is_sure and value <= NEARLY * total.high else DOUBTFUL
    shown = printed(value, max(f.quantity.decimal_places for f in stated))
    places = ", ".join(capital.place for capital, _ in lines)
    return Claim(
        "lines",
        stated[0].quantity.start,
        stated[-1].quantity.end,
        " + ".join(f.quantity.text for f in stated),
        message("audit.sum_of_lines", value=shown, count=len(lines), places=places),
        verdict,
        tuple((f.quantity.start, f.quantity.end) for f in stated),
    )


def _sum(figures: Sequence[Quantity], unit: Quantity) -> Interval:
    return sum_image([figure.in_unit_of(unit).interval() for figure in figures])
