"""Passages with relations marked by hand: slips planted in them, and what the audit finds.

A file holds texts (``== name``), their paragraphs, and the relations that hold in them, one to a
line: ``@ share 45 89 50,56`` (a part, its denominator, the percentage). ``#2`` behind a figure: its
second occurrence in the text. A slip changes one figure of a marked relation so that it no longer
holds; it is found where a finding of the changed text has that figure in it and the true text has
no such finding.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from pathlib import Path

from helpers.audit.examine import Examined, examine
from helpers.audit.passages import Passage
from helpers.audit.readers import read_lines

HEAD = ["Mẫu, ngày 20 tháng 12 năm 2025."]
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class Mark:
    """A relation of a text: its kind and where its figures stand (start, end)."""

    kind: str
    figures: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class MarkedText:
    """A text and its relations."""

    name: str
    text: str
    marks: tuple[Mark, ...]


@dataclass
class RelationScore:
    """Slips planted and found by kind; findings that touch no slip."""

    planted: Counter = field(default_factory=Counter)
    contradicted: Counter = field(default_factory=Counter)
    noticed: Counter = field(default_factory=Counter)
    marked: Counter = field(default_factory=Counter)
    seen: Counter = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Suspicions of a changed text that touch no slip."""
    missed: list[str] = field(default_factory=list)
    signs: int = 0


def value_of(text: str) -> Decimal:
    """A figure written the Vietnamese way."""
    return Decimal(text.replace(".", "").replace(",", "."))


def half(text: str) -> Decimal:
    """Half of the last printed digit; nothing for a whole number."""
    decimals = len(text.partition(",")[2])
    return Decimal(5).scaleb(-decimals - 1) if decimals else Decimal(0)


def _ratio(v: Sequence[Decimal]) -> Decimal:
    return v[0] / v[1] * 100 - v[2]


FORMULAS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "share": _ratio,
    "rise": lambda v: v[1] / (v[0] - v[1]) * 100 - v[2],
    "fall": lambda v: v[1] / (v[0] + v[1]) * 100 - v[2],
    "riseends": lambda v: (v[0] - v[1]) / v[1] * 100 - v[2],
    "fallends": lambda v: (v[1] - v[0]) / v[1] * 100 - v[2],
    "difference": lambda v: abs(v[0] - v[1]) - v[2],
    "points": lambda v: abs(v[0] - v[1]) - v[2],
    "index": _ratio,
    "sum": lambda v: v[0] - sum(v[1:]),
    "rest": lambda v: v[0] - sum(v[1:]),
    "product": lambda v: v[0] * v[1] - v[2],
    "product1000": lambda v: v[0] * v[1] / 1000 - v[2],
    "product10": lambda v: v[0] * v[1] / 10 - v[2],
    "rate": lambda v: v[0] / v[1] - v[2],
}


def holds(kind: str, figures: Sequence[str]) -> bool:
    """True where figures as printed can be of a relation."""
    values = [value_of(f) for f in figures]
    halves = [half(f) for f in figures]
    if kind in ("share", "rise", "fall", "riseends", "fallends", "index", "rate"):
        halves[-1] = halves[-1] or Decimal("0.5")
    ends = []
    try:
        if kind in ("sum", "rest"):
            off, allowed = FORMULAS[kind](values), sum(halves)
            return abs(off) <= allowed
        for signs in product((-1, 1), repeat=len(values)):
            moved = [v + s * h for v, s, h in zip(values, signs, halves, strict=True)]
            ends.append(FORMULAS[kind](moved))
    except ArithmeticError:
        return False
    return min(ends) <= 0 <= max(ends) or _is_cut(kind, values, figures[-1])


def _is_cut(kind: str, values: Sequence[Decimal], printed: str) -> bool:
    """A percentage with its further digits cut off."""
    off = FORMULAS[kind](values)
    return 0 <= off < 2 * (half(printed) or Decimal("0.5"))


