"""What cleaning did: the log of repairs and the quarantine, so that nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.core.errors import ReportError
from helpers.core.messages import message


@dataclass(frozen=True)
class SourceCell:
    """Where something stood: file, sheet and cell, and the text as it stood there."""

    file: str
    sheet: str = ""
    cell: str = ""
    raw_text: str | None = None

    def columns(self) -> dict[str, str | None]:
        """The source columns of a table row."""
        return dict(vars(self))


@dataclass
class CleaningLog:
    """Collects repairs and refusals while a unit is cleaned."""

    repairs: list[dict[str, object]] = field(default_factory=list)
    refusals: list[dict[str, object]] = field(default_factory=list)

    def log_repair(self, place: SourceCell, rule: str, before: str, after: str) -> None:
        """Log one repair."""
        self.repairs.append({**place.columns(), "rule": rule, "before": before, "after": after})

    def quarantine(self, place: SourceCell, key: str, **fields: object) -> None:
        """Quarantine one cell or row; ``key`` is the message that says why and what to do."""
        reason = message(key, **fields)
        self.refusals.append({**place.columns(), "rule": key, "reason": reason})

    def quarantine_error(self, place: SourceCell, error: ReportError) -> None:
        """Quarantine for the reason that an error tells."""
        self.refusals.append({**place.columns(), "rule": error.key, "reason": str(error)})
