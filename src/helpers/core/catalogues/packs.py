"""Packs: the data of one legal regime together in a folder, with levels and validity.

A file in a pack is read like the same kind of file elsewhere; what it does not say itself about
levels and validity is that of its pack. Of two files for the same thing the one that is in force
later replaces the other: a new circular is a new pack, and the old one stays as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from helpers.core.catalogues.indicators import valid_in
from helpers.core.catalogues.loading import (
    CatalogueRow,
    Entry,
    KnownCodes,
    OptionalPeriod,
    broken_document,
    load_document,
    load_entries,
)
from helpers.core.catalogues.units import Level
from helpers.core.messages import message
from helpers.core.periods import Period

FOLDER, FILE = "packs", "pack.yml"
ETHNIC = "ethnic"
"""The side whose report has the signer's page, the edits, and the mail."""


class Pack(CatalogueRow):
    """One legal regime.

    ``texts``: the circulars and decisions that it is made from; ``to_supply``: official facts that
    are not known yet, for a person to supply.
    """

    pack: str
    title_vi: str
    title_en: str
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None
    levels: tuple[Level, ...] = ()
    texts: tuple[str, ...] = ()
    to_supply: tuple[str, ...] = ()


NO_PACK = Pack(pack="", title_vi="", title_en="")
Document = TypeVar("Document", bound=CatalogueRow)


def load_packs(paths: Iterable[Path]) -> dict[Path, Pack]:
    """The packs by their folders. Raises CatalogueError for a folder with another name."""
    found = {}
    for path in paths:
        pack = load_document(path, Pack)
        if pack.pack != path.parent.name:
            reason = message("catalogues.pack_folder", pack=pack.pack, folder=path.parent.name)
            raise broken_document(path, reason)
        found[path.parent] = pack
    return found


def pack_of(path: Path) -> Pack:
    """The pack that a file is in; an empty one where it is in none."""
    folder = next((f for f in path.parents if f.parent.name == FOLDER), None)
    file = folder and folder / FILE
    return _read(file, file.stat().st_mtime_ns) if file and file.is_file() else NO_PACK


@cache
def _read(file: Path, changed: int) -> Pack:
    return load_document(file, Pack)


def in_its_pack(path: Path, document: Document) -> Document:
    """A document with the levels and the validity of its pack, where it says nothing itself."""
    pack = pack_of(path)
    fields = type(document).model_fields
    update: dict[str, object] = {
        name: getattr(pack, name)
        for name in ("valid_from", "valid_to", "levels")
        if name in fields and not getattr(document, name)
    }
    return document.model_copy(update=update) if update else document


def load_documents(paths: Iterable[Path], model: type[Document]) -> dict[Path, Document]:
    """YAML catalogues of one kind by their files, each in its pack. Raises CatalogueError."""
    return {path: in_its_pack(path, load_document(path, model)) for path in paths}


def load_pack_entries(
    paths: Iterable[Path],
    model: type[Document],
    known: Mapping[str, KnownCodes] = MappingProxyType({}),
) -> Iterator[Entry[Document]]:
    """The rows of CSV catalogues of one kind, each in its pack. Raises CatalogueError."""
    for entry in load_entries(paths, model, known):
        yield replace(entry, row=in_its_pack(entry.path, entry.row))


def is_valid(document: CatalogueRow, period: Period, level: str = "") -> bool:
    """True for a document that is in force in a period, for units of a level."""
    levels = getattr(document, "levels", ())
    first, last = getattr(document, "valid_from", None), getattr(document, "valid_to", None)
    return valid_in(first, last, period) and (not level or not levels or level in levels)


def latest(documents: Mapping[Path, Document]) -> list[Path]:
    """Of files for the same thing those that came into force last: one, unless they conflict."""
    if len(documents) < 2:
        return list(documents)
    starts = {path: _start(document) for path, document in documents.items()}
    return [path for path, start in starts.items() if start == max(starts.values())]


def _start(document: CatalogueRow) -> str:
    first = getattr(document, "valid_from", None)
    return Period.parse(first).start.isoformat() if first else ""
