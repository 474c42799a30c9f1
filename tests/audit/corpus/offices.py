"""Precision and recall on whole paragraphs and tables written by hand (offices_*.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.measure import HEAD, USUAL
from helpers.audit.examine import Examined, examine
from helpers.audit.readers import read_lines

WRONG, TEXT = "! ", "== "
HELD_OUT = {"offices_10"}
"""Written by somebody who did not know the audit, and read by nobody who made its rules."""
WRITTEN_APART = {"offices_6", "offices_7", "offices_8", "offices_9"}
"""Written so too, but then read, and rules made for most of what was missed."""


@dataclass
class OfficeScore:
    """Paragraphs that contradict themselves, those of them that are found, and false alarms."""

    wrong: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.wrong)

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + len(self.alarms))


def offices(*, held_out: bool = False) -> list[Path]:
    """Texts that the audit was developed on, or those that it was not."""
    found = sorted(Path(__file__).parent.glob("offices_*.txt"))
    return [path for path in found if (path.stem in HELD_OUT) == held_out]


def measured_offices(path: Path) -> OfficeScore:
    """Found is what is wrong or suspected; a false alarm is a contradiction that is none."""
    score = OfficeScore()
    for lines in _texts(path):
        told = _findings([line.removeprefix(WRONG) for line in lines])
        for number, line in enumerate(lines):
            here = told.get(number, [])
            if line.startswith(WRONG):
                score.wrong += 1
                score.found += bool(here)
                score.missed += [] if here else [line]
            else:
                score.right += 1
                alarms = [i for i in here if i.is_contradiction]
                score.alarms += [f"{i.words}: {i.claim.stated} {i.claim.shown}" for i in alarms]
    return score


def _texts(path: Path) -> Iterator[list[str]]:
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(TEXT) and current:
            yield current
            current = []
        if line and not line.startswith((TEXT, "#")):
            current.append(line)
    yield current


def _findings(lines: list[str]) -> dict[int, list[Examined]]:
    """By the number of the line; a head tells whose report it is and how it writes numbers."""
    head = [f"{line}." for line in (*HEAD, USUAL)]
    data = "\n".join((*head, *lines)).encode("utf-8")
    found: dict[int, list[Examined]] = {}
    for item in examine("mau.txt", list(read_lines(data, "mau.txt"))):
        if item.claim.verdict in ("contradiction", "doubtful"):
            number = int(item.place.rpartition(" ")[2]) - 1 - len(head)
            found.setdefault(number, []).append(item)
    return found
