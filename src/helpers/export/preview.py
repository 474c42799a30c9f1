"""A picture of a finished PDF, to be shown where the file is only linked."""

from io import BytesIO
from pathlib import Path

PIXELS_PER_POINT = 1.25


def first_page_png(path: Path) -> bytes:
    """The first page of a PDF as PNG, 1.25 pixels per point: A4 is 744 pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        picture = document[0].render(scale=PIXELS_PER_POINT).to_pil()
    finally:
        document.close()
    data = BytesIO()
    picture.convert("P", palette=1, colors=64).save(data, "PNG", optimize=True)
    return data.getvalue()
