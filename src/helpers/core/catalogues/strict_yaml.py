"""YAML of catalogues, read strictly: no aliases, no key twice, no depth or number without end."""

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from helpers.core.messages import message
from helpers.core.text import short

MOST_DEPTH = 30
"""Levels within each other: an outline has some ten."""
MOST_DIGITS = 30
"""Signs of a number; a budget in đồng has 15 digits."""
_OF_NUMBERS = frozenset("0123456789abcdefABCDEFxo._:+-")


class StrictError(Exception):
    """What is refused: ``row`` of the file and the reason in the user's language."""

    def __init__(self, row: int, key: str, **fields: object) -> None:
        super().__init__(key)
        self.row = row
        self.reason = message(f"validation.{key}", None, **fields)


class _Loader(yaml.CSafeLoader):
    """Refuses a key that is in a mapping twice: the second would win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen and isinstance(key.value, str):
                raise StrictError(key.start_mark.line + 1, "key_twice", name=short(key.value))
            seen.add(key.value if isinstance(key.value, str) else id(key))
        return super().construct_mapping(node, deep)


def load_strictly(text: str) -> object:
    """The content of a YAML text. Raises StrictError, and YAMLError where it is no YAML."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        row = event.start_mark.line + 1 if event.start_mark else 0
        if name := getattr(event, "anchor", None):
            raise StrictError(row, "yaml_alias", name=short(name))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and _is_long_number(event):
            raise StrictError(row, "number_too_long", input=short(event.value))
        if depth > MOST_DEPTH:
            raise StrictError(row, "yaml_depth", limit=MOST_DEPTH)
    return yaml.load(text, Loader=_Loader)


def line_of(text: str, steps: Sequence[int | str]) -> int:
    """The line of a YAML text where ``steps`` (names, and positions in lists) lead.

    Where they lead to nothing, such as a name that is missing, the line of what should have it.
    """
    node, line = yaml.compose(text, Loader=yaml.CSafeLoader), 1
    for step in steps:
        found: Iterator[tuple[yaml.Node, yaml.Node]] = iter(())
        if isinstance(node, yaml.MappingNode):
            found = ((key, value) for key, value in node.value if key.value == step)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            found = ((item, item) for item in node.value[step : step + 1])
        key, node = next(found, (None, None))
        if key is None:
            break
        line = key.start_mark.line + 1
    return line


def _is_long_number(event: yaml.ScalarEvent) -> bool:
    is_plain, text = event.implicit[0], event.value
    return is_plain and len(text) > MOST_DIGITS and _OF_NUMBERS.issuperset(text)
