"""Delimited text (.csv, .tsv, .txt) as a workbook of one sheet."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

from helpers.cleaning.readers.encodings import decode_bytes
from helpers.cleaning.readers.limits import MOST, Tally
from helpers.cleaning.readers.model import ReaderNote, Workbook
from helpers.cleaning.readers.sheet_builder import LAST_ROW, StoredSheet, build_workbook
from helpers.cleaning.readers.stored_cell import StoredCell
from helpers.cleaning.readers.wide_rows import wide_row_doubts
from helpers.core.errors import InputError

MOST_FIELDS = 4 * MOST["cells"]
"""Fields of a file, empty ones included."""
DELIMITERS = ("\t", ";", "|", ",")
"""In order of trust: the comma is also the Vietnamese decimal mark."""

_COMMA_BETWEEN_WORDS = re.compile(r"(?<!\d),|,(?!\d)")
_OF_TEXT = re.compile(r'^="([^"]*)"$')
"""A field that Excel is told to keep as text: ="4242"."""
_COMMA_OF_COLUMNS = re.compile(r",(?!\s)")
FEWEST_COMMAS = 3
_EXCEL_HINT = re.compile(r"sep=(.)", re.IGNORECASE)


def read_delimited(path: Path, file: str) -> Workbook:
    """The file as one visible sheet named after it; rows count as when a spreadsheet opens it.

    Raises InputError ``reading.too_many``, ``reading.long_cell``, ``reading.split_wrongly``.
    """
    tally, data = Tally(file), path.read_bytes()
    if data.count(b"\n") + data.count(b"\r") > 2 * LAST_ROW:
        tally.refuse("cells")
    text, repair = decode_bytes(data)
    notes = [ReaderNote(file, path.stem, "", *repair)] if repair else []
    text, delimiter = find_delimiter(text)
    if not delimiter and path.suffix.lower() == ".csv" and _is_split_by_commas(text):
        raise InputError("reading.split_wrongly")
    if text.count(delimiter or "\n") > MOST_FIELDS:
        tally.refuse("cells")
    records, texts, quoted = parse_records(text, delimiter)
    if max(map(len, records), default=0) > MOST["columns"]:
        tally.refuse("columns")
    if not quoted:
        notes.append(ReaderNote(file, path.stem, "", "quotes_unbalanced", '"', ""))
    sheet = StoredSheet(path.stem, tally)
    for number, fields in enumerate(records, start=1):
        for column, field in enumerate(fields, start=1):
            if field:
                sheet.add(StoredCell(number, column, "text", field))
    doubts = wide_row_doubts(records, texts, delimiter)  # of what is short enough to be read
    for cell in sheet.cells:
        cell.doubt = doubts.get((cell.row, cell.column))
    return build_workbook(file, [sheet], notes)


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


def _is_split_by_commas(text: str) -> bool:
    """True where most lines have columns between commas, though not as many as the others."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()]
    split = sum(len(_COMMA_OF_COLUMNS.findall(line)) >= FEWEST_COMMAS for line in lines)
    return split > len(lines) / 2


def parse_records(text: str, delimiter: str) -> tuple[list[list[str]], list[str], bool]:
    """Records of fields, the text of each, and whether the quotes were balanced.

    If not, the quotes stay as typed.
    """
    lines = list(io.StringIO(text, newline=""))
    if not delimiter:
        delimiter = "\x1f"
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    texts: list[str] = []
    start = 0
    try:
        for record in reader:
            records.append(record)
            texts.append("".join(lines[start : reader.line_num]))
            start = reader.line_num
    except csv.Error:
        return [line.rstrip("\r\n").split(delimiter) for line in lines], lines, False
    return [[_OF_TEXT.sub(r"\1", field) for field in r] for r in records], texts, True


def _share_of_regular_records(text: str, delimiter: str) -> float:
    """Share of the first filled records that are as wide as most, and wider than one."""
    sample = text[:200_000]
    records, _, _ = parse_records(sample, delimiter)
    widths = Counter(len(fields) for fields in records[:500] if any(fields))
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    if not wide:
        return 0.0
    return wide.most_common(1)[0][1] / widths.total()
