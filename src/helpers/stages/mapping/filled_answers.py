"""From what a person chose and filled in to the meaning that it states, or why it states none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from helpers.cleaning.recognition.answers import answer_to
from helpers.cleaning.recognition.model import Meaning, Question
from helpers.core.messages import message
from helpers.core.text import fold
from helpers.stages.mapping.vocabulary import (
    Vocabulary,
    breakdown_of,
    code_in,
    period_code,
    unit_name,
)

CHOICE, WHO = "choice", "who"
FIELDS = ("measure", "period", "unit", "indicator", "own_label", "breakdown")
"""What may be filled in besides a choice."""
_FIELDS_OF = {"indicator": ("indicator", "own_label"), "parts": FIELDS}
_BETWEEN_PARTS = "|"
_LONGEST_CHOICE = 250
"""Letters that a pick list of a spreadsheet gives back."""


class AnswerProblem(Exception):
    """Why what was filled in is no answer: ``field`` to look at, the reason as text."""

    def __init__(self, column: str, key: str, **fields: object) -> None:
        super().__init__(column, message(f"mapping.{key}", None, **fields))
        self.field, self.reason = self.args


@dataclass(frozen=True)
class Choice:
    """One entry of a question's pick list."""

    text: str
    meaning: Meaning


def choices_of(question: Question, vocabulary: Vocabulary) -> list[Choice]:
    """The proposals that say something, numbered, best first; then own indicator, no figure."""
    meanings = [meaning for meaning in question.proposals if _says_something(meaning)]
    choices = [
        Choice(f"{number}. {vocabulary.describe(meaning)}", meaning)
        for number, meaning in enumerate(meanings, start=1)
    ]
    others = []
    if question.asked == ("unit",) and not any(unit_name(vocabulary, m.unit) for m in meanings):
        others += [(unit, Meaning(unit=unit)) for unit in vocabulary.usual_units]
    if "is_figure" in question.asked:
        others.append((message("mapping.is_figure"), Meaning()))
    if "indicator" in question.asked and not any(meaning.label for meaning in meanings):
        own = Meaning(label=question.shown)
        others.append((message("mapping.own_named", label=question.shown), own))
    others.append((message("mapping.no_figure"), Meaning(is_figure=False)))
    choices += [Choice(text, other) for text, other in others if other not in meanings]
    return [replace(choice, text=choice.text[:_LONGEST_CHOICE]) for choice in choices]


def proposed(question: Question, vocabulary: Vocabulary) -> list[Choice]:
    """Of the choices the proposals."""
    return [c for c in choices_of(question, vocabulary) if c.meaning in question.proposals]


def only_proposal(question: Question, vocabulary: Vocabulary) -> Choice | None:
    """The one proposal that answers the whole question; None where there are several, or none.

    A unit that the catalogue lacks may be a slip: a person chooses it.
    """
    found = proposed(question, vocabulary)
    if len(found) != 1:
        return None
    unit = found[0].meaning.unit
    if unit and unit_name(vocabulary, unit) is None:
        return None
    try:
        meaning_of(question, {CHOICE: found[0].text}, vocabulary)
    except AnswerProblem:
        return None
    return found[0]


def _says_something(meaning: Meaning) -> bool:
    """False for a cell of several figures of which nothing is proposed yet."""
    return not meaning.parts or all(part.measure or not part.is_figure for part in meaning.parts)


def fields_of(question: Question) -> tuple[str, ...]:
    """The fields that a person may fill in for what a question asks."""
    wanted = [field for asked in question.asked for field in _FIELDS_OF.get(asked, (asked,))]
    return tuple(field for field in FIELDS if field in wanted)


