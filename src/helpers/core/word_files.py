"""Files of words and rows that are beside the modules which use them."""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_words(package: str, name: str) -> dict[str, Any]:
    """The YAML file ``name`` of ``package``, read once in a process; not to be changed."""
    content: dict[str, Any] = yaml.safe_load(_text(package, name))
    return content


def load_rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of the CSV file ``name`` of ``package``, by their columns."""
    return list(csv.DictReader(_text(package, name).splitlines()))


def _text(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