def texts_of(path: Path) -> list[MarkedText]:
    """The texts of a file with their marks. Raises ValueError for a mark that does not hold."""
    found, name, lines, marks = [], "", [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "== "]:
        if line.startswith("== "):
            if lines:
                text = "\n".join(lines)
                found.append(MarkedText(name, text, tuple(_mark(text, m) for m in marks)))
            name, lines, marks = line[3:], [], []
        elif line.startswith("@ "):
            marks.append(line[2:])
        elif line and not line.startswith("# "):
            lines.append(line)
    return found


def _mark(text: str, mark: str) -> Mark:
    kind, *named = mark.partition(" #")[0].split()
    figures = []
    for name in named:
        wanted, _, number = name.partition("#")
        spans = [m.span() for m in NUMBER.finditer(text) if m.group() == wanted]
        if len(spans) < int(number or 1):
            raise ValueError(f"{mark}: {name} is not in {text[:60]}")
        figures.append(spans[int(number or 1) - 1])
    if not holds(kind, [text[a:b] for a, b in figures]):
        raise ValueError(f"{mark} does not hold")
    return Mark(kind, tuple(figures))


def slips(text: MarkedText, dice: random.Random) -> Iterator[tuple[Mark, tuple[int, int], str]]:
    """For each relation one slip of each of two kinds, in a figure chosen by lot."""
    for mark in text.marks:
        for change in dice.sample(CHANGES, 2):
            for _ in range(20):
                start, end = dice.choice(mark.figures)
                new = change(text.text[start:end], dice)
                figures = [
                    new if (a, b) == (start, end) else text.text[a:b] for a, b in mark.figures
                ]
                if new != text.text[start:end] and not holds(mark.kind, figures):
                    yield mark, (start, end), new
                    break


def _digit(figure: str, dice: random.Random) -> str:
    places = [i for i, m in enumerate(figure) if m.isdigit()]
    place = dice.choice(places)
    lowest = 1 if place == 0 else 0
    new = dice.choice([d for d in range(lowest, 10) if str(d) != figure[place]])
    return f"{figure[:place]}{new}{figure[place + 1 :]}"


def _swapped(figure: str, dice: random.Random) -> str:
    places = [i for i, m in enumerate(figure) if m.isdigit()]
    if len(places) < 2:
        return figure
    n = dice.randrange(len(places) - 1)
    one, other = places[n], places[n + 1]
    marks = list(figure)
    marks[one], marks[other] = marks[other], marks[one]
    return figure if marks[0] == "0" else "".join(marks)


def _dropped(figure: str, dice: random.Random) -> str:
    whole, comma, decimals = figure.partition(",")
    digits = whole.replace(".", "")
    if len(digits) < 2:
        return figure
    place = dice.randrange(1, len(digits))
    digits = digits[:place] + digits[place + 1 :]
    return f"{int(digits):,}".replace(",", ".") + comma + decimals


def _doubled(figure: str, dice: random.Random) -> str:
    whole, comma, decimals = figure.partition(",")
    digits = whole.replace(".", "")
    place = dice.randrange(len(digits))
    digits = digits[: place + 1] + digits[place:]
    return f"{int(digits):,}".replace(",", ".") + comma + decimals


CHANGES = (_digit, _digit, _digit, _swapped, _dropped, _doubled)


def examined(text: str) -> list[tuple[Examined, list[tuple[int, int]]]]:
    """Findings with where their figures stand in the text."""
    lines = text.split("\n")
    data = "\n".join([*HEAD, *lines]).encode("utf-8")
    passages: list[Passage] = list(read_lines(data, "mau.txt"))
    starts: dict[int, int] = {}
    position = 0
    for number, line in enumerate(lines, start=len(HEAD) + 1):
        starts[number], position = position, position + len(line) + 1
    for passage in passages:  # the mark of an item is no part of its passage
        number = _line_of(passage)
        if number in starts:
            starts[number] += max(0, lines[number - len(HEAD) - 1].find(passage.text))
    found = []
    for item in examine("mau.txt", passages):
        number = int(item.place.rpartition(" ")[2])
        if number in starts:
            others = [(starts[_line_of(passages[n])] + a, b) for n, a, b in item.claim.elsewhere]
            found.append((item, [*_own_spans(item, starts[number]), *others]))
    return found


