"""A parsed number: a value with the rule that read it, or a refusal with a reason."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from helpers.core.errors import InputError
from helpers.core.text import short

Style = Literal["vi", "en", "mixed"]
"""Which mark is the decimal one: ``vi`` 1.234,5 and ``en`` 1,234.5. A column that holds both is
``mixed``: it decides nothing, nor does a range."""

Range = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True)
class ParsedNumber:
    """One number as read.

    ``value`` and ``decimal_places`` are in the printed unit: half a unit of the last printed digit
    is ``10 ** -decimal_places / 2``; ``1,5E+06`` has -5 of them. ``unit`` is the text after the
    number. ``alternatives`` are all values that the text could mean, ``value`` included.
    ``decided_by`` is the evidence that chose among several: ``whole_number``, ``column``,
    ``range``, or None. ``certain`` is False where anything beyond the text itself, or a repair,
    was needed.
    """

    value: Decimal
    unit: str | None
    rule: str
    certain: bool
    alternatives: tuple[Decimal, ...]
    decimal_places: int
    is_percent: bool
    decided_by: str | None = None


class NumberRefused(InputError):
    """A text is not exactly one number. ``reason`` is the message key without its topic."""

    @property
    def reason(self) -> str:
        """Name of the reason, without the topic ``numbers``."""
        return self.key.partition(".")[2]


def refused(reason: str, text: str = "", **fields: object) -> NumberRefused:
    """The refusal of ``text`` for ``reason``, a message of topic ``numbers``."""
    return NumberRefused(f"numbers.{reason}", text=short(text), **fields)