def meaning_of(
    question: Question, filled: Mapping[str, str], vocabulary: Vocabulary
) -> Meaning | None:
    """What a person says: ``filled`` is field → text; None where nothing is filled in.

    A choice is completed by the fields, never contradicted. Raises AnswerProblem.
    """
    given = {name: text.strip() for name, text in filled.items() if text.strip()}
    given.pop(WHO, None)
    if not given:
        return None
    choice = given.pop(CHOICE, "")
    chosen = _chosen(question, choice, vocabulary)
    if not chosen.is_figure:
        if given:
            raise AnswerProblem(next(iter(given)), "no_figure_but_filled")
        return chosen
    meaning = _joined(chosen, _stated(question, given, vocabulary))
    # A proposal without a part, when chosen, says: the unit as a whole.
    is_whole = "breakdown" in given or (bool(choice) and chosen in question.proposals)
    _require_complete(question, meaning, has_breakdown=is_whole or bool(meaning.breakdown))
    return meaning


def changed_meaning(
    question: Question, filled: Mapping[str, str], present: Meaning, vocabulary: Vocabulary
) -> Meaning | None:
    """What a person says in a row that was filled with the present answer: a cell that was
    changed counts more than the choice that stood there. Raises AnswerProblem."""
    stood = texts_of(question, present, vocabulary)
    given = {name: text.strip() for name, text in filled.items() if text.strip() and name != WHO}
    fields = {name: text for name, text in given.items() if name != CHOICE}
    if not fields or not stood.get(CHOICE) or given.get(CHOICE) != stood[CHOICE]:
        return meaning_of(question, filled, vocabulary)
    stated = _stated(question, fields, vocabulary)
    none = {"code": "", "label": ""} if {"code", "label"} & stated.keys() else {}
    meaning = replace(present, **{"is_figure": True, **none, **stated})
    _require_complete(question, meaning, has_breakdown=True)
    return meaning


def _chosen(question: Question, text: str, vocabulary: Vocabulary) -> Meaning:
    if not text:
        return Meaning()
    choices = choices_of(question, vocabulary)
    for choice in choices:
        if fold(choice.text) == fold(text):
            return choice.meaning
    raise AnswerProblem(
        CHOICE, "unknown_choice", text=text, known="; ".join(c.text for c in choices)
    )


def _stated(question: Question, given: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, Any]:
    """What the fields say, as fields of a meaning."""
    known = fields_of(question)
    for name in given:
        if name not in known:
            raise AnswerProblem(name, "not_asked", field=message(f"mapping.column_{name}"))
    if "parts" in question.asked and given:
        return {"parts": _parts(question, given, vocabulary)}
    pairs = [pair for meaning in question.proposals for pair in meaning.breakdown]
    units = {fold(meaning.unit): meaning.unit for meaning in question.proposals if meaning.unit}
    stated = {"unit": given["unit"]} if fold(given.get("unit", "")) in units else {}
    others = {name: text for name, text in given.items() if name not in stated}
    members = {fold(member): dimension for dimension, member in pairs}
    said = {name: units[fold(text)] for name, text in stated.items()}
    return said | _fields(others, vocabulary, members)


