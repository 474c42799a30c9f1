"""Runs generated own tables through cleaning; the scorer of offices says what came of them."""

from __future__ import annotations

import csv
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from random import Random
from types import SimpleNamespace

from offices_product import refused_rows, stored_rows
from offices_score import WORDS_OF_TRUTH, Row, Scorer

from generated.measure import Score
from generated.own_layouts import OFFICE, OwnWorkbook, generate_own
from generated.writers import write
from helpers.cleaning import clean_folder
from helpers.cleaning.question_records import question_of
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.core.text import slug
from helpers.core.workspace import PROJECT_ROOT, Workspace

PERIOD = "2023H1"
UNITS = "code,key,name_vi,level,parent_code,valid_from,valid_to\n99,mau,Tỉnh Mẫu,province,,,\n"
OFFICES = PROJECT_ROOT / "tests" / "office_tables"
COLUMNS = (
    *WORDS_OF_TRUTH,
    *("file", "sheet", "cell", "measure", "period", "value", "catalogue_code", "note", "shown"),
    *("tolerance", "required", "accepted_measures", "accepted_codes", "reason"),
)


class OwnBench:
    """Writes and reads workbooks of own tables; keeps those that fail in a folder."""

    def __init__(self, failures: Path | None = None) -> None:
        self.failures = failures
        self._folder = tempfile.TemporaryDirectory()
        root = Path(self._folder.name)
        (root / "data" / "reference").mkdir(parents=True)
        units = f"{UNITS}99001,{slug(OFFICE)},{OFFICE},district,99,,\n"
        (root / "data" / "reference" / "units.csv").write_text(units, encoding="utf-8")
        self.catalogues = load_catalogues(Workspace(root), Period.parse(PERIOD))
        codes = frozenset(self.catalogues.indicators)
        known = Scorer.load(OFFICES / "units.csv", OFFICES / "catalogue_codes.csv")
        self.scorer = Scorer(known.units, codes)

    def run(self, chooser: Random, number: str, score: Score, **options: bool) -> list[str]:
        """One workbook through the reader: what is lost or wrong, a line each."""
        book = generate_own(chooser, number, **options)
        with tempfile.TemporaryDirectory() as name:
            office = Path(name)
            (office / "files").mkdir()
            path = write(book.table, office / "files")
            _write_truth(office, path.name, book)
            start = time.process_time()
            tables = clean_folder(path.parent, self.catalogues, [], slug(OFFICE)).tables
            score.seconds += time.process_time() - start
            return self._scored(office, book, tables, score)

    def _scored(self, office: Path, book: OwnWorkbook, tables: dict, score: Score) -> list[str]:
        stored = stored_rows(SimpleNamespace(catalogues=self.catalogues), tables)
        questions = map(question_of, records_of(tables["questions"]))
        areas = [where for question in questions for where in question.where]
        asked = [{"file": w.file, "sheet": w.sheet, "cell": w.cells} for w in areas]
        asked += refused_rows(tables)
        if not book.table.more_pages:  # a file without sheets has one of any name
            for row in (*stored, *asked):
                row["sheet"] = ""
        found = self.scorer.score(office, stored, asked)
        score.add_counts(book.table, found.counts)
        failed = [row for row in found.details if row[4] in ("lost", "wrong")]
        for row in failed:
            score.failures[f"own table {row[4]}: {row[5] or book.table.hostile or 'layout'}"] += 1
        if failed and self.failures:
            kept = self.failures / "own" / book.table.number
            shutil.copytree(office, kept, dirs_exist_ok=True)
            lines = "\n".join(" | ".join(map(str, row[2:])) for row in failed)
            (kept / "failed.txt").write_text(lines, encoding="utf-8")
        return [f"{book.table.number} {sorted(book.table.features)}: {row[2:]}" for row in failed]


def _write_truth(office: Path, file: str, book: OwnWorkbook) -> None:
    whole = bool(book.table.more_pages)
    for name, rows in (("truth", book.truth), ("must_not", book.must_not)):
        told = [r | {"file": file, "sheet": r["sheet"] if whole else ""} for r in rows]
        _write(office / f"{name}.csv", COLUMNS, told)
    about = {"number": "00", "name": OFFICE, "period": PERIOD, "level": "district"}
    _write(office / "office.csv", about, [about])


def _write(path: Path, columns: Iterable[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
