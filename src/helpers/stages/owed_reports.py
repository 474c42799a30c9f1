"""Which reports a unit owes for a period, to whom and until when, as packs have it."""

from collections.abc import Iterator

from helpers.core.catalogues.deadlines import Deadline, deadlines_of
from helpers.core.catalogues.units import Unit
from helpers.core.formatting import format_date
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


def owed_by(workspace: Workspace, level: str, period: Period) -> list[Deadline]:
    """What units of a level owe for a period, in the order of the chains."""
    return deadlines_of(workspace.reference_files("packs", "*/deadlines.csv"), period, level)


def owed_sentences(workspace: Workspace, unit: Unit, period: Period) -> Iterator[str]:
    """A heading, then a sentence for each report; nothing where no day is set."""
    owed = owed_by(workspace, unit.level, period)
    if owed:
        yield message("first.owed", unit=unit.name_vi, period=period.label())
    for row in owed:
        day = row.words_vi or format_date(row.on(period), lang=current_language())
        recipient = message("first.owed_to", name=row.recipient_vi) if row.recipient_vi else ""
        yield message(
            "first.owed_report",
            chain=message(f"narrative.chain_{row.chain}"),
            report=f"{row.report_vi}{recipient}",
            day=day,
            source=row.source_vi,
        )
