"""Sheets and files whose names say that they are a draft, a copy or an earlier version.

Only beside another one: a single sheet called 'Sheet1 (2)' is what the office has.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from helpers.cleaning.readers import Sheet, Workbook
from helpers.cleaning.title_words import title_words
from helpers.core.text import nfc, slug

FEWEST_FIGURES = 2


def draft_sheets(books: Sequence[Workbook]) -> dict[tuple[str, str], str]:
    """File and sheet of each draft, with the name that says so."""
    files = _drafts_among([PurePath(book.file).stem for book in books], needs_same=True)
    found: dict[tuple[str, str], str] = {}
    for book in books:
        sheets = [sheet for sheet in book.sheets if _has_figures(sheet) and not sheet.hidden]
        tabs = _drafts_among([sheet.name for sheet in sheets], needs_same=False)
        stem = PurePath(book.file).stem
        for sheet in book.sheets:
            if sheet.name in tabs or stem in files:
                found[book.file, sheet.name] = sheet.name if sheet.name in tabs else stem
    return found


def is_copy_of(name: str, original: str) -> bool:
    """True for the name of a sheet that a program copied: «Đàn vật nuôi (2)»."""
    bare = re.sub(title_words()["copied_sheet"], "", nfc(name))
    return bare != nfc(name) and slug(bare) == slug(original)


def _drafts_among(names: Iterable[str], *, needs_same: bool) -> set[str]:
    """Names with a mark of a draft beside one without it, and all versions but the last.

    ``needs_same``: the other one must have the same name but for the mark.
    """
    every = list(names)
    bare = {name: _without_mark(name) for name in every}
    versions: dict[str, list[tuple[int, str]]] = {}
    for name in every:
        if version := re.search(title_words()["version"], nfc(name).lower()):
            base = slug(nfc(name).lower()[: version.start()])
            versions.setdefault(base, []).append((int(version[1]), name))
    final = {slug(name) for name in every if bare[name] is None}
    drafts = {
        name
        for name, base in bare.items()
        if base is not None and (base in final or (final and not needs_same))
    }
    return drafts | {name for group in versions.values() for _, name in sorted(group)[:-1]}


def _without_mark(name: str) -> str | None:
    """A name without its mark of a draft; None where it has none."""
    text = nfc(name.replace("_", " ")).lower().strip()
    rest = re.sub(title_words()["draft_names"], " ", text)
    return None if rest == text else slug(rest)


def _has_figures(sheet: Sheet) -> bool:
    numbers = (cell for row in sheet.rows for cell in row if cell.kind == "number")
    return sum(1 for _ in zip(numbers, range(FEWEST_FIGURES), strict=False)) == FEWEST_FIGURES
