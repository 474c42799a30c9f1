"""Readers of finished reports: bytes of a file → passages."""

from helpers.audit.readers.page import read_html
from helpers.audit.readers.report_file import READERS, can_read, is_report, read_passages
from helpers.audit.readers.text import read_lines

__all__ = ["READERS", "can_read", "is_report", "read_html", "read_lines", "read_passages"]
