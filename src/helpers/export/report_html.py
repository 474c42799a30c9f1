"""The report as an HTML file."""

from pathlib import Path

from helpers.core.workspace import write_text
from helpers.export.composed_report import ComposedReport


def write_report(report: ComposedReport, path: Path) -> None:
    """Write the page to ``path``, atomically."""
    write_text(path, report.page)
