"""Sums: a total and the parts that it is told to consist of, in a sentence, a bracket or a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, ROUNDING
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import Candidate, Solved, claim_of, is_one_edit, may_hold
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import groups, starts_of, tells, words

MOST_TOTALS, MOST_PARTS, HEAD, FEWEST, LEAD = 6, 40, 8, 2, 14
LEAST_DIGITS, NEARLY, LIKE, WAYS, MANY, FINE = 4, 0.1, 2, 24, 4, 2


@dataclass(frozen=True)
class Division:
    """Totals that stand before the words that divide them, and the figures behind, by item."""

    totals: Sequence[Figure]
    items: Sequence[Sequence[Figure]]
    is_full: bool
    labels: Sequence[Sequence[str]] = ()
    in_bracket: bool = False
    is_open: bool = False
    item: int = 0
    is_below: bool = False
    is_nested: bool = False


def find_sums(here: Paragraph, behind: Sequence[Paragraph]) -> Iterator[Solved]:
    """Sums told in the paragraph, their parts in it or in the list below it."""
    for division in (
        *_in_sentence(here), *_in_next_sentence(here), *_in_list(here, behind), *_closed(here)
    ):  # fmt: skip
        yield from _solved(division)


def _solved(division: Division) -> Iterator[Solved]:
    """For each kind of total the one that the parts make; else the nearest with its verdict."""
    holding: list[Solved] = []
    failed: list[tuple[Figure, Sequence[Figure]]] = []
    is_grid = division.is_below and is_rectangular(division)
    apart = [[t] for t in division.totals] if is_grid else _kinds(division.totals)
    for totals in apart:
        ways = [(t, w) for t in totals for w in _selections(division, t) if len(w) >= FEWEST]
        right = next((s for t, w in ways if (s := _holding(t, w)) is not None), None)
        if right is not None:
            holding.append(right)
        elif ways:
            failed.append(_likeliest(ways))
    yield from holding
    if not holding:
        yield from _larger_parts(division)
    for total, parts in failed if holding else failed[:1]:
        found = _suspected(division, total, parts, len(holding))
        if found is not None:
            yield found


def _larger_parts(division: Division) -> Iterator[Solved]:
    """A part that is larger than the only total: suspected, for lists lose their thread."""
    if not division.totals or not division.is_open:
        return
    total = division.totals[-1]
    if any(kinship(total, other) != 2 for other in division.totals):
        return
    item = division.item
    for part in (f for parts in division.items for f in parts if f.item == item):
        alike = part.quantity.in_unit_of(total.quantity)
        if kinship(total, part) == 2 and alike.interval().low > total.quantity.interval().high:
            candidate = Candidate(
                "upper", "sum.upper", replace(part, quantity=alike), (total,), lambda v: v[0]
            )
            claim = claim_of(candidate)
            if claim is not None and claim.is_contradiction:
                yield Solved(candidate, replace(claim, verdict=DOUBTFUL, hint=""))
                return


def _likeliest(ways: Sequence[tuple[Figure, Sequence[Figure]]]) -> tuple[Figure, Sequence[Figure]]:
    """Of the first ways to take the parts the one that is near its total and one slip off."""
    for total, parts in ways[:WAYS]:
        made, stated = (
            float(x)
            for x in (
                sum(p.quantity.in_unit_of(total.quantity).value for p in parts),
                total.quantity.value,
            )
        )
        if abs(made - stated) <= NEARLY * max(made, stated) and is_one_edit(
            _candidate(total, parts)
        ):
            return total, parts
    return ways[0]


def _holding(total: Figure, parts: Sequence[Figure]) -> Solved | None:
    candidate = _candidate(total, parts)
    claim = claim_of(candidate) if may_hold(candidate) else None
    if claim is None or claim.is_contradiction:
        return None
    if claim.verdict == ROUNDING and _is_mixed(total, parts):
        claim = replace(claim, verdict=DOUBTFUL, hint="slip_rounded_part")
    return Solved(candidate, claim)


def _is_mixed(total: Figure, parts: Sequence[Figure]) -> bool:
    """``43.311,160 (26.744; 16.567,406)``: right only if the whole number among them was rounded.

    Where the total and another part are printed to the same decimal places.
    """
    places = [figure.quantity.decimal_places for figure in parts]
    finest = total.quantity.decimal_places
    return finest >= FINE and finest in places and 0 in places


def _kinds(totals: Sequence[Figure]) -> list[list[Figure]]:
    """Totals of one kind together, the nearest first; the whole of a share last."""
    found: list[list[Figure]] = []
    for total in reversed(totals):
        same = next((kind for kind in found if kinship(kind[0], total) == 2), None)
        if same is None:
            found.append([total])
        else:
            same.append(total)
    return found


@dataclass(frozen=True)
class Misfit:
    """A total that its parts do not make: what shows whether they were meant to.

    ``rows``: so many other figures of the same items do add up. ``digits`` of the total.
    """

    is_alike: bool
    is_slip: bool
    is_near: bool
    is_of_size: bool
    is_too_much: bool
    digits: int
    parts: int
    rows: int

    @property
    def is_long(self) -> bool:
        """Too many digits, or parts, to be like each other by chance."""
        return self.digits >= LEAST_DIGITS - (self.parts > FEWEST)


def _suspected(
    division: Division, total: Figure, parts: Sequence[Figure], rows: int
) -> Solved | None:
    """A total that does not fit, with the verdict that it deserves."""
    candidate = _candidate(total, parts)
    claim = claim_of(candidate)
    if claim is None or claim.computed is None or any(f.quantity.is_rough for f in (total, *parts)):
        return None
    made, stated = float(claim.computed.value), float(total.quantity.value)
    low, high = sorted((made, stated))
    alike = all(kinship(total, part) == 2 for part in parts) or all(
        kinship(total, part) >= 1 and not part.noun for part in parts
    )
    misfit = Misfit(
        alike or (rows > 0 and is_rectangular(division)),
        is_one_edit(candidate),
        high - low <= NEARLY * high,
        high <= LIKE * low,
        made > stated,
        digits_in(claim.stated),
        len(parts),
        rows,
    )
    verdict = _verdict(division, misfit, is_measured=_is_measured(total))
    if verdict is None:
        return None
    is_certain = division.is_full or division.in_bracket or rows > 0
    return Solved(candidate, replace(claim, verdict=verdict, by_likeness=not is_certain))


def _verdict(division: Division, found: Misfit, *, is_measured: bool) -> str | None:
    """A full list must add up; of an open one a sum that is one slip off a near total."""
    is_complete = division.is_full or _is_complement(division.labels)
    if found.is_alike and found.is_slip:
        is_sure = (
            is_complete
            or found.rows > 0
            or (division.in_bracket and found.is_long and found.is_of_size)
            or (found.is_near and found.digits > LEAST_DIGITS)
        )
        if is_sure:
            return CONTRADICTION
    is_apart = is_complete or division.in_bracket or division.is_below
    is_flat = found.parts >= MANY and not division.is_nested
    is_like = is_apart or (found.is_near and found.is_long)
    if found.is_slip and found.is_of_size and (is_like or (found.is_alike and is_flat)):
        return DOUBTFUL
    if found.is_slip and found.is_alike and found.is_long and is_apart:
        return DOUBTFUL
    if is_complete and found.is_alike and found.is_of_size:
        return DOUBTFUL
    is_above = found.is_near and found.is_too_much
    is_open = division.is_open and is_measured
    return DOUBTFUL if is_open and found.is_alike and is_above else None


def _is_measured(total: Figure) -> bool:
    """Money, areas, masses: their parts seldom overlap, as people do."""
    return total.quantity.measure is not None and not total.quantity.measure.is_count


def _candidate(total: Figure, parts: Sequence[Figure]) -> Candidate:
    alike = tuple(replace(p, quantity=p.quantity.in_unit_of(total.quantity)) for p in parts)
    return Candidate("sum", "sum.full", total, alike, sum)


def is_rectangular(division: Division) -> bool:
    """Several totals, and each item has as many figures."""
    width = len(division.totals)
    return width > 1 and all(len(item) == width for item in division.items)


def _selections(division: Division, total: Figure) -> Iterator[Sequence[Figure]]:
    """Ways to take the parts: all of the total's kind, those at its place in each item."""
    every = [f for item in division.items for f in item]
    if is_rectangular(division):
        yield [item[list(division.totals).index(total)] for item in division.items]
    same = [f for f in every if kinship(total, f) == 2]
    if len(division.totals) == 1 and len(same) < len(every):
        loose = [f for f in every if kinship(total, f) >= 1]
        same = loose if len(loose) > len(same) and not same else same
    yield same
    near = [f for f in same if f.item == same[0].item]
    if len(near) < len(same):
        yield near
    place = list(division.totals).index(total)
    by_place = [item[place] for item in division.items if place < len(item)]
    if len(by_place) == len(division.items):
        yield by_place
    if len(division.totals) > 1:
        wide = [item for item in division.items if place < len(item)]
        for length in range(len(wide) - 1, FEWEST - 1, -1):
            yield [item[place] for item in wide[:length]]
    firsts = [item[0] for item in division.items if item]
    if len(firsts) == len(division.items) and all(kinship(total, f) >= 1 for f in firsts):
        yield firsts
    bare = [f for f in every if kinship(total, f) >= 1]
    yield bare
    near = [f for f in bare if f.item == bare[0].item]
    if len(near) < len(bare):
        yield near
    if not division.is_full:
        for length in range(len(same) - 1, FEWEST - 1, -1):
            yield same[:length]