def _line_of(passage: Passage) -> int:
    return int(passage.place.rpartition(" ")[2])


def _own_spans(item: Examined, start: int) -> list[tuple[int, int]]:
    spans = item.claim.spans or ((item.claim.start, item.claim.end),)
    return [(a + start, b + start) for a, b in spans]


def measured_relations(
    texts: Sequence[MarkedText], seed: int, *, slip: bool = True
) -> RelationScore:
    """Findings of the true texts and of each slip in them."""
    score, dice = RelationScore(), random.Random(seed)
    for text in texts:
        true = examined(text.text)
        score.signs += len(text.text)
        known = Counter(_key(item) for item, _ in true if item.claim.verdict in WRONG)
        for item, _ in true:
            where = score.alarms if item.claim.verdict == "contradiction" else score.doubts
            if item.claim.verdict in WRONG:
                where.append(f"{text.name}: {_told(item)}")
        for mark in text.marks:
            score.marked[mark.kind] += 1
            score.seen[mark.kind] += any(_has(item, spans, mark) for item, spans in true)
        for mark, span, new in slips(text, dice) if slip else ():
            _planted(score, text, known, mark, span, new)
    return score


WRONG = ("contradiction", "doubtful")


def _told(item: Examined) -> str:
    return f"{item.claim.kind}: {item.words} [{item.claim.stated} ≠ {item.claim.shown}]"


def _key(item: Examined) -> tuple[str, str, str]:
    return item.claim.kind, item.claim.verdict, item.words


def _has(item: Examined, spans: list[tuple[int, int]], mark: Mark) -> bool:
    starts = {a for a, _ in spans}
    return item.claim.verdict not in WRONG and sum(a in starts for a, _ in mark.figures) >= min(
        2, len(mark.figures)
    )


def _planted(score, text, known, mark, span, new) -> None:
    changed = text.text[: span[0]] + new + text.text[span[1] :]
    shift = len(new) - (span[1] - span[0])
    hit = [(a + shift if a > span[0] else a) for a, _ in mark.figures]
    here = span[0]
    score.planted[mark.kind] += 1
    verdicts = set()
    old = Counter(known)
    for item, spans in examined(changed):
        if item.claim.verdict not in WRONG:
            continue
        starts = {a for a, _ in spans}
        of_list = mark.kind == "sum" and hit[0] in starts
        if here in starts or of_list or sum(a in starts for a in hit) >= 2:
            verdicts.add(item.claim.verdict)
        elif old[_key(item)]:
            old[_key(item)] -= 1
        elif item.claim.verdict == "doubtful":
            score.beside.append(f"{text.name}: beside {mark.kind} {new}: {_told(item)}")
        elif item.claim.verdict == "contradiction":
            score.alarms.append(f"{text.name}: beside {mark.kind} {new}: {_told(item)}")
    score.contradicted[mark.kind] += "contradiction" in verdicts
    score.noticed[mark.kind] += bool(verdicts)
    if "contradiction" not in verdicts:
        line = text.text.rfind("\n", 0, here) + 1
        end = text.text.find("\n", here)
        shown = changed[max(line, here - 90) : (end if end >= 0 else len(changed))][:170]
        score.missed.append(
            f"{'~' if verdicts else '-'} {mark.kind} {text.text[span[0] : span[1]]}→{new}: {shown}"
        )


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    reach = z * ((p * (1 - p) + z * z / (4 * total)) / total) ** 0.5 / (1 + z * z / total)
    return middle - reach, middle + reach
