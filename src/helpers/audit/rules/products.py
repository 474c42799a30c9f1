"""Products, rates and remainders: counts times rates, areas times yields, what is left."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from helpers.audit.rules.denominators import is_over
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.runs import is_complement
from helpers.audit.rules.solver import Candidate, Formula, Solved, solve
from helpers.audit.vocabulary import tells, words
from helpers.core.text import fold
from helpers.indicators.formulas import TEN

WIDE, NEAR, FEW = 10, 6, 4
ADDED = ("money", "area", "mass")


def find_products(here: Paragraph) -> Iterator[Solved]:
    """Products and rates of the paragraph that could be checked."""
    for figure in here:
        if figure.is_rate and not _is_bound(here, figure):
            ways = _yields(here, figure) if _is_yield(figure) else _rates(here, figure)
            solved = solve(list(ways))
            if solved is not None:
                yield solved


def _is_bound(here: Paragraph, rate: Figure) -> bool:
    """At most so much, what each earns, so much a month: no rate of a total."""
    behind = here.folded[rate.last + 1 : rate.last + 6]
    slashes = list(behind).count("/") + (
        rate.quantity.measure.unit.count("/") if rate.quantity.measure else 0
    )
    return (
        slashes > 1 or tells(rate.label, "at_most") or tells(rate.label, "earns")
        or any(t in words("dated") for t in behind[1:2])
    )  # fmt: skip


def find_remainders(here: Paragraph) -> Iterator[Solved]:
    """What is told to be left of what was given or had."""
    for figure in here:
        if (
            not figure.is_level
            or not tells(here.before(figure, 4), "left")
            or _is_change_end(here, figure)
        ):
            continue
        if not _is_followed(here, figure):
            solved = solve(list(_left(here, figure)))
            if solved is not None:
                yield solved


def find_differences(here: Paragraph, before: Sequence[Paragraph]) -> Iterator[Solved]:
    """``xuất khẩu 177,5; nhập khẩu 164; xuất siêu 13,5``: what two figures before it differ by."""
    for figure in here:
        if not figure.is_level or not tells(here.before(figure, FEW), "differs"):
            continue
        near = [f for p in before[-1:] for f in p.figures] if not figure.sentence else []
        near += here.figures[max(0, figure.index - WIDE) : figure.index]
        same = [f for f in near if f.is_level and not f.is_previous and kinship(f, figure) == 2]
        if is_complement([f.label for f in same[-2:]]):
            both = tuple(f.in_unit_of(figure) for f in same[-2:])
            difference = Candidate(
                "balance", "left.difference", figure, both, lambda v: v[0] - v[1], magnitude=True
            )
            solved = solve([difference])
            if solved is not None:
                yield solved


def _is_followed(here: Paragraph, left: Figure) -> bool:
    """``còn lại 15 nhà đang làm và 10 nhà chưa làm``: told one by one."""
    behind = here.figures[left.index + 1 : left.index + 2]
    if not behind or not behind[0].is_level or kinship(behind[0], left) < 1:
        return False
    return not {".", ";", "("} & set(here.between(left, behind[0]))


def _is_all(here: Paragraph, whole: Figure, left: Figure) -> bool:
    """All that is left, not some of it: ``còn 5 hồ sơ quá hạn``."""
    if tells(here.before(left, 4), "left_all"):
        return True
    behind = {t for t in here.clause_after(left, 6) if t[:1].isalpha()}
    return behind <= set(whole.noun) | whole.names | words("unlabelled") | set(left.noun[:1])


def _is_change_end(here: Paragraph, figure: Figure) -> bool:
    """``giảm còn``, ``xuống còn``, ``từ … còn``."""
    before = here.before(figure, FEW)
    return bool(set(before) & (words("fall") | words("rise") | words("to") - words("left")))


def _is_yield(figure: Figure) -> bool:
    measure = figure.quantity.measure
    return measure is not None and measure.dimension == "yield"


def _of_dimension(figures: Sequence[Figure], dimension: str) -> list[Figure]:
    levels = [f for f in figures if f.is_level and f.quantity.measure is not None]
    return [f for f in levels if f.quantity.known_measure.dimension == dimension]


def _yields(here: Paragraph, rate: Figure) -> Iterator[Candidate]:
    """``a ha; năng suất y tạ/ha; sản lượng p tấn``."""
    behind = here.figures[rate.index + 1 : rate.index + 1 + WIDE]
    mass = next(iter(_of_dimension(behind, "mass")), None)
    if mass is None or any(f.is_rate or _is_area(f) for f in behind if f.index < mass.index):
        return
    areas = _of_dimension(here.figures[max(0, rate.index - WIDE) : rate.index], "area")[::-1]
    for number, area in enumerate(areas):
        measures = (f.quantity.known_measure.factor for f in (area, rate, mass))
        of_area, of_yield, of_mass = measures
        scale = of_area * of_yield / of_mass / TEN
        is_sure = number == 0 and _is_one_crop(here, areas, rate, mass)
        name = "product.yield" if is_sure else "product.far"
        yield Candidate(
            "product", name, mass, (area, rate), _scaled(scale), likeness=-number
        )  # fmt: skip


def _is_area(figure: Figure) -> bool:
    measure = figure.quantity.measure
    return measure is not None and measure.dimension == "area"


def _is_part(here: Paragraph, area: Figure) -> bool:
    """Behind words that divide, in its sentence."""
    divider = here.divider_behind(here.starts(area.sentence))
    return divider is not None and divider < area.first


def _is_one_crop(here: Paragraph, areas: Sequence[Figure], rate: Figure, mass: Figure) -> bool:
    """One area in its sentence, and between it, the yield and the production nothing is named."""
    area = areas[0]
    between_both = here.figures[area.index + 1 : rate.index]
    is_alone = sum(a.sentence == area.sentence for a in areas) == 1
    if not is_alone or _is_part(here, area) or any(f.is_level for f in between_both):
        return False
    if tells(here.folded, "preliminary") or tells(here.folded, "others_only"):
        return False
    known = (
        words("achieved")
        | words("unlabelled")
        | words("harvested")
        | words("states")
        | words("rough")
    )
    known |= {w for name in ("yield", "production") for term in words(name) for w in term.split()}
    between = list(here.folded[area.end : rate.first])
    marks = [n for n, t in enumerate(between) if t in (";", ".")]
    named = between[marks[0] :] if marks else []
    label = list(mass.label)
    return {t for t in (*named, *label) if t[:1].isalpha()} <= known | area.names | frozenset(
        area.noun
    )


def _scaled(scale: Decimal) -> Formula:
    """The product of both in another unit, exact or in floating point."""

    def product(values: Sequence[Any]) -> Any:
        return values[0] * values[1] * _like(values, scale)

    return product


def _like(values: Sequence[Any], scale: Decimal) -> Any:
    return float(scale) if isinstance(values[0], float) else scale


def _rates(here: Paragraph, rate: Figure) -> Iterator[Candidate]:
    """``n suất, mỗi suất r đồng, tổng T đồng``; ``T đồng cho n hộ, bình quân r đồng/hộ``."""
    each = _each(here, rate)
    measure = rate.quantity.measure
    dimension = measure.dimension.partition("_per_")[0] if measure is not None else None
    kind = next((k for k in ("mean", "fixed", "density") if tells(here.before(rate, WIDE), k)), "")
    near = here.figures[max(0, rate.index - WIDE) : rate.index + FEW]
    same = [f for f in near if f.sentence == rate.sentence and f.is_level]
    is_before = kind == "mean" and not same
    if is_before:
        same = [f for f in near if f.is_level and 0 < rate.sentence - f.sentence <= 2]
    same = [
        f for f in same if not f.is_previous and (not f.bracket or f.bracket == rate.bracket)
    ] or same
    counts = [
        f for f in same if each and f.noun and (each[0] == f.noun[0] or f.noun[: len(each)] == each)
    ]
    if dimension in ADDED:
        totals = [
            f
            for f in same
            if f.quantity.measure is not None and f.quantity.measure.dimension == dimension
        ]
    else:
        totals = [f for f in same if f not in counts and kinship(f, rate) >= 0.5 and rate.noun]
        totals = [f for f in totals if kinship(f, rate) == 2] or [
            f for f in totals if set(rate.noun[:1]) <= set(f.noun)
        ]
    single = len(counts) == 1 and len(totals) == 1
    for count in counts:
        for total in totals:
            if total is count:
                continue
            way = _rate(rate, count, total, kind, single)
            yield replace(way, signature="rate.before") if is_before and single else way


def _rate(rate: Figure, count: Figure, total: Figure, kind: str, single: bool) -> Candidate:
    """The mean that follows from a total, or the total that a rate makes."""
    one, other = rate.quantity.measure, total.quantity.measure
    scale = one.factor / other.factor if one is not None and other is not None else Decimal(1)
    if kind in ("mean", "density"):

        def mean(values: Sequence[Any]) -> Any:
            return values[0] / values[1] / _like(values, scale) if values[1] else None

        return Candidate("rate", "rate.mean" if single else "rate.far", rate, (total, count), mean)
    if kind == "fixed" and not rate.quantity.is_rough:
        rate = replace(rate, quantity=replace(rate.quantity, is_fixed=True))
    name = "rate.each" if single else "rate.far"
    return Candidate("rate", name, total, (count, rate), _scaled(scale))


def _each(here: Paragraph, rate: Figure) -> tuple[str, ...]:
    """What a rate is told for each of."""
    unit = rate.quantity.measure.unit if rate.quantity.measure is not None else ""
    if "/" in unit:
        return tuple(fold(unit.rpartition("/")[2]).split())
    behind = list(here.folded[rate.last + 1 : rate.last + 4])
    if behind[:1] == ["/"]:
        return tuple(t for t in behind[1:3] if t[:1].isalpha() and t not in words("no_name"))
    before = list(here.before(rate, NEAR))
    for place in range(len(before) - 1, -1, -1):
        if before[place] in words("each_one") | words("one") or tells(
            before[place - 1 : place + 1], "mean"
        ):
            return tuple(
                t for t in before[place + 1 :] if t[:1].isalpha() and t not in words("unlabelled")
            )[:2]
    return ()


def _left(here: Paragraph, left: Figure) -> Iterator[Candidate]:
    """Of W, of which a was used, ``left`` is left."""
    levels = [
        f for f in here.figures[max(0, left.index - WIDE) : left.index]
        if f.is_level and kinship(f, left) >= 1 and left.sentence - f.sentence <= 1
    ]  # fmt: skip
    for place, whole in enumerate(levels):
        for used in levels[:place]:
            if is_over(here, used, whole):
                name = (
                    "left.fraction"
                    if whole.sentence == left.sentence and place >= len(levels) - 2
                    else "left.far"
                )
                yield _remainder(whole, used, left, name)
        for used in levels[place + 1 :]:
            sure = (
                whole.sentence == left.sentence
                and len(levels) == 2
                and (
                    whole.is_plan
                    or here.is_divided_between(whole, used)
                    or tells(whole.label, "given")
                    or tells(whole.label, "total")
                    or tells(whole.label, "totals")
                )
                and (
                    here.is_divided_between(whole, used)
                    or tells(used.label, "uses")
                    or tells(used.label, "achieves")
                    or tells(used.label, "goes_out")
                )
                and kinship(whole, left) == 2
                and _is_all(here, whole, left)
            )
            divided = here.is_divided_between(whole, used)
            name = "left.divided" if divided else "left.given"
            yield _remainder(whole, used, left, name if sure else "left.far")
    near = [f for f in levels[-2:] if f.sentence == left.sentence and kinship(f, left) == 2]
    are_beside = [f.index for f in near] == [left.index - 2, left.index - 1]
    # Of a plan some may be begun: what is left then is of two kinds.
    if are_beside and (_is_all(here, near[0], left) or not tells(near[0].label, "planned")):
        yield _remainder(near[0], near[1], left, "left.next")
    if len(levels) >= 2 and levels[0].sentence == left.sentence:
        yield from _moves(here, levels[0], left)


def _moves(here: Paragraph, opening: Figure, left: Figure) -> Iterator[Candidate]:
    """``đầu năm có W, thoát a, phát sinh b, còn r``."""
    moves = [
        f
        for f in here.figures[opening.index + 1 : left.index]
        if not f.bracket and f.quantity.is_amount and kinship(f, left) >= 1
    ]
    signs = [_sign(move) for move in moves]
    name = "left.moves" if all(signs) and tells(opening.label, "opening") else "left.far"
    signs = [sign or -1 for sign in signs]

    def balance(values: Sequence[Any]) -> Any:
        return values[0] + sum(sign * value for sign, value in zip(signs, values[1:], strict=True))

    yield Candidate("balance", name, left, (opening, *moves), balance)


def _sign(move: Figure) -> int:
    named = (*move.label, *move.noun)
    if tells(named, "last_year") or tells(named, "against"):
        return 0
    return {(True, False): -1, (False, True): 1}.get(
        (tells(named, "goes_out"), tells(named, "comes_in")), 0
    )


def _remainder(whole: Figure, used: Figure, left: Figure, name: str) -> Candidate:
    both = (whole, used)
    alike = tuple(f.in_unit_of(left) for f in both)
    return Candidate("balance", name, left, alike, lambda v: v[0] - v[1])
