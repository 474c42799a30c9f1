"""Real workbooks saved again by LibreOffice in other formats give the same tables."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from helpers.cleaning import clean_folder
from helpers.core.catalogues import Catalogues

EVERY_SHEET_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
FORMATS = {"xlsx": "xlsx", "xls": "xls:MS Excel 97", "ods": "ods", "csv": EVERY_SHEET_AS_CSV}
COMPARED = {
    "observations": ("indicator", "measure", "value", "status", "cause", "note"),
    "programme": ("budget_line", "capital", "item", "value", "status", "reason", "note"),
    "texts": ("section", "kind", "text"),
    "documents": ("kind", "number", "symbol", "date", "issuer", "subject", "section"),
    "heading": ("key", "value"),
}  # fmt: skip
"""Columns that the format of a file must not change; addresses and places of decimals may."""


def save_again(files: list[Path], folder: Path, suffix: str, soffice: str) -> Path:
    """Copies of ``files`` in another format, made by LibreOffice, in a folder of their own."""
    target = folder / suffix
    target.mkdir(parents=True)
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", FORMATS[suffix],
         "--outdir", str(target), *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return target


def rows_of(tables: dict[str, Any]) -> dict[tuple[str, ...], str]:
    """What the format must not change of each row, with the text of its cell."""
    return {
        (name, *(_shown(record[column]) for column in columns)): str(record["raw_text"])
        for name, columns in COMPARED.items()
        for record in tables[name].to_dict("records")
    }


def _shown(value: object) -> str:
    if value is None or value != value:
        return ""
    return " ".join(str(value.normalize() if isinstance(value, Decimal) else value).split())


def differences(
    folder: Path, again: Path, catalogues: Catalogues, unit: str = "bach-thong"
) -> Iterator[str]:
    """Rows that only one of two folders gives, as lines of text.

    A figure that only other sheets of its workbook decide is asked about where each sheet is a
    file of its own: that is no difference.
    """
    before = rows_of(clean_folder(folder, catalogues, [], unit).tables)
    tables = clean_folder(again, catalogues, [], unit).tables
    after = rows_of(tables)
    refusals = tables["quarantine"].to_dict("records")
    asked = {str(r["raw_text"]) for r in refusals if r["rule"] == "numbers.ambiguous"}
    for row, text in before.items():
        if row not in after and not (again.name == "csv" and text in asked):
            yield f"lost: {' | '.join(row)} ({text})"
    yield from (f"new: {' | '.join(row)} ({after[row]})" for row in after if row not in before)


def check(
    raw: Path, names: list[str], folder: Path, catalogues: Catalogues, soffice: str
) -> dict[str, list[str]]:
    """Differences by format for some files of a raw folder."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in names:
        shutil.copy(raw / name, source)
    files = sorted(source.iterdir())
    return {
        suffix: list(differences(source, save_again(files, folder, suffix, soffice), catalogues))
        for suffix in FORMATS
    }
