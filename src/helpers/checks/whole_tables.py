"""Whole sheets that look wrong: last year's figures, plan and actual swapped, rows gone.

Each is a question to a person, who may confirm the cell that the finding names.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import log

import pandas as pd

from helpers.checks.finding import Finding, StatedFigure, located
from helpers.core.catalogues import Catalogues
from helpers.core.groups import grouped
from helpers.core.messages import current_language, message
from helpers.core.records import integer_of, number_of, text_of
from helpers.core.tables import Record, records_of
from helpers.indicators.sources import Source

CHECKS = ("same_as_last_year", "columns_swapped", "rows_gone")
FEWEST_FIGURES, FEWEST_DIGITS = 5, 2
"""Equal figures, each of so many digits, before a sheet looks like last year's."""
FEWEST_ROWS = 3
"""Rows that must agree before columns look swapped, or be gone together."""
MOST = Decimal("0.9")
"""Share of the figures or rows of a sheet that must agree."""
CLEARLY = 0.5
"""How much nearer, in natural logarithms, swapped figures must be to last year's."""
NEAR = Decimal("0.01")
"""A stated percentage that is not rounded as it should be still fits within this share of it."""
MEASURES = {"allocated": "plan", "disbursed": "actual", "stated_pct": "stated_pct_plan"}
"""Items of budget lines as measures."""
Figures = Mapping[tuple[str, str], StatedFigure]
"""Figures by code and measure, in the order of the sheets."""
Sheet = tuple[str, str]


def check_whole_tables(
    tables: Mapping[str, pd.DataFrame], last_year: Mapping[str, pd.DataFrame], known: Catalogues
) -> Iterator[Finding]:
    """Findings about sheets, but for those that a person has confirmed.

    ``tables`` and ``last_year`` hold ``observations`` and ``programme``; ``tables`` holds
    ``cleaning_log`` besides.
    """
    confirmed = {
        tuple(row[name] for name in ("file", "sheet", "cell"))
        for row in records_of(tables["cleaning_log"])
        if row["rule"] == "confirmed"
    }
    now, before = (_figures(frames) for frames in (tables, last_year))
    received = {text_of(row, "indicator") for row in records_of(tables["observations"])}
    for finding in (
        *_same_as_last_year(now, before, known),
        *_swapped(now, before, known),
        *_rows_gone(now, before, received, known),
    ):
        if (finding.file, finding.sheet, finding.cell) not in confirmed:
            yield finding


def _figures(frames: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], StatedFigure]:
    found = {}
    for row in records_of(frames["observations"]):
        key = text_of(row, "indicator"), text_of(row, "measure")
        found[key] = _figure(row, *key)
    for row in records_of(frames["programme"]):
        code = "/".join(str(row[name] or "") for name in ("programme", "budget_line", "capital"))
        measure = MEASURES.get(text_of(row, "item"), text_of(row, "item"))
        found[code, measure] = _figure(row, code, measure)
    return {key: figure for key, figure in found.items() if figure is not None}


def _figure(row: Record, code: str, measure: str) -> StatedFigure | None:
    value = number_of(row, "value")
    if value is None:
        return None
    return StatedFigure(value, integer_of(row, "decimal_places"), Source.of(row, measure, code))


def _by_sheet(figures: Figures) -> dict[Sheet, list[str]]:
    """Codes with an actual value, by the sheet that it is in."""
    sources = ((c, f.source) for (c, measure), f in figures.items() if measure == "actual")
    return grouped(((source.file, source.sheet), code) for code, source in sources)


def _same_as_last_year(now: Figures, before: Figures, known: Catalogues) -> Iterator[Finding]:
    for codes in _by_sheet(now).values():
        pairs = [
            (now[code, "actual"], before[code, "actual"])
            for code in codes
            if (code, "actual") in before
        ]
        telling = [
            p for p in pairs if len(p[0].value.normalize().as_tuple().digits) >= FEWEST_DIGITS
        ]
        equal = [first for first, second in telling if first.value == second.value]
        if len(equal) >= FEWEST_FIGURES and len(equal) >= MOST * len(telling):
            year = known.period.previous_year().label(current_language())
            counts = {"equal": len(equal), "all": len(telling), "period": year}
            yield _finding("same_as_last_year", "error", equal[0].source, known, counts)


