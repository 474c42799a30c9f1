"""What the cells of a blank form accept: figures in range, marks of absence, pick lists.

The words are Vietnamese whatever the language of messages: forms go to offices.
"""

from collections.abc import Sequence
from decimal import Decimal

from helpers.core.catalogues.indicators import Indicator
from helpers.core.conversion import PERCENT, is_count
from helpers.core.formatting import decimals_of, format_number
from helpers.core.messages import message
from helpers.forms.model import Check

MARKS = ("-", "x")
"""Texts that a figure's cell takes: nothing happened; not applicable here."""
LONGEST_TITLE, LONGEST_TEXT = 32, 255
"""What Excel allows in the words of a data validation."""
MOST_SHOWN_DECIMALS = 3


def figure_check(address: str, indicator: Indicator) -> Check:
    """A number within the indicator's range, whole where it counts things, or a mark."""
    low, high = indicator.minimum, indicator.maximum
    whole = f",{address}=INT({address})" if is_count(indicator.unit_of_measure) else ""
    words = {
        "indicator": indicator.name_vi,
        "unit": indicator.unit_of_measure,
        "minimum": shown(low),
        "maximum": shown(high),
    }
    key = "percent" if indicator.unit_of_measure == PERCENT else "whole" if whole else "number"
    return _number(address, low, high, whole) | _words(key, words)


def money_check(address: str, name: str, largest: Decimal) -> Check:
    """An amount in million VND of a budget line."""
    words = {"indicator": name, "unit": "triệu đồng", "minimum": "0", "maximum": shown(largest)}
    return _number(address, Decimal(0), largest, "") | _words("number", words)


def tick_check(mark: str) -> Check:
    """The mark or nothing."""
    text = message("forms.tick_only", "vi")
    return {"validate": "list", "source": [mark], "error_message": text}


def list_check(source: str | Sequence[str], prompt: str) -> Check:
    """One of a list: the texts themselves, or the cells that hold them."""
    given = source if isinstance(source, str) else list(source)
    text = message("forms.pick_only", "vi")
    return {"validate": "list", "source": given, "error_message": text, **_input(prompt)}


def number_format(indicator: Indicator) -> str:
    """Excel's format: groups of thousands, as many digits as are printed, a literal % sign."""
    if is_count(indicator.unit_of_measure):
        return "#,##0"
    digits = min(indicator.decimals, MOST_SHOWN_DECIMALS)
    sign = '"%"' if indicator.unit_of_measure == PERCENT else ""
    return "#,##0" + ("." + "0" * digits if digits else "") + sign


def shown(value: Decimal) -> str:
    """A bound as it is printed."""
    return format_number(value, decimals_of(value), lang="vi")


def _number(address: str, low: Decimal, high: Decimal, more: str) -> Check:
    number = f"ISNUMBER({address}),{address}>={low:f},{address}<={high:f}{more}"
    marks = "".join(f',{address}="{mark}"' for mark in MARKS)
    return {"validate": "custom", "value": f"=OR(AND({number}){marks})"}


def _words(key: str, words: dict[str, str]) -> Check:
    title, refused = message("forms.refused_title", "vi"), f"forms.refused_{key}"
    texts = {"error_title": title, "error_message": _cut(message(refused, "vi", **words))}
    return {**texts, **_input(message(f"forms.prompt_{key}", "vi", **words))}


def _input(text: str) -> Check:
    return {"input_message": _cut(text)} if text else {}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
