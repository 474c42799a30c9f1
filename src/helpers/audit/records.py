"""An audit as records for other programs: JSON and CSV."""

import json
from collections.abc import Sequence
from functools import cache
from math import ceil, floor, sqrt
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
Z = 1.96


@cache
def _measured() -> dict[str, Any]:
    return yaml.safe_load(MEASURED.read_text(encoding="utf-8"))


def measured_precision(verdict: str, lang: str | None = None) -> str:
    """Of 100 findings of a verdict how many are slips, with the date; empty for other verdicts.

    The ends of the interval of 95 % (Wilson), rounded down and up.
    """
    found = _measured().get(verdict)
    if found is None:
        return ""
    total, share = found["found"], found["hits"] / found["found"]
    middle = (share + Z * Z / (2 * total)) / (1 + Z * Z / total)
    reach = Z * sqrt(share * (1 - share) / total + (Z / (2 * total)) ** 2) / (1 + Z * Z / total)
    low, high = floor(100 * (middle - reach)), ceil(100 * min(1, middle + reach))
    return message("audit.measured", lang, low=low, high=high, date=str(_measured()["date"]))


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
