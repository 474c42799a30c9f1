"""The passages of a report file, by what it holds and else by the ending of its name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG

from helpers.audit.passages import Passage
from helpers.audit.readers.mail import read_mail
from helpers.audit.readers.page import read_html
from helpers.audit.readers.pdf import read_pdf
from helpers.audit.readers.readable import is_garbled, readable
from helpers.audit.readers.text import read_lines
from helpers.audit.readers.word import read_docx
from helpers.cleaning.readers.sniff import SIGNATURE
from helpers.core.errors import InputError

MOST_BYTES = 64 << 20
"""A report of a province with its pictures has some 10 MB."""

Reader = Callable[[bytes, str], Iterator[Passage]]


def read_passages(path: Path) -> list[Passage]:
    """Passages of a file. Raises InputError for a kind that is not read, or without text."""
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise InputError("audit.not_a_file", file=path.name)
        if about.st_size > MOST_BYTES:
            raise InputError("reading.too_large", file=path.name, limit=f"{MOST_BYTES >> 20} MB")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError("audit.no_file", file=path.name) from error
    except OSError as error:
        raise InputError("audit.cannot_open", file=path.name) from error
    return passages_of(data, path.name)


def passages_of(data: bytes, name: str) -> list[Passage]:
    """The same of a file's bytes, e.g. of an attachment."""
    reader = _reader_for(data, name)
    if not data.strip():
        raise InputError("audit.empty_file", file=name)
    try:
        found = [passage for passage in reader(data, name) if passage.text.strip()]
    except InputError:
        raise
    except Exception as error:
        raise InputError("audit.cannot_open", file=name) from error
    found = readable(found)
    if not any(passage.text.strip() for passage in found if not passage.is_unread):
        reasons = " ".join(passage.text for passage in found)
        if reasons:
            raise InputError("audit.nothing_read", file=name, reason=reasons)
        raise InputError("audit.no_text", file=name)
    if is_garbled(found):
        raise InputError("audit.garbled", file=name)
    return found


def can_read(path: Path) -> bool:
    """True for a kind of file that the audit reads; lock files of Office are none."""
    return path.suffix.lower() in READERS and not path.name.startswith(("~$", "."))


def is_report(path: Path) -> bool:
    """True for a file that holds a text: one that can be read, or of a kind to save as another."""
    return can_read(path) or (
        path.suffix.lower() in TO_SAVE_AS_WORD and not path.name.startswith(("~$", "."))
    )


def _reader_for(data: bytes, name: str) -> Reader:
    """The reader of what a file holds. Raises InputError where it is of no kind that is read."""
    suffix = Path(name).suffix.lower()
    is_page = (
        data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype"))
    )
    if data.startswith(b"%PDF"):
        return read_pdf
    if data.startswith(b"PK") and suffix in (".doc", ".txt", ".rtf"):
        return read_docx
    if is_page and suffix in (".doc", ".docx"):
        return read_html
    is_old = suffix in READERS and data.startswith((SIGNATURE, b"{\\rtf"))
    if is_old or suffix in TO_SAVE_AS_WORD:
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise InputError("audit.password" if is_locked else "audit.save_as_word", file=name)
    if suffix not in READERS:
        raise InputError("audit.kind_unknown", file=name, kinds=", ".join(sorted(READERS)))
    return READERS[suffix]


def _read_mail(data: bytes, name: str) -> Iterator[Passage]:
    """A mail and its attachments, which may be of any kind in this module's table."""
    return read_mail(data, name, passages_of)


READERS: dict[str, Reader] = {
    ".txt": read_lines,
    ".md": read_lines,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".docm": read_docx,
    ".pdf": read_pdf,
    ".eml": _read_mail,
}
"""Bytes of a file and its name → passages, by the ending of the name."""
TO_SAVE_AS_WORD = frozenset((".doc", ".dot", ".odt", ".fodt", ".rtf", ".wps", ".pages"))
"""Kinds of text that are not read: an office program saves them as .docx."""
