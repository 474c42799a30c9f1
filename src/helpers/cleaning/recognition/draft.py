"""A figure on its way from its cell to its meaning: what is known, what is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.answers import filled
from helpers.cleaning.recognition.cell_values import Number
from helpers.cleaning.recognition.model import Answer, Evidence, Meaning
from helpers.cleaning.recognition.questions import Doubt
from helpers.core.catalogues.measures import Measure

NEEDED = ("measure", "period", "unit")
"""Fields of which an answer that leaves one empty settles nothing."""


@dataclass
class Draft:
    """A figure on its way. ``position``: its item and its line in the table; ``above``: the label
    of its row, where that names no indicator, else the nearest above that no other row has."""

    cell: Cell
    number: Number
    meaning: Meaning
    label_path: tuple[str, ...]
    header_path: tuple[str, ...]
    unit: Measure | None = None
    degree: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    answered: list[Doubt] = field(default_factory=list)
    is_dropped: bool = False
    subject: str = ""
    notes: tuple[Cell, ...] = ()
    position: tuple[int, int] = (0, 0)
    above: str = ""
    is_beside_half: bool = False

    def add_breakdown(self, more: Iterable[tuple[str, str]]) -> None:
        """Add members of further dimensions."""
        self.meaning = replace(self.meaning, breakdown=(*self.meaning.breakdown, *more))

    @property
    def is_open(self) -> bool:
        """True where something must be answered before the figure counts."""
        return any(doubt.blocks for doubt in self.doubts) or self.unit is None

    def answer_to(self, doubt: Doubt, answers: Mapping[str, Answer]) -> Answer | None:
        """The answer to a doubt, which is kept as answered or as open; it may drop the figure."""
        answer = answers.get(doubt.key)
        if answer is None:
            self.doubts.append(doubt)
            return None
        self.answered.append(doubt)
        self.is_dropped |= not answer.meaning.is_figure
        return answer

    def ask(self, doubt: Doubt, answers: Mapping[str, Answer]) -> bool:
        """Apply the answer to a doubt, or keep the doubt; True where it is answered."""
        answer = self.answer_to(doubt, answers)
        if answer is None or not answer.meaning.is_figure:
            return answer is not None
        self.meaning = filled(self.meaning, answer.meaning, doubt.asked)
        self.evidence += [Evidence(f, "answer", answer.who) for f in doubt.asked]
        if any(f in NEEDED and not getattr(self.meaning, f) for f in doubt.asked):
            self.doubts.append(doubt)
            return False
        if self.meaning.code or self.meaning.label:
            self.degree = "answered" if "indicator" in doubt.asked else self.degree
        elif "indicator" in doubt.asked:
            self.doubts.append(doubt)
            return False
        return True
