"""An audit as records for other programs: JSON and CSV."""

import json
from collections.abc import Sequence

from helpers.audit.claim import AGREES
from helpers.audit.examine import Examined
from helpers.core.csv_text import csv_text
from helpers.core.messages import message

COLUMNS = (
    "file", "place", "words", "kind", "verdict", "stated", "computed", "allowed", "hint", "advice",
    "start", "end",
)  # fmt: skip
NOTES = ("truncation", "rounding")


def record_of(item: Examined) -> dict[str, object]:
    """One claim; ``start`` and ``end`` count characters of its passage."""
    claim = item.claim
    return {
        "file": item.file,
        "place": item.place,
        "words": item.words,
        "kind": claim.kind,
        "verdict": claim.verdict,
        "stated": claim.stated,
        "computed": claim.shown,
        "allowed": claim.allowed,
        "hint": message(f"audit.{claim.hint}") if claim.hint else "",
        "advice": advice_of(item),
        "start": claim.start,
        "end": claim.end,
    }


def advice_of(item: Examined, lang: str | None = None) -> str:
    """What to do about a claim; empty where it agrees."""
    claim = item.claim
    if claim.verdict == AGREES:
        return ""
    if claim.verdict in NOTES:
        return message("audit.advice_note", lang)
    return message(f"audit.advice_{claim.kind}", lang)


def as_json(found: Sequence[Examined]) -> str:
    """A JSON list of the records of ``record_of``, each with the spans of its figures."""
    records = [record_of(item) | {"spans": item.claim.spans} for item in found]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Sequence[Examined]) -> str:
    """CSV of the same records, safe to open in a spreadsheet program."""
    return csv_text(COLUMNS, (record_of(item).values() for item in found))
