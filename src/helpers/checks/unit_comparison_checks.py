"""Checks over many units: who is missing, what is far from the rest, what does not add up."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from helpers.checks.budget import budget_subject
from helpers.checks.finding import Finding, figure_text
from helpers.core.catalogues import Catalogues
from helpers.core.formatting import decimals_of
from helpers.core.messages import current_language, message
from helpers.indicators.rollup.outliers import Outlier
from helpers.indicators.rollup.totals import Totals

Names = Mapping[str, str]


def missing_members(units: Iterable[str], names: Names) -> Iterator[Finding]:
    """Units of which nothing was received: every total is without them."""
    for unit in units:
        yield Finding(
            check="member_missing", severity="error", section="", subject=names[unit],
            verdict="missing", advice=message("checks.advice_member_missing"),
        )  # fmt: skip


def unusual_figures(
    found: Iterable[Outlier], names: Names, catalogues: Catalogues
) -> Iterator[Finding]:
    """Figures of units far from those of the others, or from their own past."""
    for item in found:
        section, name = section_and_name(item.code, catalogues)
        sign = "" if item.field == "actual" else "%"
        yield Finding(
            check=f"unusual_{item.against}", severity="warning", section=section,
            subject=message(f"checks.subject_{item.field}", unit=names[item.unit], name=name),
            verdict="unusual", advice=message(f"checks.advice_unusual_{item.against}"),
            stated=figure_text(Decimal(str(round(item.value, 2))), 2) + sign,
            computed=figure_text(Decimal(str(round(item.usual, 2))), 2) + sign,
            indicator=item.code, measure=item.field,
        )  # fmt: skip


def sums_that_differ(
    stated: Mapping[tuple[str, str], Decimal], name: str, totals: Totals, catalogues: Catalogues
) -> Iterator[Finding]:
    """A unit's own figures against the sum of the units below it.

    ``stated``: (code, actual or plan) → value. Only where every unit below reports the figure; what
    does not add is not compared.
    """
    period = totals.cube.periods.index(str(catalogues.period))
    for (code, field), value in stated.items():
        indicator = catalogues.indicators.get(code)
        if code not in totals.cube.codes or (indicator and indicator.aggregation != "sum"):
            continue
        code_index = totals.cube.code_index(code)
        coverage = totals.coverage(period, code_index)
        summed = totals.sum(field, field, period, code_index)
        if summed is None or totals.count(field, period, code_index) < coverage.units:
            continue
        if summed != value:
            yield _difference(code, field, name, value, summed, catalogues)


def _difference(
    code: str, field: str, unit: str, value: Decimal, summed: Decimal, catalogues: Catalogues
) -> Finding:
    section, name = section_and_name(code, catalogues)
    decimal_places = max(decimals_of(value), decimals_of(summed))
    return Finding(
        check="sum_of_members", severity="error", section=section,
        subject=message(f"checks.subject_{field}", unit=unit, name=name),
        verdict="contradiction", advice=message("checks.advice_sum_of_members"),
        stated=figure_text(value, decimal_places), computed=figure_text(summed, decimal_places),
        difference=figure_text(value - summed, decimal_places, signed=True),
        indicator=code, measure=field,
    )  # fmt: skip


def section_and_name(code: str, catalogues: Catalogues) -> tuple[str, str]:
    """Section and name of an indicator or budget line."""
    indicator, lang = catalogues.indicators.get(code), current_language()
    if indicator is not None:
        return indicator.section, indicator.name(lang)
    line, capital = catalogues.programmes.amounts[code]
    return line.section, budget_subject(line, capital, catalogues.programmes)
