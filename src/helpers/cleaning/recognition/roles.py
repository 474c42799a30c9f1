"""What a column, or a row that carries measures, holds."""

from dataclasses import dataclass, field

from helpers.cleaning.recognition.model import Breakdown, Evidence

LEVELS = ("actual", "estimate", "plan", "plan_province", "plan_council", "previous", "opening")
PLANS = ("plan", "plan_province", "plan_council")
RATES = (
    *("pct_plan", "pct_plan_province", "pct_plan_council"),
    *("pct_previous", "pct_change", "pct_stage", "share", "pct_change_opening"),
)
DEFAULTS = ("measure_missing", "period_missing")
"""Reasons for which one question may be about several columns."""
CHANGES = ("change", "change_plan", "change_opening")
SINCE_OPENING = ("change_opening", "pct_change_opening")
"""Measured against the beginning of the period, no earlier period."""


@dataclass
class Role:
    """What a line of figures holds. ``candidates``: measures that arithmetic may decide between.

    ``names``: words that are left on each level: the name of an indicator, or unknown.
    ``reasons``: why it is asked; ``asked``: fields that are open. ``pair``: measures of a cell like
    5.120/5.300. ``row``: words of a row whose figures are asked apart from those of the column.
    ``whole``: head of the figures of which these are a part by a percentage beside them.
    ``is_beside_half``: of the whole year, beside a column of its second half alone.
    ``is_fraction``: rates are written as 0,462 for 46,2 %.
    """

    path: tuple[str, ...]
    address: str
    measure: str = ""
    period: str = ""
    unit: str = ""
    breakdown: Breakdown = ()
    names: tuple[str, ...] = ()
    is_total: bool = False
    is_rate: bool = False
    is_carried: bool = False
    is_default: bool = False
    is_fraction: bool = False
    is_beside_half: bool = False
    candidates: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    row: str = ""
    whole: tuple[str, ...] = ()
    reasons: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)

    def ask(self, reason: str, *fields: str) -> None:
        """Note why the line is asked about."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        self.asked |= set(fields)

    @property
    def name(self) -> str:
        """The words that are left of all levels."""
        return " ".join(self.names)

    @property
    def says_measure(self) -> bool:
        """True where a word of the head says the measure."""
        return any(e.field == "measure" and e.source == "header" for e in self.evidence)

    @property
    def is_level(self) -> bool:
        """True for figures themselves, no rates or changes."""
        return not self.is_rate and self.measure not in (*RATES, *CHANGES, "")
