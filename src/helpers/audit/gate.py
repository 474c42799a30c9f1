"""No contradiction leaves the house: a finished report is read again as anybody would read it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.audit.examine import examine_file
from helpers.ground.errors import ReportError

READ_AGAIN = (".html", ".pdf", ".docx")


def require_consistent(paths: Iterable[Path]) -> None:
    """Raises ReportError ``audit.own_contradiction`` with the first claim that does not hold.

    A figure that only resembles what it should be stops nobody's report: of thousands of reports
    some hold such figures by chance.
    """
    for path in paths:
        if path.suffix not in READ_AGAIN:
            continue
        for item in examine_file(path):
            if item.is_contradiction and not item.claim.by_likeness:
                raise ReportError(
                    "audit.own_contradiction",
                    file=path.name,
                    place=item.place,
                    words=item.words,
                    stated=item.claim.stated,
                    computed=item.claim.shown,
                )
