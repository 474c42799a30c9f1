"""An audit as records for other programs: JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL
from helpers.audit.examine import Examined
from helpers.core.csv_text import csv_text
from helpers.core.messages import message

COLUMNS = (
    "file", "place", "words", "kind", "verdict", "stated", "computed", "allowed", "hint", "advice",
    "start", "end", "measured",
)  # fmt: skip
NOTES = ("truncation", "rounding")
GRAVEST_FIRST = (CONTRADICTION, DOUBTFUL, *NOTES, AGREES)
MEASURED = Path(__file__).with_name("measured.yml")


@cache
def _measured() -> dict[str, Any]:
    return yaml.safe_load(MEASURED.read_text(encoding="utf-8"))


def measured_precision(verdict: str, lang: str | None = None) -> str:
    """``đúng 99/100 (đo 2026-11-30)``: how often a finding was a slip; empty for other verdicts."""
    found = _measured().get(verdict)
    if found is None:
        return ""
    share = round(100 * found["hits"] / found["found"])
    return message("audit.measured", lang, share=share, date=str(_measured()["date"]))


def gravest_first(found: Sequence[Examined]) -> list[Examined]:
    """What contradicts itself, then what is only suspected, then the rest, each in order."""
    return sorted(found, key=lambda item: GRAVEST_FIRST.index(item.claim.verdict))


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
        "measured": measured_precision(claim.verdict),
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
    records = [record_of(item) | {"spans": item.claim.spans} for item in gravest_first(found)]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Sequence[Examined]) -> str:
    """CSV of the same records, safe to open in a spreadsheet program."""
    return csv_text(COLUMNS, (record_of(item).values() for item in gravest_first(found)))
