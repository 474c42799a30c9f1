"""One style for all charts: shipped font, print sizes, tones that stay apart in grey."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock

from matplotlib import rc_context
from matplotlib.figure import Figure

FAMILY = "Report Sans"
FONT_STACK = f"'{FAMILY}', Arial, 'Liberation Sans', Arimo, 'DejaVu Sans Condensed', sans-serif"
"""What an SVG asks for: the shipped face where it is known (PDF), else one of the same metrics,
else one of nearly the same width."""
TEXT_SIZE = 8.5
WIDTH_MM = 160.0
"""Width of the report's text: A4 less the margins of Decree 30/2020/NĐ-CP, rounded down."""
NARROW_MM = 92.0
"""Width of the same picture on a phone of 360 pixels, where its letters stay readable."""
MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH
NAME_SHARE = 0.42
INK = "#1a1a1a"
MUTED = "#5f5f5f"
THIN_LINE = "#bdbdbd"
DARK = "#0b4f6c"
MIDDLE = "#d98032"
LIGHT = "#d6dde2"
"""Blue, orange, pale grey (DARK, MIDDLE, LIGHT): lightness (CIE L*) about 31, 62 and 88, also to
the colour-blind."""

# matplotlib's settings belong to the process: one thread draws at a time, and a process
# is not split while another thread holds the settings changed.
_DRAWING = RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_DRAWING.acquire,
        after_in_parent=_DRAWING.release,
        after_in_child=_DRAWING.release,
    )


@contextmanager
def chart_style() -> Iterator[None]:
    """Within the block, measuring, drawing and saving follow the style; only one thread draws."""
    with (
        _DRAWING,
        rc_context({"lines.solid_capstyle": "butt", "svg.hashsalt": "bao-cao-dan-toc"}),
    ):
        yield


_width = ContextVar("width", default=WIDTH_MM)


def width_mm() -> float:
    """The width of the picture that is drawn."""
    return _width.get()


def is_narrow() -> bool:
    """True while a picture for a phone is drawn."""
    return width_mm() < WIDTH_MM


def name_mm(most: float) -> float:
    """What a name may take of the width: ``most``, on a phone less than half."""
    return min(most, NAME_SHARE * width_mm())


@contextmanager
def narrow_pictures() -> Iterator[None]:
    """Within the block pictures are drawn for a phone."""
    before = _width.set(NARROW_MM)
    try:
        yield
    finally:
        _width.reset(before)


def new_figure(height_mm: float) -> Figure:
    """A figure as wide as the report's text, without any state of pyplot."""
    figure = Figure(figsize=(width_mm() / MM_PER_INCH, height_mm / MM_PER_INCH))
    figure.patch.set_visible(False)
    return figure
