"""True values of an invented unit: consistent with the catalogue's formulas and relations."""

import random
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import exp, log

from helpers.checks.catalogue_checks import RelationCheck
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.capitals import CARRIED, TOTAL, qualified
from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.programme import BudgetLine, Key, Programmes
from helpers.core.conversion import PERCENT, is_count
from helpers.core.periods import Period

# A share of the plausible range that units of middle size fill.
TYPICAL_SHARE = 0.02
SPREAD, TREND, NOISE = 0.5, 0.03, 0.04
BELOW = Decimal("0.8")
Values = dict[str, dict[str, Decimal]]
Budget = dict[tuple[Key, str], tuple[Decimal, Decimal]]


def true_values(
    catalogues: Catalogues,
    relations: Sequence[RelationCheck],
    budget: Budget,
    unit: str,
    seed: int,
    level_scale: float = 1.0,
) -> Values:
    """Indicator → measure → value for one unit and the catalogues' period.

    The same unit keeps its size and trend over periods; noise is sampled for each. Figures
    that a relation of checks.csv ties are sampled to hold it.
    """
    size = random.Random(f"{seed}/{unit}")
    scale, growth = level_scale * exp(size.gauss(0, SPREAD)), size.gauss(TREND, TREND)
    year = catalogues.period.year + (0.5 if catalogues.period.number == 2 else 0)
    factor = scale * exp(growth * (year - 2020))
    bounds = _bounds(relations, budget, catalogues.programmes)
    values: Values = {}
    for indicator in _ordered(catalogues.indicators, bounds):
        noise = random.Random(f"{seed}/{unit}/{catalogues.period}/{indicator.code}")
        steady = random.Random(f"{seed}/{unit}/{indicator.code}")
        actual = _computed(indicator, values)
        if actual is None:
            grown = factor if indicator.aggregation == "sum" else factor / level_scale
            actual = _sampled(indicator, grown * exp(noise.gauss(0, NOISE)), steady)
            actual = _within(actual, indicator, bounds, values, steady)
        values[indicator.code] = _measures(indicator, actual, values, noise, catalogues.period)
        if (fixed := bounds.get(f"{indicator.code}:plan")) and "plan" in values[indicator.code]:
            values[indicator.code]["plan"] = fixed[2]
    return values


def _bounds(
    relations: Sequence[RelationCheck], budget: Budget, programmes: Programmes
) -> dict[str, tuple[str, object, Decimal]]:
    """Indicator → (relation, the other indicator's code or its value, times what)."""
    found: dict[str, tuple[str, object, Decimal]] = {}
    for rule in relations:
        left, right = (side.removesuffix(":actual") for side in (rule.left, rule.right))
        right = right.partition(":")[0]
        if right in programmes.amounts:
            line, capital = programmes.amounts[right]
            amounts = [
                assigned
                for (key, kind), (assigned, _) in budget.items()
                if key[0] == line.programme and capital in (kind, TOTAL)
            ]
            found[left] = (rule.relation, sum(amounts, Decimal(0)), rule.factor)
        else:
            found[left] = (rule.relation, right or Decimal(1), rule.factor)
    return found


def _within(
    actual: Decimal, indicator: Indicator, bounds: dict, values: Values, steady: random.Random
) -> Decimal:
    """The sampled value, or one that its relation allows; below a fixed limit any."""
    relation, other, times = bounds.get(indicator.code, (None, None, Decimal(1)))
    if isinstance(other, str):
        other = values[other]["actual"] if other in values else None
    elif relation == "at_most" and other == 1:
        return rounded(times * Decimal(str(steady.uniform(0.4, 1))), indicator)
    if other is None:
        return actual
    limit = rounded(other * times * BELOW, indicator)
    return other if relation == "equal" else min(actual, limit)


def _ordered(indicators: dict[str, Indicator], bounds: dict) -> Iterator[Indicator]:
    """Each indicator after those that its formula or its relation needs."""
    done: set[str] = set()

    def visit(code: str) -> Iterator[Indicator]:
        if code in done:
            return
        done.add(code)
        other = bounds.get(code, ("", "", Decimal(1)))[1]
        needed = [*indicators[code].inputs, *([other] if other in indicators else [])]
        for part in needed:
            yield from visit(part)
        yield indicators[code]

    for code in indicators:
        yield from visit(code)


def _measures(
    indicator: Indicator, actual: Decimal, values: Values, noise: random.Random, period: Period
) -> dict[str, Decimal]:
    """The value with its plan (a total's is that of its parts), or with its denominator."""
    if not {"plan", "whole"} & set(indicator.measures):
        return {"actual": actual}
    reached = Decimal(str(round(noise.uniform(*_pace(indicator, period)), 3)))
    parts = [plan for code in indicator.inputs if (plan := values[code].get("plan")) is not None]
    is_complete = bool(parts) and len(parts) == len(indicator.inputs)
    if indicator.formula_of("plan") == "sum_of_parts" and is_complete:
        return {"actual": actual, "plan": sum(parts, Decimal(0))}
    if "plan" in indicator.measures:
        first = values[indicator.inputs[0]].get("plan") if indicator.inputs else None
        if indicator.unit_of_measure == PERCENT and first is not None:
            whole = values[indicator.inputs[-1]]["actual"]
            return {"actual": actual, "plan": rounded(100 * first / whole, indicator)}
        plan = min(rounded(actual / reached, indicator), indicator.maximum)
        return {"actual": actual, "plan": plan}
    return {
        "actual": actual,
        "plan": max(rounded(actual / min(reached, Decimal(1)), indicator), actual),
    }


