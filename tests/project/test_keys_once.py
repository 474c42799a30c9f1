"""A key that stands twice in a YAML file loses what it said first, without a word of the loader."""

import re
from collections import Counter

import pytest

from helpers.core.workspace import PROJECT_ROOT

FILES = sorted(
    path
    for folder in ("src/helpers", "data/reference")
    for path in (PROJECT_ROOT / folder).rglob("*.yml")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT_ROOT)))
def test_a_key_stands_once(path):
    text = path.read_text(encoding="utf-8")
    keys = Counter(re.findall(r"^([\w.-]+):", text, flags=re.M))
    assert [key for key, count in keys.items() if count > 1] == []
