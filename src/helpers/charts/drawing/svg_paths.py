"""Fewer paths in a picture: those that look the same become one, where the order of overlapping
paths stays. Half of a small chart is the styles of its paths.
"""

import re
from dataclasses import dataclass

from lxml import etree

_WIDTH = re.compile(r"stroke-width:([\d.]+)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
Box = tuple[float, float, float, float]

SVG = "{http://www.w3.org/2000/svg}"
PATH = f"{SVG}path"
TEXT = f"{SVG}text"


@dataclass
class _Kept:
    """A path that stays, with the paths joined to it."""

    element: etree._Element
    looks: tuple
    boxes: list[Box]


def join_paths(node: etree._Element) -> None:
    """Join each path of ``node`` to an earlier one of the same looks if it may move there.

    It may where it touches none of the paths between. Texts stay above paths: they do not count.
    """
    kept: list[_Kept] = []
    for child in list(node):
        if child.tag == TEXT:
            continue
        if child.tag != PATH:
            join_paths(child)
            kept = []
            continue
        path = _Kept(child, _looks(child), [_box(child)])
        home = _home(path, kept)
        if home is None:
            kept.append(path)
            continue
        home.element.set("d", home.element.get("d", "") + child.get("d", ""))
        home.boxes += path.boxes
        node.remove(child)


def _home(path: _Kept, kept: list[_Kept]) -> _Kept | None:
    for earlier in reversed(kept):
        if earlier.looks == path.looks:
            return earlier
        if any(_touch(path.boxes[0], box) for box in earlier.boxes):
            return None
    return None


def _looks(path: etree._Element) -> tuple:
    """All attributes but the course."""
    return tuple(sorted((name, value) for name, value in path.items() if name != "d"))


def _box(path: etree._Element) -> Box:
    """Left, top, right, bottom of the course (absolute pairs of numbers), with its stroke."""
    numbers = [float(text) for text in _NUMBER.findall(path.get("d", ""))]
    xs, ys = numbers[::2], numbers[1::2]
    width = _WIDTH.search(path.get("style", ""))
    half = float(width[1]) / 2 if width else 0.0
    return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half


def _touch(one: Box, other: Box) -> bool:
    apart_across = one[2] < other[0] or other[2] < one[0]
    apart_down = one[3] < other[1] or other[3] < one[1]
    return not (apart_across or apart_down)
