"""Delimited text (.csv, .tsv, .txt) as a workbook of one sheet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from helpers.cleaning.readers.cell_text import make_cell
from helpers.cleaning.readers.encodings import decode_bytes
from helpers.cleaning.readers.model import ReaderNote, Sheet, Workbook
from helpers.core.errors import InputError

MAX_BYTES = 128 * 1024 * 1024
DELIMITERS = ("\t", ";", "|", ",")
"""In order of trust: the comma is also the Vietnamese decimal mark."""

_COMMA_BETWEEN_WORDS = re.compile(r"(?<!\d),|,(?!\d)")
_EXCEL_HINT = re.compile(r"sep=(.)", re.IGNORECASE)


def read_delimited(path: Path, file: str) -> Workbook:
    """The file as one visible sheet named after it; rows count as when a spreadsheet opens it.

    Raises InputError ``reading.too_large``.
    """
    if path.stat().st_size > MAX_BYTES:
        raise InputError("reading.too_large", file=file, limit=f"{MAX_BYTES >> 20} MB")
    text, repair = decode_bytes(path.read_bytes())
    notes = [ReaderNote(file, path.stem, "", *repair)] if repair else []
    text, delimiter = find_delimiter(text)
    records, quoted = parse_records(text, delimiter)
    if not quoted:
        notes.append(ReaderNote(file, path.stem, "", "quotes_unbalanced", '"', ""))
    rows = []
    for number, fields in enumerate(records, start=1):
        cells = (make_cell(number, column, field) for column, field in enumerate(fields, start=1))
        if row := tuple(cell for cell in cells if cell is not None):
            rows.append(row)
    return Workbook(file, (Sheet(file, path.stem, False, tuple(rows)),), tuple(notes))


def find_delimiter(text: str) -> tuple[str, str]:
    """The text without a leading ``sep=`` line, and its delimiter ('' when it has one column).

    The csv module's Sniffer is not used: it takes the decimal comma for a delimiter.
    """
    first, _, rest = text.partition("\n")
    if hint := _EXCEL_HINT.fullmatch(first.strip('\r\ufeff"')):
        return rest, hint[1]
    shares = {delimiter: _share_of_regular_records(text, delimiter) for delimiter in DELIMITERS}
    if shares[","] < 0.5 or not _COMMA_BETWEEN_WORDS.search(text):
        shares[","] = 0.0
    best = max(shares.values())
    if best < 0.25:
        return text, ""
    return text, next(d for d in DELIMITERS if shares[d] >= max(0.25, best - 0.25))


def parse_records(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Records of fields, and whether the quotes were balanced (if not, they stay as typed)."""
    lines = list(io.StringIO(text, newline=""))
    if not delimiter:
        delimiter = "\x1f"
    try:
        return list(csv.reader(lines, delimiter=delimiter, strict=True)), True
    except csv.Error:
        return [line.rstrip("\r\n").split(delimiter) for line in lines], False


def _share_of_regular_records(text: str, delimiter: str) -> float:
    """Share of the first filled records that are as wide as most, and wider than one."""
    sample = text[:200_000]
    records, _ = parse_records(sample, delimiter)
    widths = Counter(len(fields) for fields in records[:500] if any(fields))
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    if not wide:
        return 0.0
    return wide.most_common(1)[0][1] / widths.total()
