"""Lists that a total closes: ``rừng đặc dụng a ha, rừng phòng hộ b ha; tổng cộng T ha``."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.audit.part_lists import CLOSED, MOST_PARTS, PartList
from helpers.audit.quantities import Line, Quantity
from helpers.audit.units import adds
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import is_changed

FEWEST = 2


def find_closed_lists(line: Line) -> Iterator[PartList]:
    """Every figure from the beginning of the sentence, or from its colon, to the total."""
    for place, total in enumerate(line.quantities):
        if total.is_rough or not _is_closing(line, total):
            continue
        parts = _run_before(line, place)
        is_one_kind = len({part.measure for part in parts}) == 1
        if len(parts) >= FEWEST and is_one_kind and all(total.may_hold(part) for part in parts):
            yield PartList(CLOSED, (total,), tuple(parts), True)


def _is_closing(line: Line, total: Quantity) -> bool:
    """``…; tổng cộng T``, ``…, cộng: T``: the word stands behind a mark and right before T."""
    before = [token for token in line.before(total, 4) if token not in (":", "là")]
    for length in (2, 1):
        if " ".join(before[-length:]) in words("sums"):
            return before[-length - 1 : -length] in ([","], [";"])
    return False


def _run_before(line: Line, place: int) -> list[Quantity]:
    """Figures of the sentence before a place; none where one of them cannot be a part."""
    figures = line.quantities
    parts: list[Quantity] = []
    for back in range(place - 1, max(-1, place - 1 - MOST_PARTS), -1):
        part = figures[back]
        between = line.folded[part.last + 1 : figures[back + 1].first]
        is_end = {".", ":"} & set(between) or tells(between, "partial") or tells(between, "full")
        if parts and is_end:
            break
        if {"(", ")", "/", "="} & set(between) or not part.is_amount or part.is_rough:
            return []
        if is_changed(line, part) or not adds(part.measure):
            return []
        parts.append(part)
    return parts[::-1]
