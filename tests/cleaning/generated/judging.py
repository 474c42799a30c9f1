"""Holds cleaned tables against the truth of a generated table: right, asked, lost or wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generated.pages import Expected, GeneratedTable, Position

Record = dict[str, Any]
Found = tuple[tuple[str, ...], Record]
WHOLE_SHEET = ("cleaning.unknown_sheet", "cleaning.header_not_found", "cleaning.unknown_workbook")
NO_FILE = ("cleaning.form_missing", "cleaning.sheet_missing")
UNREAD = "unread"
"""Status of an amount that is in the quarantine: no value came out, and sums know it."""
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Verdict:
    """What came of one figure; ``why`` says in words what is lost or wrong."""

    expected: Expected | None
    outcome: str
    why: str = ""
    found: Decimal | None = None


@dataclass
class Named:
    """Positions, rows, columns that the quarantine names, and whether it names the whole sheet."""

    positions: set[Position] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    texts_by_row: dict[int, list[str]] = field(default_factory=dict)
    everything: bool = False

    def names(self, expected: Expected) -> bool:
        """True where a person finds this figure in the quarantine."""
        row, column = expected.position
        return (
            self.everything
            or bool(self.positions & {expected.position, *expected.also})
            or row in self.rows
            or column in self.columns
            or any(self._names_head(expected.head, row) for row in expected.head_rows)
        )

    def _names_head(self, head: str, row: int) -> bool:
        """True where a refusal of a head row quotes this head, whole or one of its levels."""
        texts = self.texts_by_row.get(row, [])
        levels = {simple(level) for level in head.split(" / ")} - {""}
        return any(simple(head) in simple(text) or simple(text) in levels for text in texts if head)


def simple(text: str) -> str:
    """Letters alone: no blanks, no signs that nobody sees, one form of Đ."""
    letters = unicodedata.normalize("NFC", text).replace("Ð", "Đ").lower()
    return "".join(c for c in letters if c.isalnum())


def column_number(letters: str) -> int:
    """'A' → 1, 'AA' → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def named_in(quarantine: list[Record]) -> Named:
    """What the rows of the quarantine name."""
    named = Named()
    for refusal in quarantine:
        rule, cell = str(refusal["rule"]), str(refusal["cell"] or "")
        if rule in NO_FILE:
            continue
        if rule in WHOLE_SHEET or not cell:
            named.everything = True
        for piece in re.split(r"[,;\s]+", cell):
            first, _, last = piece.partition(":")
            _name_piece(named, first, last or first, refusal)
    return named


def _name_piece(named: Named, first: str, last: str, refusal: Record) -> None:
    one, other = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
    if one and other:
        rows = range(int(one[2]), int(other[2]) + 1)
        columns = range(column_number(one[1]), column_number(other[1]) + 1)
        if len(rows) * len(columns) < 5000:
            named.positions |= {(row, column) for row in rows for column in columns}
    elif first.isdigit() and last.isdigit():
        for row in range(int(first), min(int(last), int(first) + 500) + 1):
            texts = named.texts_by_row.setdefault(row, [])
            texts += [str(refusal["raw_text"] or ""), str(refusal["reason"])]
            if refusal["rule"] != "cleaning.unknown_column":
                named.rows.add(row)
    elif first.isalpha() and last.isalpha() and first.isupper():
        named.columns |= set(range(column_number(first), column_number(last) + 1))


def key_of(name: str, record: Record) -> tuple[str, ...]:
    """What a cleaned row is the value of."""
    if name == "observations":
        return (str(record["indicator"]), str(record["measure"]))
    return (str(record["budget_line"]), str(record["item"]), str(record["capital"]))


def judged(table: GeneratedTable, tables: dict[str, Any]) -> list[Verdict]:
    """One verdict for each figure of the pages, and one for each value that nobody wrote."""
    records = [
        (key_of(name, record), record)
        for name in ("observations", "programme")
        for record in tables[name].to_dict("records")
        if record["status"] != UNREAD
    ]
    log = tables["cleaning_log"].to_dict("records")
    # A value that another cell holds too is taken once: the log names the other cell.
    repeated = [row | {"reason": ""} for row in log if row["rule"] == "repeated"]
    quarantine = [*tables["quarantine"].to_dict("records"), *repeated]
    if not table.more_pages:  # a file without sheets has one of any name
        for row in (*quarantine, *(record for _, record in records)):
            row["sheet"] = table.expected[0].sheet if table.expected else ""
    sheets = {expected.sheet for expected in table.expected}
    named = {
        sheet: named_in([r for r in quarantine if str(r["sheet"] or sheet) == sheet])
        for sheet in sheets
    }
    by_cell: dict[tuple[str, Position], list[Found]] = {}
    for key, record in records:
        by_cell.setdefault((str(record["sheet"]), _position(record)), []).append((key, record))
    verdicts = []
    for expected in table.expected:
        found = by_cell.get((expected.sheet, expected.position), [])
        own = [x for x in found if x[0] == expected.key] if expected.shared else list(found)
        for x in own:
            found.remove(x)
        verdicts.append(_verdict(expected, own, named[expected.sheet]))
    for (sheet, position), rest in by_cell.items():
        for key, record in rest:
            why = f"nobody wrote {key} = {record['value']} at {sheet} {position}"
            verdicts.append(Verdict(None, "wrong", why))
    repeated = [key for key, count in Counter(key for key, _ in records).items() if count > 1]
    verdicts += [Verdict(None, "wrong", f"twice: {key}") for key in repeated]
    return verdicts


def _position(record: Record) -> Position:
    found = _ADDRESS.fullmatch(str(record["cell"]))
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def _verdict(expected: Expected, found: list[Found], named: Named) -> Verdict:
    if found:
        return _verdict_of_values(expected, found)
    if named.names(expected):
        return Verdict(expected, "asked")
    if expected.outcome == "nothing":
        return Verdict(expected, "right")
    return Verdict(expected, "lost", f"nothing said of {expected.key}")


def _verdict_of_values(expected: Expected, found: list[Found]) -> Verdict:
    (key, record), *more = found
    value = _decimal(record["value"])
    what = f"{key} = {value} ({record['status']})"
    if more:
        return Verdict(expected, "wrong", f"several values of one cell: {what}, {more[0][0]}")
    if expected.outcome in ("refused", "nothing"):
        return Verdict(expected, "wrong", f"{what}, must not come out")
    if key != expected.key:
        return Verdict(expected, "wrong", f"{what}, want {expected.key}")
    if value != expected.value:
        return Verdict(expected, "wrong", f"{what}, want {expected.value}", value)
    if expected.value is None and record["status"] != expected.status:
        return Verdict(expected, "wrong", f"{what}, want status {expected.status}")
    return Verdict(expected, "right")


def _decimal(value: object) -> Decimal | None:
    return None if value is None or value != value else Decimal(str(value))
