"""What a file is by its content, whatever its name says."""

import struct
import zipfile
from pathlib import Path

from xlrd.compdoc import CompDocError

from helpers.cleaning.readers.limits import Tally
from helpers.cleaning.readers.xls import stream_names
from helpers.core.errors import InputError
from helpers.core.messages import message

SPREADSHEET_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xml")
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
READABLE_SUFFIXES = SPREADSHEET_SUFFIXES + TEXT_SUFFIXES
EXPECTED_KIND = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xlsb": "xlsb", ".xls": "xls", ".ods": "ods",
    ".xml": "xml",
    **dict.fromkeys(TEXT_SUFFIXES, "text"),
}  # fmt: skip
SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
"""First bytes of an OLE compound file: .xls, and encrypted .xlsx."""

_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"{\\rtf", "rtf"),
)


def content_kind(path: Path, file: str) -> str:
    """``xlsx``, ``xlsb``, ``xls``, ``ods``, ``xml`` (of 2003), ``html`` (with tables), ``text``.

    Raises InputError: reading.empty_file, reading.unknown_format, reading.not_a_spreadsheet,
    reading.password_protected, reading.truncated.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    suffix = path.suffix.lower()
    if not head:
        raise InputError("reading.empty_file", file=file)
    if suffix not in READABLE_SUFFIXES:
        raise InputError("reading.unknown_format", file=file, suffix=suffix or path.name)
    if head.startswith(b"PK"):
        return _zip_kind(path, file)
    Tally(file).check_size(path.stat().st_size)
    if head.startswith(SIGNATURE):
        return _compound_kind(path, file)
    looks = _looks_like(head)
    if looks == "text" and suffix in TEXT_SUFFIXES:
        return "text"
    if suffix in SPREADSHEET_SUFFIXES and looks in ("html", "xml"):
        data = path.read_bytes().lower()
        if looks == "html" and b"<table" in data and not data.startswith(b"mime-version:"):
            return "html"
        if looks == "xml" and b"urn:schemas-microsoft-com:office:spreadsheet" in data[:100_000]:
            return "xml"
    if not head.strip(b"\0") or (looks == "binary" and suffix in SPREADSHEET_SUFFIXES):
        raise InputError("reading.truncated", file=file)
    raise not_a_spreadsheet(file, looks)


def not_a_spreadsheet(file: str, looks: str) -> InputError:
    """The error for a file that turned out to be something else (``reading.looks_<looks>``)."""
    return InputError(
        "reading.not_a_spreadsheet", file=file, looks=message(f"reading.looks_{looks}")
    )


def _looks_like(head: bytes) -> str:
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:600].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "html"
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start else "xml"
    if start.startswith(b"mime-version:") or (start.startswith(b"<") and b"<table" in head.lower()):
        return "html"
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head)
    return "binary" if controls > len(head) // 100 else "text"


def _zip_kind(path: Path, file: str) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = {name.replace("\\", "/").lower() for name in package.namelist()}
            mime = package.read("mimetype")[:200] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise InputError("reading.truncated", file=file) from error
    if mime:
        if mime.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
        raise not_a_spreadsheet(file, "document")
    if any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if "[content_types].xml" not in names:
        raise not_a_spreadsheet(file, "archive")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise not_a_spreadsheet(file, "document")
    return "xlsx"


def _compound_kind(path: Path, file: str) -> str:
    try:
        names = stream_names(path.read_bytes())
    except (CompDocError, struct.error, LookupError, AssertionError, ValueError) as error:
        raise InputError("reading.truncated", file=file) from error
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise InputError("reading.password_protected", file=file)
    if names & {"Workbook", "Book"}:
        return "xls"
    raise not_a_spreadsheet(file, "document")
