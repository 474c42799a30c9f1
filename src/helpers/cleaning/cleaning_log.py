"""What cleaning did: log of repairs, quarantine and notes, so that nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.core.errors import ReportError
from helpers.core.messages import message


@dataclass(frozen=True)
class SourceCell:
    """A cell of a source file: file, sheet and address, and the text that was in it."""

    file: str
    sheet: str = ""
    cell: str = ""
    raw_text: str | None = None

    def columns(self) -> dict[str, str | None]:
        """The source columns of a table row."""
        return dict(vars(self))


@dataclass
class CleaningLog:
    """Collects repairs, refusals and notes while a unit is cleaned."""

    repairs: list[dict[str, object]] = field(default_factory=list)
    refusals: list[dict[str, object]] = field(default_factory=list)
    notes: list[dict[str, object]] = field(default_factory=list)

    def log_repair(self, source_cell: SourceCell, rule: str, before: str, after: str) -> None:
        """Log one repair."""
        self.repairs.append(
            {**source_cell.columns(), "rule": rule, "before": before, "after": after}
        )

    def quarantine(self, source_cell: SourceCell, key: str, **fields: object) -> None:
        """Quarantine one cell or row; ``key`` is the message with the reason and what to do."""
        reason = message(key, None, **fields)
        self.refusals.append({**source_cell.columns(), "rule": key, "reason": reason})

    def quarantine_error(self, source_cell: SourceCell, error: ReportError) -> None:
        """Quarantine for the reason that an error states."""
        self.refusals.append({**source_cell.columns(), "rule": error.key, "reason": str(error)})
