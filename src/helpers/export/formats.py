"""The one list of formats in which a report is written; everything else asks it.

Nothing heavy is imported here: a format names its writer, which is imported when it is called.
To add a format: a module with ``write_report``, a row below, and its label ``is_…`` in the topic
``start`` of the messages. One that a process of its own writes has ``begin`` instead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.export.composed_report import ComposedReport


@dataclass(frozen=True)
class Format:
    """A kind of file that a report is written as.

    ``name``: as in the parameter ``formats``, and the suffix of the file without its dot.
    ``module``: where ``write_report(report, path)`` is, or ``begin(reports)`` where another
    process ``is_beside`` this one and writes while this one goes on.
    ``is_default``: written unless somebody asks for other formats.
    ``is_examined``: the audit reads the finished file before it is published.
    ``is_attached``: goes out with the mail.
    ``is_shown_in_lab``: JupyterLab shows the file; other files are saved when they are opened.
    """

    name: str
    module: str
    is_default: bool = False
    is_examined: bool = False
    is_attached: bool = False
    is_shown_in_lab: bool = False
    is_beside: bool = False

    @property
    def suffix(self) -> str:
        """With its dot."""
        return f".{self.name}"

    def load(self) -> Callable[..., Any]:
        """Imports the writer."""
        return resolve_name(f"{self.module}:{'begin' if self.is_beside else 'write_report'}")

    @contextmanager
    def begin(self, reports: Mapping[Path, ComposedReport]) -> Iterator[Callable[[], None]]:
        """Write reports to their paths: they are there when what is given has been called.

        What is raised there, or here, for a file that is open elsewhere is a ReportError.
        """
        if self.is_beside:
            with self.load()(reports) as finish:
                yield finish
            return
        write = self.load()
        for path, report in reports.items():
            write(report, path)
        yield lambda: None


FORMATS = (
    Format(
        "html",
        "helpers.export.report_html",
        is_default=True,
        is_examined=True,
        is_attached=True,
        is_shown_in_lab=True,
    ),
    Format(
        "pdf",
        "helpers.export.pdf.document",
        is_default=True,
        is_examined=True,
        is_attached=True,
        is_shown_in_lab=True,
        is_beside=True,
    ),
    Format(
        "docx",
        "helpers.export.docx.document",
        is_default=True,
        is_examined=True,
        is_attached=True,
    ),
    Format("xlsx", "helpers.export.report_workbook", is_default=True),
)
"""In the order in which files are listed and attached."""

DOSSIER_PDF = "dossier-pdf"
FORMAT_NAMES = (*(known.name for known in FORMATS), DOSSIER_PDF)
DEFAULT_FORMATS = tuple(known.name for known in FORMATS if known.is_default)


def chosen_formats(names: Collection[str]) -> list[Format]:
    """The formats of these names, in the order of the list."""
    return [known for known in FORMATS if known.name in names]


def summary_formats(names: Collection[str]) -> list[Format]:
    """The formats of the signer's page alone: paper, where the report is made for paper."""
    return chosen_formats({*names} & {"pdf"})


def dossier_formats(names: Collection[str]) -> list[Format]:
    """The formats of the dossier: page and workbook with those of the report, PDF on request."""
    asked = {*names, "pdf"} if DOSSIER_PDF in names else {*names} - {"pdf"}
    return [known for known in chosen_formats(asked) if known.name != "docx"]
