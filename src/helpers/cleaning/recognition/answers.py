"""Answers of people: found by key, put into meanings, kept with periods as distances in time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from helpers.cleaning.recognition.model import Answer, Breakdown, Meaning, MeaningField, Question

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_RELATIVE = re.compile(r"\{year([+-]\d+)?\}")


def answers_by_key(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The answers by the key of their question; the last one of a key counts."""
    return {answer.key: answer for answer in answers}


def relative(text: str, year: int) -> str:
    """Years in a text as distances from ``year``: '2022H1' → '{year-1}H1' in 2023."""

    def distance(found: re.Match[str]) -> str:
        years = int(found[1]) - year
        return "{year}" if not years else f"{{year{years:+d}}}"

    return _YEAR.sub(distance, text)


def absolute(text: str, year: int) -> str:
    """The reverse of ``relative``: '{year-1}H1' → '2022H1' in 2023."""
    return _RELATIVE.sub(lambda found: str(year + int(found[1] or 0)), text)


def to_keep(meaning: Meaning, year: int) -> Meaning:
    """A meaning with its years as distances, so that it holds in another year."""
    return _each_period(meaning, lambda text: relative(text, year))


def restored(meaning: Meaning, year: int) -> Meaning:
    """A meaning that was kept by ``to_keep``, in the year of a report."""
    return _each_period(meaning, lambda text: absolute(text, year))


def _each_period(meaning: Meaning, change: object) -> Meaning:
    assert callable(change)
    pairs = tuple((name, change(member)) for name, member in meaning.breakdown)
    parts = tuple(_each_period(part, change) for part in meaning.parts)
    return replace(meaning, period=change(meaning.period), breakdown=pairs, parts=parts)


def answer_to(question: Question, meaning: Meaning, who: str, date: str) -> Answer:
    """The answer to a question: its key, and of the meaning only what was asked."""
    if not meaning.is_figure:
        return Answer(question.key, Meaning(is_figure=False), who, date)
    fields = {"indicator": ("code", "label")}
    asked = [f for name in question.asked for f in fields.get(name, (name,)) if f != "is_figure"]
    kept = {name: getattr(meaning, name) for name in asked}
    return Answer(question.key, Meaning(**kept), who, date)


def filled(meaning: Meaning, answer: Meaning, asked: Iterable[MeaningField]) -> Meaning:
    """A meaning with what an answer says of the fields that were asked."""
    changes: dict[str, object] = {}
    for name in asked:
        if name == "breakdown" and answer.breakdown:
            changes["breakdown"] = merged(meaning.breakdown, answer.breakdown)
        elif name == "indicator" and (answer.code or answer.label):
            changes |= {"code": answer.code, "label": answer.label}
        elif name in ("measure", "period", "unit") and getattr(answer, name):
            changes[name] = getattr(answer, name)
    return replace(meaning, **changes)  # type: ignore[arg-type]


def merged(own: Breakdown, more: Breakdown) -> Breakdown:
    """Two breakdowns as one; the second says the member where both name a dimension."""
    named = dict(own) | dict(more)
    return tuple(named.items())
