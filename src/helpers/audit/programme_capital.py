"""A programme's capital: the total against the lines told under its projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim, printed
from helpers.audit.programme_lines import Capital, ProgrammeLines, Series, Total
from helpers.audit.quantities import Quantity
from helpers.core.messages import message
from helpers.indicators.tolerance import Interval, sum_image

FEWEST_PROJECTS, FEWEST_LINES = 3, 4
NEARLY = Decimal("1.25")
"""Lines that make more than this of a total may be of another year or of more than it."""


def programme_claims(read: ProgrammeLines) -> Iterator[tuple[int, Claim]]:
    """Claims of totals with the number of the passage that tells each, when all is read.

    A list may leave lines out, so a larger total says nothing. One that is smaller than the sum
    of its lines is wrong, unless they are of several years.
    """
    for total in read.totals:
        series = _series_of(total, read.series)
        if series is None:
            continue
        lines = series.leaves()
        if len(lines) < FEWEST_LINES or len({path[0] for path in lines}) < FEWEST_PROJECTS:
            continue
        claims = _claims(total, series, [*lines.values()])
        for claim in sorted(claims, key=lambda claim: (claim.start, claim.end)):
            yield total.number, claim


def _series_of(total: Total, series: Sequence[Series]) -> Series | None:
    """Lines of the total's programme: those that follow it, else the last before it."""
    same = [s for s in series if s.programme == total.programme and total.programme]
    behind = next((s for s in same if s.number > total.number), None)
    return behind or (same[-1] if same else None)


def _claims(total: Total, series: Series, lines: Sequence[Capital]) -> Iterator[Claim]:
    is_sure = not total.is_of_years and not series.is_of_years
    capital = total.capital
    whole = _claim(capital.whole, [q for line in lines for q in line.whole], lines, is_sure)
    if whole is not None:
        yield whole
    if capital.investment is None or capital.recurrent is None:
        return
    invested = [line for line in lines if line.investment is not None]
    figures = [q for line in invested if (q := line.investment) is not None]
    investment = _claim((capital.investment,), figures, invested, is_sure)
    if investment is None:
        return
    yield investment
    # All investment is told by the lines that name it, so the others are of the other kind.
    others = [line for line in lines if line.recurrent is not None or not line.has_kinds]
    figures = [
        q
        for line in others
        for q in ((line.recurrent,) if line.has_kinds else line.whole)
        if q is not None
    ]
    claim = _claim((capital.recurrent,), figures, others, is_sure)
    if claim is not None:
        yield claim


def _claim(
    told: Sequence[Quantity], figures: Sequence[Quantity], lines: Sequence[Capital], is_sure: bool
) -> Claim | None:
    """None where the figures of the lines make less than the total."""
    unit = told[0]
    stated, summed = _sum(told, unit), _sum(figures, unit)
    if summed.high < stated.low:
        return None
    value = sum((q.in_unit_of(unit).value for q in figures), Decimal(0))
    verdict = AGREES
    if summed.low > stated.high:
        is_near = is_sure and value <= NEARLY * stated.high
        verdict = CONTRADICTION if is_near else DOUBTFUL
    value_told = printed(value, max(q.decimal_places for q in told))
    places = ", ".join(line.place for line in lines)
    return Claim(
        "lines",
        told[0].start,
        told[-1].end,
        " + ".join(q.text for q in told),
        message("audit.sum_of_lines", value=value_told, count=len(lines), places=places),
        verdict,
        tuple((q.start, q.end) for q in told),
    )


def _sum(figures: Sequence[Quantity], unit: Quantity) -> Interval:
    return sum_image([figure.in_unit_of(unit).interval() for figure in figures])
