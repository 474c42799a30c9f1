"""Real workbooks saved again by LibreOffice in other formats give the same tables."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.cleaning import clean_folder
from helpers.core.catalogues import Catalogues

EVERY_SHEET_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
FORMATS = {"xlsx": "xlsx", "xls": "xls:MS Excel 97", "ods": "ods", "csv": EVERY_SHEET_AS_CSV}
COMPARED = {
    "observations": ("indicator", "measure", "value", "status", "cause", "note"),
    "programme": ("programme", "budget_line", "capital", "item", "value", "status", "reason", "note"),
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


def rows_of(tables: dict[str, Any]) -> dict[str, list[tuple[str, ...]]]:
    """Rows of each table that the format must not change, sorted."""
    return {
        name: sorted(
            tuple(_shown(record[column]) for column in columns)
            for record in tables[name].to_dict("records")
        )
        for name, columns in COMPARED.items()
    }


def _shown(value: object) -> str:
    if value is None or value != value:
        return ""
    return " ".join(str(value.normalize() if hasattr(value, "normalize") else value).split())


def differences(
    folder: Path, again: Path, catalogues: Catalogues, unit: str = "bach-thong"
) -> Iterator[str]:
    """Rows that only one of two folders gives, as lines of text."""
    before = rows_of(clean_folder(folder, catalogues, [], unit).tables)
    tables = clean_folder(again, catalogues, [], unit).tables
    after = rows_of(tables)
    for name in COMPARED:
        yield from (f"{name} lost: {row}" for row in before[name] if row not in after[name])
        yield from (f"{name} new: {row}" for row in after[name] if row not in before[name])


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
