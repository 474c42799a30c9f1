"""One record per key: what is reported twice is kept once or refused, never overwritten."""

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.core.groups import grouped
from helpers.core.records import optional_text_of, text_of
from helpers.core.tables import Record

KEYS = {
    "observations": ("indicator", "measure"),
    "programme": ("programme", "budget_line", "capital", "item"),
}
"""Columns that name one value of a table."""
MESSAGES = {"observations": "cleaning.duplicate_differs", "programme": "cleaning.line_twice"}


def without_duplicates(
    table: str, records: list[Record], cleaning_log: CleaningLog
) -> list[Record]:
    """One record per key of ``table``.

    The same value reported twice is kept once and logged; different values are all quarantined.
    Of an amount a record without value stays: sums with it are not known.
    """
    groups = grouped((tuple(text_of(r, name) for name in KEYS[table]), r) for r in records)
    kept = []
    for group in groups.values():
        if len({record["value"] for record in group}) > 1:
            quarantine_duplicates(table, group, cleaning_log)
            if table == "programme":
                kept.append(group[0] | {"value": None, "status": "unread"})
            continue
        kept.append(group[0])
        for repeated in group[1:]:
            same = f"= {group[0]['sheet']} {group[0]['cell']}"
            cleaning_log.log_repair(
                source_cell_in(repeated), "repeated", str(repeated["raw_text"]), same
            )
    return kept


def quarantine_duplicates(table: str, records: list[Record], cleaning_log: CleaningLog) -> None:
    """Quarantine every record of a value that several cells state, naming all of them."""
    values = "; ".join(f"{r['raw_text']} ({r['sheet']} {r['cell']})" for r in records)
    for record in records:
        fields = {name: record[name] for name in KEYS[table]}
        cleaning_log.quarantine(source_cell_in(record), MESSAGES[table], values=values, **fields)


def source_cell_in(record: Record) -> SourceCell:
    """Source of a record."""
    return SourceCell(
        file=text_of(record, "file"),
        sheet=text_of(record, "sheet"),
        cell=text_of(record, "cell"),
        raw_text=optional_text_of(record, "raw_text"),
        label=optional_text_of(record, "label") or "",
    )
