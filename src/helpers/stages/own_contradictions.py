"""Contradictions of a finished report's own text are findings, which people decide like others."""

from collections.abc import Iterable, Sequence

from helpers.audit.gate import OwnContradiction
from helpers.checks.decisions import OWN_TEXT
from helpers.checks.finding import Finding
from helpers.core.messages import message
from helpers.core.tables import Record, make_table, records_of
from helpers.stages.unit_period import UnitPeriod


def keep_own_contradictions(unit_period: UnitPeriod, found: Iterable[OwnContradiction]) -> bool:
    """Make them the last rows of the findings; True where that changes the table."""
    findings = records_of(unit_period.read("findings"))
    others = [row for row in findings if row["check"] != OWN_TEXT]
    identity = {"unit": unit_period.unit.key, "period": str(unit_period.period)}
    own = [identity | _finding(item).as_record() for item in found]
    if own_statements(findings) == own_statements(own):
        return False
    unit_period.save({"findings": make_table("findings", [*others, *own])})
    return True


def own_statements(findings: Sequence[Record]) -> list[tuple[object, ...]]:
    """What tells one contradiction of the text from another, of those among the findings."""
    own = (row for row in findings if row["check"] == OWN_TEXT)
    return [tuple(row[name] for name in ("subject", "stated", "computed")) for row in own]


def _finding(item: OwnContradiction) -> Finding:
    advice = "own_contradiction_of_cells" if item.cells else "own_contradiction"
    return Finding(
        check=OWN_TEXT,
        severity="error",
        section="",
        subject=item.words,
        verdict="contradiction",
        advice=message(f"audit.{advice}", where=item.where, cells=item.cells),
        stated=item.stated,
        computed=item.computed,
        file=item.file,
    )
