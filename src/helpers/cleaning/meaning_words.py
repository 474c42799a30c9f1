"""A meaning in words, for people."""

import re

from helpers.cleaning.recognition.model import Meaning
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.capitals import CAPITALS, TOTAL, capitals
from helpers.core.catalogues.programme import Programmes
from helpers.core.conversion import canonical_unit
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.text import short

STAGE = re.compile(r"([12]\d{3})\s*[-–]\s*([12]\d{3})", re.ASCII)
"""Years from … to …, as the period of a value."""


def period_name(code: str) -> str:
    """A period of a value: '6 tháng đầu năm 2023', 'giai đoạn 2021-2025'.

    The second half-year is named by what its figures are: those from January to December.
    """
    if STAGE.fullmatch(code):
        return message("mapping.stage", years=code)
    period = Period.parse(code)
    if period.kind == "H" and period.is_last_part:
        return message("mapping.second_half", year=period.year)
    return period.label()


def describe(meaning: Meaning, catalogues: Catalogues) -> str:
    """What a meaning says, its parts joined by ' · '."""
    if not meaning.is_figure:
        return message("mapping.no_figure")
    known = (
        message(f"mapping.measure_{meaning.measure}") if meaning.measure else "",
        period_name(meaning.period) if meaning.period else "",
        _unit_name(meaning.unit),
        _indicator_name(meaning, catalogues),
        *(f"{dimension}: {member}" for dimension, member in meaning.breakdown),
        " + ".join(f"({describe(part, catalogues)})" for part in meaning.parts),
    )
    return " · ".join(filter(None, known)) or message("mapping.is_figure")


def _unit_name(unit: str) -> str:
    is_own = bool(unit) and canonical_unit(unit) is None
    return message("mapping.own_unit", unit=unit) if is_own else unit


def _indicator_name(meaning: Meaning, catalogues: Catalogues) -> str:
    if meaning.label:
        return message("mapping.own_named", label=meaning.label)
    indicator = catalogues.indicators.get(meaning.code)
    if indicator is None:
        return budget_line_names(catalogues.programmes).get(meaning.code, meaning.code)
    return f"{indicator.name_vi} ({indicator.unit_of_measure})"


def budget_line_names(programmes: Programmes) -> dict[str, str]:
    """Code of an amount → its budget line and kind of capital in words, of all programmes."""
    found = {}
    for line in programmes.budget_lines.values():
        label = programmes.full_label(line, "vi")
        of = programmes.root_of(line).programme
        name = short(": ".join(filter(None, (label, line.name_vi))))
        for capital in (TOTAL, *line.capital):
            if capital in (TOTAL, *CAPITALS):
                kind = capitals()[capital].name_vi
                found[line.indicator(capital)] = f"{name} – {kind} ({of})"
    return found