def _parts(
    question: Question, given: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[Meaning, ...]:
    """The parts of a cell of several figures; each has a measure, or is no figure."""
    pieces = {name: text.split(_BETWEEN_PARTS) for name, text in given.items()}
    wanted = [len(meaning.parts) for meaning in question.proposals if meaning.parts]
    count = wanted[0] if wanted else max(map(len, pieces.values()))
    for name, texts in pieces.items():
        if len(texts) != count and (len(texts) != 1 or name == "measure"):
            raise AnswerProblem(name, "parts_uneven", count=count)
    if "measure" not in pieces:
        raise AnswerProblem("measure", "half_filled", field=message("mapping.column_measure"))
    parts = []
    for index in range(count):
        part = {name: texts[index % len(texts)].strip() for name, texts in pieces.items()}
        if fold(part["measure"]) == fold(message("mapping.not_taken")):
            parts.append(Meaning(is_figure=False))
        elif not part["measure"]:
            raise AnswerProblem("measure", "parts_uneven", count=count)
        else:
            parts.append(Meaning(**_fields(part, vocabulary)))
    return tuple(parts)


def _fields(
    given: Mapping[str, str], vocabulary: Vocabulary, named: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What fields say; ``named``: members of parts that the question names, with dimension."""
    read: Mapping[str, tuple[str, Callable[[str], Any]]] = {
        "measure": ("measure", lambda text: code_in(vocabulary.measures, text)),
        "period": ("period", lambda text: period_code(vocabulary, text)),
        "unit": ("unit", lambda text: unit_name(vocabulary, text)),
        "indicator": ("code", lambda text: code_in(vocabulary.indicators, text)),
        "own_label": ("label", str),
        "breakdown": ("breakdown", lambda text: breakdown_of(vocabulary, text, named)),
    }
    stated: dict[str, Any] = {}
    for name, text in given.items():
        if not text:
            continue
        field, reader = read[name]
        value = reader(text)
        if value is None:
            raise AnswerProblem(name, f"unknown_{name}", text=text)
        stated[field] = value
    if stated.get("code") and stated.get("label"):
        raise AnswerProblem("own_label", "indicator_twice")
    return stated


def _joined(chosen: Meaning, stated: Mapping[str, Any]) -> Meaning:
    """The choice with what the fields add. Raises AnswerProblem where they say another thing."""
    names = {"code": "indicator", "label": "own_label", "parts": CHOICE}
    for field, value in stated.items():
        before = getattr(chosen, field)
        # The name of an own indicator may be written better than the table has it.
        if before and before != value and not (field == "label" and not chosen.code):
            raise AnswerProblem(names.get(field, field), "differs_from_choice")
        if (field == "label" and chosen.code) or (field == "code" and chosen.label):
            raise AnswerProblem(names[field], "differs_from_choice")
    return replace(chosen, **stated)


def _require_complete(question: Question, meaning: Meaning, *, has_breakdown: bool) -> None:
    has = {"indicator": bool(meaning.code or meaning.label), "breakdown": has_breakdown}
    for asked in question.asked:
        if not has.get(asked, bool(getattr(meaning, asked, ""))):
            name = CHOICE if asked in ("parts", "is_figure") else asked
            raise AnswerProblem(name, "half_filled", field=message(f"mapping.column_{name}"))


def texts_of(question: Question, meaning: Meaning, vocabulary: Vocabulary) -> dict[str, str]:
    """What a person would choose or fill in to say a meaning; the reverse of ``meaning_of``."""
    for choice in choices_of(question, vocabulary):
        try:
            chosen = meaning_of(question, {CHOICE: choice.text}, vocabulary)
        except AnswerProblem:
            continue
        if chosen is not None and as_asked(question, chosen) == meaning:
            return {CHOICE: choice.text}
    parts = meaning.parts or (meaning,)
    texts = [_texts_of_part(part, vocabulary) for part in parts]
    joined = {name: [text.get(name, "") for text in texts] for name in FIELDS}
    between = f" {_BETWEEN_PARTS} "
    return {name: between.join(found) for name, found in joined.items() if any(found)}


def as_asked(question: Question, meaning: Meaning) -> Meaning:
    """Of a meaning what a question asks, as it is stored."""
    return answer_to(question, meaning, "", "").meaning


def _texts_of_part(meaning: Meaning, vocabulary: Vocabulary) -> dict[str, str]:
    if not meaning.is_figure:
        return {"measure": message("mapping.not_taken")}
    names = {
        "measure": (vocabulary.measures, meaning.measure),
        "period": (vocabulary.periods, meaning.period),
        "indicator": (vocabulary.indicators, meaning.code),
    }
    found = {
        field: next((name for name, code in words.items() if code == wanted), wanted)
        for field, (words, wanted) in names.items()
        if wanted
    }
    found |= {"unit": meaning.unit} if meaning.unit else {}
    found |= {"own_label": meaning.label} if meaning.label else {}
    pairs = "; ".join(f"{name}={member}" for name, member in meaning.breakdown)
    return found | ({"breakdown": pairs} if pairs else {})
