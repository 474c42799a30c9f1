"""Changed copies of an office: its second period, and workbooks with words replaced.

The workbooks are opened, changed cell by cell and written as .xlsx (.xls and .ods through
LibreOffice; without it they are left out), .csv as .csv; the truth is changed likewise.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import yaml
from offices_score import Key, Row, Scorer, cell_key, low, plain, read_rows

GROWTH = Decimal("1.04")
GROWING = frozenset(("money", "area", "mass", "volume"))
"""Dimensions whose figures grow: sums, shares and production = area × yield hold as before."""
CLASSES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("offices_words.yml").read_text(encoding="utf-8")
)
TRUTH_TEXTS = ("label_path", "label_plain", "header_path", "breakdown", "unit_printed")
_YEARS = re.compile(r"(?<!\d)(20[0-4]\d)(?:(\s*[-–]\s*)(20[0-4]\d))?(?![\d]|[.,]\d)")
_YEARS_BESIDE_FIGURES = re.compile(r"(?<=năm )(20[0-4]\d)()()(?!\d)")
_PLAIN_YEAR = range(2010, 2045)


def years_moved(text: str, years: re.Pattern[str] = _YEARS) -> str:
    """Each year one later; a span of several years, as of a programme, stays."""

    def moved(match: re.Match[str]) -> str:
        first, dash, last = match.groups()
        if last and int(last) - int(first) > 1:
            return match[0]
        return f"{int(first) + 1}" + (f"{dash}{int(last) + 1}" if last else "")

    return years.sub(moved, text)


def words_replaced(text: str, words: dict[str, str], keep: str = "") -> str:
    """Words of a class replaced, but not in ``keep``; the form of Unicode stays."""
    composed = unicodedata.normalize("NFC", text)
    longest = sorted(words, key=len, reverse=True)
    kept = f"{re.escape(keep)}|" if keep else ""
    pattern = re.compile(rf"({kept}(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w))", re.I)
    by_low = {low(word): new for word, new in words.items()}

    def replaced(match: re.Match[str]) -> str:
        old, new = match[0], by_low.get(low(match[0]))
        if new is None:
            return old
        if old.isupper() and len(old) > 1:
            return new.upper()
        return new[0].upper() + new[1:] if old[0].isupper() else new

    done = pattern.sub(replaced, composed)
    return unicodedata.normalize("NFD", done) if composed != text else done


@dataclass(frozen=True)
class Change:
    """How an office changes: ``text`` of a cell (whether it holds a figure), ``number`` of a cell,
    ``name`` of a file or sheet, ``row`` of the truth."""

    text: Callable[[str, bool], str]
    number: Callable[[Key, float], float]
    name: Callable[[str], str]
    row: Callable[[Row], Row]


@cache
def _converted() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory()


@cache
def _as_xlsx(path: Path) -> Path | None:
    """The workbook as .xlsx; None for other kinds of files, and without LibreOffice."""
    soffice = shutil.which("soffice")
    if path.suffix.lower() == ".xlsx":
        return path
    if path.suffix.lower() not in (".xls", ".ods") or soffice is None:
        return None
    work = Path(_converted().name)
    folder = work / str(abs(hash(path.parent)))
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.xlsx"


def _change_workbook(
    path: Path, source: str, target: Path, change: Change, figures: set[Key]
) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            key, value = (source, plain(sheet.title), cell.coordinate), cell.value
            if isinstance(value, str) and cell.data_type != "e":
                cell.value = change.text(value, key in figures)
                cell.data_type = "s"
            elif isinstance(value, datetime):
                cell.value = value.replace(year=int(change.text(str(value.year), False)))
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                cell.value = change.number(key, value)
        sheet.title = change.name(sheet.title)
    book.save(target)


def _same_counts(text: str, delimiter: str) -> int:
    """How many lines have the commonest number of columns, where that is more than one."""
    columns = Counter(len(row) for row in csv.reader(text.splitlines(), delimiter=delimiter))
    del columns[1]
    return max(columns.values(), default=0)


def _change_csv(path: Path, target: Path, change: Change, figures: set[Key]) -> None:
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=lambda sign: _same_counts(text, sign))
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter)
        for number, row in enumerate(rows, start=1):
            cells = enumerate(row, start=1)
            keys = [f"{openpyxl.utils.get_column_letter(column)}{number}" for column, _ in cells]
            writer.writerow(
                change.text(value, (path.name, "", key) in figures)
                for key, value in zip(keys, row, strict=True)
            )


def changed_office(office: Path, target: Path, change: Change) -> Path:
    """A copy of the office with every workbook and its truth changed."""
    files, left_out = target / "files", set()
    files.mkdir(parents=True)
    truth, excluded = read_rows(office / "truth.csv"), _excluded(office)
    figures = {cell_key(row) for row in (*truth, *excluded)}
    names = {}
    for path in sorted((office / "files").rglob("*")):
        if path.suffix.lower() == ".csv":
            names[path.name] = change.name(path.name)
            _change_csv(path, files / names[path.name], change, figures)
            continue
        book = _as_xlsx(path)
        if book is None:
            left_out.add(path.name)
            continue
        name = f"{path.stem} {path.suffix[1:]}" if path.suffix != ".xlsx" else path.stem
        names[path.name] = f"{change.name(name)}.xlsx"
        _change_workbook(book, path.name, files / names[path.name], change, figures)
    for table, rows in (("truth.csv", truth), ("must_not.csv", excluded)):
        kept = [row for row in rows if row["file"] not in left_out]
        changed = ({**row, "file": names[row["file"]]} for row in map(change.row, kept))
        _write_rows(target / table, list(changed))
    _write_rows(target / "office.csv", list(map(change.row, read_rows(office / "office.csv"))))
    return target


def _excluded(office: Path) -> list[Row]:
    path = office / "must_not.csv"
    return read_rows(path) if path.exists() else []


def _write_rows(path: Path, rows: list[Row]) -> None:
    if rows:
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _growing_cells(truth: list[Row], scorer: Scorer) -> set[Key]:
    """Figures that may grow: of sheets that count nothing, since counts stay whole."""
    dimensions = [scorer.units.get(low(row["unit_standard"]), ("",))[0] for row in truth]
    named = list(zip(map(cell_key, truth), dimensions, strict=True))
    counting = {key[:2] for key, dimension in named if dimension.startswith("count")}
    return {key for key, dimension in named if dimension in GROWING and key[:2] not in counting}


def second_period(office: Path, target: Path, scorer: Scorer) -> Path:
    """The same office a year later: years moved on, figures of money, area and mass 4 % higher."""
    truth = read_rows(office / "truth.csv")
    growing, grown = _growing_cells(truth, scorer), set()
    figures = {cell_key(row) for row in (*truth, *_excluded(office))}

    def text(value: str, is_figure: bool) -> str:
        return years_moved(value, _YEARS_BESIDE_FIGURES if is_figure else _YEARS)

    def number(key: Key, value: float) -> float:
        if key in growing:
            grown.add(key)
            return float(Decimal(repr(value)) * GROWTH)
        is_year = isinstance(value, int) and value in _PLAIN_YEAR and key not in figures
        return value + 1 if is_year else value

    def row(before: Row) -> Row:
        same = ("value", "cell", "file", "tolerance")
        after = {name: v if name in same else years_moved(v) for name, v in before.items()}
        if "value" in before and cell_key(before) in grown:
            value = Decimal(before["value"])
            shown = Decimal(1).scaleb(min(0, value.normalize().as_tuple().exponent)) / 2
            after["value"] = f"{value * GROWTH:f}"
            after["tolerance"] = str(max(shown, Decimal(before["tolerance"] or 0) * 2))
        return after

    return changed_office(office, target, Change(text, number, years_moved, row))


def with_words_replaced(office: Path, target: Path, words: dict[str, str]) -> Path:
    """The same workbooks, and the same truth, with words replaced; the office keeps its name."""
    (about,) = read_rows(office / "office.csv")

    def text(value: str, _: bool = False) -> str:
        return words_replaced(value, words, about["name"])

    def row(before: Row) -> Row:
        texts = {name: text(before[name]) for name in TRUTH_TEXTS if name in before}
        return {**before, **texts, "unit_meant": before.get("unit_printed", "")}

    return changed_office(office, target, Change(text, lambda _, value: value, str, row))
