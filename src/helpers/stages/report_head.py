"""The head and foot of a report, from the heading table and the parameters."""

from __future__ import annotations

from helpers.core.dates import date_in
from helpers.core.messages import message
from helpers.export.head import ReportHead
from helpers.narrative.outline_sections import agency_of
from helpers.narrative.report_data import ReportData
from helpers.stages.unit_period import UnitPeriod


def report_head(unit_period: UnitPeriod, report_data: ReportData) -> ReportHead:
    """What Decree 30/2020/NĐ-CP asks for around a report's sections."""
    lang = report_data.lang
    period = unit_period.period.label(lang)
    subject = _wording(report_data, "subject", message("export.subject", lang, period=period))
    date = _date(unit_period, report_data)
    locality = _heading(report_data, "place", "")
    return ReportHead(
        lang=lang,
        title=f"{subject} – {unit_period.unit.name_vi}",
        superior_agency=_heading(report_data, "superior_agency", ""),
        agency=_agency(unit_period.unit.name_vi.upper(), report_data),
        number_symbol=_number(report_data),
        place_and_date=", ".join(text for text in (locality, date) if text),
        kind=_wording(report_data, "kind", message("export.kind", lang)),
        subject=subject,
        recipients=_recipients(report_data),
        signing=tuple(report_data.heading("signing")),
        signer=_heading(report_data, "signer", message("export.head_signer", lang)),
    )


def attached_to(unit_period: UnitPeriod, report_data: ReportData) -> str:
    """The line below the title of an annex, which says which report it belongs to."""
    lang, symbol = report_data.lang, _heading(report_data, "number_symbol", "").strip()
    key = "export.attached_number" if symbol[:1].isdigit() else "export.no_number"
    blank = symbol if symbol.startswith("/") else ""
    return message(
        "export.attached",
        lang,
        kind=_wording(report_data, "kind", message("export.kind", lang)).capitalize(),
        number=message(key, lang, symbol=symbol) + blank,
        date=_date(unit_period, report_data),
        agency=agency_of(report_data),
    )


def _date(unit_period: UnitPeriod, report_data: ReportData) -> str:
    """The date of the report in words, or a blank to fill in."""
    date = unit_period.report_parameters.report_date or _heading(report_data, "date_text", "")
    return date_in(report_data.lang, date) or message("export.head_date", report_data.lang)


def _agency(locality: str, report_data: ReportData) -> str:
    """The agency in capitals; the unit's name begins a line of its own."""
    agency = _heading(report_data, "agency", locality)
    office = agency.removesuffix(locality).rstrip()
    return f"{office}\n{locality}" if office and office != agency else agency


def _recipients(report_data: ReportData) -> tuple[str, ...]:
    """Each recipient by itself, also where one cell names several with semicolons between."""
    parts = (p.strip() for line in report_data.heading("recipient") for p in line.split(";"))
    return tuple(part for part in parts if part)


def _number(report_data: ReportData) -> str:
    symbol = _heading(report_data, "number_symbol", "")
    return message("export.number", report_data.lang, symbol=symbol) if symbol else ""


def _wording(report_data: ReportData, key: str, default: str) -> str:
    """The office's own wording, which is Vietnamese; other languages have the default."""
    return _heading(report_data, key, default) if report_data.lang == "vi" else default


def _heading(report_data: ReportData, key: str, default: str) -> str:
    values = report_data.heading(key)
    return values[0] if values else default
