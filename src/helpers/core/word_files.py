"""Files of words that stand beside the modules which use them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_words(package: str, name: str) -> dict[str, Any]:
    """The YAML file ``name`` of ``package``, read once in a process; not to be changed."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content
