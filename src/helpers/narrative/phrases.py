"""Sentence patterns: a phrase with named placeholders, filled with text, facts and other runs."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from string import Formatter

from helpers.core.messages import message, topic_messages
from helpers.narrative.blocks import Label, Run, Runs

TOPIC = "narrative"


def phrase(key: str, lang: str, **fields: Run | Runs) -> Runs:
    """Pattern ``key`` with its placeholders filled; runs stay apart, so that facts stay facts."""
    return fill(topic_messages(TOPIC, lang)[key], lambda name, placeholder_format: fields[name])


def fill(pattern: str, resolve: Callable[[str, str], Run | Runs]) -> Runs:
    """Runs of a pattern ``'… {name:format} …'``; ``resolve(name, format)`` gives each value.

    A literal piece that holds a digit becomes a Label: plain text never holds one.
    """
    runs: list[Run] = []
    for literal, name, placeholder_format, _ in Formatter().parse(pattern):
        if literal:
            runs.append(named(literal))
        if name:
            value = resolve(name, placeholder_format or "")
            runs.extend(value if isinstance(value, tuple) else (value,))
    return tuple(runs)


def named(text: str) -> Run:
    """Text of a catalogue as a run: a Label where it holds a digit (Nghị định số 116/2016)."""
    return Label(text) if any(mark.isdigit() for mark in text) else text


def word(key: str, lang: str, **fields: object) -> str:
    """A fixed expression of the narrative."""
    return message(f"{TOPIC}.{key}", lang, **fields)


def joined(parts: Iterable[Runs], separator: str) -> Runs:
    """Runs of several clauses with a separator between them."""
    runs: list[Run] = []
    for position, part in enumerate(parts):
        if position:
            runs.append(separator)
        runs.extend(part)
    return tuple(runs)


def sentence(runs: Runs, *, capital: bool = True) -> Runs:
    """The runs as a sentence: a capital first (but not after a lead), a full stop last."""
    if not runs:
        return runs
    if capital:
        runs = (_capitalised(runs[0]), *runs[1:])
    last = runs[-1]
    ending = last if isinstance(last, str) else last.text
    return runs if ending.rstrip().endswith((".", "…", ":")) else (*runs, ".")


def _capitalised(run: Run) -> Run:
    """A plain run with a capital first; facts and supplied text stay as they are."""
    if isinstance(run, str):
        return run[:1].upper() + run[1:]
    if isinstance(run, Label):
        return replace(run, text=run.text[:1].upper() + run.text[1:])
    return run
