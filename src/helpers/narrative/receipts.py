"""What a report may say of figures that it lacks: nothing received, nothing filled in, unread."""

import json
from collections.abc import Iterable, Iterator, Sequence
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
from helpers.indicators.sources import inputs_of

IN_QUESTION = "in_question"
"""The status of a figure that was sent, in a row whose figures are asked about."""
SheetRow = tuple[str, str, int]


class Receipts:
    """The table ``received_tables`` of the report's unit and period."""

    def __init__(
        self, records: Sequence[Record], catalogues: Catalogues, unclear: Iterable[Record] = ()
    ) -> None:
        """``unclear``: rows of ``questions`` and ``quarantine``: cells that are not used."""
        self._records = records
        self._catalogues = catalogues
        self._unclear = frozenset(row for record in unclear for row in _rows_of(record))

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
        if row["status"] != "missing":
            return row
        beside = {
            (str(i["file"]), str(i["sheet"]), _row_of(str(i["cell"]))) for i in inputs_of(row)
        }
        if beside & self._unclear:
            return row | {"status": IN_QUESTION}
        return row | {"status": NOT_RECEIVED} if is_absent else row


def _rows_of(record: Record) -> Iterator[SheetRow]:
    """Rows of a sheet with figures that are asked about or could not be read."""
    if "where" not in record:
        if any(mark.isdigit() for mark in str(record["raw_text"] or "")):
            yield str(record["file"]), str(record["sheet"]), _row_of(str(record["cell"] or ""))
        return
    for where in json.loads(str(record["where"])):
        first, _, last = where["cells"].partition(":")
        for number in range(_row_of(first), _row_of(last or first) + 1):
            yield where["file"], where["sheet"], number


def _row_of(cell: str) -> int:
    """The number of a cell's row; 0 of what is no cell."""
    digits = cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
    return int(digits) if digits.isdigit() else 0
