"""Head and foot of a report: what the office sent, its profile, else what its level asks for."""

import re

import pandas as pd

from helpers.core.catalogues.deadlines import deadlines_of, report_owed
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.catalogues.unit_names import kind_of_unit
from helpers.core.catalogues.unit_profiles import UnitProfile, load_unit_profile, profile_name
from helpers.core.catalogues.units import NATION, Unit
from helpers.core.dates import date_in
from helpers.core.formatting import NO_BREAK_SPACE
from helpers.core.messages import message
from helpers.core.tables import records_of
from helpers.core.text import fold, lower_first
from helpers.export.head import ReportHead
from helpers.narrative.outline_sections import agency_of
from helpers.narrative.report_data import ReportData
from helpers.stages.unit_period import UnitPeriod

OF_ONE_REPORT = ("subject", "kind", "basis", "number_symbol", "date_text", "recipient")
"""What an office sends for the head of one report, and not of the one to another side."""
Values = dict[str, tuple[str, ...]]
"""Key of the ``heading`` table → its values in order."""


def head_values(unit_period: UnitPeriod, heading: pd.DataFrame) -> Values:
    """Values of all keys that Decree 30/2020/NĐ-CP asks for; only the signer's name may lack.

    An office that sends its own head decides whether an agency stands above it. The signer of the
    profile holds the office of the profile, no other.
    """
    sent: Values = {}
    for row in records_of(heading):
        sent[row["key"]] = (*sent.get(row["key"], ()), row["value"])
    unit, lang = unit_period.unit, unit_period.parameters.lang
    path = unit_period.workspace.reference(profile_name(unit.key))
    kept = _of_profile(load_unit_profile(path))
    above = unit_period.catalogues.units.parent(unit, unit_period.period.end)
    derived = derived_values(unit, above, lang)
    if unit.level == NATION.level:
        derived |= _of_ministry(unit_period)
    elif above is None:
        derived["recipient"] = (*_report_to(unit_period, ETHNIC), *derived["recipient"])
    if "agency" in sent:
        derived.pop("superior_agency", None)
    if "signing" in sent and kept.get("signing", sent["signing"]) != sent["signing"]:
        kept.pop("signer", None)
    values = derived | kept | sent
    if fold(" ".join(values.get("superior_agency", ()))) == fold(message("export.head_omitted")):
        del values["superior_agency"]
    return values


def _of_profile(profile: UnitProfile) -> Values:
    given = profile.model_dump()
    given["recipient"] = given.pop("recipients")
    values = {key: (value,) if isinstance(value, str) else value for key, value in given.items()}
    return {key: kept for key, value in values.items() if (kept := tuple(filter(None, value)))}


def derived_values(unit: Unit, above: Unit | None, lang: str) -> Values:
    """Head and foot of the People's Committee of a unit; no name of a person."""
    values = {
        "agency": (message("export.head_agency", lang, unit=unit.name_vi).upper(),),
        "place": (locality(unit.name_vi),),
        "number_symbol": (message("export.head_symbol", lang),),
        "signing": (message("export.head_for", lang), message("export.head_office", lang)),
        "recipient": (message("export.head_archive", lang),),
    }
    if above is None:
        return values
    upper = message("export.head_recipient", lang, unit=lower_first(above.name_vi))
    superior = message("export.head_superior", lang, unit=above.name_vi).upper()
    return values | {"superior_agency": (superior,), "recipient": (upper, *values["recipient"])}


def head_of_chain(unit_period: UnitPeriod, values: Values, chain: str) -> Values:
    """The head of the same unit's report to another side: number, day and addressee are its own."""
    lang = unit_period.parameters.lang
    kept = {key: texts for key, texts in values.items() if key not in OF_ONE_REPORT}
    symbol, archive = message("export.head_symbol", lang), message("export.head_archive", lang)
    recipients = (*_report_to(unit_period, chain), archive)
    return kept | {"number_symbol": (symbol,), "recipient": recipients}


def _of_ministry(unit_period: UnitPeriod) -> Values:
    """Head of the report over the provinces: of the ministry that takes theirs."""
    period, lang = unit_period.period, unit_period.parameters.lang
    owed = report_owed(deadlines_of(unit_period.workspace, period, "province"), ETHNIC)
    return {
        "agency": (owed.recipient_vi.upper() if owed else unit_period.unit.name_vi.upper(),),
        "number_symbol": (message("export.head_symbol_blank", lang),),
        "place": (message("export.head_capital", lang),),
        "signing": (message("export.head_minister", lang),),
        "recipient": (message("export.head_archive", lang),),
    }


def _report_to(unit_period: UnitPeriod, chain: str) -> tuple[str, ...]:
    """The addressee of a side as packs have it; none where they name nobody."""
    period, lang = unit_period.period, unit_period.parameters.lang
    owed = report_owed(deadlines_of(unit_period.workspace, period, unit_period.unit.level), chain)
    name = owed.recipient_vi if owed else ""
    return (message("export.head_report_to", lang, name=name),) if name else ()


def locality(name: str) -> str:
    """The place of a date line: a unit's name without its kind, unless that is a number."""
    bare = name[len(kind_of_unit(name)) :].strip()
    return bare if bare and not bare[0].isdigit() else name


def report_head(unit_period: UnitPeriod, report_data: ReportData) -> ReportHead:
    """What Decree 30/2020/NĐ-CP asks for around a report's sections."""
    lang = report_data.lang
    period, about = unit_period.period.label(lang), report_data.outline.about(lang)
    about = about[:1].upper() + about[1:]
    usual = message("export.subject", lang, about=about, period=period)
    wording = _wording(report_data, "subject", usual)
    subject = re.sub(r"(?<=\d) (?=tháng)", NO_BREAK_SPACE, wording)
    date = _date(unit_period, report_data)
    place = _heading(report_data, "place", "")
    return ReportHead(
        lang=lang,
        title=f"{wording} – {unit_period.unit.name_vi}",
        superior_agency=_heading(report_data, "superior_agency", ""),
        agency=_agency(unit_period.unit.name_vi.upper(), report_data),
        number_symbol=_number(report_data),
        place_and_date=", ".join(text for text in (place, date) if text),
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


def _agency(unit: str, report_data: ReportData) -> str:
    """The agency in capitals; the unit's name begins a line of its own."""
    agency = _heading(report_data, "agency", unit)
    office = agency.removesuffix(unit).rstrip()
    return f"{office}\n{unit}" if office and office != agency else agency


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