def _swapped(now: Figures, before: Figures, known: Catalogues) -> Iterator[Finding]:
    for codes in _by_sheet(now).values():
        votes = {code: _speaks_for_swap(code, now, before) for code in codes}
        swapped = [code for code, vote in votes.items() if vote]
        voting = [vote for vote in votes.values() if vote is not None]
        if len(swapped) >= FEWEST_ROWS and len(swapped) >= MOST * len(voting):
            source = now[swapped[0], "actual"].source
            counts = {"swapped": len(swapped), "all": len(voting)}
            yield _finding("columns_swapped", "error", source, known, counts)


def _speaks_for_swap(code: str, now: Figures, before: Figures) -> bool | None:
    """Whether a row's plan and actual look swapped; None where it does not say."""
    plan, actual = now.get((code, "plan")), now[code, "actual"]
    if plan is None or plan.value <= 0 or actual.value <= 0:
        return None
    stated = now.get((code, "stated_pct_plan"))
    if stated is not None:
        fits, fits_swapped = (
            _fits(stated, 100 * top / bottom)
            for top, bottom in ((actual.value, plan.value), (plan.value, actual.value))
        )
        return fits_swapped if fits != fits_swapped else None
    earlier = [before.get((code, measure)) for measure in ("plan", "actual")]
    values = [figure.value for figure in earlier if figure is not None and figure.value > 0]
    if len(values) < len(earlier):
        return None
    as_written = _distance(plan.value, values[0]) + _distance(actual.value, values[1])
    exchanged = _distance(actual.value, values[0]) + _distance(plan.value, values[1])
    return exchanged < as_written if abs(exchanged - as_written) > CLEARLY else None


def _fits(stated: StatedFigure, percent: Decimal) -> bool:
    half_digit = Decimal(5).scaleb(-stated.decimal_places - 1)
    return abs(stated.value - percent) <= max(half_digit, NEAR * abs(stated.value))


def _distance(first: Decimal, second: Decimal) -> float:
    return abs(log(first / second))


def _rows_gone(
    now: Figures, before: Figures, received: set[str], known: Catalogues
) -> Iterator[Finding]:
    """Neighbouring rows of last year's sheet of which this year's form has none."""
    for codes in _by_sheet(before).values():
        asked = [code for code in codes if code in known.indicators]
        for start, stop in _runs([code not in received for code in asked]):
            beside = [*reversed(asked[:start]), *asked[stop:]]
            near = next((code for code in beside if (code, "actual") in now), None)
            if near is None:
                continue
            names = [known.indicators[c].name(current_language()) for c in asked[start:stop]]
            fields = {"count": stop - start, "names": "; ".join(names)}
            yield _finding("rows_gone", "warning", now[near, "actual"].source, known, fields)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """(start, stop) of each run of true flags that is long enough."""
    start = 0
    for position, flag in enumerate([*flags, False]):
        if not flag:
            if position - start >= FEWEST_ROWS:
                yield start, position
            start = position + 1


def _finding(
    check: str, severity: str, source: Source, known: Catalogues, fields: Mapping[str, object]
) -> Finding:
    indicator = known.indicators.get(source.indicator)
    roots = known.programmes.roots()
    section = indicator.section if indicator else roots[0].section if roots else ""
    corrections = f"data/reference/corrections/{known.period}"
    where = {"cell": source.cell, "corrections": corrections}
    return Finding(
        check=check,
        severity=severity,
        section=section,
        subject=f"{source.file}, {source.sheet}",
        verdict="unusual",
        advice=message(f"checks.advice_{check}", None, **{**fields, **where}),
        **located(source),
    )
