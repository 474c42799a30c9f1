"""The passages of a report file, by the kind that its name ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from helpers.audit.passages import Passage
from helpers.audit.readers.mail import read_mail
from helpers.audit.readers.page import read_html
from helpers.audit.readers.pdf import read_pdf
from helpers.audit.readers.text import read_lines
from helpers.audit.readers.word import read_docx
from helpers.core.errors import InputError


def read_passages(path: Path) -> list[Passage]:
    """Passages of a file. Raises InputError for a kind that is not read, or without text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("audit.cannot_open", file=path.name) from error
    return passages_of(data, path.name)


def passages_of(data: bytes, name: str) -> list[Passage]:
    """The same of a file's bytes, e.g. of an attachment."""
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise InputError("audit.kind_unknown", file=name, kinds=", ".join(sorted(READERS)))
    try:
        found = [passage for passage in reader(data, name) if passage.text.strip()]
    except InputError:
        raise
    except Exception as error:
        raise InputError("audit.cannot_open", file=name) from error
    if not found:
        raise InputError("audit.no_text", file=name)
    return found


def can_read(path: Path) -> bool:
    """True for a kind of file that the audit reads; lock files of Office are none."""
    return path.suffix.lower() in READERS and not path.name.startswith(("~$", "."))


def _read_mail(data: bytes, name: str) -> Iterator[Passage]:
    """A mail and its attachments, which may be of any kind in this module's table."""
    return read_mail(data, name, passages_of)


READERS: dict[str, Callable[[bytes, str], Iterator[Passage]]] = {
    ".txt": read_lines,
    ".md": read_lines,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".eml": _read_mail,
}
"""Bytes of a file and its name → passages, by the ending of the name."""
