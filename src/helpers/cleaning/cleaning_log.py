"""What cleaning did: log of repairs, quarantine and notes, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from helpers.core.errors import ReportError
from helpers.core.messages import message
from helpers.core.text import hidden_signs


@dataclass(frozen=True)
class SourceCell:
    """A cell of a source file: its address, the text in it, and the label path of its row."""

    file: str
    sheet: str = ""
    cell: str = ""
    raw_text: str | None = None
    label: str = ""

    def columns(self) -> dict[str, str | None]:
        """The source columns of a table row."""
        return {**vars(self), "label": self.label or None}


CONFIRMED = "confirmed"
"""The rule under which a cell is logged that a person has looked at and found right."""
FAILED = "cleaning.program_failed"
"""The rule of a file or sheet at which the program itself failed."""


@dataclass
class CleaningLog:
    """Collects repairs, refusals and notes while a unit is cleaned, and ``failures`` of the program
    itself, of which a refusal names the file or sheet."""

    repairs: list[dict[str, object]] = field(default_factory=list)
    refusals: list[dict[str, object]] = field(default_factory=list)
    notes: list[dict[str, object]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def copy(self) -> CleaningLog:
        """A log that goes on from what this one holds."""
        return CleaningLog(*map(list, vars(self).values()))

    def log_repair(self, source_cell: SourceCell, rule: str, before: str, after: str) -> None:
        """Log one repair."""
        self.repairs.append(
            {**source_cell.columns(), "rule": rule, "before": before, "after": after}
        )

    def is_confirmed(self, source_cell: SourceCell) -> bool:
        """True where a person has confirmed a cell."""
        wanted = {**source_cell.columns(), "rule": CONFIRMED}
        return any(wanted.items() <= repair.items() for repair in self.repairs)

    def quarantine(self, source_cell: SourceCell, key: str, **fields: object) -> None:
        """Quarantine one cell or row; ``key`` is the message with the reason and what to do."""
        reason = message(key, None, **fields)
        signs = hidden_signs(f"{fields.get('label', '')}{fields.get('header', '')}")
        if signs:
            reason = message("cleaning.hidden_signs", None, reason=reason, signs=signs)
        self._refuse(source_cell, key, reason)

    def withdraw(self, rule: str, read: Collection[tuple[str, str, str]]) -> None:
        """Take back the refusals of cells (file, sheet, address) that were read all the same."""
        self.refusals = [
            r
            for r in self.refusals
            if r["rule"] != rule or (r["file"], r["sheet"], r["cell"]) not in read
        ]

    def quarantine_error(self, source_cell: SourceCell, error: ReportError) -> None:
        """Quarantine for the reason that an error states."""
        self._refuse(source_cell, error.key, str(error))

    def quarantine_failure(self, source_cell: SourceCell, error: Exception) -> None:
        """Quarantine a file or sheet at which the program itself failed."""
        self.failures.append(error)
        self.quarantine(source_cell, FAILED, kind=type(error).__name__)

    def _refuse(self, source_cell: SourceCell, rule: str, reason: str) -> None:
        label = source_cell.label
        if label and label not in reason:
            reason = message("cleaning.at_label", None, label=label, reason=reason)
        self.refusals.append({**source_cell.columns(), "rule": rule, "reason": reason})
