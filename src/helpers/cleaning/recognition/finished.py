"""The figure of a draft of which everything is known."""

from dataclasses import replace
from decimal import Decimal
from zlib import crc32

from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.matching_words import same_units, words_of
from helpers.cleaning.recognition.model import Meaning, RecognisedFigure
from helpers.cleaning.recognition.roles import PLANS, RATES
from helpers.cleaning.recognition.vocabulary import is_total
from helpers.cleaning.stated_periods.phrases import phrases_of
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.measures import Measure, measures_in_use
from helpers.core.conversion import PERCENT, canonical_unit, convert_measure, measure_of
from helpers.core.periods import Period
from helpers.core.text import fold, slug

OWN = "own."


def finished(
    draft: Draft, file: str, sheet: str, catalogues: Catalogues
) -> RecognisedFigure | None:
    """The figure of a draft that is complete; None where the unit cannot be that of its code."""
    number = draft.number
    assert draft.unit is not None
    indicator = catalogues.indicators.get(draft.meaning.code)
    is_of_period = indicator is not None and indicator.time_basis == "within_period"
    meaning = _of_whole_year(draft, catalogues.period, is_of_period)
    unit = _as_counted(draft.unit, indicator.unit_of_measure if indicator else "", catalogues)
    target = _target(unit, meaning, indicator.unit_of_measure if indicator else "")
    if target is None or number.value is None:
        return None
    value = convert_measure(number.value, unit, target)
    shift = (unit.factor / target.factor).normalize().adjusted()
    dimension = target.dimension
    label = meaning.label or " > ".join(draft.label_path)
    if is_total(label):
        label = f"{draft.subject} {label}"
    code = meaning.code or own_code(label, dimension)
    status = "zero" if value == 0 else number.status
    return RecognisedFigure(
        file=file,
        sheet=sheet,
        cell=draft.cell,
        value=value,
        decimal_places=number.decimal_places - shift,
        status=status,
        meaning=replace(meaning, unit=target.unit, code=code),
        label_path=draft.label_path or ((meaning.label,) if meaning.label else ()),
        header_path=draft.header_path,
        degree=draft.degree or "own",
        evidence=tuple(draft.evidence),
        notes=draft.notes,
    )


def _of_whole_year(draft: Draft, own: Period, is_of_period: bool) -> Meaning:
    """The figure of a whole year in the report that ends with it: that of the period, which counts
    from January on; not where the indicator counts what happened within the period."""
    meaning = draft.meaning
    if not own.is_last_part or meaning.measure in (*PLANS, "stage_total"):
        return meaning
    if meaning.period == str(own.year) and not (is_of_period or draft.is_beside_half):
        return replace(meaning, period=str(own))
    if meaning.period == str(own) and is_of_period and _says_whole_year(draft, own):
        return replace(meaning, period=str(own.year))
    return meaning


def _says_whole_year(draft: Draft, own: Period) -> bool:
    words = [e.words for e in draft.evidence if e.field == "period"]
    kinds = {m.kind for text in words for m in phrases_of(text, own.year)}
    return bool(kinds & {"year", "bare_year"}) and not kinds & {"half", "day", "months"}


def own_code(label: str, dimension: str) -> str:
    """Code of an indicator of the office's own: from label path and kind of unit.

    A code has no Vietnamese marks: its last four signs tell 'máy cày' from 'máy cấy'.
    """
    kind = slug(dimension.removeprefix("count:"))
    marks = crc32(" ".join(words_of(label)).encode()) % 0x10000
    return f"{OWN}{slug(label)[:120]}-{marks:04x}.{kind}"


def _as_counted(unit: Measure, of_code: str, catalogues: Catalogues) -> Measure:
    """The unit of the catalogue where offices use one for the other: nhân khẩu, người."""
    groups = same_units(catalogues.label_words)
    own, wanted = groups.get(fold(unit.unit)), groups.get(fold(of_code)) if of_code else None
    is_same = own is not None and own == wanted and unit.factor == 1
    return measure_of(of_code) if is_same else unit


def _target(unit: Measure, meaning: Meaning, of_code: str) -> Measure | None:
    if meaning.measure in RATES:
        return canonical_unit(PERCENT)
    if of_code:
        wanted = measure_of(of_code)
        return wanted if wanted.dimension == unit.dimension else None
    if unit.factor == 1:
        return unit
    found = (m for m in measures_in_use().by_name.values() if m.dimension == unit.dimension)
    return next((m for m in found if m.factor == Decimal(1)), unit)
