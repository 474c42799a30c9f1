"""Questions as rows of the table ``questions``, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from helpers.cleaning.recognition.model import Meaning, Question, SheetCells
from helpers.core.tables import Record, Row


def record_of(question: Question) -> Record:
    """The row of a question, without unit and period; lists are JSON."""
    fields = {name: getattr(question, name) for name in ("key", "kind", "shown", "text", "reason")}
    return {
        **fields,
        "asked": " ".join(question.asked),
        "where": _json([asdict(cells) for cells in question.where]),
        "proposals": _json([_known(asdict(meaning)) for meaning in question.proposals]),
    }


def question_of(row: Row) -> Question:
    """The question of a row."""
    return Question(
        kind=row["kind"],
        key=row["key"],
        asked=cast(Any, tuple(row["asked"].split())),
        where=tuple(SheetCells(**cells) for cells in json.loads(row["where"])),
        shown=row["shown"],
        text=row["text"],
        reason=row["reason"],
        proposals=tuple(_meaning(fields) for fields in json.loads(row["proposals"])),
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """What a meaning says, without what it leaves open."""
    parts = [_known(part) for part in fields.pop("parts")]
    is_figure = fields.pop("is_figure")
    known = {name: value for name, value in fields.items() if value}
    return known | ({} if is_figure else {"is_figure": False}) | ({"parts": parts} if parts else {})


def _meaning(fields: Mapping[str, Any]) -> Meaning:
    breakdown = tuple((dimension, member) for dimension, member in fields.get("breakdown", ()))
    parts = tuple(_meaning(part) for part in fields.get("parts", ()))
    return Meaning(**{**fields, "breakdown": breakdown, "parts": parts})


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
