"""Which reports a unit owes for a period, to whom and until when, as packs have it."""

from collections.abc import Iterator

from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.deadlines import deadlines_of
from helpers.core.catalogues.units import Unit
from helpers.core.formatting import format_date
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


def owed_sentences(workspace: Workspace, unit: Unit, period: Period) -> Iterator[str]:
    """A heading, then a sentence for each report; nothing where no day is set."""
    owed, chains = deadlines_of(workspace, period, unit.level), load_chains(workspace)
    if owed:
        yield message("first.owed", unit=unit.name_vi, period=period.label())
    for row in owed:
        day = row.words_vi or format_date(row.on(period), lang=current_language())
        day += message("first.owed_cutoff", day=row.cutoff) if row.cutoff else ""
        recipient = message("first.owed_to", name=row.recipient_vi) if row.recipient_vi else ""
        yield message(
            "first.owed_report",
            chain=chains[row.chain].name(current_language()),
            report=f"{row.report_vi}{recipient}",
            day=day,
            source=row.source_vi,
        )
