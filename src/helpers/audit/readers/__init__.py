"""Readers of finished reports: bytes of a file → passages."""

from collections.abc import Callable, Iterator

from helpers.audit.passages import Passage
from helpers.audit.readers.mail import read_mail
from helpers.audit.readers.page import read_html
from helpers.audit.readers.pdf import read_pdf
from helpers.audit.readers.text import read_lines
from helpers.audit.readers.word import read_docx

READERS: dict[str, Callable[[bytes, str], Iterator[Passage]]] = {
    ".txt": read_lines,
    ".md": read_lines,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".eml": read_mail,
}

__all__ = ["READERS", "read_docx", "read_html", "read_lines", "read_mail", "read_pdf"]
