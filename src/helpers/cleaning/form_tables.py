"""The tables of a unit's workbooks whose names or marks say of which form they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.draft_names import draft_sheets, is_copy_of
from helpers.cleaning.layout import LocatedTable, source_cell_of
from helpers.cleaning.readers import Sheet, Workbook, address_of
from helpers.cleaning.tables.extra_columns import figures_of_parts
from helpers.cleaning.tables.locate import locate_tables
from helpers.cleaning.tables.outline import RowMeaning
from helpers.cleaning.tables.recognise import (
    best_mapping,
    is_of_part,
    meanings_of,
    names_another_table,
    neutral_words,
    titles_another_table,
)
from helpers.cleaning.workbook_identity import without_others
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.catalogues.outlines import Outline, valid_outlines
from helpers.core.catalogues.unit_names import names_of


@dataclass(frozen=True)
class FormTable:
    """A table, its form, and what its rows mean."""

    form: Form
    table: LocatedTable
    meanings: Mapping[int, RowMeaning]


@dataclass
class FormTables:
    """Finds the tables of the workbooks of one unit; what fits no form goes to the quarantine.

    ``sheets``: each sheet with its tables, in the order of the workbooks; ``found``: names of the
    forms and of their sheets that were received; ``unknown``: sheets that fit no form, with the
    source cell and the key of the reason for the quarantine where nothing else reads them;
    ``blank_forms``: workbooks that the program made for the office to fill in;
    ``drafts``: file and sheet of drafts and copies by their names.
    """

    catalogues: Catalogues
    unit: str
    cleaning_log: CleaningLog
    sheets: list[tuple[Sheet, list[FormTable]]] = field(default_factory=list)
    found: set[tuple[str, str]] = field(default_factory=set)
    unknown: list[tuple[Sheet, SourceCell, str]] = field(default_factory=list)
    blank_forms: set[str] = field(default_factory=set)
    drafts: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def level(self) -> str:
        """Level of the unit: province, district or commune."""
        return self.catalogues.units.find(self.unit, self.catalogues.period.end).level

    @property
    def outline(self) -> Outline | None:
        """The outline of the unit's report; None where none or several are valid."""
        known = self.catalogues
        valid = valid_outlines(known.outlines, known.period, self.level)
        return known.outlines[valid[0]] if len(valid) == 1 else None

    def add_all(self, workbooks: Iterable[Workbook]) -> None:
        """Add workbooks: those whose mark or name says their form, and the others as unknown."""
        workbooks = list(workbooks)
        self.drafts = draft_sheets(workbooks)
        forms = self.catalogues.forms
        for book in workbooks:
            marked = book.marks.form if book.marks else ""
            self.blank_forms |= {book.file} if marked else set()
            form = next((f for f in forms if f.form == marked), None) or next(
                (f for f in forms if f.fits(book.file)), None
            )
            if form is None:
                source_cell, key = SourceCell(book.file), "cleaning.unknown_workbook"
                self.unknown += [(sheet, source_cell, key) for sheet in book.sheets]
            else:
                self._add_named(book, form)

    def _add_named(self, book: Workbook, form: Form) -> None:
        """The sheets that a form names; the only one of a workbook may have any name of no other
        table. What is left may be a table of the office's own."""
        by_name = {
            sheet.name: mappings
            for sheet in book.sheets
            if (mappings := [mapping for mapping in form.sheets if mapping.fits(sheet.name)])
        }
        earlier = self._hidden_versions(book, by_name)
        for sheet in book.sheets:
            if len(book.sheets) == 1 and not by_name and not self._names_another(book, sheet, form):
                by_name[sheet.name] = best_mapping(sheet, form, self.catalogues.period)
        self._add([(s, form, by_name[s.name]) for s in book.sheets if by_name.get(s.name)])
        for sheet in book.sheets:
            if not sheet.rows or by_name.get(sheet.name) or sheet.name in earlier:
                continue
            first = source_cell_of(sheet, sheet.rows[0][0])
            if self._names_another(book, sheet, form):
                self.cleaning_log.quarantine(first, "cleaning.unknown_sheet", sheet=sheet.name)
            else:
                self.unknown.append((sheet, first, "cleaning.unknown_sheet"))

    def _hidden_versions(self, book: Workbook, by_name: dict[str, list[SheetMap]]) -> set[str]:
        """Hidden sheets that have a visible copy, which is the form's in place of each."""
        versions = {}
        for sheet in (sheet for sheet in book.sheets if sheet.hidden and sheet.name in by_name):
            copies = [x for x in book.sheets if not x.hidden and is_copy_of(x.name, sheet.name)]
            if len(copies) == 1:
                versions[sheet.name] = copies[0].name
        for name, copy in versions.items():
            by_name.setdefault(copy, by_name.pop(name))
            source_cell = SourceCell(book.file, name)
            self.cleaning_log.quarantine(
                source_cell, "cleaning.hidden_version", sheet=name, copy=copy
            )
        return set(versions)

    def _names_another(self, book: Workbook, sheet: Sheet, form: Form) -> bool:
        """True where a sheet's name is that of another place or period, a draft or a part."""
        period, units = self.catalogues.period, self.catalogues.units
        if sheet.name == PurePath(book.file).stem:
            return False
        name, unit = sheet.name.replace("_", " "), units.find(self.unit, period.end)
        is_of_place = bool(names_of(units).another_at_end(name, unit))
        is_other = is_of_place or names_another_table(sheet.name, self.unit, period)
        return is_other or is_of_part(sheet, form, period, unit)

    def _add(self, sheets: list[tuple[Sheet, Form, list[SheetMap]]]) -> None:
        located = [
            (sheet, form, locate_tables(sheet, mapping, self.catalogues.period, self.cleaning_log))
            for sheet, form, mappings in sheets
            for mapping in mappings
        ]
        for _, _, tables in located:
            tables[1:] = [table for table in tables[1:] if not self._is_foreign(table)]
        every = [table for _, _, tables in located for table in tables]
        own = without_others(every, self.catalogues, self.unit, self.cleaning_log)
        refused = {table.sheet.name for table in every} - {table.sheet.name for table in own}
        located = [entry for entry in located if entry[0].name not in refused]
        sheets = [entry for entry in sheets if entry[0].name not in refused]
        figures = tuple(text for table in own for text in table.value_texts())
        for sheet, form, tables in located:
            self.sheets.append(
                (sheet, [self._form_table(form, table, figures) for table in tables])
            )
        self.found.update((form.form, m.names[0]) for _, form, maps in sheets for m in maps)

    def _is_foreign(self, table: LocatedTable) -> bool:
        """True for a further table of a sheet whose title names a place or another period."""
        period = self.catalogues.period
        lines = [line for line in table.title.splitlines() if line.strip()]
        line = next((x for x in lines if titles_another_table(x, self.unit, period)), None)
        if line is not None:
            head = address_of(table.header_rows.start, min(table.roles, default=1))
            source_cell = SourceCell(table.sheet.file, table.sheet.name, head, line)
            self.cleaning_log.quarantine(source_cell, "cleaning.foreign_table", title=line)
        return line is not None

    def _form_table(self, form: Form, table: LocatedTable, figures: tuple[str, ...]) -> FormTable:
        meanings = meanings_of(table, form, self.catalogues, self.unit)
        paths = {number: meaning.label_path for number, meaning in meanings.items()}
        of_parts = figures_of_parts(table, neutral_words(form, self.catalogues, self.unit))
        refused = {**table.refused, **of_parts}
        table = replace(table, workbook_figures=figures, paths=paths, refused=refused)
        return FormTable(form, table, meanings)
