"""Ways of writing figures, and faults that are planted at a set rate with an answer key."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from unicodedata import normalize

from helpers.core.catalogues.indicators import Indicator
from helpers.core.conversion import LEAST_BASE, is_count
from helpers.core.formatting import NO_BREAK_SPACE, format_number
from helpers.core.periods import Period

# Percentages this far off cannot come from rounding.
WRONG_BY = Decimal("3.7")
SPOILED: dict[str, object] = {
    "unreadable": "1.2.3,4,5",
    "words": "đang tổng hợp",
    "two_values": "12 và 15",
    "negative": "-{text}",
    "too_large": "999.999.999.999",
    "date": datetime(2023, 9, 2),
    "formula": "=SUM(A1:A3)",
    "script": "<script>alert(1)</script>",
}
"""What a cell holds instead of a figure, by kind of fault."""
FILE_KINDS = (
    *("truncated", "text_as_workbook", "missing_workbook", "lock_file"),
    *("empty_file", "empty_workbook"),
)
FOLDER_KINDS = ("empty_folder", "nothing_sent")
AMBIGUOUS = "ambiguous"
TWO_MEANINGS = re.compile(r"\d{1,3}\.\d{3}(?![.,\d])")
SPOILED_SHARE, DOUBLED_SHARE, SLIPPED_SHARE, UNKNOWN_SHARE = 0.1, 0.02, 0.2, 0.2
"""How often a figure, a row or a sheet has such a fault, as shares of the rate."""
FILE_SHARE, FOLDER_SHARE = 0.1, 0.05
DECOMPOSED_SHARE = 0.05
"""Of labels whose accents are characters of their own: messy, not wrong."""
SLIP = 10
MISSCALED_SHARE = 0.3
"""Of figures that are wrong in size and contradict nothing beside them, as a share of the rate."""
MISSCALED = ("ten_times", "digit_doubled", "digit_dropped", "other_unit")
PLAN_SHARE = 0.25
"""Of these, how many are plans."""
LATE_SHARE = 0.15


@dataclass(frozen=True)
class Fault:
    """One planted fault: its source cell, what is true, what was written."""

    unit: str
    period: str
    kind: str
    file: str
    sheet: str
    cell: str
    indicator: str
    true: str
    written: str


@dataclass
class Pen:
    """Writes the figures of one unit: messily, and wrongly at ``rate``."""

    unit: str
    period: str
    rate: float
    seed: int
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._draw = random.Random(f"{self.seed}/{self.unit}/{self.period}/pen")

    def label(self, text: str) -> str:
        """A label, now and then with its accents as characters of their own."""
        return normalize("NFD", text) if self._draw.random() < DECOMPOSED_SHARE else text

    def figure(self, value: Decimal, unit_of_measure: str, is_count: bool) -> str:
        """A figure as offices write it: with or without unit, 05 for 5, odd blanks."""
        digits = max(0, -int(value.normalize().as_tuple().exponent))
        text = format_number(value, digits)
        if is_count and 0 < value < 10:
            text = f"0{text}"
        style = self._draw.random()
        if style < 0.15:
            return f"{text} {unit_of_measure}"
        if style < 0.22:
            return f"{text}{unit_of_measure}"
        if style < 0.27:
            return f" {text}{NO_BREAK_SPACE}"
        return text

    def percentage(
        self, value: Decimal, source_cell: dict[str, str], indicator: str, *, sure: bool = False
    ) -> str:
        """A stated percentage: right to two digits, or (unless ``sure``) planted wrong."""
        true = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if sure or not self.happens(1):
            return f"{format_number(true, 2)}%"
        written = f"{format_number(true + WRONG_BY, 2)}%"
        self.plant("wrong_percentage", source_cell, indicator, str(true), written)
        return written

    def spoil(self, text: str, source_cell: dict[str, str], indicator: Indicator) -> object:
        """The same text, or at a tenth of the rate something that is no figure of ``indicator``."""
        if not self.happens(SPOILED_SHARE):
            return text
        kind = self._draw.choice(list(SPOILED))
        is_zero = not any(mark in text for mark in "123456789")
        if kind == "negative" and (is_zero or indicator.minimum < 0):
            return text
        written = SPOILED[kind]
        written = written.format(text=text.strip()) if isinstance(written, str) else written
        self.plant(kind, source_cell, indicator.code, text, str(written))
        return written

    def record_readable(self, text: str, source_cell: dict[str, str], indicator: Indicator) -> None:
        """Put a figure in the key that can be read in two ways: other figures may decide it."""
        digits = text.strip().partition(" ")[0]
        if TWO_MEANINGS.match(digits) and not is_count(indicator.unit_of_measure):
            self.plant(AMBIGUOUS, source_cell, indicator.code, text, text)

    def misscale(
        self, values: Mapping[str, Decimal], indicator: Indicator
    ) -> tuple[str, str, Decimal] | None:
        """Now and then a figure ten or a thousand times too large or small, one digit off.

        Kind of fault, measure, what is written.

        Counts below LEAST_BASE are left alone: no size is expected of them. Drawn apart, so that
        all other faults of a seed stay as they are.
        """
        draw = random.Random(f"{self.seed}/{self.unit}/{self.period}/{indicator.code}/size")
        if draw.random() >= self.rate * MISSCALED_SHARE:
            return None
        kind = draw.choice(MISSCALED)
        measure = "plan" if "plan" in values and draw.random() < PLAN_SHARE else "actual"
        written = _misscaled(kind, values[measure], indicator, draw)
        return None if written is None else (kind, measure, written)

    def spoiled(self, file: str, sheet: str, row: int) -> bool:
        """True where a row already has a fault."""
        return any(
            (fault.file, fault.sheet) == (file, sheet) and fault.cell[1:] == str(row)
            for fault in self.faults
        )

    def file_fault(self) -> str | None:
        """What is wrong with a workbook, mostly nothing."""
        return self._draw.choice(FILE_KINDS) if self.happens(FILE_SHARE) else None

    def folder_fault(self) -> str | None:
        """What is wrong with all that a unit sent: a folder without files, or no folder."""
        draw = random.Random(f"{self.seed}/{self.unit}/{self.period}/folder")
        return draw.choice(FOLDER_KINDS) if draw.random() < self.rate * FOLDER_SHARE else None

    def happens(self, share: float) -> bool:
        """True as often as ``share`` of the rate says."""
        return self._draw.random() < self.rate * share

    def plant(
        self, kind: str, source_cell: dict[str, str], code: str, true: str, written: str
    ) -> None:
        """Record a fault: its kind, cell and indicator, the true text and what is written."""
        about = {**source_cell, "indicator": code, "true": true, "written": written}
        self.faults.append(Fault(self.unit, self.period, kind, **about))

    def sending_date(self) -> dict[str, int]:
        """Day, month and year on the report: in the period's last month, some past the 15th."""
        end = Period.parse(self.period).end
        draw = random.Random(f"{self.seed}/{self.unit}/{self.period}/sent")
        day = draw.randint(16, 28) if draw.random() < LATE_SHARE else draw.randint(5, 15)
        return {"day": day, "month": end.month, "year": end.year}

    def lose(self, file: str) -> None:
        """Nothing within a workbook can be found that does not open."""
        self.faults = [fault for fault in self.faults if fault.file != file]


def _misscaled(
    kind: str, value: Decimal, indicator: Indicator, draw: random.Random
) -> Decimal | None:
    """``value`` with a fault of its size; None where it has none that the indicator can have."""
    counted = is_count(indicator.unit_of_measure)
    if value < (LEAST_BASE if counted else 1) or (counted and kind == "other_unit"):
        return None
    whole, point, decimals = f"{value:f}".partition(".")
    position = draw.randrange(len(whole))
    written = {
        "ten_times": value * SLIP,
        "digit_doubled": Decimal(whole[: position + 1] + whole[position:] + point + decimals),
        "digit_dropped": Decimal(f"0{whole[:position]}{whole[position + 1 :]}{point}{decimals}"),
        "other_unit": value * 1000 if value * 1000 <= indicator.maximum else value / 1000,
    }[kind]
    return written if 0 < written <= indicator.maximum else None
