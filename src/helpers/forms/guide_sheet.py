"""The sheet that explains a blank form: how to fill it, what each row counts, the pick lists."""

from collections.abc import Iterator, Mapping, Sequence

from helpers.core.catalogues.indicators import Indicator
from helpers.core.messages import message
from helpers.forms.checks import shown
from helpers.forms.source import FormSource

GUIDE_WIDTHS = (6, 46, 14, 44, 40, 30)
STEPS = 7
"""Sentences on how to fill a form: messages ``forms.step_1`` and so on."""
Lists = Mapping[str, Sequence[tuple[str, str]]]


def steps(source: FormSource) -> list[str]:
    """How to fill the form, one sentence each."""
    period = source.catalogues.period
    words = {
        "period": period.label("vi"),
        "start": f"{period.start:%d/%m/%Y}",
        "end": f"{period.end:%d/%m/%Y}",
        "before": source.last_period_name or "—",
    }
    return [message(f"forms.step_{number}", "vi", **words) for number in range(1, STEPS + 1)]


def definition_head() -> list[str]:
    """Headers of the table of definitions."""
    names = ("number", "indicator", "unit", "counts", "check", "source")
    return [message(f"forms.definition_{name}", "vi") for name in names]


def definitions(source: FormSource, codes: Sequence[str]) -> Iterator[list[str]]:
    """Number, name, unit, what counts, which check, and a free cell for the figure's source."""
    known = source.catalogues.indicators
    for number, code in enumerate(codes, start=1):
        indicator = known[code]
        yield [
            str(number),
            indicator.name_vi,
            indicator.unit_of_measure,
            _counts(indicator, source),
            _check(indicator, source),
            "",
        ]


def _counts(indicator: Indicator, source: FormSource) -> str:
    period = source.catalogues.period
    start = f"01/01/{period.year}" if indicator.time_basis == "year_to_date" else None
    dates = {"start": start or f"{period.start:%d/%m/%Y}", "end": f"{period.end:%d/%m/%Y}"}
    basis = message(f"forms.basis_{indicator.time_basis}", "vi", **dates)
    if indicator.has_denominator:
        basis += " " + message("forms.has_denominator", "vi")
    return basis


def _check(indicator: Indicator, source: FormSource) -> str:
    """The range of the figure and the formula that it must agree with."""
    bounds = {"minimum": shown(indicator.minimum), "maximum": shown(indicator.maximum)}
    parts = [message("forms.range", "vi", **bounds)]
    if indicator.formula:
        known = source.catalogues.indicators
        names = [known[code].name_vi for code in indicator.inputs if code in known]
        parts.append(message(f"forms.formula_{indicator.formula}", "vi", parts="; ".join(names)))
    return " ".join(parts)
