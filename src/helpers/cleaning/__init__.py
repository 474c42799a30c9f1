"""Cleaning: raw files of one unit and period → tidy tables, a log of repairs, a quarantine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from helpers.cleaning.apply_corrections import apply_corrections
from helpers.cleaning.beside_cells import quarantine_beside_cells
from helpers.cleaning.budget_amounts import BudgetReader, largest_amount
from helpers.cleaning.cleaning_log import FAILED, CleaningLog, SourceCell
from helpers.cleaning.corrected_copies import without_replaced
from helpers.cleaning.declared_absence import declared_absences, tick_without_figures
from helpers.cleaning.duplicates import KEYS, without_duplicates
from helpers.cleaning.form_tables import FormTable, FormTables
from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.marked_workbooks import office_content
from helpers.cleaning.observations import ObservationReader
from helpers.cleaning.own_tables import OwnTables
from helpers.cleaning.plain_tables import TableSections, read_documents, read_heading, read_texts
from helpers.cleaning.readers import Sheet, Workbook, list_inputs, read_workbook
from helpers.cleaning.received_tables import received_tables
from helpers.cleaning.recognition.model import Answer, Question
from helpers.cleaning.sound_sheets import STOPPING, refuse_failed, sound_sheets
from helpers.cleaning.tables.unread import quarantine_unread
from helpers.cleaning.twin_workbooks import once, report_differing, without_copies
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.corrections import Correction
from helpers.core.catalogues.forms import Form
from helpers.core.tables import Record, make_table
from helpers.core.text import visible

DATA_TABLES = ("observations", "programme", "texts", "documents", "heading")


@dataclass(frozen=True)
class Cleaned:
    """All tables of one unit and period, by name; ``answered``: the questions that answers
    settled; ``failures``: of the program itself, at files or sheets that are quarantined;
    ``is_unread``: no file could be read."""

    tables: dict[str, pd.DataFrame]
    answered: tuple[Question, ...] = ()
    failures: tuple[Exception, ...] = ()
    is_unread: bool = False

    def counts(self) -> pd.DataFrame:
        """How many rows each table has."""
        rows = [(name, len(frame)) for name, frame in self.tables.items()]
        return pd.DataFrame(rows, columns=["table", "rows"])


def clean_folder(
    folder: Path,
    catalogues: Catalogues,
    corrections: list[Correction],
    unit: str,
    answers: Sequence[Answer] = (),
) -> Cleaned:
    """Clean all raw files of a folder.

    A file, sheet, row or cell that cannot be read goes to the quarantine with a reason; the rest
    comes through. ``answers``: what a person said that tables of the office's own mean. Raises
    InputError for a missing or empty folder and for a correction whose guard no longer matches.
    """
    cleaning_log = CleaningLog()
    received = without_copies(_read_all(folder, cleaning_log), cleaning_log)
    period = str(catalogues.period)
    books = without_replaced(received, folder, unit, period, cleaning_log)
    workbooks = apply_corrections(books, corrections, cleaning_log)
    cleaned = clean_workbooks(workbooks, catalogues, unit, cleaning_log, answers)
    return replace(cleaned, is_unread=not workbooks)


def clean_workbooks(
    workbooks: list[Workbook],
    catalogues: Catalogues,
    unit: str,
    cleaning_log: CleaningLog,
    answers: Sequence[Answer] = (),
) -> Cleaned:
    """All tables of workbooks that were read, with what ``cleaning_log`` holds already.

    A sheet at which the program itself fails is quarantined, the others come through.
    """
    done: list[Cleaned] = []

    def clean(sheets: Sequence[Sheet]) -> None:
        kept = set(map(id, sheets))
        books = [replace(b, sheets=tuple(s for s in b.sheets if id(s) in kept)) for b in workbooks]
        done.append(_clean(books, catalogues, unit, cleaning_log.copy(), answers))

    every = [sheet for book in workbooks for sheet in book.sheets]
    sound = sound_sheets(clean, every, cleaning_log)
    if len(sound) < len(every):
        clean(sound)  # with the refusals of the others
    return done[-1]


def _clean(
    workbooks: list[Workbook],
    catalogues: Catalogues,
    unit: str,
    cleaning_log: CleaningLog,
    answers: Sequence[Answer],
) -> Cleaned:
    records: dict[str, list[Record]] = {name: [] for name in DATA_TABLES}
    forms = FormTables(catalogues, unit, cleaning_log)
    forms.add_all(workbooks)
    read: list[tuple[LocatedTable, int]] = []
    ticked: set[tuple[str, str]] = set()
    for sheet, tables in forms.sheets:
        rows = [(t.table, record) for t in tables for record in _read_table(t, forms)]
        if tick := tick_without_figures(sheet, [record for _, record in rows], cleaning_log):
            ticked |= {(t.form.form, t.table.mapping.names[0]) for t in tables}
            for t in tables:
                absent = declared_absences(t.table, t.meanings, tick, catalogues)
                rows += [(t.table, record) for record in absent]
        for table, record in rows:
            records[table.mapping.table].append(record)
        read += [(t.table, sum(table is t.table for table, _ in rows)) for t in tables]
        quarantine_unread(sheet, [t.table for t in tables], [r for _, r in rows], cleaning_log)
    own = OwnTables(forms, answers)
    own.read(records)
    quarantine_beside_cells(workbooks, cleaning_log)
    _report_missing(catalogues.forms, forms.found, cleaning_log)
    for name in DATA_TABLES:
        keep = without_duplicates if name in KEYS else once
        records[name] = keep(name, records[name], cleaning_log)
    report_differing(catalogues.forms, cleaning_log)
    refusals = cleaning_log.refusals
    records["received_tables"] = received_tables(
        catalogues.forms, forms.found, read, refusals, ticked
    )
    records["cleaning_log"], records["quarantine"] = cleaning_log.repairs, refusals
    records["notes"] = cleaning_log.notes
    records["detailed_figures"], records["questions"] = own.detailed_figures, own.questions
    unit_and_period = {"unit": unit, "period": str(catalogues.period)}
    frames = {
        name: make_table(name, ({**unit_and_period, **record} for record in rows))
        for name, rows in records.items()
    }
    return Cleaned(frames, own.answered, tuple(cleaning_log.failures))


def _read_all(folder: Path, cleaning_log: CleaningLog) -> list[Workbook]:
    """Every workbook that opens; a file that does not goes to the quarantine."""
    files, skipped = list_inputs(folder)
    for file in skipped:
        cleaning_log.quarantine(SourceCell(file.file), "cleaning.file_skipped", reason=str(file))
    workbooks = []
    for path in files:
        try:
            book = office_content(read_workbook(path, root=folder))
        except STOPPING:
            raise
        except Exception as error:
            refuse_failed(SourceCell(visible(path.name)), error, cleaning_log)
            continue
        for note in book.notes:
            source_cell = SourceCell(note.file, note.sheet, note.cell, note.before)
            cleaning_log.log_repair(
                source_cell, note.rule, note.before or str(note), note.after or str(note)
            )
        restored = next((note for note in book.notes if note.rule == "mojibake"), None)
        if restored:
            fields = {"before": restored.before, "after": restored.after}
            cleaning_log.quarantine(SourceCell(book.file), "reading.restored", **fields)
        workbooks.append(book)
    return workbooks


def _read_table(found: FormTable, forms: FormTables) -> list[Record]:
    table, catalogues, cleaning_log = found.table, forms.catalogues, forms.cleaning_log
    programmes = catalogues.programmes
    readers = {
        "observations": lambda: ObservationReader(
            table, found.meanings, catalogues, cleaning_log
        ).records(),
        "programme": lambda: BudgetReader(
            table, catalogues, cleaning_log, forms.unit, largest_amount(forms.level)
        ).records(),
        "texts": lambda: read_texts(
            table, programmes, TableSections.of(table, forms.outline, cleaning_log), cleaning_log
        ),
        "documents": lambda: read_documents(
            table, programmes, TableSections.of(table, forms.outline, cleaning_log), cleaning_log
        ),
        "heading": lambda: read_heading(table, cleaning_log),
    }
    return list(readers[table.mapping.table]())


def _report_missing(
    forms: list[Form], found: set[tuple[str, str]], cleaning_log: CleaningLog
) -> None:
    """A quarantine row for each form that was not received and each sheet that is missing."""
    refused = [(r["file"], r["sheet"]) for r in cleaning_log.refusals if r["rule"] == FAILED]
    found = found | {
        (form.form, mapping.names[0])
        for form in forms
        for mapping in form.sheets
        for file, sheet in refused
        if form.fits(str(file)) and mapping.fits(str(sheet))
    }
    received = {form for form, _ in found}
    for form in forms:
        names = ", ".join(f"{pattern}.xlsx" for pattern in form.files)
        if form.form not in received and form.optional:
            continue
        if form.form not in received:
            cleaning_log.quarantine(
                SourceCell(""), "cleaning.form_missing", form=form.title_vi, files=names
            )
            continue
        for mapping in form.sheets:
            if (form.form, mapping.names[0]) not in found:
                sheet = mapping.names[0]
                cleaning_log.quarantine(
                    SourceCell("", sheet), "cleaning.sheet_missing", sheet=sheet, form=form.title_vi
                )
