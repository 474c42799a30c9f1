"""How likely figures were meant to be of one relation: learned weights of signs, and chance.

The weights (links.yml) are trained by ``scripts/train_audit.py``: on true texts a relation that was
meant holds, one that only stands there seldom does. At run time a misfit is judged by three
numbers: how likely the relation was meant, how seldom a slip is made, and how seldom one slip
explains a misfit by chance.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache
from math import exp, log10
from pathlib import Path
from typing import Any

import yaml

from helpers.audit.claim import CONTRADICTION, DOUBTFUL
from helpers.audit.quantities import Quantity
from helpers.audit.rules.solver import edited

SLIP, OFTEN = 0.02, 0.5
"""So often a figure of a report is mistyped; so often chance explains what says nothing."""


@cache
def weights() -> dict[str, Any]:
    """Weights of signs by family of relations."""
    return yaml.safe_load(Path(__file__).with_name("links.yml").read_text(encoding="utf-8"))


@cache
def limits() -> dict[str, Any]:
    """The odds that make each verdict, by family."""
    return yaml.safe_load(Path(__file__).with_name("limits.yml").read_text(encoding="utf-8"))


def likelihood(family: str, signs: Iterable[str]) -> float:
    """How likely a relation with these signs was meant (0 to 1)."""
    known = weights()[family]
    score = known["bias"] + sum(known.get(sign, 0.0) for sign in signs)
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def verdict_of(family: str, meant: float, by_chance: float, *, is_rough: bool = False) -> str:
    """What a misfit that one slip explains deserves: contradiction, doubtful or nothing."""
    score = suspicion(meant, by_chance)

    def reaches(name: str) -> bool:
        return any(meant >= likely and score >= odds for likely, odds in limits()[family][name])

    if reaches("contradiction") and not is_rough and by_chance < OFTEN:
        return CONTRADICTION
    return DOUBTFUL if reaches("doubtful") else ""


def is_meant(family: str, meant: float, by_chance: float) -> bool:
    """True where a relation that holds does so for it was meant, not by chance."""
    least = limits()[family]
    return meant >= max(least["likely"], least["agrees"] * (1 - meant) * by_chance)


def suspicion(meant: float, by_chance: float) -> float:
    """Decimal logarithm of the odds that a misfit is a slip and no other relation."""
    odds = meant * SLIP / max(1e-9, (1 - meant + 0.01) * min(1.0, by_chance))
    return log10(max(1e-9, odds))


def may_be_typed_for(quantity: Quantity, low: float, high: float) -> bool:
    """True where one slip of typing makes a figure of a value between ``low`` and ``high``."""
    values = _edits(quantity)
    place = bisect_left(values, low)
    return place < len(values) and values[place] <= high


@lru_cache(maxsize=4096)
def _edits(quantity: Quantity) -> tuple[float, ...]:
    return tuple(sorted(value for value, _ in edited(quantity)))
