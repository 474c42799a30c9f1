"""Head and foot of a unit's reports: one file for each unit, kept by its office."""

from pathlib import Path

from helpers.core.catalogues.loading import CatalogueRow, load_document

FOLDER = "unit_profiles"


class UnitProfile(CatalogueRow):
    """Head and foot of a unit's reports; what is empty is derived from the unit and its level."""

    superior_agency: str = ""
    agency: str = ""
    place: str = ""
    number_symbol: str = ""
    signing: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()


def profile_name(unit: str) -> str:
    """The catalogue file of a unit's profile, by the unit's key."""
    return f"{FOLDER}/{unit}.yml"


def load_unit_profile(path: Path) -> UnitProfile:
    """A unit's profile; an empty one where the office has none. Raises CatalogueError."""
    return load_document(path, UnitProfile) if path.exists() else UnitProfile()
