"""Vietnamese numbers in words: ``một triệu hai trăm năm mươi nghìn``."""

from collections.abc import Sequence
from decimal import Decimal

from helpers.audit.vocabulary import scales, spoken, words

HUNDRED, TEN = Decimal(100), Decimal(10)


def number_of_words(said: Sequence[str]) -> Decimal | None:
    """Folded words as a number; None where a word is none of them, or more may be meant.

    "Nghìn tỷ" is a thousand of the greater; "một trăm hai" may be 102 or 120.
    """
    known, total, group, unit = spoken(), Decimal(0), Decimal(0), None
    before = ""
    for word in said:
        if word in scales():
            scale, told = scales()[word], group + (unit or 0)
            total = (total + told) * scale if total < scale else total + told * scale
            group, unit = Decimal(0), None
        elif word in words("spoken_hundred"):
            group, unit = group + (1 if unit is None else unit) * HUNDRED, None
        elif word in words("spoken_tens"):
            group, unit = group + (unit or 1) * TEN, None
        elif word in words("spoken_none"):
            unit = Decimal(0)
        elif word in known:
            follows = {"", *words("spoken_tens"), *words("spoken_link")}
            if unit is not None or (before not in follows and word == said[-1]):
                return None
            unit = known[word]
        elif word not in words("spoken_link"):
            return None
        before = word
    return total + group + (unit or 0) if said else None


def is_ambiguous(said: Sequence[str]) -> bool:
    """True for a word that is more often no number: ``6 tháng (năm)``."""
    return len(said) == 1 and said[0] in words("spoken_ambiguous")
