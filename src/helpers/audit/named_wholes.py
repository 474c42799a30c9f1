"""Wholes that a share names again: ``doanh số cho vay b; thu nợ a, bằng p% doanh số cho vay``."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import clause_after, is_changed, label_before

FAR, FEWEST = 12, 2


def named_whole(
    line: Line, figures: Sequence[Quantity], at: int, percent: Quantity
) -> Quantity | None:
    """The one figure before the part at ``at`` that the words behind the percentage name.

    All of them must lead to that figure, or be what it counts: ``kiểm tra 46 cơ sở, phạt 11 cơ sở
    (chiếm p% số cơ sở được kiểm tra)``. None where several figures are named so.
    """
    name, part = name_behind(line, percent), figures[at]
    if not name or name <= _words_of(line, part):
        return None
    found = [
        whole
        for whole in figures[max(0, at - FAR) : at]
        if whole.value and whole.is_amount and whole.may_hold(part) and not is_changed(line, whole)
        and not whole.is_rough and name <= _words_of(line, whole)
    ]  # fmt: skip
    is_other = any(tells(label_before(line, whole), "last_year") for whole in found)
    return found[0] if len(found) == 1 and not is_other else None


def name_behind(line: Line, percent: Quantity) -> set[str]:
    """Words that say what a share is of; none where that is a plan or last year."""
    told = clause_after(line, percent)
    name = bare({t for t in told if t[:1].isalpha()})
    is_other = tells(told, "last_year") or tells(told, "plan")
    return set() if is_other or len(name) < FEWEST else name


def bare(name: set[str]) -> set[str]:
    """Without the small words that any label may have."""
    return name - words("filler") - words("unlabelled")


def _words_of(line: Line, figure: Quantity) -> set[str]:
    """Words that lead to a figure in its clause, and those of its unit."""
    return {*label_before(line, figure), *line.folded[figure.first + 1 : figure.last + 1]}
