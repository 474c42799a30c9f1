"""A chart: picture, title, and a sentence that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.style import FAMILY, FONT_STACK
from helpers.ground.messages import say


@dataclass(frozen=True)
class Chart:
    """``image`` is SVG, or None where there is nothing worth drawing; ``reading`` says so then.

    ``data`` holds the plotted values, one row per mark.
    """

    key: str
    title: str
    reading: str
    image: bytes | None
    data: pd.DataFrame


def svg_of(figure: Figure) -> bytes:
    """The figure as SVG with its text as text; the same figure gives the same bytes.

    The face is named once, on the root: it is most of a small chart's size otherwise.
    """
    buffer = BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", metadata=nothing)
    text = buffer.getvalue().decode("utf-8")
    text = text[text.index("<svg") :].replace(f"font-family: '{FAMILY}'; ", "")
    return text.replace("<svg", f'<svg font-family="{FONT_STACK}"', 1).encode("utf-8")


def phrase(key: str, lang: str, **fields: object) -> str:
    """A phrase of the charts' topic."""
    return say(f"charts.{key}", lang, **fields)


def has_value(value: object) -> bool:
    return isinstance(value, Decimal)


def lower_first(text: str) -> str:
    """``text`` with a small first letter, to stand within a sentence."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
