"""A column of places beside another column of labels: «Xã | Cây trồng», «Thôn | Dân tộc»."""

import re

from helpers.cleaning.recognition.block import Block, bare_head
from helpers.cleaning.recognition.places import OWN, place_below, place_named, whose, zone_of
from helpers.cleaning.recognition.vocabulary import group, is_total, key, plain, vocabulary
from helpers.core.catalogues.units import Unit

MOST = 0.6
"""Share of the labels of a column that must be places for the column to be one of places."""


def has_place_head(block: Block, column: int) -> bool:
    """True for a column under «Xã», «Thôn», «Địa bàn»."""
    path = block.header_path(column)
    return bool(path) and bare_head(path[-1]) in group("heads", "place")


def place_column(block: Block, unit: Unit) -> int:
    """The one label column that says where the things of another label column are; 0 for none."""
    labels = block.of_kind("label")
    texts = {c: {r: t for r in block.body if (t := block.grid.text(r, c))} for c in labels}
    headed = [c for c in labels if has_place_head(block, c)]
    if len(headed) > 1:  # «Xã | Thôn»: the commune is where, the village is what
        headed = [c for c in headed if not _is_of_villages(block, c, unit)]
    found = headed or [c for c in labels if _are_places(list(texts[c].values()), unit)]
    if len(found) != 1:
        return 0
    others = {row for c in labels if c != found[0] for row in texts[c]}
    return found[0] if others & set(texts[found[0]]) else 0


def _is_of_villages(block: Block, column: int, unit: Unit) -> bool:
    kinds = vocabulary()["places"]
    words = re.split(r"\s*[,/]\s*", bare_head(block.header_path(column)[-1]))
    return unit.level != "commune" and set(words) <= kinds["commune"].keys()


def place_beside(text: str, block: Block, column: int, unit: Unit) -> tuple[str, str] | None:
    """The place that a cell of the column of places names; ('', '') for all of the unit."""
    if is_total(text) or whose(text, unit) == OWN:
        return "", ""
    heads = [bare_head(head) for head in block.header_path(column)[-1:]]
    return place_below(text, unit) or zone_of(text) or place_named(text, unit, heads)


def _are_places(texts: list[str], unit: Unit) -> bool:
    kinds = vocabulary()["places"].get(unit.level, {})
    named = [
        text
        for text in texts
        if any(key(text).startswith(f"{kind} ") for kind in kinds)
        and place_below(plain(text), unit) is not None
    ]
    return bool(texts) and len(named) >= MOST * len(texts)