def _pace(indicator: Indicator, period: Period) -> tuple[float, float]:
    """Which shares of a plan are reached: of a state most, of a flow half in half a year."""
    if indicator.direction == "down":
        return 0.9, 1.15
    if indicator.time_basis == "point_in_time" or indicator.aggregation == "ratio":
        return 0.85, 1.05
    return (0.35, 0.65) if (period.kind, period.number) == ("H", 1) else (0.8, 1.1)


def _sampled(indicator: Indicator, factor: float, steady: random.Random) -> Decimal:
    """A value within the plausible range, spread evenly on the scale of its size."""
    low, high = float(indicator.minimum), float(indicator.maximum)
    if indicator.unit_of_measure == PERCENT or indicator.aggregation == "ratio":
        return rounded(
            Decimal(str(steady.uniform(low + (high - low) * 0.3, high * 0.9))), indicator
        )
    middle = max(high * TYPICAL_SHARE, 1.0)
    sampled = exp(log(middle) + steady.gauss(0, 0.4)) * factor
    return rounded(Decimal(str(min(max(sampled, low), high))), indicator)


def _computed(indicator: Indicator, values: Values) -> Decimal | None:
    """By the catalogue's formula; None for an indicator without one, or without parts."""
    parts = [values[code]["actual"] for code in indicator.inputs if code in values]
    if not indicator.formula or len(parts) != len(indicator.inputs):
        return None
    match indicator.formula:
        case "sum_of_parts":
            return sum(parts, Decimal(0))
        case "product_over_10":
            area, per_area = parts[0], _possible_yield(indicator, values)
            return rounded(area * per_area / 10, indicator)
        case "difference":
            return parts[0] - parts[1]
        case _:
            scale = 100 if indicator.unit_of_measure == PERCENT else 10
            return rounded(scale * parts[0] / parts[1], indicator) if parts[1] else None


def _possible_yield(production: Indicator, values: Values) -> Decimal:
    """The sampled yield, or a smaller one where the production would be more than can be."""
    area, per_area = (values[code] for code in production.inputs)
    if area["actual"] * per_area["actual"] / 10 > production.maximum:
        most = production.maximum * 10 / area["actual"] * BELOW
        per_area["actual"] = most.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return per_area["actual"]


def rounded(value: Decimal, indicator: Indicator) -> Decimal:
    """``value`` with the digits that the indicator is reported with."""
    digits = 0 if is_count(indicator.unit_of_measure) else indicator.decimals
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def budget_values(catalogues: Catalogues, unit: str, seed: int, scale: float = 1.0) -> Budget:
    """(line, capital) → (assigned, disbursed) in triệu đồng: lines without named ones below."""
    draw = random.Random(f"{seed}/{unit}/{catalogues.period.year}/budget")
    programmes = catalogues.programmes
    columns = _columns(catalogues)
    found = {}
    for line in filter(programmes.parent, programmes.budget_lines.values()):
        if any(child.name_vi for child in programmes.children(line)) or not line.name_vi:
            continue
        kinds = (
            _column(kind, line, catalogues.period, columns) for kind in programmes.capital_of(line)
        )
        for capital in filter(None, kinds):
            if draw.random() < 0.4:
                continue
            assigned = Decimal(str(round(scale * exp(draw.gauss(6.5, 1.2)), 3)))
            spent = Decimal(str(round(draw.uniform(0, 0.6), 3))) if draw.random() > 0.2 else 0
            disbursed = (assigned * spent).quantize(Decimal("0.001"), ROUND_HALF_UP)
            found[line.key, capital] = (assigned, disbursed)
    return found


def _columns(catalogues: Catalogues) -> frozenset[str]:
    """Kinds and sources of which the forms of the period ask what was allocated."""
    sheets = (sheet for form in catalogues.forms for sheet in form.sheets)
    roles = (r for s in sheets if s.table == "programme" for r in s.asked or s.columns)
    return frozenset(r.partition("_")[2] for r in roles if r.startswith("allocated_"))


def _column(kind: str, line: BudgetLine, period: Period, columns: frozenset[str]) -> str:
    """The column for a kind of a line's capital; empty where the forms ask for none."""
    money = "" if line.takes_new_money(period) else CARRIED
    named = (qualified(money, kind), qualified(money, f"central.{kind}"))
    return next((column for column in named if column in columns), "")
