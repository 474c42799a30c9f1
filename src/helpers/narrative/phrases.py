"""Sentence patterns: a phrase with named places, filled with text, facts and other runs."""

from __future__ import annotations

from string import Formatter

from helpers.ground.messages import say, topic_messages
from helpers.narrative.blocks import Run

Runs = tuple[Run, ...]
TOPIC = "narrative"


def phrase(key: str, lang: str, **places: Run | Runs) -> Runs:
    """Pattern ``key`` with its places filled; runs stay apart, so that facts stay facts."""
    return fill(topic_messages(TOPIC, lang)[key], **places)


def fill(pattern: str, **places: Run | Runs) -> Runs:
    """Runs of a pattern ``'… {place} …'``. Raises KeyError for a place without a value."""
    runs: list[Run] = []
    for literal, name, _, _ in Formatter().parse(pattern):
        if literal:
            runs.append(literal)
        if name:
            value = places[name]
            runs.extend(value if isinstance(value, tuple) else (value,))
    return tuple(runs)


def word(key: str, lang: str, **fields: object) -> str:
    """A fixed expression of the narrative's phrase book."""
    return say(f"{TOPIC}.{key}", lang, **fields)


def joined(parts: list[Runs], separator: str) -> Runs:
    """Runs of several clauses with a separator between them."""
    runs: list[Run] = []
    for position, part in enumerate(parts):
        if position:
            runs.append(separator)
        runs.extend(part)
    return tuple(runs)


def sentence(runs: Runs, *, capital: bool = True) -> Runs:
    """The runs as a sentence: a capital first (but not behind a lead), a full stop last."""
    if not runs:
        return runs
    first, *rest = runs
    if isinstance(first, str) and capital:
        first = first[:1].upper() + first[1:]
    runs = (first, *rest)
    last = runs[-1]
    ending = last if isinstance(last, str) else last.text
    return runs if ending.rstrip().endswith((".", "…", ":")) else (*runs, ".")
