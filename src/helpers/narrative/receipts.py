"""What a report may say of figures that it lacks: nothing received, nothing filled in, unread."""

from collections.abc import Sequence
from functools import cached_property

from helpers.cleaning.received_tables import (
    ALLOCATED,
    EMPTY,
    NOT_RECEIVED,
    PARTLY_READ,
    READ,
    codes_not_received,
)
from helpers.core.catalogues import Catalogues
from helpers.core.tables import Record


class Receipts:
    """The table ``received_tables`` of the report's unit and period."""

    def __init__(self, records: Sequence[Record], catalogues: Catalogues) -> None:
        self._records = records
        self._catalogues = catalogues

    @cached_property
    def codes_not_received(self) -> frozenset[str]:
        """Indicators that only forms ask for of which nothing was received."""
        return codes_not_received(self._records, self._catalogues.aliases)

    @cached_property
    def allocated(self) -> str:
        """What was received of the tables of allocated capital.

        Of several tables: not received where none was, partly read where one was not read whole.
        """
        sheets = {
            (form.form, mapping.names[0])
            for form in self._catalogues.forms
            for mapping in form.sheets
            if mapping.table == "programme" and ALLOCATED & mapping.columns.keys()
        }
        found = {r["status"] for r in self._records if (r["form"], r["sheet"]) in sheets}
        if len(found) < 2:
            return str(next(iter(found), READ))
        return PARTLY_READ if found & {READ, PARTLY_READ} else EMPTY

    def has(self, contents: str) -> bool:
        """True where a table of ``texts`` or ``documents`` was received, or none is asked for."""
        found = [r["status"] for r in self._records if r["contents"] == contents]
        return not found or any(status != NOT_RECEIVED for status in found)

    def with_absence(self, row: Record) -> Record:
        """The row of an indicator; its status says where nothing was received of what it lacks."""
        is_budget_line = row["kind"] == "programme"
        is_absent = (
            self.allocated == NOT_RECEIVED
            if is_budget_line
            else row["indicator"] in self.codes_not_received
        )
        return row | {"status": NOT_RECEIVED} if is_absent and row["status"] == "missing" else row
