"""Columns that the header numbers, some with what they are made of: ``(3)=(2):(1)``, ``7=5+6``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from helpers.audit.grids import Grid
from helpers.audit.relations import Relation, evidence_for

FEWEST = 3
_PLACE = r"[(\[]?\s*(\d{1,2})\s*[)\]]?"
_NUMBER = re.compile(rf"(?:^|\s){_PLACE}\s*(?:=\s*(?P<formula>[^=]+))?$")
_HUNDRED = re.compile(r"\s*[x×*.]\s*100\s*%?\s*$|\s*%\s*$")
_FORMULA = re.compile(rf"{_PLACE}(?:\s*[-+−–:/]\s*{_PLACE})+")
_SIGNS, _PLACES = re.compile(r"[-+−–:/]"), re.compile(r"\d+")
_LETTER = re.compile(r"[A-ZĐ]?")


def is_numbering(cells: Sequence[str]) -> bool:
    """A row of column numbers below the titles: ``A | B | 1 | 2 | 3=2/1``."""
    numbers = [_NUMBER.match(cell.strip()) for cell in cells]
    others = [cell for cell, number in zip(cells, numbers, strict=True) if not number]
    found = [int(number[1]) for number in numbers if number]
    return _ascends(found) and all(_LETTER.fullmatch(cell.strip(" ()")) for cell in others)


def numbered(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """What the header says in numbers that a column is made of, unless most rows deny it."""
    told = _NUMBER.search(grid.header[target].strip())
    if told is None or not told["formula"]:
        return None
    numbers = [_NUMBER.search(name.strip()) for name in grid.header]
    places = {int(number[1]): column for column, number in enumerate(numbers) if number}
    if not _ascends(sorted(places)):
        return None
    relation = _relation(told["formula"], target, places)
    if relation is None or not set(relation.operands) <= set(columns) - {target}:
        return None
    shown = evidence_for(grid, relation)
    return relation if shown.right >= max(shown.wrong, 1) else None


def _relation(formula: str, target: int, places: Mapping[int, int]) -> Relation | None:
    plain = _HUNDRED.sub("", formula.strip())
    if not _FORMULA.fullmatch(plain):
        return None
    named = [int(number) for number in _PLACES.findall(plain)]
    signs = set(_SIGNS.findall(plain))
    if not set(named) <= places.keys():
        return None
    parts = [places[number] for number in named]
    if signs == {"+"}:
        return Relation("row_total", target, tuple(parts))
    if len(parts) != 2:
        return None
    one, other = parts
    if signs <= {":", "/"}:
        return Relation("row_share", target, (one, other))
    return Relation("row_change", target, (one, other, other))


def _ascends(numbers: Sequence[int]) -> bool:
    """Numbers of columns rise, from the first or the second column on."""
    rises = all(before < after for before, after in pairwise(numbers))
    return len(numbers) >= FEWEST and numbers[0] <= 2 and rises