def _in_sentence(here: Paragraph) -> Iterator[Division]:
    """``W …, gồm: a …; b …``; ``W … (a …, b …)``."""
    for place, is_full in _connectives(here):
        totals = _totals_before(here, place)
        if not totals:
            continue
        bracket = here.part_at(place)[2] if here.part_at(place)[2] else 0
        parts = [f for f in here.from_token(place, MOST_PARTS) if f.sentence == totals[-1].sentence]
        if here.folded[place] in ("(", ":") and not _goes_with(totals, parts):
            continue
        if bracket:
            parts = [f for f in parts if f.bracket == bracket]
        else:
            outer = min((f.bracket for f in parts[:1]), default=0)
            parts = [f for f in parts if f.bracket == outer]
        for division in _division(here, totals, parts, is_full, here.folded[place] == "("):
            is_open = not is_full and here.folded[place] not in ("(", ":")
            is_list = (
                here.folded[place] == ":"
                and place - totals[-1].end <= 1
                and len(division.items) > FEWEST
            )
            item = here.part_at(place)[1]
            yield replace(division, is_open=is_open, item=item, is_full=division.is_full or is_list)


def _goes_with(totals: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """True where the first figure behind a bracket or colon counts what a total counts."""
    first = next((f for f in parts if f.is_level), None)
    return first is not None and any(kinship(total, first) >= 1 for total in totals)


def _in_next_sentence(here: Paragraph) -> Iterator[Division]:
    """``Bầu 95 đại biểu. Trong đó: …``; ``… 900 tỷ đồng. Bao gồm: …``."""
    for sentence in sorted({f.sentence for f in here.figures}):
        start = here.starts(sentence)
        opening = here.folded[start : start + 2]
        is_full = bool(set(opening[:1]) & words("full")) or " ".join(opening) in words("full")
        labelled = _opens_list(here, sentence, start)
        if (
            not is_full
            and not tells(opening, "partial")
            and not tells(opening, "told")
            and not labelled
        ):
            continue
        if sentence == 0:
            continue
        earliest = sentence - 1 if tells(opening, "partial") or is_full else 0
        before = here.to_token(start, MOST_PARTS)
        totals = [f for f in before if f.sentence >= earliest and f.is_level and not f.bracket]
        totals = totals[-MOST_TOTALS:]
        totals = [f for f in totals if not f.is_over]
        parts = [f for f in _of_sentence(here, sentence) if not f.bracket]
        yield from _division(here, totals, parts, is_full)


def _closed(here: Paragraph) -> Iterator[Division]:
    """``a …, b …, c …; cộng T``: what a total closes."""
    for figure in here:
        head = here.folded[max(0, figure.first - HEAD) : figure.first]
        opened = next(
            (
                n
                for n in range(len(head))
                if " ".join(head[n : n + 2]) in words("sums") or head[n] in words("sums")
            ),
            None,
        )
        if (
            not figure.is_level
            or opened is None
            or not all(t[:1].isalpha() or t == ":" for t in head[opened:])
        ):
            continue
        if tells(head[opened:], "added"):
            continue
        parts = [
            f
            for f in here.around(figure)
            if f.index < figure.index and f.is_level and not f.bracket
        ]
        parts = [f for f in parts if kinship(figure, f) >= 1 and not f.is_over]
        if len(parts) >= FEWEST:
            yield Division([figure], [[f] for f in parts], True, [f.label for f in parts])
            if len(parts) > FEWEST:
                yield Division([figure], [[f] for f in parts[1:]], False, [f.label for f in parts])


def _of_sentence(here: Paragraph, sentence: int) -> list[Figure]:
    near = here.from_token(here.starts(sentence), MOST_PARTS)
    return [f for f in near if f.sentence == sentence]


def _opens_list(here: Paragraph, sentence: int, start: int) -> bool:
    """``Trình độ: thạc sĩ 42 người, …``: words and a colon before the first figure."""
    figures = _of_sentence(here, sentence)
    head = here.folded[start : figures[0].first] if figures else []
    return len(figures) > FEWEST and ":" in head and head.index(":") < HEAD


def _in_list(here: Paragraph, behind: Sequence[Paragraph]) -> Iterator[Division]:
    """``Tổng chi 900 tỷ đồng. Bao gồm:`` or ``…:`` and a list below it."""
    if not here.text.rstrip().endswith(":") or len(behind) < FEWEST or not here.figures:
        return
    tail = [t for t in here.folded[-LEAD:] if t[:1].isalpha()]
    is_full = tells(tail[-3:], "full") and not tells(tail[-3:], "partial")
    last = here.figures[-1].sentence
    totals = [f for f in _of_sentence(here, last) if f.is_level and not f.bracket]
    items = []
    for paragraph in behind:
        levels = [f for f in paragraph.figures if f.is_level and not f.bracket and f.sentence == 0]
        if not levels or len(paragraph.figures[0].label) + 3 < levels[0].first - HEAD:
            return
        items.append(levels)
    if totals:
        labels = [p.figures[0].label for p in behind if p.figures]
        yield Division(totals, items, is_full, labels, is_below=True)


def _division(
    here: Paragraph,
    totals: Sequence[Figure],
    parts: Sequence[Figure],
    is_full: bool,
    in_bracket: bool = False,
) -> Iterator[Division]:
    items: list[list[Figure]] = []
    last_item = None
    for figure in parts[:MOST_PARTS]:
        if not figure.is_level or figure.is_over or (items and tells(figure.label, "spends")):
            continue
        if tells(here.folded[figure.first - 4 : figure.first], "left"):
            is_full = False
        if items and figure.item == last_item and _is_nested(here, items[-1][-1], figure):
            continue
        if last_item is None or figure.item != last_item or len(totals) == 1:
            items.append([])
        items[-1].append(figure)
        last_item = figure.item
    labels = [item[0].label for item in items if item]
    rest = any(
        tells(here.folded[f.last + 1 : f.last + 5], name) for f in parts for name in ("and_so_on",)
    )
    if parts and tells(here.folded[parts[-1].end : parts[-1].end + 4], "rest"):
        return
    closes = len(items) > FEWEST and tells(items[-1][0].label, "rest")
    if items:
        first, last = items[0][0], items[-1][-1]
        is_nested = here.is_divided_between(first, last)
        yield Division(
            totals, items, (is_full or closes) and not rest, labels, in_bracket, is_nested=is_nested
        )


def _is_nested(here: Paragraph, one: Figure, other: Figure) -> bool:
    """``9 ca tại A: 5 ca …, 4 ca …``: what a colon divides within an item."""
    return ":" in here.folded[one.last : other.first]


def _connectives(here: Paragraph) -> Iterator[tuple[int, bool]]:
    """Where words that divide a total stand, and whether the list must be complete."""
    folded = here.folded
    known = starts_of("partial") | starts_of("full") | starts_of("told") | {"(", ":"}
    for place, token in enumerate(folded):
        if token not in known:
            continue
        terms = {" ".join(folded[place : place + length]) for length in (1, 2, 3)}
        before = folded[place - 1] if place else ""
        if terms & words("partial"):
            yield place, False
        elif terms & words("full") and before not in words("in"):
            yield place, True
        elif terms & words("told") or _opens(token, before):
            yield place, False


def _opens(token: str, before: str) -> bool:
    """A bracket or colon behind a word."""
    if token == "(":
        return before[:1].isalnum()
    return token == ":" and bool(before) and before not in words("full")


def _totals_before(here: Paragraph, place: int) -> list[Figure]:
    """The figures right before the words that divide: a run of levels, no longer than a clause."""
    found: list[Figure] = []
    end = place
    sentence = here.part_at(place)[0]
    for figure in reversed(here.to_token(place, LEAD)):
        if figure.sentence != sentence:
            break
        if end - figure.last > LEAD or ";" in here.folded[figure.last : end - 1]:
            break
        if figure.bracket and figure.bracket != here.part_at(place)[2]:
            continue
        if not figure.is_level:
            if found:
                break
            end = figure.first
            continue
        found.append(figure)
        end = figure.first
    return sorted(found, key=lambda f: (not f.is_over, f.index))


def _is_complement(labels: Sequence[Sequence[str]]) -> bool:
    """Men and women, investment and recurrent: known parts that make up all."""
    for group in groups("wholes"):
        if len(group) == len(labels):
            named = [{w for w in group if f" {w} " in f" {' '.join(label)} "} for label in labels]
            if all(len(one) == 1 for one in named) and set().union(*named) == group:
                return True
    return False
