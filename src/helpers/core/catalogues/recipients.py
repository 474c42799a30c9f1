"""Catalogue of recipients: to whom the report of a unit is mailed."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, broken_row, load_table
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.messages import message
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
    found: dict[str, list[Recipient]] = {}
    seen = set()
    for position, row in enumerate(load_table(path, Recipient), start=2):
        units.require(row.unit, path, position, "unit")
        entry = (row.unit, row.chain, row.address.casefold())
        if entry in seen:
            reason = message("core.duplicate_code", code=row.address)
            raise broken_row(path, position, "address", reason)
        seen.add(entry)
        found.setdefault(row.unit, []).append(row)
    return found
