"""The head and foot of a report, from the heading table and the parameters."""

from __future__ import annotations

from helpers.core.dates import date_in
from helpers.core.messages import say
from helpers.export.head import ReportHead
from helpers.narrative.report_data import Material
from helpers.stages.unit_period import Case


def report_head(case: Case, material: Material) -> ReportHead:
    """What Decree 30/2020/NĐ-CP asks for around a report's sections."""
    lang = material.lang
    period = case.period.label(lang)
    subject = _wording(material, "subject", say("export.subject", lang, period=period))
    date = case.parameters.report_date or _heading(material, "date_text", "")
    date, place = date_in(lang, date), _heading(material, "place", "")
    return ReportHead(
        lang=lang,
        title=f"{subject} – {case.unit.name_vi}",
        superior_agency=_heading(material, "superior_agency", ""),
        agency=_agency(case.unit.name_vi.upper(), material),
        number_symbol=_number(material),
        place_and_date=", ".join(text for text in (place, date) if text),
        kind=_wording(material, "kind", say("export.kind", lang)),
        subject=subject,
        recipients=tuple(material.heading("recipient")),
        signing=tuple(material.heading("signing")),
        signer=_heading(material, "signer", ""),
    )


def _agency(place: str, material: Material) -> str:
    """The agency in capitals; the unit's name begins a line of its own."""
    agency = _heading(material, "agency", place)
    office = agency.removesuffix(place).rstrip()
    return f"{office}\n{place}" if office and office != agency else agency


def _number(material: Material) -> str:
    symbol = _heading(material, "number_symbol", "")
    return say("export.number", material.lang, symbol=symbol) if symbol else ""


def _wording(material: Material, key: str, default: str) -> str:
    """The office's own wording, which is Vietnamese; other languages have the default."""
    return _heading(material, key, default) if material.lang == "vi" else default


def _heading(material: Material, key: str, default: str) -> str:
    values = material.heading(key)
    return values[0] if values else default
