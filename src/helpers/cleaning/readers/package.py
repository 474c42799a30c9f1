"""Zip packages (.xlsx, .ods): guards against damage and bombs, and streams of their parts."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers.expat import ExpatError

from helpers.cleaning.readers.limits import Tally
from helpers.core.errors import InputError

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    ExpatError,
    ParseError,
)
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""Of all parts together: those that are not held in memory are long where cells are formatted."""
MOST_IN_MEMORY = 64 << 20
"""Of a part that is unpacked whole: strings, styles, comments, a sheet of an .xlsb."""
CHUNK = 1 << 20
LONGEST_TAG = 8 << 20


class Package:
    """Parts of a zip package by name, without regard to case and to the slash that was used."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive = archive
        self.tally = Tally(file)
        self._unpacked = 0
        self._entries = {_key(entry.filename): entry for entry in archive.infolist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return _key(part) in self._entries

    def names(self) -> set[str]:
        """All parts in small letters with slashes."""
        return set(self._entries)

    def read(self, part: str) -> bytes:
        """Unpacked content of a part. Raises KeyError where there is none."""
        entry = self._entries[_key(part)]
        self._count(entry.file_size, MOST_IN_MEMORY)
        return self._archive.read(entry)

    def tree(self, part: str) -> Element:
        """A part that is XML, whole. Raises KeyError where there is none, ParseError."""
        data = self.read(part)
        self.tally.check_tree(data)
        return fromstring(data)

    def open(self, part: str) -> IO[bytes]:
        """A stream of the unpacked content of a part. Raises KeyError where there is none."""
        return self._archive.open(self._entries[_key(part)])

    def chunks(self, part: str) -> Iterator[bytes]:
        """Unpacked bytes of a part, cut after a '>' so that no tag is split.

        Raises ValueError where no tag ends for long.
        """
        rest = b""
        with self.open(part) as stream:
            while block := stream.read(CHUNK):
                self._count(len(block), MAX_UNPACKED_BYTES)
                if len(rest) > LONGEST_TAG:
                    raise ValueError("a tag without an end")
                head, mark, tail = (rest + block).rpartition(b">")
                rest = tail
                yield head + mark
        yield rest

    def _count(self, size: int, most: int) -> None:
        """Count bytes that are unpacked: the same part may be named by many sheets."""
        if size > most or self._unpacked + size > MAX_UNPACKED_BYTES:
            raise _too_large(self.tally.file, min(most, MAX_UNPACKED_BYTES))
        self._unpacked += size


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
                raise _too_large(file, MAX_UNPACKED_BYTES)
            yield Package(archive, file)
    except InputError:
        raise
    except _DAMAGE as error:
        raise InputError("reading.truncated", file=file) from error
    except RuntimeError as error:  # zipfile asks for a password
        raise InputError("reading.password_protected", file=file) from error


def _too_large(file: str, limit: int) -> InputError:
    return InputError("reading.too_large", file=file, limit=f"{limit >> 20} MB")


def local(tag: str) -> str:
    """Tag or attribute without its namespace, however the namespace is written."""
    return tag.rpartition("}")[2].rpartition(":")[2]
