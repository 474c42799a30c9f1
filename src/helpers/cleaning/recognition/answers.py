"""Answers of people: found by key, put into meanings, kept with periods as distances in time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from helpers.cleaning.recognition.model import Answer, Breakdown, Meaning, MeaningField, Question
from helpers.core.periods import Period

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

_CODE = re.compile(r"(\d{4})(?:-(\d{4})|([HQM]\d{1,2}))?", re.ASCII)
_RELATIVE = re.compile(r"year([+-]\d+)(?:\.\.year([+-]\d+)| ([HQM]\d{1,2}))?", re.ASCII)


def answers_by_key(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The answers by the key of their question; the last one of a key counts."""
    return {answer.key: answer for answer in answers}


def relative(text: str, year: int) -> str:
    """Years in a text as distances from ``year``: '2022H1' → '{year-1}H1' in 2023."""

    def distance(found: re.Match[str]) -> str:
        years = int(found[1]) - year
        return "{year}" if not years else f"{{year{years:+d}}}"

    return _YEAR.sub(distance, text)


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


def relative_period(period: str, base: Period) -> str:
    """A period as seen from ``base``: in 2023H1, '2022M03' is 'year-1 M03', '2023' is 'year+0'.

    What is no period code comes back as it is.
    """
    match = _CODE.fullmatch(period)
    if not match:
        return period
    first, last, part = match.groups()
    text = f"year{int(first) - base.year:+d}"
    if last:
        return f"{text}..year{int(last) - base.year:+d}"
    return f"{text} {part}" if part else text


def absolute_period(period: str, base: Period) -> str:
    """The period code that a relative period means in ``base``; any other text as it is."""
    match = _RELATIVE.fullmatch(period)
    if not match:
        return period
    first, last, part = match.groups()
    code = str(base.year + int(first))
    return f"{code}-{base.year + int(last)}" if last else f"{code}{part or ''}"
