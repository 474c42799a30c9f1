"""What the office's notes say of single figures, as the sentences about them print it."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from helpers.cleaning.notes import ESTIMATE
from helpers.core.messages import message, topic_messages
from helpers.core.tables import Record
from helpers.core.text import lower_first

PLACE, SCOPE, QUALIFIER = "place", "scope", "qualifier"
FEWEST_WORDS = 3
"""Of a note that says until when an estimate is; a shorter one says only that it is one."""
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True)
class NotesOfFigures:
    """Notes about indicators; ``told``: texts of the office that may say the same."""

    records: tuple[Record, ...]
    told: str = ""

    def plan(self, code: str) -> str:
        """What the office calls the plan of a figure: "kế hoạch cả năm"; empty without a note."""
        words = tuple(message("narrative.names_of_plan", "vi").split("; "))
        return next(self._that_begin(code, QUALIFIER, words), "")

    def estimate(self, code: str) -> str:
        """Until when the estimate of a figure is, where that is no day; empty without a note."""
        words = (topic_messages("narrative", "vi")["estimate"].split()[0],)
        found = (text for text in self._that_begin(code, ESTIMATE, words))
        return next((text for text in found if len(text.split()) >= FEWEST_WORDS), "")

    def besides(self, code: str) -> list[str]:
        """Where something was, and what a figure leaves out, unless a text says it."""
        found = self._of(code, (PLACE, SCOPE))
        return [text for text in found if _BRACKETS.sub("", text) not in self.told]

    def _that_begin(self, code: str, kind: str, words: tuple[str, ...]) -> Iterator[str]:
        return (text for text in self._of(code, (kind,)) if text.startswith(words))

    def _of(self, code: str, kinds: Container[str]) -> Iterator[str]:
        for record in self.records:
            if record["indicator"] == code and record["kind"] in kinds and not record["date"]:
                yield lower_first(str(record["text"]).rstrip(". "))


def notes_of_figures(records: Iterable[Record], texts: Iterable[str]) -> NotesOfFigures:
    """The notes about indicators, with the texts beside which they are printed."""
    own = tuple(record for record in records if record["indicator"])
    return NotesOfFigures(own, " ".join(" ".join(texts).split()))
