"""Hostile extras: at most one in a table, so that a failure has one cause.

``choose`` plans one before the page is written (columns and rows may be added); ``finish``
changes the written page. Each says what may come of the figures that it touches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generated.hostile_cells import AFTER
from generated.hostile_layouts import BEFORE

if TYPE_CHECKING:
    from generated.layouts import Draft

SHARE = 0.5


def choose(draft: Draft) -> None:
    """Plan one hostile extra for half of the tables, where it fits."""
    draft.finishing = None
    if draft.chooser.random() >= SHARE:
        return
    names = [*BEFORE, *AFTER]
    name = draft.chooser.choice(names)
    if name in BEFORE:
        if BEFORE[name](draft):
            draft.hostile = name
            draft.features.add(f"! {name}")
    else:
        draft.finishing = name


def finish(draft: Draft) -> None:
    """Carry out what was planned for the written page."""
    name = getattr(draft, "finishing", None)
    if name and AFTER[name](draft):
        draft.hostile = name
        draft.features.add(f"! {name}")
