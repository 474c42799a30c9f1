"""Zip packages (.xlsx, .ods): guards against damage and bombs, and streams of their parts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from helpers.core.errors import InputError

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    NotImplementedError,
    ExpatError,
    ParseError,
)
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
CHUNK = 1 << 20


class Package:
    """Parts of a zip package by name, without regard to case and to the slash that was used."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {_key(entry.filename): entry for entry in archive.infolist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return _key(part) in self._entries

    def names(self) -> set[str]:
        """All parts in small letters with slashes."""
        return set(self._entries)

    def read(self, part: str) -> bytes:
        """Unpacked content of a part. Raises KeyError where there is none."""
        return self._archive.read(self._entries[_key(part)])

    def open(self, part: str) -> IO[bytes]:
        """A stream of the unpacked content of a part. Raises KeyError where there is none."""
        return self._archive.open(self._entries[_key(part)])

    def chunks(self, part: str) -> Iterator[bytes]:
        """Unpacked bytes of a part, cut after a '>' so that no tag is split."""
        rest = b""
        with self.open(part) as stream:
            while block := stream.read(CHUNK):
                head, mark, tail = (rest + block).rpartition(b">")
                rest = tail
                yield head + mark
        yield rest


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


@contextmanager
def open_package(path: Path, file: str) -> Iterator[Package]:
    """The zip package at ``path``; damage met inside the block becomes InputError.

    Raises InputError ``reading.truncated`` or ``reading.too_large``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MAX_UNPACKED_BYTES:
                megabytes = MAX_UNPACKED_BYTES >> 20
                raise InputError("reading.too_large", file=file, limit=f"{megabytes} MB")
            yield Package(archive)
    except InputError:
        raise
    except _DAMAGE as error:
        raise InputError("reading.truncated", file=file) from error
    except RuntimeError as error:  # zipfile asks for a password
        raise InputError("reading.password_protected", file=file) from error


def local(tag: str) -> str:
    """Tag or attribute without its namespace, however the namespace is written."""
    return tag.rpartition("}")[2].rpartition(":")[2]
