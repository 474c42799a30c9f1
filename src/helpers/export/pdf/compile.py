"""Set documents by Typst, in a process of their own: a line of data for each on standard input.

The arguments are the PDF files that they become.

A process that goes on compiling keeps some 200 MB of each document, and children that are forked
after a compilation hang (typst 0.15): both end with this process.
"""

import sys
from io import BytesIO
from pathlib import Path

from helpers.core.fonts import FONT_FILES, font_path


def compile_pdf(report: str) -> bytes:
    """The tagged PDF of a report given as JSON. Raises ``typst.TypstError``."""
    import typst

    return bytes(
        typst.compile(
            Path(__file__).with_name("report.typ"),
            font_paths=sorted({font_path(name).parent for name in FONT_FILES}),
            ignore_system_fonts=True,
            sys_inputs={"report": report},
            pdf_standards=["ua-1"],
        )
    )


def compressed(content: bytes) -> bytes:
    """The same PDF with its structure compressed, a third of the size; same bytes each time."""
    from pikepdf import ObjectStreamMode, Pdf

    target = BytesIO()
    with Pdf.open(BytesIO(content)) as document:
        mode = ObjectStreamMode.generate
        document.save(target, object_stream_mode=mode, deterministic_id=True)
    return target.getvalue()


if __name__ == "__main__":
    for data, target in zip(sys.stdin.buffer, sys.argv[1:], strict=True):
        Path(target).write_bytes(compressed(compile_pdf(data.decode("utf-8"))))
