"""Paths joined by looks: fewer elements, and nothing comes to lie over what it was under."""

from __future__ import annotations

import pytest
from lxml import etree

from helpers.charts.drawing.svg_paths import join_paths

RED, BLUE = "fill:#f00", "fill:#00f"


def joined(*paths: tuple[str, str]) -> list[tuple[str, str]]:
    body = "".join(f'<path d="{course}" style="{style}"/>' for course, style in paths)
    root = etree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>')
    join_paths(root)
    return [(path.get("d"), path.get("style")) for path in root]


FIRST, APART, WITHIN = "M0 0L9 0L9 9z", "M20 0L29 0L29 9z", "M2 2L7 2L7 7z"


def test_paths_of_the_same_looks_become_one_across_others_that_they_do_not_touch():
    assert joined((FIRST, RED), (APART, BLUE), ("M40 0L49 9", RED), ("M60 0L69 9", BLUE)) == [
        (FIRST + "M40 0L49 9", RED),
        (APART + "M60 0L69 9", BLUE),
    ]


def test_a_path_over_another_stays_over_it():
    paths = [(APART, RED), (FIRST, BLUE), (WITHIN, RED)]
    assert joined(*paths) == paths


@pytest.mark.parametrize(("width", "count"), [("2", 2), ("30", 3)])
def test_strokes_count_with_their_width(width, count):
    line = ("M20 20L29 20", f"fill:none;stroke:#0f0;stroke-width:{width}")
    assert len(joined((FIRST, RED), line, ("M20 30L29 39", RED))) == count
