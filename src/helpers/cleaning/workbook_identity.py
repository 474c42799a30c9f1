"""Workbooks of another unit or of another period, by the lines above their tables.

What another unit or period names with certainty is not read, and the quarantine says why. A unit
above, a unit below and what the unit was made of are no other units, unless a unit below wrote the
paper («UBND xã A»), or its figures are of all of the unit above («toàn tỉnh»). A person who has
looked may confirm the cell (see ``helpers.core.catalogues.corrections``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import LocatedTable, source_cell_of
from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.stated_periods.lines import (
    is_of_other_table,
    signed_before,
    statements,
    year_in_name,
)
from helpers.cleaning.title_words import title_words
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.unit_names import names_of
from helpers.core.catalogues.units import Unit
from helpers.core.messages import message
from helpers.core.text import fold, nfc


@dataclass
class Statements:
    """What the lines above the tables of a sheet say of unit or period.

    ``is_own``: they name the one of the folder; ``others``: cells that name another one, with the
    words; ``is_open``: something else is named, or nothing.
    """

    is_own: bool = False
    is_open: bool = True
    is_certain: bool = True
    others: list[tuple[SourceCell, str]] = field(default_factory=list)

    @property
    def is_other(self) -> bool:
        """True where only another one is named."""
        return bool(self.others) and not self.is_own


def without_others(
    located: Sequence[LocatedTable], catalogues: Catalogues, unit: str, cleaning_log: CleaningLog
) -> list[LocatedTable]:
    """The tables of a workbook but for those of another unit or period.

    Where no sheet names the unit or period of the folder and one names another, none is left.
    """
    folder_unit = catalogues.units.find(unit, catalogues.period.end)
    sheets = {table.sheet.name: _title_cells(table.sheet, located) for table in located}
    fields = {
        "unit": folder_unit.name_vi,
        "period": catalogues.period.label(),
        "corrections": f"data/reference/corrections/{catalogues.period}/{unit}.csv",
    }
    refused: set[str] = set()
    for key, found in (
        ("cleaning.other_unit", _of_units(sheets, catalogues, folder_unit)),
        ("cleaning.other_period", _of_periods(sheets, catalogues, located)),
        ("cleaning.other_subject", _of_subjects(sheets, located)),
    ):
        _leave_out_confirmed(found.values(), cleaning_log)
        others = {name: stated for name, stated in found.items() if stated.is_other}
        is_whole = not any(stated.is_own for stated in found.values())
        if not is_whole:
            others = {name: stated for name, stated in others.items() if stated.is_certain}
        for stated in list(others.values())[: 1 if is_whole else None]:
            source_cell, words = stated.others[0]
            suffix = ("" if source_cell.cell else "_name") if is_whole else "_sheet"
            cleaning_log.quarantine(source_cell, f"{key}{suffix}", words=words, **fields)
        refused |= set(sheets) if is_whole and others else others.keys()
    return [table for table in located if table.sheet.name not in refused]


def _title_cells(sheet: Sheet, located: Sequence[LocatedTable]) -> list[tuple[SourceCell, Cell]]:
    """The cells above the first table of a sheet, and what is printed around its pages."""
    head = min(table.header_rows.start for table in located if table.sheet is sheet)
    cells = (cell for row in sheet.rows for cell in row if cell.row < head)
    where = message("cleaning.outside_of_cells")
    around = ((text, Cell(0, 0, text, text, "text")) for text in sheet.around)
    return [
        *((source_cell_of(sheet, cell), cell) for cell in cells if cell.kind == "text"),
        *((SourceCell(sheet.file, sheet.name, where, text), cell) for text, cell in around),
    ]


def _of_units(
    sheets: dict[str, list[tuple[SourceCell, Cell]]], catalogues: Catalogues, unit: Unit
) -> dict[str, Statements]:
    names = names_of(catalogues.units)
    known, found = names.of(unit), {}
    for sheet, cells in sheets.items():
        stated = found[sheet] = Statements()
        issuers: list[tuple[SourceCell, str]] = []
        for source_cell, line in _lines(cells):
            if wider := _wider_area(line, unit):
                stated.others.append((source_cell, wider))
            is_of_place = re.search(title_words()["names_place"], line, re.IGNORECASE)
            at_end = names.another_at_end(line, unit) if is_of_place else ""
            if at_end and not known.is_above(at_end):
                issuers.append((source_cell, at_end))
            for folded, name in names.mentions(line):
                if folded in known.own - known.same and _is_issuer(line):
                    issuers.append((source_cell, name))
                elif folded in known.own:
                    stated.is_own = True
                elif folded not in known.superior:
                    stated.others.append((source_cell, name))
        stated.is_own &= not issuers
        stated.others += issuers
    return found


def _is_issuer(line: str) -> bool:
    """True for the line of the office that wrote a paper, and nothing else: «UBND XÃ A»."""
    return re.match(title_words()["issuer"], line.strip(), re.IGNORECASE) is not None


def _wider_area(line: str, unit: Unit) -> str:
    """The words of a line by which its figures are of all of a unit above: «toàn tỉnh»."""
    pattern = title_words()["wider_area"].get(unit.level)
    found = re.search(pattern, line, re.IGNORECASE) if pattern else None
    return found[0] if found else ""


def _lines(cells: list[tuple[SourceCell, Cell]]) -> Iterator[tuple[SourceCell, str]]:
    """The lines of cells, but for those that name other units without being of them."""
    patterns = (title_words()["other_lines"], title_words()["addresses"])
    for source_cell, cell in cells:
        for line in cell.text.splitlines():
            if not any(re.search(pattern, line, re.IGNORECASE) for pattern in patterns):
                yield source_cell, line


def _of_subjects(
    sheets: dict[str, list[tuple[SourceCell, Cell]]], located: Sequence[LocatedTable]
) -> dict[str, Statements]:
    """Sheets whose title says that they are a draft, or about an event that no row names."""
    found = {}
    for sheet, cells in sheets.items():
        tables = [table for table in located if table.sheet.name == sheet]
        has_values = any(table.mapping.value_roles for table in tables)
        labels = _labels_of(tables)
        others = [
            (source_cell, words)
            for source_cell, line in _lines(cells if has_values else [])
            if (words := _other_subject(line, labels))
        ]
        found[sheet] = Statements(is_own=not others, others=others)
    return found


def _labels_of(tables: Sequence[LocatedTable]) -> str:
    return "; ".join(fold(row.text("label")) for table in tables for row in table.rows())


def _other_subject(line: str, labels: str) -> str:
    """The word of a line by which its table is a draft or about another subject; else empty."""
    words = title_words()
    line = nfc(line).lower()
    if draft := re.search(words["drafts"], line):
        return draft[0]
    first = re.split(words["next_part"], line, maxsplit=1)[0]
    event = re.search(words["events"], first)
    is_other = event and not re.search(words["offices"], line) and fold(event[0]) not in labels
    return event[0] if event and is_other else ""


def _of_periods(
    sheets: dict[str, list[tuple[SourceCell, Cell]]],
    catalogues: Catalogues,
    located: Sequence[LocatedTable],
) -> dict[str, Statements]:
    found = {}
    for sheet, cells in sheets.items():
        stated = found[sheet] = Statements(is_certain=False)
        signed: list[tuple[SourceCell, str]] = []
        tables = [table for table in located if table.sheet.name == sheet]
        for source_cell, cell in [*cells, *_cells_below(tables)]:
            if line := signed_before(cell.text, catalogues.period):
                signed.append((source_cell, line))
        for source_cell, cell in cells:
            for statement in statements(cell.text, catalogues.period):
                stated.is_open = False
                stated.is_own |= statement.verdict == "own"
                if statement.verdict == "other":
                    stated.others.append((source_cell, statement.words))
                    stated.is_certain |= statement.is_certain
            if is_of_other_table(cell.text):
                stated.is_open, stated.is_certain = False, True
                stated.others.append((source_cell, cell.text))
        if signed:
            stated.is_own, stated.is_open, stated.is_certain = False, False, True
            stated.others += signed
    if located and all(stated.is_open for stated in found.values()):
        file = located[0].sheet.file
        year = year_in_name(file, catalogues.period)
        if year:
            found[located[0].sheet.name].others.append((SourceCell(file), year))
    return found


def _cells_below(tables: Sequence[LocatedTable]) -> list[tuple[SourceCell, Cell]]:
    """The texts below the last table of a sheet, where papers are signed."""
    last = max((table.last_row for table in tables), default=0)
    sheet = tables[0].sheet if tables else None
    cells = (cell for row in (sheet.rows if sheet else ()) for cell in row if cell.row > last)
    return [(source_cell_of(t, c), c) for t in [sheet] if t for c in cells if c.kind == "text"]


def _leave_out_confirmed(found: Iterable[Statements], cleaning_log: CleaningLog) -> None:
    """Words that a person has confirmed in one cell are right in the whole workbook."""
    named = [(cell, words.lower()) for stated in found for cell, words in stated.others]
    confirmed = {words for cell, words in named if cleaning_log.is_confirmed(cell)}
    for stated in found:
        stated.others = [other for other in stated.others if other[1].lower() not in confirmed]
