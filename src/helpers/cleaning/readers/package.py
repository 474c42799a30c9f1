"""Zip packages (.xlsx, .ods): guards against damage and bombs, and streams of their parts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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


@contextmanager
def open_package(path: Path, file: str) -> Iterator[zipfile.ZipFile]:
    """The zip package at ``path``; damage met inside the block becomes InputError.

    Raises InputError ``reading.truncated`` or ``reading.too_large``.
    """
    try:
        with zipfile.ZipFile(path) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            if unpacked > MAX_UNPACKED_BYTES:
                megabytes = MAX_UNPACKED_BYTES >> 20
                raise InputError("reading.too_large", file=file, limit=f"{megabytes} MB")
            yield package
    except InputError:
        raise
    except _DAMAGE as error:
        raise InputError("reading.truncated", file=file) from error
    except RuntimeError as error:  # zipfile asks for a password
        raise InputError("reading.password_protected", file=file) from error


def chunks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Unpacked bytes of a part, cut after a '>' so that no tag is split."""
    rest = b""
    with package.open(part) as stream:
        while block := stream.read(CHUNK):
            head, mark, tail = (rest + block).rpartition(b">")
            rest = tail
            yield head + mark
    yield rest


def check_parts(package: zipfile.ZipFile, prefix: str) -> None:
    """Unpack every XML part under ``prefix`` once: their checksums and true sizes must hold."""
    for entry in package.infolist():
        if entry.filename.startswith(prefix) and entry.filename.endswith(".xml"):
            with package.open(entry) as stream:
                while stream.read(CHUNK):
                    pass


def local(tag: str) -> str:
    """Tag or attribute without its namespace, however the namespace is written."""
    return tag.rpartition("}")[2].rpartition(":")[2]
