"""What a sender is asked to look at: one point for each cell or area, from the cleaned tables."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from helpers.core.messages import message
from helpers.core.tables import Row

Kind = Literal["unread", "finding", "question"]
NOT_ASKED_AGAIN = ("cleaning.asked", "cleaning.answered_in_list")
"""Rules of the quarantine for cells that a question is about, which says more, and for answers."""
FOR_THE_OFFICE_THAT_READS = re.compile(r"data/reference|baocao |07_mapping|\.ya?ml")
"""Sentences of a reason that tell the office with this program what to do, not the sender."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-ZĐÀ-Ỹ«])")
SEVERITIES = ("error", "warning")


@dataclass(frozen=True)
class Point:
    """One thing to look at.

    ``areas``: cells, areas ('C5:F9') or rows ('7'); empty for the sheet or the file; ``shown``:
    what was read there; ``problem`` and ``advice``: sentences in Vietnamese.
    """

    file: str
    sheet: str
    areas: tuple[str, ...]
    kind: Kind
    shown: str
    problem: str
    advice: str


def points_of(tables: Mapping[str, Iterable[Row]]) -> list[Point]:
    """The points of the rows of quarantine, findings and questions, each once."""
    found = [
        *_unread(tables["quarantine"]),
        *_findings(tables["findings"]),
        *_questions(tables["questions"]),
    ]
    return list(dict.fromkeys(point for point in found if point.file))


def _unread(rows: Iterable[Row]) -> Iterator[Point]:
    for row in rows:
        if row["rule"] not in NOT_ASKED_AGAIN:
            yield _of_cell(row, "unread", for_sender(str(row["reason"])))


def _findings(rows: Iterable[Row]) -> Iterator[Point]:
    for row in rows:
        if row["severity"] in SEVERITIES and row["file"]:
            names = ("subject", "stated", "computed", "difference")
            words = {name: str(row[name] or "—") for name in names}
            key = "finding" if row["computed"] else "finding_limit"
            yield _of_cell(row, "finding", message(f"feedback.{key}", "vi", **words))


def _of_cell(row: Row, kind: Kind, problem: str) -> Point:
    names = ("file", "sheet", "cell", "raw_text")
    file, sheet, area, shown = (str(row[name] or "") for name in names)
    advice = message(f"feedback.advice_{kind}", "vi")
    return Point(file, sheet, (area,) if area else (), kind, shown, problem, advice)


def _questions(rows: Iterable[Row]) -> Iterator[Point]:
    for row in rows:
        problem = for_sender(f"{row['text']} {row['reason']}")
        advice = message("feedback.advice_question", "vi")
        places: dict[tuple[str, str], list[str]] = {}
        for cells in json.loads(str(row["where"])):
            areas = places.setdefault((cells["file"], cells.get("sheet", "")), [])
            areas += [cells["cells"]] if cells.get("cells") else []
        shown = str(row["shown"] or "")
        for (file, sheet), areas in places.items():
            yield Point(file, sheet, tuple(areas), "question", shown, problem, advice)


def for_sender(reason: str) -> str:
    """A reason without its advice to the office that reads the file."""
    sentences = _SENTENCE.split(reason)
    kept = [s for s in sentences if not FOR_THE_OFFICE_THAT_READS.search(s)]
    return " ".join(kept) or message("feedback.look_again", "vi")
