"""One style for all charts: shipped font, print sizes, tones that stay apart in grey."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, fontManager

from helpers.ground.fonts import font_path

FAMILY = "Report Sans"
FONT_STACK = f"'{FAMILY}', Arial, 'Liberation Sans', sans-serif"
"""What an SVG asks for: the shipped face where it is known (PDF), else one of the same metrics."""
WIDTH_INCHES = 6.3
INK, MUTED, RULE = "#1a1a1a", "#5f5f5f", "#bdbdbd"
DARK, MIDDLE, LIGHT = "#0b4f6c", "#d98032", "#d6dde2"
"""Blue, orange and pale grey: luminance about 0.07, 0.32 and 0.72, also to the colour-blind."""


@cache
def _register_font() -> None:
    """Make the shipped face known under a name of its own.

    Other versions of the same family may be installed on a machine, without Vietnamese letters.
    """
    for name, weight in (("sans", 400), ("sans-bold", 700)):
        entry = FontEntry(
            fname=str(font_path(name)), name=FAMILY, style="normal", variant="normal",
            weight=weight, stretch="normal", size="scalable",
        )  # fmt: skip
        fontManager.ttflist.append(entry)


@contextmanager
def chart_style() -> Iterator[None]:
    """Drawing and saving within the block follow the style; nothing outside it changes."""
    _register_font()
    settings = {
        "font.family": FAMILY,
        "font.size": 8.5,
        "axes.edgecolor": RULE,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 8.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.unicode_minus": True,
        "text.color": INK,
        "xtick.color": MUTED,
        "ytick.color": INK,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "svg.fonttype": "none",
        "svg.hashsalt": "bao-cao-dan-toc",
    }
    with rc_context(settings):
        yield


def new_figure(height_inches: float) -> Figure:
    """A figure as wide as the report's text, without any state of pyplot."""
    return Figure(figsize=(WIDTH_INCHES, height_inches), layout="constrained")
