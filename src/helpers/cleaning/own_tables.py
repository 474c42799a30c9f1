"""The office's own tables among its workbooks: what no form reads, recognition reads or asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.cleaning.form_tables import FormTables
from helpers.cleaning.layout import source_cell_of
from helpers.cleaning.mapping_answers import log_used_answers
from helpers.cleaning.readers import Sheet
from helpers.cleaning.recognised_records import RecognisedRecords, question_rows
from helpers.cleaning.recognition.answers import answers_by_key
from helpers.cleaning.recognition.engine import Recogniser
from helpers.cleaning.recognition.model import Answer, Question, Recognised
from helpers.core.tables import Record

UNKNOWN_ROWS = ("cleaning.unknown_label", "cleaning.group_with_figure")
"""Refusals of rows that a form does not know: the office may report them besides."""
OPEN_RULES = ("cleaning.unknown_column", "cleaning.header_not_found", *UNKNOWN_ROWS)
"""Refusals of a form after which its sheet may still be a table of the office's own."""

TEXT_NOT_READ = "cleaning.text_not_read"
FEWEST_WORDS = 8
"""A shorter text is a label or a title, no sentence for the report."""


@dataclass
class OwnTables:
    """Reads the sheets that fit no form, and the columns of forms that the form does not know."""

    forms: FormTables
    answers: Sequence[Answer]
    detailed_figures: list[Record] = field(default_factory=list)
    questions: list[Record] = field(default_factory=list)
    answered: tuple[Question, ...] = ()

    def read(self, records: dict[str, list[Record]]) -> None:
        """Add what is recognised to ``records``; what is not is asked, else quarantined."""
        log, catalogues = self.forms.cleaning_log, self.forms.catalogues
        unit = catalogues.units.find(self.forms.unit, catalogues.period.end)
        known = self._known_cells(records)
        sheets = [sheet for sheet, _, _ in self.forms.unknown]
        of_forms = {sheet.file for sheet, _ in self.forms.sheets}
        of_forms |= {s.file for s in sheets if any(f.fits(s.file) for f in catalogues.forms)}
        answers = answers_by_key(self.answers)
        refused = self._refused_cells()
        recogniser = Recogniser(unit, catalogues, answers, known, frozenset(of_forms), refused)
        recogniser.drafts = self.forms.drafts
        every = [*sheets, *self._open_sheets()]
        recognised = recogniser.run(every) if every else Recognised()
        self._quarantine_rest(recognised, recogniser.answered_sheets)
        made = RecognisedRecords(catalogues)
        made.add_all(recognised.figures)
        for rule in UNKNOWN_ROWS:
            log.withdraw(rule, {f.source for f in recognised.figures})
        records["observations"] += made.observations
        records["programme"] += made.programme
        self.detailed_figures = made.detailed_figures
        log.notes += made.notes
        self.questions = question_rows(recognised, log)
        self.answered = recognised.answered
        log_used_answers(recognised.answered, self.answers, catalogues, log)

    def _known_cells(self, records: dict[str, list[Record]]) -> set[tuple[str, str, str]]:
        """Cells that a form read or refused one by one."""
        rows = [row for rows in records.values() for row in rows]
        refused = [r for r in self.forms.cleaning_log.refusals if r["rule"] not in OPEN_RULES]
        return {(str(r["file"]), str(r["sheet"]), str(r["cell"])) for r in (*rows, *refused)}

    def _refused_cells(self) -> frozenset[tuple[str, str, str]]:
        """Cells of rows that a form knows not; a person says what they are.

        What a form refuses to read under its groups is not read by the words of the row alone. In
        the spare rows of a blank form the office says what it reports besides.
        """
        return frozenset(
            (str(r["file"]), str(r["sheet"]), str(r["cell"]))
            for r in self.forms.cleaning_log.refusals
            if r["rule"] in UNKNOWN_ROWS and r["file"] not in self.forms.blank_forms
        )

    def _open_sheets(self) -> list[Sheet]:
        """Sheets of forms with columns that the form does not know, or without its head."""
        refusals = self.forms.cleaning_log.refusals
        open_ones = {(r["file"], r["sheet"]) for r in refusals if r["rule"] in OPEN_RULES}
        found = {
            (sheet.file, sheet.name): sheet
            for sheet, tables in self.forms.sheets
            if not tables or any(table.table.mapping.value_roles for table in tables)
        }
        return [sheet for name, sheet in found.items() if name in open_ones]

    def _quarantine_rest(self, recognised: Recognised, answered: set[tuple[str, str]]) -> None:
        """The sheets in which nothing was found, by the reason that the forms gave."""
        taken = {(f.file, f.sheet) for f in recognised.figures} | answered
        taken |= {(where.file, where.sheet) for q in recognised.questions for where in q.where}
        books = {file for file, _ in taken}
        named: set[str] = set()
        for sheet, source_cell, key in self.forms.unknown:
            is_whole = not source_cell.sheet
            if is_whole and sheet.file in books and (sheet.file, sheet.name) not in taken:
                self._name_sentences(sheet)
            if (sheet.file in books) if is_whole else ((sheet.file, sheet.name) in taken):
                continue
            if is_whole and sheet.file in named:
                continue
            named.add(sheet.file)
            self.forms.cleaning_log.quarantine(source_cell, key, sheet=sheet.name)

    def _name_sentences(self, sheet: Sheet) -> None:
        """Sentences of a sheet beside the office's tables: no form says where they belong."""
        for cell in (cell for row in sheet.rows for cell in row):
            is_title = cell.text.isupper() or len(cell.text.split()) < FEWEST_WORDS
            if cell.kind == "text" and not is_title:
                self.forms.cleaning_log.quarantine(source_cell_of(sheet, cell), TEXT_NOT_READ)
