"""What was received of each table that the forms ask for: nothing, an empty table, figures.

Absence has kinds that a report must keep apart. A table is ``not_received`` (no file or no sheet),
``empty`` (received, nothing is filled in), ``nothing_occurred`` (the office ticked that nothing
happened), ``partly_read`` (something in it could not be read, so that a missing figure may be in
it) or ``read``.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from helpers.cleaning.layout import LocatedTable
from helpers.core.catalogues.capitals import BUDGET, CAPITALS, TOTAL, kind_of, split_capital
from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.groups import grouped
from helpers.core.records import text_of
from helpers.core.tables import Record

NOT_RECEIVED, EMPTY, PARTLY_READ, READ = "not_received", "empty", "partly_read", "read"
NOTHING_OCCURRED = "nothing_occurred"
ALLOCATED = frozenset(f"allocated_{capital}" for capital in CAPITALS)
"""Roles of the columns for allocated capital: a line without an amount has none only if all are
there."""
WITH_ALL_KINDS = frozenset((TOTAL, BUDGET, "central"))
"""Capital that holds investment and recurrent alike."""
WITHOUT_LOSS = frozenset(("cleaning.head_is_shorter", "cleaning.files_differ"))
"""Rules of the quarantine under which no figure of a sheet is left out."""
Found = tuple[str, str]
"""A form and the name of one of its sheets in the catalogue."""


def received_tables(
    forms: Iterable[Form],
    found: Iterable[Found],
    read: Sequence[tuple[LocatedTable, int]],
    refusals: Iterable[Mapping[str, object]],
    ticked: Collection[Found] = (),
) -> list[Record]:
    """Rows of the table ``received_tables``: one for each table of each form.

    ``found``: sheets that were received; ``read``: the tables in them with their number of rows
    read; ``refusals``: the quarantine; ``ticked``: sheets in which nothing happened.
    """
    losses = (row for row in refusals if row["rule"] not in WITHOUT_LOSS)
    refused = Counter((row["file"], row["sheet"]) for row in losses)
    known = set(found)
    return [
        _record(form, mapping, key in known, read, refused)
        | ({"status": NOTHING_OCCURRED} if key in ticked else {})
        for form in forms
        for mapping in form.sheets
        if (key := (form.form, mapping.names[0])) in known or not form.optional
    ]


def _kinds(roles: Iterable[str]) -> set[str]:
    """The kinds of the year's capital of which columns say what was allocated."""
    names = (role.partition("_") for role in roles)
    moneys = [split_capital(capital) for item, _, capital in names if item == "allocated"]
    of_year = [capital for money, capital in moneys if not money]
    if set(of_year) & WITH_ALL_KINDS:
        return set(CAPITALS)
    return {kind_of(capital) for capital in of_year} - {""}


def _record(
    form: Form,
    mapping: SheetMap,
    is_found: bool,
    read: Sequence[tuple[LocatedTable, int]],
    refused: Counter[tuple[object, object]],
) -> Record:
    own = [(table, count) for table, count in read if table.mapping is mapping]
    rows = sum(count for _, count in own)
    is_refused = any(
        refused[table.sheet.file, table.sheet.name]
        or not _kinds(mapping.columns) <= _kinds(table.roles.values())
        for table, _ in own
    )
    if not is_found:
        status = NOT_RECEIVED
    elif not own or is_refused:
        status = PARTLY_READ
    else:
        status = READ if rows else EMPTY
    return {
        "form": form.form,
        "sheet": mapping.names[0],
        "contents": mapping.table,
        "status": status,
        "rows": rows,
    }


def together(tables: Sequence[Sequence[Record]]) -> list[Record]:
    """The ``received_tables`` of several units as one: what not all sent whole is partly read."""
    every = (record for table in tables for record in table)
    groups = grouped(((text_of(r, "form"), text_of(r, "sheet")), r) for r in every)
    return [_merged(records, len(tables)) for records in groups.values()]


def _merged(records: Sequence[Record], units: int) -> Record:
    statuses = {record["status"] for record in records}
    if len(records) < units:
        statuses.add(NOT_RECEIVED)
    if len(statuses) == 1:
        status = statuses.pop()
    else:
        status = PARTLY_READ if statuses & {READ, PARTLY_READ} else EMPTY
    rows = sum(int(str(record["rows"])) for record in records)
    return records[0] | {"status": status, "rows": rows}


def is_of_figures(record: Mapping[str, object]) -> bool:
    """True for a table of figures, False for one of texts, documents or the head."""
    return record["contents"] in ("observations", "programme")


def forms_not_received(records: Iterable[Record]) -> frozenset[str]:
    """Forms of which no table was received."""
    statuses = grouped((text_of(record, "form"), record["status"]) for record in records)
    return frozenset(form for form, found in statuses.items() if {*found} == {NOT_RECEIVED})


def codes_not_received(
    records: Iterable[Record], aliases: Mapping[tuple[str, str], str]
) -> frozenset[str]:
    """Indicators that only forms ask for of which nothing was received."""
    absent = forms_not_received(records)
    asked = grouped((code, form) for (form, _), code in aliases.items())
    return frozenset(code for code, forms in asked.items() if absent.issuperset(forms))
