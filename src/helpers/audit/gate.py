"""No contradiction leaves the house: a finished report is read again as anybody would read it.

One file is examined in full; the others of the same report must state the same.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from helpers.audit.examine import examine_file
from helpers.audit.same_text import differences
from helpers.core.errors import ReportError


def require_consistent(
    paths: Sequence[Path],
    source_cells_of: Callable[[str], str] = lambda words: "",
    lang: str = "vi",
    kept: Iterable[tuple[str, str]] = (),
    finish: Callable[[], None] = lambda: None,
) -> None:
    """Raises ReportError ``audit.own_contradiction`` with the first claim that does not hold.

    ``paths``: files of one report, all of a kind that the audit reads. The first is examined; a
    passage that another states otherwise is ``audit.other_text``. ``finish`` waits
    until the others are there: they may be written meanwhile. ``source_cells_of`` names the
    cells that the figures within some words came from; ``lang`` is the language of the report.
    A claim that rests on a cell of ``kept`` (sheet, cell) stands: people decided to print it as it
    is stated, and the report says so. A figure that only resembles what it should be stops
    nobody's report: of thousands of reports some hold such figures by chance.
    """
    examined, *others = paths
    for item in examine_file(examined, lang):
        if item.is_contradiction and not item.claim.by_likeness:
            cells = source_cells_of(item.words)
            if any(sheet in cells and f" {cell} " in cells for sheet, cell in kept):
                continue
            raise ReportError(
                "audit.own_contradiction_of_cells" if cells else "audit.own_contradiction",
                cells=cells,
                file=examined.name,
                place=item.place,
                words=item.words,
                stated=item.claim.stated,
                computed=item.claim.shown,
            )
    finish()
    for path, words in differences(examined, others):
        raise ReportError("audit.other_text", file=path.name, examined=examined.name, words=words)
