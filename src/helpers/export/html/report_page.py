"""The report as one HTML file: parts → notebook → nbconvert with the project's template."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.core.messages import topic_messages
from helpers.export.compat import PageExporter
from helpers.export.head import ReportHead, recipient_lines
from helpers.export.html.contents import list_contents
from helpers.export.rendered_part import RenderedPart

TEMPLATES = Path(__file__).with_name("templates")
TEMPLATE_NAME = "report"
_CLOSING = "closing"


def render_html(parts: Sequence[RenderedPart], head: ReportHead) -> str:
    """One HTML page without scripts and without a reference to anything outside itself.

    Recipients and signature follow the last part that is not an annex.
    """
    page, _ = _exporter(head.lang).from_notebook_node(compose_notebook(parts, head))
    return page.strip() + "\n"


@cache
def _exporter(lang: str) -> PageExporter:
    """One for each language: it keeps the templates that it has compiled."""
    return PageExporter(
        template_name=TEMPLATE_NAME,
        extra_template_basedirs=[str(TEMPLATES)],
        extra_template_paths=[str(TEMPLATES)],
        language_code=lang,
        exclude_input=True,
    )


def compose_notebook(parts: Sequence[RenderedPart], head: ReportHead) -> NotebookNode:
    """An in-memory notebook: a cell per part, the head and the contents as metadata."""
    before = [part for part in parts if not part.is_annex]
    after = [part for part in parts if part.is_annex]
    cells = [
        *(_cell(number, part) for number, part in enumerate(before)),
        *([new_code_cell(id=_CLOSING, metadata={"kind": _CLOSING})] if head.signer else []),
        *(_cell(number, part) for number, part in enumerate(after, len(before))),
    ]
    metadata = {
        "head": asdict(head) | {"recipients": recipient_lines(head.recipients)},
        "contents": list_contents(part.html for part in (*before, *after)),
        "words": dict(topic_messages("export", head.lang)),
    }
    return new_notebook(cells=cells, metadata=metadata)


def _cell(number: int, part: RenderedPart) -> NotebookNode:
    output = new_output("display_data", data={"text/html": part.html})
    # A fixed id: nbformat would draw a random one, and two runs must give the same bytes.
    return new_code_cell(id=f"part-{number}", metadata={"kind": part.kind}, outputs=[output])
