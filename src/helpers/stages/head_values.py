"""Head and foot of a report: what the office sent, its profile, else what its level asks for."""

from __future__ import annotations

import pandas as pd

from helpers.core.catalogues.unit_names import kind_of_unit
from helpers.core.catalogues.unit_profiles import UnitProfile, load_unit_profile, profile_name
from helpers.core.catalogues.units import Unit
from helpers.core.messages import message
from helpers.core.tables import records_of
from helpers.core.text import fold, lower_first
from helpers.stages.unit_period import UnitPeriod

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


def locality(name: str) -> str:
    """The place of a date line: a unit's name without its kind, unless that is a number."""
    bare = name[len(kind_of_unit(name)) :].strip()
    return bare if bare and not bare[0].isdigit() else name
