"""Catalogue of recipients: to whom the report of a unit is mailed."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, load_entries, unique
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.groups import grouped
from helpers.core.text import without_encoded_words

# RFC 5321, 4.1.2, without quoted names and with ASCII only: what every server takes.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
ADDRESS = rf"^{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+$"
# No line break, no other control or invisible character: a name is printed in a header.
NAME = r"^[^\p{C}\p{Zl}\p{Zp}]{0,200}$"
Address = Annotated[str, Field(pattern=ADDRESS, max_length=254)]


Name = Annotated[
    str,
    BeforeValidator(lambda text: without_encoded_words(text) if isinstance(text, str) else text),
    Field(pattern=NAME),
]


class Recipient(CatalogueRow):
    """One address for a unit's reports to one side: as recipient or as copy."""

    unit: str
    name: Name
    address: Address
    kind: Literal["to", "cc"]
    chain: str = ETHNIC


def load_recipients(path: Path, units: KnownCodes) -> dict[str, list[Recipient]]:
    """Unit key → its recipients in their order.

    Raises CatalogueError for an address that is none, twice the same, or of an unknown unit.
    """
    entries = load_entries([path], Recipient, {"unit": units})
    return grouped((entry.row.unit, entry.row) for entry in unique(entries, "address", _key))


def _key(row: Recipient) -> tuple[str, str, str]:
    """An address may be there once for each report of a unit."""
    return row.unit, row.chain, row.address.casefold()
