"""Wholes that stand alone in a bracket: ``95% dân số (32.840 người)``, ``dự toán (b) đạt p%``."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells

LONGEST_NAME, ALIKE, WHOLE = 8, 2, 100


def is_own_bracket(line: Line, percent: Quantity, whole: Quantity) -> bool:
    """True where words name the whole behind a percentage and a bracket holds only its figure."""
    gap = line.words_behind(percent, whole)
    if not 1 < len(gap) <= LONGEST_NAME or gap[-1] != "(" or line.after(whole, 1) != [")"]:
        return False
    return all(token[:1].isalpha() for token in gap[:-1]) and not tells(gap, "last_year")


def could_make(percent: Quantity, part: Quantity, whole: Quantity) -> bool:
    """True where a share is of the size that two figures make: else it is of something else."""
    part = part.in_unit_of(whole)
    if not whole.value or (whole.value < part.value) != (percent.value > WHOLE):
        return False
    made = WHOLE * part.value / whole.value
    return percent.value <= ALIKE * made and made <= ALIKE * percent.value


def whole_in_bracket(gap: Sequence[str], behind: Sequence[str]) -> bool:
    """True where only words lead to a bracket, and it closes right behind its figure."""
    names = [token for token in gap[:-1] if token != ","]
    opens = gap[-1:] == ["("] and behind[:1] == [")"]
    return opens and len(names) <= LONGEST_NAME and all(t[:1].isalpha() for t in names)
