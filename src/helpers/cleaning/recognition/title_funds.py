"""The capital that the lines above a table of budget lines give to all its figures: «(vốn đầu tư)».

What stands nearer to a figure counts: a head or a row with another kind or source of money.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from helpers.cleaning.recognition.model import FUND
from helpers.cleaning.recognition.table import Table
from helpers.cleaning.recognition.vocabulary import any_of, group, head_words, key, vocabulary
from helpers.core.catalogues import capitals as money
from helpers.core.text import without_marks

SIGN = " - "
"""Stands between the source and the kind of a fund."""
_ALONE = re.compile(r"[(:;,–-]\s*$"), re.compile(r"\s*(?:[),;:]|$)")
"""What stands before and behind a fund that is a part of a line by itself."""


def titled_funds(table: Table) -> tuple[str, ...]:
    """The kind and the source of money that the nearest line names, and no other of the table."""
    sheet = table.block.grid.sheet
    titles = (*(cell.text for cell in reversed(table.block.titles)), *table.context.titles)
    said = next(filter(None, map(_funds_in, map(key, titles))), ())
    names = (sheet.name, PurePath(sheet.file).stem.replace("_", " "))
    said = said or next(filter(None, map(_funds_in_name, names)), ())
    beside = {
        part
        for breakdown in (
            *(line.role.breakdown for line in table.lines),
            *(item.breakdown for item in table.items),
        )
        for part in dict(breakdown).get(FUND, "").split(SIGN)
    }
    families = {_family(part) for part in beside - {*said, ""}}
    return tuple(fund for fund in said if _family(fund) not in families)


def with_titled(fund: str, titled: Sequence[str]) -> str:
    """A fund with those of the title that are of another family: 'NSTW' and 'vốn đầu tư'."""
    own = [part for part in fund.split(SIGN) if part]
    families = {_family(part) for part in own}
    return SIGN.join((*own, *(part for part in titled if _family(part) not in families)))


def _family(fund: str) -> str:
    """Kinds of capital divide the same money as its sources do."""
    return "kind" if vocabulary()["capitals"].get(fund) in money.CAPITALS else "source"


def _funds_in(text: str) -> tuple[str, ...]:
    """The one kind and the one source of money that a folded line names as such."""
    if any_of(group("not_including")).search(text):
        return ()
    before, behind = _ALONE
    return _one_of_each(
        word.value
        for word in head_words(text)[0]
        if word.gives == "fund"
        and (
            any_of(group("titled_funds")).match(word.words)
            or any_of(group("money_before")).search(text[: word.start].split("(")[-1][-12:])
            or (
                before.search(text[: word.start])
                and behind.match(text[word.start + len(word.words) :])
            )
        )
    )


def _funds_in_name(name: str) -> tuple[str, ...]:
    """The same of the name of a sheet or a file, with marks or without."""
    folded = without_marks(key(name))
    return _funds_in(key(name)) or _one_of_each(
        fund
        for fund, words in vocabulary()["funds"].items()
        for word in words
        if any_of(group("titled_funds")).match(key(word))
        and re.search(rf"(?<!\w){re.escape(without_marks(key(word)))}(?!\w)", folded)
    )


def _one_of_each(funds: Iterable[str]) -> tuple[str, ...]:
    every = tuple(dict.fromkeys(funds))
    families = [_family(fund) for fund in every]
    return tuple(f for f in every if families.count(_family(f)) == 1)
