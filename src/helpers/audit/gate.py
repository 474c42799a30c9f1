"""No contradiction leaves the house unseen: a finished report is read as anybody would read it.

One file is examined in full; the others of the same report must state the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.audit.examine import examine_file
from helpers.audit.same_text import differences
from helpers.core.errors import ReportError


@dataclass(frozen=True)
class OwnContradiction:
    """A statement of a finished report that does not hold; ``cells``: where its figures are from.

    ``where`` is its paragraph or row, ``words`` are as the file has them.
    """

    file: str
    where: str
    words: str
    stated: str
    computed: str
    cells: str


def own_contradictions(
    path: Path,
    source_cells_of: Callable[[str], str] = lambda words: "",
    lang: str = "vi",
    kept: Iterable[tuple[str, str]] = (),
) -> Iterator[OwnContradiction]:
    """What a finished report states and what does not hold, in its order.

    ``source_cells_of`` names the cells that the figures within some words came from; ``lang`` is
    the language of the report. A claim that rests on a cell of ``kept`` (sheet, cell) stands:
    people decided to print it as it is stated, and the report says so. A figure that only
    resembles what it should be is left out: of thousands of reports some hold such by chance.
    """
    for item in examine_file(path, lang):
        if not item.is_contradiction or item.claim.by_likeness:
            continue
        cells = source_cells_of(item.words)
        if any(sheet in cells and f" {cell} " in cells for sheet, cell in kept):
            continue
        claim = item.claim
        yield OwnContradiction(path.name, item.place, item.words, claim.stated, claim.shown, cells)


def require_same_text(examined: Path, others: Sequence[Path]) -> None:
    """Raises ReportError ``audit.other_text`` where another file states a passage otherwise."""
    for path, words in differences(examined, others):
        raise ReportError("audit.other_text", file=path.name, examined=examined.name, words=words)
