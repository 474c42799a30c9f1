"""The report as tagged PDF: data for the Typst template, and its compilation."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from helpers.core.errors import ReportError
from helpers.core.messages import message
from helpers.export.face_coverage import shown
from helpers.export.head import ReportHead, recipient_lines
from helpers.export.pdf.pdf_blocks import BlockData, Data
from helpers.export.rendered_part import LANDSCAPE, SUMMARY, RenderedPart
from helpers.export.writing import writing

if TYPE_CHECKING:
    from helpers.export.composed_report import ComposedReport

UPRIGHT_MM, TURNED_MM = 165, 257
"""Widths of the text: A4 without the margins that report.typ sets."""


@contextmanager
def begin(reports: Mapping[Path, ComposedReport]) -> Iterator[Callable[[], None]]:
    """Begin to write reports as PDF; see ``helpers.export.formats.Format.begin``."""
    data = {path: report_data(report.document, report.head) for path, report in reports.items()}
    with _setting(data) as finish:
        yield finish


def write_pdf(parts: Sequence[RenderedPart], head: ReportHead, target: Path) -> None:
    """Write the report to ``target`` as tagged PDF (PDF/UA-1), atomically.

    No clock and no random id go into the file: the same report gives the same bytes.
    Raises ReportError ``export.pdf_not_set`` and ``export.target_locked``.
    """
    with _setting({target: report_data(parts, head)}) as finish:
        finish()


@contextmanager
def _setting(documents: Mapping[Path, Data]) -> Iterator[Callable[[], None]]:
    """One process sets all documents; it ends with the block. What is given waits for it."""
    lines = (json.dumps(data, ensure_ascii=False) + "\n" for data in documents.values())
    with TemporaryDirectory(prefix="pdf-", dir=next(iter(documents)).parent) as folder:
        made = {target: Path(folder) / f"{n}.pdf" for n, target in enumerate(documents)}
        given = Path(folder) / "documents.jsonl"
        given.write_text("".join(lines), encoding="utf-8", newline="\n")
        command = [sys.executable, "-m", "helpers.export.pdf.compile", *map(str, made.values())]
        with (
            given.open("rb") as stdin,
            subprocess.Popen(command, stdin=stdin, stderr=subprocess.PIPE) as setter,
        ):
            try:
                yield lambda: _finish(setter, made)
            finally:
                setter.kill()


def _finish(setter: subprocess.Popen[bytes], made: Mapping[Path, Path]) -> None:
    """Each document at its target."""
    errors = setter.communicate()[1].decode("utf-8", "replace").strip()
    if setter.returncode:
        raise ReportError("export.pdf_not_set", reason=" ".join(errors.splitlines()[-1:]))
    for target, path in made.items():
        with writing(target) as temporary:
            temporary.write_bytes(path.read_bytes())


def report_data(parts: Sequence[RenderedPart], head: ReportHead) -> Data:
    """All that the template prints. Parts that are no annexes come first."""
    ordered = sorted((part for part in parts if part.blocks), key=lambda part: part.is_annex)
    blocks = BlockData(block for part in ordered for block in part.blocks)
    return {
        "title": shown(head.title),
        "author": shown(head.agency.replace("\n", " ")),
        "lang": head.lang,
        "words": {
            key: message(f"export.{key}", head.lang) for key in ("nation", "motto", "recipients")
        },
        "head": _head(head),
        "compact": all(part.has_kind(SUMMARY) for part in ordered),
        "sections": _sections(ordered, blocks),
    }


def _head(head: ReportHead) -> dict[str, Any]:
    texts = {
        "superior": head.superior_agency,
        "agency": head.agency,
        "number": head.number_symbol,
        "date": head.place_and_date,
        "kind": head.kind,
        "subject": head.subject,
        "signer": head.signer,
    }
    return {key: shown(text) for key, text in texts.items()} | {
        "recipients": [shown(line) for line in recipient_lines(head.recipients)],
        "signing": [shown(line) for line in head.signing],
    }


def _sections(parts: Sequence[RenderedPart], blocks: BlockData) -> list[Data]:
    """Pages that belong together: parts on paper of one kind; an annex begins a page."""
    sections: list[Data] = []
    for part in parts:
        is_turned = part.has_kind(LANDSCAPE)
        if part.is_annex or not sections or sections[-1]["turned"] != is_turned:
            sections.append({"annex": part.is_annex, "turned": is_turned, "parts": []})
        width = TURNED_MM if is_turned else UPRIGHT_MM
        sections[-1]["parts"].append({"blocks": [blocks.data(b, width) for b in part.blocks]})
    _keep_with_signature(sections)
    return sections


def _keep_with_signature(sections: Sequence[Data]) -> None:
    """Let the last paragraph before the signature go with it to the next page."""
    bodies = [part for section in sections if not section["annex"] for part in section["parts"]]
    last: Data = next((part["blocks"][-1] for part in reversed(bodies) if part["blocks"]), {})
    if last.get("block") == "paragraph":
        last["sticky"] = True
