"""Answers of people: found by key, put into meanings."""

from collections.abc import Iterable
from dataclasses import replace

from helpers.cleaning.recognition.model import Answer, Breakdown, Meaning, MeaningField, Question


def answers_by_key(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The answers by the key of their question; the last one of a key counts."""
    return {answer.key: answer for answer in answers}


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
