"""What all questions about one table share: its title, its answers, its keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.model import Answer, Meaning, MeaningField, QuestionKind
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.recognition.roles import PLANS
from helpers.cleaning.recognition.table import Table
from helpers.cleaning.stated_periods.longer import STAGE_YEARS
from helpers.cleaning.stated_periods.relative import title_words
from helpers.core.catalogues.mappings import file_pattern
from helpers.core.periods import Period


@dataclass
class TableAsker:
    """Makes and answers the questions about the cells of one table."""

    table: Table
    answers: Mapping[str, Answer]

    def __post_init__(self) -> None:
        self.subject = self.table.context.subject
        self.own: Period = self.table.context.own
        self.title = title_words(self.subject, self.own)

    def doubt(
        self,
        kind: QuestionKind,
        asked: tuple[MeaningField, ...],
        shown: str,
        reason: str,
        words: Sequence[str],
        proposals: Sequence[Meaning] = (),
    ) -> Doubt:
        """A question below the title of the table; ``words`` tell it from its others."""
        name = key_of(kind, self.own, self.title, *words)
        return Doubt(kind, name, asked, shown, reason, tuple(proposals))

    def as_answered(self, doubt: Doubt, *words: str) -> Doubt:
        """A question, under the key of these words where an answer to that one is of this sheet:
        it was asked so before."""
        former = key_of(doubt.kind, self.own, *words)
        answer, sheet = self.answers.get(former), self.table.block.grid.sheet
        if doubt.key in self.answers or answer is None:
            return doubt
        is_here = (file_pattern(sheet.file), sheet.name) in answer.sheets
        return replace(doubt, key=former) if is_here else doubt

    def ask(self, draft: Draft, doubt: Doubt) -> bool:
        """Apply the answer to a doubt, or keep the doubt; True where it is answered."""
        return draft.ask(doubt, self.answers)

    def period_of(self, measure: str, stated: str = "") -> str:
        """The period of a figure of a measure where ``stated`` does not say it."""
        own = self.own
        if measure in PLANS or (measure == "estimate" and not stated):
            is_whole_year = stated.isdecimal() and len(stated) == 4
            return stated if is_whole_year else str(own.year)
        if measure in ("stage_total", "cumulative", "pct_stage"):
            start = own.year - (own.year - 1) % STAGE_YEARS
            stage = self.table.context.stage or f"{start}-{start + STAGE_YEARS - 1}"
            return stated if "-" in stated else stage
        if measure == "previous":
            return stated if stated not in ("", str(own)) else str(own.previous_year())
        return stated or str(own)
