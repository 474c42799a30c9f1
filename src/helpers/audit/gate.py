"""No contradiction leaves the house: a finished report is read again as anybody would read it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from helpers.audit.examine import examine_file
from helpers.core.errors import ReportError


def require_consistent(
    paths: Iterable[Path],
    source_cells_of: Callable[[str], str] = lambda words: "",
    lang: str = "vi",
    kept: Iterable[tuple[str, str]] = (),
) -> None:
    """Raises ReportError ``audit.own_contradiction`` with the first claim that does not hold.

    ``paths``: files to examine, all of a kind that the audit reads. ``source_cells_of`` names the
    cells that the figures within some words came from; ``lang`` is the language of the reports.
    A claim that rests on a cell of ``kept`` (sheet, cell) stands: people decided to print it as it
    is stated, and the report says so. A figure that only resembles what it should be stops
    nobody's report: of thousands of reports some hold such figures by chance.
    """
    for path in paths:
        for item in examine_file(path, lang):
            if item.is_contradiction and not item.claim.by_likeness:
                cells = source_cells_of(item.words)
                if any(sheet in cells and f" {cell} " in cells for sheet, cell in kept):
                    continue
                raise ReportError(
                    "audit.own_contradiction_of_cells" if cells else "audit.own_contradiction",
                    cells=cells,
                    file=path.name,
                    place=item.place,
                    words=item.words,
                    stated=item.claim.stated,
                    computed=item.claim.shown,
                )
